//! What to do about each kind of change: for those who use an API, and for its owner.

use super::ChangeKind;

/// What to do about a change.
#[derive(Clone, Copy, Debug)]
pub(in crate::outputs::diff) struct Help {
    /// What a program that uses the API does. `{}` is what has changed, `{rust}` the method or the type that it is about, `{rename}` the setting that keeps
    /// an old name.
    pub(in crate::outputs::diff) user: &'static str,
    /// What the owner of the API does to spare its users.
    pub(in crate::outputs::diff) owner: &'static str,
}

macro_rules! helps {
    ($($kind:ident { user: $user:literal, owner: $owner:literal })*) => {
        impl ChangeKind {
            pub(in crate::outputs::diff) fn help(self) -> Help {
                match self {
                    $(Self::$kind => Help { user: $user, owner: $owner },)*
                }
            }
        }
    };
}

helps! {
    OperationAdded {
        user: "call {rust} only where the server is new enough",
        owner: "update the server before users build with the new document"
    }
    OperationRemoved {
        user: "remove the calls of {rust}",
        owner: "keep the operation, deprecated, for as long as clients call it"
    }
    OperationMoved {
        user: "build with the new document when the server is updated",
        owner: "let the server respond at both places until no client calls the old one"
    }
    OperationRenamed {
        user: "call {rust} in place of {}, or keep the old name by {rename}",
        owner: "keep the `operationId`, and the path where there is none"
    }
    Deprecated {
        user: "look for what replaces it; the compiler warns where {} is used",
        owner: "say in the description what replaces it, and until when it stays"
    }
    ArgumentsReordered {
        user: "look at each call of {rust}: arguments of the same type are exchanged without an error",
        owner: "keep the order of the required parameters"
    }
    SignatureChanged {
        user: "adapt the calls of {rust}",
        owner: "keep what the operation takes and gives, and add an operation for the new form"
    }
    RequestTypeChanged {
        user: "adapt the code that names the type of the request of {rust}",
        owner: "keep some optional parameter"
    }
    ParameterAdded {
        user: "set {} at calls of {rust} only where the server is new enough",
        owner: "update the server before users build with the new document"
    }
    RequiredParameterAdded {
        user: "pass {} at calls of {rust}",
        owner: "make it optional, with a default on the server"
    }
    ParameterRemoved {
        user: "remove the setter of {} from calls of {rust}",
        owner: "keep it, deprecated, while clients send it"
    }
    RequiredParameterRemoved {
        user: "remove the argument for {} from calls of {rust}",
        owner: "keep it, deprecated and optional, while clients send it"
    }
    ParameterRequired {
        user: "pass {} as an argument at calls of {rust}, in place of its setter",
        owner: "keep it optional, with a default on the server"
    }
    ParameterOptional {
        user: "set {} by its setter at calls of {rust}, in place of an argument",
        owner: "keep it required in the document, or say that users adapt their calls"
    }
    ParameterStyleChanged {
        user: "build with the new document when the server is updated",
        owner: "let the server read both forms"
    }
    ParameterRenamed {
        user: "call the setter of {} by its new name, or keep the old one by `rename`",
        owner: "keep what is sent, and how the document calls it"
    }
    BodyAdded {
        user: "send a body with {rust} only where the server is new enough",
        owner: "update the server before users build with the new document"
    }
    RequiredBodyAdded {
        user: "pass a body at calls of {rust}",
        owner: "make it optional"
    }
    BodyRemoved {
        user: "remove the body from calls of {rust}",
        owner: "let the server ignore bodies while clients send them"
    }
    BodyRequired {
        user: "pass the body as an argument at calls of {rust}, in place of its setter",
        owner: "keep it optional"
    }
    BodyOptional {
        user: "set the body by its setter at calls of {rust}, in place of an argument",
        owner: "keep it required in the document, or say that users adapt their calls"
    }
    RequestMediaTypeAdded {
        user: "send {} with {rust} only where the server is new enough",
        owner: "update the server before users build with the new document"
    }
    RequestMediaTypeRemoved {
        user: "send another media type with {rust}",
        owner: "let the server take both while clients send the old one"
    }
    BodyKindChanged {
        user: "adapt the body at calls of {rust}",
        owner: "use a new media type for the new form"
    }
    SuccessAdded {
        user: "handle {} where {rust} is called; a program that is not built anew sees an undocumented status",
        owner: "send it only to clients that ask for it"
    }
    SuccessRemoved {
        user: "remove the code that handles {}",
        owner: "keep it in the document while servers send it"
    }
    FailureAdded {
        user: "handle {} where it matters, and end a `match` of the failures of {rust} with `_`",
        owner: "describe failures from the start; a `default` covers those that are not known yet"
    }
    FailureRemoved {
        user: "remove the arms that match {}",
        owner: "keep it in the document while servers send it"
    }
    PayloadChanged {
        user: "adapt the code that reads {}",
        owner: "use a new media type or status for the new body"
    }
    ResponseRenamed {
        user: "match {} by its new name, or keep the old one by `rename`",
        owner: "keep the statuses and media types that stand beside it"
    }
    HeaderAdded {
        user: "treat {} as absent where the server may be old",
        owner: "update the server before users build with the new document"
    }
    HeaderRemoved {
        user: "adapt the code that reads {}",
        owner: "keep sending it, deprecated, while programs read it"
    }
    SecurityWidened {
        user: "use the other credentials only where the server is new enough",
        owner: "update the server before users build with the new document"
    }
    SecurityNarrowed {
        user: "give the client credentials that {rust} still accepts",
        owner: "give users the time to change credentials"
    }
    SecurityReplaced {
        user: "give the client the credentials that {rust} needs now",
        owner: "accept both for a time"
    }
    SchemeAdded {
        user: "give the credential of {} to the client's builder if your calls need it",
        owner: "accept the old credentials for a time"
    }
    SchemeRemoved {
        user: "remove the calls of the builder's methods for {}",
        owner: "keep it in the document while the server accepts it"
    }
    SchemeChanged {
        user: "build with the new document when the server is updated",
        owner: "let the server accept both ways for a time"
    }
    SchemeRenamed {
        user: "call the builder's methods for {} by their new names, or keep the old ones by `rename`",
        owner: "keep the key of the security scheme"
    }
    ServerAdded {
        user: "choose it in the client's builder where you want it",
        owner: "nothing has to be done: clients keep the server that they have"
    }
    ServerRemoved {
        user: "choose another server, or keep the URL by `base_url`",
        owner: "keep it in the document while it is there"
    }
    ServerMoved {
        user: "build with the new document, or set `base_url`",
        owner: "let the old URL lead to the new one"
    }
    DefaultServerChanged {
        user: "choose the server in the client's builder, so that it does not depend on the document",
        owner: "keep the first server of the list"
    }
    ServerVariablesChanged {
        user: "begin with the server's defaults, and set what is to be different",
        owner: "keep the variables and their values, and add a server"
    }
    OperationServerChanged {
        user: "build with the new document when the server is updated",
        owner: "let both servers respond for a time"
    }
    PaginationChanged {
        user: "look at the calls of {rust} that read several pages",
        owner: "keep the parameters and properties by which pages follow each other"
    }
    RequestMethodRemoved {
        user: "adapt the calls of {} on requests of {rust}",
        owner: "keep the parameter and its type"
    }
    TypeAdded {
        user: "nothing has to be done",
        owner: "nothing has to be done"
    }
    TypeRemoved {
        user: "use another type in the code that names {}",
        owner: "keep the schema, or its name"
    }
    TypeRenamed {
        user: "use the new name, or keep the old one by {rename}, or in its line of `specwright.lock`",
        owner: "keep the schema's name"
    }
    ItemRemoved {
        user: "adapt the code that names {}",
        owner: "keep what the operation takes and gives"
    }
    SchemaReplaced {
        user: "adapt the code that uses {rust}",
        owner: "use a new schema for the new form"
    }
    SchemaWidened {
        user: "adapt the code that uses {rust}",
        owner: "use a new schema for the new form"
    }
    SchemaNarrowed {
        user: "adapt the code that uses {rust}",
        owner: "use a new schema for the new form"
    }
    ConstructorChanged {
        user: "adapt the calls of `new` of {rust}",
        owner: "keep the list of required properties and their types"
    }
    TraitRemoved {
        user: "adapt the code that needs {} of {rust}",
        owner: "add properties of types that have the trait, or keep them optional"
    }
    SharingChanged {
        user: "use {} where it is meant, and no type that was the same; convert every error with `?` to one type",
        owner: "change the schemas together, or give both one `$ref`"
    }
    PropertyAdded {
        user: "make {rust} by `new` or its setters rather than by a literal, and end patterns with `..`",
        owner: "update the server before clients that send it"
    }
    RequiredPropertyAdded {
        user: "give {} to {rust} where you make one",
        owner: "make it optional"
    }
    PropertyRemoved {
        user: "remove {} from the code that uses {rust}",
        owner: "keep it, deprecated, while programs use it"
    }
    RequiredPropertyRemoved {
        user: "remove {} from the code that uses {rust}",
        owner: "keep it, deprecated, while programs use it"
    }
    PropertyRequired {
        user: "give {} to {rust} where you make one; what is read is there without an `Option`",
        owner: "keep it optional in what clients send"
    }
    PropertyOptional {
        user: "treat {} as possibly absent where you read {rust}, and set it by its setter",
        owner: "keep it required in what servers send"
    }
    PropertyRenamed {
        user: "use the new name of the field, or keep the old one by `rename`",
        owner: "keep the properties that stand beside it: two with names that are alike get numbers"
    }
    AccessChanged {
        user: "look at the code that sets or reads {} of {rust}",
        owner: "keep `readOnly` and `writeOnly` as they are"
    }
    ExtraAdded {
        user: "make {rust} by `new` or its setters rather than by a literal, and end patterns with `..`",
        owner: "nothing has to be done where servers send it; else update the server first"
    }
    ExtraRemoved {
        user: "ask the API's owner to describe the properties that you read, or add them by an overlay",
        owner: "name the properties that are needed"
    }
    Closed {
        user: "send only the properties that {rust} names",
        owner: "let the server ignore what it does not know"
    }
    Opened {
        user: "nothing has to be done",
        owner: "update the server before clients send properties that are not named"
    }
    Nullable {
        user: "treat null where you read {}, and leave it out rather than send null to an old server",
        owner: "leave the property out instead of sending null"
    }
    OptionalNullable {
        user: "send null only where the server is new enough; what is read is an `Option` as before",
        owner: "update the server before clients send null"
    }
    NotNullable {
        user: "send a value, or leave it out where it is optional",
        owner: "let the server accept null for a time"
    }
    OptionalNotNullable {
        user: "leave it out rather than send null",
        owner: "let the server accept null for a time"
    }
    TypeWidened {
        user: "adapt the code that uses {} to the wider type",
        owner: "use a new property or parameter for the new values"
    }
    TypeNarrowed {
        user: "send only what the new type allows",
        owner: "let the server accept the old values for a time"
    }
    TypeReplaced {
        user: "adapt the code that uses {}, and build with the new document when the server is updated",
        owner: "use a new property or parameter for the new type"
    }
    EnumOpened {
        user: "treat it as text; values that are listed are still what they were",
        owner: "add to the list instead: clients keep texts that are not listed"
    }
    EnumClosed {
        user: "send only values that are listed",
        owner: "let the server accept the old values for a time"
    }
    RustTypeChanged {
        user: "adapt the code that uses {}",
        owner: "keep the schema that it refers to"
    }
    BoxingChanged {
        user: "give it to `new`, a setter or a conversion, which take it either way",
        owner: "nothing has to be done: the size of the type and its references decide"
    }
    NullFormChanged {
        user: "read it by methods that `Option` and `Nullable` share: `as_ref`, `as_deref`, `is_some`, `unwrap_or`, …",
        owner: "use one schema for what clients send and another for what servers send"
    }
    ValueAdded {
        user: "handle {} where it matters, and end a `match` with `_`; a program that is not built anew keeps it as a value that is not documented",
        owner: "nothing has to be done where servers send it; else update the server first"
    }
    ValueRemoved {
        user: "remove the code that names {}",
        owner: "keep it in the list while clients send it"
    }
    VariantRenamed {
        user: "use the new name of the variant, or keep the old one by `rename`",
        owner: "keep the names of the schemas, and the values that stand beside it"
    }
    AlternativeAdded {
        user: "handle {} where it matters, and end a `match` with `_`; a program that is not built anew keeps it as JSON",
        owner: "nothing has to be done where servers send it; else update the server first"
    }
    UntaggedAlternativeAdded {
        user: "handle {} where it matters, and end a `match` with `_`",
        owner: "give the union a discriminator, so that old clients keep what they don't know"
    }
    AlternativeRemoved {
        user: "remove the code that names {}",
        owner: "keep it while clients send it"
    }
    UntaggedAlternativeRemoved {
        user: "remove the code that names {}",
        owner: "keep it while clients send it"
    }
    TaggingChanged {
        user: "build with the new document when the server is updated",
        owner: "keep the discriminator"
    }
    ConversionRemoved {
        user: "name the variant in place of converting {}",
        owner: "keep the alternatives different from each other"
    }
}
