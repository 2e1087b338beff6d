//! Callback Objects: requests that the API's server sends to a URL which a request gave.

use foldhash::{HashMap, HashSet};
use std::ptr;

use crate::description::{Callback, CallbackId, PathItem};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::{Node, Text};

use super::cursor::Cursor;
use super::normalizer::{LEFT_OUT, Normalizer};
use super::parameter::Scope;
use super::vendor::webhooks;

/// The callbacks that are read so far, where they are asked for.
#[derive(Default)]
pub(super) struct Callbacks {
    list: Vec<Callback>,
    /// Those of a Callback Object, by their expressions: several operations may refer to one. Nodes live as long as the document, and are
    /// only told apart by this.
    known: HashMap<(*const Node, Text), Option<CallbackId>>,
    /// The names of webhooks and callbacks, which are received at one place.
    names: HashSet<String>,
}

impl Callbacks {
    /// Creates the list for a document with these webhooks.
    pub(super) fn beside_webhooks(root: &Cursor<'_, '_>) -> Self {
        let webhooks = root.field("webhooks").or_else(|| root.field(webhooks::NAME));
        let names = webhooks.iter().flat_map(Cursor::entries);
        Self {
            names: names.map(|(name, _)| name.to_string()).collect(),
            ..Self::default()
        }
    }

    /// Returns the callbacks.
    pub(super) fn into_list(self) -> Vec<Callback> {
        self.list
    }

    /// Returns a name that no webhook and no other callback has: `name`, or with the operation before it, or with a number behind it.
    fn unique_name(&mut self, name: &str, operation_id: Option<&str>) -> Text {
        let qualified = operation_id.map(|id| format!("{id}.{name}"));
        let numbered = (2..).map(|number| match &qualified {
            Some(qualified) => format!("{qualified}.{number}"),
            None => format!("{name}.{number}"),
        });
        let texts = [name.to_owned()].into_iter().chain(qualified.clone());
        let mut free = texts.chain(numbered).filter(|text| !self.names.contains(text));
        let text = free.next().unwrap_or_default();
        drop(free);
        self.names.insert(text.clone());
        text.into()
    }
}

impl<'d> Normalizer<'_, 'd> {
    /// Reads `callbacks` of an operation, if they are asked for.
    pub(super) fn callbacks(&mut self, at: &Cursor<'d, '_>, operation_id: Option<&str>) -> Vec<CallbackId> {
        let mut ids = Vec::new();
        let Some(field) = at.field_with_value("callbacks") else {
            return ids;
        };
        if self.is_in_callback {
            self.warn(
                Code::NestedCallback,
                &field,
                "callbacks of a callback or of a webhook are not received; ignored",
                "describe them at the operation that they follow from, or as webhooks",
            );
            return ids;
        }
        let Some(mut callbacks) = self.callbacks.take() else {
            return ids;
        };
        self.is_in_callback = true;
        for (name, callback) in self.entries(&field) {
            if name.starts_with("x-") {
                continue;
            }
            self.follow(&callback, LEFT_OUT, |normalizer, callback| {
                for (expression, item) in normalizer.entries(callback) {
                    if expression.starts_with("x-") {
                        continue;
                    }
                    let key = (ptr::from_ref(callback.node), expression.clone());
                    let known = callbacks.known.get(&key).copied();
                    let id = known.unwrap_or_else(|| {
                        let item = normalizer.callback_item(&item);
                        let id = item.map(|item| {
                            let path = callbacks.unique_name(name, operation_id);
                            callbacks.list.push(Callback {
                                expression: expression.clone(),
                                item: PathItem { path, ..item },
                            });
                            CallbackId::new(callbacks.list.len() - 1)
                        });
                        callbacks.known.insert(key, id);
                        id
                    });
                    ids.extend(id);
                }
            });
        }
        self.is_in_callback = false;
        self.callbacks = Some(callbacks);
        ids
    }

    /// Reads what is sent to a URL. A callback with errors is left out: the client's own calls do without it.
    fn callback_item(&mut self, at: &Cursor<'d, '_>) -> Option<PathItem> {
        let before = self.diagnostics.iter().count();
        let item = self.path_item(at, &Scope::default());
        let is_forgiven = |(index, diagnostic): (usize, &Diagnostic)| {
            index >= before
                && diagnostic.severity == Severity::Error
                && !matches!(diagnostic.code, Code::TooLarge | Code::NestingLimit)
        };
        let forgiven: Vec<bool> = self.diagnostics.iter().enumerate().map(is_forgiven).collect();
        if !forgiven.contains(&true) {
            return item;
        }
        self.diagnostics.forgive(&forgiven, "; the callback is left out");
        None
    }
}
