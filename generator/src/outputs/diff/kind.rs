//! The one table of what can change, and of what each change does.

use serde::Serialize;

use super::verdict::Wire::{self, Breaks, InPart, Works};
use super::verdict::{Bump, Code, Sides};

/// What a kind of change does.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    /// The stable name.
    pub(super) name: &'static str,
    /// What a person reads; `{}` is what has changed.
    pub(super) text: &'static str,
    /// What it does where clients send the value: to an old client with a new server, and to a new client with an old server.
    pub(super) request: (Wire, Wire),
    /// The same where servers send the value.
    pub(super) response: (Wire, Wire),
    /// The code that it breaks wherever it stands.
    pub(super) code: &'static [Code],
    /// The code that it breaks, too, where clients send the value.
    pub(super) sent: &'static [Code],
    /// The bump that it asks for if it breaks nothing.
    pub(super) least: Bump,
    /// What to do.
    pub(super) help: &'static str,
}

impl Row {
    /// Returns what becomes of an old client with a new server, and of a new client with an old server.
    pub(super) fn wire(&self, sides: Sides) -> (Wire, Wire) {
        let used = [(sides.request, self.request), (sides.response, self.response)];
        let used = used.into_iter().filter(|(used, _)| *used).map(|(_, wire)| wire);
        used.fold((Works, Works), |worst, wire| {
            (worst.0.max(wire.0), worst.1.max(wire.1))
        })
    }
}

