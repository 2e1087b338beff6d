use std::sync::OnceLock;

use super::Effect::{Docs, Read, Used};
use super::Holds::{List, Map, One, OtherMap, Reference, References, Scalar, Schema, SchemaMap, Value};
use super::Object::*;
use super::Versions::{All, Only20, Since30, Since31, Since32};
use super::{Effect, Field, Holds, Object, Versions};

type Row = (&'static str, Versions, Holds, Effect, &'static str);

/// Returns all rows of the table.
pub fn fields() -> impl Iterator<Item = &'static Field> {
    table().iter().chain(super::schema::FIELDS)
}

/// Returns the names of an object's fields, in the table's order.
pub fn known_names(object: Object) -> &'static [&'static str] {
    static NAMES: OnceLock<Vec<Vec<&'static str>>> = OnceLock::new();
    let names = NAMES.get_or_init(|| {
        let of = |object: Object| {
            fields()
                .filter(|field| field.object == object)
                .map(|field| field.name)
                .collect()
        };
        Object::ALL.into_iter().map(of).collect()
    });
    &names[object as usize]
}

fn table() -> &'static [Field] {
    static TABLE: OnceLock<Vec<Field>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let row = |object: Object| {
            move |&(name, versions, holds, effect, note): &Row| Field {
                object,
                name,
                versions,
                holds,
                effect,
                note,
            }
        };
        OBJECTS
            .iter()
            .flat_map(|&(object, rows)| rows.iter().map(row(object)))
            .collect()
    })
}

