//! An issue bot: lists the issues of a repository, opens one with labels, comments on it.

/// The client.
pub mod github {
    specwright_runtime::include_client!("github");
}

use std::time::Duration;

use github::types::*;
use specwright_runtime::{ApiError, BuildError, Error, HeaderMap, StatusCode};

/// How many requests the server still takes, and when it takes more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimit {
    /// How many there are in all.
    pub limit: u64,
    /// How many are left.
    pub remaining: u64,
    /// When there are more: seconds since 1970.
    pub reset: u64,
}

impl RateLimit {
    fn of(headers: &HeaderMap) -> Option<RateLimit> {
        let number = |name| headers.get(name)?.to_str().ok()?.parse().ok();
        Some(RateLimit {
            limit: number("x-ratelimit-limit")?,
            remaining: number("x-ratelimit-remaining")?,
            reset: number("x-ratelimit-reset")?,
        })
    }
}

/// What the bot tells its people.
#[derive(Debug)]
pub enum BotError {
    /// There is no such repository, or it has no issues.
    NoSuchRepository,
    /// The server does not take these fields.
    Invalid(Vec<String>),
    /// There were too many requests.
    RateLimited {
        /// When there may be more: seconds since 1970.
        reset: u64,
    },
    /// Something else.
    Other(ApiError),
}

impl<E> From<Error<E>> for BotError {
    fn from(error: Error<E>) -> Self {
        let error = ApiError::from(error);
        match (error.status(), RateLimit::of(error.headers())) {
            (Some(StatusCode::NOT_FOUND | StatusCode::GONE), _) => BotError::NoSuchRepository,
            (_, Some(limit)) if limit.remaining == 0 => BotError::RateLimited { reset: limit.reset },
            _ => match error.decode::<ValidationError>() {
                Ok(invalid) => BotError::Invalid(invalid.errors.iter().flatten().map(field).collect()),
                Err(_) => BotError::Other(error),
            },
        }
    }
}

fn field(error: &InvalidField) -> String {
    format!("{}: {}", error.field.as_deref().unwrap_or("?"), error.code)
}

/// A bot in one repository.
#[derive(Debug)]
pub struct Bot {
    client: github::Client,
    owner: String,
    repo: String,
}

impl Bot {
    /// Creates a bot that calls the server at `base_url`, or the document's.
    pub fn new(token: &str, base_url: Option<&str>, owner: &str, repo: &str) -> Result<Bot, BuildError> {
        let mut builder = github::Client::builder()
            .user_agent("issue-bot/0.1")
            .header("authorization", &format!("Bearer {token}"))
            .header("x-github-api-version", "2022-11-28")
            .timeout(Duration::from_secs(30));
        if let Some(url) = base_url {
            builder = builder.base_url(url);
        }
        Ok(Bot {
            client: builder.build()?,
            owner: owner.into(),
            repo: repo.into(),
        })
    }

    /// Lists all issues that have the label, without pull requests.
    pub async fn issues(&self, label: &str) -> Result<(Vec<Issue>, Option<RateLimit>), BotError> {
        let request = self.client.issues().list_for_repo(&self.owner, &self.repo);
        let mut pages = request
            .state(IssuesListForRepoState::All)
            .labels(label)
            .per_page(100)
            .pages();
        let mut all = Vec::new();
        let mut limit = None;
        while let Some(page) = pages.next().await {
            let page = page?;
            limit = RateLimit::of(page.headers()).or(limit);
            all.extend(
                page.into_body()
                    .into_iter()
                    .filter(|issue| issue.pull_request.is_none()),
            );
        }
        Ok((all, limit))
    }

    /// Opens an issue.
    pub async fn open(&self, title: &str, text: &str, labels: &[&str]) -> Result<Issue, BotError> {
        let issue = IssuesCreateBody::new(title).body(text).labels(labels.to_vec());
        Ok(self
            .client
            .issues()
            .create(&self.owner, &self.repo, issue)
            .await?)
    }

    /// Comments on an issue.
    pub async fn comment(&self, issue: &Issue, text: &str) -> Result<IssueComment, BotError> {
        let comment = IssuesCreateCommentBody::new(text);
        Ok(self
            .client
            .issues()
            .create_comment(&self.owner, &self.repo, issue.number, comment)
            .await?)
    }
}

/// Returns the names of an issue's labels.
pub fn label_names(issue: &Issue) -> Vec<&str> {
    let names = issue.labels.iter().map(|label| match label {
        IssueLabel::String(name) => Some(name.as_str()),
        IssueLabel::Object(label) => label.name.as_deref(),
    });
    names.flatten().collect()
}
