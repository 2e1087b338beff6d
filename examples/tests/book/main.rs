//! The code of the book in `docs`: a file for each chapter about clients, against a server in the same process.
//!
//! A page of the book names the file that its code is of, and `tests/tests/book` finds it there word for word.

mod blocking;
mod callbacks;
mod calls;
mod credentials;
mod errors;
mod moving;
mod pages;
mod readme;
mod retries;
mod server;
mod serving;
mod streams;
mod testing;
mod tls;
mod tracing;
mod uploads;
mod webhooks;
