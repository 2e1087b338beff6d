//! `collectionFormat`, and the styles that say the same.

use crate::description::{Location, Style};
use crate::diagnostic::Code;
use crate::normalize::cursor::Cursor;
use crate::normalize::normalizer::Normalizer;
use crate::normalize::parameter::StatedLocation;
use crate::normalize::version::Version;

impl<'d> Normalizer<'_, 'd> {
    /// Returns the style and `explode` for a `collectionFormat`, or nothing where it has no effect. `None` where the
    /// version has styles of its own.
    pub(in crate::normalize) fn collection_format(
        &mut self,
        at: &Cursor<'d, '_>,
    ) -> Option<Option<(Style, Option<bool>)>> {
        let stated = at.field("collectionFormat");
        let is_swagger = self.version(at.file()) == Version::Swagger20;
        if stated.is_none() && (!is_swagger || at.field("style").is_some()) {
            return None;
        }
        let location = StatedLocation::of(at.node);
        if !matches!(
            location,
            Some(StatedLocation::Known(Location::Query) | StatedLocation::Form)
        ) {
            // Lists in paths and headers have commas, which is the style that they have by default.
            return Some(None);
        }
        let Some(stated) = stated else {
            let is_array = at.text_at("type") == Some("array");
            return Some(Some((Style::Form, is_array.then_some(false))));
        };
        Some(Some(match stated.text().map_or("", |text| text.as_str()) {
            "csv" => (Style::Form, Some(false)),
            "multi" => (Style::Form, Some(true)),
            "ssv" => (Style::SpaceDelimited, Some(false)),
            "pipes" => (Style::PipeDelimited, Some(false)),
            "tsv" => (Style::TabDelimited, Some(false)),
            other => {
                self.warn(
                    Code::UnknownStyle,
                    &stated,
                    format!("unknown `collectionFormat` `{other}`; read as `csv`"),
                    "write one of `csv`, `ssv`, `tsv`, `pipes`, `multi`",
                );
                (Style::Form, Some(false))
            }
        }))
    }
}
