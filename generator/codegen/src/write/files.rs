//! A client as several files, by their paths.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::super::plan::{ClientFiles, Implementation, ModuleName, OperationsFile, TypesFile};
use super::budget::Budget;
use super::lints::ALLOWED;
use super::source::{self, Source};
use super::{
    companions, examples, group, headers, operation, replacements, response, root, server_side, types, xml,
};

/// What each file begins with, behind the line that says where it is from, unless rustfmt formats it. What rustfmt makes of a file
/// depends on its version and settings, and the file would no longer be what is written again.
pub const UNFORMATTED: &str = "#![cfg_attr(rustfmt, rustfmt_skip)]\n";

/// Returns the files of a client: `mod.rs`, and those of its modules, if they have at most so many bytes together, else longer ones without
/// all that they would have. `rustfmt` is to format them, or else leaves them alone.
pub fn files_within(
    plan: &ClientFiles<'_>,
    header: &str,
    title: &str,
    rustfmt: bool,
    most: usize,
) -> BTreeMap<PathBuf, String> {
    let budget = &Budget::of(most);
    let header = &match rustfmt {
        true => header.to_owned(),
        false => format!("{header}{UNFORMATTED}"),
    };
    let client = &plan.root;
    let mut files = BTreeMap::new();
    let mut add = |path: String, text: String| drop(files.insert(PathBuf::from(path), text));
    add("mod.rs".to_owned(), client_file(plan, header, title));

    if client.has_operations {
        let names = plan.operations.iter().map(|file| &file.name);
        let docs = "Requests of operations, their bodies, and their responses.";
        let mut source = module(header, docs, names);
        source.imports(&client.operations.imports);
        if let Some(name) = &client.operations.request {
            operation::request_type(name, &mut source);
        }
        if let Some(headers) = &client.operations.headers {
            headers::write(headers, &mut source);
        }
        for responses in &client.operations.shared {
            response::enumeration(responses, &mut source);
        }
        add("operations/mod.rs".to_owned(), source.finish());
    }
    let written = source::each(&plan.operations, |file, source| {
        source.header(header);
        operations_file(file, budget, source);
    });
    for (file, text) in plan.operations.iter().zip(written) {
        add(format!("operations/{}.rs", file.name), text.into());
    }

    let names = plan.types.iter().map(|file| &file.name);
    add(
        "types/mod.rs".to_owned(),
        module(header, "The schemas.", names).finish(),
    );
    let written = source::each(&plan.types, |file, source| {
        source.header(header);
        types_file(file, budget, source);
    });
    for (file, text) in plan.types.iter().zip(written) {
        add(format!("types/{}.rs", file.name), text.into());
    }

    if let Some(groups) = &client.groups {
        let mut source = Source::after(header);
        source.item();
        source.line("//! The operations, by their tags.");
        source.imports(&groups.imports);
        groups
            .items
            .iter()
            .for_each(|group| group::structure(group, &mut source));
        add("groups.rs".to_owned(), source.finish());
    }
    if let Some(module) = &client.xml {
        let mut source = Source::after(header);
        source.item();
        source.line("//! How values are written as XML.");
        source.item();
        xml::contents(module, &mut source);
        add("xml.rs".to_owned(), source.finish());
    }
    if !companions::names(client).is_empty() {
        let mut source = Source::after(header);
        companions::write(client, &mut source);
        add("companions.rs".to_owned(), source.finish());
    }
    files
}

/// Writes a file that says which files its module has.
fn module<'n>(header: &str, docs: &str, names: impl Iterator<Item = &'n ModuleName> + Clone) -> Source {
    let mut source = Source::after(header);
    source.item();
    source.line(format_args!("//! {docs}"));
    if names.clone().next().is_some() {
        source.item();
        names
            .clone()
            .for_each(|name| source.line(format_args!("mod {name};")));
        source.item();
        source.line("// A program may use nothing of a file.");
        source.line("#[allow(unused_imports)]");
        source.line("pub use self::{");
        source.nested(|source| names.for_each(|name| source.line(format_args!("{name}::*,"))));
        source.line("};");
    }
    source
}

/// Writes `mod.rs`.
fn client_file(plan: &ClientFiles<'_>, header: &str, title: &str) -> String {
    let client = &plan.root;
    let mut source = Source::after(header);
    source.item();
    source.line(format_args!("//! {title}"));
    source.item();
    source.line("#![allow(");
    source.nested(|source| {
        let last = ALLOWED.len() - 1;
        for (index, lint) in ALLOWED.iter().enumerate() {
            source.line(format_args!("{lint}{}", if index == last { "" } else { "," }));
        }
    });
    source.line(")]");
    source.item();
    let companions = companions::names(client);
    if !companions.is_empty() {
        source.line("mod companions;");
    }
    if client.groups.is_some() {
        source.line("pub mod groups;");
    }
    if client.has_operations {
        source.line("pub mod operations;");
    }
    source.line("pub mod types;");
    if client.xml.is_some() {
        source.line("mod xml;");
    }
    if !companions.is_empty() {
        source.item();
        source.line("#[allow(unused_imports)]");
        source.line(format_args!(
            "pub use self::companions::{{{}}};",
            companions.join(", ")
        ));
    }
    root(client, &mut source);
    if let Some(groups) = client.groups.as_ref().filter(|groups| !groups.items.is_empty()) {
        source.item();
        source.block("impl Client", |source| group::methods(groups, source));
    }
    if let Some(side) = &client.server_side {
        server_side::write(side, &mut source);
    }
    examples::write(&client.examples, &mut source);
    replacements::write(client.replacements.as_deref(), &mut source);
    source.finish()
}

fn operations_file(file: &OperationsFile<'_>, budget: &Budget, source: &mut Source) {
    source.item();
    source.inner_docs(&file.docs);
    source.imports(&file.imports);
    for implementation in &file.implementations {
        self::implementation(implementation, budget, source);
    }
    for items in &file.items {
        budget.spend_on(source, |source| operation::items(items, source));
    }
    operation::markers(&file.items, source);
}

fn implementation(implementation: &Implementation<'_>, budget: &Budget, source: &mut Source) {
    let Implementation {
        gate,
        path,
        is_group,
        methods,
    } = implementation;
    let lifetime = if *is_group { "<'_>" } else { "" };
    source.gated_item(gate);
    source.block(format_args!("impl {path}{lifetime}"), |source| {
        for method in methods {
            budget.spend_on(source, |source| operation::method(method, source));
        }
    });
}

fn types_file(file: &TypesFile<'_>, budget: &Budget, source: &mut Source) {
    source.imports(&file.imports);
    for item in &file.items {
        budget.spend_on(source, |source| types::item(item, source));
    }
}
