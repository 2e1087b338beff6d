//! Where a file is brought from.

use std::fmt;
use std::path::{Path, PathBuf};

use url::Url;

use super::Problem;

/// Where a file is brought from: a URL, or a path of this machine.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Location {
    Url(Url),
    File(PathBuf),
}

impl Location {
    /// Reads what a user wrote: a URL of `http` or `https`, or else a path.
    pub(super) fn parse(text: &str) -> Result<Self, Problem> {
        match Url::parse(text) {
            // A letter before a colon is a drive of Windows.
            Ok(url) if url.scheme().len() > 1 => Self::of_url(url, text),
            _ => Ok(Self::File(PathBuf::from(text))),
        }
    }

    fn of_url(mut url: Url, text: &str) -> Result<Self, Problem> {
        if !matches!(url.scheme(), "http" | "https") {
            let help = "only http and https are fetched; a file is named by its path";
            return Err(Problem::new(format!("`{text}` is not fetched"), help));
        }
        if !url.username().is_empty() || url.password().is_some() {
            let help = "a URL with credentials would stand in the lock; download the file and name its path";
            return Err(Problem::new("credentials in a URL are not taken", help));
        }
        url.set_fragment(None);
        Ok(Self::Url(url))
    }

    /// Returns where a reference that stands in this file leads to.
    ///
    /// # Errors
    ///
    /// When it is of another scheme, or leads from a URL to a file.
    pub(super) fn join(&self, reference: &str) -> Result<Self, Problem> {
        let of_url = |url: Url| {
            Self::of_url(url, reference).map_err(|problem| {
                Problem::new(
                    format!("{}, to which `{self}` refers", problem.message),
                    problem.help,
                )
            })
        };
        match self {
            Self::Url(base) => match base.join(reference) {
                Ok(url) => of_url(url),
                Err(_) => Err(Problem::new(
                    format!("`{reference}`, to which `{self}` refers, is no URL"),
                    "mend the reference in the document",
                )),
            },
            Self::File(path) => match Url::parse(reference) {
                Ok(url) if url.scheme().len() > 1 => of_url(url),
                _ => {
                    let relative = specwright::source::relative_path(reference).ok_or_else(|| {
                        Problem::new(
                            format!("`{reference}`, to which `{self}` refers, is no path"),
                            "mend the reference in the document",
                        )
                    })?;
                    let folder = path.parent().unwrap_or(Path::new(""));
                    Ok(Self::File(folder.join(relative.as_ref())))
                }
            },
        }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Url(url) => url.fmt(formatter),
            Self::File(path) => path.display().fmt(formatter),
        }
    }
}

/// Returns the host of a URL with its port, if that is not the scheme's own.
pub(super) fn host_of(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    }
}
