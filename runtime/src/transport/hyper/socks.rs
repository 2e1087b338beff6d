//! Connections by a proxy of SOCKS 5: RFC 1928, and 1929 for its password.

use std::error::Error;
use std::fmt;
use std::net::IpAddr;

use http::Uri;
use http::uri::Scheme;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};

use crate::message::BoxError;
use crate::transport::refusal::Refusal;

const VERSION: u8 = 5;
/// The version of RFC 1929.
const PASSWORD_VERSION: u8 = 1;

/// How a client may tell who it is.
const NOT: u8 = 0;
const BY_PASSWORD: u8 = 2;

/// The kinds of addresses.
const IPV4: u8 = 1;
const NAME: u8 = 3;
const IPV6: u8 = 4;

/// What it says to a connection that its rules forbid.
const FORBIDDEN: u8 = 2;

/// The error of a name that a proxy can't be told.
#[derive(Debug)]
pub(super) struct NameTooLong;

impl fmt::Display for NameTooLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the host has more than 255 bytes, which is the most that a proxy of SOCKS 5 can be told")
    }
}

impl Error for NameTooLong {}

/// What a proxy is asked to connect to: the kind of an address, the address, and the port.
pub(super) struct Target(Vec<u8>);

impl Target {
    /// Returns the server of a URL.
    pub(super) fn of(server: &Uri) -> Result<Self, NameTooLong> {
        let host = server.host().unwrap_or_default();
        let address: Result<IpAddr, _> = host.trim_matches(['[', ']']).parse();
        let mut target = Vec::new();
        match address {
            Ok(IpAddr::V4(address)) => {
                target.push(IPV4);
                target.extend(address.octets());
            }
            Ok(IpAddr::V6(address)) => {
                target.push(IPV6);
                target.extend(address.octets());
            }
            Err(_) => {
                target.push(NAME);
                target.push(u8::try_from(host.len()).map_err(|_| NameTooLong)?);
                target.extend(host.as_bytes());
            }
        }
        let port = server.port_u16().unwrap_or(match server.scheme() {
            Some(scheme) if *scheme == Scheme::HTTP => 80,
            _ => 443,
        });
        target.extend(port.to_be_bytes());
        Ok(Target(target))
    }
}

/// Asks the proxy at the other end of `stream` to connect it to `target`. Not a byte of what comes behind its answer is read.
pub(super) async fn connect(
    stream: &mut (impl AsyncRead + AsyncWrite + Unpin),
    target: &Target,
    auth: Option<(&str, &str)>,
) -> Result<(), BoxError> {
    let methods: &[u8] = match auth {
        Some(_) => &[VERSION, 2, NOT, BY_PASSWORD],
        None => &[VERSION, 1, NOT],
    };
    stream.write_all(methods).await?;
    let [version, method] = read(stream).await?;
    is_version(version, VERSION)?;
    match (method, auth) {
        (NOT, _) => {}
        (BY_PASSWORD, Some((user, password))) => authenticate(stream, user, password).await?,
        (_, Some(_)) => {
            return Err(Refusal::lasting("the proxy of SOCKS takes no user and no password").into());
        }
        (_, None) => {
            return Err(Refusal::lasting("the proxy of SOCKS asks for a user and a password").into());
        }
    }
    let command = [&[VERSION, 1, 0], &target.0[..]].concat();
    stream.write_all(&command).await?;
    let [version, reply, _, kind] = read(stream).await?;
    is_version(version, VERSION)?;
    if reply != 0 {
        let text = format!("the proxy of SOCKS did not connect: {}", reason(reply));
        return Err(match reply {
            FORBIDDEN => Refusal::lasting(text).into(),
            _ => text.into(),
        });
    }
    // Where the proxy calls from, which nobody asked for.
    let length = match kind {
        IPV4 => 4,
        IPV6 => 16,
        NAME => read::<1>(stream).await?[0].into(),
        _ => return Err(OTHER.into()),
    };
    let mut address = [0; u8::MAX as usize + 2];
    stream.read_exact(&mut address[..length + 2]).await?;
    Ok(())
}

async fn authenticate(
    stream: &mut (impl AsyncRead + AsyncWrite + Unpin),
    user: &str,
    password: &str,
) -> Result<(), BoxError> {
    let mut request = vec![PASSWORD_VERSION];
    for text in [user, password] {
        // The settings of a proxy are checked for it.
        request.push(u8::try_from(text.len())?);
        request.extend(text.as_bytes());
    }
    stream.write_all(&request).await?;
    let [version, status] = read(stream).await?;
    is_version(version, PASSWORD_VERSION)?;
    match status {
        0 => Ok(()),
        _ => Err(Refusal::lasting("the proxy of SOCKS does not accept the user and the password").into()),
    }
}

/// What is said of a proxy that does not keep to the protocol.
const OTHER: &str = "what answers is no proxy of SOCKS 5";

fn is_version(found: u8, expected: u8) -> Result<(), &'static str> {
    match found == expected {
        true => Ok(()),
        false => Err(OTHER),
    }
}

async fn read<const N: usize>(stream: &mut (impl AsyncRead + Unpin)) -> std::io::Result<[u8; N]> {
    let mut bytes = [0; N];
    stream.read_exact(&mut bytes).await?;
    Ok(bytes)
}

fn reason(reply: u8) -> &'static str {
    match reply {
        1 => "it failed",
        FORBIDDEN => "its rules forbid it",
        3 => "the network is unreachable",
        4 => "the host is unreachable",
        5 => "the connection was refused",
        6 => "the time to live is over",
        7 => "it can't do that",
        8 => "it takes no address of this kind",
        _ => "it gives no reason",
    }
}
