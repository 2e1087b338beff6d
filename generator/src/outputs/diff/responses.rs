//! What an operation gives.

use super::change::{Changes, Subject, quoted};
use super::kind::ChangeKind;
use super::pairs::payload_type;
use super::values::Value;
use super::verdict::{Code, Sides};
use super::{Comparison, Side};
use specwright_codegen::plan::named::{Response, Responses, StatusPattern};

/// Returns whether two responses are for the same statuses and media types.
pub(super) fn is_same(old: &Response, new: &Response) -> bool {
    let is_same_type = old.media_types.is_empty()
        || new.media_types.is_empty()
        || old
            .media_types
            .iter()
            .any(|media_type| new.media_types.contains(media_type));
    old.status == new.status && is_same_type
}

/// Compares the successes, or the failures, of an operation.
pub(super) fn compare(
    comparison: &Comparison<'_>,
    old: &Responses,
    new: &Responses,
    (added, removed): (ChangeKind, ChangeKind),
    subject: &Subject,
    changes: &mut Changes,
) {
    let subject = &subject.below("/responses").sent_by(Sides::RESPONSE);
    let start = changes.len();
    let at = |response: &Response| subject.below(&format!("/{}", status(response)));
    for before in &old.cases {
        match new.cases.iter().find(|after| is_same(before, after)) {
            Some(after) => {
                let is_enum = old.type_name.is_some() && new.type_name.is_some();
                if is_enum && before.name != after.name {
                    changes.add(ChangeKind::ResponseRenamed, &at(after), &label(after));
                }
                payload(comparison, before, after, &at(after), changes);
            }
            None => changes.add(removed, &at(before), &label(before)),
        }
    }
    for after in &new.cases {
        if !old.cases.iter().any(|before| is_same(before, after)) {
            changes.add(added, &at(after), &label(after));
        }
    }
    let names = [old.type_name.as_ref(), new.type_name.as_ref()];
    if let [Some(before), Some(after)] = names
        && before == after
        && (old.same_as.is_some() != new.same_as.is_some()
            // Otherwise another operation has changed, of which that is told.
            || changes.len() > start && shares_otherwise(comparison, old, new))
    {
        changes.add(ChangeKind::SharingChanged, subject, &quoted(after.as_str()));
    }
}

/// Returns whether responses have a type in common with those of another operation that both documents have in only one of them.
fn shares_otherwise(comparison: &Comparison<'_>, old: &Responses, new: &Responses) -> bool {
    let parts_from = |(one, of_one): (&Side<'_>, &Responses), (other, of_other): (&Side<'_>, &Responses)| {
        let Some(shared) = &of_one.same_as else {
            return false;
        };
        let partners = one
            .responses
            .iter()
            .filter(|(_, same_as)| **same_as == Some(shared));
        let mut partners = partners.filter_map(|(name, _)| other.responses.get(name));
        partners.any(|same_as| *same_as != of_other.same_as.as_ref() || same_as.is_none())
    };
    let (before, after) = ((&comparison.old, old), (&comparison.new, new));
    parts_from(before, after) || parts_from(after, before)
}

fn status(response: &Response) -> String {
    match response.status {
        StatusPattern::Exact(status) => status.to_string(),
        StatusPattern::Range(hundred) => format!("{hundred}XX"),
        StatusPattern::Default => "default".to_owned(),
    }
}

fn label(response: &Response) -> String {
    match response.media_types.first() {
        Some(media_type) => format!("`{}` ({})", status(response), media_type.escape_debug()),
        None => format!("`{}`", status(response)),
    }
}

fn payload(
    comparison: &Comparison<'_>,
    old: &Response,
    new: &Response,
    subject: &Subject,
    changes: &mut Changes,
) {
    if std::mem::discriminant(&old.payload) != std::mem::discriminant(&new.payload) {
        changes.add(ChangeKind::PayloadChanged, subject, &label(new));
        return;
    }
    if let (Some(before), Some(after)) = (payload_type(&old.payload), payload_type(&new.payload)) {
        let rust = (
            (comparison.old.rust)(before).short().to_string(),
            (comparison.new.rust)(after).short().to_string(),
        );
        let value = Value {
            item: &format!("the body of the response {}", label(new)),
            optional: false,
            rust: (&rust.0, &rust.1),
            code: &[Code::Calls],
        };
        comparison.value(subject, &value, before, after, changes);
    }
}
