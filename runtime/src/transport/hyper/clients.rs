//! One client for each runtime.

use std::collections::HashMap;
use std::sync::{OnceLock, PoisonError, RwLock};

use hyper_util::client::legacy::{Builder, Client, ResponseFuture};
use tokio::runtime::{Handle, Id};

use super::connector::Connector;
use crate::message::Body;

/// How many runtimes have a client beside the first one. Those that ended count, since nobody says that they did.
const OTHERS: usize = 256;

/// The clients of all runtimes, each with its own connections. A task of the runtime that opened a connection serves it: a request of another
/// runtime would wait until that one runs again, perhaps for ever.
pub(super) struct Clients {
    pool: Builder,
    connector: Connector,
    /// Mostly the only one.
    first: OnceLock<(Id, Client<Connector, Body>)>,
    others: RwLock<HashMap<Id, Client<Connector, Body>>>,
}

impl Clients {
    pub(super) fn new(pool: Builder, connector: Connector) -> Self {
        Clients {
            pool,
            connector,
            first: OnceLock::new(),
            others: RwLock::default(),
        }
    }

    /// Sends a request from a task of tokio.
    pub(super) fn request(&self, request: http::Request<Body>) -> ResponseFuture {
        let runtime = Handle::current().id();
        let (first, client) = self.first.get_or_init(|| (runtime, self.client()));
        match *first == runtime {
            true => client.request(request),
            false => self.of(runtime).request(request),
        }
    }

    fn client(&self) -> Client<Connector, Body> {
        self.pool.build(self.connector.clone())
    }

    fn of(&self, runtime: Id) -> Client<Connector, Body> {
        let others = self.others.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(client) = others.get(&runtime) {
            return client.clone();
        }
        drop(others);
        let mut others = self.others.write().unwrap_or_else(PoisonError::into_inner);
        if others.len() >= OTHERS {
            others.clear();
        }
        let client = others.entry(runtime).or_insert_with(|| self.client());
        client.clone()
    }
}
