//! Dates and times (`format: date-time`, `format: date`).

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, SecondsFormat, Utc};

use super::{Decode, DecodeError, Encode, Reader, Writer};

/// RFC 3339, and what servers send instead: a blank for the `T`, and no offset, which then is UTC.
impl Decode for DateTime<Utc> {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let time = reader.parsed("a date and time as in RFC 3339", date_time);
        time.map(|time| time.to_utc())
    }
}

/// The same, with the offset that it is written with.
impl Decode for DateTime<FixedOffset> {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.parsed("a date and time as in RFC 3339", date_time)
    }
}

impl Encode for DateTime<FixedOffset> {
    fn encode(&self, writer: &mut Writer) {
        writer.string(&self.to_rfc3339_opts(SecondsFormat::AutoSi, true));
    }
}

fn date_time(text: &str) -> Option<DateTime<FixedOffset>> {
    if let Ok(time) = DateTime::parse_from_rfc3339(text) {
        return Some(time);
    }
    // Offsets as in ISO 8601's basic format (`+0200`) or in hours only (`+02`).
    for format in ["%Y-%m-%dT%H:%M:%S%.f%#z", "%Y-%m-%d %H:%M:%S%.f%#z"] {
        if let Ok(time) = DateTime::parse_from_str(text, format) {
            return Some(time);
        }
    }
    for format in ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f"] {
        if let Ok(time) = NaiveDateTime::parse_from_str(text, format) {
            return Some(time.and_utc().fixed_offset());
        }
    }
    None
}

impl Encode for DateTime<Utc> {
    fn encode(&self, writer: &mut Writer) {
        writer.string(&self.to_rfc3339_opts(SecondsFormat::AutoSi, true));
    }
}

impl Decode for NaiveDate {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.parsed("a date as in RFC 3339", |text| {
            Self::parse_from_str(text, "%Y-%m-%d").ok()
        })
    }
}

impl Encode for NaiveDate {
    fn encode(&self, writer: &mut Writer) {
        writer.string(&self.format("%Y-%m-%d").to_string());
    }
}
