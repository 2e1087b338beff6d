//! A process and all that it starts, measured from outside.
//!
//! What a process used is known exactly when it has ended, and only to the process that waited for it, summed with
//! all children that came before. So each measured command gets a parent of its own: this program once more, which
//! starts it, waits, and prints what the operating system says. That parent is small, which counts: a process's peak
//! of memory is at least that of the process which it was forked from.

use std::ffi::{OsStr, OsString};
use std::io::{self, Read};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::signal::{Signal, killpg};
use nix::sys::time::TimeVal;
use nix::unistd::Pid;
use serde::{Deserialize, Serialize};

/// Set for the parent of a measured command: its limits, seconds and bytes.
const LIMITS: &str = "SPECWRIGHT_PEERS_LIMITS";

/// How often the memory of a running command is looked at.
const SAMPLE: Duration = Duration::from_millis(100);

/// What a command may use before it is ended.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Time on the clock.
    pub time: Duration,
    /// Memory of all its processes together, in bytes. Looked at ten times a second, and only on Linux.
    pub memory: u64,
}

/// What a command and all the processes under it used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Usage {
    /// Seconds on the clock.
    pub wall_seconds: f64,
    /// Seconds of processors, in user code and in the kernel, of all processes together.
    pub cpu_seconds: f64,
    /// The peak of resident memory of the largest process, in bytes.
    pub peak_bytes: u64,
}

/// How a command ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Outcome {
    /// With success.
    Done(Usage),
    /// Otherwise, with what it wrote to standard error.
    Failed(String),
    /// It took longer than it may.
    OverTime,
    /// It took more memory than it may.
    OverMemory,
}

/// Runs `command` to its end or to its `limits`, its standard output thrown away.
///
/// The program that calls this has to call [`measured`] first thing.
///
/// # Errors
///
/// The command does not start.
pub fn measure(command: &Command, limits: Limits) -> io::Result<Outcome> {
    let mut parent = Command::new(env::current_exe()?);
    parent.arg(command.get_program()).args(command.get_args());
    parent.env(LIMITS, format!("{} {}", limits.time.as_secs_f64(), limits.memory));
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => parent.env(name, value),
            None => parent.env_remove(name),
        };
    }
    if let Some(folder) = command.get_current_dir() {
        parent.current_dir(folder);
    }
    let output = parent.stdin(Stdio::null()).output()?;
    let complaints = String::from_utf8_lossy(&output.stderr);
    match serde_json::from_slice(&output.stdout) {
        Ok(Outcome::Failed(status)) => Ok(Outcome::Failed(format!("{status}\n{complaints}"))),
        Ok(outcome) => Ok(outcome),
        Err(_) => Err(io::Error::other(format!(
            "{}: {}",
            command.get_program().display(),
            complaints.trim_end()
        ))),
    }
}

/// When [`measure`] called this process to be a command's parent: runs the command, and prints the [`Outcome`].
/// `None` when this is no such call.
pub fn measured() -> Option<ExitCode> {
    let limits = limits(&env::var_os(LIMITS)?)?;
    let outcome = env::args_os()
        .nth(1)
        .ok_or_else(|| io::Error::other("no command"))
        .and_then(|program| run(&program, limits));
    Some(match outcome {
        Ok(outcome) => {
            println!("{}", serde_json::json!(outcome));
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    })
}

fn limits(text: &OsStr) -> Option<Limits> {
    let (seconds, bytes) = text.to_str()?.split_once(' ')?;
    Some(Limits {
        time: Duration::try_from_secs_f64(seconds.parse().ok()?).ok()?,
        memory: bytes.parse().ok()?,
    })
}

fn run(program: &OsStr, limits: Limits) -> io::Result<Outcome> {
    let arguments: Vec<OsString> = env::args_os().skip(2).collect();
    let mut command = Command::new(program);
    // A group of its own, so that all that it started can be ended with it.
    command
        .args(arguments)
        .env_remove(LIMITS)
        .env("RUST_BACKTRACE", "0")
        .process_group(0)
        .stdout(Stdio::null());
    let start = Instant::now();
    let mut child = command.spawn()?;
    let group = Pid::from_raw(child.id().cast_signed());
    let (status, broken) = wait_within(&mut child, group, start, limits)?;
    let wall_seconds = start.elapsed().as_secs_f64();
    if let Some(limit) = broken {
        return Ok(limit);
    }
    if !status.success() {
        let signal = status.signal().map(|number| format!("ended by signal {number}"));
        let code = || format!("exit code {}", status.code().unwrap_or_default());
        return Ok(Outcome::Failed(signal.unwrap_or_else(code)));
    }
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    Ok(Outcome::Done(Usage {
        wall_seconds,
        cpu_seconds: seconds(usage.user_time()) + seconds(usage.system_time()),
        peak_bytes: u64::try_from(usage.max_rss()).unwrap_or_default() * MAX_RSS_UNIT,
    }))
}

/// The end of `child`, and the limit for which it was ended, if that is the reason.
fn wait_within(
    child: &mut Child,
    group: Pid,
    start: Instant,
    limits: Limits,
) -> io::Result<(ExitStatus, Option<Outcome>)> {
    thread::scope(|scope| {
        let (ended, end) = mpsc::channel::<()>();
        let watcher = scope.spawn(move || {
            while end.recv_timeout(SAMPLE) == Err(mpsc::RecvTimeoutError::Timeout) {
                let broken = if start.elapsed() > limits.time {
                    Outcome::OverTime
                } else if group_memory(group) > limits.memory {
                    Outcome::OverMemory
                } else {
                    continue;
                };
                // It may have ended by itself meanwhile.
                let _ = killpg(group, Signal::SIGKILL);
                return Some(broken);
            }
            None
        });
        let status = child.wait();
        drop(ended);
        let broken = watcher.join().unwrap_or_default();
        Ok((status?, broken))
    })
}

/// The resident memory of all processes of a group, in bytes; 0 where there is no `/proc`.
fn group_memory(group: Pid) -> u64 {
    let Ok(processes) = fs::read_dir("/proc") else {
        return 0;
    };
    processes
        .filter_map(|entry| {
            let folder = entry.ok()?.path();
            let mut text = String::new();
            fs::File::open(folder.join("stat"))
                .ok()?
                .read_to_string(&mut text)
                .ok()?;
            // The name of the program stands in parentheses and may have any; what is behind are numbers.
            let mut fields = text.rsplit_once(')')?.1.split_whitespace();
            let of_group: i32 = fields.nth(2)?.parse().ok()?;
            if of_group != group.as_raw() {
                return None;
            }
            let status = fs::read_to_string(folder.join("status")).ok()?;
            let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
            let kibibytes: u64 = line.trim().trim_end_matches(" kB").parse().ok()?;
            Some(kibibytes * 1024)
        })
        .sum()
}

/// Bytes of what `ru_maxrss` counts.
const MAX_RSS_UNIT: u64 = if cfg!(target_vendor = "apple") { 1 } else { 1024 };

fn seconds(time: TimeVal) -> f64 {
    Duration::new(
        u64::try_from(time.tv_sec()).unwrap_or_default(),
        u32::try_from(time.tv_usec()).unwrap_or_default() * 1000,
    )
    .as_secs_f64()
}
