//! The generator beside others of its kind.

#[cfg(not(unix))]
fn main() {
    eprintln!("peers: processes are measured on Unix only");
    std::process::exit(2);
}

#[cfg(unix)]
fn main() -> std::process::ExitCode {
    unix::main()
}

#[cfg(unix)]
mod unix {
    use std::io;
    use std::path::PathBuf;
    use std::process::ExitCode;
    use std::time::Duration;

    use clap::{Args, Parser, Subcommand};
    use serde_json::json;
    use specwright_tests::corpus::discover::{self, Found};
    use specwright_tests::peers::build_script::{self, Features};
    use specwright_tests::peers::compile::{self, Task};
    use specwright_tests::peers::convert;
    use specwright_tests::peers::edit;
    use specwright_tests::peers::generate;
    use specwright_tests::peers::growth;
    use specwright_tests::peers::install::Programs;
    use specwright_tests::peers::machine::Machine;
    use specwright_tests::peers::process::{self, Limits};
    use specwright_tests::peers::report::{self, Row};
    use specwright_tests::peers::side::Side;
    use specwright_tests::peers::size;

    /// The generator beside others of its kind: what it costs to run them, and to compile what they make.
    ///
    /// The others are installed from their registry, in one version each, below `target/peers`; openapi-generator needs Java. A side that refuses a
    /// document, whose output does not compile, or that goes over a limit is a row that says so.
    #[derive(Parser)]
    struct Arguments {
        #[command(subcommand)]
        command: Command,
    }

    #[derive(Subcommand)]
    enum Command {
        /// Run the optimised commands.
        Generate(Selection),
        /// Compile what they generate, with its dependencies built beforehand: `cargo check` unless told otherwise.
        Compile {
            #[command(flatten)]
            selection: Selection,
            /// `cargo build`, too.
            #[arg(long)]
            build: bool,
            /// `cargo build --release`, too.
            #[arg(long)]
            release: bool,
        },
        /// Build the generators as build dependencies without optimisation, and run them there: ours and progenitor. Beside
        /// that, the optimised commands.
        BuildScript {
            #[command(flatten)]
            selection: Selection,
            /// Without the default features of progenitor, which its manual leaves on.
            #[arg(long)]
            fewest_features: bool,
        },
        /// Have progenitor read documents, as they are and as `specwright convert` gives them: what the conversion gains.
        Convert {
            /// Documents, or folders that hold some.
            #[arg(required = true)]
            paths: Vec<PathBuf>,
            /// Exit with 1 if fewer documents than this are read only when they are converted.
            #[arg(long, default_value_t = 0, value_name = "COUNT")]
            at_least: usize,
            /// Seconds that one run may take.
            #[arg(long, default_value_t = 300, value_name = "SECONDS")]
            timeout: u64,
            /// Megabytes that all processes of one run may take together.
            #[arg(long, default_value_t = 8000, value_name = "MB")]
            memory: u64,
            /// Print JSON for programs.
            #[arg(long)]
            json: bool,
        },
        /// Check programs with the clients of documents again, after a line of them or the time of the document changed: ours alone.
        Edit(Selection),
        /// Build release binaries that call operations of documents: with our client, and by hand.
        Size {
            /// Documents, or folders that hold some.
            #[arg(required = true)]
            paths: Vec<PathBuf>,
            /// How many operations a binary calls, with commas between.
            #[arg(long, value_delimiter = ',', default_value = "1,10", value_name = "COUNT")]
            operations: Vec<usize>,
            /// Print JSON for programs.
            #[arg(long)]
            json: bool,
        },
        /// Run our command on made documents of growing size, or those of other sides that are named.
        Growth {
            /// The sizes in megabytes, with commas between.
            #[arg(long, value_delimiter = ',', default_value = "1,10,50,200", value_name = "MB")]
            sizes: Vec<u32>,
            #[command(flatten)]
            measuring: Measuring,
        },
    }

    #[derive(Args)]
    struct Selection {
        /// Documents, or folders that hold some.
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        #[command(flatten)]
        measuring: Measuring,
    }

    #[derive(Args)]
    struct Measuring {
        /// How often each is measured.
        #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u16).range(1..))]
        rounds: u16,
        /// Seconds that one run may take.
        #[arg(long, default_value_t = 300, value_name = "SECONDS")]
        timeout: u64,
        /// Megabytes that all processes of one run may take together.
        #[arg(long, default_value_t = 8000, value_name = "MB")]
        memory: u64,
        /// Only these sides, with commas between: specwright, progenitor, ploidy, openapi-to-rust, oas3-gen, openapi-generator.
        #[arg(long, value_delimiter = ',', value_parser = Side::parse)]
        sides: Vec<Side>,
        /// Print JSON for programs, with every round.
        #[arg(long)]
        json: bool,
    }

    impl Selection {
        fn documents(&self) -> io::Result<Vec<Found>> {
            documents(&self.paths)
        }
    }

    fn documents(paths: &[PathBuf]) -> io::Result<Vec<Found>> {
        let found = discover::discover(paths, None)?;
        if found.is_empty() {
            return Err(io::Error::new(io::ErrorKind::NotFound, "no document there"));
        }
        Ok(found)
    }

    fn limits(seconds: u64, megabytes: u64) -> Limits {
        Limits {
            time: Duration::from_secs(seconds),
            memory: megabytes * 1_000_000,
        }
    }

