//! What Cargo knows of a crate: its manifest, and the versions in the lock file.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use toml::de::{DeTable, DeValue};

/// A dependency with its features.
#[derive(Clone, Debug, Default)]
pub(crate) struct Dependency {
    pub(crate) features: BTreeSet<String>,
    pub(crate) default_features: bool,
}

/// The part of a manifest that matters here.
#[derive(Debug)]
pub(crate) struct Manifest {
    /// By the names of the packages.
    pub(crate) dependencies: BTreeMap<String, Dependency>,
    pub(crate) dev_dependencies: BTreeMap<String, Dependency>,
    pub(crate) build_dependencies: BTreeMap<String, Dependency>,
    /// The features of dependencies that features of the crate turn on: `specwright-runtime/mock`.
    pub(crate) switched: BTreeSet<String>,
    /// The build script, whether it is there or not.
    pub(crate) build_script: PathBuf,
}

impl Manifest {
    /// Reads the manifest of the crate in a folder.
    pub(crate) fn read(folder: &Path) -> Result<Self, String> {
        let path = folder.join("Cargo.toml");
        let text = text(&path)?;
        let manifest = parse(&path, &text)?;
        let inherited = inherited(folder);
        let mut dependencies = BTreeMap::new();
        let mut dev_dependencies = BTreeMap::new();
        let mut build_dependencies = BTreeMap::new();
        let mut take = |table: &DeTable<'_>| {
            add(table, "dependencies", &inherited, &mut dependencies);
            add(table, "dev-dependencies", &inherited, &mut dev_dependencies);
            add(table, "build-dependencies", &inherited, &mut build_dependencies);
        };
        take(&manifest);
        for target in table(&manifest, "target")
            .into_iter()
            .flat_map(|targets| targets.values())
        {
            if let DeValue::Table(target) = target.get_ref() {
                take(target);
            }
        }
        let build_script = match table(&manifest, "package").and_then(|package| package.get("build")) {
            Some(path) => path.get_ref().as_str().unwrap_or("build.rs").to_owned(),
            None => "build.rs".to_owned(),
        };
        let lists = table(&manifest, "features")
            .into_iter()
            .flat_map(|features| features.values());
        let switched = lists.flat_map(|list| strings(list.get_ref())).collect();
        Ok(Self {
            dependencies,
            dev_dependencies,
            build_dependencies,
            switched,
            build_script: folder.join(build_script),
        })
    }
}

/// Returns the edition of the crate that a folder is in, as far as a manifest says it.
pub(crate) fn edition(folder: &Path) -> Option<String> {
    let manifests = || above(folder).filter_map(|folder| fs::read_to_string(folder.join("Cargo.toml")).ok());
    let of = |text: &str, path: &[&str]| {
        let manifest = DeTable::parse(text).ok()?.into_inner();
        let mut package = &manifest;
        for key in path {
            package = table(package, key)?;
        }
        let edition = package.get("edition")?.get_ref();
        Some(edition.as_str().unwrap_or("workspace").to_owned())
    };
    let edition = of(&manifests().next()?, &["package"])?;
    match edition.as_str() {
        "workspace" => manifests().find_map(|text| of(&text, &["workspace", "package"])),
        _ => Some(edition),
    }
}

/// Returns the versions of a package in the lock file of a crate, or of the workspace around it. `None` if there is no such file.
pub(crate) fn locked_versions(folder: &Path, package: &str) -> Option<Vec<String>> {
    let text = above(folder).find_map(|folder| fs::read_to_string(folder.join("Cargo.lock")).ok())?;
    let lock = DeTable::parse(&text).ok()?.into_inner();
    let packages = lock.get("package")?.get_ref().as_array()?;
    let versions = packages.iter().filter_map(|entry| {
        let DeValue::Table(entry) = entry.get_ref() else {
            return None;
        };
        let of = |key: &str| entry.get(key)?.get_ref().as_str();
        (of("name")? == package).then(|| of("version").map(ToOwned::to_owned))?
    });
    Some(versions.collect())
}

/// Returns a folder and those around it.
fn above(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let folders: Vec<PathBuf> = folder.ancestors().map(Path::to_owned).collect();
    folders.into_iter()
}

/// Returns the dependencies of the workspace around a crate, by their keys.
fn inherited(folder: &Path) -> BTreeMap<String, (String, Dependency)> {
    let mut found = BTreeMap::new();
    for folder in above(folder) {
        let Ok(text) = fs::read_to_string(folder.join("Cargo.toml")) else {
            continue;
        };
        let Ok(manifest) = DeTable::parse(&text) else {
            continue;
        };
        let Some(workspace) = table(manifest.get_ref(), "workspace") else {
            continue;
        };
        for (key, value) in table(workspace, "dependencies").into_iter().flatten() {
            let key = key.get_ref().to_string();
            found.insert(key.clone(), dependency(&key, value.get_ref(), &BTreeMap::new()));
        }
        break;
    }
    found
}

fn add(
    manifest: &DeTable<'_>,
    section: &str,
    inherited: &BTreeMap<String, (String, Dependency)>,
    to: &mut BTreeMap<String, Dependency>,
) {
    for (key, value) in table(manifest, section).into_iter().flatten() {
        let (package, dependency) = dependency(key.get_ref(), value.get_ref(), inherited);
        to.insert(package, dependency);
    }
}

/// Returns the name of the package, and what is asked of it.
fn dependency(
    key: &str,
    value: &DeValue<'_>,
    inherited: &BTreeMap<String, (String, Dependency)>,
) -> (String, Dependency) {
    let new = || Dependency {
        default_features: true,
        ..Dependency::default()
    };
    let DeValue::Table(table) = value else {
        return (key.to_owned(), new());
    };
    let flag = |name: &str| table.get(name).and_then(|value| value.get_ref().as_bool());
    let (mut package, mut found) = match (flag("workspace"), inherited.get(key)) {
        (Some(true), Some(of_workspace)) => of_workspace.clone(),
        _ => (key.to_owned(), new()),
    };
    if let Some(name) = table.get("package").and_then(|name| name.get_ref().as_str()) {
        package = name.to_owned();
    }
    if let Some(default_features) = flag("default-features") {
        found.default_features = default_features;
    }
    if let Some(features) = table.get("features") {
        found.features.extend(strings(features.get_ref()));
    }
    (package, found)
}

/// Returns the strings of a list.
fn strings(list: &DeValue<'_>) -> Vec<String> {
    let items = list.as_array().into_iter().flatten();
    items
        .filter_map(|item| item.get_ref().as_str().map(ToOwned::to_owned))
        .collect()
}

fn table<'a, 'i>(of: &'a DeTable<'i>, key: &str) -> Option<&'a DeTable<'i>> {
    match of.get(key)?.get_ref() {
        DeValue::Table(table) => Some(table),
        _ => None,
    }
}

fn text(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("cannot read `{}`: {error}", path.display()))
}

fn parse<'i>(path: &Path, text: &'i str) -> Result<DeTable<'i>, String> {
    let table = DeTable::parse(text).map_err(|error| format!("cannot read `{}`: {error}", path.display()))?;
    Ok(table.into_inner())
}
