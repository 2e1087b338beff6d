//! Operations: by their ids, else by method and path.

use foldhash::{HashMap, HashSet};

use super::argument::takes_all_of;
use super::change::{Changes, Subject, quoted, rename_line};
use super::kind::ChangeKind;
use super::verdict::{Code, Sides};
use super::{Comparison, Side, request, responses};
use specwright_codegen::plan::named::{Api, Operation, RustName};
use specwright_codegen::plan::{Method, OperationItems, Request};
use specwright_document::diagnostic::SourcePointer;

/// A rule that finds the place of an operation in the other document.
type Rule<'r> = &'r dyn Fn(&Operation) -> Option<usize>;

/// Pairs the operations of two documents, by their places.
pub(super) fn pairs(old: &Api, new: &Api) -> Vec<(usize, usize)> {
    fn places<K: std::hash::Hash + Eq>(
        api: &Api,
        key: impl Fn(&Operation) -> Option<K>,
    ) -> HashMap<K, usize> {
        let operations = api.operations.iter().enumerate();
        operations
            .filter_map(|(place, operation)| Some((key(operation)?, place)))
            .collect()
    }
    let id = |operation: &Operation| operation.id.clone();
    let line = |operation: &Operation| Some((operation.method.clone(), without_names(&operation.path)));
    let (by_id, by_line) = (places(new, id), places(new, line));
    let mut taken = HashSet::default();
    let mut paired = vec![None; old.operations.len()];
    let with_id = |operation: &Operation| by_id.get(operation.id.as_ref()?).copied();
    let with_line = |operation: &Operation| by_line.get(&line(operation)?).copied();
    let rules: [Rule<'_>; 2] = [&with_id, &with_line];
    for rule in rules {
        for (before, after) in old.operations.iter().zip(&mut paired) {
            if after.is_none()
                && let Some(place) = rule(before)
                && taken.insert(place)
            {
                *after = Some(place);
            }
        }
    }
    let pairs = paired.into_iter().enumerate();
    pairs.filter_map(|(old, new)| Some((old, new?))).collect()
}

/// Returns a path in which all parameters are called the same.
pub(super) fn without_names(path: &str) -> String {
    let mut text = String::new();
    let mut is_name = false;
    for character in path.chars() {
        is_name = (is_name || character == '{') && character != '}';
        if !is_name || character == '{' {
            text.push(character);
        }
    }
    text
}

/// Compares the operations of two documents.
pub(super) fn compare(comparison: &Comparison<'_>, pairs: &[(usize, usize)], changes: &mut Changes) {
    let (old, new) = (&comparison.old, &comparison.new);
    for (place, operation) in old.api.operations.iter().enumerate() {
        if !pairs.iter().any(|(before, _)| *before == place) {
            let subject = subject(Some(operation), None);
            changes.add(ChangeKind::OperationRemoved, &subject, "");
        }
    }
    for &(before, after) in pairs {
        operation(comparison, before, after, changes);
    }
    for (place, operation) in new.api.operations.iter().enumerate() {
        if !pairs.iter().any(|(_, after)| *after == place) {
            let subject = subject(None, Some(operation));
            changes.add(ChangeKind::OperationAdded, &subject, "");
        }
    }
}

fn subject(old: Option<&Operation>, new: Option<&Operation>) -> Subject {
    let place = |operation: &Operation| SourcePointer {
        file: operation.file,
        pointer: operation.pointer.clone(),
    };
    let name = new
        .or(old)
        .map_or_else(String::new, |operation| match &operation.id {
            Some(id) => quoted(id),
            None => quoted(&format!("{} {}", operation.method, operation.path)),
        });
    Subject {
        name: format!("operation {name}"),
        rust: new
            .or(old)
            .map_or_else(String::new, |operation| quoted(operation.name.as_str())),
        places: (old.map(place), new.map(place)),
        sides: Sides::REQUEST.or(Sides::RESPONSE),
    }
}

fn operation(comparison: &Comparison<'_>, before: usize, after: usize, changes: &mut Changes) {
    let (old, new) = (
        &comparison.old.api.operations[before],
        &comparison.new.api.operations[after],
    );
    let subject = subject(Some(old), Some(new));
    let start = changes.len();
    if old.method != new.method || without_names(&old.path) != without_names(&new.path) {
        let detail = format!(
            "{} before, {} now",
            quoted(&format!("{} {}", old.method, old.path)),
            quoted(&format!("{} {}", new.method, new.path)),
        );
        changes.add_with(ChangeKind::OperationMoved, &subject, "", &detail, &[]);
    }
    if (&old.group, &old.name) != (&new.group, &new.name) {
        let path = |operation: &Operation| match &operation.group {
            Some(group) => quoted(&format!("{group}::{}", operation.name.as_str())),
            None => quoted(operation.name.as_str()),
        };
        let detail = format!("it is {} now", path(new));
        let line = (old.group == new.group)
            .then(|| rename_line(&setting(comparison.new.api, new), old.name.as_str()))
            .flatten();
        changes.add_rename(
            ChangeKind::OperationRenamed,
            &subject,
            &path(old),
            &detail,
            line.as_deref(),
        );
    }
    if new.deprecated && !old.deprecated {
        changes.add(ChangeKind::Deprecated, &subject, "the operation");
    }
    request::parameters(comparison, old, new, &subject, changes);
    request::bodies(
        comparison,
        old.body.as_ref(),
        new.body.as_ref(),
        &subject,
        changes,
    );
    let success = (ChangeKind::SuccessAdded, ChangeKind::SuccessRemoved);
    responses::compare(comparison, &old.success, &new.success, success, &subject, changes);
    let failure = (ChangeKind::FailureAdded, ChangeKind::FailureRemoved);
    responses::compare(comparison, &old.failure, &new.failure, failure, &subject, changes);
    if let (Some(old), Some(new)) = (&old.streaming, &new.streaming) {
        responses::compare(comparison, &old.success, &new.success, success, &subject, changes);
    }
    security(old, new, &subject, changes);
    if old.server != new.server {
        changes.add(ChangeKind::OperationServerChanged, &subject, "");
    }
    if old.pages.as_ref().map(|pages| &pages.pagination) != new.pages.as_ref().map(|pages| &pages.pagination)
        && old.pages.is_some()
    {
        changes.add(ChangeKind::PaginationChanged, &subject, "");
    }
    let names = [
        (Some(&old.name), Some(&new.name)),
        (
            old.streaming.as_ref().map(|form| &form.name),
            new.streaming.as_ref().map(|form| &form.name),
        ),
    ];
    for (old_name, new_name) in names {
        if let Some(old_name) = old_name {
            let before = Signature::of(&comparison.old, before, old_name);
            let after = new_name.and_then(|name| Signature::of(&comparison.new, after, name));
            signature(before, after, old_name, start, &subject, changes);
        }
    }
}

/// Returns how a setting names an operation.
fn setting(api: &Api, operation: &Operation) -> String {
    match &operation.id {
        Some(id) if api.types.iter().any(|def| def.component.as_ref() == Some(id)) => {
            format!("operation:{id}")
        }
        Some(id) => id.clone(),
        None => format!("{} {}", operation.method, operation.path),
    }
}

fn security(old: &Operation, new: &Operation, subject: &Subject, changes: &mut Changes) {
    // None is the alternative that needs nothing.
    let alternatives = |operation: &Operation| -> HashSet<Vec<String>> {
        let none = operation.security.is_empty().then(Vec::new);
        operation.security.iter().cloned().chain(none).collect()
    };
    let (before, after) = (alternatives(old), alternatives(new));
    if before == after {
        return;
    }
    let kind = match () {
        () if before.is_disjoint(&after) && after.contains(&Vec::new()) => ChangeKind::SecurityWidened,
        () if before.is_disjoint(&after) => ChangeKind::SecurityReplaced,
        () if before.is_subset(&after) => ChangeKind::SecurityWidened,
        () => ChangeKind::SecurityNarrowed,
    };
    changes.add(kind, &subject.below("/security"), "");
}

/// What programs see of a method of the client.
struct Signature<'s, 'a> {
    arguments: Vec<String>,
    success: String,
    /// The type of the request, if it has one of its own.
    request: Option<&'s Request<'a>>,
}

impl<'s, 'a> Signature<'s, 'a> {
    fn of(side: &'s Side<'a>, place: usize, name: &RustName) -> Option<Self> {
        let method: &Method<'a> = side.plan.methods.iter().find(|method| {
            let group = side
                .api
                .operations
                .get(place)
                .and_then(|operation| operation.group.as_ref());
            method.name == *name && method.group == group
        })?;
        let items: &OperationItems<'a> = side.plan.operations.items.get(place)?;
        let result = method.result.short().to_string();
        let mut requests = items.requests.iter();
        let request = requests.find(|request| request.name.as_str() == result);
        Some(Self {
            arguments: method
                .arguments
                .iter()
                .map(|argument| argument.ty.short().to_string())
                .collect(),
            success: match request {
                Some(request) => format!(
                    "Request<{}, {}>",
                    request.success.short(),
                    request.failure.short()
                ),
                None => result,
            },
            request,
        })
    }

    /// Returns the methods of the request, and what each takes.
    fn methods(&self) -> Vec<(String, String)> {
        let Some(request) = self.request else {
            return Vec::new();
        };
        let setters = request.setters.iter().map(|setter| {
            let argument = &setter.argument;
            (argument.name.to_string(), argument.ty.short().to_string())
        });
        let pages = request.pages.iter();
        let pages = pages.map(|pages| (pages.name.to_string(), String::new()));
        setters.chain(pages).collect()
    }
}

