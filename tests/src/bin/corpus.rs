//! The corpus runner: the generator against documents of others.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use serde_json::json;
use specwright_tests::corpus::{cargo, compile, discover, values, wire};

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
    /// Send values that the schemas allow through the generated types, and compare what comes back.
    Values(Selection),
    /// Call every operation against a server, and compare requests and answers with the document.
    Wire(Selection),
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
        Command::Values(selection) => run_values(&selection),
        Command::Wire(selection) => run_wire(&selection),
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

fn run_values(selection: &Selection) -> io::Result<bool> {
    let rows = values::values(&selection.documents()?, selection.jobs())?;
    if selection.json {
        println!("{:#}", json!({"rows": rows, "total": values::total(&rows)}));
    } else {
        print!("{}", values::report(&rows));
    }
    Ok(rows.iter().all(values::Row::is_whole))
}

fn run_wire(selection: &Selection) -> io::Result<bool> {
    let rows = wire::wire(&selection.documents()?, selection.jobs())?;
    if selection.json {
        println!("{:#}", json!({"rows": rows, "total": wire::total(&rows)}));
    } else {
        print!("{}", wire::report(&rows));
    }
    Ok(rows.iter().all(wire::Row::is_whole))
}
