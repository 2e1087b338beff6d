use super::argument::Argument;
use super::docs::Doc;
use super::kept::Conversion;
use super::{Name, Path};

/// A function `new` that takes what a value must have.
#[derive(Clone, Debug, PartialEq)]
pub struct Constructor<'a> {
    /// What is said of it.
    pub docs: Doc<'a>,
    /// Its type parameters, by which the compiler tells values from `Option`s.
    pub parameters: Vec<Name>,
    /// What it takes.
    pub arguments: Vec<Argument>,
    /// The fields, and what each becomes; none where all are absent, as `Default` makes them.
    pub fields: Vec<(Name, Init)>,
    /// The trait `Default`, where it is to be implemented by this function.
    pub default: Option<Path>,
}

/// What a field becomes.
#[derive(Clone, Debug, PartialEq)]
pub enum Init {
    /// The argument of its name, converted.
    Argument(Conversion),
    /// A value that has a path: `None`.
    Value(Path),
    /// What a function of a type gives: `Map::new()`.
    Call(Path, &'static str),
}
