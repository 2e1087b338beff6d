//! Text that becomes JSON by its schema: the client's own encodings, read backwards.
//!
//! | module | what it reads |
//! |---|---|
//! | `scalar` | the text of one value |
//! | `deep` | names that have the properties of a value in them |
//! | `pairs` | `name=value` pairs of a query, a form or a cookie |
//! | `parameter` | a parameter, by its location and style |
//! | `form` | a body of `application/x-www-form-urlencoded` |
//! | `parts` | a body of several parts |
//! | `styled_parts` | properties of such a body that have a style |
//! | `xml` | a body in XML, of which no client knows the schema |

mod deep;
pub(crate) mod form;
pub(crate) mod pairs;
pub(crate) mod parameter;
pub(crate) mod parts;
pub(crate) mod scalar;
mod styled_parts;
#[cfg(all(feature = "mock", feature = "xml"))]
pub(crate) mod xml;

pub(crate) use pairs::Pairs;
pub use parts::Parts;
