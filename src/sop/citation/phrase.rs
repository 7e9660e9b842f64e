//! Phrases and where words end: the ground the citation scanner stands on.
//!
//! In: a text and a byte position. Out: the longest phrase of a table that begins there. Letters are compared without
//! regard to ASCII case; words may be parted by blanks of any kind, line breaks, hyphens, `/`, `.` and `&`. Every
//! position handed out lies on a character boundary, and no step looks at a byte twice.

/// A table of phrases, each with a value.
#[derive(Debug, Clone)]
pub(super) struct Phrases<V> {
    nodes: Vec<Node<V>>,
    /// Bytes a phrase can begin with, in either case; spares the walk at most positions.
    first: [bool; 256],
}

#[derive(Debug, Clone)]
struct Node<V> {
    /// The [`gist`] of each edge's word: one pass over numbers instead of many comparisons of words.
    gists: Vec<u32>,
    edges: Vec<Edge>,
    /// Edges that fit every word that begins with theirs, longest first.
    open: Vec<Edge>,
    value: Option<V>,
}

#[derive(Debug, Clone)]
struct Edge {
    word: Box<str>,
    next: usize,
}

/// A phrase found in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found<V> {
    pub(super) value: V,
    /// Where the phrase ends.
    pub(super) end: usize,
    /// Where the written part of an open form ends inside its last word; `end` for all others.
    pub(super) stem: usize,
}

impl<V: Copy + PartialEq> Phrases<V> {
    pub(super) fn new() -> Self {
        Self { nodes: vec![Node::new()], first: [false; 256] }
    }

    /// Adds a phrase. Adding it again with the same value changes nothing.
    pub(super) fn add(&mut self, phrase: &str, value: V) -> Result<(), String> {
        let (written, open) = match phrase.strip_suffix('*') {
            Some(written) => (written, true),
            None => (phrase, false),
        };
        let words: Vec<&str> = words(written).map(|(start, end)| &written[start..end]).collect();
        let Some((last, front)) = words.split_last() else {
            return Err(format!("`{phrase}` has no word in it"));
        };
        let mut node = 0;
        for word in front {
            node = self.child(node, word, false);
        }
        node = self.child(node, last, open);
        self.mark_first(words[0]);
        match self.nodes[node].value.replace(value) {
            Some(old) if old != value => Err(format!("`{phrase}` stands for two things")),
            _ => Ok(()),
        }
    }

    /// The longest phrase that begins at `at`, which must be the beginning of a word.
    pub(super) fn find(&self, text: &str, at: usize) -> Option<Found<V>> {
        if !text.as_bytes().get(at).is_some_and(|&byte| self.first[usize::from(byte)]) {
            return None;
        }
        let mut node = &self.nodes[0];
        let mut best = None;
        let mut start = at;
        loop {
            let end = word_end(text, start);
            let edge = node.edge(&text.as_bytes()[start..end]);
            let Some(edge) = edge else { return best };
            node = &self.nodes[edge.next];
            if let Some(value) = node.value {
                best = Some(Found { value, end, stem: start + edge.word.len() });
            }
            if node.is_leaf() {
                return best;
            }
            start = skip_gap(text, end);
            if start == end {
                return best;
            }
        }
    }

    /// Whether the table has a phrase that may begin with `byte`.
    pub(super) fn may_begin(&self, byte: u8) -> bool {
        self.first[usize::from(byte)]
    }

    fn child(&mut self, node: usize, word: &str, open: bool) -> usize {
        let next = self.nodes.len();
        let edges = if open { &mut self.nodes[node].open } else { &mut self.nodes[node].edges };
        if let Some(edge) = edges.iter().find(|edge| edge.word.eq_ignore_ascii_case(word)) {
            return edge.next;
        }
        edges.push(Edge { word: word.into(), next });
        if open {
            edges.sort_by_key(|edge| std::cmp::Reverse(edge.word.len()));
        } else {
            self.nodes[node].gists.push(gist(word.as_bytes()));
        }
        self.nodes.push(Node::new());
        next
    }

