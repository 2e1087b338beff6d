//! Names for what becomes a component by being referred to: such as a person would choose.

use std::path::Path;

use crate::source::{Document, Node, pointer};

use super::Target;
use crate::description::Kind;
use crate::normalize::parameter::StatedLocation;

/// Returns a name as it is compared: names that differ only in case or punctuation would meet in Rust.
pub(in crate::normalize) fn folded(name: &str) -> String {
    name.chars()
        .filter(|character| character.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Names for a target, the best first, without end.
///
/// The best is the last name on the way to the target. Where that is taken, what holds it is put in front: the
/// named things around it, then the file, then the folders. Numbers come last.
pub(super) fn candidates(
    kind: Kind,
    target: &Target<'_>,
    document: &Document,
    shared: &Path,
) -> impl Iterator<Item = String> + use<> {
    let file = document.files().get(target.place.file.0);
    let mut words = file.map_or_else(Vec::new, |file| {
        file_words(file.path.strip_prefix(shared).unwrap_or(&file.path))
    });
    let mut node = file.map(|file| &file.tree);
    let mut inside = Inside::Names;
    for (index, key) in pointer::segments(&target.place.pointer).enumerate() {
        node = node.and_then(|node| step(node, &key));
        let next = inside.read(&key, index == 0, node, &mut words);
        inside = next;
    }
    if words.is_empty() {
        words.push(Word::Name(kind.key().to_owned()));
    }
    let names = prefixes(&words);
    let longest = names.last().cloned().unwrap_or_default();
    names
        .into_iter()
        .chain((2_usize..).map(move |number| format!("{longest}_{number}")))
}

/// A word of a name. A suffix makes no name by itself.
enum Word {
    Name(String),
    Suffix(String),
}

impl Word {
    fn suffix(text: &str) -> Self {
        Self::Suffix(text.to_owned())
    }
}

/// Returns the names that the words give: the last one that can stand alone with what follows it, then with ever more
/// of what comes before.
fn prefixes(words: &[Word]) -> Vec<String> {
    let mut names = Vec::new();
    for start in (0..words.len()).rev() {
        if let Some(Word::Name(_)) = words.get(start) {
            let words: Vec<&str> = words
                .iter()
                .skip(start)
                .map(|word| match word {
                    Word::Name(text) | Word::Suffix(text) => text.as_str(),
                })
                .collect();
            names.push(words.join("_"));
        }
    }
    names
}

/// Returns the folders and the name of a file.
fn file_words(path: &Path) -> Vec<Word> {
    let mut words: Vec<Word> = path
        .parent()
        .into_iter()
        .flat_map(Path::components)
        .filter_map(|component| match component {
            std::path::Component::Normal(folder) => Some(folder.to_string_lossy()),
            _ => None,
        })
        .filter(|folder| !says_nothing(folder))
        .map(|folder| Word::Name(folder.into_owned()))
        .collect();
    let stem = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let stem = stem.split('.').next().unwrap_or_default();
    if !says_nothing(stem) || words.is_empty() {
        words.push(Word::Name(stem.to_owned()));
    }
    words
}

/// Returns whether the name of a file or folder says nothing of what is in it.
fn says_nothing(name: &str) -> bool {
    matches!(
        folded(name).as_str(),
        "" | "index"
            | "schema"
            | "schemas"
            | "model"
            | "models"
            | "definition"
            | "definitions"
            | "component"
            | "components"
            | "parameter"
            | "parameters"
            | "response"
            | "responses"
            | "requestbodies"
            | "headers"
            | "paths"
            | "openapi"
            | "swagger"
            | "spec"
            | "specification"
    )
}

/// Returns the innermost folder that holds all files: names must not depend on where that is.
pub(super) fn shared_folder(document: &Document) -> &Path {
    let mut paths = document.paths();
    let mut shared = paths.next().and_then(Path::parent).unwrap_or(Path::new(""));
    for path in paths {
        while !path.starts_with(shared) {
            shared = shared.parent().unwrap_or(Path::new(""));
        }
    }
    shared
}

/// What the next segment of a pointer is.
#[derive(Clone, Copy)]
enum Inside {
    /// A keyword, or a name at the top of a file.
    Names,
    /// The name of something.
    Named,
    /// A number or a media type, which makes no name.
    Unnamed,
    /// A path.
    Paths,
    /// A method.
    PathItem,
    /// A status.
    Responses,
    /// The place of a parameter in a list.
    Parameters,
}

impl Inside {
    fn read(self, key: &str, top: bool, node: Option<&Node>, words: &mut Vec<Word>) -> Self {
        match self {
            Self::Named => words.push(Word::Name(key.to_owned())),
            Self::Unnamed => {}
            Self::Paths => {
                words.push(Word::Name(key.to_owned()));
                return Self::PathItem;
            }
            Self::PathItem => {
                let id = node.and_then(|node| node.as_mapping()?.get("operationId")?.as_str());
                if key == "parameters" {
                    return Self::Parameters;
                }
                match (id, words.pop()) {
                    // A method says little without its path.
                    (None, Some(Word::Name(path))) => words.push(Word::Name(format!("{key}_{path}"))),
                    (id, path) => {
                        words.extend(path);
                        words.push(Word::Name(id.unwrap_or(key).to_owned()));
                    }
                }
            }
            Self::Responses => {
                if key.starts_with(|first: char| first.is_ascii_digit()) {
                    let is_success = key.starts_with('2');
                    words.extend((!is_success).then(|| Word::suffix(key)));
                } else if !key.eq_ignore_ascii_case("default") {
                    words.push(Word::Name(key.to_owned()));
                }
                words.push(Word::suffix("response"));
            }
            Self::Parameters if node.and_then(StatedLocation::of) == Some(StatedLocation::Body) => {
                words.push(Word::suffix("request"));
            }
            Self::Parameters => {
                let name = node.and_then(|node| node.as_mapping()?.get("name")?.as_str());
                words.push(Word::Name(name.unwrap_or(key).to_owned()));
            }
            Self::Names => return Self::keyword(key, top, node, words),
        }
        Self::Names
    }

    fn keyword(key: &str, top: bool, node: Option<&Node>, words: &mut Vec<Word>) -> Self {
        match key {
            "components" => Self::Names,
            "paths" => Self::Paths,
            "responses" if top => Self::Named,
            "responses" => Self::Responses,
            "parameters" if matches!(node, Some(Node::Sequence(_))) => Self::Parameters,
            "schemas" | "definitions" | "$defs" | "properties" | "patternProperties" | "dependentSchemas"
            | "headers" | "requestBodies" | "parameters" | "pathItems" | "callbacks" | "mediaTypes"
            | "webhooks" => Self::Named,
            "allOf" | "oneOf" | "anyOf" | "prefixItems" | "content" => Self::Unnamed,
            "schema" | "not" | "if" | "then" | "else" => Self::Names,
            "items" | "contains" => {
                words.push(Word::suffix("item"));
                Self::Names
            }
            "additionalProperties" => {
                words.push(Word::suffix("value"));
                Self::Names
            }
            "requestBody" => {
                words.push(Word::suffix("request"));
                Self::Names
            }
            name => {
                words.push(Word::Name(name.to_owned()));
                Self::Names
            }
        }
    }
}

fn step<'d>(node: &'d Node, key: &str) -> Option<&'d Node> {
    match node {
        Node::Mapping(mapping) => mapping.get(key),
        Node::Sequence(items) => items.get(key.parse::<usize>().ok()?),
        _ => None,
    }
}
