//! Whether values of a document go through the types that a program has in place of those that the document gives.

use std::error::Error;
use std::fmt;

use serde_json::Value;

use super::super::value::is_literal;
use super::super::{Decode, Encode, from_slice, to_vec};

/// The values of a document that do not go through the types of a program unchanged: what `check_replacements` of a generated client found.
///
/// Numbers are the same if they are as large, `1.50` and `1.5`; so are instants of RFC 3339.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AlteredValues(Vec<AlteredValue>);

/// A value of a document that a type of a program does not read, or that it writes otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlteredValue {
    item: &'static str,
    value: &'static str,
    written: Result<String, String>,
}

impl AlteredValue {
    /// Returns what of the document is replaced, as the setting says it: `format:decimal`.
    pub fn item(&self) -> &str {
        self.item
    }

    /// Returns the value, as JSON.
    pub fn value(&self) -> &str {
        self.value
    }

    /// Returns what the type writes for it, as JSON.
    ///
    /// # Errors
    ///
    /// Why it can't be read, or written.
    pub fn written(&self) -> Result<&str, &str> {
        self.written.as_deref().map_err(String::as_str)
    }
}

impl fmt::Display for AlteredValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { item, value, written } = self;
        match written {
            Ok(written) => write!(formatter, "`{item}`: {value} is written as {written}"),
            Err(error) => write!(formatter, "`{item}`: {value} can't be read or written: {error}"),
        }
    }
}

impl AlteredValues {
    /// Returns them.
    pub fn iter(&self) -> impl Iterator<Item = &AlteredValue> {
        self.0.iter()
    }

    /// Adds those of the values that a type alters; for generated code.
    #[doc(hidden)]
    pub fn check<T: Decode + Encode>(&mut self, item: &'static str, values: &[&'static str]) {
        for value in values {
            let written = through::<T>(value);
            if !written.as_ref().is_ok_and(|written| is_same(value, written)) {
                self.0.push(AlteredValue { item, value, written });
            }
        }
    }

    /// Returns `Ok` if there is none; for generated code.
    #[doc(hidden)]
    pub fn into_result(self) -> Result<(), Self> {
        match self.0.is_empty() {
            true => Ok(()),
            false => Err(self),
        }
    }
}

impl fmt::Display for AlteredValues {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        for value in &self.0 {
            write!(formatter, "{separator}{value}")?;
            separator = "\n";
        }
        Ok(())
    }
}

impl Error for AlteredValues {}

fn through<T: Decode + Encode>(value: &str) -> Result<String, String> {
    let read: T = from_slice(value.as_bytes()).map_err(|error| error.to_string())?;
    let written = to_vec(&read).map_err(|error| error.to_string())?;
    String::from_utf8(written).map_err(|error| error.to_string())
}

fn is_same(value: &str, written: &str) -> bool {
    let Ok(value) = from_slice::<Value>(value.as_bytes()) else {
        return false;
    };
    is_literal(&value, written) || is_same_instant(&value, written)
}

#[cfg(feature = "chrono")]
fn is_same_instant(value: &Value, written: &str) -> bool {
    let instant = |text: &str| chrono::DateTime::parse_from_rfc3339(text).ok();
    let written = from_slice::<String>(written.as_bytes()).ok();
    let instants = (
        value.as_str().and_then(instant),
        written.as_deref().and_then(instant),
    );
    matches!(instants, (Some(value), Some(written)) if value == written)
}

#[cfg(not(feature = "chrono"))]
fn is_same_instant(_: &Value, _: &str) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::super::{Number, Serde, Text, Via};
    use super::AlteredValues;

    #[test]
    fn what_is_written_as_it_was_read_is_not_altered() {
        let mut altered = AlteredValues::default();
        altered.check::<Via<IpAddr, Text>>("Host", &["\"10.0.0.1\"", "\"::1\""]);
        altered.check::<Via<f64, Number>>("format:decimal", &["1.50", "1e2"]);
        altered.check::<Via<(u8, String), Serde>>("Pair", &["[1, \"a\"]"]);
        assert_eq!(altered.into_result(), Ok(()));
    }

    #[test]
    fn what_is_lost_or_not_read_is_told() {
        let mut altered = AlteredValues::default();
        altered.check::<Via<IpAddr, Text>>("Host", &["\"0:0:0:0:0:0:0:1\"", "\"here\""]);
        altered.check::<Via<std::collections::BTreeMap<String, u8>, Serde>>("Map", &["{\"a\": 1}", "[]"]);
        let altered = altered.into_result().expect_err("some are altered");
        let items: Vec<&str> = altered.iter().map(|value| value.item()).collect();
        assert_eq!(items, ["Host", "Host", "Map"]);
        let text = altered.to_string();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "`Host`: \"0:0:0:0:0:0:0:1\" is written as \"::1\"");
        assert_eq!(
            lines[1],
            "`Host`: \"here\" can't be read or written: at $ (byte 0): cannot read \"here\": invalid IP address syntax"
        );
        assert!(
            lines[2].starts_with("`Map`: [] can't be read or written: "),
            "{text}"
        );
    }

    #[cfg(feature = "chrono")]
    #[test]
    fn instants_are_the_same_however_their_offset_is_written() {
        type Instant = chrono::DateTime<chrono::Utc>;
        let mut altered = AlteredValues::default();
        let values = ["\"2024-01-01T00:00:00Z\"", "\"2024-01-01T02:00:00.0+02:00\""];
        altered.check::<Instant>("format:date-time", &values);
        assert_eq!(altered.into_result(), Ok(()));
    }
}