macro_rules! kinds {
    ($($(#[doc = $doc:literal])* $kind:ident $name:literal $text:literal {
        request: $request:expr, response: $response:expr,
        code: [$($code:ident),*], sent: [$($sent:ident),*], least: $least:ident,
        help: $help:literal
    })*) => {
        /// What changed between two documents.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(rename_all = "kebab-case")]
        #[non_exhaustive]
        pub enum ChangeKind {
            $($(#[doc = $doc])* $kind,)*
        }

        impl ChangeKind {
            /// All kinds, in the order of the table.
            pub const ALL: &[Self] = &[$(Self::$kind),*];

            pub(super) fn row(self) -> &'static Row {
                match self {
                    $(Self::$kind => &Row {
                        name: $name,
                        text: $text,
                        request: $request,
                        response: $response,
                        code: &[$(Code::$code),*],
                        sent: &[$(Code::$sent),*],
                        least: Bump::$least,
                        help: $help,
                    },)*
                }
            }
        }
    };
}

/// What has nothing to do with the wire.
const NONE: (Wire, Wire) = (Works, Works);

// Each pair is: an old client with a new server, a new client with an old server.
kinds! {
    /// An operation is new.
    OperationAdded "operation-added" "the operation is new" {
        request: (Works, InPart), response: NONE, code: [], sent: [], least: Minor,
        help: "call it only where the server is new enough"
    }
    /// An operation is gone.
    OperationRemoved "operation-removed" "the operation is gone" {
        request: (Breaks, Works), response: NONE, code: [Calls, Names], sent: [], least: Minor,
        help: "remove its calls; keep the operation, deprecated, for as long as clients call it"
    }
    /// An operation has another method or path.
    OperationMoved "operation-moved" "the request line is another one" {
        request: (Breaks, Breaks), response: NONE, code: [], sent: [], least: Patch,
        help: "let the server answer at both places until no client calls the old one"
    }
    /// The method of the client has another name.
    OperationRenamed "operation-renamed" "the method {} is gone" {
        request: NONE, response: NONE, code: [Calls, Names], sent: [], least: Minor,
        help: "call the method by its new name, or keep the operationId"
    }
    /// Something is deprecated.
    Deprecated "deprecated" "{} is deprecated now" {
        request: NONE, response: NONE, code: [], sent: [], least: Minor,
        help: "the compiler warns where it is used"
    }
    /// The order of the arguments of a method is another one.
    ArgumentsReordered "arguments-reordered" "the required parameters stand in another order" {
        request: NONE, response: NONE, code: [Calls], sent: [], least: Minor,
        help: "keep the order, or look at each call: arguments of the same type are exchanged without an error"
    }
    /// The method's arguments or its result are others, for a reason that no other change tells.
    SignatureChanged "signature-changed" "the method {} has another signature" {
        request: NONE, response: NONE, code: [Calls], sent: [], least: Minor,
        help: "adapt the calls"
    }
    /// The type of the request has another name, or none.
    RequestTypeChanged "request-type-changed" "the method returns another type of request" {
        request: NONE, response: NONE, code: [Names], sent: [], least: Minor,
        help: "adapt the code that names the type of the request"
    }

    /// An optional parameter is new.
    ParameterAdded "parameter-added" "the optional parameter {} is new" {
        request: (Works, InPart), response: NONE, code: [], sent: [], least: Minor,
        help: "set it only where the server is new enough"
    }
    /// A required parameter is new.
    RequiredParameterAdded "required-parameter-added" "the required parameter {} is new" {
        request: (Breaks, InPart), response: NONE, code: [Calls], sent: [], least: Minor,
        help: "make it optional, with a default on the server"
    }
    /// An optional parameter is gone.
    ParameterRemoved "parameter-removed" "the optional parameter {} is gone" {
        request: (InPart, Works), response: NONE, code: [Calls], sent: [], least: Minor,
        help: "remove its setter from the calls; keep it, deprecated, while clients send it"
    }
    /// A required parameter is gone.
    RequiredParameterRemoved "required-parameter-removed" "the required parameter {} is gone" {
        request: (InPart, Breaks), response: NONE, code: [Calls], sent: [], least: Minor,
        help: "remove the argument from the calls"
    }
    /// An optional parameter became required.
    ParameterRequired "parameter-required" "the parameter {} is required now" {
        request: (Breaks, Works), response: NONE, code: [Calls], sent: [], least: Minor,
        help: "keep it optional, with a default on the server"
    }
    /// A required parameter became optional.
    ParameterOptional "parameter-optional" "the parameter {} is optional now" {
        request: (Works, InPart), response: NONE, code: [Calls], sent: [], least: Minor,
        help: "it was an argument and is a setter now: adapt the calls"
    }
    /// A parameter is written otherwise.
    ParameterStyleChanged "parameter-style-changed" "the parameter {} is written in another way" {
        request: (Breaks, Breaks), response: NONE, code: [], sent: [], least: Patch,
        help: "let the server read both forms"
    }
    /// The argument or setter of a parameter has another name.
    ParameterRenamed "parameter-renamed" "the setter of the parameter {} has another name" {
        request: NONE, response: NONE, code: [Calls], sent: [], least: Minor,
        help: "call the setter by its new name"
    }

    /// An optional body is new.
    BodyAdded "body-added" "the operation takes a body now, which is optional" {
        request: (Works, InPart), response: NONE, code: [], sent: [], least: Minor,
        help: "send it only where the server is new enough"
    }
    /// A required body is new.
    RequiredBodyAdded "required-body-added" "the operation needs a body now" {
        request: (Breaks, InPart), response: NONE, code: [Calls], sent: [], least: Minor,
        help: "make it optional"
    }
    /// The body is gone.
    BodyRemoved "body-removed" "the operation takes no body any more" {
        request: (InPart, InPart), response: NONE, code: [Calls], sent: [], least: Minor,
        help: "remove it from the calls"
    }
    /// An optional body became required.
    BodyRequired "body-required" "the body is required now" {
        request: (Breaks, Works), response: NONE, code: [Calls], sent: [], least: Minor,
        help: "keep it optional"
    }
    /// A required body became optional.
    BodyOptional "body-optional" "the body is optional now" {
        request: (Works, InPart), response: NONE, code: [Calls], sent: [], least: Minor,
        help: "it was an argument and is a setter now: adapt the calls"
    }
    /// A media type of a request is new.
    RequestMediaTypeAdded "request-media-type-added" "the body may be {}, too" {
        request: (Works, InPart), response: NONE, code: [], sent: [], least: Minor,
        help: "send it only where the server is new enough"
    }
    /// A media type of a request is gone.
    RequestMediaTypeRemoved "request-media-type-removed" "the body can't be {} any more" {
        request: (Breaks, Works), response: NONE, code: [Calls], sent: [], least: Minor,
        help: "let the server take both while clients send the old one"
    }
    /// The body's media type is written as something else.
    BodyKindChanged "body-kind-changed" "the body of {} is something else" {
        request: (Breaks, Breaks), response: NONE, code: [Calls], sent: [], least: Minor,
        help: "adapt the calls"
    }

    /// A successful response is new.
    SuccessAdded "success-added" "the call may succeed with {}, too" {
        request: NONE, response: (InPart, Works), code: [], sent: [], least: Minor,
        help: "an old client reports the status as undocumented"
    }
    /// A successful response is gone.
    SuccessRemoved "success-removed" "the call does not succeed with {} any more" {
        request: NONE, response: (Works, InPart), code: [], sent: [], least: Minor,
        help: "adapt the code that handles it"
    }
    /// A failure is new.
    FailureAdded "failure-added" "the call may fail with {}, too" {
        request: NONE, response: NONE, code: [ExhaustiveMatches], sent: [], least: Minor,
        help: "an old client keeps it as an undocumented failure"
    }
    /// A failure is gone.
    FailureRemoved "failure-removed" "the call does not fail with {} any more" {
        request: NONE, response: NONE, code: [Names], sent: [], least: Minor,
        help: "remove the arms that match it"
    }
    /// The body of a response is something else.
    PayloadChanged "payload-changed" "the body of the response {} is something else" {
        request: NONE, response: (Breaks, Breaks), code: [Calls], sent: [], least: Minor,
        help: "use a new media type or status for the new body"
    }
    /// The variant of a response has another name.
    ResponseRenamed "response-renamed" "the variant of the response {} has another name" {
        request: NONE, response: NONE, code: [Names], sent: [], least: Minor,
        help: "match it by its new name"
    }
    /// A header of responses is new.
    HeaderAdded "header-added" "the header {} of responses is new" {
        request: NONE, response: NONE, code: [], sent: [], least: Minor,
        help: "an old server does not send it"
    }
    /// A header of responses is gone, or of another type.
    HeaderRemoved "header-removed" "the header {} of responses is gone, or something else" {
        request: NONE, response: (InPart, Works), code: [Calls], sent: [], least: Minor,
        help: "adapt the code that reads it"
    }

    /// The operation can be called with other credentials, too.
    SecurityWidened "security-widened" "other credentials are accepted, too" {
        request: (Works, InPart), response: NONE, code: [], sent: [], least: Minor,
        help: "use them only where the server is new enough"
    }
    /// Some credentials are not accepted any more.
    SecurityNarrowed "security-narrowed" "some credentials are not accepted any more" {
        request: (InPart, Works), response: NONE, code: [], sent: [], least: Minor,
        help: "give clients the time to change credentials"
    }
    /// None of the credentials is accepted any more.
    SecurityReplaced "security-replaced" "other credentials are needed" {
        request: (Breaks, Breaks), response: NONE, code: [], sent: [], least: Minor,
        help: "accept both for a time"
    }
    /// A security scheme is new.
    SchemeAdded "scheme-added" "the security scheme {} is new" {
        request: NONE, response: NONE, code: [], sent: [], least: Minor,
        help: "give its credential to the client's builder where operations ask for it"
    }
    /// A security scheme is gone.
    SchemeRemoved "scheme-removed" "the security scheme {} is gone" {
        request: NONE, response: NONE, code: [Calls], sent: [], least: Minor,
        help: "remove the call of the builder's method"
    }
    /// A credential is sent in another way.
    SchemeChanged "scheme-changed" "the credential of {} is sent in another way" {
        request: (Breaks, Breaks), response: NONE, code: [], sent: [], least: Patch,
        help: "let the server accept both ways for a time"
    }
    /// The builder's method for a credential has another name.
    SchemeRenamed "scheme-renamed" "the builder's methods for the security scheme {} are others" {
        request: NONE, response: NONE, code: [Calls], sent: [], least: Minor,
        help: "call the method by its new name"
    }
    /// A server is new.
    ServerAdded "server-added" "the server {} is new" {
        request: NONE, response: NONE, code: [ExhaustiveMatches], sent: [], least: Minor,
        help: "choose it where it is wanted"
    }
    /// A server is gone.
    ServerRemoved "server-removed" "the server {} is gone" {
        request: (InPart, Works), response: NONE, code: [Names], sent: [], least: Minor,
        help: "keep it in the document while it is there"
    }
    /// A server has another URL.
    ServerMoved "server-moved" "the server {} has another URL" {
        request: (InPart, InPart), response: NONE, code: [], sent: [], least: Patch,
        help: "let the old URL lead to the new one"
    }
    /// The server that is used unless another one is chosen is another one.
    DefaultServerChanged "default-server-changed" "the default server is {} now" {
        request: NONE, response: NONE, code: [], sent: [], least: Minor,
        help: "choose the server in the client's builder, so that it does not depend on the document"
    }
    /// The variables of a server's URL are others.
    ServerVariablesChanged "server-variables-changed" "the variables of the server {} are others" {
        request: NONE, response: NONE, code: [StructLiterals, ExhaustiveMatches], sent: [], least: Minor,
        help: "begin with the server's defaults, and set what is to be different"
    }
    /// The operation has a server of its own, or another one.
    OperationServerChanged "operation-server-changed" "the operation has another server" {
        request: (Breaks, Breaks), response: NONE, code: [], sent: [], least: Patch,
        help: "let both servers answer for a time"
    }
    /// The pages of an operation follow each other otherwise, or are not known any more.
    PaginationChanged "pagination-changed" "the pages follow each other in another way" {
        request: (InPart, InPart), response: NONE, code: [], sent: [], least: Minor,
        help: "look at the calls that read several pages"
    }
    /// A method of the request is gone.
    RequestMethodRemoved "request-method-removed" "the method {} of the request is gone, or takes something else" {
        request: NONE, response: NONE, code: [Calls], sent: [], least: Minor,
        help: "adapt the calls"
    }

    /// A type is new.
    TypeAdded "type-added" "the type {} is new" {
        request: NONE, response: NONE, code: [], sent: [], least: Minor,
        help: "nothing has to be done"
    }
    /// A type is gone, or has another name.
    TypeRemoved "type-removed" "the type {} is gone" {
        request: NONE, response: NONE, code: [Names], sent: [], least: Minor,
        help: "keep the schema's name, or name the new type"
    }
    /// An item of the module `operations` is gone.
    ItemRemoved "item-removed" "the item {} of the module `operations` is gone" {
        request: NONE, response: NONE, code: [Names], sent: [], least: Minor,
        help: "adapt the code that names it"
    }
    /// A struct became an enum, or alike.
    SchemaReplaced "schema-replaced" "the schema is something else" {
        request: (Breaks, Breaks), response: (Breaks, Breaks), code: [Calls, FieldReads, Names], sent: [], least: Minor,
        help: "use a new schema for the new form"
    }
    /// A schema became a union that has the schema among its alternatives.
    SchemaWidened "schema-widened" "the schema allows more than before" {
        request: (Works, InPart), response: (Breaks, Works), code: [Calls, FieldReads, Names], sent: [], least: Minor,
        help: "use a new schema for the new form"
    }
    /// A union became one of its alternatives.
    SchemaNarrowed "schema-narrowed" "the schema allows less than before" {
        request: (InPart, Works), response: (Works, Breaks), code: [Calls, FieldReads, Names], sent: [], least: Minor,
        help: "use a new schema for the new form"
    }
    /// `new` takes something else, for a reason that no other change tells.
    ConstructorChanged "constructor-changed" "`new` of {} is gone, or takes something else" {
        request: NONE, response: NONE, code: [Calls], sent: [], least: Minor,
        help: "adapt the calls of `new`"
    }
    /// A type lacks a trait that it had.
    TraitRemoved "trait-removed" "the type does not implement {} any more" {
        request: NONE, response: NONE, code: [Calls], sent: [], least: Minor,
        help: "adapt the code that needs the trait"
    }
    /// Two types are not the same one any more, or became the same one.
    SharingChanged "sharing-changed" "whether {} is another type's name is different now" {
        request: NONE, response: NONE, code: [SharedTypes], sent: [], least: Minor,
        help: "use the type's own name; convert every error with `?` to one type"
    }

    /// An optional property is new.
    PropertyAdded "property-added" "the optional property {} is new" {
        request: (Works, InPart), response: NONE, code: [StructLiterals], sent: [], least: Minor,
        help: "begin with `new`, and end patterns with `..`"
    }
    /// A required property is new.
    RequiredPropertyAdded "required-property-added" "the required property {} is new" {
        request: (Breaks, InPart), response: (Works, Breaks), code: [StructLiterals], sent: [Calls], least: Minor,
        help: "make it optional"
    }
    /// An optional property is gone.
    PropertyRemoved "property-removed" "the optional property {} is gone" {
        request: (InPart, Works), response: NONE, code: [FieldReads, StructLiterals], sent: [Calls], least: Minor,
        help: "keep it, deprecated, while programs use it"
    }
    /// A required property is gone.
    RequiredPropertyRemoved "required-property-removed" "the required property {} is gone" {
        request: (InPart, Breaks), response: (Breaks, Works), code: [FieldReads, StructLiterals], sent: [Calls], least: Minor,
        help: "keep it, deprecated, while programs use it"
    }
    /// An optional property became required.
    PropertyRequired "property-required" "the property {} is required now" {
        request: (Breaks, Works), response: (Works, Breaks), code: [FieldReads, StructLiterals], sent: [Calls], least: Minor,
        help: "keep it optional in what clients send"
    }
    /// A required property became optional.
    PropertyOptional "property-optional" "the property {} is optional now" {
        request: (Works, InPart), response: (Breaks, Works), code: [FieldReads, StructLiterals], sent: [Calls], least: Minor,
        help: "keep it required in what servers send"
    }
    /// The field of a property has another name.
    PropertyRenamed "property-renamed" "the field of the property {} has another name" {
        request: NONE, response: NONE, code: [FieldReads, StructLiterals], sent: [Calls], least: Minor,
        help: "use the new name"
    }
    /// A property is sent by other sides than before.
    AccessChanged "access-changed" "other sides send the property {}" {
        request: (InPart, InPart), response: (InPart, InPart), code: [], sent: [], least: Minor,
        help: "look at the code that sets or reads it"
    }
    /// Properties without a name in the schema are kept now, or are something else.
    ExtraAdded "extra-added" "properties that are not named are kept now" {
        request: (Works, InPart), response: NONE, code: [StructLiterals], sent: [], least: Minor,
        help: "begin with `new`, and end patterns with `..`"
    }
    /// Properties without a name in the schema are not kept any more.
    ExtraRemoved "extra-removed" "properties that are not named are not kept any more" {
        request: (InPart, Works), response: NONE, code: [FieldReads, StructLiterals], sent: [], least: Minor,
        help: "name the properties that are needed"
    }
    /// An object has no room for properties that are not named.
    Closed "closed" "properties that are not named are refused now" {
        request: (InPart, Works), response: NONE, code: [], sent: [], least: Minor,
        help: "send only what the schema names"
    }
    /// An object has room again for properties that are not named.
    Opened "opened" "properties that are not named are allowed now" {
        request: (Works, InPart), response: NONE, code: [], sent: [], least: Minor,
        help: "nothing has to be done"
    }

    /// A value may be null.
    Nullable "nullable" "{} may be null now" {
        request: (Works, InPart), response: (Breaks, Works), code: [], sent: [], least: Minor,
        help: "leave the property out instead of sending null"
    }
    /// An optional property may be null.
    OptionalNullable "optional-nullable" "{}, which may be absent, may be null, too" {
        request: (Works, InPart), response: NONE, code: [], sent: [], least: Minor,
        help: "an old client reads null as absent"
    }
    /// A value can't be null any more.
    NotNullable "not-nullable" "{} can't be null any more" {
        request: (InPart, Works), response: (Works, Breaks), code: [], sent: [], least: Minor,
        help: "let the server accept null for a time"
    }
    /// An optional property can't be null any more.
    OptionalNotNullable "optional-not-nullable" "{}, which may be absent, can't be null any more" {
        request: (InPart, Works), response: NONE, code: [], sent: [], least: Minor,
        help: "let the server accept null for a time"
    }
    /// A type allows more than before.
    TypeWidened "type-widened" "{} allows more than before" {
        request: (Works, InPart), response: (Breaks, Works), code: [], sent: [], least: Minor,
        help: "use a new property or parameter for the new values"
    }
    /// A type allows less than before.
    TypeNarrowed "type-narrowed" "{} allows less than before" {
        request: (InPart, Works), response: (Works, Breaks), code: [], sent: [], least: Minor,
        help: "let the server accept the old values for a time"
    }
    /// A type is another one.
    TypeReplaced "type-replaced" "{} has another type" {
        request: (Breaks, Breaks), response: (Breaks, Breaks), code: [], sent: [], least: Minor,
        help: "use a new property or parameter for the new type"
    }
    /// An enum became any text.
    EnumOpened "enum-opened" "{} can be any text now, not only what is listed" {
        request: (Works, InPart), response: NONE, code: [], sent: [], least: Minor,
        help: "clients keep texts that are not listed: add to the list instead"
    }
    /// Any text became an enum.
    EnumClosed "enum-closed" "{} can be only what is listed, not any text" {
        request: (InPart, Works), response: NONE, code: [], sent: [], least: Minor,
        help: "let the server accept the old values for a time"
    }
    /// The same values have another type in Rust.
    RustTypeChanged "rust-type-changed" "{} is another type in Rust" {
        request: NONE, response: NONE, code: [], sent: [], least: Patch,
        help: "adapt the code that uses it"
    }
    /// A large value is behind a pointer now, or is not any more.
    BoxingChanged "boxing-changed" "whether {} is behind a pointer is different now" {
        request: NONE, response: NONE, code: [StructLiterals], sent: [], least: Patch,
        help: "give it to `new`, a setter or a conversion, which take it either way"
    }
    /// Null is told from an absent value now, since clients send it, or is not any more.
    NullFormChanged "null-form-changed" "whether null is told from absent is different now for {}" {
        request: NONE, response: NONE, code: [StructLiterals], sent: [], least: Minor,
        help: "read it by methods that `Option` and `Nullable` share: `as_ref`, `as_deref`, `is_some`, `unwrap_or`, …"
    }

    /// A value of an enum is new.
    ValueAdded "value-added" "the value {} is new" {
        request: (Works, InPart), response: NONE, code: [ExhaustiveMatches], sent: [], least: Minor,
        help: "an old client keeps it as a value that is not documented; match with `_`"
    }
    /// A value of an enum is gone.
    ValueRemoved "value-removed" "the value {} is gone" {
        request: (InPart, Works), response: NONE, code: [Names, ExhaustiveMatches], sent: [], least: Minor,
        help: "keep it in the list while clients send it"
    }
    /// The variant of a value or an alternative has another name.
    VariantRenamed "variant-renamed" "the variant of {} has another name" {
        request: NONE, response: NONE, code: [Names, ExhaustiveMatches], sent: [], least: Minor,
        help: "use the new name"
    }
    /// An alternative of a tagged union is new.
    AlternativeAdded "alternative-added" "the alternative {} is new" {
        request: (Works, InPart), response: NONE, code: [ExhaustiveMatches], sent: [], least: Minor,
        help: "an old client keeps it as JSON; match with `_`"
    }
    /// An alternative of a union without a tag is new.
    UntaggedAlternativeAdded "untagged-alternative-added" "the alternative {} is new" {
        request: (Works, InPart), response: (InPart, Works), code: [ExhaustiveMatches], sent: [], least: Minor,
        help: "give the union a discriminator, so that old clients keep what they don't know"
    }
    /// An alternative of a tagged union is gone.
    AlternativeRemoved "alternative-removed" "the alternative {} is gone" {
        request: (InPart, Works), response: NONE, code: [Names, ExhaustiveMatches], sent: [], least: Minor,
        help: "keep it while clients send it"
    }
    /// An alternative of a union without a tag is gone.
    UntaggedAlternativeRemoved "untagged-alternative-removed" "the alternative {} is gone" {
        request: (InPart, Works), response: (Works, InPart), code: [Names, ExhaustiveMatches], sent: [], least: Minor,
        help: "keep it while clients send it"
    }
    /// The right alternative is found in another way.
    TaggingChanged "tagging-changed" "the alternatives are told apart by {}" {
        request: (Breaks, Breaks), response: (Breaks, Breaks), code: [], sent: [], least: Minor,
        help: "keep the discriminator"
    }
    /// A union can't be made of a type any more.
    ConversionRemoved "conversion-removed" "a value can't be made of {} any more" {
        request: NONE, response: NONE, code: [Calls], sent: [], least: Minor,
        help: "name the variant"
    }
}

impl ChangeKind {
    /// Returns its stable name: `property-added`.
    pub fn name(self) -> &'static str {
        self.row().name
    }
}
