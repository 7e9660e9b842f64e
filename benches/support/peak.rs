//! How much memory a run of the program takes.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Runs a command; the peak of its resident memory in MiB, and the seconds it took.
pub(crate) fn peak(command: &mut Command) -> std::io::Result<(f64, f64)> {
    let start = Instant::now();
    let mut child = command.stderr(Stdio::null()).spawn()?;
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0.0_f64;
    loop {
        if let Ok(text) = std::fs::read_to_string(&status) {
            let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
            peak = peak.max(kib.unwrap_or(0.0) / 1024.0);
        }
        if child.try_wait()?.is_some() {
            return Ok((peak, start.elapsed().as_secs_f64()));
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}
