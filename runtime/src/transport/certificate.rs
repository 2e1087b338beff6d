//! Certificates as they are written, and what errors say of them.

#[cfg(any(feature = "blocking", feature = "hyper"))]
use std::sync::Arc;

use rustls::AlertDescription;
#[cfg(any(feature = "blocking", feature = "hyper"))]
use rustls::crypto::CryptoProvider;
#[cfg(any(feature = "blocking", feature = "hyper"))]
use rustls::pki_types::{CertificateDer, pem::PemObject};

#[cfg(any(feature = "blocking", feature = "hyper"))]
use crate::error::Problem;

/// Reads the certificates of a PEM.
#[cfg(any(feature = "blocking", feature = "hyper"))]
pub(super) fn certificates(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, Problem> {
    let read: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    let read = read.map_err(|error| Problem::of(error).prefixed("its certificates: "))?;
    match read.is_empty() {
        true => Err("there is no certificate in the PEM".into()),
        false => Ok(read),
    }
}

/// Returns the process's provider of cryptography if it has chosen one, else ring.
#[cfg(any(feature = "blocking", feature = "hyper"))]
pub(super) fn provider() -> Arc<CryptoProvider> {
    CryptoProvider::get_default()
        .cloned()
        .unwrap_or_else(|| Arc::new(rustls::crypto::ring::default_provider()))
}

/// Tells whether a certificate was not accepted, of the server or of the client.
pub(super) fn is_certificate(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        let inner = error
            .downcast_ref::<std::io::Error>()
            .and_then(std::io::Error::get_ref);
        let tls = match inner {
            Some(inner) => inner.downcast_ref::<rustls::Error>(),
            None => error.downcast_ref::<rustls::Error>(),
        };
        if let Some(tls) = tls {
            return match tls {
                rustls::Error::InvalidCertificate(_) | rustls::Error::NoCertificatesPresented => true,
                rustls::Error::AlertReceived(alert) => REFUSALS.contains(alert),
                _ => false,
            };
        }
        next = error.source();
    }
    false
}

/// By what a server refuses the certificate of a client, or that it has none.
const REFUSALS: [AlertDescription; 7] = [
    AlertDescription::BadCertificate,
    AlertDescription::UnsupportedCertificate,
    AlertDescription::CertificateRevoked,
    AlertDescription::CertificateExpired,
    AlertDescription::CertificateUnknown,
    AlertDescription::UnknownCA,
    AlertDescription::CertificateRequired,
];
