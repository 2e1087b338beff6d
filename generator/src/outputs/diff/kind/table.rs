//! The one table of what can change, and of what each change does on the wire and to programs.

use serde::Serialize;

use super::row::{Row, kinds};
use crate::outputs::diff::verdict::Wire::{self, Breaks, InPart, Works};
use crate::outputs::diff::verdict::{Bump, Code};

/// What has nothing to do with the wire.
const NONE: (Wire, Wire) = (Works, Works);

// Each pair is: an old client with a new server, a new client with an old server.
kinds! {
    /// An operation is new.
    OperationAdded "operation-added" "the operation is new" {
        request: (Works, InPart), response: NONE, code: [], sent: [], least: Minor
    }
    /// An operation is gone.
    OperationRemoved "operation-removed" "the operation is gone" {
        request: (Breaks, Works), response: NONE, code: [Calls, Names], sent: [], least: Minor
    }
    /// An operation has another method or path.
    OperationMoved "operation-moved" "the request line is another one" {
        request: (Breaks, Breaks), response: NONE, code: [], sent: [], least: Patch
    }
    /// The method of the client has another name.
    OperationRenamed "operation-renamed" "the method {} is gone" {
        request: NONE, response: NONE, code: [Calls, Names], sent: [], least: Minor
    }
    /// Something is deprecated.
    Deprecated "deprecated" "{} is deprecated now" {
        request: NONE, response: NONE, code: [], sent: [], least: Minor
    }
    /// The order of the arguments of a method is another one.
    ArgumentsReordered "arguments-reordered" "the required parameters stand in another order" {
        request: NONE, response: NONE, code: [Calls], sent: [], least: Minor
    }
    /// The method's arguments or its result are others, for a reason that no other change tells.
    SignatureChanged "signature-changed" "the method {} has another signature" {
        request: NONE, response: NONE, code: [Calls], sent: [], least: Minor
    }
    /// The type of the request has another name, or none.
    RequestTypeChanged "request-type-changed" "the method returns another type of request" {
        request: NONE, response: NONE, code: [Names], sent: [], least: Minor
    }

    /// An optional parameter is new.
    ParameterAdded "parameter-added" "the optional parameter {} is new" {
        request: (Works, InPart), response: NONE, code: [], sent: [], least: Minor
    }
    /// A required parameter is new.
    RequiredParameterAdded "required-parameter-added" "the required parameter {} is new" {
        request: (Breaks, InPart), response: NONE, code: [Calls], sent: [], least: Minor
    }
    /// An optional parameter is gone.
    ParameterRemoved "parameter-removed" "the optional parameter {} is gone" {
        request: (InPart, Works), response: NONE, code: [Calls], sent: [], least: Minor
    }
    /// A required parameter is gone.
    RequiredParameterRemoved "required-parameter-removed" "the required parameter {} is gone" {
        request: (InPart, Breaks), response: NONE, code: [Calls], sent: [], least: Minor
    }
    /// An optional parameter became required.
    ParameterRequired "parameter-required" "the parameter {} is required now" {
        request: (Breaks, Works), response: NONE, code: [Calls], sent: [], least: Minor
    }
    /// A required parameter became optional.
    ParameterOptional "parameter-optional" "the parameter {} is optional now" {
        request: (Works, InPart), response: NONE, code: [Calls], sent: [], least: Minor
    }
    /// A parameter is written otherwise.
    ParameterStyleChanged "parameter-style-changed" "the parameter {} is written in another way" {
        request: (Breaks, Breaks), response: NONE, code: [], sent: [], least: Patch
    }
    /// The argument or setter of a parameter has another name.
    ParameterRenamed "parameter-renamed" "the setter of the parameter {} has another name" {
        request: NONE, response: NONE, code: [Calls], sent: [], least: Minor
    }

    /// An optional body is new.
    BodyAdded "body-added" "the operation takes a body now, which is optional" {
        request: (Works, InPart), response: NONE, code: [], sent: [], least: Minor
    }
    /// A required body is new.
    RequiredBodyAdded "required-body-added" "the operation needs a body now" {
        request: (Breaks, InPart), response: NONE, code: [Calls], sent: [], least: Minor
    }
    /// The body is gone.
    BodyRemoved "body-removed" "the operation takes no body any more" {
        request: (InPart, InPart), response: NONE, code: [Calls], sent: [], least: Minor
    }
    /// An optional body became required.
    BodyRequired "body-required" "the body is required now" {
        request: (Breaks, Works), response: NONE, code: [Calls], sent: [], least: Minor
    }
    /// A required body became optional.
    BodyOptional "body-optional" "the body is optional now" {
        request: (Works, InPart), response: NONE, code: [Calls], sent: [], least: Minor
    }
    /// A media type of a request is new.
    RequestMediaTypeAdded "request-media-type-added" "the body may be {}, too" {
        request: (Works, InPart), response: NONE, code: [], sent: [], least: Minor
    }
    /// A media type of a request is gone.
    RequestMediaTypeRemoved "request-media-type-removed" "the body can't be {} any more" {
        request: (Breaks, Works), response: NONE, code: [Calls], sent: [], least: Minor
    }
    /// The body's media type is written as something else.
    BodyKindChanged "body-kind-changed" "the body of {} is something else" {
        request: (Breaks, Breaks), response: NONE, code: [Calls], sent: [], least: Minor
    }

    /// A successful response is new.
    SuccessAdded "success-added" "the call may succeed with {}, too" {
        request: NONE, response: (InPart, Works), code: [], sent: [], least: Minor
    }
    /// A successful response is gone.
    SuccessRemoved "success-removed" "the call does not succeed with {} any more" {
        request: NONE, response: (Works, InPart), code: [], sent: [], least: Minor
    }
    /// A failure is new.
    FailureAdded "failure-added" "the call may fail with {}, too" {
        request: NONE, response: NONE, code: [ExhaustiveMatches], sent: [], least: Minor
    }
    /// A failure is gone.
    FailureRemoved "failure-removed" "the call does not fail with {} any more" {
        request: NONE, response: NONE, code: [Names], sent: [], least: Minor
    }
    /// The body of a response is something else.
    PayloadChanged "payload-changed" "the body of the response {} is something else" {
        request: NONE, response: (Breaks, Breaks), code: [Calls], sent: [], least: Minor
    }
    /// The variant of a response has another name.
    ResponseRenamed "response-renamed" "the variant of the response {} has another name" {
        request: NONE, response: NONE, code: [Names], sent: [], least: Minor
    }
    /// A header of responses is new.
    HeaderAdded "header-added" "the header {} of responses is new" {
        request: NONE, response: NONE, code: [], sent: [], least: Minor
    }
    /// A header of responses is gone, or of another type.
    HeaderRemoved "header-removed" "the header {} of responses is gone, or something else" {
        request: NONE, response: (InPart, Works), code: [Calls], sent: [], least: Minor
    }

    /// The operation can be called with other credentials, too.
    SecurityWidened "security-widened" "other credentials are accepted, too" {
        request: (Works, InPart), response: NONE, code: [], sent: [], least: Minor
    }
    /// Some credentials are not accepted any more.
    SecurityNarrowed "security-narrowed" "some credentials are not accepted any more" {
        request: (InPart, Works), response: NONE, code: [], sent: [], least: Minor
    }
    /// None of the credentials is accepted any more.
    SecurityReplaced "security-replaced" "other credentials are needed" {
        request: (Breaks, Breaks), response: NONE, code: [], sent: [], least: Minor
    }
    /// A security scheme is new.
    SchemeAdded "scheme-added" "the security scheme {} is new" {
        request: NONE, response: NONE, code: [], sent: [], least: Minor
    }
    /// A security scheme is gone.
    SchemeRemoved "scheme-removed" "the security scheme {} is gone" {
        request: NONE, response: NONE, code: [Calls], sent: [], least: Minor
    }
    /// A credential is sent in another way.
    SchemeChanged "scheme-changed" "the credential of {} is sent in another way" {
        request: (Breaks, Breaks), response: NONE, code: [], sent: [], least: Patch
    }
    /// The builder's method for a credential has another name.
    SchemeRenamed "scheme-renamed" "the builder's methods for the security scheme {} are others" {
        request: NONE, response: NONE, code: [Calls], sent: [], least: Minor
    }
    /// A server is new.
    ServerAdded "server-added" "the server {} is new" {
        request: NONE, response: NONE, code: [ExhaustiveMatches], sent: [], least: Minor
    }
    /// A server is gone.
    ServerRemoved "server-removed" "the server {} is gone" {
        request: (InPart, Works), response: NONE, code: [Names], sent: [], least: Minor
    }
    /// A server has another URL.
    ServerMoved "server-moved" "the server {} has another URL" {
        request: (InPart, InPart), response: NONE, code: [], sent: [], least: Patch
    }
    /// The server that is used unless another one is chosen is another one.
    DefaultServerChanged "default-server-changed" "the default server is {} now" {
        request: NONE, response: NONE, code: [], sent: [], least: Minor
    }
    /// The variables of a server's URL are others.
    ServerVariablesChanged "server-variables-changed" "the variables of the server {} are others" {
        request: NONE, response: NONE, code: [StructLiterals, ExhaustiveMatches], sent: [], least: Minor
    }
    /// The operation has a server of its own, or another one.
    OperationServerChanged "operation-server-changed" "the operation has another server" {
        request: (Breaks, Breaks), response: NONE, code: [], sent: [], least: Patch
    }
    /// The pages of an operation follow each other otherwise, or are not known any more.
    PaginationChanged "pagination-changed" "the pages follow each other in another way" {
        request: (InPart, InPart), response: NONE, code: [], sent: [], least: Minor
    }
    /// A method of the request is gone.
    RequestMethodRemoved "request-method-removed" "the method {} of the request is gone, or takes something else" {
        request: NONE, response: NONE, code: [Calls], sent: [], least: Minor
    }

    /// A type is new.
    TypeAdded "type-added" "the type {} is new" {
        request: NONE, response: NONE, code: [], sent: [], least: Minor
    }
    /// A type is gone.
    TypeRemoved "type-removed" "the type {} is gone" {
        request: NONE, response: NONE, code: [Names], sent: [], least: Minor
    }
    /// A type has another name, and is otherwise the same or has grown.
    TypeRenamed "type-renamed" "the type {} has another name" {
        request: NONE, response: NONE, code: [Names], sent: [], least: Minor
    }
    /// An item of the module `operations` is gone.
    ItemRemoved "item-removed" "the item {} of the module `operations` is gone" {
        request: NONE, response: NONE, code: [Names], sent: [], least: Minor
    }
    /// A struct became an enum, or alike.
    SchemaReplaced "schema-replaced" "the schema is something else" {
        request: (Breaks, Breaks), response: (Breaks, Breaks), code: [Calls, FieldReads, Names], sent: [], least: Minor
    }
    /// A schema became a union that has the schema among its alternatives.
    SchemaWidened "schema-widened" "the schema allows more than before" {
        request: (Works, InPart), response: (Breaks, Works), code: [Calls, FieldReads, Names], sent: [], least: Minor
    }
    /// A union became one of its alternatives.
    SchemaNarrowed "schema-narrowed" "the schema allows less than before" {
        request: (InPart, Works), response: (Works, Breaks), code: [Calls, FieldReads, Names], sent: [], least: Minor
    }
    /// `new` takes something else, for a reason that no other change tells.
    ConstructorChanged "constructor-changed" "`new` of {} is gone, or takes something else" {
        request: NONE, response: NONE, code: [Calls], sent: [], least: Minor
    }
    /// A type lacks a trait that it had.
    TraitRemoved "trait-removed" "the type does not implement {} any more" {
        request: NONE, response: NONE, code: [Calls], sent: [], least: Minor
    }
    /// Two types are not the same one any more, or became the same one.
    SharingChanged "sharing-changed" "whether {} is another type's name is different now" {
        request: NONE, response: NONE, code: [SharedTypes], sent: [], least: Minor
    }

    /// An optional property is new.
    PropertyAdded "property-added" "the optional property {} is new" {
        request: (Works, InPart), response: NONE, code: [StructLiterals], sent: [], least: Minor
    }
    /// A required property is new.
    RequiredPropertyAdded "required-property-added" "the required property {} is new" {
        request: (Breaks, InPart), response: (Works, Breaks), code: [StructLiterals], sent: [Calls], least: Minor
    }
    /// An optional property is gone.
    PropertyRemoved "property-removed" "the optional property {} is gone" {
        request: (InPart, Works), response: NONE, code: [FieldReads, StructLiterals], sent: [Calls], least: Minor
    }
    /// A required property is gone.
    RequiredPropertyRemoved "required-property-removed" "the required property {} is gone" {
        request: (InPart, Breaks), response: (Breaks, Works), code: [FieldReads, StructLiterals], sent: [Calls], least: Minor
    }
    /// An optional property became required.
    PropertyRequired "property-required" "the property {} is required now" {
        request: (Breaks, Works), response: (Works, Breaks), code: [FieldReads, StructLiterals], sent: [Calls], least: Minor
    }
    /// A required property became optional.
    PropertyOptional "property-optional" "the property {} is optional now" {
        request: (Works, InPart), response: (Breaks, Works), code: [FieldReads, StructLiterals], sent: [Calls], least: Minor
    }
    /// The field of a property has another name.
    PropertyRenamed "property-renamed" "the field of the property {} has another name" {
        request: NONE, response: NONE, code: [FieldReads, StructLiterals], sent: [Calls], least: Minor
    }
    /// A property is sent by other sides than before.
    AccessChanged "access-changed" "other sides send the property {}" {
        request: (InPart, InPart), response: (InPart, InPart), code: [], sent: [], least: Minor
    }
    /// Properties without a name in the schema are kept now, or are something else.
    ExtraAdded "extra-added" "properties that are not named are kept now" {
        request: (Works, InPart), response: NONE, code: [StructLiterals], sent: [], least: Minor
    }
    /// Properties without a name in the schema are not kept any more.
    ExtraRemoved "extra-removed" "properties that are not named are not kept any more" {
        request: (InPart, Works), response: NONE, code: [FieldReads, StructLiterals], sent: [], least: Minor
    }
    /// An object has no room for properties that are not named.
    Closed "closed" "properties that are not named are refused now" {
        request: (InPart, Works), response: NONE, code: [], sent: [], least: Minor
    }
    /// An object has room again for properties that are not named.
    Opened "opened" "properties that are not named are allowed now" {
        request: (Works, InPart), response: NONE, code: [], sent: [], least: Minor
    }

    /// A value may be null.
    Nullable "nullable" "{} may be null now" {
        request: (Works, InPart), response: (Breaks, Works), code: [], sent: [], least: Minor
    }
    /// An optional property may be null.
    OptionalNullable "optional-nullable" "{}, which may be absent, may be null, too" {
        request: (Works, InPart), response: NONE, code: [], sent: [], least: Minor
    }
    /// A value can't be null any more.
    NotNullable "not-nullable" "{} can't be null any more" {
        request: (InPart, Works), response: (Works, Breaks), code: [], sent: [], least: Minor
    }
    /// An optional property can't be null any more.
    OptionalNotNullable "optional-not-nullable" "{}, which may be absent, can't be null any more" {
        request: (InPart, Works), response: NONE, code: [], sent: [], least: Minor
    }
    /// A type allows more than before.
    TypeWidened "type-widened" "{} allows more than before" {
        request: (Works, InPart), response: (Breaks, Works), code: [], sent: [], least: Minor
    }
    /// A type allows less than before.
    TypeNarrowed "type-narrowed" "{} allows less than before" {
        request: (InPart, Works), response: (Works, Breaks), code: [], sent: [], least: Minor
    }
    /// A type is another one.
    TypeReplaced "type-replaced" "{} has another type" {
        request: (Breaks, Breaks), response: (Breaks, Breaks), code: [], sent: [], least: Minor
    }
    /// An enum became any text.
    EnumOpened "enum-opened" "{} can be any text now, not only what is listed" {
        request: (Works, InPart), response: NONE, code: [], sent: [], least: Minor
    }
    /// Any text became an enum.
    EnumClosed "enum-closed" "{} can be only what is listed, not any text" {
        request: (InPart, Works), response: NONE, code: [], sent: [], least: Minor
    }
    /// The same values have another type in Rust.
    RustTypeChanged "rust-type-changed" "{} is another type in Rust" {
        request: NONE, response: NONE, code: [], sent: [], least: Patch
    }
    /// A large value is behind a pointer now, or is not any more.
    BoxingChanged "boxing-changed" "whether {} is behind a pointer is different now" {
        request: NONE, response: NONE, code: [StructLiterals], sent: [], least: Patch
    }
    /// Null is told from an absent value now, since clients send it, or is not any more.
    NullFormChanged "null-form-changed" "whether null is told from absent is different now for {}" {
        request: NONE, response: NONE, code: [StructLiterals], sent: [], least: Minor
    }

    /// A value of an enum is new.
    ValueAdded "value-added" "the value {} is new" {
        request: (Works, InPart), response: NONE, code: [ExhaustiveMatches], sent: [], least: Minor
    }
    /// A value of an enum is gone.
    ValueRemoved "value-removed" "the value {} is gone" {
        request: (InPart, Works), response: NONE, code: [Names, ExhaustiveMatches], sent: [], least: Minor
    }
    /// The variant of a value or an alternative has another name.
    VariantRenamed "variant-renamed" "the variant of {} has another name" {
        request: NONE, response: NONE, code: [Names, ExhaustiveMatches], sent: [], least: Minor
    }
    /// An alternative of a tagged union is new.
    AlternativeAdded "alternative-added" "the alternative {} is new" {
        request: (Works, InPart), response: NONE, code: [ExhaustiveMatches], sent: [], least: Minor
    }
    /// An alternative of a union without a tag is new.
    UntaggedAlternativeAdded "untagged-alternative-added" "the alternative {} is new" {
        request: (Works, InPart), response: (InPart, Works), code: [ExhaustiveMatches], sent: [], least: Minor
    }
    /// An alternative of a tagged union is gone.
    AlternativeRemoved "alternative-removed" "the alternative {} is gone" {
        request: (InPart, Works), response: NONE, code: [Names, ExhaustiveMatches], sent: [], least: Minor
    }
    /// An alternative of a union without a tag is gone.
    UntaggedAlternativeRemoved "untagged-alternative-removed" "the alternative {} is gone" {
        request: (InPart, Works), response: (Works, InPart), code: [Names, ExhaustiveMatches], sent: [], least: Minor
    }
    /// The right alternative is found in another way.
    TaggingChanged "tagging-changed" "the alternatives are told apart by {}" {
        request: (Breaks, Breaks), response: (Breaks, Breaks), code: [], sent: [], least: Minor
    }
    /// A union can't be made of a type any more.
    ConversionRemoved "conversion-removed" "a value can't be made of {} any more" {
        request: NONE, response: NONE, code: [Calls], sent: [], least: Minor
    }
}
