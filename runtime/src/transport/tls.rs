//! The settings of TLS of the default transport.

use std::sync::Arc;

use rustls::client::{ResolvesClientCert, Resumption, WantsClientCert};
use rustls::pki_types::CertificateDer;
use rustls::sign::CertifiedKey;
use rustls::{
    ClientConfig, ConfigBuilder, RootCertStore, SignatureScheme, SupportedProtocolVersion, WantsVerifier,
};
use rustls_platform_verifier::BuilderVerifierExt;

use super::Identity;
use super::certificate::provider;
use crate::error::{BuildError, Problem};

/// How many sessions of TLS are kept for servers that a client's certificate is not shown to.
const SESSIONS: usize = 256;

/// The certificate authorities whose servers are trusted.
#[derive(Default)]
pub(super) enum Roots {
    #[default]
    System,
    SystemAnd(Vec<CertificateDer<'static>>),
    Only(Vec<CertificateDer<'static>>),
}

/// What is set of TLS.
#[derive(Default)]
pub(super) struct Tls {
    pub(super) roots: Roots,
    pub(super) identity: Option<Identity>,
    pub(super) only_1_3: bool,
    /// All settings at once, instead of the others.
    pub(super) config: Option<ClientConfig>,
}

impl Tls {
    /// Returns the settings as `rustls` takes them.
    pub(super) fn build(self) -> Result<ClientConfig, BuildError> {
        if let Some(config) = self.config {
            let others = !matches!(self.roots, Roots::System) || self.identity.is_some() || self.only_1_3;
            return match others {
                true => Err(BuildError::Transport(
                    "tls sets all of TLS: root certificates, an identity and versions have to be in what it is given".into(),
                )),
                false => Ok(config),
            };
        }
        let failed = |error: rustls::Error| BuildError::Transport(Problem::of(error));
        let versions: &[&SupportedProtocolVersion] = match self.only_1_3 {
            true => &[&rustls::version::TLS13],
            false => rustls::DEFAULT_VERSIONS,
        };
        let builder = ClientConfig::builder_with_provider(provider())
            .with_protocol_versions(versions)
            .map_err(failed)?;
        let builder = trusting(builder, self.roots).map_err(failed)?;
        match self.identity {
            Some(identity) => identity.authenticate(builder),
            None => Ok(builder.with_no_client_auth()),
        }
    }
}

fn trusting(
    builder: ConfigBuilder<ClientConfig, WantsVerifier>,
    roots: Roots,
) -> Result<ConfigBuilder<ClientConfig, WantsClientCert>, rustls::Error> {
    match roots {
        Roots::System => Ok(match builder.clone().with_platform_verifier() {
            Ok(builder) => builder,
            // A system without certificates trusts nobody; it can still call servers without TLS.
            Err(_) => builder.with_root_certificates(RootCertStore::empty()),
        }),
        Roots::SystemAnd(more) => system_and(builder, more),
        Roots::Only(certificates) => {
            let mut store = RootCertStore::empty();
            certificates
                .into_iter()
                .try_for_each(|certificate| store.add(certificate))?;
            Ok(builder.with_root_certificates(store))
        }
    }
}

#[cfg(not(target_os = "android"))]
fn system_and(
    builder: ConfigBuilder<ClientConfig, WantsVerifier>,
    more: Vec<CertificateDer<'static>>,
) -> Result<ConfigBuilder<ClientConfig, WantsClientCert>, rustls::Error> {
    let verifier = rustls_platform_verifier::Verifier::new_with_extra_roots(more, provider())?;
    Ok(builder
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier)))
}

#[cfg(target_os = "android")]
fn system_and(
    _: ConfigBuilder<ClientConfig, WantsVerifier>,
    _: Vec<CertificateDer<'static>>,
) -> Result<ConfigBuilder<ClientConfig, WantsClientCert>, rustls::Error> {
    Err(rustls::Error::General(
        "Android's verifier takes no further root certificates: set only_root_certificates".to_owned(),
    ))
}

/// Returns the settings for servers that the client's certificate is not meant for, if there is one. They share no sessions, in which the
/// server would know the client again.
pub(super) fn without_identity(config: &ClientConfig) -> Option<ClientConfig> {
    config.client_auth_cert_resolver.has_certs().then(|| {
        let mut config = config.clone();
        config.client_auth_cert_resolver = Arc::new(NoCertificate);
        config.resumption = Resumption::in_memory_sessions(SESSIONS);
        config
    })
}

#[derive(Debug)]
struct NoCertificate;

impl ResolvesClientCert for NoCertificate {
    fn resolve(&self, _: &[&[u8]], _: &[SignatureScheme]) -> Option<Arc<CertifiedKey>> {
        None
    }

    fn has_certs(&self) -> bool {
        false
    }
}
