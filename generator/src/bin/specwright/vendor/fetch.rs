//! Files from the network and from the disk, within bounds.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use specwright_document::source::bounded::{self, Unread};
use ureq::Agent;
use ureq::http::header::LOCATION;
use url::Url;

use super::Problem;
use super::location::{Location, host_of};

/// The largest file, and all of them together, in bytes.
pub(super) const FILE_BYTES: u64 = 64 << 20;
const TOTAL_BYTES: u64 = 256 << 20;

/// How many files, and how many redirects for one of them.
const FILES: usize = 2000;
const REDIRECTS: usize = 5;

/// How long a response may take, with its body.
const TIMEOUT: Duration = Duration::from_secs(60);

/// What is fetched from, and how much of it still may be.
pub(super) struct Fetcher {
    agent: Agent,
    /// The hosts that are asked.
    hosts: Vec<String>,
    /// The folder of the document, if that is a file, free of links.
    folder: Option<PathBuf>,
    is_https: bool,
    bytes: u64,
    files: usize,
}

impl Fetcher {
    /// Creates a fetcher for a document and what it refers to: on its host and on those that are named, or in its folder.
    pub(super) fn new(document: &Location, hosts: &[String]) -> Result<Self, Problem> {
        let mut hosts = hosts.to_vec();
        let (mut folder, mut is_https) = (None, false);
        match document {
            Location::Url(url) => {
                hosts.push(host_of(url));
                is_https = url.scheme() == "https";
            }
            Location::File(path) => {
                let real = fs::canonicalize(path).map_err(|error| unreadable(path, &error))?;
                folder = real.parent().map(Path::to_owned);
            }
        }
        let config = Agent::config_builder()
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .timeout_global(Some(TIMEOUT))
            .user_agent(concat!("specwright/", env!("CARGO_PKG_VERSION")));
        Ok(Self {
            agent: config.build().into(),
            hosts,
            folder,
            is_https,
            bytes: TOTAL_BYTES,
            files: FILES,
        })
    }

    /// Returns the bytes of a file, and where they were in the end.
    ///
    /// # Errors
    ///
    /// When it is out of bounds, or can't be had.
    pub(super) fn fetch(&mut self, location: &Location) -> Result<(Vec<u8>, Location), Problem> {
        self.files = self.files.checked_sub(1).ok_or_else(|| {
            Problem::new(
                format!("the document refers to more than {FILES} files"),
                "download them yourself",
            )
        })?;
        let limit = FILE_BYTES.min(self.bytes);
        let (bytes, location) = match location {
            Location::Url(url) => self.get(url.clone(), limit)?,
            Location::File(path) => (self.read(path, limit)?, location.clone()),
        };
        self.bytes -= bytes.len() as u64;
        Ok((bytes, location))
    }

    fn get(&self, mut url: Url, limit: u64) -> Result<(Vec<u8>, Location), Problem> {
        for _ in 0..=REDIRECTS {
            self.check(&url)?;
            let failed = |error: ureq::Error| match error {
                ureq::Error::BodyExceedsLimit(_) => too_large(&url, limit),
                error => Problem::new(format!("`{url}` can't be fetched: {error}"), "try again later"),
            };
            let mut response = self.agent.get(url.as_str()).call().map_err(failed)?;
            let status = response.status();
            if status.is_redirection() {
                let next = response.headers().get(LOCATION);
                let next = next.and_then(|next| url.join(next.to_str().ok()?).ok());
                url = next.ok_or_else(|| {
                    let message = format!("`{url}` is redirected by {status} to no URL");
                    Problem::new(message, "name the URL that it leads to")
                })?;
                continue;
            }
            if !status.is_success() {
                let message = format!("`{url}` can't be fetched: the server responds with {status}");
                let help = "name a URL that needs no login, or download the file and name its path";
                return Err(Problem::new(message, help));
            }
            let body = response.body_mut().with_config().limit(limit).read_to_vec();
            return body
                .map_err(failed)
                .map(|bytes| (bytes, Location::Url(url.clone())));
        }
        let message = format!("`{url}` is redirected more than {REDIRECTS} times");
        Err(Problem::new(message, "name the URL that it leads to"))
    }

    /// Checks that a URL may be asked for, whoever named it.
    fn check(&self, url: &Url) -> Result<(), Problem> {
        if !matches!(url.scheme(), "http" | "https") {
            let message = format!("`{url}` is not fetched");
            return Err(Problem::new(message, "only http and https are"));
        }
        if self.is_https && url.scheme() == "http" {
            let message = format!("`{url}` is not fetched: the document came over https");
            return Err(Problem::new(message, "name a document that refers to https only"));
        }
        let host = host_of(url);
        if !self.hosts.contains(&host) {
            let message = format!("`{url}` is not fetched: it is on another host");
            return Err(Problem::new(
                message,
                format!("allow it by `--host {host}`, if you trust that host"),
            ));
        }
        Ok(())
    }

    fn read(&self, path: &Path, limit: u64) -> Result<Vec<u8>, Problem> {
        let real = fs::canonicalize(path).map_err(|error| unreadable(path, &error))?;
        let is_inside = self
            .folder
            .as_ref()
            .is_some_and(|folder| real.starts_with(folder));
        if !is_inside {
            let message = format!("`{}` is outside of the document's folder", path.display());
            return Err(Problem::new(message, "copy both into one folder"));
        }
        bounded::read(&real, limit).map_err(|unread| match unread {
            Unread::Io(error) => unreadable(path, &error),
            Unread::NoFile => Problem::new(format!("`{}` is no file", path.display()), "name a file"),
            Unread::TooLarge(limit) => too_large(&path.display(), limit),
        })
    }
}

fn unreadable(path: &Path, error: &std::io::Error) -> Problem {
    let message = format!("`{}` can't be read: {error}", path.display());
    Problem::new(message, "check the path")
}

fn too_large(what: &dyn std::fmt::Display, limit: u64) -> Problem {
    let message = format!("`{what}` is larger than the {} MiB that are left", limit >> 20);
    Problem::new(message, "bring a smaller document, or download it yourself")
}
