//! Names of inputs, as reports show them.
//!
//! In: the name of a member in its archive, as bytes of any kind, or all inputs of a run. Out: text that can be printed, no two
//! inputs with the same. A name is never used as a path.

use rustc_hash::FxHashSet;

use super::super::linter::decoded;
use super::input::Input;
use crate::reader::Format;
use crate::report::is_hidden;

/// The name of a member in its archive: its folders parted by `/`, also where a program of Windows wrote `\`. What would lead
/// out of the archive, what cannot be seen and what is no text is written by its number.
pub(super) fn member(bytes: &[u8]) -> String {
    let text = decoded(bytes, |text| {
        text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
            match c {
                '\\' => out.push('/'),
                c if is_hidden(c) => out.extend(c.escape_unicode()),
                c => out.push(c),
            }
            out
        })
    });
    let parts = text.split('/').filter(|part| !matches!(*part, "" | "."));
    let parts: Vec<&str> = parts.map(|part| if part == ".." { r"\x2E\x2E" } else { part }).collect();
    parts.join("/")
}

/// Sorts the inputs, leaves out those that were found twice, and gives those that are only called alike names of their own:
/// `a.sop.yaml`, `a (2).sop.yaml`.
pub(super) fn set_apart(list: &mut Vec<Input>) {
    list.sort_by(|a, b| (&a.name, a.path()).cmp(&(&b.name, b.path())));
    list.dedup_by(|a, b| a.is_same(b));
    if list.windows(2).all(|pair| pair[0].name != pair[1].name) {
        return;
    }
    let mut taken: FxHashSet<String> = list.iter().map(|input| input.name.clone()).collect();
    let (mut before, mut numbers) = (String::new(), 2..);
    for input in list.iter_mut() {
        if input.name != before {
            (before, numbers) = (input.name.clone(), 2..);
            continue;
        }
        let free = numbers.by_ref().map(|number| numbered(&before, number)).find(|name| taken.insert(name.clone()));
        input.name = free.expect("internal: there are more numbers than inputs");
    }
    list.sort_by(|a, b| a.name.cmp(&b.name));
}

/// The name with a number before its ending, which tells the format.
fn numbered(name: &str, number: u64) -> String {
    let own = name.rfind('/').map_or(0, |at| at + 1);
    let lower = name.to_ascii_lowercase();
    let endings = Format::ALL.into_iter().flat_map(Format::endings).filter(|ending| lower.ends_with(*ending));
    let known = endings.map(|ending| name.len() - ending.len()).min();
    let stem = known.or_else(|| name.rfind('.')).filter(|at| *at > own).unwrap_or(name.len());
    format!("{} ({number}){}", &name[..stem], &name[stem..])
}

/// Text in the character set of the first PCs, which zip archives use for names (APPNOTE D.1).
pub(super) fn cp437(bytes: &[u8]) -> String {
    const UPPER: [char; 128] = [
        'Ç', 'ü', 'é', 'â', 'ä', 'à', 'å', 'ç', 'ê', 'ë', 'è', 'ï', 'î', 'ì', 'Ä', 'Å', 'É', 'æ', 'Æ', 'ô', 'ö', 'ò',
        'û', 'ù', 'ÿ', 'Ö', 'Ü', '¢', '£', '¥', '₧', 'ƒ', 'á', 'í', 'ó', 'ú', 'ñ', 'Ñ', 'ª', 'º', '¿', '⌐', '¬', '½',
        '¼', '¡', '«', '»', '░', '▒', '▓', '│', '┤', '╡', '╢', '╖', '╕', '╣', '║', '╗', '╝', '╜', '╛', '┐', '└', '┴',
        '┬', '├', '─', '┼', '╞', '╟', '╚', '╔', '╩', '╦', '╠', '═', '╬', '╧', '╨', '╤', '╥', '╙', '╘', '╒', '╓', '╫',
        '╪', '┘', '┌', '█', '▄', '▌', '▐', '▀', 'α', 'ß', 'Γ', 'π', 'Σ', 'σ', 'µ', 'τ', 'Φ', 'Θ', 'Ω', 'δ', '∞', 'φ',
        'ε', '∩', '≡', '±', '≥', '≤', '⌠', '⌡', '÷', '≈', '°', '∙', '·', '√', 'ⁿ', '²', '■', '\u{a0}',
    ];
    let letter = |byte: &u8| match byte.checked_sub(128) {
        Some(upper) => UPPER[usize::from(upper)],
        None => char::from(*byte),
    };
    bytes.iter().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_member_can_be_printed_and_leads_nowhere() {
        for (bytes, shown) in [
            (&b"bagian/sop.docx"[..], "bagian/sop.docx"),
            (b"/etc/sop.docx", "etc/sop.docx"),
            (b"./a//b.docx", "a/b.docx"),
            (b"..\\..\\a.docx", r"\x2E\x2E/\x2E\x2E/a.docx"),
            (b"bagian\\sop.docx", "bagian/sop.docx"),
            (b"Pros\xe9s.docx", r"Pros\xE9s.docx"),
            (b"a\n\x1b[31m.docx", r"a\u{a}\u{1b}[31m.docx"),
            ("a\u{202e}xcod.docx".as_bytes(), r"a\u{202e}xcod.docx"),
            (b"", ""),
        ] {
            assert_eq!(member(bytes), shown);
        }
    }

    #[test]
    fn a_number_stands_before_what_tells_the_format() {
        for (name, wanted) in [
            ("a/b.sop.yaml", "a/b (2).sop.yaml"),
            ("SOP 1.2 Kas.DOCX", "SOP 1.2 Kas (2).DOCX"),
            ("a.b/c", "a.b/c (2)"),
            ("a/.docx", "a/.docx (2)"),
        ] {
            assert_eq!(numbered(name, 2), wanted);
        }
    }

    #[test]
    fn letters_of_the_first_pcs_are_read() {
        assert_eq!(cp437(b"Pros\x82s \xe1.docx"), "Prosés ß.docx");
    }
}
