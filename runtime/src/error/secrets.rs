use std::borrow::Cow;
use std::collections::VecDeque;
use std::error::Error;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use secrecy::{ExposeSecret, SecretString};

use super::text::shown;
use crate::message::BoxError;

/// What is shorter is no secret, and would hide much else.
const SHORTEST: usize = 4;

/// How many tokens are remembered, of those that last shorter than the client.
const TOKENS: usize = 8;

const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

const HIDDEN: &str = "[secret]";

/// The secrets of a client, which no error may show, even when a server repeats them.
#[derive(Default)]
pub(crate) struct Secrets {
    /// Each in all the ways in which it may be written.
    fixed: Vec<SecretString>,
    tokens: Mutex<VecDeque<SecretString>>,
}

impl Secrets {
    pub(crate) fn new(secrets: impl IntoIterator<Item = SecretString>) -> Self {
        let mut fixed: Vec<SecretString> = secrets.into_iter().flat_map(spellings).collect();
        // A secret may be part of another one.
        fixed.sort_by_key(|secret| std::cmp::Reverse(secret.expose_secret().len()));
        Secrets {
            fixed,
            tokens: Mutex::default(),
        }
    }

    /// Remembers a token.
    pub(crate) fn learn(&self, token: &SecretString) {
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        let is_known = |known: &SecretString| known.expose_secret() == token.expose_secret();
        if !tokens.iter().rev().any(is_known) && token.expose_secret().len() >= SHORTEST {
            if tokens.len() == TOKENS {
                tokens.pop_front();
            }
            tokens.push_back(token.clone());
        }
    }

    /// Returns the text with all secrets hidden. One that is cut off at the end is hidden too if the text `goes_on`.
    pub(crate) fn hide<'a>(&self, text: &'a str, goes_on: bool) -> Cow<'a, str> {
        let tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        let mut text = Cow::Borrowed(text);
        for secret in tokens
            .iter()
            .chain(&self.fixed)
            .map(|secret| secret.expose_secret())
        {
            if text.contains(secret) {
                text = Cow::Owned(text.replace(secret, HIDDEN));
            }
            let begun = |length: &usize| secret.get(..*length).is_some_and(|begin| text.ends_with(begin));
            if goes_on && let Some(length) = (1..secret.len()).rev().find(begun) {
                let kept = text.len() - length;
                text = Cow::Owned(text[..kept].to_owned());
            }
        }
        text
    }
}

#[cfg(feature = "cassette")]
impl Secrets {
    /// Returns the text with a mark in place of each secret.
    pub(crate) fn replace<'a>(&self, text: &'a str, mark: &str) -> Cow<'a, str> {
        let tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        let secrets = tokens.iter().chain(&self.fixed);
        secrets
            .map(|secret| secret.expose_secret())
            .fold(Cow::Borrowed(text), |text, secret| match text.contains(secret) {
                true => Cow::Owned(text.replace(secret, mark)),
                false => text,
            })
    }

    /// Tells whether one of them is in bytes that are no text.
    pub(crate) fn is_in_bytes(&self, bytes: &[u8]) -> bool {
        let tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        let mut secrets = tokens
            .iter()
            .chain(&self.fixed)
            .map(|secret| secret.expose_secret().as_bytes());
        secrets.any(|secret| bytes.windows(secret.len()).any(|window| window == secret))
    }
}

impl Secrets {
    /// Returns the error as it is, unless it or a cause of it shows a secret in its message or its fields, or has a message that
    /// acts on what shows it: then the messages of all, harmless and with the secrets hidden.
    pub(crate) fn hide_in(&self, error: BoxError) -> BoxError {
        /// How much of a message is kept, in characters.
        const MESSAGE: usize = 2000;
        let mut harms = false;
        let mut messages = Vec::new();
        let mut next: Option<&(dyn Error + 'static)> = Some(&*error);
        while let Some(cause) = next {
            let message = cause.to_string();
            let harmless = shown(&self.hide(&message, false), MESSAGE);
            harms |= harmless != message || self.is_in(&format!("{cause:?}"));
            messages.push(harmless);
            next = cause.source();
        }
        match harms {
            false => error,
            true => messages
                .into_iter()
                .rfold(None, |source, message| Some(Box::new(Hidden { message, source })))
                .map_or(error, |hidden| hidden as BoxError),
        }
    }

    fn is_in(&self, text: &str) -> bool {
        matches!(self.hide(text, false), Cow::Owned(_))
    }
}

/// The message of an error, harmless and without secrets, and those of its causes.
struct Hidden {
    message: String,
    source: Option<Box<Hidden>>,
}

impl fmt::Display for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message.fmt(f)
    }
}

impl Error for Hidden {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source
            .as_deref()
            .map(|source| source as &(dyn Error + 'static))
    }
}

/// Without the secrets.
impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secrets")
    }
}

/// Returns the ways in which a server may write a secret: as it is, percent-encoded, and in a string of JSON.
fn spellings(secret: SecretString) -> Vec<SecretString> {
    let text = secret.expose_secret();
    let encoded = utf8_percent_encode(text, ENCODED).to_string();
    let escaped = serde_json::to_string(text).unwrap_or_default();
    let escaped = escaped.trim_matches('"').to_owned();
    let mut spellings = vec![text.to_owned(), encoded, escaped];
    spellings.dedup();
    let spellings = spellings.into_iter().filter(|text| text.len() >= SHORTEST);
    spellings.map(SecretString::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secrets() -> Secrets {
        Secrets::new(["hunter2", "hunter2-longer", "a\"b c", "x"].map(SecretString::from))
    }

    #[test]
    fn secrets_are_hidden_however_they_are_written() {
        for (text, hidden) in [
            ("no secret, x", "no secret, x"),
            ("hunter2", "[secret]"),
            ("1 hunter2-longer 2 hunter2", "1 [secret] 2 [secret]"),
            (r#"{"echo":"a\"b c"}"#, r#"{"echo":"[secret]"}"#),
            ("/?key=a%22b%20c", "/?key=[secret]"),
        ] {
            assert_eq!(secrets().hide(text, false), hidden);
        }
    }

    #[test]
    fn a_secret_that_is_cut_off_is_hidden_too() {
        assert_eq!(secrets().hide("key: hunter", true), "key: ");
        assert_eq!(secrets().hide("key: hunter", false), "key: hunter");
    }

    #[test]
    fn the_last_tokens_are_hidden() {
        let secrets = secrets();
        for number in 0..100 {
            secrets.learn(&format!("token-{number:03}").into());
        }
        assert_eq!(secrets.hide("token-099 token-001", false), "[secret] token-001");
    }
}
