//! The corpus runner: the generator against documents of others.

use std::env;
use std::io;
use std::path::PathBuf;
use std::process::{self, ExitCode};
use std::time::Duration;

use clap::{Args, Parser, Subcommand};
use serde_json::json;
use specwright_tests::corpus::{cargo, compile, discover, host, settings, values, wire, workspace};
use specwright_tests::fuzz::{self, Bounds, Verdict};

/// The generator against documents of others.
///
/// Exit codes: 0 nothing fell short, 1 something did, 2 the runner itself could not work.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Generate a crate from each document, check that it compiles without a warning and has every operation.
    Compile(Selection),
    /// Generate crates and modules from each document with samples of settings, and check that they compile without a warning.
    Settings(Selection),
    /// Send values that the schemas allow through the generated types, and compare what comes back.
    Values(Selection),
    /// Call every operation against a server, and compare requests and answers with the document.
    Wire(Wire),
    /// Call every operation against the server that comes with its client, and compare what that read with what was given.
    Serve(Selection),
    /// Build a server of each document that responds with its examples, for tools that others wrote; print where the programs are, as JSON.
    Host(Selection),
    /// Call every operation against Prism, a server that others wrote, and compare its responses with what the client makes of them.
    Prism(Selection),
    /// Generate from small documents that multiply one part by another, then change documents at random, and require an
    /// error or a client that parses and is the same twice.
    Fuzz(Search),
    /// Generate from each document in a process of its own, and print the seconds and the megabytes that it took.
    Cost(Selection),
    /// Generate from a document, and print what that cost, as JSON: what `cost` and `fuzz` start.
    #[command(hide = true)]
    Measure {
        /// The document.
        document: PathBuf,
    },
}

#[derive(Args)]
struct Selection {
    /// Documents, or folders that hold some.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// How many documents at a time; as many as there are cores unless given.
    #[arg(long)]
    jobs: Option<usize>,
    /// Only documents whose path contains this.
    #[arg(long, value_name = "NAME")]
    only: Option<String>,
    /// Print JSON for programs.
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
struct Wire {
    #[command(flatten)]
    selection: Selection,
    /// Write each request into a file of this folder, one for each document, for other programs to read.
    #[arg(long, value_name = "DIR")]
    record: Option<PathBuf>,
}

#[derive(Args)]
struct Search {
    /// Documents, or folders that hold some.
    paths: Vec<PathBuf>,
    /// How long to go on.
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// Where the choices begin: the same seed makes the same choices.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many bytes the documents have that multiply one part by another.
    #[arg(long, default_value_t = 95_000, value_name = "BYTES")]
    shapes: usize,
    /// Leave out documents of more bytes than this.
    #[arg(long, default_value_t = 100_000_000, value_name = "BYTES")]
    largest: u64,
    /// Try the document of a case once more instead.
    #[arg(long, value_name = "FILE")]
    replay: Option<PathBuf>,
}

impl Selection {
    fn jobs(&self) -> usize {
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        self.jobs.unwrap_or_else(cores).max(1)
    }

    fn documents(&self) -> io::Result<Vec<discover::Found>> {
        let found = discover::discover(&self.paths, self.only.as_deref())?;
        if found.is_empty() {
            return Err(io::Error::new(io::ErrorKind::NotFound, "no document there"));
        }
        Ok(found)
    }
}

fn main() -> ExitCode {
    if let Some(code) = cargo::time_rustc() {
        return code;
    }
    let outcome = match Arguments::parse().command {
        Command::Compile(selection) => run_compile(&selection),
        Command::Settings(selection) => run_settings(&selection),
        Command::Values(selection) => run_values(&selection),
        Command::Wire(wire) => run_wire(&wire),
        Command::Serve(selection) => run_serve(&selection),
        Command::Host(selection) => run_host(&selection),
        Command::Prism(selection) => run_prism(&selection),
        Command::Fuzz(search) => run_fuzz(&search),
        Command::Cost(selection) => run_cost(&selection),
        Command::Measure { document } => fuzz::measure(&document).map(|()| true),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("corpus: {error}");
            ExitCode::from(2)
        }
    }
}

fn run_compile(selection: &Selection) -> io::Result<bool> {
    let rows = compile::compile(&selection.documents()?, selection.jobs())?;
    if selection.json {
        println!("{:#}", json!({"rows": rows, "total": compile::total(&rows)}));
    } else {
        print!("{}", compile::report(&rows));
    }
    Ok(rows.iter().all(compile::Row::is_whole))
}

