//! Five programs as application developers write them, each with a client of a document that is much like one of a large API.
//!
//! `docs/clients.md` compares them with what they were without setters, conversions and one error for all operations.

pub mod assistant;
pub mod issue_bot;
pub mod orders;
pub mod services;
pub mod shop;
