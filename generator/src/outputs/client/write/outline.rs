//! The client without bodies, for a person who wants to know what a document becomes.

use super::context::{Context, Module};
use super::docs::one_line;
use super::operation;
use super::source::Source;
use crate::outputs::client::plan::{
    Answers, Api, Credential, Operation, Payload, Presence, StatusPattern, Type, TypeDef, TypeKind,
};

/// The servers, credentials, methods and types of a client, and what is untyped in it and why.
pub fn outline(api: &Api) -> String {
    let context = Context::new(api);
    let mut source = Source::new(0);
    source.line(format_args!(
        "{} {}",
        one_line(&api.title),
        one_line(&api.version)
    ));
    section("Servers", api.servers.len(), &mut source, |source| {
        for server in &api.servers {
            source.line(format_args!("{}: {}", server.name, one_line(&server.url)));
        }
    });
    section("Credentials", api.security_schemes.len(), &mut source, |source| {
        for scheme in &api.security_schemes {
            let sent = one_line(&sent(&scheme.credential));
            source.line(format_args!(
                "{}: {sent} ({})",
                scheme.name,
                one_line(&scheme.key)
            ));
        }
    });
    section("Operations", api.operations.len(), &mut source, |source| {
        api.operations
            .iter()
            .for_each(|operation| method(&context, operation, source));
    });
    section("Types", api.types.len(), &mut source, |source| {
        api.types.iter().for_each(|def| type_def(&context, def, source));
    });
    section("Untyped", api.untyped.len(), &mut source, |source| {
        for untyped in &api.untyped {
            source.line(format_args!("{}: {}", one_line(&untyped.pointer), untyped.reason));
        }
    });
    source.finish()
}

fn section(title: &str, count: usize, source: &mut Source, inner: impl FnOnce(&mut Source)) {
    source.line("");
    source.line(format_args!("{title} ({count})"));
    source.nested(inner);
}

fn sent(credential: &Credential) -> String {
    match credential {
        Credential::Bearer => "Authorization: Bearer".to_owned(),
        Credential::Basic => "Authorization: Basic".to_owned(),
        Credential::Http { scheme } => format!("Authorization: {scheme}"),
        Credential::Header { name } => format!("header {name}"),
        Credential::Query { name } => format!("query parameter {name}"),
        Credential::Cookie { name } => format!("cookie {name}"),
        Credential::OAuth2 { .. } => "Authorization: Bearer, by OAuth2".to_owned(),
        Credential::OpenIdConnect { .. } => "Authorization: Bearer, by OpenID Connect".to_owned(),
        Credential::MutualTls => "a certificate of the transport".to_owned(),
    }
}

fn method(context: &Context<'_>, operation: &Operation, source: &mut Source) {
    source.line(format_args!("{} {}", operation.method, one_line(&operation.path)));
    source.nested(|source| {
        let arguments = operation::arguments(context, operation, Module::Types);
        source.list(&format!("{}(", operation.name), &arguments, ")");
        let setters = operation::setters(context, operation, Module::Types);
        if !setters.is_empty() {
            source.list("optional(", &setters, ")");
        }
        if let Some(pages) = &operation.pages {
            source.line(format_args!("{}()", pages.name));
        }
        answers(context, &operation.success, source);
        answers(context, &operation.failure, source);
    });
}

fn answers(context: &Context<'_>, answers: &Answers, source: &mut Source) {
    for answer in &answers.cases {
        let status = match answer.status {
            StatusPattern::Exact(status) => status.to_string(),
            StatusPattern::Range(hundred) => format!("{hundred}XX"),
            StatusPattern::Default => "default".to_owned(),
        };
        let payload = match &answer.payload {
            Payload::Empty => "nothing".to_owned(),
            Payload::Json(ty) => context.ty(ty, Module::Types),
            Payload::Xml(ty, _) => format!("XML of {}", context.ty(ty, Module::Types)),
            Payload::Text => "text".to_owned(),
            Payload::Binary => "bytes".to_owned(),
            Payload::EventStream(ty) => format!("events of {}", context.ty(ty, Module::Types)),
            Payload::JsonLines(ty) => format!("lines of {}", context.ty(ty, Module::Types)),
        };
        source.line(format_args!("{status} -> {payload}"));
    }
}

fn type_def(context: &Context<'_>, def: &TypeDef, source: &mut Source) {
    let name = &def.name;
    let ty = |ty: &Type| context.ty(ty, Module::Types);
    let (head, items): (String, Vec<String>) = match &def.kind {
        TypeKind::Alias(target) => return source.line(format_args!("type {name} = {}", ty(target))),
        TypeKind::Newtype(inner) => return source.line(format_args!("struct {name}({})", ty(inner))),
        TypeKind::Struct(object) => {
            let fields = object.fields.iter().map(|field| match field.presence {
                Presence::Required => format!("{}: {}", field.name, ty(&field.ty)),
                Presence::Optional => {
                    format!("{}: {}", field.name, context.optional(&field.ty, Module::Types))
                }
            });
            let extra = object
                .extra
                .iter()
                .map(|extra| format!("..{}: {}", extra.name, ty(&extra.values)));
            (format!("struct {name}"), fields.chain(extra).collect())
        }
        TypeKind::StringEnum(strings) => {
            let variants = strings.variants.iter().map(|variant| variant.name.to_string());
            (
                format!("enum {name}"),
                variants.chain([format!("{}(String)", strings.unknown)]).collect(),
            )
        }
        TypeKind::IntegerEnum(integers) => {
            let variants = integers
                .variants
                .iter()
                .map(|variant| format!("{} = {}", variant.name, variant.wire));
            (
                format!("enum {name}"),
                variants.chain([format!("{}(i64)", integers.unknown)]).collect(),
            )
        }
        TypeKind::LiteralEnum(literals) => {
            let variants = literals.variants.iter().map(|variant| variant.name.to_string());
            (
                format!("enum {name}"),
                variants.chain([format!("{}(Value)", literals.unknown)]).collect(),
            )
        }
        TypeKind::Union(union) => {
            let variants = union
                .variants
                .iter()
                .map(|variant| format!("{}({})", variant.name, ty(&variant.ty)));
            (format!("enum {name}"), variants.collect())
        }
    };
    source.list(&format!("{head} {{ "), &items, " }");
}
