//! What a user calls the items of a document.
//!
//! | text | item |
//! |---|---|
//! | `listPets`, `operation:listPets`, `GET /pets` | an operation |
//! | `Pet`, `schema:Pet` | a component |
//! | `tag:pets`, `server:Production`, `security:apiKey` | a tag, a server (also by its URL), a security scheme |
//! | `parameter:Limit` | a component parameter, in all operations that have it |
//! | `#/components/schemas/Pet/properties/id` | a place of the document's first file |
//!
//! In a pointer, the name of a parameter and the value of an `enum` may stand in place of their number in a list, and the
//! name of a component, or a value of the discriminator, in place of an alternative's.

use foldhash::{HashMap, HashSet};
use std::collections::BTreeMap;

use super::{Api, EnumValue, FieldSource, Label, Origin, Struct, Type, TypeKind, Union, property_pointer};
use crate::diagnostic::{FileId, SourcePointer, Suggestions};
use crate::source::pointer;

/// The prefixes of texts that say what kind of item is meant.
const PREFIXES: [&str; 6] = [
    "operation:",
    "schema:",
    "tag:",
    "server:",
    "security:",
    "parameter:",
];

/// What a user can name. The numbers are places in the lists of the [`Api`].
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum Item {
    /// An operation: its method, and all that is named after it.
    Operation(usize),
    /// A parameter of an operation.
    Parameter(usize, usize),
    /// A type.
    Type(usize),
    /// A field or a variant of a type.
    Member(usize, usize),
    /// A server.
    Server(usize),
    /// A security scheme.
    SecurityScheme(usize),
    /// A tag of operations, by its place among all that these have.
    Tag(usize),
}

/// Why no item is found: what is wrong, and what to do.
pub type Missing = (String, String);

/// The items of a document by their texts.
pub struct Items {
    by_text: BTreeMap<String, Vec<Item>>,
    /// Those of other files than the first, which no text of a user names, by `NUMBER#POINTER`, and `type:` before that.
    elsewhere: HashMap<String, Vec<Item>>,
}

impl Items {
    /// Collects all items that have a name.
    pub fn of(api: &Api, has_tags: bool) -> Self {
        let mut items = Self {
            by_text: BTreeMap::new(),
            elsewhere: HashMap::default(),
        };
        items.add_operations(api);
        if has_tags {
            items.add_tags(api);
        }
        for (index, server) in api.servers.iter().enumerate() {
            let item = Item::Server(index);
            items.add(format!("server:{}", server.url), item);
            items.add(format!("#/servers/{index}"), item);
            if let Some(name) = &server.name {
                items.add(format!("server:{name}"), item);
            }
        }
        for (index, scheme) in api.security_schemes.iter().enumerate() {
            let item = Item::SecurityScheme(index);
            items.add(format!("security:{}", scheme.key), item);
            items.add(child("#/components/securitySchemes", &scheme.key), item);
        }
        for index in 0..api.types.len() {
            items.add_type(api, index);
        }
        items
    }

    fn add(&mut self, text: String, item: Item) {
        add(self.by_text.entry(text).or_default(), item);
    }

    /// Adds an item at a place, as [`place_text`] writes it, and what stands before that.
    fn add_at(&mut self, prefix: &str, place: &str, item: Item) {
        let text = format!("{prefix}{place}");
        match place.starts_with('#') {
            true => self.add(text, item),
            false => add(self.elsewhere.entry(text).or_default(), item),
        }
    }

    fn has_type(&self, place: &str) -> bool {
        let text = format!("type:{place}");
        self.by_text.contains_key(&text) || self.elsewhere.contains_key(&text)
    }

    fn add_operations(&mut self, api: &Api) {
        for (index, operation) in api.operations.iter().enumerate() {
            let item = Item::Operation(index);
            if let Some(id) = &operation.id {
                self.add(format!("operation:{id}"), item);
            }
            self.add(format!("{} {}", operation.method, operation.key), item);
            let place = place_text(&api.sources.place(operation.source));
            self.add_at("", &place, item);
            for (number, parameter) in operation.parameters.iter().enumerate() {
                let item = Item::Parameter(index, number);
                self.add_at("", &child(&format!("{place}/parameters"), &parameter.wire), item);
                self.add_at("", &place_text(&api.sources.place(parameter.source)), item);
                if let Some(component) = &parameter.component {
                    self.add(format!("parameter:{component}"), item);
                }
            }
        }
    }

    fn add_tags(&mut self, api: &Api) {
        let tags = api.operations.iter().flat_map(|operation| &operation.tags);
        let mut known = HashSet::default();
        for tag in tags.filter(|tag| known.insert(*tag)).enumerate() {
            self.add(format!("tag:{}", tag.1), Item::Tag(tag.0));
        }
    }

