//! The widths of integers, by their bounds and formats.

use crate::description::{Number, NumberKeywords, Schema};
use crate::model::Integer;

/// Returns the narrowest integer that the format of a schema names, or, where its bounds contradict that, the first that
/// holds all between them.
pub(super) fn integer(schema: &Schema) -> Integer {
    let stated = match schema.format.as_deref() {
        Some("int8") => Integer::I8,
        Some("int16") => Integer::I16,
        Some("int32") => Integer::I32,
        Some("uint8") => Integer::U8,
        Some("uint16") => Integer::U16,
        Some("uint32") => Integer::U32,
        Some("uint64" | "uint" | "unsigned64") => Integer::U64,
        _ => Integer::I64,
    };
    let (least, most) = bounds(schema.number());
    if holds(stated, least, most) {
        return stated;
    }
    let same_width = match stated {
        Integer::I8 | Integer::U8 => Integer::U8,
        Integer::I16 | Integer::U16 => Integer::U16,
        Integer::I32 | Integer::U32 => Integer::U32,
        Integer::I64 | Integer::U64 => Integer::U64,
    };
    let is_unsigned = least.is_some_and(|least| least >= 0);
    if is_unsigned && holds(same_width, least, most) {
        return same_width;
    }
    // No integer holds what is below zero and beyond `i64` as well.
    let is_negative = least.is_some_and(|least| least < 0);
    match most.is_some_and(|most| most > i64::MAX.into()) && !is_negative {
        true => Integer::U64,
        false => Integer::I64,
    }
}

/// Returns the least and the greatest integer that a schema allows.
fn bounds(number: &NumberKeywords) -> (Option<i128>, Option<i128>) {
    #[allow(clippy::cast_possible_truncation)] // a bound beyond 128 bits is beyond all integers as well
    let floor = |number: Number| number.as_integer().unwrap_or(number.as_f64().floor() as i128);
    let least = number.minimum.map(|minimum| match minimum.as_integer() {
        Some(minimum) => minimum.saturating_add(number.exclusive_minimum.into()),
        None => floor(minimum).saturating_add(1),
    });
    let most = number.maximum.map(|maximum| match maximum.as_integer() {
        Some(maximum) => maximum.saturating_sub(number.exclusive_maximum.into()),
        None => floor(maximum),
    });
    (least.map(unrounded), most.map(unrounded))
}

/// Returns the limit of a type for a bound that was one before it went through an `f64`, as all numbers of JavaScript do:
/// `9223372036854776000`.
#[allow(clippy::cast_precision_loss)] // it is what is looked for
fn unrounded(bound: i128) -> i128 {
    let limits = [i64::MIN.into(), i64::MAX.into(), u64::MAX.into()];
    let limit = limits
        .into_iter()
        .find(|limit: &i128| *limit as f64 == bound as f64);
    limit.unwrap_or(bound)
}

/// Returns whether an integer holds these bounds, as far as they are stated.
fn holds(integer: Integer, least: Option<i128>, most: Option<i128>) -> bool {
    let (lowest, highest): (i128, i128) = match integer {
        Integer::I8 => (i8::MIN.into(), i8::MAX.into()),
        Integer::I16 => (i16::MIN.into(), i16::MAX.into()),
        Integer::I32 => (i32::MIN.into(), i32::MAX.into()),
        Integer::I64 => (i64::MIN.into(), i64::MAX.into()),
        Integer::U8 => (0, u8::MAX.into()),
        Integer::U16 => (0, u16::MAX.into()),
        Integer::U32 => (0, u32::MAX.into()),
        Integer::U64 => (0, u64::MAX.into()),
    };
    least.is_none_or(|least| least >= lowest) && most.is_none_or(|most| most <= highest)
}

#[cfg(test)]
mod tests {
    use super::integer;
    use crate::description::{Number, NumberKeywords, Schema};
    use crate::model::Integer;

    fn bounded(format: Option<&str>, minimum: Option<&str>, maximum: Option<&str>) -> Integer {
        integer(&Schema {
            format: format.map(Into::into),
            number: Some(Box::new(NumberKeywords {
                minimum: minimum.and_then(Number::parse),
                maximum: maximum.and_then(Number::parse),
                ..NumberKeywords::default()
            })),
            ..Schema::default()
        })
    }

    #[test]
    fn a_format_counts_where_the_bounds_agree_with_it() {
        assert_eq!(bounded(None, None, None), Integer::I64);
        assert_eq!(bounded(Some("int32"), Some("0"), Some("100")), Integer::I32);
        assert_eq!(bounded(Some("uint8"), None, Some("255")), Integer::U8);
        assert_eq!(bounded(Some("int64"), Some("0"), None), Integer::I64);
    }

    #[test]
    fn bounds_count_where_they_contradict_the_format() {
        assert_eq!(
            bounded(Some("int32"), Some("0"), Some("4294967295")),
            Integer::U32
        );
        assert_eq!(bounded(Some("int32"), None, Some("3000000000")), Integer::I64);
        assert_eq!(bounded(Some("uint32"), Some("-1"), None), Integer::I64);
        assert_eq!(
            bounded(Some("int64"), Some("0"), Some("18446744073709551615")),
            Integer::U64
        );
    }

    #[test]
    fn what_is_beyond_i64_is_u64() {
        assert_eq!(bounded(None, None, Some("9223372036854775807")), Integer::I64);
        assert_eq!(bounded(None, None, Some("9223372036854779000")), Integer::U64);
        assert_eq!(
            bounded(None, Some("0"), Some("1.8446744073709552e+19")),
            Integer::U64
        );
        assert_eq!(
            bounded(None, Some("-1"), Some("18446744073709551615")),
            Integer::I64
        );
    }

    #[test]
    fn a_limit_that_javascript_has_rounded_is_that_limit() {
        let (least, most) = ("-9223372036854776000", "9223372036854776000");
        assert_eq!(bounded(Some("int64"), Some(least), Some(most)), Integer::I64);
        assert_eq!(bounded(Some("int64"), Some("0"), Some(most)), Integer::I64);
        assert_eq!(
            bounded(Some("uint64"), Some("0"), Some("18446744073709552000")),
            Integer::U64
        );
    }
}
