//! The servers that are called without a proxy, as `NO_PROXY` names them.

use std::net::{IpAddr, Ipv6Addr};

use http::Uri;
use http::uri::Scheme;
use url::Host;

/// Servers that are called without a proxy.
#[derive(Clone, Debug, Default)]
pub(super) struct Direct {
    entries: Vec<Entry>,
    /// What the first text that names no servers is, which no server is.
    problem: Option<String>,
}

/// Servers, at one port or at all.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    hosts: Hosts,
    port: Option<u16>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Hosts {
    All,
    /// A name, in small letters, and those below it.
    Name(String),
    /// The names below one.
    Below(String),
    /// Addresses whose first bits are these.
    Network(IpAddr, u8),
}

impl Direct {
    /// Reads names, addresses and networks with commas between.
    pub(super) fn read(text: &str) -> Self {
        let mut direct = Direct::default();
        for text in text.split(',').map(str::trim).filter(|text| !text.is_empty()) {
            match Entry::read(text) {
                Ok(entry) => direct.entries.push(entry),
                Err(problem) => {
                    direct.problem.get_or_insert(format!("`{text}`: {problem}"));
                }
            }
        }
        direct
    }

    /// Returns what is wrong with the first text that names no servers.
    #[cfg(feature = "hyper")]
    pub(super) fn problem(&self) -> Option<&str> {
        self.problem.as_deref()
    }

    /// Tells whether there are none.
    #[cfg(feature = "blocking")]
    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Tells whether these are all servers.
    pub(super) fn is_all(&self) -> bool {
        self.entries.iter().any(|entry| entry.hosts == Hosts::All)
    }

    /// Tells whether the server of a URL is one of them.
    pub(super) fn has(&self, url: &Uri) -> bool {
        let Some(host) = url.host().filter(|_| !self.entries.is_empty()) else {
            return false;
        };
        let port = url.port_u16().or_else(|| match url.scheme() {
            Some(scheme) if *scheme == Scheme::HTTP => Some(80),
            Some(scheme) if *scheme == Scheme::HTTPS => Some(443),
            _ => None,
        });
        let address = address(host);
        self.entries.iter().any(|entry| {
            let is_at_port = entry.port.is_none() || entry.port == port;
            is_at_port && entry.hosts.has(host, address)
        })
    }
}

impl Entry {
    fn read(text: &str) -> Result<Self, String> {
        let all_ports = |hosts| Ok(Entry { hosts, port: None });
        if text == "*" {
            return all_ports(Hosts::All);
        }
        if let Some((start, bits)) = text.split_once('/') {
            return all_ports(network(start, bits)?);
        }
        if let Some(address) = address(text) {
            return all_ports(of_address(address));
        }
        let (host, port) = match text.rsplit_once(':') {
            Some((host, port)) => (host, Some(read_port(port)?)),
            None => (text, None),
        };
        let hosts = match address(host) {
            // Without brackets, the last part of an address would be taken for a port.
            Some(IpAddr::V6(_)) if !host.starts_with('[') => return Err(NO_HOST.to_owned()),
            Some(address) => of_address(address),
            None => name(host)?,
        };
        Ok(Entry { hosts, port })
    }
}

impl Hosts {
    fn has(&self, host: &str, address: Option<IpAddr>) -> bool {
        match (self, address) {
            (Hosts::All, _) => true,
            (Hosts::Network(start, bits), Some(address)) => has_address(*start, *bits, address),
            (Hosts::Name(name), None) => is(host, name) || is_below(host, name),
            (Hosts::Below(name), None) => is_below(host, name),
            _ => false,
        }
    }
}

/// What is said of a text that is neither of them.
const NO_HOST: &str = "expected a name, an address, or a network such as 10.0.0.0/8";

/// Reads an address, with or without the brackets of a URL.
fn address(text: &str) -> Option<IpAddr> {
    let bracketed = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    let address: IpAddr = match bracketed {
        Some(text) => text.parse::<Ipv6Addr>().ok()?.into(),
        None => text.parse().ok()?,
    };
    // `::ffff:10.0.0.1` is reached where `10.0.0.1` is.
    Some(address.to_canonical())
}

fn of_address(address: IpAddr) -> Hosts {
    Hosts::Network(address, bits_of(address))
}

fn network(start: &str, bits: &str) -> Result<Hosts, String> {
    let start: IpAddr = start.parse().map_err(|_| NO_HOST.to_owned())?;
    let most = bits_of(start);
    match bits.parse() {
        Ok(bits) if bits <= most => Ok(match (start, start.to_canonical()) {
            (IpAddr::V6(_), IpAddr::V4(start)) if bits >= 96 => Hosts::Network(start.into(), bits - 96),
            _ => Hosts::Network(start, bits),
        }),
        _ => Err(format!(
            "expected at most {most} bits behind the slash of such a network"
        )),
    }
}

fn bits_of(address: IpAddr) -> u8 {
    match address {
        IpAddr::V4(_) => 32,
        IpAddr::V6(_) => 128,
    }
}

fn read_port(text: &str) -> Result<u16, String> {
    let expected = || "expected a port from 1 to 65535 behind its colon".to_owned();
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    match text.parse() {
        Ok(port) if port > 0 && is_number => Ok(port),
        _ => Err(expected()),
    }
}

fn name(text: &str) -> Result<Hosts, String> {
    let (text, hosts): (_, fn(String) -> Hosts) = match text.strip_prefix("*.") {
        Some(text) => (text, Hosts::Below),
        None => (text.strip_prefix('.').unwrap_or(text), Hosts::Name),
    };
    let text = text.strip_suffix('.').unwrap_or(text);
    if text.contains('*') {
        return Err("expected `*` alone, or `*.` before a name".to_owned());
    }
    match Host::parse(text) {
        Ok(Host::Domain(name)) if !name.starts_with('.') => Ok(hosts(name)),
        _ => Err(NO_HOST.to_owned()),
    }
}

fn is(host: &str, name: &str) -> bool {
    without_root(host).eq_ignore_ascii_case(name)
}

fn is_below(host: &str, name: &str) -> bool {
    let host = without_root(host).as_bytes();
    let Some(start) = host.len().checked_sub(name.len() + 1) else {
        return false;
    };
    let (_, end) = host.split_at(start);
    end[0] == b'.' && end[1..].eq_ignore_ascii_case(name.as_bytes())
}

/// Returns a name without the dot of the root behind it.
fn without_root(host: &str) -> &str {
    host.strip_suffix('.').unwrap_or(host)
}

fn has_address(start: IpAddr, bits: u8, address: IpAddr) -> bool {
    match (start, address) {
        (IpAddr::V4(start), IpAddr::V4(address)) => {
            let differing = start.to_bits() ^ address.to_bits();
            differing.leading_zeros() >= bits.into()
        }
        (IpAddr::V6(start), IpAddr::V6(address)) => {
            let differing = start.to_bits() ^ address.to_bits();
            differing.leading_zeros() >= bits.into()
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests;