    /// Returns the tags.
    pub fn tags(&self) -> impl Iterator<Item = (String, Item)> {
        let tags = self.by_text.range("tag:".to_owned()..);
        let tags = tags.map_while(|(text, items)| Some((text.strip_prefix("tag:")?, items)));
        tags.filter_map(|(tag, items)| Some((tag.to_owned(), *items.first()?)))
    }

    fn add_type(&mut self, api: &Api, index: usize) {
        let def = &api.types[index];
        let item = Item::Type(index);
        let place = api.sources.place(def.source);
        if let Origin::Component(key) = api.origin(def.origin) {
            self.add(format!("schema:{key}"), item);
            // A component of another file is one of the first file to a user.
            if place.file != FileId(0) {
                self.add_type_at(api, index, &child("#/components/schemas", key));
            }
        }
        self.add_type_at(api, index, &place_text(&place));
    }

    fn add_type_at(&mut self, api: &Api, index: usize, place: &str) {
        // The schema that others extend stands where the type of all of them does.
        if !self.has_type(place) {
            self.add_at("type:", place, Item::Type(index));
        }
        match &api.types[index].kind {
            TypeKind::Struct(object) => self.add_fields(api, index, object, place),
            TypeKind::StringEnum(values) => self.add_values(api, index, values, place, String::clone),
            TypeKind::IntegerEnum(values) => self.add_values(api, index, values, place, i64::to_string),
            TypeKind::LiteralEnum(values) => {
                self.add_values(api, index, values, place, |value| match value {
                    serde_json::Value::String(text) => text.clone(),
                    other => other.to_string(),
                });
            }
            TypeKind::Union(union) => self.add_alternatives(api, index, union, place),
            TypeKind::Alias(_) => {}
        }
    }

    fn add_fields(&mut self, api: &Api, index: usize, object: &Struct, place: &str) {
        for (number, field) in object.fields.iter().enumerate() {
            let property = property_pointer(&field.wire);
            let item = Item::Member(index, number);
            self.add_at("", &format!("{place}{property}"), item);
            let elsewhere = match field.source {
                None => continue,
                Some(FieldSource::Here(source)) => api.sources.place(source),
                Some(FieldSource::PropertyOf(source)) => {
                    let mut place = api.sources.place(source);
                    place.pointer.push_str(&property);
                    place
                }
            };
            // A property that several types take over has one name in all of them.
            self.add_at("", &place_text(&elsewhere), item);
        }
    }

    fn add_values<T>(
        &mut self,
        api: &Api,
        index: usize,
        values: &[EnumValue<T>],
        place: &str,
        text: impl Fn(&T) -> String,
    ) {
        for (number, value) in values.iter().enumerate() {
            let item = Item::Member(index, number);
            self.add_at("", &child(&format!("{place}/enum"), &text(&value.value)), item);
            if let Some(source) = value.source {
                self.add_at("", &place_text(&api.sources.place(source)), item);
            }
        }
    }

    fn add_alternatives(&mut self, api: &Api, index: usize, union: &Union, place: &str) {
        for (number, variant) in union.variants.iter().enumerate() {
            let item = Item::Member(index, number);
            let component = match (&variant.label, &variant.ty) {
                (Label::Component(key), _) => Some(key.clone()),
                (_, Type::Named(id)) => match api.origin(api.type_def(*id).origin) {
                    Origin::Component(key) => Some(key.clone()),
                    _ => None,
                },
                _ => None,
            };
            let words = component
                .into_iter()
                .chain(json_type(&variant.ty).map(str::to_owned));
            let words: Vec<String> = words.chain(variant.tags.iter().cloned()).collect();
            for word in &words {
                self.add_at("", &child(&format!("{place}/oneOf"), word), item);
                self.add_at("", &child(&format!("{place}/anyOf"), word), item);
            }
            for tag in &variant.tags {
                self.add_at("", &child(&format!("{place}/discriminator/mapping"), tag), item);
            }
            if let Type::Named(id) = &variant.ty {
                let own = place_text(&api.sources.place(api.type_def(*id).source));
                if own.starts_with(place) {
                    self.add_at("", &own, item);
                }
            }
        }
    }

    /// Finds the items of one kind that a text names. Of a property with a type of its own, a name in upper case is for the type.
    pub fn find(
        &self,
        api: &Api,
        text: &str,
        name: &str,
        suggestions: &mut Suggestions,
    ) -> Result<Vec<Item>, Missing> {
        let get = |text: &str| self.by_text.get(text).cloned();
        if text.starts_with('#') {
            let ty = get(&format!("type:{text}"));
            let found = named_at(api, get(text), ty, name);
            return found.ok_or_else(|| self.missing(text, suggestions));
        }
        let is_prefixed = text.contains(' ') || PREFIXES.iter().any(|prefix| text.starts_with(prefix));
        if let Some(items) = get(text) {
            return Ok(items);
        }
        let operation = (!is_prefixed)
            .then(|| get(&format!("operation:{text}")))
            .flatten();
        let schema = (!is_prefixed).then(|| get(&format!("schema:{text}"))).flatten();
        match (operation, schema) {
            (Some(_), Some(_)) => Err((
                "it is an operation, and a schema".to_owned(),
                format!("write `operation:{text}` or `schema:{text}`"),
            )),
            (Some(items), None) | (None, Some(items)) => Ok(items),
            (None, None) => Err(self.missing(text, suggestions)),
        }
    }

