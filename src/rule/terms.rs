//! Word lists: terms that must or must not occur, compiled so that one pass over a text finds the terms of all rules.
//!
//! In: lists per language, as written in a pack. Out: [`TermRule`]s and, from all of them, one [`TermMatcher`]. A plain
//! term matches whole words in any case; `*` inside or at its end matches letters only; `/…/` is a pattern.

mod automaton;

use automaton::Automaton;

use super::expression::CUT;
use super::mistake::Mistake;
use super::path::Path;
use super::pattern::{Pattern, needles};
use super::sieve::{Sieve, Standing};
use crate::sop::Language;

/// A list of terms.
#[derive(Debug, Clone, Default)]
pub struct TermList {
    /// The terms.
    pub terms: Vec<Term>,
}

impl TermList {
    /// Whether a word is one of the terms, in any case and for any language.
    #[must_use]
    pub fn holds(&self, word: &str) -> bool {
        let lower = word.to_lowercase();
        self.terms.iter().any(|term| match &term.spec {
            TermSpec::Words(words) => *words == lower,
            TermSpec::Stem(stem) => lower.starts_with(stem.as_str()),
            TermSpec::Pattern(pattern) => pattern.is_match(word),
        })
    }
}

/// A term of a list.
#[derive(Debug, Clone)]
pub struct Term {
    /// The language it is for; without one, for all.
    pub language: Option<Language>,
    /// How it is looked for.
    pub spec: TermSpec,
    /// What to write instead, where the list says so.
    pub better: Option<Box<str>>,
}

/// A term as it is looked for.
#[derive(Debug, Clone)]
pub enum TermSpec {
    /// Whole words.
    Words(String),
    /// A word with any ending.
    Stem(String),
    /// A pattern.
    Pattern(Pattern),
}

/// Where a term must stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    /// Anywhere.
    Anywhere,
    /// At the start of the text.
    Start,
}

/// `forbid-terms`, `require-terms` and `replace-terms`.
#[derive(Debug)]
pub struct TermRule {
    /// The texts, from the element.
    pub path: Path,
    /// The terms.
    pub list: TermList,
    /// Longer terms inside which a hit does not count.
    pub except: TermList,
    /// Where a term must stand.
    pub at: At,
    /// Whether the text must be nothing but the term.
    pub whole: bool,
}

impl TermSpec {
    /// Reads a term as written in a pack.
    ///
    /// # Errors
    /// A pattern that does not compile, with its place in `text`.
    pub fn parse(text: &str) -> Result<Self, Mistake> {
        if let Some(rest) = text.strip_prefix('/') {
            let Some(pattern) = rest.strip_suffix('/') else { return Err(open_pattern(0)) };
            let pattern = Pattern::new(pattern, true, 1)?;
            return not_empty(pattern, text).map(Self::Pattern);
        }
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        if words.is_empty() {
            return Err(Mistake::new("PK003", 0..text.len(), "an empty term"));
        }
        match words.strip_suffix('*') {
            Some(stem) if !stem.contains('*') && !stem.is_empty() => Ok(Self::Stem(stem.to_owned())),
            Some(_) => inner_star(&words, text),
            None if words.contains('*') => inner_star(&words, text),
            None => Ok(Self::Words(words)),
        }
    }
}

impl TermSpec {
    /// Whether both find the same texts, as far as can be told from how they are written.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Words(a), Self::Words(b)) | (Self::Stem(a), Self::Stem(b)) => a == b,
            (Self::Pattern(a), Self::Pattern(b)) => a.as_str() == b.as_str(),
            _ => false,
        }
    }

    /// A plain term as written.
    #[must_use]
    pub fn as_words(&self) -> Option<&str> {
        match self {
            Self::Words(words) => Some(words),
            Self::Stem(_) | Self::Pattern(_) => None,
        }
    }
}

/// A pattern that begins at `start` and has no end.
pub(crate) fn open_pattern(start: usize) -> Mistake {
    Mistake::new("PK010", start..start + 1, "this pattern is never closed by '/'").help(CUT)
}

fn not_empty(pattern: Pattern, text: &str) -> Result<Pattern, Mistake> {
    if pattern.matches_empty() {
        let mistake = Mistake::new("PK053", 0..text.len(), "this pattern matches the empty text, so it is left out");
        return Err(mistake.help("require at least one letter: '+' instead of '*'"));
    }
    Ok(pattern)
}

/// `meng*kan`: letters in between.
fn inner_star(words: &str, text: &str) -> Result<TermSpec, Mistake> {
    let parts: Vec<String> = words.split('*').map(regex::escape).collect();
    let pattern =
        Pattern::new(&parts.join(r"\p{L}*"), true, 0).map_err(|mistake| Mistake { range: 0..text.len(), ..mistake })?;
    not_empty(pattern, text).map(TermSpec::Pattern)
}