    fn mark_first(&mut self, word: &str) {
        if let Some(&byte) = word.as_bytes().first() {
            self.first[usize::from(byte.to_ascii_lowercase())] = true;
            self.first[usize::from(byte.to_ascii_uppercase())] = true;
        }
    }
}

impl<V> Node<V> {
    fn new() -> Self {
        Self { gists: Vec::new(), edges: Vec::new(), open: Vec::new(), value: None }
    }

    fn is_leaf(&self) -> bool {
        self.edges.is_empty() && self.open.is_empty()
    }

    fn edge(&self, word: &[u8]) -> Option<&Edge> {
        let gist = gist(word);
        for (&known, edge) in self.gists.iter().zip(&self.edges) {
            if known == gist && word.eq_ignore_ascii_case(edge.word.as_bytes()) {
                return Some(edge);
            }
        }
        self.open.iter().find(|edge| edge.begins(word))
    }
}

impl Edge {
    fn begins(&self, word: &[u8]) -> bool {
        word.get(..self.word.len()).is_some_and(|front| front.eq_ignore_ascii_case(self.word.as_bytes()))
    }
}

/// First, second and last byte in lower case, and the length: nearly no two words of a table share them.
fn gist(word: &[u8]) -> u32 {
    let at = |index: usize| word.get(index).map_or(0, u8::to_ascii_lowercase);
    u32::from_le_bytes([at(0), at(1), at(word.len().wrapping_sub(1)), word.len() as u8])
}

/// The words of a text: runs of letters.
pub(super) fn words(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        at = next_word(text, at)?;
        let start = at;
        at = word_end(text, start);
        Some((start, at))
    })
}

/// The beginning of the first word at or after `at`; `at` must not lie inside a word.
pub(super) fn next_word(text: &str, at: usize) -> Option<usize> {
    let mut at = at;
    while at < text.len() {
        let (letter, length) = letter_at(text, at);
        if letter {
            return Some(at);
        }
        at += length;
    }
    None
}

/// The end of the run of letters at `at`.
#[inline]
pub(super) fn word_end(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = at;
    while at < bytes.len() {
        if bytes[at].is_ascii_alphabetic() {
            at += 1;
            continue;
        }
        let (letter, length) = letter_at(text, at);
        if !letter {
            break;
        }
        at += length;
    }
    at
}

/// Whether the character at `at` is a letter, and its length in bytes.
#[inline]
pub(super) fn letter_at(text: &str, at: usize) -> (bool, usize) {
    let byte = text.as_bytes()[at];
    if byte.is_ascii() { (byte.is_ascii_alphabetic(), 1) } else { wide_letter_at(text, at) }
}

#[cold]
fn wide_letter_at(text: &str, at: usize) -> (bool, usize) {
    text[at..].chars().next().map_or((false, 1), |char| (char.is_alphabetic(), char.len_utf8()))
}

/// The first position from `at` on that does not part two words of a phrase.
pub(super) fn skip_gap(text: &str, at: usize) -> usize {
    skip(text, at, |char| is_blank(char) || matches!(char, '-' | '/' | '.' | '&') || is_dash(char))
}

/// The first position from `at` on that is not blank.
pub(super) fn skip_blank(text: &str, at: usize) -> usize {
    skip(text, at, is_blank)
}

/// The first position from `at` on whose character is not `wanted`.
pub(super) fn skip(text: &str, at: usize, wanted: impl Fn(char) -> bool) -> usize {
    let mut at = at;
    while let Some(&byte) = text.as_bytes().get(at) {
        let char = if byte.is_ascii() { char::from(byte) } else { text[at..].chars().next().unwrap_or(' ') };
        if !wanted(char) {
            break;
        }
        at += char.len_utf8();
    }
    at
}

/// White space, and characters without width that text from PDF files carries.
pub(super) fn is_blank(char: char) -> bool {
    char.is_whitespace() || matches!(char, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Hyphens and dashes beyond ASCII.
pub(super) fn is_dash(char: char) -> bool {
    matches!(char, '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// Punctuation around the parts of a citation.
pub(super) fn is_mark(char: char) -> bool {
    matches!(char, ',' | ':' | ';' | '.' | '-' | '"' | '\'' | '“' | '”' | '‘' | '’')
}
