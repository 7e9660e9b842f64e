//! What an OLE file holds: Office files of before 2007, and packages that are locked with a password.
//!
//! In: the bytes of a compound file (MS-CFB). Out: the kind, told by the names of its streams. Nothing of it is opened.

use super::Foreign;

/// Bytes of the name in a directory entry (MS-CFB, 2.6.1); its length follows.
const NAME_BYTES: usize = 64;

/// Streams that tell what a file is. One that embeds another kind has the streams of both, so the order counts: a locked
/// package holds nothing else, and text embeds tables more often than the reverse.
const STREAMS: [(&str, Foreign); 5] = [
    ("EncryptedPackage", Foreign::Encrypted),
    ("PowerPoint Document", Foreign::Slides),
    ("WordDocument", Foreign::OldWord),
    ("Workbook", Foreign::OldExcel),
    ("Book", Foreign::OldExcel),
];

/// The kind of an OLE file. `named` is what its name says, which decides where the streams leave a choice.
pub(super) fn kind(bytes: &[u8], named: Option<Foreign>) -> Foreign {
    let mut held = STREAMS.into_iter().filter(|(stream, _)| has_stream(bytes, stream)).map(|(_, kind)| kind).peekable();
    match (held.peek().copied(), named) {
        (Some(Foreign::Encrypted), _) => Foreign::Encrypted,
        (Some(first), Some(named)) => held.find(|kind| *kind == named).unwrap_or(first),
        (Some(first), None) => first,
        (None, Some(named @ (Foreign::OldWord | Foreign::OldExcel | Foreign::Slides))) => named,
        (None, _) => Foreign::OldOffice,
    }
}

/// Whether there is a directory entry with that name. Text of a document that merely says the word has no length behind it.
fn has_stream(bytes: &[u8], name: &str) -> bool {
    let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let length = entry.len() as u16 + 2;
    entry.resize(NAME_BYTES, 0);
    entry.extend(length.to_le_bytes());
    memchr::memmem::find(bytes, &entry).is_some()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A compound file of nothing but directory entries.
    pub(in crate::reader::detect) fn compound(streams: &[&str]) -> Vec<u8> {
        let mut bytes = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
        for stream in std::iter::once(&"Root Entry").chain(streams) {
            let name: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let start = bytes.len();
            bytes.extend(&name);
            bytes.resize(start + NAME_BYTES, 0);
            bytes.extend((name.len() as u16 + 2).to_le_bytes());
            bytes.resize(start + 128, 1);
        }
        bytes
    }

    #[test]
    fn streams_tell_the_kind() {
        for (streams, wanted) in [
            (&["WordDocument", "1Table"][..], Foreign::OldWord),
            (&["Workbook"], Foreign::OldExcel),
            (&["Book"], Foreign::OldExcel),
            (&["PowerPoint Document"], Foreign::Slides),
            (&["EncryptionInfo", "EncryptedPackage"], Foreign::Encrypted),
            (&["Contents"], Foreign::OldOffice),
        ] {
            assert_eq!(kind(&compound(streams), None), wanted, "{streams:?}");
        }
    }

    #[test]
    fn a_file_that_embeds_another_is_what_it_is_called() {
        let both = compound(&["WordDocument", "Workbook"]);
        assert_eq!(kind(&both, Some(Foreign::OldExcel)), Foreign::OldExcel);
        assert_eq!(kind(&both, Some(Foreign::OldWord)), Foreign::OldWord);
        assert_eq!(kind(&both, Some(Foreign::Pdf)), Foreign::OldWord);
    }

    #[test]
    fn a_text_that_names_a_stream_has_none() {
        let mut bytes = compound(&["WordDocument"]);
        bytes.extend("EncryptedPackage dan seterusnya".encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(kind(&bytes, None), Foreign::OldWord);
    }
}
