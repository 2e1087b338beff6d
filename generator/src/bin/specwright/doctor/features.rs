//! The features of the runtime: those that a client needs, and those that are on.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use specwright::{Generated, Runtime};
use toml::de::{DeTable, DeValue};

use super::manifest::{Dependency, Manifest};
use super::{Findings, RUNTIME};

/// What a client that is made with a setting has where a feature is on, and only there.
struct Companion {
    /// The feature.
    feature: &'static str,
    /// The features that turn it on besides.
    with: &'static [&'static str],
    /// What the client has.
    what: &'static str,
    /// The setting.
    setting: &'static str,
    /// How the feature is turned on.
    command: &'static str,
}

const COMPANIONS: [Companion; 3] = [
    Companion {
        feature: "server",
        with: &["mock"],
        what: "the server's side",
        setting: "server",
        command: "cargo add specwright-runtime --features server",
    },
    Companion {
        feature: "mock",
        with: &[],
        what: "a mock",
        setting: "mock",
        command: "cargo add --dev specwright-runtime --features mock",
    },
    Companion {
        feature: "record",
        with: &[],
        what: "a table of shapes to record by",
        setting: "record",
        command: "cargo add specwright-runtime --features record",
    },
];

/// What a client needs of the runtime's features.
#[derive(Debug, Default)]
pub(super) struct Needs {
    /// Those that it does not work without.
    pub(super) always: BTreeSet<String>,
    /// Those that something of it is there with.
    pub(super) companions: BTreeSet<&'static str>,
}

impl Needs {
    /// Returns what a client needs.
    pub(super) fn of(generated: &Generated) -> Self {
        let mut always = features_of_crate(generated);
        // What a stand-alone crate has for the sake of comfort, and a program may do without.
        for comfort in ["gzip", "hyper", "record"] {
            always.remove(comfort);
        }
        let companions = generated.companions();
        let companions = [
            (companions.server, "server"),
            (companions.mock, "mock"),
            (companions.shapes.is_some(), "record"),
        ];
        let companions = companions.into_iter().filter(|(is_there, _)| *is_there);
        Self {
            always,
            companions: companions.map(|(_, feature)| feature).collect(),
        }
    }

    /// Looks whether what a client needs is on. `client` is how it is called.
    pub(super) fn check(&self, client: &str, manifest: &Manifest, findings: &mut Findings) {
        let Some(runtime) = manifest.dependencies.get(RUNTIME) else {
            return;
        };
        let mut on = has(runtime);
        on.extend(switched(manifest));
        let missing: Vec<&str> = self.always.difference(&on).map(String::as_str).collect();
        if !missing.is_empty() {
            findings.wrong(
                format!(
                    "{client} needs of `specwright-runtime` what is off: {}",
                    missing.join(", ")
                ),
                format!("`cargo add specwright-runtime --features {}`", missing.join(",")),
            );
        }
        on.extend(
            manifest
                .dev_dependencies
                .get(RUNTIME)
                .map(has)
                .unwrap_or_default(),
        );
        for companion in &COMPANIONS {
            let mut names = companion.with.iter().chain([&companion.feature]);
            if self.companions.contains(companion.feature) && !names.any(|name| on.contains(*name)) {
                let Companion {
                    feature,
                    what,
                    setting,
                    command,
                    ..
                } = companion;
                findings.wrong(
                    format!(
                        "{client} has {what}, and the feature `{feature}` of `specwright-runtime` is on in no section"
                    ),
                    format!("`{command}`, or make the client without `{setting}`"),
                );
            }
        }
    }
}

/// Returns the features of the runtime that a stand-alone crate of a client has.
fn features_of_crate(generated: &Generated) -> BTreeSet<String> {
    let files: BTreeMap<PathBuf, String> = generated.crate_files(&Runtime::Version);
    let manifest = files
        .get(Path::new("Cargo.toml"))
        .map(String::as_str)
        .unwrap_or_default();
    let features = DeTable::parse(manifest).ok().and_then(|manifest| {
        let DeValue::Table(dependencies) = manifest.get_ref().get("dependencies")?.get_ref() else {
            return None;
        };
        let DeValue::Table(runtime) = dependencies.get(RUNTIME)?.get_ref() else {
            return None;
        };
        let features = runtime.get("features")?.get_ref().as_array()?.iter();
        Some(
            features
                .filter_map(|feature| feature.get_ref().as_str().map(ToOwned::to_owned))
                .collect(),
        )
    });
    features.unwrap_or_default()
}

/// Returns the features of the runtime that are on where a dependency on it is.
fn has(runtime: &Dependency) -> BTreeSet<String> {
    let mut features = runtime.features.clone();
    if runtime.default_features {
        features.extend(["hyper", "gzip", "chrono", "uuid", "xml"].map(ToOwned::to_owned));
    }
    features
}

/// Returns the features of the runtime that features of the crate turn on.
fn switched(manifest: &Manifest) -> impl Iterator<Item = String> {
    manifest.switched.iter().filter_map(|text| {
        let (dependency, feature) = text.split_once('/')?;
        (dependency.trim_end_matches('?') == RUNTIME).then(|| feature.to_owned())
    })
}
