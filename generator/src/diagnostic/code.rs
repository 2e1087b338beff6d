/// The stable name of a kind of diagnostic.
///
/// Add a variant here for each kind; its text is kebab-case and never changes once released.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Code {
    FileNotReadable,
    EmptyDocument,
    Syntax,
    NotAMapping,
    UnknownVersion,
    UnresolvedReference,
    RemoteReference,
    NotText,
    TooDeep,
    TooLarge,
    OutsideReference,
    NotStrictJson,
    ByteOrderMark,
    CarriageReturn,
    TabIndentation,
    ControlCharacter,
    SeveralDocuments,
    YamlTag,
    UnquotedKey,
    DuplicateKey,
    DuplicateOperationId,
    MissingOperationId,
    WrongType,
}

impl Code {
    /// The name as it is printed.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::FileNotReadable => "file-not-readable",
            Self::EmptyDocument => "empty-document",
            Self::Syntax => "syntax",
            Self::NotAMapping => "not-a-mapping",
            Self::UnknownVersion => "unknown-version",
            Self::UnresolvedReference => "unresolved-reference",
            Self::RemoteReference => "remote-reference",
            Self::NotText => "not-text",
            Self::TooDeep => "too-deep",
            Self::TooLarge => "too-large",
            Self::OutsideReference => "outside-reference",
            Self::NotStrictJson => "not-strict-json",
            Self::ByteOrderMark => "byte-order-mark",
            Self::CarriageReturn => "carriage-return",
            Self::TabIndentation => "tab-indentation",
            Self::ControlCharacter => "control-character",
            Self::SeveralDocuments => "several-documents",
            Self::YamlTag => "yaml-tag",
            Self::UnquotedKey => "unquoted-key",
            Self::DuplicateKey => "duplicate-key",
            Self::DuplicateOperationId => "duplicate-operation-id",
            Self::MissingOperationId => "missing-operation-id",
            Self::WrongType => "wrong-type",
        }
    }
}
