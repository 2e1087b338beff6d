//! `collectionFormat`, and the styles that say the same.

use indexmap::IndexMap;
use openapiv3::{Encoding, QueryStyle};

use crate::diagnostic::Code;
use crate::normalise::at::At;
use crate::normalise::extension;
use crate::normalise::lift::Lift;
use crate::normalise::parameter::Location;
use crate::normalise::version::Version;

/// `style` and `explode` for a `collectionFormat`; `None` where the version has styles of its own.
pub(in crate::normalise) fn style<'d>(
    lift: &mut Lift<'_, 'd>,
    at: &At<'d, '_>,
) -> Option<(Option<&'static str>, Option<bool>)> {
    let stated = at.field("collectionFormat");
    if stated.is_none() && (lift.version(at.file()) != Version::Swagger20 || at.field("style").is_some()) {
        return None;
    }
    let location = Location::of(at.node);
    if !matches!(location, Some(Location::Query | Location::Form)) {
        // Lists in paths and headers have commas, which is the style that they have by default.
        return Some((None, None));
    }
    let Some(stated) = stated else {
        let is_array = at.field("type").and_then(|kind| kind.text()) == Some("array");
        return Some((None, is_array.then_some(false)));
    };
    Some(match stated.text().unwrap_or_default() {
        "csv" => (Some("form"), Some(false)),
        "multi" => (Some("form"), Some(true)),
        "ssv" => (Some("spaceDelimited"), Some(false)),
        "pipes" => (Some("pipeDelimited"), Some(false)),
        "tsv" => (Some(extension::TAB_DELIMITED), Some(false)),
        other => {
            lift.warn(
                Code::UnknownStyle,
                &stated,
                format!("no `collectionFormat` is called `{other}`; it is read as `csv`"),
                "write one of `csv`, `ssv`, `tsv`, `pipes`, `multi`",
            );
            (Some("form"), Some(false))
        }
    })
}

/// How a field of a form is encoded.
pub(super) fn form_encoding(style: Option<&str>, explode: bool) -> Encoding {
    let mut extensions = IndexMap::new();
    let style = match style {
        Some("spaceDelimited") => QueryStyle::SpaceDelimited,
        Some("pipeDelimited") => QueryStyle::PipeDelimited,
        Some(extension::TAB_DELIMITED) => {
            extensions.insert(extension::STYLE.to_owned(), extension::TAB_DELIMITED.into());
            QueryStyle::Form
        }
        _ => QueryStyle::Form,
    };
    Encoding {
        style: Some(style),
        explode,
        extensions,
        ..Encoding::default()
    }
}