    impl Measuring {
        fn rounds(&self) -> usize {
            usize::from(self.rounds)
        }

        fn sides(&self) -> Vec<Side> {
            let wanted = |side: &Side| self.sides.is_empty() || self.sides.contains(side);
            Side::ALL.into_iter().filter(wanted).collect()
        }

        fn limits(&self) -> Limits {
            limits(self.timeout, self.memory)
        }

        fn print(&self, machine: &Machine, rows: &[Row]) {
            if self.json {
                println!("{:#}", json!({"machine": machine, "rows": rows}));
            } else {
                print!("{}", report::markdown(machine, rows));
            }
        }
    }

    pub(super) fn main() -> ExitCode {
        if let Some(code) = process::measured() {
            return code;
        }
        let outcome = match Arguments::parse().command {
            Command::Generate(selection) => run_generate(&selection),
            Command::Compile {
                selection,
                build,
                release,
            } => {
                let builds = [(build, Task::Build), (release, Task::Release)];
                let further = builds.iter().filter(|(wanted, _)| *wanted).map(|(_, task)| *task);
                let tasks: Vec<Task> = std::iter::once(Task::Check).chain(further).collect();
                run_compile(&selection, &tasks)
            }
            Command::BuildScript {
                selection,
                fewest_features,
            } => {
                let features = if fewest_features {
                    Features::Fewest
                } else {
                    Features::Default
                };
                run_build_script(&selection, features)
            }
            Command::Edit(selection) => run_edit(&selection),
            Command::Size {
                paths,
                operations,
                json,
            } => run_size(&paths, &operations, json),
            Command::Growth { sizes, measuring } => run_growth(&sizes, &measuring),
            Command::Convert {
                paths,
                at_least,
                timeout,
                memory,
                json,
            } => {
                let limits = limits(timeout, memory);
                match run_convert(&paths, limits, json) {
                    Ok(gained) if gained < at_least => {
                        eprintln!("peers: {gained} documents gained, {at_least} asked for");
                        return ExitCode::FAILURE;
                    }
                    Ok(_) => Ok(()),
                    Err(error) => Err(error),
                }
            }
        };
        match outcome {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("peers: {error}");
                ExitCode::from(2)
            }
        }
    }

    fn run_generate(selection: &Selection) -> io::Result<()> {
        let measuring = &selection.measuring;
        let documents = selection.documents()?;
        let sides = measuring.sides();
        let programs = Programs::install(&sides)?;
        let machine = Machine::now();
        let rows = generate::generate(
            &programs,
            &sides,
            &documents,
            measuring.rounds(),
            measuring.limits(),
        )?;
        measuring.print(&machine, &rows);
        Ok(())
    }

    fn run_compile(selection: &Selection, tasks: &[Task]) -> io::Result<()> {
        let measuring = &selection.measuring;
        let documents = selection.documents()?;
        let sides = measuring.sides();
        let programs = Programs::install(&sides)?;
        let machine = Machine::now();
        let rows = compile::compile(
            &programs,
            &sides,
            &documents,
            tasks,
            measuring.rounds(),
            measuring.limits(),
        )?;
        measuring.print(&machine, &rows);
        Ok(())
    }

    fn run_build_script(selection: &Selection, features: Features) -> io::Result<()> {
        let measuring = &selection.measuring;
        let documents = selection.documents()?;
        let sides = measuring.sides();
        let programs = Programs::install(&sides)?;
        let machine = Machine::now();
        let (rounds, limits) = (measuring.rounds(), measuring.limits());
        let mut rows = build_script::build_script(&sides, &documents, features, rounds, limits)?;
        rows.extend(generate::generate(&programs, &sides, &documents, rounds, limits)?);
        measuring.print(&machine, &rows);
        Ok(())
    }

    /// Prints what became of each document, and returns how many the conversion gains.
    fn run_convert(paths: &[PathBuf], limits: Limits, json: bool) -> io::Result<usize> {
        let documents = documents(paths)?;
        let programs = Programs::install(&[Side::Progenitor])?;
        let rows = convert::convert(&programs, &documents, limits)?;
        if json {
            println!("{:#}", json!(rows));
        } else {
            print!("{}", convert::markdown(&rows));
        }
        Ok(rows.iter().filter(|row| row.is_gained()).count())
    }

    fn run_edit(selection: &Selection) -> io::Result<()> {
        let measuring = &selection.measuring;
        let documents = selection.documents()?;
        let machine = Machine::now();
        let rows = edit::edit(&documents, measuring.rounds(), measuring.limits())?;
        measuring.print(&machine, &rows);
        Ok(())
    }

    fn run_size(paths: &[PathBuf], operations: &[usize], json: bool) -> io::Result<()> {
        let sizes = size::size(&documents(paths)?, operations)?;
        if json {
            println!("{:#}", json!(sizes));
        } else {
            print!("{}", size::markdown(&sizes));
        }
        Ok(())
    }

    fn run_growth(sizes: &[u32], measuring: &Measuring) -> io::Result<()> {
        let named = measuring.sides.is_empty().then_some(vec![Side::Specwright]);
        let sides = named.unwrap_or_else(|| measuring.sides());
        let programs = Programs::install(&sides)?;
        let machine = Machine::now();
        let rows = growth::growth(&programs, &sides, sizes, measuring.rounds(), measuring.limits())?;
        measuring.print(&machine, &rows);
        Ok(())
    }
}
