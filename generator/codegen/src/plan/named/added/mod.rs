//! Traits and attributes that a user adds to types.

mod ability;

use std::collections::BTreeSet;

use super::{Type, TypeDef, TypeId, TypeKind};
use specwright_document::diagnostic::{Code, Diagnostics, Severity, SourcePointer, SourceSpan};
use specwright_document::model::{AddedSetting, Settings, matches_pattern};
use specwright_document::order;

use ability::{Abilities, Trait};

/// What a user adds to a type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// The paths of traits.
    pub derives: Vec<String>,
    /// Attributes, as Rust has them.
    pub attributes: Vec<String>,
    /// The attributes by which these traits are told what is on the wire.
    pub helpers: BTreeSet<Helper>,
}

/// An attribute by which a derived trait is told what is on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Helper {
    /// `#[schemars(…)]`, of `schemars::JsonSchema`.
    Schemars,
    /// `#[schema(…)]`, of `utoipa::ToSchema`.
    Schema,
    /// `#[serde(…)]`, of `serde::Serialize` and `Deserialize`.
    Serde,
    /// `#[ts(…)]`, of `ts_rs::TS`.
    Ts,
}

/// The traits that are told what is on the wire, by the last word of their paths.
const HELPERS: [(&str, Helper); 5] = [
    ("JsonSchema", Helper::Schemars),
    ("ToSchema", Helper::Schema),
    ("Serialize", Helper::Serde),
    ("Deserialize", Helper::Serde),
    ("TS", Helper::Ts),
];

/// What is derived.
enum Derived {
    /// All types have it.
    Known,
    /// A trait of the standard library.
    Std(Trait),
    /// Another one, by its path, and the attribute by which it is told what is on the wire.
    Other(String, Option<Helper>),
}

/// Adds what the settings say.
pub(super) fn assign(types: &mut [TypeDef], settings: &Settings, diagnostics: &mut Diagnostics) {
    if settings.derives.is_empty() && settings.attributes.is_empty() {
        return;
    }
    let abilities = Abilities::of(types);
    for setting in &settings.derives {
        let Some(matched) = matched(types, setting, diagnostics) else {
            continue;
        };
        for text in setting.text.split_whitespace() {
            match derived(text) {
                Err((message, help)) => report(setting, message, help, diagnostics),
                Ok(Derived::Known) => {}
                Ok(Derived::Std(wanted)) => {
                    derive_std(types, &matched, wanted, &abilities, setting, diagnostics);
                }
                Ok(Derived::Other(path, helper)) => {
                    for &index in &matched {
                        if helper.is_some() && keeps_numbers(&types[index].kind) {
                            continue;
                        }
                        let added = &mut types[index].added;
                        if !added.derives.contains(&path) {
                            added.derives.push(path.clone());
                        }
                        added.helpers.extend(helper);
                    }
                }
            }
        }
    }
    for setting in &settings.attributes {
        let Some(matched) = matched(types, setting, diagnostics) else {
            continue;
        };
        match attributes(&setting.text) {
            None => report(
                setting,
                format!("`{}` is no attribute", setting.text),
                "write `#[…]`",
                diagnostics,
            ),
            Some(attributes) => {
                for index in matched {
                    types[index].added.attributes.extend(attributes.iter().cloned());
                }
            }
        }
    }
}

/// Returns the types that a setting names, or the definitions that they share; `None` if there is none.
fn matched(types: &[TypeDef], setting: &AddedSetting, diagnostics: &mut Diagnostics) -> Option<Vec<usize>> {
    let names = |def: &TypeDef| {
        matches_pattern(&setting.schemas, def.name.as_str())
            || def
                .component
                .as_ref()
                .is_some_and(|key| matches_pattern(&setting.schemas, key))
    };
    let has_derives = |def: &TypeDef| !matches!(def.kind, TypeKind::Alias(_));
    let matched = types.iter().enumerate().filter(|(_, def)| names(def));
    let matched = matched.filter_map(|(index, def)| match &def.kind {
        TypeKind::Alias(Type::Named(TypeId(shared))) if types[*shared].is_shared => Some(*shared),
        TypeKind::Alias(_) => None,
        _ => Some(index),
    });
    // Each once: several of them may share one.
    let matched: Vec<usize> = order::set(matched).into_iter().collect();
    if matched.is_empty() {
        let message = match types.iter().any(names) {
            true => format!("`{}` is only another name for a type", setting.schemas),
            false => format!("there is no schema or type `{}`", setting.schemas),
        };
        let others = types.iter().filter(|def| has_derives(def));
        let others = others.map(|def| def.name.as_str());
        let near = diagnostics.suggestions().nearest(&setting.schemas, others);
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "name a schema, or a type; a `*` stands for anything".to_owned(),
        };
        report(setting, message, help, diagnostics);
        return None;
    }
    Some(matched)
}

