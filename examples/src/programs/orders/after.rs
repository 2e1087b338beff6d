//! The program with the API as it became.

specwright_runtime::include_client!("orders_after");

#[path = "program.rs"]
pub mod program;
