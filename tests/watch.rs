//! `--watch`: a report now, and one after every change.

mod support {
    pub(crate) mod program;
}

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use support::program::{Folder, soplint};

/// Longer than any machine needs for two looks and a run.
const LONG: Duration = Duration::from_secs(60);

struct Watching {
    child: Child,
    lines: Receiver<String>,
}

impl Watching {
    fn over(folder: &Folder) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_soplint"));
        command.args(["check", "sop", "--watch", "-f", "concise", "--lang", "en", "--today", "2026-03-01"]);
        command.current_dir(folder.path()).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program runs");
        let (send, lines) = channel();
        let stdout = BufReader::new(child.stdout.take().expect("a pipe"));
        let stderr = BufReader::new(child.stderr.take().expect("a pipe"));
        let both: [Box<dyn BufRead + Send>; 2] = [Box::new(stdout), Box::new(stderr)];
        for stream in both {
            let send = send.clone();
            // The test ends before the program does.
            std::thread::spawn(move || stream.lines().map_while(Result::ok).try_for_each(|line| send.send(line)));
        }
        Self { child, lines }
    }

    /// Waits for a line.
    fn sees(&self, words: &str) {
        let mut all = Vec::new();
        loop {
            match self.lines.recv_timeout(LONG) {
                Ok(line) if line.contains(words) => return,
                Ok(line) => all.push(line),
                Err(_) => panic!("never said: {words}\n{}", all.join("\n")),
            }
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn sop(time: &str) -> String {
    format!(
        "nomor: SOP-001/KUL/9999/2025\njudul: Pengelolaan Surat\nunit: Subbagian Umum\nkegiatan:\n  - {{no: 1, uraian: Mencatat surat, pelaksana: Arsiparis, waktu: {time}}}\n"
    )
}

#[test]
fn every_change_is_followed_by_a_report() {
    let folder = Folder::new("watch");
    folder.write("soplint.yaml", "language: en\n");
    folder.write("sop/a.sop.yaml", sop("Segera"));
    let watching = Watching::over(&folder);
    watching.sees("`Segera` cannot be measured");
    folder.write("sop/a.sop.yaml", sop("Secepatnya"));
    watching.sees("`Secepatnya` cannot be measured");
    folder.write("sop/b.sop.yaml", sop("Kapan saja"));
    watching.sees("b.sop.yaml");
    // A broken file of settings ends nothing.
    folder.write("soplint.yaml", "languag: en\n");
    watching.sees("did you mean 'language'?");
    folder.write("soplint.yaml", "disable: [{rule: MB003, reason: x}]\n");
    watching.sees("2 documents checked");
    let waiver = "waivers:\n  - rule: ID004\n    where: {path: 'sop/*'}\n    reason: x\n    owner: y\n    approved_by: z\n    expires: 2026-06-30\n";
    folder.write("soplint.waivers.yaml", waiver);
    watching.sees("by waivers");
}

#[test]
fn standard_input_is_refused() {
    let folder = Folder::new("watch-stdin");
    let ran = soplint(folder.path(), &["check", "-", "--stdin-filename", "a.sop.yaml", "--watch"]);
    assert!(ran.code == 2 && ran.stderr.contains("--watch"), "{}", ran.stderr);
}
