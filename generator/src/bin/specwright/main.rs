//! The command `specwright`: the library for people and scripts.

mod cassette;
mod check;
mod convert;
mod diff;
mod doctor;
mod draw;
mod explain;
mod generate;
mod help;
mod init;
mod input;
mod inspect;
mod learn;
mod lock;
mod mock;
mod overlay;
mod relative;
mod rustfmt;
mod settings;
mod shell;
mod stale;
mod vendor;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use help::{DIFF_EXIT_CODES, EXAMPLES, EXIT_CODES};
use input::{ClientSettings, Configured, Input};

/// Turns an OpenAPI document into a typed Rust client.
///
/// Documents may be OpenAPI 3.0, 3.1 or 3.2, or Swagger 2.0, in YAML or JSON, or a Markdown page with such a document
/// in a fenced block.
#[derive(Debug, Parser)]
#[command(version = version(), propagate_version = true, after_help = EXIT_CODES, after_long_help = EXAMPLES)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

/// Returns the version, with the commit that it was built of where that is known: releases set `SPECWRIGHT_COMMIT`.
fn version() -> String {
    let version = env!("CARGO_PKG_VERSION");
    match option_env!("SPECWRIGHT_COMMIT").and_then(|commit| commit.get(..9)) {
        Some(commit) => format!("{version} ({commit})"),
        None => version.to_owned(),
    }
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write a stand-alone crate with the client (--out), or a module that can be read and committed (--into)
    ///
    /// Files appear whole or not at all. What Specwright did not write is never touched.
    Generate(Generate),
    /// Write a `specwright.toml` for a document, with all settings in comments
    ///
    /// A file that is there is kept, unless it is to be written over (--force).
    Init(Init),
    /// Show what a document becomes: servers, credentials, and what it has of operations and types
    Inspect(Inspect),
    /// Say what is wrong with a document, without output
    Check(Check),
    /// Convert a document of any version to OpenAPI 3.0, in one file, for other tools
    ///
    /// What OpenAPI 3.0 can't say becomes what is weaker and still true; warnings say which.
    Convert(Convert),
    /// Say what a new document does to clients of an old one: on the wire, and to programs
    ///
    /// Each change says whether old clients get on with a new server and new clients with an old server, which code it
    /// breaks, where it is in both documents, and what to do. The settings are those of both clients.
    #[command(after_help = DIFF_EXIT_CODES)]
    Diff(Diff),
    /// Make an overlay of what servers really send, from records of clients and HAR files of browsers and proxies
    ///
    /// Each action has its evidence. What was seen and is not clear, or not often enough, is told and not changed. No value of a response
    /// is written but new values of enums, and these only if they are words.
    Learn(Learn),
    /// Write the names of clients to their locks, so that a change of the document changes none of them
    Lock(Lock),
    /// Run a server that responds as a document describes, for programs that have no other yet
    ///
    /// Requests are checked by the document, and mistakes are answered with problem details that say what is wrong (RFC 9457). The response is the first
    /// success, with the document's example or a value that is made of the schema. A request chooses another one by a header: `Prefer: code=404`,
    /// `Prefer: example=NAME`. `Accept` chooses the media type.
    Mock(mock::Arguments),
    /// Work with cassettes: traffic that the runtime recorded for tests
    #[command(subcommand)]
    Cassette(Cassette),
    /// Work with overlays: files that change a document before anything else is read of it
    #[command(subcommand)]
    Overlay(Overlay),
    /// Bring a document and all that it refers to into a folder, from a URL or another folder
    ///
    /// Builds then read the folder, without the network. Its `vendor.lock` has where each file is from, and its hash. Only the document's own host is asked,
    /// and those that --host names; files are taken from the document's folder only.
    Vendor(vendor::Arguments),
    /// Explain a kind of diagnostic
    Explain {
        /// The name of the kind, as diagnostics show it: `unresolved-reference`. Without one, all are listed
        code: Option<String>,
    },
    /// Print the JSON Schema of `specwright.toml`, by which editors complete and check it
    ConfigSchema,
    /// Say what is wrong with the set-up of a crate that has clients, from a build script or committed
    ///
    /// It looks at dependencies and their versions, at the build script, at what is included, at modules that `generate --into` wrote, and at the features
    /// that the clients need.
    Doctor(doctor::Arguments),
    /// Print what completes the command line in a shell
    Completions(shell::Completions),
    /// Print the manual, or write its pages
    Man(shell::Man),
}

