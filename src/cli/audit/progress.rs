//! How far an audit is: files, bytes, findings, time left; on a terminal only.

use std::io::IsTerminal;
use std::sync::atomic::{AtomicU64, Ordering};

use indicatif::{HumanBytes, ProgressBar, ProgressStyle};

use crate::engine::report::SourceReport;
use crate::sop::Language;

/// A bar, where somebody sees it.
pub(super) struct Progress {
    bar: Option<ProgressBar>,
    bytes: AtomicU64,
    findings: AtomicU64,
    language: Language,
}

impl Progress {
    /// A bar for so many inputs, unless nobody sees or wants it.
    pub(super) fn new(inputs: usize, is_wanted: bool, language: Language) -> Self {
        let is_seen = is_wanted && std::io::stderr().is_terminal();
        let template = match language {
            Language::Id => "{bar:30} {pos}/{len} berkas · {msg} · sisa {eta}",
            Language::En => "{bar:30} {pos}/{len} files · {msg} · {eta} left",
        };
        let style = ProgressStyle::with_template(template).ok().filter(|_| is_seen);
        let bar = style.map(|style| ProgressBar::new(inputs as u64).with_style(style));
        Self { bar, bytes: AtomicU64::new(0), findings: AtomicU64::new(0), language }
    }

    /// One more input is judged.
    pub(super) fn done(&self, report: &SourceReport) {
        let Some(bar) = &self.bar else { return };
        let found: usize = report.documents.iter().map(|document| document.findings.len()).sum();
        let size = report.bytes.unwrap_or(0);
        let bytes = self.bytes.fetch_add(size, Ordering::Relaxed) + size;
        let findings = self.findings.fetch_add(found as u64, Ordering::Relaxed) + found as u64;
        bar.set_message(match self.language {
            Language::Id => format!("{} · {findings} temuan", HumanBytes(bytes)),
            Language::En => format!("{} · {findings} findings", HumanBytes(bytes)),
        });
        bar.inc(1);
    }

    /// The bar goes away.
    pub(super) fn end(self) {
        self.bar.iter().for_each(ProgressBar::finish_and_clear);
    }
}
