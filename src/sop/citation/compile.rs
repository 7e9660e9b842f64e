//! Words as written in YAML → tables the scanner walks. Every mistake in the data is an error here, so that the
//! scanner has nothing to check.

use std::collections::BTreeMap;

use super::data::{Mistaken, MistakenData, TypesData, WordsData};
use super::phrase::{Phrases, words};
use super::{Break, CitationWords, Kind, Mark, MistakenEntry, Roles, TypeCode};

pub(super) fn compile(types: &TypesData, mistaken: &MistakenData) -> Result<CitationWords, String> {
    let kinds = kinds(types)?;
    Ok(CitationWords {
        forms: forms(types)?,
        prefixes: prefixes(types, &kinds)?,
        marks: marks(types, &kinds)?,
        keywords: keywords(&types.words)?,
        breaks: breaks(&types.words)?,
        issuers: issuers(types)?,
        issuer_codes: types.issuers.iter().map(|issuer| issuer.code.as_str().into()).collect(),
        issuer_noise: phrases(&types.issuer_noise)?,
        short_forms: phrases(&types.short_forms)?,
        written: types.written.clone(),
        mistaken: mistaken.mistaken.iter().map(|entry| mistake(entry, &kinds)).collect::<Result<_, _>>()?,
        kinds,
    })
}

pub(super) fn code_of(kinds: &[Kind], name: &str) -> Option<TypeCode> {
    let at = kinds.iter().position(|kind| &*kind.code == name)?;
    u8::try_from(at).ok().map(TypeCode)
}

fn known(kinds: &[Kind], name: &str) -> Result<TypeCode, String> {
    code_of(kinds, name).ok_or_else(|| format!("there is no kind of regulation `{name}`"))
}

fn kinds(types: &TypesData) -> Result<Vec<Kind>, String> {
    let mut kinds: Vec<Kind> = Vec::with_capacity(types.types.len());
    for data in &types.types {
        if kinds.iter().any(|kind| *kind.code == *data.code) {
            return Err(format!("the kind of regulation `{}` stands there twice", data.code));
        }
        kinds.push(Kind {
            code: data.code.as_str().into(),
            name: data.name.as_str().into(),
            rank: data.rank,
            numbered: data.numbered,
            issuer: data.issuer,
            issued_as: data.issued_as.as_deref().map(Into::into),
        });
    }
    if kinds.len() > usize::from(u8::MAX) {
        return Err(format!("{} kinds of regulation, more than {}", kinds.len(), u8::MAX));
    }
    Ok(kinds)
}

fn forms(types: &TypesData) -> Result<Phrases<Option<TypeCode>>, String> {
    let mut forms = Phrases::new();
    for (data, code) in types.types.iter().zip(0..) {
        for form in &data.forms {
            forms.add(form, Some(TypeCode(code)))?;
        }
    }
    for phrase in &types.not_types {
        forms.add(phrase, None)?;
    }
    Ok(forms)
}

fn prefixes(types: &TypesData, kinds: &[Kind]) -> Result<Phrases<Option<TypeCode>>, String> {
    let mut prefixes = Phrases::new();
    for data in &types.number_prefixes {
        let code = data.code.as_deref().map(|name| known(kinds, name)).transpose()?;
        prefixes.add(&data.prefix, code)?;
    }
    Ok(prefixes)
}

fn marks(types: &TypesData, kinds: &[Kind]) -> Result<Vec<Mark>, String> {
    let mark = |data: &super::MarkData| {
        let of = data.of.iter().map(|name| known(kinds, name)).collect::<Result<_, String>>()?;
        Ok(Mark { part: data.part.as_str().into(), of, code: known(kinds, &data.code)? })
    };
    types.number_marks.iter().map(mark).collect()
}

fn keywords(data: &WordsData) -> Result<Phrases<Roles>, String> {
    let lists = [
        (&data.number, Roles::NUMBER),
        (&data.year, Roles::YEAR),
        (&data.subject, Roles::SUBJECT),
        (&data.lead_in, Roles::LEAD_IN),
        (&data.date, Roles::DATE),
        (&data.aside, Roles::ASIDE),
        (&data.changed, Roles::CHANGED),
        (&data.joiner, Roles::JOINER),
        (&data.sop, Roles::SOP),
    ];
    // A word may stand in several lists; the table has one value for it.
    let mut merged: BTreeMap<String, Roles> = BTreeMap::new();
    for (list, role) in lists {
        for phrase in list {
            let roles = merged.entry(normal(phrase)).or_default();
            *roles = roles.with(role);
        }
    }
    let mut keywords = Phrases::new();
    for (phrase, roles) in merged {
        keywords.add(&phrase, roles)?;
    }
    Ok(keywords)
}

fn breaks(data: &WordsData) -> Result<Phrases<Break>, String> {
    let mut breaks = Phrases::new();
    let lists = [(&data.gazette, Break::Gazette), (&data.whereas, Break::Whereas), (&data.amended, Break::Amended)];
    for (list, value) in lists {
        for phrase in list {
            breaks.add(phrase, value)?;
        }
    }
    Ok(breaks)
}

fn issuers(types: &TypesData) -> Result<Phrases<u16>, String> {
    let mut issuers = Phrases::new();
    for (issuer, number) in types.issuers.iter().zip(0..) {
        for form in &issuer.forms {
            issuers.add(form, number)?;
        }
    }
    Ok(issuers)
}

fn phrases(list: &[String]) -> Result<Phrases<()>, String> {
    let mut phrases = Phrases::new();
    list.iter().try_for_each(|phrase| phrases.add(phrase, ()))?;
    Ok(phrases)
}

fn mistake(entry: &Mistaken, kinds: &[Kind]) -> Result<MistakenEntry, String> {
    let codes = entry.type_codes.iter().map(|name| known(kinds, name)).collect::<Result<_, _>>()?;
    Ok(MistakenEntry { codes, near: phrases(&entry.near)?, mistaken: entry.clone() })
}

fn normal(phrase: &str) -> String {
    let words: Vec<String> = words(phrase).map(|(start, end)| phrase[start..end].to_ascii_lowercase()).collect();
    words.join(" ")
}
