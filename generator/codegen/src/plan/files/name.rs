//! Which file an item is in. That depends on nothing but the item itself, so that a change of the document moves no other.

use foldhash::HashMap;
use std::fmt;

use super::super::Name;
use super::super::named::{Api, Operation, TypeDef};
use heck::ToSnakeCase;
use specwright_document::diagnostic::FileId;

/// The name of a module and of its file: ASCII letters, digits and underscores, no keyword and no device of Windows.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ModuleName(String);

/// What the modules of a client name beside their files.
const TAKEN: [&str; 9] = [
    "alloc",
    "core",
    "groups",
    "operations",
    "rt",
    "specwright_runtime",
    "std",
    "types",
    "xml",
];

/// The file of what has no name of letters.
const OTHER: &str = "other";

/// The file of the types that several places share.
const SHARED: &str = "shared";

/// Characters of a file's name.
const LONGEST: usize = 60;

/// Letters that the words of a group of types have at least.
const SHORTEST: usize = 3;

/// The files of the operations, by where the document has these.
pub(super) struct Files<'a>(HashMap<(FileId, &'a str), ModuleName>);

impl<'a> Files<'a> {
    pub(super) fn new(api: &'a Api) -> Self {
        let mut files = HashMap::default();
        for operation in api.operations.iter().chain(&api.left_out) {
            let pointer = operation.pointer.as_str();
            let of_path = pointer.rsplit_once('/').map_or(pointer, |(path, _)| path);
            for place in [pointer, of_path] {
                let place = (operation.file, place);
                files.entry(place).or_insert_with(|| of_operation(operation));
            }
        }
        Self(files)
    }

    /// Returns the file of a type: the one of what places share, or that of the operation that it is described in, or of the group of schemas with the same
    /// namespace, or with the same first word.
    pub(super) fn of_type(&self, def: &TypeDef) -> ModuleName {
        if def.is_shared {
            return ModuleName::of(SHARED);
        }
        let pointer = def.pointer.trim_start_matches('#');
        let mut steps = pointer.split('/').skip(1);
        match steps.next() {
            Some("paths" | "webhooks") => {
                let ends = pointer.match_indices('/').map(|(end, _)| end).skip(1);
                let mut ends: Vec<usize> = ends.chain([pointer.len()]).collect();
                // The operation is a step longer than its path.
                ends.truncate(3);
                let operation = ends
                    .iter()
                    .rev()
                    .find_map(|end| self.0.get(&(def.file, &pointer[..*end])));
                if let Some(file) = operation {
                    return file.clone();
                }
            }
            Some("components") => {
                if let Some(name) = steps.nth(1) {
                    return of_schema(&unescaped(name));
                }
            }
            Some("definitions") => {
                if let Some(name) = steps.next() {
                    return of_schema(&unescaped(name));
                }
            }
            _ => {}
        }
        of_schema(def.component.as_deref().unwrap_or(def.name.as_str()))
    }
}

/// Returns the file of an operation: that of its first tag, or of the first word in its path.
pub fn of_operation(operation: &Operation) -> ModuleName {
    match (&operation.group, operation.tags.first()) {
        (Some(group), _) => ModuleName::of(group.as_str()),
        (None, Some(tag)) => ModuleName::of(tag),
        (None, None) => ModuleName::of(first_word(&operation.path)),
    }
}

/// Returns the first segment of a path that is no parameter, no version and not `api`.
fn first_word(path: &str) -> &str {
    let is_version = |segment: &str| {
        let rest = segment.strip_prefix(['v', 'V']).unwrap_or(segment);
        rest.starts_with(|c: char| c.is_ascii_digit())
    };
    let mut segments = path.split('/').filter(|segment| !segment.is_empty());
    let word = segments.find(|segment| {
        !segment.contains('{') && !is_version(segment) && !segment.eq_ignore_ascii_case("api")
    });
    word.unwrap_or_default()
}

/// Returns the file of a schema: by what stands before the last point of its name, or else by its first word.
fn of_schema(name: &str) -> ModuleName {
    if let Some((namespace, _)) = name.rsplit_once('.') {
        return ModuleName::of(namespace);
    }
    let words = name.to_snake_case();
    let mut ends = words.match_indices('_').map(|(end, _)| end);
    match ends.find(|end| *end >= SHORTEST) {
        Some(end) => ModuleName::of(&words[..end]),
        None => ModuleName::of(&words),
    }
}

fn unescaped(step: &str) -> String {
    step.replace("~1", "/").replace("~0", "~")
}

impl ModuleName {
    /// Makes a name of a text, whatever it holds.
    fn of(text: &str) -> Self {
        let plain = |c: &char| c.is_ascii_alphanumeric() || *c == '_';
        let mut name: String = text.to_snake_case().chars().filter(plain).take(LONGEST).collect();
        if name.trim_matches('_').is_empty() {
            OTHER.clone_into(&mut name);
        }
        if name.starts_with(|first: char| first.is_ascii_digit()) {
            name.insert(0, 'n');
        }
        let is_keyword = Name::new(&name).is_none_or(|name| name.is_keyword());
        if is_keyword || TAKEN.contains(&name.as_str()) || is_device(&name) {
            name.push('_');
        }
        Self(name)
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ModuleName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Returns whether Windows has a device of this name, in each folder.
fn is_device(name: &str) -> bool {
    matches!(name, "aux" | "con" | "nul" | "prn")
        || ["com", "lpt"].iter().any(|device| {
            name.strip_prefix(device)
                .is_some_and(|number| number.len() == 1 && number.as_bytes()[0].is_ascii_digit())
        })
}
