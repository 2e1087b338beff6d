//! Instants that are numbers: seconds or milliseconds since 1970.

use std::time::{Duration, SystemTime};

use super::{Codec, parse};
use crate::codec::json::{Decimal, DecodeError, Reader, Writer};

/// The codec of instants that are seconds since 1970: `SystemTime` and, with the feature `chrono`, `DateTime<Utc>`. Parts of a second are read, and
/// not written.
#[derive(Debug)]
pub enum UnixSeconds {}

/// The codec of instants that are milliseconds since 1970.
#[derive(Debug)]
pub enum UnixMilliseconds {}

/// Reads a number of units, of which there are `per_second`, as nanoseconds.
fn nanoseconds(reader: &mut Reader<'_>, per_second: i128) -> Result<i128, DecodeError> {
    let offset = reader.offset();
    let number: Decimal = parse(reader)?;
    let of_unit = 1_000_000_000 / per_second;
    let whole = number.as_str().parse::<i64>().ok();
    match whole {
        Some(whole) => Ok(i128::from(whole) * of_unit),
        None => {
            let float = number.to_f64();
            if !float.is_finite() || float.abs() > 1e18 {
                return Err(reader.misfit(offset, || "expected a number of seconds since 1970".to_owned()));
            }
            // A float holds no more than microseconds of today's instants.
            let micros = float * 1_000_000.0 / per_second as f64;
            Ok(micros.round() as i128 * 1000)
        }
    }
}

fn system_time(reader: &mut Reader<'_>, per_second: i128) -> Result<SystemTime, DecodeError> {
    let offset = reader.offset();
    let nanoseconds = nanoseconds(reader, per_second)?;
    let seconds = u64::try_from(nanoseconds.unsigned_abs() / 1_000_000_000);
    let rest = (nanoseconds.unsigned_abs() % 1_000_000_000) as u32;
    let instant = seconds.ok().and_then(|seconds| {
        let duration = Duration::new(seconds, rest);
        match nanoseconds < 0 {
            true => SystemTime::UNIX_EPOCH.checked_sub(duration),
            false => SystemTime::UNIX_EPOCH.checked_add(duration),
        }
    });
    instant.ok_or_else(|| {
        reader.misfit(offset, || {
            "expected an instant, found one out of range".to_owned()
        })
    })
}

fn encode_system_time(value: SystemTime, per_second: i128, writer: &mut Writer) {
    let nanoseconds = match value.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(after) => after.as_nanos() as i128,
        Err(before) => -(before.duration().as_nanos() as i128),
    };
    let units = nanoseconds.div_euclid(1_000_000_000 / per_second);
    writer.raw(&units.to_string());
}

macro_rules! instants {
    ($($codec:ident: $per_second:literal, $of_chrono:ident;)*) => {$(
        impl Codec<SystemTime> for $codec {
            fn decode(reader: &mut Reader<'_>) -> Result<SystemTime, DecodeError> {
                system_time(reader, $per_second)
            }

            fn encode(value: &SystemTime, writer: &mut Writer) {
                encode_system_time(*value, $per_second, writer);
            }
        }

        #[cfg(feature = "chrono")]
        impl Codec<chrono::DateTime<chrono::Utc>> for $codec {
            fn decode(reader: &mut Reader<'_>) -> Result<chrono::DateTime<chrono::Utc>, DecodeError> {
                let offset = reader.offset();
                let nanoseconds = nanoseconds(reader, $per_second)?;
                let seconds = i64::try_from(nanoseconds.div_euclid(1_000_000_000)).ok();
                let rest = nanoseconds.rem_euclid(1_000_000_000) as u32;
                let instant = seconds.and_then(|seconds| chrono::DateTime::from_timestamp(seconds, rest));
                instant.ok_or_else(|| reader.misfit(offset, || "expected an instant, found one out of range".to_owned()))
            }

            fn encode(value: &chrono::DateTime<chrono::Utc>, writer: &mut Writer) {
                writer.raw(&value.$of_chrono().to_string());
            }
        }
    )*};
}

instants! {
    UnixSeconds: 1, timestamp;
    UnixMilliseconds: 1000, timestamp_millis;
}