/// The fields of each object, in the order of the specification's page.
#[rustfmt::skip] // a row is a line
const OBJECTS: &[(Object, &[Row])] = &[
    (Document, &[
        ("openapi", Since30, Scalar, Used, "a number is read as its text"),
        ("swagger", Only20, Scalar, Used, "a number is read as its text"),
        ("info", All, One(Info), Docs, "repaired: it or fields of it may be missing"),
        ("host", Only20, Scalar, Used, "servers; without a host the server is relative; braces are variables"),
        ("basePath", Only20, Scalar, Used, "servers"),
        ("schemes", Only20, Scalar, Used, "servers, `https` first"),
        ("servers", Since30, List(Server), Used, "repaired: servers that are text"),
        ("paths", All, Map(PathItem), Used, "may be missing"),
        ("components", Since30, One(Components), Used, ""),
        ("definitions", Only20, SchemaMap, Used, "as `components.schemas`"),
        ("parameters", Only20, Map(Parameter), Used, "as `components.parameters`"),
        ("responses", Only20, Map(Response), Used, "as `components.responses`"),
        ("securityDefinitions", Only20, Map(SecurityScheme), Used, "as `components.securitySchemes`"),
        ("consumes", Only20, Scalar, Used, "media types of bodies"),
        ("produces", Only20, Scalar, Used, "media types of responses"),
        ("security", All, Scalar, Used, "repaired: a mapping or names in place of the list, names in another case; names that nobody declares are left out"),
        ("tags", All, List(Tag), Docs, "repaired: names in place of objects"),
        ("externalDocs", All, One(ExternalDocs), Docs, ""),
        ("webhooks", Since31, Map(PathItem), Used, "`x-webhooks` in 3.0; types of what they send; no methods of the client, since it is the API that calls; [a trait for programs that receive them](webhooks.md)"),
        ("jsonSchemaDialect", Since31, Scalar, Read, ""),
        ("$self", Since32, Scalar, Used, "references may begin with it"),
    ]),
    (Info, &[
        ("title", All, Scalar, Docs, ""),
        ("summary", Since31, Scalar, Docs, ""),
        ("description", All, Scalar, Docs, ""),
        ("termsOfService", All, Scalar, Docs, ""),
        ("contact", All, One(Contact), Docs, ""),
        ("license", All, One(License), Docs, "repaired: its name alone"),
        ("version", All, Scalar, Docs, ""),
    ]),
    (Contact, &[
        ("name", All, Scalar, Docs, ""),
        ("url", All, Scalar, Docs, ""),
        ("email", All, Scalar, Docs, ""),
    ]),
    (License, &[
        ("name", All, Scalar, Docs, ""),
        ("identifier", Since31, Scalar, Docs, ""),
        ("url", All, Scalar, Docs, ""),
    ]),
    (Server, &[
        ("url", Since30, Scalar, Used, "repaired: URLs without a scheme"),
        ("name", Since32, Scalar, Used, "the name of the server; `x-name`, `x-fern-server-name` and `x-speakeasy-server-id` before"),
        ("description", Since30, Scalar, Docs, "the name of the server where it has none"),
        ("variables", Since30, Map(ServerVariable), Used, "repaired: variables that are not declared"),
    ]),
    (ServerVariable, &[
        ("enum", Since30, Value, Used, ""),
        ("default", Since30, Value, Used, "may be missing"),
        ("description", Since30, Scalar, Docs, ""),
    ]),
    (Tag, &[
        ("name", All, Scalar, Docs, ""),
        ("summary", Since32, Scalar, Docs, ""),
        ("description", All, Scalar, Docs, ""),
        ("externalDocs", All, One(ExternalDocs), Docs, ""),
        ("parent", Since32, Scalar, Read, ""),
        ("kind", Since32, Scalar, Read, ""),
    ]),
    (ExternalDocs, &[
        ("description", All, Scalar, Docs, ""),
        ("url", All, Scalar, Docs, ""),
    ]),
    (Components, &[
        ("schemas", Since30, SchemaMap, Used, "references to one are references to one type"),
        ("responses", Since30, Map(Response), Used, "references to one are references to one type"),
        ("parameters", Since30, Map(Parameter), Used, ""),
        ("requestBodies", Since30, Map(RequestBody), Used, "references to one are references to one type"),
        ("headers", Since30, Map(Header), Used, ""),
        ("securitySchemes", Since30, Map(SecurityScheme), Used, ""),
        ("examples", Since30, Value, Read, ""),
        ("links", Since30, Map(Link), Used, "where they are referred to"),
        ("callbacks", Since30, OtherMap, Used, "where they are referred to"),
        ("pathItems", Since31, Map(PathItem), Used, "where they are referred to"),
        ("mediaTypes", Since32, Map(MediaType), Used, "where they are referred to"),
    ]),
    (PathItem, &[
        ("$ref", All, Reference, Used, "what stands beside it counts before what stands there"),
        ("summary", Since30, Scalar, Docs, "of operations that have none"),
        ("description", Since30, Scalar, Docs, "of operations that have none"),
        ("get", All, One(Operation), Used, "repaired: upper case, as for all methods"),
        ("put", All, One(Operation), Used, ""),
        ("post", All, One(Operation), Used, ""),
        ("delete", All, One(Operation), Used, ""),
        ("options", All, One(Operation), Used, ""),
        ("head", All, One(Operation), Used, ""),
        ("patch", All, One(Operation), Used, ""),
        ("trace", Since30, One(Operation), Used, ""),
        ("query", Since32, One(Operation), Used, ""),
        ("additionalOperations", Since32, Map(Operation), Used, ""),
        ("servers", Since30, List(Server), Used, ""),
        ("parameters", All, List(Parameter), Used, ""),
    ]),
    (Operation, &[
        ("tags", All, Scalar, Used, "where [a part](selection.md) is selected by tags, or the crate has features for them"),
        ("summary", All, Scalar, Docs, ""),
        ("description", All, Scalar, Docs, ""),
        ("externalDocs", All, One(ExternalDocs), Docs, ""),
        ("operationId", All, Scalar, Used, "the name of the method"),
        ("parameters", All, List(Parameter), Used, "repaired: a mapping in place of the list, one that stands twice, path parameters that are missing, misnamed or not in the path"),
        ("requestBody", Since30, One(RequestBody), Used, ""),
        ("responses", All, Map(Response), Used, "repaired: it may be missing, `4xx`, `40X`, `200 OK`, `200, 201`, `Default`"),
        ("callbacks", Since30, OtherMap, Used, "with `server(true)`: [received and sent](webhooks.md#callbacks) like webhooks; those of callbacks are left out"),
        ("deprecated", All, Scalar, Used, ""),
        ("security", All, Scalar, Used, ""),
        ("servers", Since30, List(Server), Used, ""),
        ("consumes", Only20, Scalar, Used, ""),
        ("produces", Only20, Scalar, Used, ""),
        ("schemes", Only20, Scalar, Read, ""),
    ]),
    (Parameter, &[
        ("name", All, Scalar, Used, "the headers `Accept`, `Content-Type` and `Authorization` are ignored, as the specification has it: media types of responses and bodies, and security schemes, stand for them"),
        ("in", All, Scalar, Used, "`path`, `query`, `header`; since 3.0 `cookie`, since 3.2 `querystring`; in 2.0 `body` and `formData`, which are the request body; repaired: upper case, unknown or missing locations"),
        ("description", All, Scalar, Docs, ""),
        ("required", All, Scalar, Used, "repaired: path parameters that are not `required`"),
        ("deprecated", Since30, Scalar, Docs, ""),
        ("allowEmptyValue", All, Scalar, Read, ""),
        ("style", Since30, Scalar, Used, "repaired: styles that the location doesn't have"),
        ("explode", Since30, Scalar, Used, ""),
        ("allowReserved", Since30, Scalar, Used, ""),
        ("schema", Since30, Schema, Used, "repaired: neither `schema` nor `content` is a string, or keywords of a schema beside the parameter"),
        ("example", Since30, Value, Docs, ""),
        ("examples", Since30, Value, Docs, "the first of them"),
        ("content", Since30, Map(MediaType), Used, ""),
        ("collectionFormat", Only20, Scalar, Used, "`tsv` included"),
        ("type", Only20, Scalar, Used, "as those of schemas that follow"),
        ("format", Only20, Scalar, Used, ""),
        ("items", Only20, Schema, Used, ""),
        ("default", Only20, Value, Docs, ""),
        ("enum", Only20, Value, Used, ""),
        ("pattern", Only20, Scalar, Docs, ""),
        ("minimum", Only20, Scalar, Used, ""),
        ("maximum", Only20, Scalar, Used, ""),
        ("exclusiveMinimum", Only20, Scalar, Used, ""),
        ("exclusiveMaximum", Only20, Scalar, Used, ""),
        ("multipleOf", Only20, Scalar, Docs, ""),
        ("minLength", Only20, Scalar, Docs, ""),
        ("maxLength", Only20, Scalar, Docs, ""),
        ("minItems", Only20, Scalar, Docs, ""),
        ("maxItems", Only20, Scalar, Docs, ""),
        ("uniqueItems", Only20, Scalar, Docs, ""),
    ]),
    (Header, &[
        ("description", All, Scalar, Docs, ""),
        ("required", Since30, Scalar, Read, ""),
        ("deprecated", Since30, Scalar, Read, ""),
        ("schema", Since30, Schema, Used, ""),
        ("content", Since30, Map(MediaType), Read, ""),
        ("style", Since30, Scalar, Read, "a header has no other than `simple`"),
        ("explode", Since30, Scalar, Read, ""),
        ("example", Since30, Value, Read, ""),
        ("examples", Since30, Value, Read, ""),
    ]),
    (RequestBody, &[
        ("description", Since30, Scalar, Docs, ""),
        ("content", Since30, Map(MediaType), Used, "several media types are the caller's choice; repaired: a `schema` in its place, media types without a slash, in upper case, several under one key"),
        ("required", Since30, Scalar, Used, ""),
        ("schema", Only20, Schema, Used, "of the parameter that is the body; later repaired"),
    ]),
    (MediaType, &[
        ("schema", Since30, Schema, Used, "that of a stream is that of each item; lines of JSON that are `type: string` are any JSON; repaired: a schema in place of the media type"),
        ("itemSchema", Since32, Schema, Used, "each item of a stream; of a request's body where there is no `schema`, and not for `multipart`. For `text/event-stream` a schema of nothing but `event`, `data`, `id` and `retry`, alone or composed, describes an event: an `Event<T>` has the first and the third as texts, and `T` is what its `data` is, by `contentSchema` where that is there"),
        ("example", Since30, Value, Read, ""),
        ("examples", Since30, Value, Read, ""),
        ("encoding", Since30, Map(Encoding), Used, ""),
        ("prefixEncoding", Since32, List(Encoding), Read, ""),
        ("itemEncoding", Since32, One(Encoding), Read, ""),
    ]),
    (Encoding, &[
        ("contentType", Since30, Scalar, Used, "an object in a part is sent as JSON, also where XML is asked for, with a warning"),
        ("headers", Since30, Map(Header), Read, ""),
        ("style", Since30, Scalar, Used, "of `multipart/form-data` since 3.1: the items of a list in one part, the properties of an object in parts of their own"),
        ("explode", Since30, Scalar, Used, "likewise; without `style` and `contentType` of the style `form`"),
        ("allowReserved", Since30, Scalar, Used, ""),
        ("encoding", Since32, Map(Encoding), Read, ""),
        ("prefixEncoding", Since32, List(Encoding), Read, ""),
        ("itemEncoding", Since32, One(Encoding), Read, ""),
    ]),
    (Response, &[
        ("summary", Since32, Scalar, Docs, ""),
        ("description", All, Scalar, Docs, "may be missing"),
        ("headers", All, Map(Header), Used, ""),
        ("content", Since30, Map(MediaType), Used, "media types with one schema are asked for in the form that says most; those that are described differently, and streams, are responses of their own, told apart by `Content-Type`, the narrowest first"),
        ("links", Since30, Map(Link), Used, "one that leads back to its operation with a value of the body says how its pages follow each other"),
        ("schema", Only20, Schema, Used, "for each media type that is produced; later repaired"),
        ("examples", Only20, Value, Read, ""),
    ]),
    (Link, &[
        ("operationId", Since30, Scalar, Used, ""),
        ("operationRef", Since30, Scalar, Used, ""),
        ("parameters", Since30, Value, Used, ""),
        ("requestBody", Since30, Value, Read, ""),
        ("description", Since30, Scalar, Read, ""),
        ("server", Since30, One(Server), Read, ""),
    ]),
    (Discriminator, &[
        ("propertyName", All, Scalar, Used, ""),
        ("mapping", Since30, References, Used, "repaired: entries that lead to nothing"),
        ("defaultMapping", Since32, Reference, Used, ""),
    ]),
    (Xml, &[
        ("name", All, Scalar, Used, ""),
        ("namespace", All, Scalar, Used, ""),
        ("prefix", All, Scalar, Used, ""),
        ("attribute", All, Scalar, Used, ""),
        ("wrapped", All, Scalar, Used, ""),
        ("nodeType", Since32, Scalar, Used, ""),
    ]),
    (SecurityScheme, &[
        ("type", All, Scalar, Used, "`apiKey`; `basic` in 2.0, `http` since 3.0; `oauth2` takes a token or an asynchronous source of tokens, and so does `openIdConnect`; since 3.1 `mutualTLS` takes a certificate and its key for the default transport; repaired: `bearer`, upper case"),
        ("description", All, Scalar, Docs, ""),
        ("name", All, Scalar, Used, "repaired: it may be missing"),
        ("in", All, Scalar, Used, "repaired: it may be missing"),
        ("scheme", Since30, Scalar, Used, "repaired: it may be missing"),
        ("bearerFormat", Since30, Scalar, Read, ""),
        ("flows", Since30, One(OAuthFlows), Used, ""),
        ("openIdConnectUrl", Since30, Scalar, Used, ""),
        ("oauth2MetadataUrl", Since32, Scalar, Read, ""),
        ("deprecated", Since32, Scalar, Read, ""),
        ("flow", Only20, Scalar, Used, "the name of its one flow"),
        ("authorizationUrl", Only20, Scalar, Read, ""),
        ("tokenUrl", Only20, Scalar, Used, ""),
        ("refreshUrl", Only20, Scalar, Used, ""),
        ("scopes", Only20, Scalar, Used, ""),
    ]),
    (OAuthFlows, &[
        ("implicit", Since30, One(OAuthFlow), Read, ""),
        ("password", Since30, One(OAuthFlow), Read, ""),
        ("clientCredentials", Since30, One(OAuthFlow), Used, "`application` in 2.0: also an id, a secret and scopes, unless its URL has a hole to fill in"),
        ("authorizationCode", Since30, One(OAuthFlow), Read, "`accessCode` in 2.0"),
        ("deviceAuthorization", Since32, One(OAuthFlow), Read, ""),
    ]),
    (OAuthFlow, &[
        ("authorizationUrl", Since30, Scalar, Read, ""),
        ("deviceAuthorizationUrl", Since32, Scalar, Read, ""),
        ("tokenUrl", Since30, Scalar, Used, "of `clientCredentials`"),
        ("refreshUrl", Since30, Scalar, Used, "of `clientCredentials`"),
        ("scopes", Since30, Scalar, Used, "of `clientCredentials`; repaired: a list of names"),
    ]),
];
