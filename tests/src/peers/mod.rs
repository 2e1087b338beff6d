//! The generator beside others: what each costs to run and its output to compile, measured in turn on one machine.
//!
//! A command is a module: [`generate`], [`compile`], [`build_script`], [`growth`], [`convert`], [`edit`], [`size`]. Each takes the [`side`]s one after the other, round after round,
//! so that whatever else the machine does falls on all alike; each process is measured from outside ([`process`]),
//! and the medians go into a table ([`report`]).

pub mod build_script;
pub mod compile;
pub mod convert;
pub mod edit;
pub mod generate;
pub mod growth;
pub mod install;
pub mod machine;
pub mod output;
pub mod process;
pub mod report;
pub mod side;
pub mod size;
