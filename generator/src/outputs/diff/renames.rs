//! Types that are called otherwise and are the same: what programs see of such a change is a name.

use foldhash::{HashMap, HashSet};

use super::change::{Changes, Subject, quoted, rename_line};
use super::fits::Fits;
use super::kind::ChangeKind;
use super::names::subject;
use super::pairs::Pairs;
use specwright_codegen::plan::named::{Api, Struct, Type, TypeDef, TypeId, TypeKind};
use specwright_document::diagnostic::FileId;

/// The types of the old document that have another name in the new one.
#[derive(Debug, Default)]
pub(super) struct Renames(Vec<(TypeId, TypeId)>);

impl Renames {
    /// Finds the pairs of which neither name is in both documents, and whose values are, as far as one side knows them, the same.
    pub(super) fn find(old: &Api, new: &Api, pairs: &Pairs) -> Self {
        let (before, after) = (names(old), names(new));
        let mut taken: (HashSet<TypeId>, HashSet<TypeId>) = Default::default();
        let mut renames = Vec::new();
        for (one, other, _) in pairs.iter() {
            let (old_def, new_def) = (old.type_def(one), new.type_def(other));
            let is_renamed = !old_def.is_shared
                && !new_def.is_shared
                && old_def.component.is_some() == new_def.component.is_some()
                && !after.contains(old_def.name.as_str())
                && !before.contains(new_def.name.as_str())
                && !taken.0.contains(&one)
                && !taken.1.contains(&other)
                && is_same((old, one), (new, other), pairs);
            if is_renamed {
                taken.0.insert(one);
                taken.1.insert(other);
                renames.push((one, other));
            }
        }
        Self(renames)
    }

    /// Returns the old document with the new names, `None` where there are none: what differs from the new one besides.
    pub(super) fn applied(&self, old: &Api, new: &Api) -> Option<Api> {
        if self.0.is_empty() {
            return None;
        }
        let mut renamed = old.clone();
        for &(one, other) in &self.0 {
            renamed.types[one.0].name = new.type_def(other).name.clone();
        }
        Some(renamed)
    }

    /// Adds a change for each; what is within something that has another name goes with that.
    pub(super) fn tell(&self, old: &Api, new: &Api, operations: &[(usize, usize)], changes: &mut Changes) {
        let renamed_operations = operations.iter().filter_map(|&(one, other)| {
            let (old, new) = (&old.operations[one], &new.operations[other]);
            let places = ((old.file, old.pointer.as_str()), (new.file, new.pointer.as_str()));
            (old.name != new.name).then_some(places)
        });
        let defs = || {
            let pairs = self.0.iter();
            pairs.map(|&(one, other)| (old.type_def(one), new.type_def(other)))
        };
        let renamed_types = defs().map(|(old, new)| (place(old), place(new)));
        // By the place in the new document, so that what is around a type is looked up.
        let around: HashMap<_, _> = renamed_types
            .chain(renamed_operations)
            .map(|(old, new)| (new, old))
            .collect();
        for (before, after) in defs() {
            if !goes_with(place(before), place(after), &around) {
                let subject: Subject = subject(Some(before), Some(after));
                let old_name = before.name.as_str();
                let detail = format!("it is {} now", quoted(after.name.as_str()));
                let line = setting(new, after).and_then(|item| rename_line(&item, old_name));
                changes.add_rename(
                    ChangeKind::TypeRenamed,
                    &subject,
                    &quoted(old_name),
                    &detail,
                    line.as_deref(),
                );
            }
        }
    }
}

fn names(api: &Api) -> HashSet<&str> {
    api.types.iter().map(|def| def.name.as_str()).collect()
}

/// A place of a document.
type Spot<'a> = (FileId, &'a str);

fn place(def: &TypeDef) -> Spot<'_> {
    (def.file, &def.pointer)
}

/// Returns whether something around a type has another name, of which that of the type is made.
fn goes_with(old: Spot<'_>, new: Spot<'_>, around: &HashMap<Spot<'_>, Spot<'_>>) -> bool {
    let mut outer = new.1;
    while let Some((shorter, _)) = outer.rsplit_once('/') {
        outer = shorter;
        let within = &new.1[outer.len()..];
        if let Some(&(file, pointer)) = around.get(&(new.0, outer))
            && file == old.0
            && old.1.strip_prefix(pointer) == Some(within)
        {
            return true;
        }
    }
    false
}

/// Returns how a setting names a type: by its component, else by its place, as far as it has a text.
fn setting(api: &Api, def: &TypeDef) -> Option<String> {
    match &def.component {
        Some(key) => {
            let is_operation = api
                .operations
                .iter()
                .any(|operation| operation.id.as_ref() == Some(key));
            Some(match is_operation {
                true => format!("schema:{key}"),
                false => key.clone(),
            })
        }
        None => def.file.is_root().then(|| format!("type:#{}", def.pointer)),
    }
}

/// Returns whether one of two types holds the values of the other, so that it is the same or has grown.
fn is_same((old_api, old): (&Api, TypeId), (new_api, new): (&Api, TypeId), pairs: &Pairs) -> bool {
    let (old_kind, new_kind) = (&old_api.type_def(old).kind, &new_api.type_def(new).kind);
    let may_be = match (old_kind, new_kind) {
        (TypeKind::Struct(old), TypeKind::Struct(new)) => has_grown(old, new) || has_grown(new, old),
        (old, new) => std::mem::discriminant(old) == std::mem::discriminant(new),
    };
    // The pair itself is what is asked about.
    let is_pair = |one, other| (one, other) != (old, new) && pairs.sides(one, other).is_some();
    let (old, new) = (Type::Named(old), Type::Named(new));
    may_be
        && (Fits::new(old_api, new_api, &is_pair).holds(&old, &new)
            || Fits::new(new_api, old_api, &|new, old| is_pair(old, new)).holds(&new, &old))
}

/// Returns whether an object has all properties of a smaller one: two that have none in common are not the same one.
fn has_grown(small: &Struct, large: &Struct) -> bool {
    let has = |wire: &str| large.fields.iter().any(|field| field.wire == wire);
    small.fields.is_empty() == large.fields.is_empty() && small.fields.iter().all(|field| has(&field.wire))
}
