//! `name=value` pairs of a query, a form or a cookie, by the style of what they belong to.

use std::collections::HashMap;

use serde_json::Value;

use super::deep::{Node, steps};
use super::scalar::{self, Escape};
use crate::codec::json::Tree;
use crate::codec::json::map::Map;
use crate::codec::parameter::Style;
use crate::server::kinds::Kinds;
use crate::server::schema::Components;

/// How deep the brackets of a name may be nested.
const MAX_DEPTH: usize = 32;

/// What is wrong with several values of what is no list.
pub(super) const SEVERAL: &str = "there is more than one value, and it is no list";

/// Pairs: names decoded, values as they stand.
#[derive(Debug, Default)]
pub(crate) struct Pairs<'a> {
    pairs: Vec<(String, &'a str)>,
    /// The places of a name: forms may have very many.
    places: HashMap<String, Vec<usize>>,
    escape: Option<Escape>,
}

/// What pairs are read for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Meaning<'a> {
    pub(crate) name: &'a str,
    pub(crate) style: Style,
    pub(crate) explode: bool,
    pub(crate) schema: Option<&'a Value>,
    pub(crate) components: &'a Components,
}

impl<'a> Pairs<'a> {
    /// Takes apart a query or the body of a form.
    pub(crate) fn of_query(query: &'a str) -> Self {
        Self::new(query.split('&'), Escape::Form)
    }

    /// Takes the parts of a form: nothing in them is escaped.
    pub(crate) fn of_parts(parts: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        Self::of(
            parts.map(|(name, text)| (name.to_owned(), text)).collect(),
            Escape::None,
        )
    }

    /// Takes apart headers `Cookie`.
    pub(crate) fn of_cookies(headers: impl Iterator<Item = &'a str>) -> Self {
        Self::new(
            headers.flat_map(|text| text.split(';')).map(str::trim),
            Escape::Percent,
        )
    }

    fn new(texts: impl Iterator<Item = &'a str>, escape: Escape) -> Self {
        let pairs = texts.filter(|text| !text.is_empty()).map(|text| {
            let (name, value) = text.split_once('=').unwrap_or((text, ""));
            let name = escape
                .decode(name)
                .map_or_else(|_| name.to_owned(), |name| name.into_owned());
            (name, value)
        });
        Self::of(pairs.collect(), escape)
    }

    fn of(pairs: Vec<(String, &'a str)>, escape: Escape) -> Self {
        let mut places: HashMap<String, Vec<usize>> = HashMap::new();
        for (place, (name, _)) in pairs.iter().enumerate() {
            places.entry(name.clone()).or_default().push(place);
        }
        Pairs {
            pairs,
            places,
            escape: Some(escape),
        }
    }

    fn escape(&self) -> Escape {
        self.escape.unwrap_or(Escape::None)
    }

    /// Returns the names.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.pairs.iter().map(|(name, _)| name.as_str())
    }

