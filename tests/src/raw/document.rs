use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

use serde_json::Value;

use super::text::parse;

/// A document and every file that it refers to.
#[derive(Debug)]
pub struct RawDocument {
    root: PathBuf,
    files: BTreeMap<PathBuf, Value>,
}

/// A place in a document: a file, and a JSON pointer in it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Spot {
    /// The file.
    pub file: PathBuf,
    /// The JSON pointer ([RFC 6901](https://www.rfc-editor.org/rfc/rfc6901)).
    pub pointer: String,
}

impl Spot {
    /// The place at `pointer` in `file`.
    pub fn new(file: &Path, pointer: String) -> Self {
        Self {
            file: flatten(file),
            pointer,
        }
    }

    /// The place one step further down.
    pub fn child(&self, key: &str) -> Self {
        Self {
            file: self.file.clone(),
            pointer: format!("{}/{}", self.pointer, key.replace('~', "~0").replace('/', "~1")),
        }
    }
}

impl RawDocument {
    /// Reads `path` and the files that it refers to. Where one is not there, its place is empty.
    ///
    /// # Errors
    ///
    /// The root file can't be read, or a file can't be parsed: why, in a sentence.
    pub fn load(path: &Path) -> Result<Self, String> {
        let root = flatten(path);
        let text = fs::read_to_string(&root).map_err(|error| format!("{}: {error}", root.display()))?;
        let value = parse(&root, &text).map_err(|error| format!("{}: {error}", root.display()))?;
        let mut waiting: Vec<PathBuf> = referred_files(&root, &value);
        let mut files = BTreeMap::from([(root.clone(), value)]);
        while let Some(file) = waiting.pop() {
            if files.contains_key(&file) {
                continue;
            }
            let value = match fs::read_to_string(&file) {
                Ok(text) => parse(&file, &text).map_err(|error| format!("{}: {error}", file.display()))?,
                Err(_) => Value::Null,
            };
            waiting.extend(referred_files(&file, &value));
            files.insert(file, value);
        }
        Ok(Self { root, files })
    }

    /// What the root file holds.
    pub fn root(&self) -> &Value {
        &self.files[&self.root]
    }

    /// All files with what they hold.
    pub fn files(&self) -> impl Iterator<Item = (&Path, &Value)> {
        self.files.iter().map(|(path, value)| (path.as_path(), value))
    }

    /// The place of the root file's whole content.
    pub fn root_spot(&self) -> Spot {
        Spot {
            file: self.root.clone(),
            pointer: String::new(),
        }
    }

    /// The version that the document states: the text of `openapi` or `swagger`.
    pub fn version(&self) -> String {
        ["openapi", "swagger"]
            .iter()
            .find_map(|key| self.root().get(key))
            .map(|version| match version {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            })
            .unwrap_or_default()
    }

    /// What stands at `spot`.
    pub fn get(&self, spot: &Spot) -> Option<&Value> {
        self.files.get(&spot.file)?.pointer(&spot.pointer)
    }

    /// Where `reference`, which stands in `file`, leads.
    pub fn resolve(&self, file: &Path, reference: &str) -> Option<Spot> {
        let (path, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let file = if path.is_empty() {
            file.to_owned()
        } else {
            beside(file, path)?
        };
        let pointer = percent_decoded(fragment);
        if pointer.is_empty() || pointer.starts_with('/') {
            let spot = Spot { file, pointer };
            return self.get(&spot).is_some().then_some(spot);
        }
        let pointer = anchor(self.files.get(&file)?, &pointer, &mut String::new())?;
        Some(Spot { file, pointer })
    }

    /// Follows `$ref`s from `spot` to what is no reference. `None` when one leads nowhere or in a circle.
    pub fn follow(&self, spot: &Spot) -> Option<Spot> {
        let mut spot = spot.clone();
        for _ in 0..64 {
            match self.get(&spot)?.get("$ref").and_then(Value::as_str) {
                Some(reference) => spot = self.resolve(&spot.file, reference)?,
                None => return Some(spot),
            }
        }
        None
    }
}

/// `path` without `.` and `..`, absolute.
fn flatten(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut flat = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                flat.pop();
            }
            other => flat.push(other),
        }
    }
    flat
}

/// The file that the relative `path` names from `file`; `None` for a URL.
fn beside(file: &Path, path: &str) -> Option<PathBuf> {
    (!path.contains("://"))
        .then(|| flatten(&file.parent().unwrap_or(Path::new("")).join(percent_decoded(path))))
}

fn referred_files(file: &Path, value: &Value) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut waiting = vec![value];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Array(items) => waiting.extend(items),
            Value::Object(entries) => {
                if let Some(Value::String(reference)) = entries.get("$ref") {
                    let path = reference.split('#').next().unwrap_or_default();
                    found.extend((!path.is_empty()).then(|| beside(file, path)).flatten());
                }
                waiting.extend(entries.values());
            }
            _ => {}
        }
    }
    found
}

/// The pointer of the schema with this `$anchor`.
fn anchor(value: &Value, name: &str, pointer: &mut String) -> Option<String> {
    let length = pointer.len();
    match value {
        Value::Object(entries) => {
            let here = ["$anchor", "$dynamicAnchor"]
                .iter()
                .any(|key| entries.get(*key).and_then(Value::as_str) == Some(name));
            if here {
                return Some(pointer.clone());
            }
            for (key, value) in entries {
                *pointer += &format!("/{}", key.replace('~', "~0").replace('/', "~1"));
                if let Some(found) = anchor(value, name, pointer) {
                    return Some(found);
                }
                pointer.truncate(length);
            }
            None
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                *pointer += &format!("/{index}");
                if let Some(found) = anchor(value, name, pointer) {
                    return Some(found);
                }
                pointer.truncate(length);
            }
            None
        }
        _ => None,
    }
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let escaped = (*first == b'%')
            .then(|| tail.get(..2))
            .flatten()
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(escaped.unwrap_or(*first));
        rest = if escaped.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_lead_through_files_pointers_and_anchors() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("parts")).unwrap();
        fs::write(
            folder.path().join("root.yaml"),
            "paths:\n  /a/{b}:\n    $ref: 'parts/a.yaml#/item'\n",
        )
        .unwrap();
        fs::write(
            folder.path().join("parts/a.yaml"),
            "item: {$ref: '../root.yaml#/paths/~1a~1%7Bb%7D/x'}\nnamed: {$anchor: here}\n",
        )
        .unwrap();
        let document = RawDocument::load(&folder.path().join("root.yaml")).unwrap();
        let item = document.resolve(&document.root, "#/paths/~1a~1%7Bb%7D").unwrap();
        assert_eq!(document.follow(&item), None, "the second reference leads nowhere");
        let named = document.resolve(&document.root, "parts/a.yaml#here").unwrap();
        assert_eq!(named.pointer, "/named");
    }
}
