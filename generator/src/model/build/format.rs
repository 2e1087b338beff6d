//! `format` as the document writes it.

use openapiv3::{NumberFormat, StringFormat, VariantOrUnknownOrEmpty};

pub(super) fn string_format(format: &VariantOrUnknownOrEmpty<StringFormat>) -> Option<String> {
    let known = match format {
        VariantOrUnknownOrEmpty::Empty => return None,
        VariantOrUnknownOrEmpty::Unknown(format) => return Some(format.clone()),
        VariantOrUnknownOrEmpty::Item(format) => format,
    };
    let text = match known {
        StringFormat::Date => "date",
        StringFormat::DateTime => "date-time",
        StringFormat::Password => "password",
        StringFormat::Byte => "byte",
        StringFormat::Binary => "binary",
    };
    Some(text.to_owned())
}

pub(super) fn integer_format(format: &VariantOrUnknownOrEmpty<openapiv3::IntegerFormat>) -> Option<String> {
    match format {
        VariantOrUnknownOrEmpty::Empty => None,
        VariantOrUnknownOrEmpty::Unknown(format) => Some(format.clone()),
        VariantOrUnknownOrEmpty::Item(openapiv3::IntegerFormat::Int32) => Some("int32".to_owned()),
        VariantOrUnknownOrEmpty::Item(openapiv3::IntegerFormat::Int64) => Some("int64".to_owned()),
    }
}

pub(super) fn number_format(format: &VariantOrUnknownOrEmpty<NumberFormat>) -> Option<String> {
    match format {
        VariantOrUnknownOrEmpty::Empty => None,
        VariantOrUnknownOrEmpty::Unknown(format) => Some(format.clone()),
        VariantOrUnknownOrEmpty::Item(NumberFormat::Float) => Some("float".to_owned()),
        VariantOrUnknownOrEmpty::Item(NumberFormat::Double) => Some("double".to_owned()),
    }
}
