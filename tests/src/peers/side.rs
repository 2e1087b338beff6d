//! The generators that are compared, and how each is called.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

use serde::Serialize;

use super::install::Programs;
use crate::corpus::workspace::project_folder;

/// A generator of Rust clients.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// Ours.
    Specwright,
    /// <https://crates.io/crates/progenitor>
    Progenitor,
    /// <https://crates.io/crates/ploidy>
    Ploidy,
    /// <https://crates.io/crates/openapi-to-rust>
    OpenapiToRust,
    /// <https://crates.io/crates/oas3-gen>
    Oas3Gen,
    /// <https://pypi.org/project/openapi-generator-cli/>, whose package has the program for Java.
    OpenapiGenerator,
}

/// What a peer's command is installed from.
#[derive(Clone, Copy, Debug)]
pub struct Package {
    /// The registry that has it.
    pub registry: Registry,
    /// The package in the registry, and the program.
    pub name: &'static str,
    /// The version, exactly.
    pub version: &'static str,
}

/// A registry of packages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Registry {
    /// <https://crates.io>
    CratesIo,
    /// <https://pypi.org>
    PyPi,
}

impl Side {
    /// All, ours first.
    pub const ALL: [Self; 6] = [
        Self::Specwright,
        Self::Progenitor,
        Self::Ploidy,
        Self::OpenapiToRust,
        Self::Oas3Gen,
        Self::OpenapiGenerator,
    ];

    /// The name in tables and folders.
    pub fn name(self) -> &'static str {
        match self {
            Self::Specwright => "specwright",
            Self::Progenitor => "progenitor",
            Self::Ploidy => "ploidy",
            Self::OpenapiToRust => "openapi-to-rust",
            Self::Oas3Gen => "oas3-gen",
            Self::OpenapiGenerator => "openapi-generator",
        }
    }

    /// The features that its crate is compiled with; all of them for `None`. Those of openapi-generator are for one TLS or another.
    pub fn features(self) -> Option<&'static str> {
        (self == Self::OpenapiGenerator).then_some("default")
    }

    /// The side of this name.
    ///
    /// # Errors
    ///
    /// There is none.
    pub fn parse(name: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|side| side.name() == name)
            .ok_or_else(|| format!("one of {}", Self::ALL.map(Self::name).join(", ")))
    }

    /// What the command is installed from; `None` for ours.
    pub fn package(self) -> Option<Package> {
        let (name, version) = match self {
            Self::Specwright => return None,
            Self::Progenitor => ("cargo-progenitor", "0.15.1"),
            Self::Ploidy => ("ploidy", "0.15.0"),
            Self::OpenapiToRust => ("openapi-to-rust", "0.23.0"),
            Self::Oas3Gen => ("oas3-gen", "0.29.0"),
            Self::OpenapiGenerator => ("openapi-generator-cli", "7.26.0"),
        };
        let registry = match self {
            Self::OpenapiGenerator => Registry::PyPi,
            _ => Registry::CratesIo,
        };
        Some(Package {
            registry,
            name,
            version,
        })
    }

    /// The command that generates a crate from `document` in the folder `out`, with what its manual recommends.
    pub fn generate(self, programs: &Programs, document: &Path, out: &Path) -> Command {
        let name = out.file_name().unwrap_or_default();
        let program = programs.program(self);
        let mut command = match self {
            Self::OpenapiGenerator => Command::new("java"),
            _ => Command::new(&program),
        };
        match self {
            Self::Specwright => command
                .arg("generate")
                .arg(document)
                .arg("--out")
                .arg(out)
                .arg("--name")
                .arg(name)
                .arg("--runtime-path")
                .arg(project_folder().join("runtime")),
            Self::Progenitor => command
                .args(["progenitor", "--version", "0.1.0", "--input"])
                .arg(document)
                .arg("--output")
                .arg(out)
                .arg("--name")
                .arg(name),
            Self::Ploidy => command
                .args(["generate", "rust"])
                .arg(document)
                .arg("--output")
                .arg(out)
                .arg("--name")
                .arg(name),
            Self::OpenapiToRust => command
                .arg("generate")
                .arg(document)
                .arg("--output-dir")
                .arg(module_folder(out))
                .arg("--quiet"),
            Self::Oas3Gen => command
                .args(["generate", "client-mod", "--workspace", "--quiet", "--input"])
                .arg(document)
                .arg("--output")
                .arg(out),
            // Its check of the document refuses some that it generates from.
            Self::OpenapiGenerator => command
                .arg("-jar")
                .arg(program)
                .args(["generate", "--generator-name=rust", "--skip-validate-spec"])
                .arg("--additional-properties")
                .arg(format!("packageName={}", name.display()))
                .arg("--input-spec")
                .arg(document)
                .arg("--output")
                .arg(out),
        };
        command
    }

    /// Makes a crate of what [`Side::generate`] left in the folder `out`, where that is only a module.
    ///
    /// # Errors
    ///
    /// A file can't be read or written.
    pub fn complete(self, out: &Path) -> io::Result<()> {
        if self != Self::OpenapiToRust {
            return Ok(());
        }
        let name = out.file_name().unwrap_or_default().display();
        let dependencies = fs::read_to_string(module_folder(out).join("REQUIRED_DEPS.toml"))?;
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n{dependencies}"
        );
        fs::write(out.join("Cargo.toml"), manifest)?;
        fs::write(out.join("src/lib.rs"), "pub mod generated;\n")
    }
}

/// Where the module of a side that makes only one goes.
fn module_folder(out: &Path) -> PathBuf {
    out.join("src/generated")
}
