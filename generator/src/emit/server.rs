//! The servers: an enum with a variant each, which gives the URL.

use super::docs::{DocComment, code};
use super::lints;
use super::source::{Source, literal};
use crate::model::{Docs, RustName, Server, ServerVariable};

/// The enum over the servers and those over the values of their variables; nothing where the document has no server.
pub(super) fn emit(servers: &[Server], source: &mut Source) {
    let Some(default) = servers.first() else {
        return;
    };
    source.doc("The servers of the API.");
    let derived = default.variables.is_empty();
    source.line(match derived {
        true => "#[derive(Clone, Debug, Default, PartialEq, Eq)]",
        false => "#[derive(Clone, Debug, PartialEq, Eq)]",
    });
    lints::of_document(source);
    source.block("pub enum Server", |source| {
        for (index, server) in servers.iter().enumerate() {
            variant(server, derived && index == 0, source);
        }
    });
    if !derived {
        source.block("impl Default for Server", |source| {
            source.function("fn default", &[], "Self", |source| value(default, source));
        });
    }
    lints::anywhere(source);
    source.block("impl Server", |source| {
        servers
            .iter()
            .filter(|server| !server.variables.is_empty())
            .for_each(|server| constructor(server, source));
        source.doc("The URL.");
        source.function("pub fn url", &["&self".to_owned()], "String", |source| {
            source.block("match self", |source| {
                servers.iter().for_each(|server| url_arm(server, source))
            });
        });
    });
    for variable in servers.iter().flat_map(|server| &server.variables) {
        if !variable.values.is_empty() {
            value_enum(variable, source);
        }
    }
}

fn variant(server: &Server, default: bool, source: &mut Source) {
    let mut docs = DocComment::of(&server.docs, &code(&server.url));
    if server.docs != Docs::default() {
        docs.paragraph(code(&server.url));
    }
    source.docs(&docs);
    if default {
        source.line("#[default]");
    }
    if server.variables.is_empty() {
        return source.line(format_args!("{},", server.name));
    }
    source.line(format_args!("{} {{", server.name));
    source.nested(|source| {
        for variable in &server.variables {
            let fallback = format!("The variable {} of the URL.", code(&variable.wire));
            let mut docs = DocComment::of(&variable.docs, &fallback);
            docs.paragraph(format!("Default: {}.", code(&variable.default)));
            source.docs(&docs);
            match variable.values.is_empty() {
                true => source.line(format_args!("{}: String,", variable.name)),
                false => source.line(format_args!("{}: {},", variable.name, variable.type_name)),
            }
        }
    });
    source.line("},");
}

/// The server with the default of each variable.
fn value(server: &Server, source: &mut Source) {
    if server.variables.is_empty() {
        return source.line(format_args!("Self::{}", server.name));
    }
    source.block(format_args!("Self::{}", server.name), |source| {
        for variable in &server.variables {
            let name = &variable.name;
            let ty = &variable.type_name;
            match default_variant(variable) {
                Some(variant) => source.line(format_args!("{name}: {ty}::{variant},")),
                None => source.line(format_args!("{name}: {}.to_owned(),", literal(&variable.default))),
            }
        }
    });
}

fn default_variant(variable: &ServerVariable) -> Option<&RustName> {
    let listed = variable
        .values
        .iter()
        .find(|(_, value)| *value == variable.default);
    listed.or(variable.values.first()).map(|(name, _)| name)
}

fn constructor(server: &Server, source: &mut Source) {
    let name = match heck::AsSnakeCase(server.name.as_str()).to_string() {
        name if matches!(name.as_str(), "url" | "default") => format!("{name}_server"),
        name => name,
    };
    let name = RustName::new(&name).unwrap_or_else(|| server.name.clone());
    source.doc(format_args!(
        "[`{0}`](Self::{0}) with the default of each variable.",
        server.name
    ));
    source.function(&format!("pub fn {name}"), &[], "Self", |source| {
        value(server, source)
    });
}

fn url_arm(server: &Server, source: &mut Source) {
    let name = &server.name;
    if server.variables.is_empty() {
        return source.line(format_args!(
            "Self::{name} => {}.to_owned(),",
            literal(&server.url)
        ));
    }
    let fields: Vec<String> = server
        .variables
        .iter()
        .map(|variable| variable.name.to_string())
        .collect();
    let (format, mut arguments) = url_format(server);
    arguments.insert(0, literal(&format).to_string());
    source.block(
        format_args!("Self::{name} {{ {} }} =>", fields.join(", ")),
        |source| {
            source.list("format!(", &arguments, ")");
        },
    );
}

/// The URL as a format string, and what fills it.
fn url_format(server: &Server) -> (String, Vec<String>) {
    let mut format = String::new();
    let mut arguments = Vec::new();
    let mut rest = server.url.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        format.push_str(&before.replace('}', "}}"));
        let variable = server.variables.iter().find_map(|variable| {
            let after = after.strip_prefix(variable.wire.as_str())?.strip_prefix('}')?;
            Some((variable, after))
        });
        rest = match variable {
            Some((variable, after)) => {
                format.push_str("{}");
                let method = if variable.values.is_empty() {
                    ""
                } else {
                    ".as_str()"
                };
                arguments.push(format!("{}{method}", variable.name));
                after
            }
            None => {
                format.push_str("{{");
                after
            }
        };
    }
    format.push_str(&rest.replace('}', "}}"));
    (format, arguments)
}

fn value_enum(variable: &ServerVariable, source: &mut Source) {
    let name = &variable.type_name;
    source.doc(format_args!(
        "The values of the variable {} of a server's URL.",
        code(&variable.wire)
    ));
    source.line("#[derive(Clone, Copy, Debug, PartialEq, Eq)]");
    lints::of_document(source);
    source.block(format_args!("pub enum {name}"), |source| {
        for (name, value) in &variable.values {
            source.doc(code(value));
            source.line(format_args!("{name},"));
        }
    });
    lints::anywhere(source);
    source.block(format_args!("impl {name}"), |source| {
        source.doc("The value in the URL.");
        source.function("pub fn as_str", &["self".to_owned()], "&'static str", |source| {
            source.block("match self", |source| {
                for (name, value) in &variable.values {
                    source.line(format_args!("Self::{name} => {},", literal(value)));
                }
            });
        });
    });
}
