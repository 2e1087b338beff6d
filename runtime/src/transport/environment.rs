//! The proxies that the environment names.

use std::env;

use super::direct::Direct;
use crate::error::{BuildError, Problem};

/// What a proxy is named by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Servers {
    All,
    Https,
    Http,
}

/// A variable of the environment that is set.
#[derive(Clone)]
pub(super) struct Variable {
    name: &'static str,
    /// In which there may be a password.
    pub(super) value: String,
}

impl Variable {
    /// Returns the first of these variables that is set and not empty.
    fn first(names: &[&'static str]) -> Result<Option<Variable>, BuildError> {
        for &name in names {
            let Some(value) = env::var_os(name).filter(|value| !value.is_empty()) else {
                continue;
            };
            return match value.into_string() {
                Ok(value) => Ok(Some(Variable { name, value })),
                Err(_) => Err(unreadable(name, "expected UTF-8")),
            };
        }
        Ok(None)
    }

    /// Returns the error of a proxy that can't be used: to go on without it is not what was meant by setting it.
    pub(super) fn refused(&self, problem: &str) -> BuildError {
        unreadable(self.name, problem)
    }
}

/// Returns the error of a variable, whose value is not shown.
fn unreadable(name: &str, problem: &str) -> BuildError {
    BuildError::Transport(Problem::new(format!(
        "{name} of the environment can't be used: {problem}; correct it, or set proxy or no_proxy of the transport"
    )))
}

/// Returns the variable that names the proxy of some servers, if there is one.
pub(super) fn proxy_of(servers: Servers) -> Result<Option<Variable>, BuildError> {
    // In a program of a web server, `HTTP_PROXY` is the header `Proxy` of whoever sent the request (CVE-2016-5385).
    let is_of_request = env::var_os("REQUEST_METHOD").is_some();
    Variable::first(match servers {
        Servers::All => &["ALL_PROXY", "all_proxy"],
        Servers::Https => &["HTTPS_PROXY", "https_proxy"],
        // The names of variables have no case there.
        Servers::Http if is_of_request && cfg!(windows) => &[],
        Servers::Http if is_of_request => &["http_proxy"],
        Servers::Http => &["HTTP_PROXY", "http_proxy"],
    })
}

/// Returns the servers that are called without a proxy; `None` if these are all. What names no servers is passed over, since the variable is one of
/// all programs, each of which knows other texts.
pub(super) fn direct() -> Result<Option<Direct>, BuildError> {
    let variable = Variable::first(&["NO_PROXY", "no_proxy"])?;
    let direct = Direct::read(variable.as_ref().map_or("", |variable| &variable.value));
    Ok((!direct.is_all()).then_some(direct))
}
