//! A server that responds as a document describes, for programs that have no other yet.

use std::io::{ErrorKind, Write};

use specwright::diagnostic::{Report, harmless};
use specwright_runtime::mock::{DocumentMock, DocumentMockSettings, DocumentPages, UntilEmpty};
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};

use crate::input::{self, Input, wrong};
use crate::{Outcome, draw};

/// The stack of each thread that responds: schemas stand deep in each other.
const STACK: usize = 64 << 20;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    input: Input,
    /// The port; 0 is any that is free
    #[arg(long, value_name = "PORT", default_value_t = 4010)]
    port: u16,
    /// The address to listen at; `0.0.0.0` lets other machines call it
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    host: String,
    /// Ask for no credentials
    #[arg(long)]
    no_auth: bool,
    /// Let pages of any origin call it (CORS)
    #[arg(long)]
    cors: bool,
    /// Vary the values of responses by this seed, instead of showing the document's examples. The same requests get the same values
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
}

pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let mock = match mock(arguments) {
        Ok(mock) => mock,
        Err(outcome) => return outcome,
    };
    match serve(arguments, mock) {
        Ok(outcome) => outcome,
        Err(problem) => {
            draw::message(&format!("error: {problem}"));
            Outcome::NotWell
        }
    }
}

/// A mock, with what is told of it.
struct Told {
    mock: DocumentMock,
    title: String,
    operations: usize,
}

/// Reads the document.
fn mock(arguments: &Arguments) -> Result<Told, Outcome> {
    let mut clients = arguments.input.clients()?;
    if clients.len() != 1 {
        return Err(wrong(&format!(
            "a mock is of one document: {}",
            input::which(&clients)
        )));
    }
    let described = clients.remove(0).describe();
    let described = described.map_err(|error| draw::error(&error))?;
    let warnings = Report::new(&described.diagnostics).warnings();
    if warnings > 0 {
        let (count, them) = match warnings {
            1 => ("1 warning".to_owned(), "it"),
            more => (format!("{more} warnings"), "them"),
        };
        draw::message(&format!(
            "{count} about the document; `specwright check` shows {them}"
        ));
    }
    let settings = DocumentMockSettings {
        no_auth: arguments.no_auth,
        seed: arguments.seed,
        any_origin: arguments.cors,
    };
    let mock = DocumentMock::new(&described.text, settings).map_err(|problem| {
        draw::message(&format!(
            "error: the document can't be served: {}",
            harmless(&problem)
        ));
        Outcome::NotWell
    })?;
    let pages = described.pages.into_iter().map(|pages| DocumentPages {
        operation: pages.operation,
        next: pages.next,
        has_more: pages.has_more,
        has_link: pages.has_link,
        until_empty: pages
            .until_empty
            .map(|(input, first, items)| UntilEmpty { input, first, items }),
    });
    let mock = mock.pages(pages);
    Ok(Told {
        mock,
        title: described.title,
        operations: described.operations,
    })
}

/// Listens, and responds until the process is ended.
fn serve(arguments: &Arguments, told: Told) -> Result<Outcome, String> {
    let runtime = runtime().map_err(|error| format!("can't start threads: {error}"))?;
    let at = format!("{}:{}", harmless(&arguments.host), arguments.port);
    runtime.block_on(async {
        let listener = TcpListener::bind((arguments.host.as_str(), arguments.port)).await;
        let listener = listener.map_err(|error| {
            let help = match error.kind() {
                ErrorKind::AddrInUse => {
                    "\n  = help: `--port` names another port, and `--port 0` takes any that is free"
                }
                _ => "",
            };
            format!("can't listen at {at}: {error}{help}")
        })?;
        let address = listener
            .local_addr()
            .map_err(|error| format!("can't listen at {at}: {error}"))?;
        let count = match told.operations {
            1 => "1 operation".to_owned(),
            count => format!("{count} operations"),
        };
        tell(&format!(
            "serving {count} of \"{}\" at http://{address} (ctrl-c ends it)",
            harmless(&told.title)
        ));
        let paths = told.mock.base_paths();
        if !paths.is_empty() {
            let paths: Vec<_> = paths.iter().map(|path| harmless(path)).collect();
            tell(&format!(
                "paths may begin with that of a server, too: {}",
                paths.join(", ")
            ));
        }
        told.mock
            .log(|exchange| tell(&exchange.to_string()))
            .serve(listener)
            .await;
        Ok(Outcome::Well)
    })
}

fn runtime() -> std::io::Result<Runtime> {
    Builder::new_multi_thread()
        .thread_stack_size(STACK)
        .enable_all()
        .build()
}

/// Writes a line to standard output; nobody may be there to read it.
fn tell(line: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}
