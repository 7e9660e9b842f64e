//! The flow of an SOP as a Mermaid flowchart, for wikis and Markdown pages.
//!
//! In: an understood SOP. Out: text that Mermaid draws: a box for each actor with his steps in it, arrows with captions, and
//! remarks on what was not understood. A step that several actors do stands with the first one and names the others.

use std::fmt::Write as _;

use super::clean;
use crate::sop::model::{Edge, EdgeHow, Step, StepKind};
use crate::sop::value::{Parsed, Target};
use crate::sop::{Language, Sop};

/// The flowchart.
#[must_use]
pub fn render(sop: &Sop<'_>, language: Language) -> String {
    let mut out = String::from("flowchart TD\n");
    let chart = Chart { sop, language };
    let steps = &sop.document.steps.items;
    for (at, actor) in sop.document.actors.items.iter().enumerate() {
        let own: Vec<usize> = (0..steps.len()).filter(|&step| first_actor(&steps[step]) == Some(at)).collect();
        chart.lane(&format!("a{}", at + 1), actor.name.as_str(), &own, &mut out);
    }
    let without = |whole: bool| {
        (0..steps.len())
            .filter(|&at| first_actor(&steps[at]).is_none() && steps[at].actors.is_whole() == whole)
            .collect()
    };
    let nobody: Vec<usize> = without(true);
    chart.lane("nobody", chart.say("(tanpa pelaksana)", "(no actor)"), &nobody, &mut out);
    let unread: Vec<usize> = without(false);
    chart.lane("unread", chart.say("(pelaksana tidak terbaca)", "(actor not understood)"), &unread, &mut out);
    for (at, edge) in sop.document.edges.items.iter().enumerate() {
        chart.edge(at, edge, &mut out);
    }
    if sop.incomplete || !sop.flow.readable {
        let note = chart.say("%% tidak semua bagian dokumen terbaca", "%% not all of the document was read");
        // Writing to a string cannot fail.
        let _ = writeln!(out, "  {note}");
    }
    out
}

fn first_actor(step: &Step<'_>) -> Option<usize> {
    step.actors.items.first().map(|&actor| actor as usize)
}

struct Chart<'p, 'a> {
    sop: &'p Sop<'a>,
    language: Language,
}

impl Chart<'_, '_> {
    fn say(&self, id: &'static str, en: &'static str) -> &'static str {
        match self.language {
            Language::Id => id,
            Language::En => en,
        }
    }

    /// The steps of an actor, in a box with his name.
    fn lane(&self, id: &str, name: &str, steps: &[usize], out: &mut String) {
        if steps.is_empty() {
            return;
        }
        let _ = writeln!(out, "  subgraph {id}[\"{}\"]", escaped(name));
        for &at in steps {
            let _ = writeln!(out, "    {}", self.node(at));
        }
        out.push_str("  end\n");
    }

    fn node(&self, at: usize) -> String {
        let step = &self.sop.document.steps.items[at];
        let number = step.number.as_str();
        let dot = if number.is_empty() || number.ends_with('.') { "" } else { "." };
        let mut text = format!("{number}{dot} {}", step.text.as_str());
        let actors = &self.sop.document.actors.items;
        let others = step.actors.items.iter().skip(1).filter_map(|&other| actors.get(other as usize));
        let others: Vec<&str> = others.map(|actor| actor.name.as_str()).collect();
        if !others.is_empty() {
            let _ = write!(text, " ({}: {})", self.say("bersama", "with"), others.join("; "));
        }
        let (open, close) = match step.kind.code().and_then(StepKind::from_code) {
            Some(StepKind::Start | StepKind::End) => ("([", "])"),
            Some(StepKind::Decision) => ("{", "}"),
            Some(StepKind::Subprocess) => ("[[", "]]"),
            Some(StepKind::Task) | None => ("[", "]"),
        };
        format!("s{}{open}\"{}\"{close}", at + 1, escaped(text.trim()))
    }

    fn edge(&self, at: usize, edge: &Edge<'_>, out: &mut String) {
        let Some(from) = edge.from.element() else { return };
        let caption = edge.label.as_str().trim();
        let caption = if caption.is_empty() { String::new() } else { format!("|\"{}\"|", escaped(caption)) };
        let is_implied = edge.how.code().and_then(EdgeHow::from_code) == Some(EdgeHow::Implied);
        let arrow = if is_implied { "-.->" } else { "-->" };
        let target = match edge.to.parsed {
            Parsed::Target(Target::Element(to)) => format!("s{}", to + 1),
            Parsed::Target(Target::Outside) => format!("o{}([\"{}\"])", at + 1, escaped(edge.to.as_str())),
            _ => format!("o{}[\"? {}\"]", at + 1, escaped(edge.to.as_str())),
        };
        let _ = writeln!(out, "  s{} {arrow}{caption} {target}", from + 1);
    }
}

/// Text between quotes, in which Mermaid finds neither the end of the quotes nor markup.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in clean::line(text).chars() {
        match character {
            '"' => out.push_str("#quot;"),
            '#' => out.push_str("#35;"),
            '<' => out.push_str("#lt;"),
            '>' => out.push_str("#gt;"),
            '&' => out.push_str("#amp;"),
            // A text between back quotes is read as Markdown.
            '`' => out.push_str("#96;"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::svg::tests::with_sop;

    #[test]
    fn actors_are_boxes_and_ways_are_arrows_with_captions() {
        let text = "\
pelaksana: [Kepala \"Seksi\", Staf]
kegiatan:
  - {no: 1, jenis: mulai, uraian: Menerima <surat> `a`, pelaksana: Staf}
  - {no: 2, uraian: 'Lengkap #1?', pelaksana: [Kepala \"Seksi\", Staf], keputusan: {ya: 3, tidak: selesai, ragu: 42}}
  - {no: 3, jenis: selesai, uraian: Mengarsipkan}
";
        let chart = with_sop(text, |sop, _| render(sop, Language::Id));
        assert_eq!(
            chart,
            "\
flowchart TD
  subgraph a1[\"Kepala #quot;Seksi#quot;\"]
    s2{\"2. Lengkap #35;1? (bersama: Staf)\"}
  end
  subgraph a2[\"Staf\"]
    s1([\"1. Menerima #lt;surat#gt; #96;a#96;\"])
  end
  subgraph nobody[\"(tanpa pelaksana)\"]
    s3([\"3. Mengarsipkan\"])
  end
  s1 -.-> s2
  s2 -->|\"ya\"| s3
  s2 -->|\"tidak\"| o3([\"selesai\"])
  s2 -->|\"ragu\"| o4[\"? 42\"]
"
        );
    }

    #[test]
    fn what_was_not_read_whole_is_said() {
        let chart = with_sop("kegiatan:\n  - uraian: \"Menerima\n", |sop, _| render(sop, Language::En));
        assert!(chart.ends_with("%% not all of the document was read\n"), "{chart}");
    }
}
