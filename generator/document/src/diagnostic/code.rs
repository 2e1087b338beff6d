use std::fmt;
use std::str::FromStr;

/// Defines [`Code`] from rows of a name in Rust and the name that is printed.
macro_rules! codes {
    ($($variant:ident = $name:literal,)*) => {
        /// The stable name of a kind of diagnostic.
        ///
        /// To add one, add its row here, and its explanation in `explanations/`, a Markdown file of its name.
        /// The name never changes once released.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[allow(missing_docs)]
        pub enum Code {
            $($variant,)*
        }

        impl Code {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Returns the name as it is printed.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// Returns what it means in a sentence, in Markdown: the first of its explanation.
            pub fn meaning(self) -> String {
                first_sentence(self.explain())
            }

            /// Returns what it means, with an example, in Markdown.
            pub fn explain(self) -> &'static str {
                match self {
                    $(Self::$variant => include_str!(concat!("explanations/", $name, ".md")),)*
                }
            }
        }
    };
}

codes! {
    FileNotReadable = "file-not-readable",
    EmptyDocument = "empty-document",
    Syntax = "syntax",
    NotAMapping = "not-a-mapping",
    UnknownVersion = "unknown-version",
    UnresolvedReference = "unresolved-reference",
    RemoteReference = "remote-reference",
    NotText = "not-text",
    TooDeep = "too-deep",
    TooLarge = "too-large",
    OutsideReference = "outside-reference",
    NotStrictJson = "not-strict-json",
    ByteOrderMark = "byte-order-mark",
    CarriageReturn = "carriage-return",
    TabIndentation = "tab-indentation",
    ControlCharacter = "control-character",
    SeveralDocuments = "several-documents",
    YamlTag = "yaml-tag",
    UnquotedKey = "unquoted-key",
    DuplicateKey = "duplicate-key",
    DuplicateOperationId = "duplicate-operation-id",
    MissingOperationId = "missing-operation-id",
    AmbiguousOperationId = "ambiguous-operation-id",
    WrongType = "wrong-type",
    ReferenceCycle = "reference-cycle",
    MisplacedReference = "misplaced-reference",
    NullValue = "null-value",
    ItemsWithoutArray = "items-without-array",
    PropertiesWithoutObject = "properties-without-object",
    UnknownField = "unknown-field",
    MissingField = "missing-field",
    UnknownType = "unknown-type",
    MissingSchema = "missing-schema",
    NestedCallback = "nested-callback",
    NestingLimit = "nesting-limit",
    RequiredOnProperty = "required-on-property",
    UndeclaredProperty = "undeclared-property",
    EnumType = "enum-type",
    TextOfNumber = "text-of-number",
    EmptyEnum = "empty-enum",
    DuplicateValue = "duplicate-value",
    DiscriminatorMapping = "discriminator-mapping",
    ServerUrl = "server-url",
    UndeclaredVariable = "undeclared-variable",
    SecurityScheme = "security-scheme",
    UnknownSecurityScheme = "unknown-security-scheme",
    AuthorizationParameter = "authorization-parameter",
    PathSyntax = "path-syntax",
    DuplicatePath = "duplicate-path",
    ParameterLocation = "parameter-location",
    UndeclaredPathParameter = "undeclared-path-parameter",
    UnusedPathParameter = "unused-path-parameter",
    DuplicateParameter = "duplicate-parameter",
    PathParameterNotRequired = "path-parameter-not-required",
    UnknownStyle = "unknown-style",
    MediaType = "media-type",
    StatusCode = "status-code",
    HeaderName = "header-name",
    Pagination = "pagination",
    OperationSetting = "operation-setting",
    EmptySelection = "empty-selection",
    Rename = "rename",
    RustName = "rust-name",
    Lock = "lock",
    StaleLock = "stale-lock",
    Replacement = "replacement",
    Derive = "derive",
    UnknownSetting = "unknown-setting",
    SettingValue = "setting-value",
    UnusedAllow = "unused-allow",
    NotInOpenApi30 = "not-in-openapi-3.0",
    ComponentName = "component-name",
    JsonPath = "json-path",
    OverlayAction = "overlay-action",
    OverlayExtends = "overlay-extends",
    UnmatchedAction = "unmatched-action",
    UnneededAction = "unneeded-action",
}

/// Returns the first sentence of a page, which begins with its title.
fn first_sentence(page: &str) -> String {
    let mut paragraphs = page.split("\n\n").map(str::trim);
    let paragraph = paragraphs.find(|text| !text.is_empty() && !text.starts_with('#'));
    let text = paragraph.unwrap_or_default().replace('\n', " ");
    match text.split_once(". ") {
        Some((sentence, _)) => format!("{sentence}."),
        None => text,
    }
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// A text that is no [`Code`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownCode {
    /// The code that is nearest to it.
    pub suggestion: Option<Code>,
}

impl fmt::Display for UnknownCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.suggestion {
            Some(code) => write!(formatter, "there is no such code; did you mean `{code}`?"),
            None => formatter.write_str("there is no such code"),
        }
    }
}

impl std::error::Error for UnknownCode {}

impl FromStr for Code {
    type Err = UnknownCode;

    fn from_str(name: &str) -> Result<Self, UnknownCode> {
        let named = |name: &str| Self::ALL.iter().copied().find(|code| code.as_str() == name);
        named(name).ok_or_else(|| UnknownCode {
            suggestion: super::nearest(name, Self::ALL.iter().map(|code| code.as_str())).and_then(named),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_code_is_known_by_its_name_and_explained_under_it() {
        for &code in Code::ALL {
            assert_eq!(code.as_str().parse(), Ok(code));
            let heading = format!("# {code}\n\n");
            let text = code.explain().strip_prefix(&heading).unwrap();
            assert!(text.len() > 80, "{code}");
            assert!(text.lines().all(|line| line.chars().count() <= 130), "{code}");
        }
    }

    #[test]
    fn a_misspelt_code_has_a_suggestion() {
        let error = "duplicate-keys".parse::<Code>().unwrap_err();
        assert_eq!(
            error.to_string(),
            "there is no such code; did you mean `duplicate-key`?"
        );
    }
}