/// Tells of what no other change of the operation tells.
fn signature(
    old: Option<Signature<'_, '_>>,
    new: Option<Signature<'_, '_>>,
    name: &RustName,
    start: usize,
    subject: &Subject,
    changes: &mut Changes,
) {
    let Some(old) = old else {
        return;
    };
    let item = quoted(name.as_str());
    let Some(new) = new else {
        changes.add(ChangeKind::OperationRenamed, subject, &item);
        return;
    };
    let (before, after) = (old.methods(), new.methods());
    for method in before {
        let is_kept = |now: &(String, String)| now.0 == method.0 && takes_all_of(&method.1, &now.1);
        if !after.iter().any(is_kept) && !changes.breaks_since(start, Code::Calls) {
            changes.add(ChangeKind::RequestMethodRemoved, subject, &quoted(&method.0));
        }
    }
    let takes_all = old.arguments.len() == new.arguments.len()
        && old
            .arguments
            .iter()
            .zip(&new.arguments)
            .all(|(old, new)| takes_all_of(old, new));
    let differs = !takes_all || old.success != new.success;
    if differs && !changes.breaks_since(start, Code::Calls) {
        changes.add(ChangeKind::SignatureChanged, subject, &item);
    }
    if old.request.map(|request| &request.name) != new.request.map(|request| &request.name)
        && !changes.breaks_since(start, Code::Names)
    {
        changes.add(ChangeKind::RequestTypeChanged, subject, "");
    }
}
