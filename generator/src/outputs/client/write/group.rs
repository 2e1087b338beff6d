//! Groups of operations.

use super::super::plan::{Group, Groups, Method};
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
pub(super) fn module(groups: &Groups<'_>, methods: &[Method<'_>], written: &[String], source: &mut Source) {
    source.item();
    source.doc("The operations, by their tags.");
    source.block("pub mod groups", |source| {
        source.imports(&groups.imports);
        for group in &groups.items {
            self::group(group, methods, written, source);
        }
    });
}

fn group(group: &Group<'_>, methods: &[Method<'_>], written: &[String], source: &mut Source) {
    structure(group, source);
    source.gated_item(&group.gate);
    source.block(format_args!("impl {}<'_>", group.name), |source| {
        let methods = methods.iter().zip(written);
        let own = methods.filter(|(method, _)| method.group == Some(&group.name));
        source.written(own.map(|(_, written)| written));
    });
}

/// Writes the type of a group.
pub(super) fn structure(group: &Group<'_>, source: &mut Source) {
    source.gated_item(&group.gate);
    source.docs(&group.docs);
    source.derives(&["Clone", "Copy", "Debug"]);
    source.block(format_args!("pub struct {}<'a>", group.name), |source| {
        source.line("pub(super) inner: &'a rt::__private::Client,");
    });
}