#[derive(Debug, Subcommand)]
enum Overlay {
    /// Print a document as overlays leave it, or as those and the patches of a configuration do
    ///
    /// It is YAML or JSON, as the document is, with the numbers as they were written. Comments are lost. Files that the document
    /// refers to are neither changed nor taken in.
    Apply(ApplyOverlays),
}

#[derive(Debug, Subcommand)]
enum Cassette {
    /// Say which recordings no longer fit a document, and which no test used
    ///
    /// A recording fits if the document has its operation, and describes its request and its response by status, media type and schema. What is
    /// redacted fits anywhere. The exit code is 1 if one does not fit, or was never used.
    Check(CheckCassettes),
}

#[derive(Debug, clap::Args)]
struct CheckCassettes {
    /// The cassettes
    #[arg(required = true, value_name = "CASSETTE")]
    cassettes: Vec<PathBuf>,
    /// The document
    #[arg(long, value_name = "FILE")]
    document: PathBuf,
    /// The folder that references in the document may lead to, if not its own
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    /// Change the document by an overlay first. May be repeated; they are applied in this order
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
    /// A log of the recordings that tests used, which `Cassette::log_uses` writes. May be repeated
    #[arg(long, value_name = "FILE")]
    uses: Vec<PathBuf>,
}

#[derive(Debug, clap::Args)]
struct ApplyOverlays {
    /// The document. Without one, that of the configuration's client, with its overlays and patches
    #[arg(required_unless_present_any = ["config", "client"])]
    document: Option<PathBuf>,
    /// The overlays, in the order in which they are applied
    #[arg(value_name = "OVERLAY", required_unless_present_any = ["config", "client"])]
    overlays: Vec<PathBuf>,
    #[command(flatten)]
    configured: Configured,
    /// The file to write. Without it, standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Fail if an action selects nothing, or if the document says already what it adds
    #[arg(long)]
    strict: bool,
}

#[derive(Debug, clap::Args)]
struct Generate {
    #[command(flatten)]
    input: Input,
    /// The folder of the crate; made if it is not there. `crate` of the configuration unless given
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The name of the crate; that of the client in the configuration, or made from the document's file name, unless given
    #[arg(long)]
    name: Option<String>,
    /// The folder of a module with the client, `src/api`: a file for each tag and for each group of types. `into` of the configuration unless
    /// given
    #[arg(long, value_name = "DIR", conflicts_with_all = ["out", "runtime_path"])]
    into: Option<PathBuf>,
    /// Depend on `specwright-runtime` in this folder instead of a version of it
    #[arg(long, value_name = "DIR")]
    runtime_path: Option<PathBuf>,
    /// Write nothing: exit with 1, and name the files that are not up to date and the first line that differs
    #[arg(long)]
    check: bool,
    /// Fail, and write nothing, if the lock would change
    #[arg(long)]
    locked: bool,
}

#[derive(Debug, clap::Args)]
struct Lock {
    #[command(flatten)]
    input: Input,
    /// Write nothing: exit with 1 if a lock is not up to date
    #[arg(long)]
    check: bool,
}

