//! What things are called.

use std::panic::Location;
use std::path::PathBuf;

use crate::generator::Generator;
use specwright_document::diagnostic::{LineColumn, SourceSpan};
use specwright_document::model::Rename;

impl Generator {
    /// Chooses the name of something; on the wire it keeps its own.
    ///
    /// | item | what it names |
    /// |---|---|
    /// | `listPets`, `operation:listPets`, `GET /pets` | an operation: its method, and the types that are named after that |
    /// | `Pet`, `schema:Pet` | a component, and what is within it |
    /// | `#/components/schemas/Pet/properties/id` | a property; with a name in upper case, the type that its schema has |
    /// | `#/components/schemas/State/enum/active` | the variant of a value |
    /// | `#/components/schemas/Shape/oneOf/Circle` | the variant of an alternative: a component, a value of the discriminator, or a JSON type |
    /// | `#/paths/~1pets/get/parameters/limit`, `parameter:Limit` | a parameter of an operation; a component parameter in all |
    /// | `tag:pets`, `server:Production`, `security:apiKey` | a tag with its group and feature, a server by its name or URL, a credential |
    ///
    /// Pointers are those of the document's first file. `type:` before one means the type of the schema there.
    ///
    /// A name that is no identifier, a keyword, in another case than Rust has for it, or taken is an error, and so is an item
    /// that the document does not have. What is renamed leaves its own name to nobody, so that all else keeps its name.
    ///
    /// ```
    /// use specwright::Generator;
    ///
    /// let generator = Generator::new("spec/payments.yaml")
    ///     .rename("PostPaymentIntents", "create_payment_intent")
    ///     .rename("payment_intent_v2", "PaymentIntent")
    ///     .rename("#/components/schemas/Refund/properties/amt", "amount");
    /// ```
    #[track_caller]
    pub fn rename(mut self, item: impl Into<String>, name: impl Into<String>) -> Self {
        self.settings.renames.push(Rename {
            item: item.into(),
            name: name.into(),
            span: Some(caller(Location::caller())),
        });
        self
    }

    /// Keeps all names in a file, `specwright.lock`: a change of the document changes none of them. A value of an `enum` that comes before
    /// `active` and is called like it leaves `Active` to that one, and is `Active2` itself.
    ///
    /// A build script only reads the file, and warns if it does not have the names of the document: `specwright lock` writes it, as
    /// does `specwright generate`. Several clients may share one. Names that are chosen by [`rename`](Self::rename) come first. A name whose line is removed is
    /// chosen anew.
    ///
    /// ```
    /// use specwright::Generator;
    ///
    /// let generator = Generator::new("spec/payments.yaml").lock("specwright.lock");
    /// ```
    pub fn lock(mut self, path: impl Into<PathBuf>) -> Self {
        self.lock = Some(path.into());
        self
    }

    /// Says that the lock is written afterwards; for the command.
    #[cfg(feature = "internals")]
    #[doc(hidden)]
    pub fn writing_lock(mut self) -> Self {
        self.writes_lock = true;
        self
    }

    /// Sets where the last name was chosen: in a configuration, or nowhere.
    #[cfg(feature = "config")]
    pub(crate) fn locate_rename(mut self, span: Option<SourceSpan>) -> Self {
        if let Some(last) = self.settings.renames.last_mut() {
            last.span = span;
        }
        self
    }
}

/// Returns the place of a call in a build script.
pub(super) fn caller(location: &Location<'_>) -> SourceSpan {
    let position = LineColumn {
        line: location.line() as usize,
        column: location.column() as usize,
    };
    SourceSpan::new(PathBuf::from(location.file()), Some(position))
}
