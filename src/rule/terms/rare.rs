//! Bytes that few texts hold: whether a term can occur at all is told by them several times as fast as by looking for it.
//!
//! In: the words of a rule. Out: one rare byte of each, or nothing when a word has only frequent ones.

/// The rare bytes of the words of a rule.
#[derive(Debug, Clone)]
pub(super) struct RareBytes(Box<[bool; 256]>);

impl RareBytes {
    /// No byte, for a rule without words.
    pub(super) fn none() -> Self {
        Self(Box::new([false; 256]))
    }

    /// Adds a rare byte of `word`, in either case; false when it has none.
    pub(super) fn add(&mut self, word: &str) -> bool {
        let Some(byte) = word.bytes().rev().find(|&byte| is_rare(byte)) else { return false };
        self.0[usize::from(byte.to_ascii_lowercase())] = true;
        self.0[usize::from(byte.to_ascii_uppercase())] = true;
        true
    }

    /// Whether none of the words can occur in `text`, in any case.
    pub(super) fn rule_out(&self, text: &str) -> bool {
        !text.bytes().any(|byte| self.0[usize::from(byte)])
    }
}

/// Signs and letters that Indonesian and English texts of offices hold seldom. The last byte of a sign beyond ASCII tells
/// it from others, the first does not.
fn is_rare(byte: u8) -> bool {
    let frequent_sign = matches!(byte, b' ' | b',' | b'-' | b':' | b'|' | b'\n');
    let is_sign = byte.is_ascii() && !byte.is_ascii_alphanumeric() && !frequent_sign;
    is_sign || matches!(byte, b'q' | b'v' | b'x' | b'z' | b'Q' | b'V' | b'X' | b'Z') || (0x80..0xc0).contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_with_the_word_is_never_ruled_out() {
        let words = ["…", "...", "xxx", "{", "____", "dan/atau", "q.q."];
        let mut rare = RareBytes::none();
        assert!(words.iter().all(|word| rare.add(word)));
        for word in words {
            assert!(!rare.rule_out(&format!("Menulis {} di sini", word.to_uppercase())), "{word}");
        }
        assert!(rare.rule_out("Mencatat surat “masuk” – halaman 1"));
    }

    #[test]
    fn a_word_of_frequent_letters_gives_nothing() {
        assert!(!RareBytes::none().add("segera, tepat waktu"));
    }
}
