//! The direction of a crate's modules: which of them uses which, read from its source.
//!
//! A crate that is built in layers has them in an order, and a module uses only what stands before it. Rust itself does
//! not hold anybody to that, so a test reads the paths of every file and compares.

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};
use std::{fs, io};

use syn::visit::{self, Visit};

/// A use of one module in another one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Arrow {
    /// The file, below the folder that was read.
    pub file: PathBuf,
    /// The module that the file is.
    pub from: String,
    /// What is used, from the crate's root on: `source::Node`.
    pub to: String,
}

impl fmt::Display for Arrow {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, from, to } = self;
        write!(formatter, "{}: `{from}` uses `{to}`", file.display())
    }
}

/// Returns the arrows of the crate whose source is in `folder` that do not lead from a layer to one before it, or inside
/// of one.
///
/// `layers` are paths of modules, the lowest first; the longest path that fits counts. Tests (`#[cfg(test)]`, and files
/// in folders called `tests`), `lib.rs` and the programs in `bin` stand above all layers and may use everything. A path
/// that leads to none of the layers, such as a re-export in `lib.rs`, hides where it leads, and counts as wrong.
///
/// # Errors
///
/// When a file can't be read, or is no Rust.
pub fn backward(folder: &Path, layers: &[&str]) -> io::Result<Vec<Arrow>> {
    let mut wrong = Vec::new();
    for file in rust_files(folder)? {
        let relative = file.strip_prefix(folder).unwrap_or(&file).to_owned();
        let text = fs::read_to_string(&file)?;
        wrong.extend(backward_in(&relative, &text, layers).map_err(io::Error::other)?);
    }
    Ok(wrong)
}

/// Returns the wrong arrows of one file, at `file` below the crate's source.
///
/// # Errors
///
/// When `text` is no Rust.
pub fn backward_in(file: &Path, text: &str, layers: &[&str]) -> syn::Result<Vec<Arrow>> {
    let module = module_path(file);
    let Some(from) = layer(&module.join("::"), layers) else {
        return Ok(Vec::new());
    };
    let mut paths = Paths {
        module,
        found: BTreeSet::new(),
    };
    paths.visit_file(&syn::parse_file(text)?);
    let wrong = paths.found.into_iter().filter(|to| match layer(to, layers) {
        Some(to) => to > from,
        None => !layers.iter().any(|layer| layer.starts_with(&format!("{to}::"))),
    });
    let from = module_path(file).join("::");
    Ok(wrong
        .map(|to| Arrow {
            file: file.to_owned(),
            from: from.clone(),
            to,
        })
        .collect())
}

/// Returns the place in `layers` of the longest one that `path` begins with.
fn layer(path: &str, layers: &[&str]) -> Option<usize> {
    let begins = |layer: &str| {
        path.strip_prefix(layer)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
    };
    let fitting = layers.iter().enumerate().filter(|(_, layer)| begins(layer));
    fitting
        .max_by_key(|(_, layer)| layer.len())
        .map(|(place, _)| place)
}

