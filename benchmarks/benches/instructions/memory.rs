//! The memory of the whole way of the generator.

use std::process::{Command, Stdio};

/// Returns the most memory that a process of its own holds which runs the case `command` once, in kilobytes.
pub(super) fn of_command() -> Result<u64, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let output = Command::new(program).arg("--peak").stdin(Stdio::null()).output();
    let output = output.map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&output.stdout);
    match text.trim().parse() {
        Ok(kilobytes) if output.status.success() => Ok(kilobytes),
        _ => Err(format!("a run of `command` says no memory: {text}")),
    }
}

/// Returns the most memory that this process has held, in kilobytes.
#[cfg(unix)]
pub(super) fn peak_kilobytes() -> i64 {
    use nix::sys::resource::{UsageWho, getrusage};

    let usage = getrusage(UsageWho::RUSAGE_SELF).expect("the system says what this process used");
    // macOS counts bytes.
    usage.max_rss() / if cfg!(target_os = "macos") { 1024 } else { 1 }
}

/// Returns 0 where `valgrind` does not run, either.
#[cfg(not(unix))]
pub(super) fn peak_kilobytes() -> i64 {
    0
}