    /// Finds the items at a place of any file, as [`find`](Self::find) does. `None` when nothing there has a name.
    pub fn find_at(&self, api: &Api, place: &SourcePointer, name: &str) -> Option<Vec<Item>> {
        let text = place_text(place);
        let get = |text: &str| match place.file {
            FileId(0) => self.by_text.get(text).cloned(),
            _ => self.elsewhere.get(text).cloned(),
        };
        named_at(api, get(&text), get(&format!("type:{text}")), name)
    }

    /// Says what is not there, and what has a name near to it.
    fn missing(&self, text: &str, suggestions: &mut Suggestions) -> Missing {
        let texts: Vec<&str> = self.by_text.keys().map(String::as_str).collect();
        let near = match text.rsplit_once('/').filter(|_| text.starts_with('#')) {
            Some((parent, last)) => {
                let siblings = texts.iter().filter_map(|known| {
                    let known = known.strip_prefix("type:").unwrap_or(known);
                    let rest = known.strip_prefix(parent)?.strip_prefix('/')?;
                    (!rest.contains('/')).then_some(rest)
                });
                let near = suggestions.nearest(last, siblings);
                near.map(|near| format!("{parent}/{near}"))
            }
            None => {
                let short = |known: &'_ str| -> Option<String> {
                    let short = known.strip_prefix("operation:").or(known.strip_prefix("schema:"));
                    short.map(str::to_owned)
                };
                let names: Vec<String> = texts.iter().filter_map(|known| short(known)).collect();
                let whole = texts.iter().copied().filter(|known| !known.starts_with('#'));
                // A name of another kind is what is meant, if it is the same.
                let other = PREFIXES.iter().map(|prefix| format!("{prefix}{text}"));
                let other = other.into_iter().find(|text| self.by_text.contains_key(text));
                other.or_else(|| {
                    let names = names.iter().map(String::as_str).chain(whole);
                    suggestions.nearest(text, names).map(str::to_owned)
                })
            }
        };
        let what = match text.starts_with('#') {
            true => "nothing at that place of the document has a name",
            false if text.starts_with("tag:") => {
                "there is no such tag, or tags have no names, as long as neither `tag-features` nor `group-by-tag` is on"
            }
            false => "there is no such operation or schema",
        };
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "name an operationId, `METHOD /path`, a component, a JSON pointer, or `tag:`, `server:`, `security:` or \
                     `parameter:` and a name"
                .to_owned(),
        };
        (what.to_owned(), help)
    }
}

fn add(items: &mut Vec<Item>, item: Item) {
    if !items.contains(&item) {
        items.push(item);
    }
}

/// Returns which of what stands at a place is meant by a name.
fn named_at(api: &Api, items: Option<Vec<Item>>, ty: Option<Vec<Item>>, name: &str) -> Option<Vec<Item>> {
    let is_for_type = name.starts_with(char::is_uppercase);
    let is_field = |item: &Item| match item {
        Item::Member(ty, _) => matches!(api.types[*ty].kind, TypeKind::Struct(_)),
        _ => false,
    };
    match items {
        Some(items) if ty.is_none() || !is_for_type || !items.iter().any(is_field) => Some(items),
        _ => ty,
    }
}

/// Returns a place as a user writes it; one of another file than the first with its number before.
fn place_text(place: &SourcePointer) -> String {
    match place.file {
        FileId(0) => format!("#{}", place.pointer),
        FileId(number) => format!("{number}#{}", place.pointer),
    }
}

fn child(place: &str, key: &str) -> String {
    let mut text = place.to_owned();
    pointer::push_key(&mut text, key);
    text
}

/// Returns what JSON Schema calls the values of a type.
fn json_type(ty: &Type) -> Option<&'static str> {
    match ty {
        Type::Boolean => Some("boolean"),
        Type::Integer(_) => Some("integer"),
        Type::Float | Type::Double | Type::Decimal => Some("number"),
        Type::String | Type::DateTime | Type::DateTimeWithOffset | Type::Date | Type::Uuid | Type::Base64 => {
            Some("string")
        }
        Type::Array(_) | Type::Tuple(_) => Some("array"),
        Type::Map(_) => Some("object"),
        Type::Nullable(inner) | Type::Boxed(inner) => json_type(inner),
        Type::Replaced(replacement) => replacement.is_number().then_some("number"),
        Type::Binary | Type::Json | Type::Null | Type::Named(_) => None,
    }
}