fn rust_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default();
            if path.is_dir() {
                if name != "tests" {
                    folders.push(path);
                }
            } else if path.extension().is_some_and(|extension| extension == "rs") && name != "tests.rs" {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

/// Returns the segments of the module that a file is.
fn module_path(file: &Path) -> Vec<String> {
    let mut segments: Vec<String> = file
        .with_extension("")
        .components()
        .map(|component| component.as_os_str().to_string_lossy().into_owned())
        .collect();
    if segments.last().is_some_and(|last| last == "mod") {
        segments.pop();
    }
    segments
}

/// The paths of a file that lead into its own crate.
struct Paths {
    /// The module that is being read.
    module: Vec<String>,
    /// What they lead to, from the crate's root on.
    found: BTreeSet<String>,
}

impl Paths {
    fn note(&mut self, segments: &[String]) {
        let (mut base, mut rest) = match segments.split_first() {
            Some((first, rest)) if first == "crate" => (Vec::new(), rest),
            Some((first, rest)) if first == "self" => (self.module.clone(), rest),
            Some((first, _)) if first == "super" => (self.module.clone(), segments),
            _ => return,
        };
        while let Some((first, after)) = rest.split_first()
            && first == "super"
        {
            base.pop();
            rest = after;
        }
        base.extend_from_slice(rest);
        self.found.insert(base.join("::"));
    }

    fn note_tree(&mut self, tree: &syn::UseTree, before: &mut Vec<String>) {
        match tree {
            syn::UseTree::Path(path) => {
                before.push(path.ident.to_string());
                self.note_tree(&path.tree, before);
                before.pop();
            }
            syn::UseTree::Group(group) => {
                for tree in &group.items {
                    self.note_tree(tree, before);
                }
            }
            syn::UseTree::Name(name) if name.ident == "self" => self.note(before),
            syn::UseTree::Name(syn::UseName { ident })
            | syn::UseTree::Rename(syn::UseRename { ident, .. }) => {
                before.push(ident.to_string());
                self.note(before);
                before.pop();
            }
            syn::UseTree::Glob(_) => self.note(before),
        }
    }
}

impl Visit<'_> for Paths {
    fn visit_item_mod(&mut self, item: &syn::ItemMod) {
        if is_test(&item.attrs) {
            return;
        }
        self.module.push(item.ident.to_string());
        visit::visit_item_mod(self, item);
        self.module.pop();
    }

    fn visit_item_fn(&mut self, item: &syn::ItemFn) {
        if !is_test(&item.attrs) {
            visit::visit_item_fn(self, item);
        }
    }

    fn visit_item_impl(&mut self, item: &syn::ItemImpl) {
        if !is_test(&item.attrs) {
            visit::visit_item_impl(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &syn::ItemUse) {
        if !is_test(&item.attrs) {
            self.note_tree(&item.tree, &mut Vec::new());
        }
    }

    fn visit_path(&mut self, path: &syn::Path) {
        let segments: Vec<String> = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string())
            .collect();
        // `crate`, `self` or `super` alone, as in `pub(crate)`, leads nowhere.
        if segments.len() > 1 {
            self.note(&segments);
        }
        visit::visit_path(self, path);
    }

    fn visit_visibility(&mut self, _: &syn::Visibility) {}
}

fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        syn::Meta::List(list) if list.path.is_ident("cfg") => list.tokens.to_string() == "test",
        syn::Meta::Path(path) => path.is_ident("test"),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAYERS: [&str; 4] = [
        "source",
        "model",
        "outputs::client::plan",
        "outputs::client::write",
    ];

    fn wrong(file: &str, text: &str) -> Vec<String> {
        let arrows = backward_in(Path::new(file), text, &LAYERS).expect("it is Rust");
        arrows.into_iter().map(|arrow| arrow.to).collect()
    }

    #[test]
    fn a_module_may_use_itself_and_what_stands_before_it() {
        assert!(
            wrong(
                "model/build.rs",
                "use crate::source::Node; use super::Api; use crate::model::{Type, self};"
            )
            .is_empty()
        );
        assert!(
            wrong(
                "outputs/client/write/mod.rs",
                "fn f(plan: &super::plan::Plan) -> crate::model::Api {}"
            )
            .is_empty()
        );
    }

    #[test]
    fn an_arrow_that_runs_back_is_found_wherever_it_stands() {
        for text in [
            "use crate::model::Api;",
            "use crate::{diagnostic as _, model::Api};",
            "fn f() { crate::model::Api::default(); }",
            "fn f(api: &super::super::model::Api) {}",
            "mod inner { use super::super::model::Api; }",
            "impl From<crate::model::Api> for Node {}",
        ] {
            let text = text.replace("diagnostic as _, ", "");
            let file = if text.contains("super::super") && !text.contains("mod inner") {
                "source/tree.rs"
            } else {
                "source/mod.rs"
            };
            assert!(
                wrong(file, &text).iter().any(|to| to.starts_with("model")),
                "{text}"
            );
        }
        assert_eq!(
            wrong("outputs/client/plan/mod.rs", "use super::write::Source;"),
            ["outputs::client::write::Source"]
        );
    }

    #[test]
    fn a_re_export_hides_where_it_leads() {
        assert_eq!(wrong("source/mod.rs", "use crate::Generator;"), ["Generator"]);
    }

    #[test]
    fn tests_may_use_everything() {
        assert!(
            wrong(
                "source/mod.rs",
                "#[cfg(test)] mod tests { use crate::model::Api; } #[cfg(test)] use crate::model;"
            )
            .is_empty()
        );
    }

    #[test]
    fn the_front_may_use_everything() {
        assert!(wrong("lib.rs", "pub use crate::model::Api;").is_empty());
    }
}
