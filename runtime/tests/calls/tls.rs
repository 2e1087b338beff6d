use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use specwright_runtime::__private::Operation;
use specwright_runtime::oauth2::ClientCredentials;
use specwright_runtime::rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use specwright_runtime::rustls::server::WebPkiClientVerifier;
use specwright_runtime::rustls::{
    ClientConfig, DEFAULT_VERSIONS, RootCertStore, ServerConfig, SupportedProtocolVersion, crypto, version,
};
use specwright_runtime::transport::{Hyper, HyperBuilder, Identity, Service};
use specwright_runtime::{BuildError, Credential, Error, Retry};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tower::ServiceExt as _;

use crate::api::{ClientBuilder, GET_USER};

pub(crate) struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    pub(crate) fn new() -> Self {
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

    pub(crate) fn pem(&self) -> String {
        pem("CERTIFICATE", self.0.der())
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

/// Whether each client that came showed a certificate.
pub(crate) type Shown = Arc<Mutex<Vec<bool>>>;

/// A server that talks only to clients with a certificate of `authority`.
async fn server(authority: &Authority) -> String {
    asking(authority, USER, true).await.0
}

/// A server that asks for a certificate of `authority`, and talks to clients without one unless it is `required`.
pub(crate) async fn asking(authority: &Authority, response: &str, required: bool) -> (String, Shown) {
    let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(authority.roots()), provider());
    let verifier = match required {
        true => verifier,
        false => verifier.allow_unauthenticated(),
    };
    let (chain, key) = authority.certificate("localhost");
    let config = ServerConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_client_cert_verifier(verifier.build().expect("a verifier"))
        .with_single_cert(chain, key)
        .expect("a configuration");
    let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    let (shown, response) = (Shown::default(), response.to_owned());
    let log = shown.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            if let Ok(mut stream) = acceptor.accept(stream).await {
                let certificate = stream.get_ref().1.peer_certificates();
                log.lock().expect("no panic").push(certificate.is_some());
                let _ = stream.read(&mut [0; 4096]).await;
                let _ = stream.write_all(response.as_bytes()).await;
                let _ = stream.shutdown().await;
            }
        }
    });
    (format!("https://localhost:{port}"), shown)
}

fn shown(shown: &Shown) -> Vec<bool> {
    shown.lock().expect("no panic").clone()
}

/// The default transport, which trusts the authority and shows a certificate of it.
pub(crate) fn identified(authority: &Authority) -> Hyper {
    let identity = Identity::from_pem(authority.identity().as_bytes()).expect("an identity");
    Hyper::builder()
        .only_root_certificates(authority.pem().as_bytes())
        .identity(identity)
        .build()
        .expect("a transport")
}

fn identified_client(url: &str, transport: Hyper) -> crate::api::Client {
    ClientBuilder::default()
        .base_url(url)
        .transport(transport)
        .credential("mtls", Credential::transport())
        .build()
        .expect("a client")
}

fn redirect(to: &str) -> String {
    format!("HTTP/1.1 302 Found\r\nlocation: {to}/x\r\ncontent-length: 0\r\n\r\n")
}

pub(crate) const USER: &str = "HTTP/1.1 200 OK\r\ncontent-length: 8\r\n\r\n{\"id\":7}";

/// Both servers have the same name, so that a session of TLS of the one could be taken up at the other.
#[tokio::test]
async fn a_redirect_to_another_server_does_not_carry_the_certificate() {
    let authority = Authority::new();
    let (other, at_other) = asking(&authority, USER, false).await;
    let (url, at_home) = asking(&authority, &redirect(&other), true).await;
    let own_tls = ClientConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_root_certificates(authority.roots());
    let (chain, key) = authority.certificate("a client");
    let own_tls = own_tls
        .with_client_auth_cert(chain, key)
        .expect("a configuration");
    for transport in [
        identified(&authority),
        Hyper::builder().tls(own_tls).build().expect("a transport"),
    ] {
        let client = identified_client(&url, transport);
        assert_eq!(client.get_user_as(SECURED).await.expect("a user").id, 7);
    }
    assert_eq!(
        (shown(&at_home), shown(&at_other)),
        (vec![true; 2], vec![false; 2])
    );
}

#[tokio::test]
async fn layers_around_the_transport_show_no_certificate_elsewhere_either() {
    let authority = Authority::new();
    let (other, at_other) = asking(&authority, USER, false).await;
    let (url, at_home) = asking(&authority, &redirect(&other), true).await;
    let transport = Service::new(identified(&authority).map_request(|request| request));
    let client = ClientBuilder::default()
        .base_url(&url)
        .transport(transport)
        .credential("mtls", Credential::transport())
        .build()
        .expect("a client");
    assert_eq!(client.get_user_as(SECURED).await.expect("a user").id, 7);
    assert_eq!((shown(&at_home), shown(&at_other)), (vec![true], vec![false]));
}

