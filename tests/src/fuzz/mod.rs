//! Searching for what nobody thought of: documents that are changed at random, and what the generator makes of them.
//!
//! Whatever the document: there is an error or a client, the same one twice, that parses, in bounded time, and no
//! panic. A case that breaks this is kept as a file, and is tried again by [`replay`]. A case that ends the process
//! (the stack ran out) is kept, too: it is the file `current` of the folder.

mod cost;
mod mutate;
mod random;
mod shapes;

use std::fmt;
use std::fs;
use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use specwright::{Error, Generator};

pub use cost::{Cost, cost, costs, measure};
use random::Random;

/// What a run may take.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// How long it goes on.
    pub time: Duration,
    /// How many cases are tried at most.
    pub cases: usize,
    /// How long one case may take.
    pub case_time: Duration,
    /// The largest document that is changed, in bytes.
    pub document_bytes: u64,
}

/// What one document became.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// A client that parses, the same twice.
    Client,
    /// Errors about the document.
    Errors,
    /// What must not be: why.
    Fault(String),
}

/// What a run found.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// Clients.
    pub clients: usize,
    /// Documents with errors.
    pub errors: usize,
    /// The files of cases with faults, and what is wrong with each.
    pub faults: Vec<(PathBuf, String)>,
    /// How long the case took that took longest.
    pub slowest: Duration,
    /// The most memory that the process had during a case, the parser of its client included, in bytes; `None` where the
    /// system does not tell.
    pub memory: Option<u64>,
}

impl fmt::Display for Figures {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tried = self.clients + self.errors + self.faults.len();
        writeln!(
            formatter,
            "{tried} documents: {} clients, {} with errors, {} faults; at worst {:.1?}, {} MB",
            self.clients,
            self.errors,
            self.faults.len(),
            self.slowest,
            self.memory.unwrap_or_default() / 1_000_000
        )?;
        self.faults
            .iter()
            .try_for_each(|(path, why)| writeln!(formatter, "{}: {why}", path.display()))
    }
}

const SHARES: usize = 1 << 40;

/// The bytes of a document that take as long as what a case takes beside them.
const SHARE_OF_THE_REST: usize = 1 << 16;

/// Changes `documents` at random from `seed` on, within `bounds`, and keeps cases with faults in `folder`.
///
/// # Errors
///
/// No document is small enough, or a file can't be read or written.
pub fn fuzz(documents: &[PathBuf], seed: u64, bounds: Bounds, folder: &Path) -> io::Result<Figures> {
    fs::create_dir_all(folder)?;
    let mut sources = Vec::new();
    for path in documents {
        if fs::metadata(path)?.len() <= bounds.document_bytes {
            sources.push((path, fs::read(path)?));
        }
    }
    if sources.is_empty() {
        return Err(io::Error::new(
            io::ErrorKind::NotFound,
            "no document that is small enough",
        ));
    }
    // Each document gets about the same time: a large one takes more for a case.
    let shares: Vec<usize> = sources
        .iter()
        .map(|(_, source)| SHARES / (source.len() + SHARE_OF_THE_REST))
        .collect();
    let begin = Instant::now();
    let mut figures = Figures::default();
    for case in 0..bounds.cases {
        if begin.elapsed() >= bounds.time {
            break;
        }
        let mut random = Random::new(seed.wrapping_add(case as u64).wrapping_mul(0x2545_f491_4f6c_dd1d));
        let (path, source) = &sources[random.by_share(&shares)];
        let text = mutated(source, &mut random);
        let ending = path.extension().unwrap_or_default();
        let current = folder.join("current").with_extension(ending);
        fs::write(&current, &text)?;
        cost::forget_peak();
        let started = Instant::now();
        let verdict = judge(&current, bounds.case_time);
        figures.slowest = figures.slowest.max(started.elapsed());
        figures.memory = figures.memory.max(cost::peak());
        match verdict {
            Verdict::Client => figures.clients += 1,
            Verdict::Errors => figures.errors += 1,
            Verdict::Fault(why) => {
                let kept = folder.join(format!("{seed}-{case}")).with_extension(ending);
                fs::write(&kept, &text)?;
                figures.faults.push((kept, why));
            }
        }
        fs::remove_file(&current)?;
    }
    Ok(figures)
}

/// Tries the document of a case once more.
pub fn replay(path: &Path, case_time: Duration) -> Verdict {
    judge(path, case_time)
}

/// A changed document: what it says where it can be read, or else how it is written.
fn mutated(source: &[u8], random: &mut Random) -> Vec<u8> {
    let says = random.below(3) > 0;
    let tree = || match serde_json::from_slice::<serde_json::Value>(source) {
        Ok(tree) => Some(tree),
        Err(_) => serde_yaml::from_slice(source).ok(),
    };
    if says && let Some(mut tree) = tree() {
        mutate::tree(&mut tree, random);
        return tree.to_string().into_bytes();
    }
    let mut text = source.to_vec();
    mutate::bytes(&mut text, random);
    text
}

fn judge(path: &Path, case_time: Duration) -> Verdict {
    let (sender, receiver) = mpsc::channel();
    let path = path.to_owned();
    // The stack that build scripts' threads have.
    let thread = thread::Builder::new().stack_size(2 << 20).spawn(move || {
        // Nobody listens any more to a case that took too long.
        let _ = sender.send(generate_twice(&path));
    });
    if let Err(error) = thread {
        return Verdict::Fault(format!("no thread: {error}"));
    }
    receiver
        .recv_timeout(case_time)
        .unwrap_or_else(|_| Verdict::Fault(format!("not done after {case_time:?}")))
}

fn generate_twice(path: &Path) -> Verdict {
    let generate = || {
        let run = || Generator::new(path).name("fuzzed").generate();
        panic::catch_unwind(AssertUnwindSafe(run)).map_err(|panic| {
            let text = panic.downcast_ref::<String>().map(String::as_str);
            let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
            Verdict::Fault(format!("a panic: {}", text.unwrap_or("no message")))
        })
    };
    let (first, second) = match (generate(), generate()) {
        (Ok(first), Ok(second)) => (first, second),
        (Err(fault), _) | (_, Err(fault)) => return fault,
    };
    match (first, second) {
        (Ok(first), Ok(second)) if first.client == second.client => match syn::parse_file(&first.client) {
            Ok(_) => Verdict::Client,
            Err(error) => Verdict::Fault(format!("the client does not parse: {error}")),
        },
        (Err(Error::Document(first)), Err(Error::Document(second))) => {
            let said = |list: &[specwright::diagnostic::LocatedDiagnostic]| -> Vec<String> {
                list.iter().map(ToString::to_string).collect()
            };
            if said(&first) == said(&second) {
                Verdict::Errors
            } else {
                Verdict::Fault("other errors the second time".to_owned())
            }
        }
        (Err(error), _) | (_, Err(error)) => {
            Verdict::Fault(format!("an error that is none of the document: {error}"))
        }
        _ => Verdict::Fault("another client the second time".to_owned()),
    }
}
