//! What an operation takes: parameters and a body.

use super::Comparison;
use super::argument::takes_all_of;
use super::change::{Changes, Subject, quoted};
use super::kind::ChangeKind;
use super::operations::without_names;
use super::pairs::{body_type, part_type};
use super::values::Value;
use super::verdict::{Code, Sides};
use specwright_codegen::plan::named::{
    Body, BodyKind, BodyVariant, Location, Operation, Parameter, Part, Type,
};

/// Returns whether two bodies are of the same media type.
pub(super) fn is_same_media_type(old: &BodyVariant, new: &BodyVariant) -> bool {
    let essence = |media_type: &str| {
        let essence = media_type.split(';').next().unwrap_or(media_type);
        essence.trim().to_ascii_lowercase()
    };
    essence(&old.media_type) == essence(&new.media_type)
}

/// Compares the parameters of an operation.
pub(super) fn parameters(
    comparison: &Comparison<'_>,
    old: &Operation,
    new: &Operation,
    subject: &Subject,
    changes: &mut Changes,
) {
    let subject = &subject.below("/parameters");
    let same_paths = without_names(&old.path) == without_names(&new.path);
    let is_same = |before: &Parameter, after: &Parameter| {
        // What a parameter of a path is called is not sent.
        match same_paths && before.location == Location::Path {
            true => {
                after.location == Location::Path
                    && place_in(&old.path, &before.wire) == place_in(&new.path, &after.wire)
            }
            false => before.location == after.location && before.wire == after.wire,
        }
    };
    for before in &old.parameters {
        match new.parameters.iter().find(|after| is_same(before, after)) {
            Some(after) => parameter(comparison, before, after, subject, changes),
            None => changes.add(
                match before.required {
                    true => ChangeKind::RequiredParameterRemoved,
                    false => ChangeKind::ParameterRemoved,
                },
                subject,
                &quoted(&before.wire),
            ),
        }
    }
    for after in &new.parameters {
        if !old.parameters.iter().any(|before| is_same(before, after)) {
            let kind = match after.required {
                true => ChangeKind::RequiredParameterAdded,
                false => ChangeKind::ParameterAdded,
            };
            changes.add(kind, subject, &quoted(&after.wire));
        }
    }
    // The places of the old arguments among the new ones, as far as they are kept.
    let new_required = || new.parameters.iter().filter(|parameter| parameter.required);
    let old_required = old.parameters.iter().filter(|parameter| parameter.required);
    let places: Vec<usize> = old_required
        .filter_map(|before| new_required().position(|after| is_same(before, after)))
        .collect();
    if !places.is_sorted() {
        changes.add(ChangeKind::ArgumentsReordered, subject, "");
    }
}

/// Returns which of the parameters of a path has a name.
fn place_in(path: &str, name: &str) -> Option<usize> {
    let names = path.split('{').skip(1);
    names
        .map(|rest| rest.split('}').next().unwrap_or(rest))
        .position(|found| found == name)
}

fn parameter(
    comparison: &Comparison<'_>,
    old: &Parameter,
    new: &Parameter,
    subject: &Subject,
    changes: &mut Changes,
) {
    let name = quoted(&new.wire);
    match (old.required, new.required) {
        (false, true) => changes.add(ChangeKind::ParameterRequired, subject, &name),
        (true, false) => changes.add(ChangeKind::ParameterOptional, subject, &name),
        _ => {}
    }
    if old.encoding != new.encoding || old.is_several_segments != new.is_several_segments {
        changes.add(ChangeKind::ParameterStyleChanged, subject, &name);
    }
    if !new.required && !old.required && old.name != new.name {
        changes.add(ChangeKind::ParameterRenamed, subject, &name);
    }
    if new.deprecated && !old.deprecated {
        changes.add(ChangeKind::Deprecated, subject, &format!("the parameter {name}"));
    }
    let rust = (
        (comparison.old.rust)(&old.ty).short().to_string(),
        (comparison.new.rust)(&new.ty).short().to_string(),
    );
    let value = Value {
        item: &format!("the parameter {name}"),
        optional: !new.required,
        rust: (&rust.0, &rust.1),
        code: broken_calls(comparison, (&old.ty, old.required), (&new.ty, new.required)),
    };
    let sent = subject.sent_by(Sides::REQUEST);
    comparison.value(&sent, &value, &old.ty, &new.ty, changes);
}

/// Returns the calls that a value breaks as an argument, if it is another type: none, if the argument takes what it took.
fn broken_calls(
    comparison: &Comparison<'_>,
    (old, was_required): (&Type, bool),
    (new, is_required): (&Type, bool),
) -> &'static [Code] {
    let before = (comparison.old.argument)(old, was_required).short().to_string();
    let after = (comparison.new.argument)(new, is_required).short().to_string();
    match takes_all_of(&before, &after) {
        true => &[],
        false => &[Code::Calls],
    }
}

