mod build;
mod carry;
mod decode;
mod exchange;

use std::fmt;
use std::thread;

use http::Uri;

use super::direct::Direct;
use super::{Anonymous, SendFuture, Transport};
use crate::error::TransportError;
use crate::message::Body;

pub use build::UreqBuilder;

/// The transport of requests that are sent without `async`: [`ureq`](https://docs.rs/ureq) over `rustls`, which trusts the certificates
/// that the system trusts. Needs the feature `blocking`.
///
/// Each call has a thread for as long as it takes, its response included, so that limits of time hold for all that a thread may wait
/// for. Nobody else is kept waiting: requests that are awaited can be sent by it, too, in any runtime.
///
/// | setting | unless set | method |
/// |---|---|---|
/// | root certificates | those of the system | [`only_root_certificates`](UreqBuilder::only_root_certificates) |
/// | a client's certificate | none | [`identity`](UreqBuilder::identity) |
/// | a proxy | that of the environment: `ALL_PROXY`, `HTTPS_PROXY` or `HTTP_PROXY`, in capitals or not, but not for the servers of `NO_PROXY` | [`proxy`](UreqBuilder::proxy), [`no_proxy`](UreqBuilder::no_proxy) |
/// | how long a connection may take | 15 s | [`connect_timeout`](UreqBuilder::connect_timeout) |
/// | how long a server may be silent | 10 minutes | [`read_timeout`](UreqBuilder::read_timeout) |
///
/// ```no_run
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doc/store.rs"));
/// use specwright_runtime::transport::Ureq;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let transport = Ureq::builder().no_proxy().build()?;
/// let client = store::Client::builder().transport(transport).build()?;
/// let pet = client.get_pet(7).send()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Ureq {
    agents: Agents,
    /// The servers that are called without the proxy, and the agents for them; `None` if there are none.
    direct: Option<(Direct, Agents)>,
}

/// Agents that go one way. They share no connections and no sessions of TLS, in which a server would know a client again.
#[derive(Clone)]
struct Agents {
    agent: ::ureq::Agent,
    /// The agent that shows no certificate, for requests that are [`Anonymous`]; `None` if the other shows none, either.
    anonymous: Option<::ureq::Agent>,
}

impl Ureq {
    /// Creates the builder of the transport.
    pub fn builder() -> UreqBuilder {
        UreqBuilder::default()
    }

    /// Returns the agents that call the server of a URL.
    fn agents_for(&self, url: &Uri) -> &Agents {
        match &self.direct {
            Some((servers, agents)) if servers.has(url) => agents,
            _ => &self.agents,
        }
    }
}

impl Transport for Ureq {
    fn send(&self, request: http::Request<Body>) -> SendFuture<'_> {
        let (carrier, carried) = carry::pair();
        let agents = self.agents_for(request.uri());
        let agent = match &agents.anonymous {
            Some(anonymous) if request.extensions().get::<Anonymous>().is_some() => anonymous.clone(),
            _ => agents.agent.clone(),
        };
        #[cfg(feature = "tokio")]
        let runtime = tokio::runtime::Handle::try_current().ok();
        let run = move || {
            // What the body was opened with may need it.
            #[cfg(feature = "tokio")]
            let _runtime = runtime.as_ref().map(tokio::runtime::Handle::enter);
            exchange::run(&agent, request, carrier);
        };
        let begun = thread::Builder::new()
            .name("specwright-call".to_owned())
            .spawn(run);
        Box::pin(async move {
            begun.map_err(TransportError::connect)?;
            carried.response().await
        })
    }

    fn reads_extensions(&self) -> bool {
        false
    }
}

impl fmt::Debug for Ureq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ureq").finish_non_exhaustive()
    }
}
