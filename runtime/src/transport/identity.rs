use std::fmt;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

use super::Reqwest;
use super::reqwest::{tls_builder, with_protocols};
use crate::error::{BuildError, Problem};

/// The identity of a client, for servers that ask for a certificate: `mutualTLS` in a document.
pub struct Identity {
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
}

impl Identity {
    /// Reads PEM: the client's certificate, those between it and an authority, and its private key (PKCS #8, PKCS #1
    /// or SEC 1, not encrypted), in any order of the key and the certificates.
    ///
    /// # Errors
    /// There is no certificate or no key in it.
    pub fn from_pem(pem: &[u8]) -> Result<Self, BuildError> {
        let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
        let chain = chain.map_err(|error| invalid(Problem::of(error).prefixed("its certificates: ")))?;
        if chain.is_empty() {
            return Err(invalid("there is no certificate in the PEM"));
        }
        let key = PrivateKeyDer::from_pem_slice(pem)
            .map_err(|error| invalid(Problem::of(error).prefixed("its private key: ")))?;
        Ok(Identity { chain, key })
    }

    /// Creates the default transport that presents this identity, with further settings.
    ///
    /// # Errors
    /// The key does not fit the certificate or is of no supported kind, or the settings don't fit together.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use specwright_runtime::reqwest::Proxy;
    /// use specwright_runtime::transport::Identity;
    ///
    /// let proxy = Proxy::https("http://proxy.example.com:3128")?;
    /// let identity = Identity::from_pem(&std::fs::read("client.pem")?)?;
    /// let transport = identity.transport(|builder| builder.proxy(proxy))?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn transport(
        self,
        settings: impl FnOnce(reqwest::ClientBuilder) -> reqwest::ClientBuilder,
    ) -> Result<Reqwest, BuildError> {
        let tls = tls_builder()
            .and_then(|builder| builder.with_client_auth_cert(self.chain, self.key))
            .map_err(|error| invalid(Problem::of(error)))?;
        Reqwest::with_tls(with_protocols(tls), settings)
    }
}

fn invalid(problem: impl Into<Problem>) -> BuildError {
    BuildError::ClientIdentity(problem.into())
}

/// Without the key.
impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identity").finish_non_exhaustive()
    }
}
