//! Calls over a real socket: what is sent, and what becomes of the response.

#[path = "../loopback/mod.rs"]
mod loopback;

mod api;
mod bodies;
mod connections;
mod credentials;
mod downloads;
mod encodings;
mod environment;
mod errors;
mod hostile_proxies;
mod hostile_texts;
#[cfg(feature = "http2")]
mod http2;
mod limits;
mod media_types;
mod middleware;
mod observers;
mod page_forms;
mod pages;
mod parameters;
mod proxies;
mod redirects;
mod refusing_proxies;
mod responses;
mod retries;
mod streams;
mod tls;
mod tokens;
mod transport;
mod uploads;
mod urls;
mod ways_out;
mod xml;
