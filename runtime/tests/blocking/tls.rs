use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use specwright_runtime::rustls::pki_types::PrivatePkcs8KeyDer;
use specwright_runtime::rustls::server::WebPkiClientVerifier;
use specwright_runtime::rustls::{RootCertStore, ServerConfig, crypto};
use specwright_runtime::transport::{Anonymous, Identity, Transport, Ureq};
use specwright_runtime::{Body, BuildError, Error, http};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::{runtime, store};

const PET: &str = "HTTP/1.1 200 OK\r\ncontent-length: 21\r\n\r\n{\"id\":7,\"name\":\"Tom\"}";

/// A server whose certificate is of an authority.
struct Server {
    url: String,
    /// The authority as PEM.
    authority: String,
    /// A certificate of the authority for a client, and its key, as PEM.
    identity: String,
    /// Whether each client that came showed a certificate.
    shown: Arc<Mutex<Vec<bool>>>,
}

fn pem(label: &str, der: &[u8]) -> String {
    let text = STANDARD.encode(der);
    format!("-----BEGIN {label}-----\n{text}\n-----END {label}-----\n")
}

/// Starts a server, which asks for a certificate, and goes on without.
fn server() -> Server {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority =
        CertifiedIssuer::self_signed(params, KeyPair::generate().expect("a key")).expect("an authority");
    let key = KeyPair::generate().expect("a key");
    let client = CertificateParams::new(["a client".to_owned()]).expect("a name");
    let client = client.signed_by(&key, &authority).expect("a certificate");
    let identity = pem("CERTIFICATE", client.der()) + &pem("PRIVATE KEY", &key.serialize_der());
    let mut roots = RootCertStore::empty();
    roots.add(authority.der().clone()).expect("a certificate");
    let provider = Arc::new(crypto::ring::default_provider());
    let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider);
    let verifier = verifier.allow_unauthenticated().build().expect("a verifier");
    let key = KeyPair::generate().expect("a key");
    let params = CertificateParams::new(["localhost".to_owned()]).expect("a name");
    let certificate = params.signed_by(&key, &authority).expect("a certificate");
    let key = PrivatePkcs8KeyDer::from(key.serialize_der()).into();
    let config = ServerConfig::builder_with_provider(Arc::new(crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_client_cert_verifier(verifier)
        .with_single_cert(vec![certificate.der().clone()], key)
        .expect("a configuration");
    let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
    let listener = runtime()
        .block_on(TcpListener::bind("127.0.0.1:0"))
        .expect("a free port");
    let url = format!(
        "https://localhost:{}",
        listener.local_addr().expect("an address").port()
    );
    let shown: Arc<Mutex<Vec<bool>>> = Arc::default();
    let log = shown.clone();
    runtime().spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            if let Ok(mut stream) = acceptor.accept(stream).await {
                let certificate = stream.get_ref().1.peer_certificates();
                log.lock().expect("no panic").push(certificate.is_some());
                let _ = stream.read(&mut [0; 4096]).await;
                let _ = stream.write_all(PET.as_bytes()).await;
                let _ = stream.shutdown().await;
            }
        }
    });
    Server {
        url,
        authority: pem("CERTIFICATE", authority.der()),
        identity,
        shown,
    }
}

#[test]
fn a_certificate_of_an_authority_that_is_trusted_is_accepted() {
    let Server { url, authority, .. } = server();
    let transport = Ureq::builder()
        .only_root_certificates(authority.as_bytes())
        .no_proxy()
        .build();
    let builder = store::Client::builder()
        .base_url(&url)
        .transport(transport.expect("a transport"));
    assert_eq!(
        builder
            .build()
            .expect("a client")
            .get_pet(7)
            .send()
            .expect("a pet")
            .name,
        "Tom"
    );
}

#[test]
fn a_certificate_that_is_not_trusted_is_no_reason_to_try_again() {
    let Server { url, .. } = server();
    let transport = Ureq::builder().no_proxy().build().expect("a transport");
    let client = store::Client::builder()
        .base_url(&url)
        .transport(transport)
        .build()
        .expect("a client");
    let error = client.get_pet(7).send().expect_err("a certificate");
    assert!(
        matches!(&error, Error::Transport(error) if error.is_certificate()),
        "{error:#}"
    );
}

#[test]
fn settings_that_cannot_be_used_are_errors_of_the_builder() {
    for builder in [
        Ureq::builder().only_root_certificates(b"none"),
        Ureq::builder().proxy("http://u:secret@"),
    ] {
        let error = builder.build().expect_err("no transport");
        assert!(matches!(error, BuildError::Transport(_)), "{error}");
        assert!(!error.to_string().contains("secret"));
    }
}

#[test]
fn a_certificate_of_the_client_is_shown_but_not_where_it_is_not_meant() {
    let server = server();
    let identity = Identity::from_pem(server.identity.as_bytes()).expect("an identity");
    let transport = Ureq::builder()
        .only_root_certificates(server.authority.as_bytes())
        .identity(identity)
        .no_proxy()
        .build()
        .expect("a transport");
    let client = store::Client::builder()
        .base_url(&server.url)
        .transport(transport.clone());
    let pet = client.build().expect("a client").get_pet(7).send();
    assert_eq!(pet.expect("a pet").name, "Tom");

    let request = http::Request::get(format!("{}/pets/7", server.url)).extension(Anonymous);
    let request = request.body(Body::empty()).expect("a request");
    let response = runtime().block_on(transport.send(request)).expect("a response");
    assert_eq!(response.status(), 200);
    assert_eq!(*server.shown.lock().expect("no panic"), [true, false]);
}

#[test]
fn a_key_that_is_not_that_of_the_certificate_is_an_error_of_the_builder() {
    let (one, other) = (server().identity, server().identity);
    let key = |pem: &str| pem.find("-----BEGIN PRIVATE").expect("a key");
    let mixed = one[..key(&one)].to_owned() + &other[key(&other)..];
    let identity = Identity::from_pem(mixed.as_bytes()).expect("a certificate and a key");
    let error = Ureq::builder()
        .identity(identity)
        .build()
        .expect_err("no transport");
    assert!(matches!(error, BuildError::ClientIdentity(_)), "{error}");
}
