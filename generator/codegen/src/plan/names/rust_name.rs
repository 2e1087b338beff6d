use std::fmt;
use std::sync::Arc;

use specwright_document::source::byte_set::ByteSet;

/// A checked Rust identifier: the only way by which text of a document becomes an identifier.
///
/// The text is a valid identifier of the 2024 edition or one of its keywords that may be raw (`type`, which is
/// emitted as `r#type`). It is never `_`, `self`, `Self`, `super` or `crate`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RustName(Arc<str>);

impl RustName {
    /// Checks `text`; `None` when it is not an identifier.
    ///
    /// ```
    /// use specwright_codegen::plan::names::RustName;
    ///
    /// assert_eq!(RustName::new("type").unwrap().to_string(), "r#type");
    /// assert_eq!(RustName::new("1st"), None);
    /// assert_eq!(RustName::new("a; fn evil() {}"), None);
    /// ```
    pub fn new(text: &str) -> Option<Self> {
        Self::is_valid(text).then(|| Self(Arc::from(text)))
    }

    /// Returns whether `text` can be the text of a name.
    pub(super) fn is_valid(text: &str) -> bool {
        let Some(&first) = text.as_bytes().first() else {
            return false;
        };
        // Nearly all are.
        static OF_NAMES: ByteSet = ByteSet::range(b'a', b'z')
            .and(ByteSet::range(b'A', b'Z'))
            .and(ByteSet::range(b'0', b'9'))
            .and(ByteSet::of(b"_"));
        let is_ascii = !first.is_ascii_digit() && OF_NAMES.is_all_of(text);
        let is_valid = is_ascii || {
            let mut characters = text.chars();
            characters
                .next()
                .is_some_and(|first| first == '_' || unicode_ident::is_xid_start(first))
                && characters.all(unicode_ident::is_xid_continue)
        };
        is_valid && (text.len() > 5 || !matches!(text, "_" | "self" | "Self" | "super" | "crate"))
    }

    /// Returns the identifier's text, without `r#`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the identifier's text, without `r#`, for whoever keeps it.
    pub(super) fn text(&self) -> Arc<str> {
        self.0.clone()
    }

    /// Returns the identifier's text in snake case, as a part of another name.
    pub fn snake(&self) -> String {
        super::case::snake(&self.0).into_owned()
    }

    /// Returns whether the identifier is a keyword that must be written raw.
    pub fn is_keyword(&self) -> bool {
        is_keyword(&self.0)
    }
}

impl fmt::Display for RustName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_keyword() {
            formatter.write_str("r#")?;
        }
        formatter.write_str(&self.0)
    }
}

/// Returns whether a text is a keyword of the 2024 edition, a reserved one included, that may be a raw identifier.
fn is_keyword(text: &str) -> bool {
    // Without optimisation each comparison counts, and nearly all names are no keyword.
    match text.len() {
        2 => matches!(text, "as" | "do" | "fn" | "if" | "in"),
        3 => matches!(
            text,
            "box" | "dyn" | "for" | "gen" | "let" | "mod" | "mut" | "pub" | "ref" | "try" | "use"
        ),
        4 => matches!(
            text,
            "else" | "enum" | "impl" | "loop" | "move" | "priv" | "true" | "type"
        ),
        5 => matches!(
            text,
            "async"
                | "await"
                | "break"
                | "const"
                | "false"
                | "final"
                | "macro"
                | "match"
                | "trait"
                | "where"
                | "while"
                | "yield"
        ),
        6 => matches!(
            text,
            "become" | "extern" | "return" | "static" | "struct" | "typeof" | "unsafe"
        ),
        7 => matches!(text, "unsized" | "virtual"),
        8 => matches!(text, "abstract" | "continue" | "override"),
        _ => false,
    }
}
