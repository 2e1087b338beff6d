//! The front without what needs the stage `model`, until that reads descriptions.

mod convert;
mod error;
mod input;
mod output;
mod stack;

pub use convert::{Converted, Converter, convert};
pub use error::Error;