/// Compares the bodies of an operation's requests.
pub(super) fn bodies(
    comparison: &Comparison<'_>,
    old: Option<&Body>,
    new: Option<&Body>,
    subject: &Subject,
    changes: &mut Changes,
) {
    let subject = &subject.below("/requestBody");
    match (old, new) {
        (None, None) => {}
        (None, Some(body)) if body.required => changes.add(ChangeKind::RequiredBodyAdded, subject, ""),
        (None, Some(_)) => changes.add(ChangeKind::BodyAdded, subject, ""),
        (Some(_), None) => changes.add(ChangeKind::BodyRemoved, subject, ""),
        (Some(old), Some(new)) => {
            match (old.required, new.required) {
                (false, true) => changes.add(ChangeKind::BodyRequired, subject, ""),
                (true, false) => changes.add(ChangeKind::BodyOptional, subject, ""),
                _ => {}
            }
            variants(comparison, old, new, subject, changes);
        }
    }
}

fn variants(comparison: &Comparison<'_>, old: &Body, new: &Body, subject: &Subject, changes: &mut Changes) {
    for before in &old.variants {
        match new
            .variants
            .iter()
            .find(|after| is_same_media_type(before, after))
        {
            Some(after) => {
                // Several are an enum, whose variants have the values as they are.
                let is_argument = old.type_name.is_none() && new.type_name.is_none();
                let required = is_argument.then_some((old.required, new.required));
                kinds(comparison, (before, after), required, subject, changes);
            }
            None => {
                let item = quoted(&before.media_type);
                changes.add(ChangeKind::RequestMediaTypeRemoved, subject, &item);
            }
        }
    }
    for after in &new.variants {
        if !old
            .variants
            .iter()
            .any(|before| is_same_media_type(before, after))
        {
            let item = quoted(&after.media_type);
            changes.add(ChangeKind::RequestMediaTypeAdded, subject, &item);
        }
    }
}

/// Compares a body of one media type. `required` tells whether it was and is required, if it is an argument itself.
fn kinds(
    comparison: &Comparison<'_>,
    (old, new): (&BodyVariant, &BodyVariant),
    required: Option<(bool, bool)>,
    subject: &Subject,
    changes: &mut Changes,
) {
    let media_type = quoted(&new.media_type);
    match (&old.kind, &new.kind) {
        (BodyKind::Multipart { parts: old, .. }, BodyKind::Multipart { parts: new, .. }) => {
            parts(comparison, old, new, subject, changes);
        }
        (before, after) if std::mem::discriminant(before) != std::mem::discriminant(after) => {
            changes.add(ChangeKind::BodyKindChanged, subject, &media_type);
        }
        (before, after) => {
            if let (Some(before), Some(after)) = (body_type(before), body_type(after)) {
                let rust = (
                    (comparison.old.rust)(before).short().to_string(),
                    (comparison.new.rust)(after).short().to_string(),
                );
                let value = Value {
                    item: &format!("the body as {media_type}"),
                    optional: false,
                    rust: (&rust.0, &rust.1),
                    code: match required {
                        Some((was_required, is_required)) if !matches!(new.kind, BodyKind::Items(_)) => {
                            broken_calls(comparison, (before, was_required), (after, is_required))
                        }
                        _ => &[Code::Calls],
                    },
                };
                let sent = subject.sent_by(Sides::REQUEST);
                comparison.value(&sent, &value, before, after, changes);
            }
            if let (BodyKind::Form { encodings: old, .. }, BodyKind::Form { encodings: new, .. }) =
                (before, after)
                && old != new
            {
                changes.add(ChangeKind::ParameterStyleChanged, subject, &media_type);
            }
        }
    }
}

fn parts(comparison: &Comparison<'_>, old: &[Part], new: &[Part], subject: &Subject, changes: &mut Changes) {
    let subject = &subject.sent_by(Sides::REQUEST);
    for before in old {
        let item = quoted(&before.wire);
        let Some(after) = new.iter().find(|after| after.wire == before.wire) else {
            let kind = match before.required {
                true => ChangeKind::RequiredPropertyRemoved,
                false => ChangeKind::PropertyRemoved,
            };
            changes.add(kind, subject, &item);
            continue;
        };
        match (before.required, after.required) {
            (false, true) => changes.add(ChangeKind::PropertyRequired, subject, &item),
            (true, false) => changes.add(ChangeKind::PropertyOptional, subject, &item),
            _ => {}
        }
        if before.name != after.name {
            changes.add(ChangeKind::PropertyRenamed, subject, &item);
        }
        let item = format!("the part {item}");
        if before.style != after.style {
            changes.add(ChangeKind::ParameterStyleChanged, subject, &item);
        }
        match (part_type(before), part_type(after)) {
            (Some(old), Some(new)) if before.repeated == after.repeated => {
                let rust = (
                    (comparison.old.rust)(old).short().to_string(),
                    (comparison.new.rust)(new).short().to_string(),
                );
                let value = Value {
                    item: &item,
                    optional: !after.required,
                    rust: (&rust.0, &rust.1),
                    code: &[Code::Calls, Code::FieldReads, Code::StructLiterals],
                };
                comparison.value(subject, &value, old, new, changes);
            }
            (None, None) if before.repeated == after.repeated => {}
            _ => {
                let code = [Code::Calls, Code::FieldReads, Code::StructLiterals];
                changes.add_with(ChangeKind::TypeReplaced, subject, &item, "", &code);
            }
        }
    }
    for after in new {
        if !old.iter().any(|before| before.wire == after.wire) {
            let kind = match after.required {
                true => ChangeKind::RequiredPropertyAdded,
                false => ChangeKind::PropertyAdded,
            };
            changes.add(kind, subject, &quoted(&after.wire));
        }
    }
}