/// Whose a pattern of the automaton is.
#[derive(Debug, Clone, Copy)]
struct Owner {
    rule: u32,
    /// Place in the list of the rule, or in its exceptions.
    term: u32,
    language: Option<Language>,
    stem: bool,
    exception: bool,
}

/// What a word in the automaton stands for.
#[derive(Debug, Clone, Copy)]
enum Use {
    /// A term.
    Term(Owner),
    /// A literal of the pattern with that index: only where it occurs can the pattern match.
    Needle(usize),
}

/// All plain terms of some rules in one automaton, together with the literals of their patterns.
#[derive(Debug, Default)]
pub struct TermMatcher {
    automaton: Option<Automaton>,
    /// Per word of the automaton.
    uses: Vec<Vec<Use>>,
    /// Patterns, by rule.
    patterns: Vec<(Owner, Pattern)>,
    /// Patterns without a literal, which are run on every text.
    everywhere: Vec<usize>,
    /// Those of the exceptions: they matter only in a text that holds a term.
    exceptions: Vec<usize>,
    /// For the words of the automaton that are not of exceptions: most texts hold none.
    sieve: Option<Sieve>,
}

/// An occurrence of a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Index of the rule.
    pub rule: u32,
    /// Place of the term in the list of the rule.
    pub term: u32,
    /// Byte range in the text.
    pub range: std::ops::Range<usize>,
}

impl TermMatcher {
    /// Compiles the terms of the rules, each with its index.
    ///
    /// # Panics
    /// Never: an automaton of plain words always compiles.
    #[must_use]
    pub fn new<'r>(rules: impl IntoIterator<Item = (u32, &'r TermRule)>) -> Self {
        let mut words: Vec<(String, Use)> = Vec::new();
        let (mut patterns, mut everywhere, mut exceptions) = (Vec::new(), Vec::new(), Vec::new());
        for (rule, terms) in rules {
            for (list, exception) in [(&terms.list, false), (&terms.except, true)] {
                for (at, term) in list.terms.iter().enumerate() {
                    let stem = matches!(term.spec, TermSpec::Stem(_));
                    let owner = Owner { rule, term: at as u32, language: term.language, stem, exception };
                    match &term.spec {
                        TermSpec::Words(word) | TermSpec::Stem(word) => words.push((word.clone(), Use::Term(owner))),
                        TermSpec::Pattern(pattern) => {
                            let at = patterns.len();
                            patterns.push((owner, pattern.clone()));
                            match needles(pattern) {
                                _ if exception => exceptions.push(at),
                                Some(needles) => words.extend(needles.into_iter().map(|word| (word, Use::Needle(at)))),
                                None => everywhere.push(at),
                            }
                        }
                    }
                }
            }
        }
        let sieve = sieve(&words, &patterns);
        words.sort_by(|a, b| a.0.cmp(&b.0));
        let mut texts: Vec<String> = Vec::new();
        let mut uses: Vec<Vec<Use>> = Vec::new();
        for (word, used) in words {
            match uses.last_mut() {
                Some(last) if texts.last() == Some(&word) => last.push(used),
                _ => {
                    texts.push(word);
                    uses.push(vec![used]);
                }
            }
        }
        let automaton = (!texts.is_empty()).then(|| Automaton::new(texts));
        Self { automaton, uses, patterns, everywhere, exceptions, sieve }
    }

    /// Finds the terms of the rules in `among` in a text of that language; none means all languages.
    ///
    /// Longest match wins, and overlapping hits of a rule count once.
    #[must_use]
    pub fn find(&self, text: &str, language: Option<Language>, among: &[u32]) -> Vec<Hit> {
        let wanted = |owner: &Owner| {
            among.contains(&owner.rule)
                && (language.is_none() || owner.language.is_none() || owner.language == language)
        };
        let automaton = match &self.sieve {
            Some(sieve) if self.everywhere.is_empty() && sieve.rule_out(text) => return Vec::new(),
            _ => self.automaton.as_ref(),
        };
        let (mut hits, mut exceptions) = (Vec::new(), Vec::new());
        let mut add = |owner: &Owner, range: std::ops::Range<usize>| {
            let list = if owner.exception { &mut exceptions } else { &mut hits };
            list.push(Hit { rule: owner.rule, term: owner.term, range });
        };
        let mut possible: Vec<usize> = self.everywhere.clone();
        let mut found = |word: usize, range: std::ops::Range<usize>| {
            for used in &self.uses[word] {
                match used {
                    Use::Needle(at) if !possible.contains(at) => possible.push(*at),
                    Use::Term(owner) if wanted(owner) => {
                        if let Some(range) = word_range(text, range.clone(), owner.stem) {
                            add(owner, range);
                        }
                    }
                    Use::Needle(_) | Use::Term(_) => {}
                }
            }
        };
        automaton.into_iter().for_each(|automaton| automaton.find(text, &mut found));
        for (owner, pattern) in possible.into_iter().map(|at| &self.patterns[at]).filter(|(owner, _)| wanted(owner)) {
            pattern.find_all(text).for_each(|range| add(owner, range));
        }
        if hits.is_empty() {
            return hits;
        }
        for (owner, pattern) in self.exceptions.iter().map(|&at| &self.patterns[at]).filter(|(owner, _)| wanted(owner))
        {
            let found = pattern.find_all(text);
            exceptions.extend(found.map(|range| Hit { rule: owner.rule, term: owner.term, range }));
        }
        settle(hits, &exceptions)
    }
}

