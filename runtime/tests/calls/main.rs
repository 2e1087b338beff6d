//! Calls over a real socket: what is sent, and what becomes of the answer.

#[path = "../loopback/mod.rs"]
mod loopback;

mod answers;
mod api;
mod bodies;
mod credentials;
mod limits;
mod pages;
mod parameters;
mod redirects;
mod retries;
mod streams;
mod tls;
mod tokens;
mod urls;
mod xml;
