use std::fmt;

#[cfg(feature = "blocking")]
use rustls::RootCertStore;
use rustls::client::WantsClientCert;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, ConfigBuilder};

use super::certificate::certificates;
#[cfg(feature = "blocking")]
use super::certificate::provider;
#[cfg(feature = "hyper")]
use super::{Hyper, HyperBuilder};
use crate::error::{BuildError, Problem};

/// The identity of a client, for servers that ask for a certificate: `mutualTLS` in a document.
///
/// It is shown to no server that it is not meant for: see [`Anonymous`](super::Anonymous).
pub struct Identity {
    pub(super) chain: Vec<CertificateDer<'static>>,
    pub(super) key: PrivateKeyDer<'static>,
}

impl Identity {
    /// Reads PEM: the client's certificate, those between it and an authority, and its private key (PKCS #8, PKCS #1
    /// or SEC 1, not encrypted), in any order of the key and the certificates.
    ///
    /// # Errors
    /// There is no certificate or no key in it.
    pub fn from_pem(pem: &[u8]) -> Result<Self, BuildError> {
        let chain = certificates(pem).map_err(invalid)?;
        let key = PrivateKeyDer::from_pem_slice(pem)
            .map_err(|error| invalid(Problem::of(error).prefixed("its private key: ")))?;
        Ok(Identity { chain, key })
    }

    /// Returns the same identity once more, which nobody does in passing: it has a private key.
    pub(super) fn duplicate(&self) -> Self {
        Identity {
            chain: self.chain.clone(),
            key: self.key.clone_key(),
        }
    }

    /// Checks that the key is of a supported kind, and that of the certificate.
    #[cfg(feature = "blocking")]
    pub(super) fn check(&self) -> Result<(), BuildError> {
        let builder = ClientConfig::builder_with_provider(provider());
        let builder = builder
            .with_safe_default_protocol_versions()
            .map_err(|error| BuildError::Transport(Problem::of(error)))?;
        let builder = builder.with_root_certificates(RootCertStore::empty());
        self.duplicate().authenticate(builder).map(drop)
    }

    /// Creates the default transport that presents this identity, with further settings.
    ///
    /// # Errors
    /// The key does not fit the certificate or is of no supported kind, or the settings don't fit together.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use specwright_runtime::transport::{Identity, Proxy};
    ///
    /// let proxy = Proxy::https("http://proxy.example.com:3128")?;
    /// let identity = Identity::from_pem(&std::fs::read("client.pem")?)?;
    /// let transport = identity.transport(|builder| builder.proxy(proxy))?;
    /// # Ok(())
    /// # }
    /// ```
    #[cfg(feature = "hyper")]
    #[cfg_attr(docsrs, doc(cfg(feature = "hyper")))]
    pub fn transport(self, settings: impl FnOnce(HyperBuilder) -> HyperBuilder) -> Result<Hyper, BuildError> {
        settings(Hyper::builder().identity(self)).build()
    }

    /// Completes the settings of TLS.
    pub(super) fn authenticate(
        self,
        builder: ConfigBuilder<ClientConfig, WantsClientCert>,
    ) -> Result<ClientConfig, BuildError> {
        builder
            .with_client_auth_cert(self.chain, self.key)
            .map_err(|error| invalid(Problem::of(error)))
    }
}

fn invalid(problem: Problem) -> BuildError {
    BuildError::ClientIdentity(problem)
}

/// Without the key.
impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identity").finish_non_exhaustive()
    }
}
