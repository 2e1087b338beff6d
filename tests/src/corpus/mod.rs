//! The corpus runner: the generator against real documents, judged by what others can see.
//!
//! A command is a module: [`compile`], [`settings`], [`values`], [`wire`], [`host`]. Each finds documents ([`discover`]), generates a crate from each
//! ([`generate`]) into one cargo workspace under the target folder ([`workspace`]), has cargo work on it
//! ([`cargo`]), and prints a table or JSON ([`table`]).

pub mod cargo;
pub mod compile;
pub mod discover;
pub mod expected;
pub mod generate;
pub mod host;
pub mod methods;
mod nulls;
pub mod parallel;
mod programs;
pub mod progress;
pub mod settings;
pub mod table;
pub mod values;
pub mod wire;
pub mod workspace;
