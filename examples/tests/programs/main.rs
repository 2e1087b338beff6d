//! The programs against small servers that act like the APIs that they are for.

mod assistant;
mod issue_bot;
mod orders;
mod services;
mod shop;

use axum::Router;
use tokio::net::TcpListener;

/// Starts a server, and returns its URL.
async fn serve(router: Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}")
}

/// Returns the value of a parameter in a query.
fn parameter<'q>(query: &'q Option<String>, name: &str) -> Option<&'q str> {
    let pairs = query.as_deref().unwrap_or_default().split('&');
    pairs
        .filter_map(|pair| pair.split_once('='))
        .find_map(|(given, value)| (given == name).then_some(value))
}
