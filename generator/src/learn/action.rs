//! The text of an overlay.

use std::path::Path;

use serde_json::{Map, Value, json};

use specwright_document::diagnostic::harmless;

/// A change of the document: the [Action Object](https://spec.openapis.org/overlay/latest.html#action-object).
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Action {
    /// The JSONPath of what is changed.
    pub(super) target: String,
    /// The evidence.
    pub(super) description: String,
    /// What is merged into the target; it is removed if there is nothing.
    pub(super) update: Option<Value>,
}

/// Returns an overlay of version 1.0 as YAML: all of its targets are objects and lists.
pub(super) fn write(actions: &[Action], document: &Path) -> String {
    let written: Vec<Value> = actions
        .iter()
        .map(|action| {
            let mut fields = Map::new();
            fields.insert("target".to_owned(), json!(action.target));
            let description = harmless(&action.description);
            fields.insert("description".to_owned(), json!(description));
            match &action.update {
                Some(update) => fields.insert("update".to_owned(), update.clone()),
                None => fields.insert("remove".to_owned(), json!(true)),
            };
            Value::Object(fields)
        })
        .collect();
    let overlay = json!({
        "overlay": "1.0.0",
        "info": {
            "title": format!("What servers really send, beside {}", document.display()),
            "version": "1.0.0",
        },
        "actions": written,
    });
    // Values of JSON can always be written as YAML.
    serde_yaml::to_string(&overlay).unwrap_or_default()
}
