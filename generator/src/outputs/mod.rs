//! What an [`Api`](crate::model::Api) becomes: a folder for each output.

pub mod client;
