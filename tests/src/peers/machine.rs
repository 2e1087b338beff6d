//! What figures were measured on.

use std::process::Command;
use std::{fs, thread};

use serde::Serialize;

/// A machine and how busy it was.
#[derive(Clone, Debug, Serialize)]
pub struct Machine {
    /// The processor's name, empty where it is not known.
    pub processor: String,
    /// Processors that this program may use.
    pub cores: usize,
    /// How many processes ran or waited over the last minute before the run; `None` where it is not known.
    pub load: Option<f64>,
    /// The compiler.
    pub rustc: String,
}

impl Machine {
    /// This one, now.
    pub fn now() -> Self {
        let processors = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let processor = processors
            .lines()
            .find_map(|line| line.strip_prefix("model name")?.split_once(':'))
            .map_or("", |(_, name)| name.trim());
        let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
        let rustc = Command::new("rustc").arg("--version").output();
        Self {
            processor: processor.to_owned(),
            cores: thread::available_parallelism().map_or(1, usize::from),
            load: load.split(' ').next().and_then(|first| first.parse().ok()),
            rustc: rustc.map_or_else(
                |_| String::new(),
                |output| String::from_utf8_lossy(&output.stdout).trim_end().to_owned(),
            ),
        }
    }

    /// One line for people.
    pub fn line(&self) -> String {
        let processor = Some(self.processor.as_str()).filter(|name| !name.is_empty());
        let load = self
            .load
            .map_or_else(|| "?".to_owned(), |load| format!("{load:.2}"));
        format!(
            "{} cores of {}; load before the run {load}; {}",
            self.cores,
            processor.unwrap_or("an unknown processor"),
            self.rustc,
        )
    }
}
