//! Paths and Path Item Objects.

use foldhash::HashSet;

use crate::description::keyword::Object;
use crate::description::{Operation, PathItem};
use crate::diagnostic::Code;
use crate::order;
use crate::source::{Node, Text};

use super::cursor::Cursor;
use super::info::extensions;
use super::normalizer::Normalizer;
use super::parameter::Scope;
use super::reference::Otherwise;

/// The methods that have a field of their own, in the specification's order.
const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

impl<'d> Normalizer<'_, 'd> {
    /// Reads `paths` of a document.
    pub(super) fn paths(&mut self, root: &Cursor<'d, '_>) -> Vec<PathItem> {
        let mut paths = Vec::new();
        let Some(at) = root.field("paths") else {
            return paths;
        };
        self.follow_misplaced(&at, "`paths`", |normalizer, at| {
            let mut known = HashSet::default();
            for (key, item) in normalizer.entries(at) {
                if !key.starts_with("x-") && !matches!(item.node, Node::Null) {
                    let read = normalizer.path(&mut known, key, &item);
                    paths.extend(read);
                }
            }
        });
        paths
    }

    fn path(
        &mut self,
        known: &mut HashSet<(String, Option<String>)>,
        key: &Text,
        at: &Cursor<'d, '_>,
    ) -> Option<PathItem> {
        let template = self.template(at, key);
        let scope = Scope::of(&template);
        let mut fragment = template.fragment.clone();
        let mut number = 2;
        while !known.insert((template.path.clone(), fragment.clone())) {
            if number == 2 {
                self.warn(
                    Code::DuplicatePath,
                    at,
                    format!("duplicate path `{key}`"),
                    "put their operations under one key",
                );
            }
            fragment = Some(match &template.fragment {
                Some(fragment) => format!("{fragment}-{number}"),
                None => number.to_string(),
            });
            number += 1;
        }
        let item = self.path_item(at, &scope)?;
        let path = if template.path == **key {
            key.clone()
        } else {
            template.path.into()
        };
        Some(PathItem {
            path,
            fragment: fragment.map(Text::from),
            ..item
        })
    }

    /// Reads a path item; what stands beside its `$ref` comes before what stands there.
    pub(super) fn path_item(&mut self, at: &Cursor<'d, '_>, scope: &Scope) -> Option<PathItem> {
        if !self.is_mapping(at) {
            return None;
        }
        if at.reference().is_none() {
            return Some(self.path_item_here(at, scope));
        }
        let there = self.follow(at, Otherwise::Fail, |normalizer, at| {
            normalizer.path_item_here(at, scope)
        })?;
        if at.mapping().is_some_and(|mapping| mapping.len() == 1) {
            return Some(there);
        }
        let here = self.path_item_here(at, scope);
        Some(joined(here, there))
    }

    fn path_item_here(&mut self, at: &Cursor<'d, '_>, scope: &Scope) -> PathItem {
        let mut scope = scope.clone();
        let mut item = PathItem {
            summary: self.text_field(at, "summary"),
            description: self.text_field(at, "description"),
            servers: self.servers(at),
            extensions: extensions(at),
            source: self.source(at),
            parameters: self.path_item_parameters(at, &mut scope),
            ..PathItem::default()
        };
        for (key, value) in at.entries() {
            match key.as_str() {
                "summary" | "description" | "servers" | "parameters" | "$ref" | "additionalOperations" => {}
                extension if extension.starts_with("x-") => {}
                _ => {
                    if let Some(operation) = self.operation_of_method(key, &value, &scope) {
                        item.operations.retain(|known| known.method != operation.method);
                        item.operations.push(operation);
                    }
                }
            }
        }
        order::sort_by_key(&mut item.operations, place_of_method);
        self.additional_operations(at, &scope, &mut item.operations);
        // Most have one or two, and a list that grew has place for four.
        item.operations.shrink_to_fit();
        item
    }

    fn operation_of_method(&mut self, key: &Text, at: &Cursor<'d, '_>, scope: &Scope) -> Option<Operation> {
        let lower = key.to_ascii_lowercase();
        if !METHODS.contains(&lower.as_str()) {
            self.unknown_field(at, key, Object::PathItem);
            return None;
        }
        if lower != **key {
            self.warn(
                Code::UnknownField,
                at,
                format!("unknown method `{key}`; read as `{lower}`"),
                "write methods in lower case",
            );
        }
        self.operation(&lower.to_ascii_uppercase().into(), at, scope)
    }
}

/// Returns the place of an operation's method in the specification's order.
fn place_of_method(operation: &Operation) -> usize {
    METHODS
        .iter()
        .position(|method| operation.method.eq_ignore_ascii_case(method))
        .unwrap_or(METHODS.len())
}

/// Joins what stands beside a `$ref` with what stands where it leads; the former comes first.
fn joined(here: PathItem, there: PathItem) -> PathItem {
    let mut operations = here.operations;
    for operation in there.operations {
        if !operations.iter().any(|known| known.method == operation.method) {
            operations.push(operation);
        }
    }
    order::sort_by_key(&mut operations, place_of_method);
    let mut extensions = there.extensions;
    for (name, value) in here.extensions.iter() {
        extensions.insert(name.into(), value.clone());
    }
    PathItem {
        summary: here.summary.or(there.summary),
        description: here.description.or(there.description),
        servers: if here.servers.is_empty() {
            there.servers
        } else {
            here.servers
        },
        parameters: there.parameters.into_iter().chain(here.parameters).collect(),
        operations,
        extensions,
        ..there
    }
}
