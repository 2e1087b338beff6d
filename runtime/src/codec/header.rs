//! Headers of a response as values.

use serde_json::Value;

use crate::codec::json::error::Step;
use crate::codec::json::{self, Decode, DecodeError, Memory, Tree};
use crate::error::Failure;
use crate::message::{Head, Response};

impl Head {
    /// Reads a header as a value: a number, a boolean or other JSON, text, or a list or an object of these as the style `simple`
    /// writes it (`1,2`, `a,1,b,2` or `a=1,b=2`), whichever `T` reads. What stands in quotes, as an `ETag` does, is text with its quotes.
    ///
    /// Returns `None` where there is no such header.
    ///
    /// # Errors
    /// The header has another value.
    ///
    /// ```
    /// # fn read(response: specwright_runtime::Response<()>) -> Result<(), Box<dyn std::error::Error>> {
    /// let left: Option<u32> = response.header("x-ratelimit-remaining")?;
    /// let tags: Option<Vec<String>> = response.head().header("x-tags")?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn header<T: Decode>(&self, name: &str) -> Result<Option<T>, DecodeError> {
        let Some(value) = self.headers.get(name) else {
            return Ok(None);
        };
        let text = String::from_utf8_lossy(value.as_bytes());
        let whole = || json::from_value(&Value::from(&*text));
        let json = match text.starts_with('"') {
            true => whole(),
            false => json::from_slice(text.as_bytes()),
        };
        json.or_else(|error| {
            whole()
                .or_else(|_| self.composite(name))
                .map_err(|_| of_header(name, &error))
        })
        .map(Some)
    }

    /// Reads a list or an object, from all headers of this name.
    fn composite<T: Decode>(&self, name: &str) -> Result<T, DecodeError> {
        let lines = self.headers.get_all(name).iter();
        let lines: Vec<_> = lines
            .map(|line| String::from_utf8_lossy(line.as_bytes()))
            .collect();
        let items: Vec<&str> = lines.iter().flat_map(|line| items(line)).collect();
        let list = items
            .iter()
            .enumerate()
            .map(|(index, item)| (Step::Index(index), *item));
        fitted(list.collect()).or_else(|error| {
            let property = |name: &str| Step::Property(name.to_owned().into());
            let exploded = items.iter().map(|item| item.split_once('='));
            let exploded = exploded.map(|pair| pair.map(|(name, value)| (property(name), value)));
            let pairs = items.chunks(2).map(|pair| match pair {
                [name, value] => Some((property(name), *value)),
                _ => None,
            });
            match exploded.collect::<Option<Vec<_>>>().or_else(|| pairs.collect()) {
                Some(object) if !object.is_empty() => fitted(object),
                _ => Err(error),
            }
        })
    }
}

/// Reads a header that the document describes by a media type: as JSON.
///
/// # Errors
/// The header is no JSON, or has another value.
pub fn json_header<T: Decode>(head: &Head, name: &str) -> Result<Option<T>, DecodeError> {
    let value = head.headers.get(name);
    let value =
        value.map(|value| json::from_slice(value.as_bytes()).map_err(|error| of_header(name, &error)));
    value.transpose()
}

fn of_header(name: &str, error: &DecodeError) -> DecodeError {
    DecodeError::custom(format!("the header {name}: {}", error.message()), error.offset())
}

/// Returns the items of a list with commas between them.
fn items(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|item| !item.is_empty())
}

/// Reads the elements of a list or the properties of an object, each as JSON, or as the text that it is where that does not fit.
fn fitted<T: Decode>(parts: Vec<(Step, &str)>) -> Result<T, DecodeError> {
    /// How many parts are tried as text one by one, so that a long header costs little.
    const ONE_BY_ONE: usize = 64;
    let mut is_text = vec![false; parts.len()];
    let mut tried = 0;
    loop {
        tried += 1;
        let error = match composite(&parts, &is_text).decode_within(Memory::UNLIMITED) {
            Ok(value) => return Ok(value),
            Err(error) => error,
        };
        let unfit = parts
            .iter()
            .position(|(step, _)| error.first_step() == Some(step));
        match unfit {
            Some(index) if !is_text[index] && tried <= ONE_BY_ONE => is_text[index] = true,
            _ if is_text.contains(&false) => is_text.fill(true),
            _ => return Err(error),
        }
    }
}

fn composite(parts: &[(Step, &str)], is_text: &[bool]) -> Tree {
    let values = parts.iter().zip(is_text).map(|((step, text), is_text)| {
        let json = if *is_text {
            None
        } else {
            json::from_slice(text.as_bytes()).ok()
        };
        (step, json.unwrap_or_else(|| Tree::from(*text)))
    });
    let mut value = Tree::Array(Vec::new());
    for (step, part) in values {
        match (step, &mut value) {
            (Step::Index(_), Tree::Array(list)) => list.push(part),
            (Step::Property(name), Tree::Object(object)) => drop(object.insert(name.to_string(), part)),
            (Step::Property(name), other) => {
                *other = Tree::Object([(name.to_string(), part)].into_iter().collect());
            }
            (Step::Index(_), _) => {}
        }
    }
    value
}

impl<T> Response<T> {
    /// Reads a header as a value: see [`Head::header`].
    ///
    /// # Errors
    /// The header has another value.
    pub fn header<H: Decode>(&self, name: &str) -> Result<Option<H>, DecodeError> {
        self.head().header(name)
    }
}

impl<E> Failure<E> {
    /// Reads a header as a value: see [`Head::header`].
    ///
    /// # Errors
    /// The header has another value.
    pub fn header<H: Decode>(&self, name: &str) -> Result<Option<H>, DecodeError> {
        self.head().header(name)
    }
}
