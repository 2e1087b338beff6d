use std::fmt;

use super::RustName;

/// A checked name of a [feature](https://doc.rust-lang.org/cargo/reference/features.html): the only way by which text
/// of a document becomes one.
///
/// It begins with a letter, a digit or `_`, and goes on with letters, digits, `_`, `-`, `+` and `.`; it is not
/// `default`, which lists the features that are on by themselves.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FeatureName(String);

impl FeatureName {
    /// Checks `text`; `None` when it is not a feature's name.
    ///
    /// ```
    /// use specwright_codegen::plan::names::FeatureName;
    ///
    /// assert_eq!(FeatureName::new("user-groups").unwrap().as_str(), "user-groups");
    /// assert_eq!(FeatureName::new("user groups"), None);
    /// assert_eq!(FeatureName::new("dep:serde"), None);
    /// assert_eq!(FeatureName::new("default"), None);
    /// ```
    pub fn new(text: &str) -> Option<Self> {
        let mut characters = text.chars();
        let first = characters.next()?;
        let starts = unicode_ident::is_xid_start(first) || first == '_' || first.is_ascii_digit();
        let valid = starts
            && characters.all(|character| {
                unicode_ident::is_xid_continue(character) || matches!(character, '-' | '+' | '.')
            });
        (valid && text != "default").then(|| Self(text.to_owned()))
    }

    /// The feature that is called like an identifier, with hyphens between its words.
    pub(super) fn of(name: &RustName) -> Option<Self> {
        Self::new(&name.as_str().replace('_', "-")).or_else(|| Self::new(name.as_str()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FeatureName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
