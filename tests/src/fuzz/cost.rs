//! What hostile documents cost: time and memory of one run of the generator.

use std::fmt;
use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use specwright::Generator;

use super::shapes::SHAPES;
use super::{Verdict, judge};

/// What a document cost.
#[derive(Clone, Debug)]
pub struct Cost {
    /// What the document multiplies, or where it is.
    pub shape: String,
    /// The length of the document.
    pub bytes: usize,
    /// How long the generator took.
    pub time: Duration,
    /// The most memory that the process had meanwhile, in bytes; `None` where the system does not tell.
    pub memory: Option<u64>,
    /// The length of the client; 0 where there is none.
    pub client: usize,
    /// What the document became.
    pub verdict: Verdict,
}

impl fmt::Display for Cost {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let megabytes = self
            .memory
            .map_or_else(|| "?".to_owned(), |bytes| format!("{:.0}", bytes as f64 / 1e6));
        write!(
            formatter,
            "{:6.2} s {megabytes:>5} MB  {} bytes become {} of a client: {}, {:?}",
            self.time.as_secs_f64(),
            self.bytes,
            self.client,
            self.shape,
            self.verdict
        )
    }
}

/// Generates clients from documents that multiply one part by another, of at most so many bytes each, and returns what each
/// cost. `measure` starts a process that calls [`measure`] on the document whose path is its last argument.
///
/// # Errors
///
/// A file can't be written, or the process does not start or says nothing.
pub fn costs(
    bytes: usize,
    case_time: Duration,
    folder: &Path,
    measure: &dyn Fn() -> Command,
) -> io::Result<Vec<Cost>> {
    fs::create_dir_all(folder)?;
    let path = folder.join("shape.json");
    let mut costs = Vec::new();
    for shape in SHAPES {
        for text in shape.documents(bytes) {
            fs::write(&path, &text)?;
            costs.push(cost(shape.name.to_owned(), &path, case_time, measure)?);
        }
    }
    fs::remove_file(&path)?;
    Ok(costs)
}

/// Generates a client from a document, and returns what that cost: in a process of its own, so that the memory of others is none of its.
///
/// # Errors
///
/// The document can't be read, or the process does not start or says nothing.
pub fn cost(
    shape: String,
    document: &Path,
    case_time: Duration,
    measure: &dyn Fn() -> Command,
) -> io::Result<Cost> {
    let mut cost = Cost {
        shape,
        bytes: usize::try_from(fs::metadata(document)?.len()).unwrap_or(usize::MAX),
        time: case_time,
        memory: None,
        client: 0,
        verdict: Verdict::Fault(format!("not done after {case_time:?}")),
    };
    let mut child = measure().arg(document).stdout(Stdio::piped()).spawn()?;
    let begin = Instant::now();
    while child.try_wait()?.is_none() {
        if begin.elapsed() > case_time {
            child.kill()?;
            child.wait()?;
            return Ok(cost);
        }
        thread::sleep(Duration::from_millis(2));
    }
    let output = child.wait_with_output()?;
    if !output.status.success() {
        cost.time = begin.elapsed();
        cost.verdict = Verdict::Fault(format!("the process ended with {}", output.status));
        return Ok(cost);
    }
    let measured: Measured = serde_json::from_slice(&output.stdout)?;
    cost.time = Duration::from_micros(measured.microseconds);
    cost.memory = measured.memory;
    cost.client = measured.client;
    cost.verdict = judge(document, case_time);
    Ok(cost)
}

/// What [`measure`] prints.
#[derive(Deserialize, Serialize)]
struct Measured {
    microseconds: u64,
    memory: Option<u64>,
    client: usize,
}

/// Generates a client from a document, and prints what that cost this process, as JSON.
///
/// # Errors
///
/// There is nothing to print to.
pub fn measure(document: &Path) -> io::Result<()> {
    let begin = Instant::now();
    let generated = Generator::new(document).name("shape").generate();
    let measured = Measured {
        microseconds: u64::try_from(begin.elapsed().as_micros()).unwrap_or(u64::MAX),
        memory: peak(),
        client: generated.map_or(0, |generated| generated.client.len()),
    };
    println!("{}", serde_json::to_string(&measured)?);
    Ok(())
}

/// Makes Linux measure the most memory of this process anew.
pub(super) fn forget_peak() {
    // Elsewhere, nothing is measured.
    let _ = fs::write("/proc/self/clear_refs", "5");
}

/// Returns the most memory that this process has had since [`forget_peak`], in bytes.
pub(super) fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes * 1024)
}
