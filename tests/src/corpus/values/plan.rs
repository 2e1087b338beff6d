use std::collections::BTreeSet;

use serde_json::Value;
use specwright::codegen::plan::named::{TypeDef, TypeId};

use super::super::discover::Found;
use super::super::generate::{Generated, generate};
use super::super::nulls;
use crate::raw::{RawDocument, Spot, component_schemas};
use crate::schema::{Bundle, Source, Validators, broken};

/// What is sent through the types of one document.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) version: String,
    pub(super) generated: Generated,
    pub(super) bundle: Bundle,
    pub(super) validators: Validators,
    /// The types, in the order of the harness's table.
    pub(super) types: Vec<PlannedType>,
    /// The components that no type stands for.
    pub(super) untyped_components: Vec<String>,
}

/// A type, and what is sent through it.
#[derive(Debug)]
pub(super) struct PlannedType {
    /// The type's name in the module `types`.
    pub(super) name: String,
    /// Where its schema stands.
    pub(super) spot: Spot,
    /// Where its schema stands in the bundle.
    pub(super) pointer: String,
    /// Whether the schema allows `null`, which a type of this name leaves to its uses.
    pub(super) takes_null: bool,
    /// The properties whose null the type reads as absent: only responses have them.
    pub(super) null_is_absent: BTreeSet<String>,
    pub(super) valid: Vec<Value>,
    pub(super) invalid: Vec<Value>,
}

impl Plan {
    pub(super) fn new(found: &Found) -> Result<Self, String> {
        let document = RawDocument::load(&found.path)?;
        let generated = generate(&found.path, &found.name)?;
        let bundle = Bundle::new(&document, generated.spots.iter().cloned());
        let mut validators = Validators::new(&bundle)?;
        let source = Source::new(&document, &bundle, &validators);
        let mut types = Vec::new();
        let ids = (0..).map(TypeId);
        let definitions = generated.api.types.iter().zip(&generated.spots).zip(ids);
        let mut definitions: Vec<((&TypeDef, &Spot), TypeId)> = definitions.collect();
        // Where several types stand for one schema, the others are parts of the one with the component's name.
        definitions.sort_by_key(|((definition, _), _)| definition.component.is_none());
        for ((definition, spot), id) in definitions {
            let Some(pointer) = bundle.pointer(spot) else {
                continue;
            };
            let is_part = types.iter().any(|planned: &PlannedType| planned.spot == *spot);
            // The form of Swagger's `formData` is no schema, but a list of parameters. `wire` sends it.
            let is_schema = document.get(spot).is_some_and(|schema| !schema.is_array());
            if !is_schema || is_part {
                continue;
            }
            let values = source.values(spot);
            let mut valid = values.plain;
            let invalid = broken(&validators, &pointer, &valid);
            valid.extend(values.grown.into_iter().flatten());
            let takes_null = validators.is_valid(&pointer, &Value::Null) || valid.contains(&Value::Null);
            types.push(PlannedType {
                name: definition.name.to_string(),
                spot: spot.clone(),
                null_is_absent: nulls::read_as_absent(&generated.api, vec![id]),
                takes_null,
                invalid,
                valid,
                pointer,
            });
        }
        let has_look_alikes = source.has_look_alikes();
        drop(source);
        if has_look_alikes {
            validators = validators.with_look_alikes(&document, generated.spots.iter().cloned())?;
        }
        let typed: BTreeSet<&Spot> = types.iter().map(|planned| &planned.spot).collect();
        let untyped_components = component_schemas(&document)
            .into_iter()
            .filter(|spot| {
                !typed.contains(spot) && document.follow(spot).is_none_or(|end| !typed.contains(&end))
            })
            .map(|spot| spot.pointer)
            .collect();
        Ok(Self {
            version: document.version(),
            generated,
            bundle,
            validators,
            types,
            untyped_components,
        })
    }
}
