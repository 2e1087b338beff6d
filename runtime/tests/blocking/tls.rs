use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use specwright_runtime::rustls::pki_types::PrivatePkcs8KeyDer;
use specwright_runtime::rustls::{ServerConfig, crypto};
use specwright_runtime::transport::Ureq;
use specwright_runtime::{BuildError, Error};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::{runtime, store};

const PET: &str = "HTTP/1.1 200 OK\r\ncontent-length: 21\r\n\r\n{\"id\":7,\"name\":\"Tom\"}";

/// Starts a server whose certificate is of an authority, which is returned as PEM beside the URL.
fn server() -> (String, String) {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority =
        CertifiedIssuer::self_signed(params, KeyPair::generate().expect("a key")).expect("an authority");
    let key = KeyPair::generate().expect("a key");
    let params = CertificateParams::new(["localhost".to_owned()]).expect("a name");
    let certificate = params.signed_by(&key, &authority).expect("a certificate");
    let key = PrivatePkcs8KeyDer::from(key.serialize_der()).into();
    let config = ServerConfig::builder_with_provider(Arc::new(crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
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
    runtime().spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            if let Ok(mut stream) = acceptor.accept(stream).await {
                let _ = stream.read(&mut [0; 4096]).await;
                let _ = stream.write_all(PET.as_bytes()).await;
                let _ = stream.shutdown().await;
            }
        }
    });
    let text = STANDARD.encode(authority.der());
    (
        url,
        format!("-----BEGIN CERTIFICATE-----\n{text}\n-----END CERTIFICATE-----\n"),
    )
}

#[test]
fn a_certificate_of_an_authority_that_is_trusted_is_accepted() {
    let (url, authority) = server();
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
    let (url, _) = server();
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