    /// Returns the values under a name, as they stand.
    pub(crate) fn raw(&self, name: &str) -> impl Iterator<Item = &'a str> {
        let places = self.places.get(name).into_iter().flatten();
        places.filter_map(|place| Some(self.pairs.get(*place)?.1))
    }

    /// Returns the text of the value under a name.
    ///
    /// # Errors
    /// It is no text, or there is more than one.
    pub(crate) fn text(&self, name: &str) -> Result<Option<String>, &'static str> {
        let mut values = self.raw(name);
        let value = values.next();
        if self.takes_one() && values.next().is_some() {
            return Err(SEVERAL);
        }
        value
            .map(|value| Ok(self.escape().decode(value)?.into_owned()))
            .transpose()
    }

    /// Tells whether what is no list may be there but once: what stands before this server may take another one of several. Browsers send
    /// cookies of several paths by one name, the narrowest path first.
    fn takes_one(&self) -> bool {
        self.escape() != Escape::Percent
    }

    /// Returns the value of a parameter or a property; nothing if it is absent. `is_other` says of a name that it is meant for something
    /// else.
    pub(crate) fn value(
        &self,
        meaning: Meaning<'_>,
        is_other: &dyn Fn(&str) -> bool,
    ) -> Result<Option<Tree>, &'static str> {
        let kinds = meaning.kinds();
        if meaning.style == Style::DeepObject && (kinds.has(Kinds::OBJECT) || kinds.has(Kinds::ARRAY)) {
            let deep = self.deep(meaning)?;
            if deep.is_some() || kinds.is_only(Kinds::OBJECT) {
                return Ok(deep);
            }
        }
        if meaning.explode && kinds.is_only(Kinds::OBJECT) {
            return self.exploded_object(meaning, is_other);
        }
        let raw: Vec<&str> = self.raw(meaning.name).collect();
        let [first, ..] = raw.as_slice() else {
            return Ok(None);
        };
        // What comes several times is a list, where anything may be there.
        let takes_list = kinds.has(Kinds::ARRAY) && (!kinds.is_open() || raw.len() > 1);
        if takes_list && (meaning.explode || raw.len() > 1) && (kinds.is_only(Kinds::ARRAY) || raw.len() > 1)
        {
            return self.items(raw.into_iter(), meaning).map(Some);
        }
        if first.is_empty() && meaning.is_list_without_texts() {
            return Ok(Some(Tree::Array(Vec::new())));
        }
        let split = |text| meaning.split(text, self.escape());
        let is_delimited = |kind| kinds.has(kind) && !kinds.is_open() && !meaning.explode;
        if is_delimited(Kinds::ARRAY) && (kinds.is_only(Kinds::ARRAY) || split(first).len() > 1) {
            return self.items(split(first).into_iter(), meaning).map(Some);
        }
        if is_delimited(Kinds::OBJECT) && kinds.is_only(Kinds::OBJECT) {
            return properties_in_turn(&split(first), self.escape(), meaning).map(Some);
        }
        let is_once = meaning.schema.is_some() && self.takes_one();
        if is_once && raw.len() > 1 && !kinds.has(Kinds::ARRAY) {
            return Err(SEVERAL);
        }
        let text = self.escape().decode(first)?;
        Ok(Some(scalar::value(&text, meaning.schema, meaning.components)))
    }

    fn items<'t>(
        &self,
        texts: impl Iterator<Item = &'t str>,
        meaning: Meaning<'_>,
    ) -> Result<Tree, &'static str> {
        items(texts, self.escape(), meaning)
    }

    /// Reads properties that stand as pairs of their own.
    fn exploded_object(
        &self,
        meaning: Meaning<'_>,
        is_other: &dyn Fn(&str) -> bool,
    ) -> Result<Option<Tree>, &'static str> {
        let Some(schema) = meaning.schema else {
            return Ok(None);
        };
        let takes_any = meaning.components.takes_any_property(schema);
        let mut object = Map::new();
        for name in self.names() {
            let is_declared = meaning.components.declared_property(schema, name).is_some();
            if object.contains_key(name) || !(is_declared || takes_any && !is_other(name)) {
                continue;
            }
            let property = Meaning {
                name,
                style: Style::Form,
                explode: true,
                schema: meaning.components.property(schema, name),
                components: meaning.components,
            };
            // An object within is JSON.
            let kinds = property.kinds();
            let value = match kinds.is_only(Kinds::OBJECT) {
                true => {
                    let text = self.text(name)?.unwrap_or_default();
                    Some(scalar::value(&text, property.schema, property.components))
                }
                false => self.value(property, &|_| true)?,
            };
            if let Some(value) = value {
                object.insert(name.to_owned(), value);
            }
        }
        Ok((!object.is_empty()).then_some(Tree::Object(object)))
    }

    /// Reads `name[a][b]=value`.
    fn deep(&self, meaning: Meaning<'_>) -> Result<Option<Tree>, &'static str> {
        let mut root = Node::default();
        for (name, value) in &self.pairs {
            let Some(rest) = name.strip_prefix(meaning.name) else {
                continue;
            };
            let Some(steps) = steps(rest) else {
                continue;
            };
            if steps.len() > MAX_DEPTH {
                return Err("its names are nested too deep");
            }
            root.insert(&steps, self.escape().decode(value)?.into_owned());
        }
        let has_any = !root.is_empty();
        has_any
            .then(|| root.into_value(meaning.schema, meaning.components))
            .transpose()
    }
}