#[tokio::test]
async fn a_redirect_on_the_same_server_carries_the_certificate() {
    let authority = Authority::new();
    let (url, at_home) = asking(&authority, &redirect(""), true).await;
    let client = identified_client(&url, identified(&authority));
    client.get_user_as(SECURED).await.expect_err("it never ends");
    assert_eq!(shown(&at_home), [true; 11]);
}

#[tokio::test]
async fn an_operations_own_server_is_shown_the_certificate_only_if_the_operation_needs_it() {
    let authority = Authority::new();
    let (other, at_other) = asking(&authority, USER, false).await;
    let own: &'static str = Box::leak(other.into_boxed_str());
    const NEEDS: [&[&[&str]]; 2] = [&[], &[&["mtls"]]];
    for security in NEEDS {
        // Without `base_url_for_all`, as the document's server is called.
        let mut builder = specwright_runtime::__private::ClientBuilder::new();
        builder.base_url("https://localhost:1");
        builder.transport(identified(&authority));
        builder.credential("mtls", Credential::transport());
        let client = crate::api::Client {
            inner: builder.build().expect("a client"),
        };
        let operation = Operation {
            security,
            server: Some(own),
            ..GET_USER
        };
        client.get_user_as(operation).await.expect("a user");
    }
    assert_eq!(shown(&at_other), [false, true]);
}

#[tokio::test]
async fn another_token_endpoint_is_not_shown_the_certificate() {
    let authority = Authority::new();
    let token = "{\"access_token\":\"t\",\"token_type\":\"bearer\"}";
    let token = format!(
        "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{token}",
        token.len()
    );
    let (tokens, at_tokens) = asking(&authority, &token, false).await;
    let (url, at_home) = asking(&authority, USER, true).await;
    let mut builder = ClientBuilder::default()
        .base_url(&url)
        .transport(identified(&authority))
        .credential("mtls", Credential::transport());
    let source = ClientCredentials::new(tokens, "a client", "a secret");
    builder.inner.client_credentials("oauth", source);
    let client = builder.build().expect("a client");
    let operation = Operation {
        security: &[&["mtls", "oauth"]],
        ..GET_USER
    };
    client.get_user_as(operation).await.expect("a user");
    assert_eq!((shown(&at_home), shown(&at_tokens)), (vec![true], vec![false]));
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
        .transport(Hyper::builder().tls(tls).build().expect("a transport"))
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
    assert!(format!("{error:#}").contains("certificate"), "{error:#}");
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
        // Without async another transport sends the request.
        let sent = tokio::task::spawn_blocking(move || client.get_user_as(SECURED).send());
        assert_eq!(sent.await.expect("no panic").expect("a user").id, 7);
        return;
    }
    let authority = Authority::new();
    let url = server(&authority).await;
    let trusted = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(trusted.path(), authority.pem()).expect("the file is written");
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
        .transport(Hyper::builder().build().expect("a transport"))
        .build();
    assert!(matches!(built, Err(BuildError::ClientIdentity(_))), "{built:?}");
}

/// A server with a certificate of `authority`, and what it accepts of TLS and HTTP.
async fn plain(
    authority: &Authority,
    versions: &[&'static SupportedProtocolVersion],
    protocols: &[&[u8]],
) -> (String, Arc<Mutex<Vec<Option<Vec<u8>>>>>) {
    let (chain, key) = authority.certificate("localhost");
    let mut config = ServerConfig::builder_with_provider(provider())
        .with_protocol_versions(versions)
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .expect("a configuration");
    config.alpn_protocols = protocols.iter().map(|protocol| protocol.to_vec()).collect();
    let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    let spoken = Arc::new(Mutex::new(Vec::new()));
    let log = spoken.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            if let Ok(mut stream) = acceptor.accept(stream).await {
                let protocol = stream.get_ref().1.alpn_protocol().map(<[u8]>::to_vec);
                log.lock().expect("no panic").push(protocol);
                let _ = stream.read(&mut [0; 4096]).await;
                let _ = stream.write_all(USER.as_bytes()).await;
                let _ = stream.shutdown().await;
            }
        }
    });
    (format!("https://localhost:{port}"), spoken)
}

