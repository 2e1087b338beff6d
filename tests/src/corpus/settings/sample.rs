//! The samples: settings that fit a document, one at a time and together.

use specwright::codegen::plan::named::{Api, Operation, TypeKind};
use specwright::{As, Format, Generator, Replacement, Select};

/// Settings, and as what the client is written.
pub struct Sample {
    /// Its name.
    pub name: &'static str,
    /// As what the client is written.
    pub written: Written,
    /// Applies the settings; `None` where there is nothing that they could change.
    pub apply: Apply,
}

/// Applies settings that fit a document.
pub type Apply = fn(Generator, &Api) -> Option<Generator>;

/// As what a client is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// A crate with one file.
    Crate,
    /// A module with several files in a crate.
    Module {
        /// Whether others see it: what nobody sees is not used.
        is_public: bool,
    },
}

/// Returns all samples.
pub fn samples() -> impl Iterator<Item = Sample> {
    let module = Written::Module { is_public: true };
    let private = Written::Module { is_public: false };
    let samples: [(&'static str, Written, Apply); 15] = [
        ("modules", module, |generator, _| Some(generator)),
        ("private", private, |generator, _| Some(generator)),
        ("groups", Written::Crate, groups),
        ("groups-in-modules", module, groups),
        ("types", Written::Crate, |generator, _| {
            Some(generator.types_only(true))
        }),
        ("types-in-modules", module, |generator, _| {
            Some(generator.types_only(true))
        }),
        ("part-in-modules", module, part),
        ("tag-features", Written::Crate, tag_features),
        ("tag-features-in-modules", module, tag_features),
        ("renames", Written::Crate, renames),
        ("replacements", Written::Crate, replacements),
        ("formats", Written::Crate, |generator, _| Some(formats(generator))),
        ("blocking", Written::Crate, |generator, _| {
            Some(generator.blocking(true))
        }),
        ("trimmed", Written::Crate, |generator, plain| {
            has_ids(plain).then(|| generator.trim_operation_ids(true))
        }),
        ("together", module, together),
    ];
    samples
        .into_iter()
        .map(|(name, written, apply)| Sample { name, written, apply })
}

fn has_ids(plain: &Api) -> bool {
    plain.operations.iter().any(|operation| operation.id.is_some())
}

fn has_tags(plain: &Api) -> bool {
    plain
        .operations
        .iter()
        .any(|operation| !operation.tags.is_empty())
}

fn groups(generator: Generator, plain: &Api) -> Option<Generator> {
    has_tags(plain).then(|| generator.group_by_tag(true))
}

fn tag_features(generator: Generator, plain: &Api) -> Option<Generator> {
    has_tags(plain).then(|| generator.tag_features(true))
}

fn item(operation: &Operation) -> String {
    format!("{} {}", operation.method, operation.path)
}

/// Takes each third operation.
fn part(generator: Generator, plain: &Api) -> Option<Generator> {
    let operations = plain.operations.iter().step_by(3);
    let part = operations.fold(generator, |generator, operation| {
        generator.include(Select::operation(item(operation)))
    });
    (plain.operations.len() > 1).then_some(part)
}

/// Renames the first operation, and the first schema.
fn renames(generator: Generator, plain: &Api) -> Option<Generator> {
    let operation = plain.operations.first()?;
    let generator = generator.rename(item(operation), "an_operation_of_another_name");
    let schema = plain.types.iter().find_map(|def| def.component.as_ref());
    Some(match schema {
        Some(schema) => generator.rename(format!("schema:{schema}"), "ASchemaOfAnotherName"),
        None => generator,
    })
}

/// Replaces the first struct by any JSON, and the first enum of texts by a `String`.
fn replacements(generator: Generator, plain: &Api) -> Option<Generator> {
    let schema = |is: fn(&TypeKind) -> bool| {
        let mut types = plain.types.iter();
        types.find_map(|def| def.component.as_ref().filter(|_| is(&def.kind)))
    };
    let replaced = [
        (
            schema(|kind| matches!(kind, TypeKind::Struct(_))),
            Replacement::json("specwright_runtime::Value"),
        ),
        (
            schema(|kind| matches!(kind, TypeKind::StringEnum(_))),
            Replacement::text("std::string::String").derives(["Eq", "Hash", "PartialOrd", "Ord"]),
        ),
    ];
    let mut generator = Some(generator).filter(|_| replaced.iter().any(|(schema, _)| schema.is_some()))?;
    for (schema, replacement) in replaced {
        if let Some(schema) = schema {
            generator = generator.replace(format!("schema:{schema}"), replacement);
        }
    }
    Some(generator)
}

/// Makes strings of all formats, and sets what else is said of scalars.
fn formats(generator: Generator) -> Generator {
    let formats = [Format::Date, Format::Uuid, Format::Byte];
    let generator = formats.into_iter().fold(generator, |generator, format| {
        generator.format(format, As::String)
    });
    generator
        .keep_offsets(true)
        .exact_decimals(true)
        .f32_for_float(true)
}

/// Selection, renames, replacements, formats, groups, and modules that record.
fn together(generator: Generator, plain: &Api) -> Option<Generator> {
    let generator = part(generator, plain)?;
    let generator = renames(generator.clone(), plain).unwrap_or(generator);
    let generator = groups(generator.clone(), plain).unwrap_or(generator);
    Some(formats(generator).record(true))
}
