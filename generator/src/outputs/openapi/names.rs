//! Keys of components: those that OpenAPI 3.0 does not allow are changed.

use foldhash::{HashMap, HashMapExt, HashSet};

use specwright_document::description::{Component, Description, Id, Kind, SchemaId, Source};
use specwright_document::diagnostic::{Code, Diagnostics};
use specwright_document::source::Text;

use super::inheritance::children_by_parent;

/// The keys of all components in the document.
pub(super) struct Names {
    schemas: HashMap<SchemaId, String>,
    /// Those whose key is another one, with the key in the description.
    renamed_schemas: HashMap<SchemaId, Text>,
    /// Those of these that extend a schema with a discriminator.
    renamed_children: HashMap<SchemaId, Vec<SchemaId>>,
    responses: Vec<String>,
    parameters: Vec<String>,
    request_bodies: Vec<String>,
    headers: Vec<String>,
    /// The key of each security scheme, and its place in the list.
    security_schemes: HashMap<Text, (String, usize)>,
}

impl Names {
    /// Chooses the keys, and warns about each that is another one than in the description.
    pub(super) fn new(description: &Description, diagnostics: &mut Diagnostics) -> Self {
        let mut keys = Keys {
            description,
            diagnostics,
        };
        let components = &description.components;
        let schemas = &components.schemas;
        let named = schemas
            .iter()
            .map(|(name, id)| (name, description.schemas[*id].source));
        let schema_keys = keys.of(Kind::Schema.key(), &named.collect::<Vec<_>>());
        let renamed = || {
            let keyed = schemas.iter().zip(&schema_keys);
            keyed.filter(|((name, _), key)| name.as_str() != *key)
        };
        let renamed_children = children_by_parent(description, renamed().map(|((_, id), _)| *id));
        let renamed_schemas = renamed().map(|((name, id), _)| (*id, name.clone())).collect();
        let mut by_id = HashMap::with_capacity(schemas.len());
        for (id, key) in schemas.values().zip(schema_keys) {
            by_id.entry(*id).or_insert(key);
        }
        let schemes = &components.security_schemes;
        let named = schemes.iter().map(|scheme| (&scheme.key, scheme.source));
        let scheme_keys = keys.of("securitySchemes", &named.collect::<Vec<_>>());
        Self {
            schemas: by_id,
            renamed_schemas,
            renamed_children,
            responses: keys.of_components(Kind::Response, &components.responses),
            parameters: keys.of_components(Kind::Parameter, &components.parameters),
            request_bodies: keys.of_components(Kind::RequestBody, &components.request_bodies),
            headers: keys.of_components(Kind::Header, &components.headers),
            security_schemes: schemes
                .iter()
                .map(|scheme| scheme.key.clone())
                .zip(scheme_keys.into_iter().zip(0..))
                .collect(),
        }
    }

    /// Returns the key of a schema, if it is a component.
    pub(super) fn schema(&self, id: SchemaId) -> Option<&str> {
        self.schemas.get(&id).map(String::as_str)
    }

    /// Returns the key in the description of a schema whose key is another one.
    pub(super) fn renamed_schema(&self, id: SchemaId) -> Option<&Text> {
        self.renamed_schemas.get(&id)
    }

    /// Returns the schemas that extend `parent`, which has a discriminator, and whose key is another one than in the
    /// description.
    pub(super) fn renamed_children(&self, parent: SchemaId) -> &[SchemaId] {
        self.renamed_children.get(&parent).map_or(&[], Vec::as_slice)
    }

    /// Returns the key of a security scheme, and its place in the list.
    pub(super) fn security_scheme(&self, key: &Text) -> Option<(&str, usize)> {
        let (key, index) = self.security_schemes.get(key)?;
        Some((key, *index))
    }

    /// Returns the key of a component of any other kind.
    pub(super) fn component<T>(&self, kind: Kind, id: Id<T>) -> Option<&str> {
        let keys = match kind {
            Kind::Schema => return None,
            Kind::Response => &self.responses,
            Kind::Parameter => &self.parameters,
            Kind::RequestBody => &self.request_bodies,
            Kind::Header => &self.headers,
        };
        keys.get(id.index()).map(String::as_str)
    }
}

/// The choice of keys.
struct Keys<'d> {
    description: &'d Description,
    diagnostics: &'d mut Diagnostics,
}

impl Keys<'_> {
    fn of_components<T>(&mut self, kind: Kind, components: &[Component<T>]) -> Vec<String> {
        let named = components
            .iter()
            .map(|component| (&component.name, component.source));
        self.of(kind.key(), &named.collect::<Vec<_>>())
    }

    /// Returns a key for each name: the name itself, if it is allowed.
    fn of(&mut self, kind: &str, names: &[(&Text, Source)]) -> Vec<String> {
        let mut taken: HashSet<String> = names
            .iter()
            .filter(|(name, _)| is_allowed(name))
            .map(|(name, _)| name.as_str().to_owned())
            .collect();
        let mut numbers = HashMap::default();
        let mut keys = Vec::new();
        for &(name, source) in names {
            if is_allowed(name) {
                keys.push(name.as_str().to_owned());
                continue;
            }
            let key = free(allowed(name), &taken, &mut numbers);
            taken.insert(key.clone());
            self.warn(kind, name, &key, source);
            keys.push(key);
        }
        keys
    }

    fn warn(&mut self, kind: &str, name: &Text, key: &str, source: Source) {
        let place = self.description.sources.place(source);
        self.diagnostics.warning(
            Code::ComponentName,
            place,
            format!("`{name}` is not allowed as a key in `components/{kind}`; renamed to `{key}`"),
            "use letters of ASCII, digits, `.`, `-` and `_` only",
        );
    }
}

/// Returns whether a key matches `^[a-zA-Z0-9\.\-_]+$`.
fn is_allowed(name: &str) -> bool {
    !name.is_empty() && name.chars().all(is_allowed_character)
}

fn is_allowed_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '.' | '-' | '_')
}

/// Returns a key that is like `name`: `Page«Pet»` is `Page_Pet`.
fn allowed(name: &str) -> String {
    let words = name.split(|character| !is_allowed_character(character));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    match words.as_slice() {
        [] => "_".to_owned(),
        words => words.join("_"),
    }
}

/// Returns `key`, with a number where it is taken.
pub(super) fn free(key: String, taken: &HashSet<String>, numbers: &mut HashMap<String, usize>) -> String {
    if !taken.contains(&key) {
        return key;
    }
    let number = numbers.entry(key.clone()).or_insert(1);
    loop {
        *number += 1;
        let numbered = format!("{key}_{number}");
        if !taken.contains(&numbered) {
            return numbered;
        }
    }
}
