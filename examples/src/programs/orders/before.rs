//! The program with the API as it was.

specwright_runtime::include_client!("orders_before");

#[path = "program.rs"]
pub mod program;
