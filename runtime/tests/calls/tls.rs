use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use specwright_runtime::__private::Operation;
use specwright_runtime::rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use specwright_runtime::rustls::server::WebPkiClientVerifier;
use specwright_runtime::rustls::{ClientConfig, RootCertStore, ServerConfig, crypto};
use specwright_runtime::transport::Reqwest;
use specwright_runtime::{BuildError, Credential, Error};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::api::{ClientBuilder, GET_USER};

struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    fn new() -> Self {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().expect("a key");
        Authority(CertifiedIssuer::self_signed(params, key).expect("an authority"))
    }

    fn roots(&self) -> RootCertStore {
        let mut roots = RootCertStore::empty();
        roots.add(self.0.der().clone()).expect("a certificate");
        roots
    }

    /// A client's certificate and key as PEM.
    fn identity(&self) -> String {
        let key = KeyPair::generate().expect("a key");
        let params = CertificateParams::new(["a client".to_owned()]).expect("a name");
        let certificate = params.signed_by(&key, &self.0).expect("a certificate");
        pem("CERTIFICATE", certificate.der()) + &pem("PRIVATE KEY", &key.serialize_der())
    }

    fn certificate(&self, name: &str) -> (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>) {
        let key = KeyPair::generate().expect("a key");
        let params = CertificateParams::new([name.to_owned()]).expect("a name");
        let certificate = params.signed_by(&key, &self.0).expect("a certificate");
        (
            vec![certificate.der().clone()],
            PrivatePkcs8KeyDer::from(key.serialize_der()).into(),
        )
    }
}

fn pem(label: &str, der: &[u8]) -> String {
    let text = STANDARD.encode(der);
    format!("-----BEGIN {label}-----\n{text}\n-----END {label}-----\n")
}

fn provider() -> Arc<crypto::CryptoProvider> {
    Arc::new(crypto::ring::default_provider())
}

/// A server that talks only to clients with a certificate of `authority`.
async fn server(authority: &Authority) -> String {
    let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(authority.roots()), provider())
        .build()
        .expect("a verifier");
    let (chain, key) = authority.certificate("localhost");
    let config = ServerConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_client_cert_verifier(verifier)
        .with_single_cert(chain, key)
        .expect("a configuration");
    let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            if let Ok(mut stream) = acceptor.accept(stream).await {
                let _ = stream.read(&mut [0; 4096]).await;
                let _ = stream
                    .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 8\r\n\r\n{\"id\":7}")
                    .await;
                let _ = stream.shutdown().await;
            }
        }
    });
    format!("https://localhost:{port}")
}

const SECURED: Operation = Operation {
    security: &[&["mtls"]],
    ..GET_USER
};

#[tokio::test]
async fn a_client_certificate_is_the_transports_business() {
    let authority = Authority::new();
    let url = server(&authority).await;
    let (chain, key) = authority.certificate("a client");
    let tls = ClientConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_root_certificates(authority.roots())
        .with_client_auth_cert(chain, key)
        .expect("a configuration");
    let client = ClientBuilder::default()
        .base_url(&url)
        .transport(Reqwest::with_tls(tls, |builder| builder).expect("a transport"))
        .credential("mtls", Credential::transport())
        .build()
        .expect("a client");
    assert_eq!(client.get_user_as(SECURED).await.expect("a user").id, 7);
}

#[tokio::test]
async fn a_server_whose_authority_the_system_does_not_trust_is_refused() {
    let url = server(&Authority::new()).await;
    let client = ClientBuilder::default().base_url(&url).build().expect("a client");
    let error = client.get_user("7").await.expect_err("an unknown authority");
    assert!(
        matches!(&error, Error::Transport(error) if error.is_connect()),
        "{error:?}"
    );
    assert!(error.to_string().contains("certificate"), "{error}");
}

/// What this test does to itself: the system's certificates are read from a file that the environment names, and the
/// environment of a process is shared by its tests.
const CHILD: &str = "SPECWRIGHT_TEST_IDENTITY";

#[tokio::test]
async fn the_default_transport_presents_a_clients_certificate() {
    if let (Ok(url), Ok(pem)) = (std::env::var(CHILD), std::env::var("SPECWRIGHT_TEST_PEM")) {
        let client = ClientBuilder::default()
            .base_url(&url)
            .mutual_tls(pem.as_bytes())
            .build()
            .expect("a client");
        assert_eq!(client.get_user_as(SECURED).await.expect("a user").id, 7);
        return;
    }
    let authority = Authority::new();
    let url = server(&authority).await;
    let trusted = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(trusted.path(), pem("CERTIFICATE", authority.0.der())).expect("the file is written");
    let mut child = std::process::Command::new(std::env::current_exe().expect("this program"));
    child
        .args([
            "--exact",
            "tls::the_default_transport_presents_a_clients_certificate",
        ])
        .env("SSL_CERT_FILE", trusted.path())
        .env(CHILD, url)
        .env("SPECWRIGHT_TEST_PEM", authority.identity());
    let child = tokio::task::spawn_blocking(move || child.output())
        .await
        .expect("no panic")
        .expect("it runs");
    let told = String::from_utf8_lossy(&child.stdout);
    assert!(child.status.success() && told.contains("1 passed"), "{told}");
}

#[tokio::test]
async fn without_a_certificate_nothing_is_sent_where_one_is_needed() {
    let client = ClientBuilder::default()
        .base_url("http://127.0.0.1:1")
        .build()
        .expect("a client");
    let error = client.get_user_as(SECURED).await.expect_err("no certificate");
    assert!(
        matches!(&error, Error::InvalidRequest(error) if error.to_string().contains("mtls")),
        "{error:?}"
    );
}

#[test]
fn what_is_no_identity_is_an_error_of_the_builder() {
    let authority = Authority::new();
    let pem = authority.identity();
    let (certificate, key) = pem.split_at(pem.find("-----BEGIN PRIVATE").expect("a key"));
    let another = authority.identity();
    let another = another
        .split_at(another.find("-----BEGIN PRIVATE").expect("a key"))
        .1;
    for (pem, problem) in [
        ("", "no certificate"),
        (key, "no certificate"),
        (certificate, "private key"),
        (&*format!("{certificate}{another}"), ""),
    ] {
        let built = ClientBuilder::default()
            .base_url("https://localhost")
            .mutual_tls(pem.as_bytes())
            .build();
        match built {
            Err(BuildError::ClientIdentity(told)) => {
                assert!(told.to_string().contains(problem), "{told}");
            }
            other => panic!("{other:?}"),
        }
    }
    let built = ClientBuilder::default()
        .base_url("https://localhost")
        .mutual_tls(pem.as_bytes())
        .transport(Reqwest::configured(|builder| builder).expect("a transport"))
        .build();
    assert!(matches!(built, Err(BuildError::ClientIdentity(_))), "{built:?}");
}
