use std::fmt;

use serde::Serialize;

/// A checked Rust identifier: the only way by which text of a document becomes an identifier.
///
/// The text is a valid identifier of the 2024 edition or one of its keywords that may be raw (`type`, which is
/// emitted as `r#type`). It is never `_`, `self`, `Self`, `super` or `crate`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct RustName(String);

impl RustName {
    /// Checks `text`; `None` when it is not an identifier.
    ///
    /// ```
    /// use specwright::outputs::client::plan::named::RustName;
    ///
    /// assert_eq!(RustName::new("type").unwrap().to_string(), "r#type");
    /// assert_eq!(RustName::new("1st"), None);
    /// assert_eq!(RustName::new("a; fn evil() {}"), None);
    /// ```
    pub fn new(text: &str) -> Option<Self> {
        let mut characters = text.chars();
        let first = characters.next()?;
        let starts = first == '_' || unicode_ident::is_xid_start(first);
        let valid = starts && characters.all(unicode_ident::is_xid_continue);
        let reserved = matches!(text, "_" | "self" | "Self" | "super" | "crate");
        (valid && !reserved).then(|| Self(text.to_owned()))
    }

    /// The identifier's text, without `r#`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the identifier is a keyword that must be written raw.
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

/// The keywords of the 2024 edition, reserved ones included, that may be raw identifiers.
fn is_keyword(text: &str) -> bool {
    matches!(
        text,
        "abstract"
            | "as"
            | "async"
            | "await"
            | "become"
            | "box"
            | "break"
            | "const"
            | "continue"
            | "do"
            | "dyn"
            | "else"
            | "enum"
            | "extern"
            | "false"
            | "final"
            | "fn"
            | "for"
            | "gen"
            | "if"
            | "impl"
            | "in"
            | "let"
            | "loop"
            | "macro"
            | "match"
            | "mod"
            | "move"
            | "mut"
            | "override"
            | "priv"
            | "pub"
            | "ref"
            | "return"
            | "static"
            | "struct"
            | "trait"
            | "true"
            | "try"
            | "type"
            | "typeof"
            | "unsafe"
            | "unsized"
            | "use"
            | "virtual"
            | "where"
            | "while"
            | "yield"
    )
}
