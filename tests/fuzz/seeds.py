#!/usr/bin/env python3
"""Small inputs for the fuzz targets, cut out of the fixtures.

In: fixtures/office and the SOPs in text under fixtures. Out: a folder for each target under the folder that is named, to be
minimised with `cargo fuzz cmin`. Parts are thinned: a few blocks, rows or shapes each, and only the styles they use.
"""

import hashlib
import io
import re
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parents[2]
# Longer inputs make a run slow.
MOST_BYTES = 24_000
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"


def main(out):
    for target, make in TARGETS.items():
        folder = out / target
        folder.mkdir(parents=True, exist_ok=True)
        for seed in make():
            if len(seed) <= MOST_BYTES:
                (folder / hashlib.sha1(seed).hexdigest()[:16]).write_bytes(seed)


def parts(*endings):
    """The parts of each office fixture of these endings, as a dictionary."""
    for path in sorted((ROOT / "fixtures/office").rglob("*")):
        if path.suffix in endings and zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as package:
                yield {name: package.read(name) for name in package.namelist()}


def parsed(part):
    """A part, with the prefixes it declares kept for writing."""
    for prefix, uri in re.findall(rb'xmlns:(\w+)="([^"]+)"', part):
        if not re.fullmatch(rb"ns\d+", prefix):
            ET.register_namespace(prefix.decode(), uri.decode())
    return ET.fromstring(part)


def written(element):
    return ET.tostring(element, encoding="utf-8")


def keep(parent, wanted):
    for child in list(parent):
        if not wanted(child):
            parent.remove(child)


def joined(*inputs):
    return b"\xff".join(inputs).rstrip(b"\xff")


def windows(items, size):
    for start in range(0, len(items), size):
        yield items[start : start + size]


def docx():
    for package in parts(".docx"):
        body = list(parsed(package["word/document.xml"]).find(W + "body"))
        for at in range(len(list(windows(body, 6)))):
            yield word_file(package, at)


def word_file(package, at):
    document = parsed(package["word/document.xml"])
    # All headers are the one that the target puts in.
    for reference in document.iter(W + "headerReference"):
        reference.set(R + "id", "rId4")
    body = document.find(W + "body")
    section = body.find(W + "sectPr")
    chosen = list(windows(list(body), 6))[at]
    keep(body, lambda child: child in chosen or child is section)
    for table in body.iter(W + "tbl"):
        rows = table.findall(W + "tr")
        for row in rows[4:]:
            table.remove(row)
    texts = [written(document), b"", b"", package.get("word/comments.xml", b"")]
    texts += [package.get("word/header1.xml", b""), package.get("word/footnotes.xml", b"")]
    used = {value for element in document.iter() for value in element.attrib.values()}
    if "word/styles.xml" in package:
        styles = parsed(package["word/styles.xml"])
        keep(styles, lambda child: child.tag == W + "style" and child.get(W + "styleId") in used)
        texts[1] = written(styles)
    if "word/numbering.xml" in package:
        numbering = parsed(package["word/numbering.xml"])
        nums = [num for num in numbering.findall(W + "num") if num.get(W + "numId") in used][:2]
        lists = {num.find(W + "abstractNumId").get(W + "val") for num in nums}
        keep(numbering, lambda child: child in nums or child.get(W + "abstractNumId") in lists)
        texts[2] = written(numbering) if nums else b""
    return joined(*texts)