#[derive(Debug, clap::Args)]
struct Inspect {
    #[command(flatten)]
    input: Input,
    /// Show all of it: each operation and type, and what is untyped
    #[arg(long)]
    details: bool,
    /// Print all of it, and the names on the wire, as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
struct Init {
    /// The document
    document: PathBuf,
    /// The file to write
    #[arg(long, value_name = "FILE", default_value = "specwright.toml")]
    out: PathBuf,
    /// The name of the client; made from the document's file name unless given
    #[arg(long)]
    name: Option<String>,
    /// Write over a file that is there
    #[arg(long)]
    force: bool,
}

#[derive(Debug, clap::Args)]
struct Convert {
    /// The document
    document: PathBuf,
    /// The folder that references in the document may lead to, if not its own
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    /// Change the document by an overlay first. May be repeated; they are applied in this order
    #[arg(long = "overlay", value_name = "FILE")]
    overlays: Vec<PathBuf>,
    /// Make it an error that an action of an overlay selects nothing, or that the document says already what it adds
    #[arg(long)]
    strict_overlays: bool,
    /// The file to write: JSON if its name ends in `.json`, YAML otherwise. Without it, standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// How it is written to standard output
    #[arg(long, value_enum, default_value_t = Syntax::Yaml, conflicts_with = "out")]
    format: Syntax,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Syntax {
    Yaml,
    Json,
}

#[derive(Debug, clap::Args)]
struct Check {
    #[command(flatten)]
    input: Input,
    /// How diagnostics are shown
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Show all diagnostics of a kind, not only the first few
    #[arg(long)]
    all: bool,
}

#[derive(Debug, clap::Args)]
struct Diff {
    /// The document that programs were written for
    old: PathBuf,
    /// The document that is to follow it
    new: PathBuf,
    #[command(flatten)]
    settings: ClientSettings,
    /// How changes are shown, on standard output
    #[arg(long, value_enum, default_value_t = DiffFormat::Human)]
    format: DiffFormat,
}

#[derive(Debug, clap::Args)]
struct Learn {
    /// Records in JSON lines, which a client's `Recorder` writes, and HAR files
    #[arg(required = true, value_name = "RECORDS|HAR")]
    traffic: Vec<PathBuf>,
    /// The document
    #[arg(long, value_name = "FILE")]
    document: PathBuf,
    /// The folder that references in the document may lead to, if not its own
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    /// An overlay that the document has already; what is learned is to follow it. May be repeated
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
    /// The overlay to write; if it is the last --overlay, what is learned is added to it. Without it, standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Replace the file of --out, even if actions are lost by that
    #[arg(long, requires = "out")]
    force: bool,
    /// How often something must have been seen to change the document
    #[arg(long, value_name = "N", default_value_t = 3)]
    min_count: u64,
    /// Add properties that no schema describes, if their values are of one kind
    #[arg(long)]
    add_properties: bool,
    /// A server beside those of the document to which requests of HAR files went. May be repeated
    #[arg(long, value_name = "URL")]
    server: Vec<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum DiffFormat {
    /// A paragraph for each change
    Human,
    /// An object with `bump` and `changes`
    Json,
    /// A table, for the text of a pull request
    Markdown,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// With the lines of the document
    Human,
    /// An object with `diagnostics`, `errors` and `warnings`, on standard output
    Json,
    /// SARIF 2.1.0, which code hosts show beside the lines, on standard output
    Sarif,
}

/// Whether all is well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Well,
    NotWell,
    /// All is well, and there is a code for what was found out.
    Code(u8),
}

impl Outcome {
    /// Returns how both end together: not well unless both do.
    fn and(self, other: Self) -> Self {
        match self {
            Self::Well => other,
            not_well => not_well,
        }
    }
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Generate(arguments) => generate::run(&arguments),
        Command::Init(arguments) => init::run(&arguments),
        Command::Inspect(arguments) => inspect::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Convert(arguments) => convert::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Learn(arguments) => learn::run(&arguments),
        Command::Lock(arguments) => lock::run(&arguments),
        Command::Mock(arguments) => mock::run(&arguments),
        Command::Cassette(Cassette::Check(arguments)) => cassette::check(&arguments),
        Command::Overlay(Overlay::Apply(arguments)) => overlay::apply(&arguments),
        Command::Vendor(arguments) => vendor::run(&arguments),
        Command::Explain { code } => explain::run(code.as_deref()),
        Command::ConfigSchema => print(&specwright::configuration::schema()),
        Command::Doctor(arguments) => doctor::run(&arguments),
        Command::Completions(arguments) => shell::completions(&arguments),
        Command::Man(arguments) => shell::man(&arguments),
    };
    match outcome {
        Outcome::Well => ExitCode::SUCCESS,
        Outcome::NotWell => ExitCode::FAILURE,
        Outcome::Code(code) => ExitCode::from(code),
    }
}

/// Writes to standard output; a reader that has seen enough is no error.
fn print(text: &str) -> Outcome {
    use std::io::{ErrorKind, Write};
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            draw::message(&format!("can't write to standard output: {error}"));
            Outcome::NotWell
        }
        _ => Outcome::Well,
    }
}
