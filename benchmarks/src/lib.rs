//! What is benchmarked: a generated client, and values for it that are the same at every run.

pub mod plain;
pub mod values;

specwright_runtime::include_client!("catalogue");