def xlsx():
    for package in parts(".xlsx"):
        drawings = [part for name, part in package.items() if re.match(r"xl/drawings/drawing\d+\.xml$", name)]
        sheets = [part for name, part in package.items() if re.match(r"xl/worksheets/sheet\d+\.xml$", name)]
        comments = [part for name, part in package.items() if re.search(r"comments?\d+\.xml$", name)]
        strings = thin_strings(package.get("xl/sharedStrings.xml"))
        for number, sheet in enumerate(sheets):
            for start in (0, 10, 20):
                drawing = thin_drawing(drawings[number % len(drawings)], start // 2, 3) if drawings else b""
                comment = comments[number % len(comments)] if comments else b""
                yield joined(thin_sheet(sheet, start), strings, package["xl/styles.xml"], drawing, comment)


def thin_sheet(part, start):
    sheet = parsed(part)
    rows = list(sheet.find(S + "sheetData"))[start : start + 10]
    keep(sheet.find(S + "sheetData"), lambda row: row in rows)
    for drawing in sheet.iter(S + "drawing"):
        drawing.set(R + "id", "rId1")
    numbers = {int(row.get("r", 0)) for row in rows}
    merges = sheet.find(S + "mergeCells")
    if merges is not None:
        keep(merges, lambda merge: int(re.search(r"\d+", merge.get("ref")).group()) in numbers)
    keep(sheet, lambda child: child.tag in {S + name for name in ("sheetFormatPr", "cols", "sheetData", "mergeCells", "drawing")})
    return written(sheet)


def thin_strings(part):
    if part is None:
        return b""
    strings = parsed(part)
    first = list(strings)[:30]
    keep(strings, lambda child: child in first)
    return written(strings)


def thin_drawing(part, start, count):
    drawing = parsed(part)
    chosen = list(drawing)[start : start + count]
    keep(drawing, lambda child: child in chosen)
    return written(drawing)


def ods():
    for package in parts(".ods"):
        tables = len(list(parsed(package["content.xml"]).iter(TABLE + "table")))
        for number in range(tables):
            for start in (0, 12, 24):
                yield open_file(package["content.xml"], number, start)


def open_file(part, number, start):
    content = parsed(part)
    tables = list(content.iter(TABLE + "table"))
    for parent in list(content.iter()):
        keep(parent, lambda child: child not in tables or child is tables[number])
    rows = list(tables[number].iter(TABLE + "table-row"))[start : start + 8]
    for parent in list(tables[number].iter()):
        keep(parent, lambda child: child.tag != TABLE + "table-row" or child in rows)
        keep(parent, lambda child: child.tag != TABLE + "shapes")
    used = {value for element in tables[number].iter() for value in element.attrib.values()}
    for parent in list(content.iter()):
        keep(parent, lambda child: STYLE + "name" not in child.attrib or child.get(STYLE + "name") in used)
    return written(content)


def drawing():
    """Drawings without the elements the target puts around them."""
    inner = re.compile(rb"^<[^>]*>(.*)</[^>]*>$", re.DOTALL)
    for package in parts(".docx"):
        document = parsed(package["word/document.xml"])
        for run in document.iter(W + "r"):
            if run.find(W + "t") is None and len(list(run.iter())) > 8:
                yield inner.sub(rb"\1", written(run))
    for package in parts(".xlsx"):
        for name, part in package.items():
            if re.match(r"xl/drawings/drawing\d+\.xml$", name):
                for start in range(0, len(list(parsed(part))), 4):
                    yield b"\xff" + inner.sub(rb"\1", thin_drawing(part, start, 4))


def package():
    """Whole files, compressed, of thinned parts."""
    for file in parts(".docx"):
        inputs = word_file(file, 0).split(b"\xff") + [b""] * 3
        names = ["word/document.xml", "word/styles.xml", "word/numbering.xml", "word/comments.xml"]
        yield zipped(file, dict(zip(names, inputs)), ["_rels/.rels", "word/_rels/document.xml.rels"])
    for file in parts(".xlsx"):
        thin = {name: thin_sheet(part, 0) for name, part in file.items() if "/sheet" in name and name.endswith(".xml")}
        yield zipped(file, thin, [name for name in file if "_rels/" in name] + ["xl/workbook.xml", "xl/styles.xml"])
    for file in parts(".ods"):
        thin = {"mimetype": file["mimetype"], "content.xml": open_file(file["content.xml"], 0, 0)}
        yield zipped(file, thin, ["META-INF/manifest.xml"])


def zipped(file, thinned, whole):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in list(thinned.items()) + [(name, file[name]) for name in whole if name in file]:
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            # The same bytes in every run.
            package.writestr(zipfile.ZipInfo(name), part, compress_type=how)
    return out.getvalue()


def texts(*endings):
    def make():
        for path in sorted((ROOT / "fixtures").rglob("*")):
            if path.name.endswith(endings):
                yield path.read_bytes()

    return make


TARGETS = {
    "package": package,
    "docx": docx,
    "xlsx": xlsx,
    "ods": ods,
    "drawing": drawing,
    "markdown": texts(".sop.md"),
    "yaml": texts(".sop.yaml", ".sop.yml"),
}

if __name__ == "__main__":
    main(Path(sys.argv[1]))