fn run_settings(selection: &Selection) -> io::Result<bool> {
    let rows = settings::settings(&selection.documents()?, selection.jobs())?;
    if selection.json {
        println!("{:#}", json!({"rows": rows}));
    } else {
        print!("{}", settings::report(&rows));
    }
    Ok(rows.iter().all(settings::Row::is_whole))
}

fn run_values(selection: &Selection) -> io::Result<bool> {
    let rows = values::values(&selection.documents()?, selection.jobs())?;
    if selection.json {
        println!("{:#}", json!({"rows": rows, "total": values::total(&rows)}));
    } else {
        print!("{}", values::report(&rows));
    }
    Ok(rows.iter().all(values::Row::is_whole))
}

fn run_wire(Wire { selection, record }: &Wire) -> io::Result<bool> {
    let rows = wire::wire(&selection.documents()?, selection.jobs(), record.as_deref())?;
    if selection.json {
        println!("{:#}", json!({"rows": rows, "total": wire::total(&rows)}));
    } else {
        print!("{}", wire::report(&rows));
    }
    Ok(rows.iter().all(wire::Row::is_whole))
}

fn run_serve(selection: &Selection) -> io::Result<bool> {
    let rows = wire::serve::serve(&selection.documents()?, selection.jobs())?;
    if selection.json {
        println!("{:#}", json!({"rows": rows, "total": wire::total(&rows)}));
    } else {
        print!("{}", wire::report(&rows));
    }
    Ok(rows.iter().all(wire::Row::is_whole))
}

fn run_host(selection: &Selection) -> io::Result<bool> {
    let hosts = host::host(&selection.documents()?, selection.jobs())?;
    println!("{:#}", json!(hosts));
    Ok(hosts.iter().all(|host| host.complaints.is_empty()))
}

fn run_prism(selection: &Selection) -> io::Result<bool> {
    let rows = wire::prism::prism(&selection.documents()?, selection.jobs())?;
    if selection.json {
        println!("{:#}", json!({"rows": rows, "total": wire::prism::total(&rows)}));
    } else {
        print!("{}", wire::prism::report(&rows));
    }
    Ok(rows.iter().all(wire::prism::Row::is_whole))
}

/// How long a document of at most a few hundred kilobytes may take, in a build with optimisation.
const CASE_TIME: Duration = Duration::from_secs(60);

/// Starts this program to measure a document.
fn measure() -> process::Command {
    let mut command = process::Command::new(env::current_exe().unwrap_or_else(|_| "corpus".into()));
    command.arg("measure");
    command
}

/// Prints what each cost, the longest first; returns whether there are no faults.
fn print_costs(mut costs: Vec<fuzz::Cost>) -> bool {
    costs.sort_by_key(|cost| std::cmp::Reverse(cost.time));
    costs.iter().for_each(|cost| println!("{cost}"));
    let memory = costs.iter().filter_map(|cost| cost.memory).max();
    println!(
        "{} documents: at worst {:.1?}, {} MB",
        costs.len(),
        costs.first().map_or(Duration::ZERO, |cost| cost.time),
        memory.unwrap_or_default() / 1_000_000
    );
    let mut verdicts = costs.iter().map(|cost| &cost.verdict);
    !verdicts.any(|verdict| matches!(verdict, Verdict::Fault(_)))
}

fn run_cost(selection: &Selection) -> io::Result<bool> {
    let found = selection.documents()?;
    let costs = found.iter().map(|found| {
        let name = found.path.display().to_string();
        fuzz::cost(name, &found.path, CASE_TIME, &measure)
    });
    Ok(print_costs(costs.collect::<io::Result<_>>()?))
}

fn run_fuzz(search: &Search) -> io::Result<bool> {
    if let Some(case) = &search.replay {
        let verdict = fuzz::replay(case, CASE_TIME);
        println!("{verdict:?}");
        return Ok(!matches!(verdict, Verdict::Fault(_)));
    }
    let folder = workspace::target_folder().join("fuzz");
    let all_well = print_costs(fuzz::costs(search.shapes, CASE_TIME, &folder, &measure)?);
    if search.paths.is_empty() {
        return Ok(all_well);
    }
    let found = discover::discover(&search.paths, None)?;
    let documents: Vec<PathBuf> = found.into_iter().map(|found| found.path).collect();
    let bounds = Bounds {
        time: Duration::from_secs(search.seconds),
        cases: usize::MAX,
        case_time: CASE_TIME,
        document_bytes: search.largest,
    };
    let figures = fuzz::fuzz(&documents, search.seed, bounds, &folder)?;
    print!("{figures}");
    Ok(all_well && figures.faults.is_empty())
}
