//! What shells and manuals know of the command.

use std::path::{Path, PathBuf};

use clap::CommandFactory;
use clap_complete::Shell;

use crate::{Arguments, Outcome, draw};

#[derive(Debug, clap::Args)]
pub(crate) struct Completions {
    /// The shell
    shell: Shell,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Man {
    /// The folder for a page of the command and one of each subcommand; made if it is not there. Without it, the page of the
    /// command goes to standard output
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// Prints what completes the command line in a shell.
pub(crate) fn completions(arguments: &Completions) -> Outcome {
    let mut command = Arguments::command();
    let mut text = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, "specwright", &mut text);
    crate::print(&String::from_utf8_lossy(&text))
}

/// Prints the manual, or writes its pages.
pub(crate) fn man(arguments: &Man) -> Outcome {
    // Commands know their subcommands' full names only when they are built.
    let mut command = Arguments::command();
    command.build();
    let written = match &arguments.out {
        Some(folder) => pages(folder, command),
        None => {
            let mut text = Vec::new();
            match clap_mangen::Man::new(command).render(&mut text) {
                Ok(()) => return crate::print(&String::from_utf8_lossy(&text)),
                Err(error) => Err(error),
            }
        }
    };
    match written {
        Ok(()) => Outcome::Well,
        Err(error) => {
            draw::message(&format!("error: cannot write the manual: {error}"));
            Outcome::NotWell
        }
    }
}

fn pages(folder: &Path, command: clap::Command) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    clap_mangen::generate_to(command, folder)
}
