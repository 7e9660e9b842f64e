//! A finished report as bytes, to be taken up again when nothing has changed.
//!
//! In: a report, or the bytes of one. Out: the other. The bytes end in their hash, so that half a file or a damaged one is
//! never taken for a report. They are good for the program that wrote them only: who keeps them also keeps what tells whether
//! anything has changed. What became of a baseline is not kept: it is asked for only where the baseline is written anew.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Linter;
use super::report::{Report, SourceReport, Summary, WaiverReport};

/// Bytes of a hash.
const HASH: usize = 32;

#[derive(Serialize)]
struct Written<'r> {
    sources: &'r [SourceReport],
    waivers: &'r [WaiverReport],
}

#[derive(Deserialize)]
struct Read {
    sources: Vec<SourceReport>,
    waivers: Vec<WaiverReport>,
}

/// The bytes of a report; nothing when it cannot be written down.
#[must_use]
pub fn to_bytes(report: &Report) -> Option<Vec<u8>> {
    let written = Written { sources: &report.sources, waivers: &report.waivers };
    let mut bytes = postcard::to_stdvec(&written).ok()?;
    let hash = Sha256::digest(&bytes);
    bytes.extend_from_slice(&hash);
    Some(bytes)
}

/// The report of the linter that wrote these bytes; nothing when they are damaged.
#[must_use]
pub fn from_bytes(bytes: &[u8], linter: &Linter) -> Option<Report> {
    let (body, hash) = bytes.split_at_checked(bytes.len().checked_sub(HASH)?)?;
    if Sha256::digest(body).as_slice() != hash {
        return None;
    }
    let Read { sources, waivers } = postcard::from_bytes(body).ok()?;
    let summary = Summary::of(&sources);
    let (language, today) = (linter.options.language, linter.options.today);
    Some(Report { sources, summary, language, today, waivers, baseline: None })
}
