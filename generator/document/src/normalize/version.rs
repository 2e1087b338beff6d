use crate::diagnostic::{Code, Diagnostics, FileId, SourcePointer};
use crate::source::Node;

/// The versions of the specification that documents are written in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Version {
    Swagger20,
    OpenApi30,
    OpenApi31,
    OpenApi32,
}

impl Version {
    /// Returns the version that a file states, if it is a whole document and not a part of one.
    pub(super) fn of(tree: &Node) -> Option<Self> {
        Self::read(&stated(tree)?.1)
    }

    fn read(text: &str) -> Option<Self> {
        let mut parts = text.trim().trim_start_matches(['v', 'V']).split('.');
        let major = parts.next()?;
        let minor = parts.next().unwrap_or("0");
        match (major, minor) {
            ("2", "0") => Some(Self::Swagger20),
            ("3", "0") => Some(Self::OpenApi30),
            ("3", "1") => Some(Self::OpenApi31),
            ("3", "2") => Some(Self::OpenApi32),
            _ => None,
        }
    }

    /// Returns the version of the document whose root file is `tree`; an error when there is none that anyone knows.
    pub(super) fn detect(tree: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let at = |pointer: &str| SourcePointer {
            file: FileId(0),
            pointer: pointer.to_owned(),
        };
        let Some(mapping) = tree.as_mapping() else {
            diagnostics.error(
                Code::NotAMapping,
                at(""),
                "expected a mapping, found something else",
                "check that the file is the document that you mean; it begins with `openapi: 3.…` or `swagger: \"2.0\"`",
            );
            return None;
        };
        let known = "the versions that Specwright reads are 2.0, 3.0, 3.1 and 3.2";
        if let Some((key, text)) = stated(tree) {
            let version = Self::read(&text);
            if version.is_none() {
                diagnostics.error(
                    Code::UnknownVersion,
                    at(&format!("/{key}")),
                    format!("unknown OpenAPI version `{text}`"),
                    known,
                );
            }
            return version;
        }
        let looks_like_one = mapping.get("paths").is_some() || mapping.get("components").is_some();
        diagnostics.error(
            Code::UnknownVersion,
            at(""),
            "missing `openapi` or `swagger`: the version is unknown",
            if looks_like_one {
                format!("state the version on the first line, such as `openapi: 3.0.3`; {known}")
            } else {
                format!("check that the file is an OpenAPI document; {known}")
            },
        );
        None
    }
}

/// Returns the key and the text of the version that a file states.
fn stated(tree: &Node) -> Option<(&'static str, String)> {
    let mapping = tree.as_mapping()?;
    ["openapi", "swagger", "openApi", "OpenAPI"]
        .into_iter()
        .find_map(|key| {
            let text = match mapping.get(key)? {
                Node::String(text) => text.as_str().to_owned(),
                Node::Number(number) => number.to_string(),
                _ => return None,
            };
            Some((key, text))
        })
}
