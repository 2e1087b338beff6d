use std::collections::BTreeSet;
use std::fmt;

use super::Name;

/// A type of Rust, as it is written at the place that it is planned for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RustType {
    /// `PATH` or `PATH<A, B>`.
    Path(Path, Vec<RustType>),
    /// `&T`.
    Reference(Box<RustType>),
    /// `[T; N]`.
    Array(Box<RustType>),
    /// `[T]`.
    Slice(Box<RustType>),
    /// A type parameter of the function.
    Parameter(Name),
    /// `()`, `(A,)`, `(A, B)`.
    Tuple(Vec<RustType>),
    /// `impl TRAIT`.
    Impl(Box<RustType>),
    /// `TRAIT<Item = T>`.
    Items(Path, Box<RustType>),
}

/// A path to an item, as it is written at the place that it is planned for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Path {
    /// To an item that is not the document's: of the language, of the standard library, of the runtime.
    Known(&'static str),
    /// To an item of the client: its module, up to the last `::`, and its name.
    Item(&'static str, Name),
    /// To an item that the user chose.
    Chosen(String),
    /// To a variant of an enum.
    Variant(Box<Path>, Name),
    /// To a function or a variant of a type that is not the document's.
    Member(Box<Path>, &'static str),
}

impl RustType {
    /// Returns the value that a function keeps of what it takes by a trait of the runtime: `T` of `impl IntoOptional<T, By>`.
    pub(super) fn kept(&self) -> Option<&Self> {
        match self {
            Self::Impl(by) => match &**by {
                Self::Path(_, parameters) => parameters.first(),
                _ => None,
            },
            _ => None,
        }
    }

    /// The type `()`.
    pub const UNIT: Self = Self::Tuple(Vec::new());

    /// Creates the type at a path, without parameters.
    pub(super) fn at(path: Path) -> Self {
        Self::Path(path, Vec::new())
    }

    /// Creates a type that the language has a word for.
    pub(super) fn primitive(name: &'static str) -> Self {
        Self::at(Path::Known(name))
    }

    /// Creates the type at a path with one parameter.
    pub(super) fn of(path: Path, parameter: Self) -> Self {
        Self::Path(path, vec![parameter])
    }

    /// Creates a reference to this type.
    pub(super) fn reference(self) -> Self {
        Self::Reference(Box::new(self))
    }

    /// Adds the first name of each path: that of what is imported.
    pub(super) fn names(&self, names: &mut BTreeSet<String>) {
        match self {
            Self::Path(path, parameters) => {
                let path = path.to_string();
                let first = path.split("::").find(|name| !name.is_empty());
                names.extend(first.map(|name| name.trim_start_matches("r#").to_owned()));
                parameters.iter().for_each(|ty| ty.names(names));
            }
            Self::Tuple(items) => items.iter().for_each(|ty| ty.names(names)),
            Self::Reference(inner) | Self::Array(inner) | Self::Slice(inner) | Self::Impl(inner) => {
                inner.names(names);
            }
            Self::Items(path, inner) => {
                Self::at(path.clone()).names(names);
                inner.names(names);
            }
            Self::Parameter(_) => {}
        }
    }

    /// Returns the type with the last name of each path only: for people, who know where the items are.
    pub fn short(&self) -> impl fmt::Display {
        Short(self)
    }

    fn write(&self, formatter: &mut fmt::Formatter<'_>, path: WritePath) -> fmt::Result {
        let list = |formatter: &mut fmt::Formatter<'_>, types: &[Self]| {
            for (index, ty) in types.iter().enumerate() {
                if index > 0 {
                    formatter.write_str(", ")?;
                }
                ty.write(formatter, path)?;
            }
            Ok(())
        };
        match self {
            Self::Path(name, parameters) if parameters.is_empty() => path(name, formatter),
            Self::Path(name, parameters) => {
                path(name, formatter)?;
                formatter.write_str("<")?;
                list(formatter, parameters)?;
                formatter.write_str(">")
            }
            Self::Reference(inner) => {
                formatter.write_str("&")?;
                inner.write(formatter, path)
            }
            Self::Array(inner) => {
                formatter.write_str("[")?;
                inner.write(formatter, path)?;
                formatter.write_str("; N]")
            }
            Self::Slice(inner) => {
                formatter.write_str("[")?;
                inner.write(formatter, path)?;
                formatter.write_str("]")
            }
            Self::Parameter(name) => fmt::Display::fmt(name, formatter),
            Self::Tuple(items) => {
                formatter.write_str("(")?;
                list(formatter, items)?;
                formatter.write_str(if items.len() == 1 { ",)" } else { ")" })
            }
            Self::Impl(inner) => {
                formatter.write_str("impl ")?;
                inner.write(formatter, path)
            }
            Self::Items(name, item) => {
                path(name, formatter)?;
                formatter.write_str("<Item = ")?;
                item.write(formatter, path)?;
                formatter.write_str(">")
            }
        }
    }
}

impl Path {
    /// Creates the path of a function or a variant of the type at this path.
    pub(super) fn member(self, name: &'static str) -> Self {
        Self::Member(Box::new(self), name)
    }
}

type WritePath = fn(&Path, &mut fmt::Formatter<'_>) -> fmt::Result;

struct Short<'a>(&'a RustType);

impl fmt::Display for Short<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.write(formatter, |path, formatter| match path {
            Path::Known(path) => formatter.write_str(path.rsplit("::").next().unwrap_or(path)),
            Path::Chosen(path) => formatter.write_str(path.rsplit("::").next().unwrap_or(path)),
            Path::Item(_, name) | Path::Variant(_, name) => name.fmt(formatter),
            Path::Member(_, name) => formatter.write_str(name),
        })
    }
}

impl fmt::Display for RustType {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(formatter, fmt::Display::fmt)
    }
}

impl fmt::Display for Path {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known(path) => formatter.write_str(path),
            Self::Chosen(path) => formatter.write_str(path),
            Self::Item(module, name) => write!(formatter, "{module}{name}"),
            Self::Variant(of, name) => write!(formatter, "{of}::{name}"),
            Self::Member(of, name) => write!(formatter, "{of}::{name}"),
        }
    }
}
