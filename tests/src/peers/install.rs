//! The programs: ours built from this project, the others from the registry into a folder of their own.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

use super::side::{Package, Registry, Side};
use crate::corpus::workspace::{project_folder, target_folder};

/// Where the programs are.
#[derive(Clone, Debug)]
pub struct Programs {
    folder: PathBuf,
}

/// The folder of all that is written here.
pub fn peers_folder() -> PathBuf {
    target_folder().join("peers")
}

impl Programs {
    /// Builds ours, and installs those of the other `sides` that are not there in their version yet.
    ///
    /// # Errors
    ///
    /// Cargo does not run, or one does not build.
    pub fn install(sides: &[Side]) -> io::Result<Self> {
        let programs = Self {
            folder: peers_folder(),
        };
        for side in sides {
            match side.package() {
                Some(package) if !programs.has(package)? => programs.add(package)?,
                Some(_) => {}
                None => build_ours()?,
            }
        }
        Ok(programs)
    }

    /// The program of a side.
    pub fn program(&self, side: Side) -> PathBuf {
        match side.package() {
            Some(package) => match package.registry {
                Registry::CratesIo => self.folder.join("bin").join(package.name),
                Registry::PyPi => self
                    .folder
                    .join("pypi/openapi_generator_cli/openapi-generator.jar"),
            },
            None => target_folder().join("release/specwright"),
        }
    }

    /// Whether this version is there: cargo notes what it installed, and pip has a folder for it.
    fn has(&self, package: Package) -> io::Result<bool> {
        if package.registry == Registry::PyPi {
            return Ok(self.pip_notes(package).is_dir());
        }
        let notes = match fs::read_to_string(self.folder.join(".crates.toml")) {
            Ok(notes) => notes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(error),
        };
        Ok(notes.contains(&format!("\"{} {} (", package.name, package.version)))
    }

    fn pip_notes(&self, package: Package) -> PathBuf {
        let name = package.name.replace('-', "_");
        let folder = self.folder.join("pypi");
        folder.join(format!("{name}-{}.dist-info", package.version))
    }

    fn add_by_pip(&self, package: Package) -> io::Result<()> {
        let needed = [
            ("java", "-version", "default-jre-headless"),
            ("python3", "--version", "python3-pip"),
        ];
        for (program, argument, debian) in needed {
            if Command::new(program).arg(argument).output().is_err() {
                return Err(io::Error::other(format!(
                    "`{program}` is not there, which {} needs: run `apt-get install {debian}`, or name other sides by --sides",
                    package.name
                )));
            }
        }
        run(Command::new("python3")
            .args([
                "-m",
                "pip",
                "install",
                "--quiet",
                "--no-deps",
                "--upgrade",
                "--target",
            ])
            .arg(self.folder.join("pypi"))
            .arg(format!("{}=={}", package.name, package.version)))
    }

    fn add(&self, package: Package) -> io::Result<()> {
        if package.registry == Registry::PyPi {
            return self.add_by_pip(package);
        }
        let install = |locked: bool| {
            let mut command = cargo(&self.folder);
            command
                .args(["install", package.name, &format!("--version={}", package.version)])
                .arg("--root")
                .arg(&self.folder)
                .env("CARGO_TARGET_DIR", self.folder.join("build"));
            if locked {
                command.arg("--locked");
            }
            run(&mut command)
        };
        fs::create_dir_all(&self.folder)?;
        // The versions that its authors tested, unless one of them was withdrawn since.
        install(true).or_else(|_| install(false))
    }
}

fn build_ours() -> io::Result<()> {
    run(cargo(project_folder())
        .args([
            "build",
            "--release",
            "--package=specwright",
            "--features=cli",
            "--bin=specwright",
        ])
        .env("CARGO_TARGET_DIR", target_folder()))
}

/// Cargo in `folder`, without the settings that this process inherited from a cargo of its own.
pub(super) fn cargo(folder: &Path) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command
        .current_dir(folder)
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_BUILD_TARGET");
    command
}

/// Runs `command`, its output shown.
fn run(command: &mut Command) -> io::Result<()> {
    // What is measured goes to standard output, and nothing else.
    command.stdout(io::stderr());
    match command.status()? {
        status if status.success() => Ok(()),
        status => Err(io::Error::other(format!("{command:?}: {status}"))),
    }
}