async fn get(url: &str, transport: Hyper) -> Result<crate::api::User, String> {
    let client = ClientBuilder::default().base_url(url).transport(transport);
    let client = client.retry(Retry::none()).build().expect("a client");
    client.get_user("7").await.map_err(|error| format!("{error:#}"))
}

#[tokio::test]
async fn root_certificates_are_added_to_those_of_the_system_or_replace_them() {
    let (authority, another) = (Authority::new(), Authority::new());
    let (url, _) = plain(&authority, DEFAULT_VERSIONS, &[]).await;
    let (own, other) = (authority.pem(), another.pem());
    let trusts = |settings: fn(HyperBuilder, &str, &str) -> HyperBuilder| {
        let transport = settings(Hyper::builder(), &own, &other)
            .build()
            .expect("a transport");
        let url = url.clone();
        async move { get(&url, transport).await }
    };
    trusts(|builder, own, _| builder.add_root_certificates(own.as_bytes()))
        .await
        .expect("trusted");
    trusts(|builder, own, _| builder.only_root_certificates(own.as_bytes()))
        .await
        .expect("trusted");
    trusts(|builder, own, other| {
        builder
            .add_root_certificates(own.as_bytes())
            .add_root_certificates(other.as_bytes())
    })
    .await
    .expect("trusted");
    for error in [
        trusts(|builder, _, _| builder).await.expect_err("not trusted"),
        trusts(|builder, _, other| builder.add_root_certificates(other.as_bytes()))
            .await
            .expect_err("not trusted"),
        trusts(|builder, _, other| builder.only_root_certificates(other.as_bytes()))
            .await
            .expect_err("not trusted"),
    ] {
        assert!(error.contains("certificate"), "{error}");
    }
}

#[tokio::test]
async fn a_server_without_tls_1_3_can_be_refused() {
    let authority = Authority::new();
    let (url, _) = plain(&authority, &[&version::TLS12], &[]).await;
    let builder = || Hyper::builder().only_root_certificates(authority.pem().as_bytes());
    get(&url, builder().build().expect("a transport"))
        .await
        .expect("TLS 1.2");
    let strict = builder().only_tls_1_3().build().expect("a transport");
    let error = get(&url, strict).await.expect_err("no TLS 1.2");
    assert!(error.contains("ProtocolVersion"), "{error}");
}

/// With HTTP/2 the server's response is no HTTP; what counts is what was agreed on.
#[cfg(feature = "http2")]
#[tokio::test]
async fn http_2_is_spoken_also_with_tls_of_ones_own() {
    let authority = Authority::new();
    let (url, spoken) = plain(&authority, DEFAULT_VERSIONS, &[b"h2", b"http/1.1"]).await;
    let own = || {
        ClientConfig::builder_with_provider(provider())
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_root_certificates(authority.roots())
            .with_no_client_auth()
    };
    let with = |settings: fn(HyperBuilder) -> HyperBuilder| {
        settings(Hyper::builder().tls(own()))
            .build()
            .expect("a transport")
    };
    let _ = get(&url, with(|builder| builder)).await;
    get(&url, with(HyperBuilder::http1_only)).await.expect("a user");
    let spoken = spoken.lock().expect("no panic").clone();
    assert_eq!(spoken, [Some(b"h2".to_vec()), None]);
}

#[cfg(not(feature = "http2"))]
#[test]
fn http_2_in_tls_of_ones_own_needs_the_feature() {
    let authority = Authority::new();
    let mut own = ClientConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_root_certificates(authority.roots())
        .with_no_client_auth();
    own.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    let error = Hyper::builder().tls(own.clone()).build().expect_err("refused");
    assert!(error.to_string().contains("feature http2"), "{error}");
    Hyper::builder()
        .tls(own)
        .http1_only()
        .build()
        .expect("a transport");
}

#[test]
fn settings_of_tls_that_do_not_fit_together_are_refused() {
    let authority = Authority::new();
    let own = || {
        ClientConfig::builder_with_provider(provider())
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_root_certificates(authority.roots())
            .with_no_client_auth()
    };
    let identity = || Identity::from_pem(authority.identity().as_bytes()).expect("an identity");
    let pem = authority.pem();
    for builder in [
        Hyper::builder().tls(own()).add_root_certificates(pem.as_bytes()),
        Hyper::builder().tls(own()).identity(identity()),
        Hyper::builder().tls(own()).only_tls_1_3(),
        Hyper::builder().add_root_certificates(b"no PEM"),
    ] {
        let error = builder.build().expect_err("refused");
        assert!(matches!(error, BuildError::Transport(_)), "{error}");
    }
}
