//! [HAR 1.2](http://www.softwareishard.com/blog/har-12-spec/), as browsers and proxies write it, as far as responses are concerned.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;

/// The error of a text that is no HAR file. It shows nothing of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HarError {
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) message: String,
}

/// A request and its response.
#[derive(Deserialize)]
pub(super) struct Entry {
    pub(super) request: Request,
    pub(super) response: Response,
}

#[derive(Deserialize)]
pub(super) struct Request {
    pub(super) method: String,
    pub(super) url: String,
}

#[derive(Deserialize)]
pub(super) struct Response {
    pub(super) status: u16,
    #[serde(default)]
    pub(super) content: Content,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Content {
    mime_type: Option<String>,
    text: Option<Text>,
    encoding: Option<String>,
    size: Option<f64>,
}

/// A text that may end within a character: browsers cut long bodies, and write half of a pair of surrogates then.
struct Text(Vec<u8>);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Bytes;

        impl Visitor<'_> for Bytes {
            type Value = Text;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a string")
            }

            fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Text, E> {
                Ok(Text(bytes.to_owned()))
            }
        }

        deserializer.deserialize_bytes(Bytes)
    }
}

impl Content {
    /// Returns the media type, and the body, if the file has it.
    pub(super) fn into_parts(self) -> (String, Option<Vec<u8>>) {
        /// Recorders look at no larger bodies.
        const LARGEST: usize = 16 << 20;
        let is_base64 = self
            .encoding
            .is_some_and(|name| name.eq_ignore_ascii_case("base64"));
        let body = match self.text {
            // Whatever is that large is only counted.
            Some(Text(text)) if is_base64 && text.len() / 4 * 3 <= LARGEST => {
                STANDARD.decode(text.trim_ascii()).ok()
            }
            Some(Text(text)) => Some(text),
            None if self.size == Some(0.0) => Some(Vec::new()),
            None => None,
        };
        (self.mime_type.unwrap_or_default(), body)
    }
}

/// Returns whether a file is to be read as HAR, and not as records.
pub(crate) fn is_har(text: &str) -> bool {
    let first = text.trim_start().lines().next().unwrap_or_default();
    !first.starts_with("{\"specwright_records\"")
}

/// Why no further entry is read.
pub(super) type Stop = String;

/// Gives each entry of a file to `each`, until it says why no further one is wanted; no more than one is in memory at a time.
pub(super) fn read(text: &str, each: &mut dyn FnMut(Entry) -> Result<(), Stop>) -> Result<(), HarError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut has_entries = false;
    let mut stop = None;
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let file = Inside {
        file: File {
            each,
            has_entries: &mut has_entries,
            stop: &mut stop,
        },
        path: &["log", "entries"],
    };
    let read = file
        .deserialize(&mut deserializer)
        .and_then(|()| deserializer.end());
    // What the reader says may repeat a value of the file.
    read.map_err(|error| HarError {
        line: error.line().max(1),
        column: error.column().max(1),
        message: stop.unwrap_or_else(|| unread(error.classify()).to_owned()),
    })?;
    match has_entries {
        true => Ok(()),
        false => Err(HarError {
            line: 1,
            column: 1,
            message: "expected a HAR file or records, found no `log.entries`".to_owned(),
        }),
    }
}

/// Returns what is said of a text that is not read.
fn unread(category: Category) -> &'static str {
    match category {
        Category::Data => {
            "expected a HAR file or records: an object with `log.entries`, each with `request` and `response`"
        }
        _ => "expected a HAR file or records, found what is no JSON, or nests more than 128 levels",
    }
}

/// What becomes of the entries of a file.
struct File<'a> {
    each: &'a mut dyn FnMut(Entry) -> Result<(), Stop>,
    has_entries: &'a mut bool,
    stop: &'a mut Option<Stop>,
}

/// A value in a file, and the properties that lead from it to the list of entries.
struct Inside<'a> {
    file: File<'a>,
    path: &'static [&'static str],
}

impl<'de> DeserializeSeed<'de> for Inside<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.path.is_empty() {
            true => deserializer.deserialize_seq(self),
            false => deserializer.deserialize_map(self),
        }
    }
}

impl<'de> Visitor<'de> for Inside<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self.path.is_empty() {
            true => "a list",
            false => "an object",
        })
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<(), M::Error> {
        while let Some(key) = map.next_key::<std::borrow::Cow<'de, str>>()? {
            match self.path {
                [name, path @ ..] if *key == **name => map.next_value_seed(Inside {
                    file: File {
                        each: &mut *self.file.each,
                        has_entries: &mut *self.file.has_entries,
                        stop: &mut *self.file.stop,
                    },
                    path,
                })?,
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut entries: S) -> Result<(), S::Error> {
        *self.file.has_entries = true;
        while let Some(entry) = entries.next_element::<Entry>()? {
            if let Err(stop) = (self.file.each)(entry) {
                let error = serde::de::Error::custom(&stop);
                *self.file.stop = Some(stop);
                return Err(error);
            }
        }
        Ok(())
    }
}
