//! What hostile documents cost: time and memory of one run of the generator.

use std::fmt;
use std::fs;
use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use specwright::Generator;

use super::shapes::SHAPES;
use super::{Verdict, judge};

/// What a document of a shape cost.
#[derive(Clone, Debug)]
pub struct Cost {
    /// What the document multiplies.
    pub shape: &'static str,
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
/// cost.
///
/// # Errors
///
/// A file can't be written.
pub fn costs(bytes: usize, case_time: Duration, folder: &Path) -> io::Result<Vec<Cost>> {
    fs::create_dir_all(folder)?;
    let path = folder.join("shape.json");
    let mut costs = Vec::new();
    for shape in SHAPES {
        for text in shape.documents(bytes) {
            fs::write(&path, &text)?;
            forget_peak();
            let begin = Instant::now();
            let generated = Generator::new(&path).name("shape").generate();
            let (time, memory) = (begin.elapsed(), peak());
            let client = generated.map_or(0, |generated| generated.client.len());
            costs.push(Cost {
                shape: shape.name,
                bytes: text.len(),
                time,
                memory,
                client,
                verdict: judge(&path, case_time),
            });
        }
    }
    fs::remove_file(&path)?;
    Ok(costs)
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
