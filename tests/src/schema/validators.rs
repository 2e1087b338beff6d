use base64::Engine as _;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use serde_json::Value;

use super::{Bundle, Reading};
use crate::raw::{RawDocument, Spot};

/// Judges values by the schemas of a [`Bundle`], with the `jsonschema` crate.
#[derive(Debug)]
pub struct Validators {
    map: jsonschema::ValidatorMap,
    lenient: Option<Box<(Bundle, Validators)>>,
}

impl Validators {
    /// Compiles the bundle's schemas.
    ///
    /// # Errors
    ///
    /// A schema is none that the crate takes: its own words.
    pub fn new(bundle: &Bundle) -> Result<Self, String> {
        jsonschema::options()
            .with_draft(jsonschema::Draft::Draft202012)
            .with_format("byte", |text: &str| decoded(text).is_some())
            .should_validate_formats(true)
            .should_ignore_unknown_formats(true)
            .offline()
            .build_map(bundle.to_schema())
            .map(|map| Self { map, lenient: None })
            .map_err(|error| error.to_string())
    }

    /// Keeps validators, too, that take a value of several alternatives of a `oneOf`: of the same `spots` as the bundle that these
    /// are of.
    ///
    /// # Errors
    ///
    /// As for [`Self::new`].
    pub fn with_look_alikes(
        mut self,
        document: &RawDocument,
        spots: impl IntoIterator<Item = Spot>,
    ) -> Result<Self, String> {
        let bundle = Bundle::with(document, spots, Reading::TypesWithLookAlikes);
        let validators = Self::new(&bundle)?;
        self.lenient = Some(Box::new((bundle, validators)));
        Ok(self)
    }

    /// The schemas by which `value` is to be judged: where it is valid only as a value of several alternatives, those that take it.
    pub(super) fn judging<'a>(
        &'a self,
        bundle: &'a Bundle,
        pointer: &str,
        value: &Value,
    ) -> (&'a Bundle, &'a Self) {
        match self.lenient.as_deref() {
            Some((bundle, validators)) if !self.is_valid(pointer, value) => (bundle, validators),
            _ => (bundle, self),
        }
    }

    /// Whether `value` is valid by the schema at `pointer` inside the bundle.
    pub fn is_valid(&self, pointer: &str, value: &Value) -> bool {
        self.map
            .get(&format!("#{pointer}"))
            .is_some_and(|validator| validator.is_valid(value))
    }
}

/// The bytes of base64 text of either alphabet, padded or not.
pub(super) fn decoded(text: &str) -> Option<Vec<u8>> {
    let config = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let standard = GeneralPurpose::new(&base64::alphabet::STANDARD, config);
    let url_safe = GeneralPurpose::new(&base64::alphabet::URL_SAFE, config);
    standard.decode(text).or_else(|_| url_safe.decode(text)).ok()
}
