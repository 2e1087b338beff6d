//! Paths and Path Item Objects.

use openapiv3::{Operation, PathItem, Paths, ReferenceOr};

use crate::diagnostic::Code;
use crate::source::Node;

use super::at::{Anchor, At, escape};
use super::lift::Lift;
use super::openapi32;
use super::parameter::Scope;
use super::reference::Otherwise;

impl<'d> Lift<'_, 'd> {
    /// `paths` of a document.
    pub(super) fn paths(&mut self, root: &At<'d, '_>) -> Paths {
        let mut paths = Paths::default();
        let Some(at) = root.field("paths") else {
            return paths;
        };
        self.follow_misplaced(&at, "`paths`", |lift, at| {
            paths.extensions = lift.extensions(at);
            for (key, item) in lift.entries(at) {
                if !key.starts_with("x-") && !matches!(item.node, Node::Null) {
                    lift.path(&mut paths, key, &item);
                }
            }
        });
        paths
    }

    fn path(&mut self, paths: &mut Paths, key: &str, at: &At<'d, '_>) {
        let mut template = self.template(at, key);
        let mut number = 2;
        while paths.paths.contains_key(&template.key) {
            if number == 2 {
                self.warn(
                    Code::DuplicatePath,
                    at,
                    format!("`{key}` is the same path as another"),
                    "put their operations under one key",
                );
            }
            let separator = if template.key.contains('#') { '-' } else { '#' };
            template.key = format!("{}{separator}{number}", template.key);
            number += 1;
        }
        let scope = Scope::of(&template);
        let item = if template.key == key {
            self.path_item(at, &scope)
        } else {
            let anchor = Anchor {
                place: at.place(),
                canonical: format!("/paths/{}", escape(&template.key)),
            };
            self.origins
                .insert(anchor.canonical.clone(), anchor.place.clone());
            self.path_item(&At::anchored(at.node, &anchor), &scope)
        };
        if let Some(item) = item {
            paths.paths.insert(template.key, ReferenceOr::Item(item));
        }
    }

    /// A path item; what stands beside its `$ref` comes before what stands there.
    pub(super) fn path_item(&mut self, at: &At<'d, '_>, scope: &Scope) -> Option<PathItem> {
        if !self.is_mapping(at) {
            return None;
        }
        if at.reference().is_none() {
            return Some(self.path_item_here(at, scope));
        }
        let there = self.follow(at, Otherwise::Fail, |lift, at| lift.path_item_here(at, scope))?;
        if at.mapping().is_some_and(|mapping| mapping.iter().len() == 1) {
            return Some(there);
        }
        let here = self.path_item_here(at, scope);
        Some(PathItem {
            summary: here.summary.or(there.summary),
            description: here.description.or(there.description),
            get: here.get.or(there.get),
            put: here.put.or(there.put),
            post: here.post.or(there.post),
            delete: here.delete.or(there.delete),
            options: here.options.or(there.options),
            head: here.head.or(there.head),
            patch: here.patch.or(there.patch),
            trace: here.trace.or(there.trace),
            servers: if here.servers.is_empty() {
                there.servers
            } else {
                here.servers
            },
            parameters: there.parameters.into_iter().chain(here.parameters).collect(),
            extensions: there.extensions.into_iter().chain(here.extensions).collect(),
        })
    }

    fn path_item_here(&mut self, at: &At<'d, '_>, scope: &Scope) -> PathItem {
        let mut item = PathItem {
            summary: self.text_field(at, "summary"),
            description: self.text_field(at, "description"),
            servers: self.servers(at),
            extensions: self.extensions(at),
            ..PathItem::default()
        };
        let mut scope = scope.clone();
        item.parameters = self.path_item_parameters(at, &mut scope);
        for (key, value) in at.entries() {
            if matches!(
                key,
                "summary"
                    | "description"
                    | "servers"
                    | "parameters"
                    | "$ref"
                    | "additionalOperations"
                    | "query"
            ) || key.starts_with("x-")
            {
                continue;
            }
            let lower = key.to_ascii_lowercase();
            if !METHODS.contains(&lower.as_str()) {
                self.unknown_field(&value, key, "a path item", METHODS);
                continue;
            }
            if lower != key {
                self.warn(
                    Code::UnknownField,
                    &value,
                    format!("`{key}` is read as `{lower}`"),
                    "write methods in lower case",
                );
            }
            let operation = self.operation(&value, &scope);
            if let Some(slot) = slot(&mut item, &lower)
                && operation.is_some()
            {
                *slot = operation;
            }
        }
        openapi32::operations(self, at, &scope, &mut item);
        item
    }
}

const METHODS: &[&str] = &[
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

fn slot<'i>(item: &'i mut PathItem, method: &str) -> Option<&'i mut Option<Operation>> {
    Some(match method {
        "get" => &mut item.get,
        "put" => &mut item.put,
        "post" => &mut item.post,
        "delete" => &mut item.delete,
        "options" => &mut item.options,
        "head" => &mut item.head,
        "patch" => &mut item.patch,
        "trace" => &mut item.trace,
        _ => return None,
    })
}
