//! `docs/client/tls.md`

use std::time::Duration;

use specwright_examples::bakery::Client;
use specwright_runtime::BuildError;
use specwright_runtime::transport::{Hyper, Identity};

fn of_our_authority(authority: &[u8]) -> Result<Client, BuildError> {
    let transport = Hyper::builder().add_root_certificates(authority).build()?;
    Client::builder().transport(transport).build()
}

fn with_a_certificate(certificate_and_key: &[u8]) -> Result<Client, BuildError> {
    let identity = Identity::from_pem(certificate_and_key)?;
    let transport = Hyper::builder().identity(identity).only_tls_1_3().build()?;
    Client::builder().transport(transport).build()
}

fn within_a_network() -> Result<Client, BuildError> {
    let transport = Hyper::builder()
        .no_proxy()
        .connect_timeout(Duration::from_secs(2))
        .pool_max_idle_per_host(8)
        .build()?;
    Client::builder().transport(transport).build()
}

#[test]
fn settings_of_connections_are_checked_when_the_client_is_built() {
    of_our_authority(b"no certificate").unwrap_err();
    with_a_certificate(b"no certificate").unwrap_err();
    within_a_network().unwrap();
}
