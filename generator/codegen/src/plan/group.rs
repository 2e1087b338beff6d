//! Groups of operations: a type each, whose methods they are.

use super::docs::{Doc, Span};
use super::named::{self, Operation};
use super::scope::Scope;
use super::{Gate, Import, Name};

/// The module `groups`.
#[derive(Clone, PartialEq)]
pub struct Groups<'a> {
    /// What it imports.
    pub imports: Vec<Import<'a>>,
    /// The groups, sorted by name.
    pub items: Vec<Group<'a>>,
}

/// A group, and the client's method that returns it.
#[derive(Clone, PartialEq)]
pub struct Group<'a> {
    /// When it is there.
    pub gate: Gate<'a>,
    /// What is said of the type.
    pub docs: Doc<'a>,
    /// The type.
    pub name: Name,
    /// Whether operations are its methods: a program may use the type alone.
    pub has_operations: bool,
    /// What is said of the client's method.
    pub method_docs: Doc<'a>,
    /// The client's method.
    pub method: Name,
}

/// Plans the groups, in the module that `scope` is; `None` where the document has none.
pub(super) fn groups<'a>(scope: &Scope<'a>) -> Option<Groups<'a>> {
    let api = scope.api;
    if !api.has_groups {
        return None;
    }
    let items = api.groups.iter().map(|group| self::group(scope, group)).collect();
    Some(Groups {
        imports: scope.imports(),
        items,
    })
}

fn group<'a>(scope: &Scope<'a>, group: &'a named::Group) -> Group<'a> {
    let tag = || Span::code(&group.tag);
    let mut method_docs = Doc::own(["Returns the operations of the tag ".into(), tag(), ".".into()]);
    method_docs.document(&group.docs);
    let gate = scope.item(&group.features);
    scope.uses_runtime();
    let operations = scope.api.operations.iter();
    let operations = operations.filter(|operation| operation.group.as_ref() == Some(&group.type_name));
    let operations: Vec<&Operation> = operations.collect();
    Group {
        gate,
        docs: docs(scope, group, &operations),
        has_operations: !operations.is_empty(),
        name: group.type_name.clone(),
        method_docs,
        method: group.name.clone(),
    }
}

fn docs<'a>(scope: &Scope<'a>, group: &'a named::Group, operations: &[&'a Operation]) -> Doc<'a> {
    let method = scope.method(None, &group.name);
    let tag = Span::code(&group.tag);
    // What the document says comes first: it is what the list of all groups shows.
    let mut docs = Doc::of(&group.docs);
    docs.paragraph([
        "The operations of the tag ".into(),
        tag,
        ", which ".into(),
        method,
        " returns.".into(),
    ]);
    if operations.is_empty() {
        return docs;
    }
    docs.paragraph(["# Operations".into()]);
    // A link must not lead to a method that is left out.
    let all_there = scope.api.features.is_empty();
    docs.items(operations.iter().map(|operation| {
        let name = operation.name.as_str();
        let item = match all_there {
            true => Span::link(name.to_owned(), format!("Self::{name}")),
            false => Span::code(name),
        };
        (item, &operation.docs)
    }));
    docs
}