/// Returns whether a type is a list of numbers or of any values. What its variants are on the wire, no derived trait can be told; fields of it
/// are told to be numbers, or anything.
fn keeps_numbers(kind: &TypeKind) -> bool {
    matches!(kind, TypeKind::IntegerEnum(_) | TypeKind::LiteralEnum(_))
}

fn derived(text: &str) -> Result<Derived, (String, String)> {
    let plain = text.strip_prefix("::").unwrap_or(text);
    let is_std = plain.starts_with("std::") || plain.starts_with("core::");
    let last = text.rsplit("::").next().unwrap_or(text);
    if is_std || !text.contains("::") {
        return match (last, Trait::of(last)) {
            ("Clone" | "Debug" | "PartialEq", _) => Ok(Derived::Known),
            (_, Some(wanted)) => Ok(Derived::Std(wanted)),
            _ => Err((
                format!("there is no trait `{text}` that can be derived"),
                "name `Eq`, `Hash`, `PartialOrd`, `Ord`, `Copy`, `Default`, or a path: `schemars::JsonSchema`".to_owned(),
            )),
        };
    }
    specwright_document::model::check_path(text)?;
    let helper = HELPERS.iter().find(|(name, _)| *name == last);
    Ok(Derived::Other(
        specwright_document::model::absolute(text),
        helper.map(|(_, helper)| *helper),
    ))
}

/// Derives a trait of the standard library for types that can have it, and for what they are made of.
fn derive_std(
    types: &mut [TypeDef],
    matched: &[usize],
    wanted: Trait,
    abilities: &Abilities,
    setting: &AddedSetting,
    diagnostics: &mut Diagnostics,
) {
    let able = |index: &&usize| abilities.has(**index, wanted);
    let mut open: Vec<usize> = matched.iter().filter(able).copied().collect();
    let unable = matched.iter().find(|index| !able(index));
    // Of a pattern, those that can are meant.
    if let Some(&index) = unable
        && (open.is_empty() || !setting.schemas.contains('*'))
    {
        let def = &types[index];
        let why = abilities.obstacle(types, index, wanted);
        let message = format!("`{}` can't derive `{}`: {why}", def.name, wanted.name());
        report(setting, message, "name other types", diagnostics);
        return;
    }
    let mut seen: BTreeSet<usize> = BTreeSet::new();
    while let Some(index) = open.pop() {
        if !seen.insert(index) {
            continue;
        }
        let derives = &mut types[index].derives;
        match wanted {
            Trait::Eq | Trait::Hash => derives.eq_hash = true,
            Trait::PartialOrd | Trait::Ord => (derives.eq_hash, derives.ord) = (true, true),
            Trait::Copy => derives.copy = true,
            // It is there already, for those that can have it.
            Trait::Default => continue,
        }
        let mut used = Vec::new();
        types[index].kind.for_each_use(&mut |ty| ty.named(&mut used));
        open.extend(used.into_iter().map(|TypeId(used)| used));
    }
}

/// Returns attributes as Rust writes them; `None` for a text that is none.
fn attributes(text: &str) -> Option<Vec<String>> {
    let file: syn::File = syn::parse_str(&format!("{text} struct Item;")).ok()?;
    let [syn::Item::Struct(item)] = file.items.as_slice() else {
        return None;
    };
    if !file.attrs.is_empty() || item.attrs.is_empty() {
        return None;
    }
    let text = prettyplease::unparse(&file);
    let lines = text.lines().map(str::to_owned);
    Some(lines.filter(|line| line != "struct Item;").collect())
}

fn report(setting: &AddedSetting, message: String, help: impl Into<String>, diagnostics: &mut Diagnostics) {
    let place = SourcePointer::default();
    let span: Option<SourceSpan> = setting.span.clone();
    match span {
        Some(span) => diagnostics.push_at(Severity::Error, Code::Derive, place, span, message, help),
        None => diagnostics.error(Code::Derive, place, message, help),
    }
}
