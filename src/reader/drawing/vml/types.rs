//! The numbers of shape types → the names of presets.
//!
//! In: the type of a VML shape, such as `#_x0000_t109`. Out: the name DrawingML has for it (`ST_ShapeType`).

/// A frame for a picture, by a name no preset has.
pub(super) const PICTURE: &str = "pictureFrame";
/// A box for text, by a name no preset has.
pub(super) const TEXT_BOX: &str = "textBox";

/// The preset of a type; nothing for one that is drawn by hand or not in the list (MSOSPT, [MS-ODRAW] 2.4.24).
pub(super) fn preset(kind: &str) -> Option<&'static str> {
    let number = kind.rsplit_once("_t")?.1.parse::<u16>().ok()?;
    PRESETS.iter().find(|(known, _)| *known == number).map(|(_, preset)| *preset)
}

/// Those that are met in flowcharts.
const PRESETS: &[(u16, &str)] = &[
    (1, "rect"),
    (2, "roundRect"),
    (3, "ellipse"),
    (4, "diamond"),
    (5, "triangle"),
    (6, "rtTriangle"),
    (7, "parallelogram"),
    (8, "trapezoid"),
    (9, "hexagon"),
    (10, "octagon"),
    (11, "plus"),
    (12, "star5"),
    (13, "rightArrow"),
    (15, "homePlate"),
    (16, "cube"),
    (20, "line"),
    (22, "can"),
    (32, "straightConnector1"),
    (33, "bentConnector2"),
    (34, "bentConnector3"),
    (35, "bentConnector4"),
    (36, "bentConnector5"),
    (37, "curvedConnector2"),
    (38, "curvedConnector3"),
    (39, "curvedConnector4"),
    (40, "curvedConnector5"),
    (55, "chevron"),
    (56, "pentagon"),
    (65, "foldedCorner"),
    (66, "leftArrow"),
    (67, "downArrow"),
    (68, "upArrow"),
    (69, "leftRightArrow"),
    (70, "upDownArrow"),
    (75, PICTURE),
    (84, "bevel"),
    (85, "leftBracket"),
    (86, "rightBracket"),
    (87, "leftBrace"),
    (88, "rightBrace"),
    (90, "bentUpArrow"),
    (91, "bentArrow"),
    (93, "stripedRightArrow"),
    (94, "notchedRightArrow"),
    (101, "uturnArrow"),
    (109, "flowChartProcess"),
    (110, "flowChartDecision"),
    (111, "flowChartInputOutput"),
    (112, "flowChartPredefinedProcess"),
    (113, "flowChartInternalStorage"),
    (114, "flowChartDocument"),
    (115, "flowChartMultidocument"),
    (116, "flowChartTerminator"),
    (117, "flowChartPreparation"),
    (118, "flowChartManualInput"),
    (119, "flowChartManualOperation"),
    (120, "flowChartConnector"),
    (121, "flowChartPunchedCard"),
    (122, "flowChartPunchedTape"),
    (123, "flowChartSummingJunction"),
    (124, "flowChartOr"),
    (125, "flowChartCollate"),
    (126, "flowChartSort"),
    (127, "flowChartExtract"),
    (128, "flowChartMerge"),
    (129, "flowChartOfflineStorage"),
    (130, "flowChartOnlineStorage"),
    (131, "flowChartMagneticTape"),
    (132, "flowChartMagneticDisk"),
    (133, "flowChartMagneticDrum"),
    (134, "flowChartDisplay"),
    (135, "flowChartDelay"),
    (176, "flowChartAlternateProcess"),
    (177, "flowChartOffpageConnector"),
    (202, TEXT_BOX),
];