/// The sieve for the words; exceptions matter only where there is a term.
fn sieve(words: &[(String, Use)], patterns: &[(Owner, Pattern)]) -> Option<Sieve> {
    Sieve::new(words.iter().filter_map(|(word, used)| {
        let (owner, standing) = match used {
            Use::Term(owner) if owner.stem => (owner, Standing::AtStart),
            Use::Term(owner) => (owner, Standing::Whole),
            Use::Needle(at) => (&patterns[*at].0, Standing::Anywhere),
        };
        (!owner.exception).then_some((word.as_str(), standing))
    }))
}

fn settle(mut hits: Vec<Hit>, exceptions: &[Hit]) -> Vec<Hit> {
    if hits.is_empty() {
        return hits;
    }
    let covered = |hit: &Hit| {
        exceptions.iter().any(|exception| {
            exception.rule == hit.rule
                && exception.range.start <= hit.range.start
                && exception.range.end >= hit.range.end
        })
    };
    hits.retain(|hit| !covered(hit));
    hits.sort_by_key(|hit| (hit.rule, hit.range.start, std::cmp::Reverse(hit.range.end), hit.term));
    let mut kept: Vec<Hit> = Vec::with_capacity(hits.len());
    for hit in hits {
        let overlaps = kept.last().is_some_and(|last| last.rule == hit.rule && hit.range.start < last.range.end);
        if !overlaps {
            kept.push(hit);
        }
    }
    kept
}

/// The range of a hit when it stands on word boundaries; a stem runs on through letters.
fn word_range(text: &str, range: std::ops::Range<usize>, stem: bool) -> Option<std::ops::Range<usize>> {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let first = text[range.start..].chars().next()?;
    if word(first) && text[..range.start].chars().next_back().is_some_and(word) {
        return None;
    }
    if stem {
        let rest = &text[range.end..];
        let length = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        return Some(range.start..range.end + length);
    }
    let last = text[..range.end].chars().next_back()?;
    let cut = word(last) && text[range.end..].chars().next().is_some_and(word);
    (!cut).then_some(range)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::path::Root;
    use crate::sop::record::TypeId;

    fn plain(spec: TermSpec) -> Term {
        Term { language: None, spec, better: None }
    }

    fn rule(terms: &[&str], except: &[&str]) -> TermRule {
        let list = |terms: &[&str]| TermList {
            terms: terms.iter().map(|term| plain(TermSpec::parse(term).expect("valid"))).collect(),
        };
        TermRule {
            path: Path::itself(Root::Element, TypeId::Step),
            list: list(terms),
            except: list(except),
            at: At::Anywhere,
            whole: false,
        }
    }

    fn found<'t>(rule: &TermRule, text: &'t str) -> Vec<&'t str> {
        let matcher = TermMatcher::new([(0, rule)]);
        matcher.find(text, None, &[0]).into_iter().map(|hit| &text[hit.range]).collect()
    }

    #[test]
    fn plain_terms_are_whole_words() {
        let rule = rule(&["segera", "dapat"], &[]);
        assert_eq!(found(&rule, "Segera mengirim surat penyegeraan"), ["Segera"]);
        assert_eq!(found(&rule, "édapat dapaté dapat"), ["dapat"], "a letter of any alphabet is a letter");
    }

    #[test]
    fn the_longest_of_overlapping_terms_is_reported_once() {
        let rule = rule(&["apabila", "apabila diperlukan", "diperlukan"], &[]);
        assert_eq!(found(&rule, "dikirim apabila diperlukan"), ["apabila diperlukan"]);
    }

    #[test]
    fn stars_run_through_letters() {
        assert_eq!(found(&rule(&["mengarsip*"], &[]), "Mengarsipkan berkas"), ["Mengarsipkan"]);
        assert_eq!(found(&rule(&["me*kan"], &[]), "Memberikan surat"), ["Memberikan"]);
    }

    #[test]
    fn exceptions_cover_what_stands_inside_them() {
        let rule = rule(&["dan"], &["dan/atau"]);
        assert_eq!(found(&rule, "asli dan/atau salinan"), Vec::<&str>::new());
    }

    #[test]
    fn a_pattern_that_matches_nothing_is_refused() {
        assert_eq!(TermSpec::parse("/a*/").expect_err("empty").code, "PK053");
        assert_eq!(TermSpec::parse("*").expect_err("empty").code, "PK053");
        assert_eq!(TermSpec::parse("/a(b/").expect_err("open").range, 2..3);
        assert_eq!(TermSpec::parse("/a").expect_err("open").code, "PK010");
    }
}
