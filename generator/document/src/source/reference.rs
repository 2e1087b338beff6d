use std::borrow::Cow;
use std::fmt;
use std::path::PathBuf;

/// Why a reference leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReferenceError {
    /// It names a URL of another host.
    Remote,
    /// It names a file outside of the document's folder and package, or of the root.
    Outside,
    /// The file is not there or not readable.
    NoFile(PathBuf),
    /// The file is there, but could not be read as a document, which was reported when it was loaded.
    Broken(PathBuf),
    /// The file has nothing at the pointer.
    NothingThere,
    /// It is no URI reference.
    Malformed,
}

impl fmt::Display for ReferenceError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Remote => formatter.write_str("URLs are not fetched"),
            Self::Outside => formatter.write_str("outside of the document's folder and package"),
            Self::NoFile(path) => write!(formatter, "no such file `{}`", path.display()),
            Self::Broken(path) => write!(formatter, "the file `{}` could not be read", path.display()),
            Self::NothingThere => formatter.write_str("no such location"),
            Self::Malformed => formatter.write_str("not a reference"),
        }
    }
}

/// A `$ref` in its two parts, decoded.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Reference<'text> {
    /// The path of another file, or none for the file that the reference stands in.
    pub(super) file: Option<Cow<'text, str>>,
    pub(super) fragment: Fragment<'text>,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fragment<'text> {
    /// A JSON pointer; the empty one is the whole file.
    Pointer(Cow<'text, str>),
    /// The name of a JSON Schema `$anchor`.
    Anchor(Cow<'text, str>),
}

impl<'text> Reference<'text> {
    pub(super) fn parse(reference: &'text str) -> Result<Self, ReferenceError> {
        let (file, fragment) = match reference.split_once('#') {
            Some((file, fragment)) => (file, fragment),
            None if reference.is_empty() => return Err(ReferenceError::Malformed),
            None => (reference, ""),
        };
        if is_remote(file) {
            return Err(ReferenceError::Remote);
        }
        let file = match file.split('?').next() {
            None | Some("") => None,
            Some(path) => Some(percent_decoded(path).ok_or(ReferenceError::Malformed)?),
        };
        let fragment = percent_decoded(fragment).ok_or(ReferenceError::Malformed)?;
        let fragment = if fragment.is_empty() || fragment.starts_with('/') {
            Fragment::Pointer(fragment)
        } else {
            Fragment::Anchor(fragment)
        };
        Ok(Self { file, fragment })
    }
}

/// Returns the path of the file that a reference names, if it is one beside the file that it stands in.
pub fn relative_path(reference: &str) -> Option<Cow<'_, str>> {
    Reference::parse(reference).ok()?.file
}

/// Returns whether a reference starts with a scheme (longer than the letter of a drive) or a host.
fn is_remote(file: &str) -> bool {
    if file.starts_with("//") {
        return true;
    }
    file.split_once(':').is_some_and(|(scheme, _)| {
        scheme.len() > 1
            && scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme
                .chars()
                .all(|character| character.is_ascii_alphanumeric() || "+-.".contains(character))
    })
}

/// Returns text with its percent-encoded bytes decoded; `None` when they are no UTF-8. A `%` that starts no code
/// stands for itself, as authors forget to encode it.
pub(super) fn percent_decoded(text: &str) -> Option<Cow<'_, str>> {
    if !text.contains('%') {
        return Some(Cow::Borrowed(text));
    }
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let code = match (byte, after) {
            (b'%', [high, low, ..]) => hexadecimal(*high).zip(hexadecimal(*low)),
            _ => None,
        };
        match code {
            Some((high, low)) => {
                decoded.push(high * 16 + low);
                rest = &after[2..];
            }
            None => {
                decoded.push(byte);
                rest = after;
            }
        }
    }
    String::from_utf8(decoded).ok().map(Cow::Owned)
}

fn hexadecimal(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(reference: &str) -> (Option<String>, String) {
        let Reference { file, fragment } = Reference::parse(reference).unwrap();
        let fragment = match fragment {
            Fragment::Pointer(pointer) => pointer.into_owned(),
            Fragment::Anchor(anchor) => format!("anchor {anchor}"),
        };
        (file.map(Cow::into_owned), fragment)
    }

    #[test]
    fn a_reference_is_a_file_a_fragment_or_both() {
        assert_eq!(parts("#/a/b"), (None, "/a/b".to_owned()));
        assert_eq!(parts("#"), (None, String::new()));
        assert_eq!(parts("pet.yaml"), (Some("pet.yaml".to_owned()), String::new()));
        assert_eq!(
            parts("../a.json#/b"),
            (Some("../a.json".to_owned()), "/b".to_owned())
        );
        assert_eq!(
            parts("a.yaml#Pet"),
            (Some("a.yaml".to_owned()), "anchor Pet".to_owned())
        );
    }

    #[test]
    fn percent_codes_are_decoded_in_both_parts() {
        let decoded = (Some("my pets.yaml".to_owned()), "/paths/~1pets~1{id}".to_owned());
        assert_eq!(parts("my%20pets.yaml#/paths/~1pets~1%7Bid%7D"), decoded);
        assert_eq!(
            parts("#/components/schemas/Foo Bar").1,
            "/components/schemas/Foo Bar"
        );
        assert_eq!(parts("#/100%/%zz").1, "/100%/%zz");
        assert_eq!(Reference::parse("#/%FF"), Err(ReferenceError::Malformed));
        assert_eq!(Reference::parse(""), Err(ReferenceError::Malformed));
    }

    #[test]
    fn what_has_a_scheme_or_a_host_is_remote() {
        for remote in [
            "https://example.com/a.yaml#/b",
            "//example.com/a",
            "urn:pets",
            "file:///etc/passwd",
        ] {
            assert_eq!(Reference::parse(remote), Err(ReferenceError::Remote), "{remote}");
        }
        assert_eq!(parts("a/b:c.yaml").0.as_deref(), Some("a/b:c.yaml"));
    }
}