impl<'a> Meaning<'a> {
    pub(crate) fn kinds(&self) -> Kinds {
        self.schema
            .map_or(Kinds::STRING, |schema| self.components.kinds(schema))
    }

    /// Tells whether only a list fits, whose items are no texts: nothing stands for an empty one.
    fn is_list_without_texts(&self) -> bool {
        self.kinds().is_only(Kinds::ARRAY)
            && !self
                .schema
                .is_some_and(|schema| takes_texts(schema, self.components))
    }

    /// Takes apart what the style joins by a delimiter. One that is encoded belongs to the value, unless no value could be meant then: some
    /// clients encode whatever they join.
    fn split<'t>(&self, text: &'t str, escape: Escape) -> Vec<&'t str> {
        let is_joined = self.kinds().is_only(Kinds::OBJECT) || self.is_list_without_texts();
        let delimiters: &[&str] = match self.style {
            Style::SpaceDelimited if escape == Escape::None => &[" "],
            Style::PipeDelimited if escape == Escape::None => &["|"],
            Style::TabDelimited if escape == Escape::None => &["\t"],
            Style::Form | Style::Simple if escape == Escape::None => &[","],
            Style::Form | Style::Simple if is_joined && !text.contains(',') => &["%2C", "%2c"],
            Style::SpaceDelimited => &["%20", "+", " "],
            Style::PipeDelimited => &["%7C", "%7c", "|"],
            Style::TabDelimited => &["%09", "\t"],
            _ => &[","],
        };
        let mut pieces = vec![text];
        for delimiter in delimiters {
            pieces = pieces
                .into_iter()
                .flat_map(|piece| piece.split(delimiter))
                .collect();
        }
        pieces
    }
}

/// Tells whether an item of a list may be a text.
fn takes_texts(schema: &Value, components: &Components) -> bool {
    let item = components.item(schema, 0);
    item.is_none_or(|item| components.kinds(item).has(Kinds::STRING))
}

/// Reads the items of a list.
pub(crate) fn items<'t>(
    texts: impl Iterator<Item = &'t str>,
    escape: Escape,
    meaning: Meaning<'_>,
) -> Result<Tree, &'static str> {
    let items = texts.enumerate().map(|(index, text)| {
        let schema = meaning
            .schema
            .and_then(|schema| meaning.components.item(schema, index));
        Ok(scalar::value(&escape.decode(text)?, schema, meaning.components))
    });
    items.collect()
}

/// Reads names and values in turn: `R,100,G,200`.
pub(crate) fn properties_in_turn(
    texts: &[&str],
    escape: Escape,
    meaning: Meaning<'_>,
) -> Result<Tree, &'static str> {
    let pairs = texts
        .chunks(2)
        .map(|pair| (pair[0], pair.get(1).copied().unwrap_or_default()));
    properties(pairs, escape, meaning)
}

/// Reads names and values: `R=100,G=200`.
pub(crate) fn properties<'t>(
    pairs: impl Iterator<Item = (&'t str, &'t str)>,
    escape: Escape,
    meaning: Meaning<'_>,
) -> Result<Tree, &'static str> {
    let mut object = Map::new();
    for (name, text) in pairs {
        let name = escape.decode(name)?;
        let schema = meaning
            .schema
            .and_then(|schema| meaning.components.property(schema, &name));
        let value = scalar::value(&escape.decode(text)?, schema, meaning.components);
        if object.insert(name.into_owned(), value).is_some() {
            return Err(SEVERAL);
        }
    }
    Ok(Tree::Object(object))
}
