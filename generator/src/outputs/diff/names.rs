//! The names of items: those that are gone, and those that are new.

use foldhash::{HashMap, HashSet};

use super::change::{Changes, Subject, quoted};
use super::kind::ChangeKind;
use super::types::place;
use super::verdict::Sides;
use super::{Comparison, Side};
use specwright_codegen::plan::named::{Operation, TypeDef, TypeId};
use specwright_codegen::plan::{BodyItem, OperationItems};
use specwright_document::diagnostic::SourcePointer;

/// Compares the names of the items of two clients.
pub(super) fn compare(comparison: &Comparison<'_>, pairs: &[(usize, usize)], changes: &mut Changes) {
    types(comparison, changes);
    items(comparison, pairs, changes);
}

/// Returns a type of one document or of both.
pub(super) fn subject(old: Option<&TypeDef>, new: Option<&TypeDef>) -> Subject {
    let name = old.or(new).map_or_else(String::new, |def| match &def.component {
        Some(component) => format!("schema {}", quoted(component)),
        None => format!("type {}", quoted(def.name.as_str())),
    });
    let rust = new.or(old).map(|def| quoted(def.name.as_str()));
    Subject {
        name,
        rust: rust.unwrap_or_default(),
        places: (old.map(place), new.map(place)),
        sides: Sides::default(),
    }
}

fn types(comparison: &Comparison<'_>, changes: &mut Changes) {
    let (old, new) = (comparison.old.api, comparison.new.api);
    let names = |types: &'_ [TypeDef]| -> HashSet<String> {
        types.iter().map(|def| def.name.as_str().to_owned()).collect()
    };
    let (before, after) = (names(&old.types), names(&new.types));
    let mut successors: HashMap<TypeId, TypeId> = HashMap::default();
    for (old, new, _) in comparison.pairs.iter() {
        successors.entry(old).or_insert(new);
    }
    // What a place shares has a name of its own for it, which is compared: programs call it by that.
    for (place, def) in old.types.iter().enumerate().filter(|(_, def)| !def.is_shared) {
        let id = TypeId(place);
        let name = quoted(def.name.as_str());
        let successor = successors.get(&id).map(|id| new.type_def(*id));
        if !after.contains(def.name.as_str()) {
            let detail = successor.map_or_else(String::new, |def| {
                format!("it is {} now", quoted(def.name.as_str()))
            });
            let subject = subject(Some(def), successor);
            changes.add_with(ChangeKind::TypeRemoved, &subject, &name, &detail, &[]);
        }
    }
    for def in new.types.iter().filter(|def| !def.is_shared) {
        if !before.contains(def.name.as_str()) {
            let subject = subject(None, Some(def));
            changes.add(ChangeKind::TypeAdded, &subject, &quoted(def.name.as_str()));
        }
    }
}

fn item_names(items: &OperationItems<'_>) -> Vec<String> {
    let requests = items.requests.iter().map(|request| request.name.to_string());
    let bodies = items.body.iter().map(|body| match body {
        BodyItem::Choice(choice) => choice.name.to_string(),
        BodyItem::Multipart(multipart) => multipart.name.to_string(),
    });
    let responses = items.responses.iter().map(|response| response.name.to_string());
    requests.chain(bodies).chain(responses).collect()
}

fn items(comparison: &Comparison<'_>, pairs: &[(usize, usize)], changes: &mut Changes) {
    let all = |side: &Side<'_>| -> HashSet<String> {
        side.plan.operations.items.iter().flat_map(item_names).collect()
    };
    let after = all(&comparison.new);
    let pointer = |operation: &Operation| SourcePointer {
        file: operation.file,
        pointer: operation.pointer.clone(),
    };
    for &(before, now) in pairs {
        let (old, new) = (
            &comparison.old.api.operations[before],
            &comparison.new.api.operations[now],
        );
        // That the method has another name says the same of its items.
        if old.name != new.name {
            continue;
        }
        for name in item_names(&comparison.old.plan.operations.items[before]) {
            if !after.contains(&name) && name != old.request.as_str() {
                let subject = Subject {
                    name: format!("operation {}", quoted(new.id.as_deref().unwrap_or(&new.path))),
                    rust: quoted(new.name.as_str()),
                    places: (Some(pointer(old)), Some(pointer(new))),
                    sides: Sides::default(),
                };
                changes.add(ChangeKind::ItemRemoved, &subject, &quoted(&name));
            }
        }
    }
}
