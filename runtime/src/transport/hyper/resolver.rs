//! The addresses of hosts.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use hyper_util::client::legacy::connect::dns::{GaiResolver, Name};
use tower_service::Service;

use crate::message::BoxError;

type Find = Arc<dyn Fn(String) -> Finding + Send + Sync>;
type Finding = Pin<Box<dyn Future<Output = Result<Vec<SocketAddr>, BoxError>> + Send>>;

/// Finds the addresses of hosts: those that are set, else what a function says, else what the system does.
#[derive(Clone, Default)]
pub(super) struct Resolver {
    set: Arc<HashMap<String, Vec<SocketAddr>>>,
    find: Option<Find>,
}

impl Resolver {
    /// Sets the addresses of a host.
    pub(super) fn set(&mut self, host: &str, addresses: &[SocketAddr]) {
        Arc::make_mut(&mut self.set).insert(host.to_ascii_lowercase(), addresses.to_vec());
    }

    /// Sets the function that is asked for the addresses of all other hosts.
    pub(super) fn ask<F, R>(&mut self, find: F)
    where
        F: Fn(String) -> R + Send + Sync + 'static,
        R: Future<Output = Result<Vec<SocketAddr>, BoxError>> + Send + 'static,
    {
        self.find = Some(Arc::new(move |host| Box::pin(find(host))));
    }
}

impl Service<Name> for Resolver {
    type Response = std::vec::IntoIter<SocketAddr>;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, host: Name) -> Self::Future {
        if let Some(addresses) = self.set.get(&host.as_str().to_ascii_lowercase()) {
            return Box::pin(std::future::ready(found(addresses.clone())));
        }
        if let Some(find) = &self.find {
            let finding = find(host.as_str().to_owned());
            return Box::pin(async { found(finding.await?) });
        }
        let finding = GaiResolver::new().call(host);
        Box::pin(async { found(finding.await?.collect()) })
    }
}

fn found(addresses: Vec<SocketAddr>) -> Result<std::vec::IntoIter<SocketAddr>, BoxError> {
    match addresses.is_empty() {
        true => Err("the host has no address".into()),
        false => Ok(addresses.into_iter()),
    }
}
