use serde::Serialize;

use super::argument::Argument;
use super::docs::Doc;
use super::{Name, Path};

/// A function `new` that takes what a value must have.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Constructor<'a> {
    /// What is said of it.
    pub docs: Doc<'a>,
    /// What it takes.
    pub arguments: Vec<Argument>,
    /// The fields, and what each becomes.
    pub fields: Vec<(Name, Init)>,
}

/// What a field becomes.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Init {
    /// The argument of its name.
    Argument,
    /// What the argument of its name converts to.
    Into,
    /// A value that has a path: `None`.
    Value(Path),
    /// What a function of a type gives: `Map::new()`.
    Call(Path, &'static str),
}
