//! The servers: an enum with a variant each, which gives the URL.

use super::Name;
use super::docs::{Doc, Span};
use super::name::unique;
use super::named::{self, Api};

/// The enum over the servers, of which the first is the default.
#[derive(Clone, PartialEq)]
pub struct Servers<'a> {
    /// The default, and its place among the variants.
    pub default: ServerDefault<'a>,
    /// A variant for each server.
    pub variants: Vec<Server<'a>>,
    /// An enum for each variable with listed values.
    pub values: Vec<ServerValues<'a>>,
    /// Whether the enum of the servers is `#[non_exhaustive]`.
    pub non_exhaustive: bool,
}

/// How the default server is given.
#[derive(Clone, PartialEq)]
pub enum ServerDefault<'a> {
    /// The first variant is marked, and the trait derived.
    Derived,
    /// The first variant has fields, so the trait is implemented.
    Implemented(Vec<ServerField<'a>>),
}

/// A server: a variant.
#[derive(Clone, PartialEq)]
pub struct Server<'a> {
    /// What is said of it.
    pub docs: Doc<'a>,
    /// The variant.
    pub name: Name,
    /// Its fields: the variables of the URL.
    pub fields: Vec<ServerField<'a>>,
    /// The function that gives the server with the default of each variable, if it has variables.
    pub constructor: Option<Name>,
    /// The URL, with the wire names of its fields in braces.
    pub url: &'a str,
}

/// A variable of a server's URL: a field.
#[derive(Clone, PartialEq)]
pub struct ServerField<'a> {
    /// What is said of it.
    pub docs: Doc<'a>,
    /// The name in the URL.
    pub wire: &'a str,
    /// The field.
    pub name: Name,
    /// Its type and default.
    pub value: ServerValue<'a>,
}

/// The type of a variable, and its default.
#[derive(Clone, PartialEq)]
pub enum ServerValue<'a> {
    /// Any string, and the default.
    Text(&'a str),
    /// An enum, and the default's variant.
    Listed(Name, Name),
}

/// The enum over a variable's values.
#[derive(Clone, PartialEq)]
pub struct ServerValues<'a> {
    /// What is said of it.
    pub docs: Doc<'a>,
    /// Its name.
    pub name: Name,
    /// Its variants: what is said of each, its name, and the value in the URL.
    pub variants: Vec<(Doc<'a>, Name, &'a str)>,
}

/// Plans the enum over the servers; `None` where the document has no server.
pub(super) fn servers(api: &Api) -> Option<Servers<'_>> {
    let default = api.servers.first()?;
    let variables = api.servers.iter().flat_map(|server| &server.variables);
    // Functions of the enum that it always has.
    let mut taken = ["url", "default"].map(str::to_owned).into();
    Some(Servers {
        non_exhaustive: false,
        default: match default.variables.is_empty() {
            true => ServerDefault::Derived,
            false => ServerDefault::Implemented(default.variables.iter().map(field).collect()),
        },
        variants: api
            .servers
            .iter()
            .map(|server| Server {
                docs: docs(server),
                name: server.name.clone(),
                fields: server.variables.iter().map(field).collect(),
                constructor: (!server.variables.is_empty()).then(|| {
                    unique(
                        &heck::AsSnakeCase(server.name.as_str()).to_string(),
                        "server",
                        &mut taken,
                    )
                }),
                url: &server.url,
            })
            .collect(),
        values: variables
            .filter(|variable| !variable.values.is_empty())
            .map(values)
            .collect(),
    })
}

fn docs(server: &named::Server) -> Doc<'_> {
    let mut docs = Doc::of(&server.docs);
    docs.paragraph([Span::code(&server.url)]);
    docs
}

fn field(variable: &named::ServerVariable) -> ServerField<'_> {
    let wire = Span::code(&variable.wire);
    let mut docs = Doc::of_or(
        &variable.docs,
        ["The variable ".into(), wire, " of the URL.".into()],
    );
    docs.paragraph(["Default: ".into(), Span::code(&variable.default), ".".into()]);
    let mut values = variable.values.iter();
    let default = values
        .clone()
        .find(|(_, value)| *value == variable.default)
        .or(values.next());
    ServerField {
        docs,
        wire: &variable.wire,
        name: variable.name.clone(),
        value: match default {
            Some((name, _)) => ServerValue::Listed(variable.type_name.clone(), name.clone()),
            None => ServerValue::Text(&variable.default),
        },
    }
}

fn values(variable: &named::ServerVariable) -> ServerValues<'_> {
    let wire = Span::code(&variable.wire);
    ServerValues {
        docs: Doc::own([
            "The values of the variable ".into(),
            wire,
            " of a server's URL.".into(),
        ]),
        name: variable.type_name.clone(),
        variants: variable
            .values
            .iter()
            .map(|(name, value)| {
                let mut docs = Doc::default();
                docs.wire(name, value, [Span::code(value)]);
                (docs, name.clone(), value.as_str())
            })
            .collect(),
    }
}
