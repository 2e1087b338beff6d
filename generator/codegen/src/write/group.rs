//! Groups of operations.

use foldhash::HashMap;

use super::super::plan::{Group, Groups, Method, Name};
use super::source::Source;

/// Writes the client's methods that return groups.
pub(super) fn methods(groups: &Groups<'_>, source: &mut Source) {
    for group in &groups.items {
        let (name, method) = (&group.name, &group.method);
        source.gated_item(&group.gate);
        source.docs(&group.method_docs);
        let result = format!("groups::{name}<'_>");
        let head = format!("pub fn {method}");
        source.function(&head, &["&self".to_owned()], &result, |source| {
            source.line(format_args!("groups::{name} {{ inner: &self.inner }}"));
        });
    }
}

/// Writes the module `groups`. `methods` are those of all operations, and `written` is their text.
pub(super) fn module(groups: &Groups<'_>, methods: &[Method<'_>], written: &[Box<str>], source: &mut Source) {
    let mut by_group: HashMap<&Name, Vec<&Box<str>>> = HashMap::default();
    for (method, written) in methods.iter().zip(written) {
        if let Some(group) = method.group {
            by_group.entry(group).or_default().push(written);
        }
    }
    source.item();
    source.doc("The operations, by their tags.");
    source.block("pub mod groups", |source| {
        source.imports(&groups.imports);
        for group in &groups.items {
            structure(group, source);
            source.gated_item(&group.gate);
            source.block(format_args!("impl {}<'_>", group.name), |source| {
                source.written(by_group.remove(&group.name).unwrap_or_default());
            });
        }
    });
}

/// Writes the type of a group.
pub(super) fn structure(group: &Group<'_>, source: &mut Source) {
    source.gated_item(&group.gate);
    source.docs(&group.docs);
    source.derives(&["Clone", "Copy", "Debug"]);
    source.block(format_args!("pub struct {}<'a>", group.name), |source| {
        if !group.has_operations {
            source.line("#[allow(dead_code)]");
        }
        source.line("pub(super) inner: &'a rt::__private::Client,");
    });
}
