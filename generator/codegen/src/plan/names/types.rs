//! The names of types, and of their fields and variants.

use foldhash::HashMap;

use super::RustName;
use super::case::{Case, camel, identifier, singular};
use super::chosen::{Chosen, Item};
use super::locked::Target;
use super::responses::{component_word, media_type_word, status_word};
use super::scope::Scope;
use super::shared::Sharing;
use super::{OperationNames, TypeNames};
use super::{inline, variants};
use specwright_document::model::{
    Api, EnumValue, JsonType, Label, Origin, OriginId, Step, Struct, Tagging, Type, TypeDef, TypeId,
    TypeKind, Union,
};
use specwright_document::order;

/// The names of components.
pub(super) struct Components {
    /// The names of types, as far as they have one.
    names: Vec<Option<RustName>>,
    /// The types of components, by their origins.
    types: HashMap<OriginId, TypeId>,
    /// The order in which types are named.
    order: Vec<usize>,
}

impl Components {
    /// Names the components: those that are written as Rust would write them have the first choice.
    pub(super) fn assign(api: &Api, chosen: &Chosen<'_>, scope: &mut Scope) -> Self {
        let mut names = vec![None; api.types.len()];
        let mut types = HashMap::default();
        let order = components_first(api);
        for &index in &order {
            let origin = api.types[index].origin;
            if let Origin::Component(key) = api.origin(origin) {
                types.insert(origin, TypeId(index));
                let item = Item::Type(index);
                names[index] = Some(chosen.claim(item, scope, key, Case::Camel, &["Model", "Schema"]));
            }
        }
        Self { names, types, order }
    }
}

/// Returns the types, components that are written as Rust would write them first, then the other ones, and then what is
/// within them and within operations.
fn components_first(api: &Api) -> Vec<usize> {
    let types = &api.types;
    let rank = |index: usize| match api.origin(types[index].origin) {
        Origin::Component(key) if camel(key) == *key => 0,
        Origin::Component(_) => 1,
        _ => 2,
    };
    let ranks: Vec<u8> = (0..types.len()).map(rank).collect();
    let mut order: Vec<usize> = (0..types.len()).collect();
    order::sort_by_key(&mut order, |&index| ranks[index]);
    order
}

/// Makes names of origins.
pub(super) struct TypeNaming<'a> {
    api: &'a Api,
    operations: &'a [OperationNames],
    components: Components,
    /// The names that are chosen for types that are no components.
    chosen: HashMap<OriginId, RustName>,
    /// What each step adds to a name, once it was asked for.
    words: HashMap<OriginId, String>,
}

impl<'a> TypeNaming<'a> {
    pub(super) fn new(
        api: &'a Api,
        operations: &'a [OperationNames],
        components: Components,
        chosen: &Chosen<'_>,
    ) -> Self {
        let types = api.types.iter().enumerate();
        let is_inline = |def: &TypeDef| !matches!(api.origin(def.origin), Origin::Component(_));
        let inline = types.filter(|(_, def)| is_inline(def));
        let chosen = inline.filter_map(|(index, def)| {
            let name = chosen.name(Item::Type(index))?;
            Some((def.origin, name.clone()))
        });
        Self {
            api,
            operations,
            components,
            chosen: chosen.collect(),
            words: HashMap::default(),
        }
    }

    /// Names all types that are no components, and says in which order. `members` are the names of [`free_members`], if they are known.
    pub(super) fn assign(
        &mut self,
        chosen: &mut Chosen<'_>,
        scope: &mut Scope,
        members: Option<Vec<Option<Members>>>,
    ) -> (Vec<TypeNames>, Vec<usize>) {
        let api = self.api;
        let mut ways = vec![Vec::new(); api.types.len()];
        let mut order = std::mem::take(&mut self.components.order);
        for &index in &order {
            if self.components.names[index].is_none() {
                let def = &api.types[index];
                let parts = self.parts(def.origin);
                let item = Item::Type(index);
                let name = match (chosen.name(item), chosen.locked(&item.into())) {
                    (Some(name), _) => {
                        inline::keep(&parts, suffix(def), scope);
                        name.clone()
                    }
                    (None, Some(name)) => name.clone(),
                    (None, None) => inline::claim(&parts, suffix(def), scope),
                };
                self.components.names[index] = Some(name);
                ways[index] = parts;
            }
        }
        let mut members = members.unwrap_or_default();
        let names = self.components.names.clone().into_iter().flatten();
        let types = names
            .zip(ways)
            .zip(api.types.iter().enumerate())
            .map(|((name, way), (index, def))| TypeNames {
                sharing: Sharing {
                    way,
                    is_chosen: chosen.name(Item::Type(index)).is_some(),
                    ..chosen.sharing(&Target::SharedType(index))
                },
                ..self.members(
                    name,
                    (index, def),
                    chosen,
                    members.get_mut(index).and_then(Option::take),
                )
            })
            .collect();
        order.shrink_to_fit();
        (types, order)
    }

    /// Returns what a type of this origin would be called if nothing else was called so.
    pub(super) fn text(&mut self, origin: OriginId) -> String {
        self.parts(origin).concat()
    }

    /// Returns the parts of that: one for where the way to the origin begins, and one for each of its steps that has a word. It begins
    /// at the last type on the way whose name is chosen, if there is one.
    fn parts(&mut self, origin: OriginId) -> Vec<String> {
        let api = self.api;
        let mut steps = Vec::new();
        let mut current = origin;
        let first = loop {
            match api.origin(current) {
                Origin::Within(outer, step) => {
                    steps.push((current, step));
                    current = *outer;
                    if let Some(name) = self.chosen.get(outer) {
                        break name.as_str().to_owned();
                    }
                }
                Origin::Component(key) => {
                    let named = self.components.types.get(&current);
                    let name = named.and_then(|id| self.components.names[id.0].as_ref());
                    break name.map_or_else(|| camel(key), |name| name.as_str().to_owned());
                }
                Origin::Parameter(key) => break camel(key),
                Origin::Response(key) => break component_word(key),
                Origin::Webhook(key) => break format!("{}Webhook", camel(key)),
                Origin::Callback(key) => break format!("{}Callback", camel(key)),
                Origin::Operation(index) => break camel(self.operations[*index].name.as_str()),
            }
        };
        let mut parts = Vec::with_capacity(steps.len() + 1);
        parts.push(first);
        for (id, step) in steps.into_iter().rev() {
            let word = self.words.entry(id).or_insert_with(|| word(step));
            match (step, parts.last_mut()) {
                (Step::Items, Some(last)) => *last = singular(last),
                _ if word.is_empty() => {}
                _ => parts.push(word.clone()),
            }
        }
        parts
    }

    fn members(
        &mut self,
        name: RustName,
        (index, def): (usize, &TypeDef),
        chosen: &mut Chosen<'_>,
        known: Option<Members>,
    ) -> TypeNames {
        let own = known.or_else(|| own_members(index, def, chosen));
        let (members, rest) = own.unwrap_or_else(|| match &def.kind {
            TypeKind::Union(union) => self.alternatives(&name, (index, union), chosen),
            _ => (Vec::new(), None),
        });
        let titled = def.docs.summary.as_deref().map(camel);
        let is_titled_so = titled.is_some_and(|title| match self.api.origin(def.origin) {
            Origin::Component(key) => title == camel(key),
            _ => title == camel(&self.text(def.origin)),
        });
        TypeNames {
            name,
            members,
            rest,
            is_titled_so,
            sharing: Sharing::default(),
        }
    }

    fn alternatives(
        &mut self,
        name: &RustName,
        (index, union): (usize, &Union),
        chosen: &mut Chosen<'_>,
    ) -> (Vec<RustName>, Option<RustName>) {
        let mut names = Scope::with_room(union.variants.len() + 1);
        chosen.reserve(&mut names, members_of(index, union.variants.len()));
        let arrays = union
            .variants
            .iter()
            .filter(|variant| matches!(variant.ty, Type::Array(_)))
            .count();
        let members = union
            .variants
            .iter()
            .enumerate()
            .map(|(number, variant)| {
                let item = Item::Member(index, number);
                if let Some(name) = chosen.name(item).or_else(|| chosen.locked(&item.into())) {
                    return name.clone();
                }
                let text = match (&variant.label, &variant.ty) {
                    (Label::Type, Type::Array(items)) if arrays > 1 => {
                        format!("{}Array", self.type_word(items))
                    }
                    (Label::Type, ty) => self.type_word(ty).to_owned(),
                    (Label::Base, Type::Named(id)) => self.text(self.api.type_def(*id).origin),
                    (label, _) => label_text(label),
                };
                variants::claim(name, variant, &text, &mut names)
            })
            .collect();
        chosen.check(&mut names, "the alternative");
        let rest = match union.tagging {
            Tagging::Untagged => None,
            Tagging::Property { .. } => Some(unknown_variant(&mut names)),
        };
        (members, rest)
    }

    /// Returns a word for a type, as the name of a variant; empty for a type that is no component.
    fn type_word(&self, ty: &Type) -> &str {
        match ty {
            Type::Nullable(inner) | Type::Boxed(inner) => self.type_word(inner),
            Type::Named(id) => match (
                self.api.origin(self.api.type_def(*id).origin),
                &self.components.names[id.0],
            ) {
                (Origin::Component(_), Some(name)) => name.as_str(),
                _ => "",
            },
            ty => variants::type_word(ty),
        }
    }
}

/// The names of the fields or variants of a type, and of the one for what the document does not list.
type Members = (Vec<RustName>, Option<RustName>);

/// Makes the names of members that depend on the type alone, where nobody chose or locked a name. It takes as long as to name all
/// operations does, and needs nothing of that.
pub(super) fn free_members(api: &Api) -> Vec<Option<Members>> {
    let mut chosen = Chosen::default();
    let types = api.types.iter().enumerate();
    types
        .map(|(index, def)| own_members(index, def, &mut chosen))
        .collect()
}

/// Makes the names of the members of a type; `None` for one whose members are called after other types, or that has none.
fn own_members(index: usize, def: &TypeDef, chosen: &mut Chosen<'_>) -> Option<Members> {
    match &def.kind {
        TypeKind::Struct(object) => Some(fields(index, object, chosen)),
        TypeKind::StringEnum(values) => Some(listed(index, values, chosen, |value| value.clone())),
        TypeKind::IntegerEnum(values) => Some(listed(index, values, chosen, |value| number_text(*value))),
        TypeKind::LiteralEnum(values) => Some(listed(index, values, chosen, literal_text)),
        TypeKind::Union(_) | TypeKind::Alias(_) => None,
    }
}

/// Returns what tells a type from another one of the same name.
fn suffix(def: &TypeDef) -> &'static str {
    match &def.kind {
        TypeKind::Struct(_) => "Data",
        TypeKind::Union(_) => "Variant",
        _ => "Value",
    }
}

/// Returns what a step adds to a name.
fn word(step: &Step) -> String {
    match step {
        Step::Parameter(text) | Step::Header(text) | Step::Property(text) => camel(text),
        Step::RequestBody => "Body".to_owned(),
        Step::Form => "Form".to_owned(),
        Step::Response { succeeds: true, .. } => "Response".to_owned(),
        Step::Response { status, .. } => status_word(*status),
        Step::StreamItem => "Item".to_owned(),
        Step::MediaType(text) => camel(&media_type_word(text)),
        Step::Items | Step::OnlyAlternative => String::new(),
        Step::TupleItem(index) => ordinal(*index),
        Step::Values => "Value".to_owned(),
        Step::Alternative(label) => camel(&label_text(label)),
        Step::Base => "Base".to_owned(),
    }
}

/// Returns the text of a label; of one that leaves it to the type, that of any type.
pub(super) fn label_text(label: &Label) -> String {
    let word = match label {
        Label::Component(text) | Label::Title(text) | Label::Tag(text) | Label::Constant(text) => text,
        Label::Requires(property) => return format!("with {property}"),
        Label::SourcePointer(index) => return format!("Variant {}", index + 1),
        Label::Choice => "Choice",
        Label::Json(JsonType::String) => "String",
        Label::Json(JsonType::Integer) => "Integer",
        Label::Json(JsonType::Number) => "Number",
        Label::Json(JsonType::Boolean) => "Boolean",
        Label::Json(JsonType::Array) => "Array",
        Label::Json(JsonType::Object) => "Object",
        Label::Base => "Base",
        Label::Several => "Several",
        Label::Type => "Value",
    };
    word.to_owned()
}

fn ordinal(index: usize) -> String {
    const WORDS: [&str; 12] = [
        "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth",
        "Eleventh", "Twelfth",
    ];
    WORDS
        .get(index)
        .map_or_else(|| camel(&format!("item {}", index + 1)), |&word| word.to_owned())
}

/// Returns the fields or variants of the type at `index`.
fn members_of(index: usize, count: usize) -> impl Iterator<Item = Item> + Clone {
    (0..count).map(move |number| Item::Member(index, number))
}

fn fields(index: usize, object: &Struct, chosen: &mut Chosen<'_>) -> (Vec<RustName>, Option<RustName>) {
    let mut names = Scope::with_room(object.fields.len() + 1);
    chosen.reserve(&mut names, members_of(index, object.fields.len()));
    let fields = object.fields.iter().enumerate();
    let fields = fields
        .map(|(number, field)| {
            let item = Item::Member(index, number);
            chosen.claim(item, &mut names, &field.wire, Case::Snake, &[])
        })
        .collect();
    chosen.check(&mut names, "the property");
    let extra = object.extra.as_ref();
    let extra = extra.map(|_| names.claim("additional_properties", Case::Snake, &["map"]));
    (fields, extra)
}

/// Makes the variants for values of an `enum`: the document's names for them, or `text` of the values.
fn listed<T>(
    index: usize,
    values: &[EnumValue<T>],
    chosen: &mut Chosen<'_>,
    text: impl Fn(&T) -> String,
) -> (Vec<RustName>, Option<RustName>) {
    let mut names = Scope::with_room(values.len() + 1);
    chosen.reserve(&mut names, members_of(index, values.len()));
    let members = values
        .iter()
        .enumerate()
        .map(|(number, value)| {
            let given = value.name.as_deref();
            let given = given.filter(|name| name.chars().any(char::is_alphanumeric));
            let text = match given {
                Some(name) => identifier(name, Case::Camel).into_owned(),
                None => text(&value.value),
            };
            let item = Item::Member(index, number);
            chosen.claim(item, &mut names, &text, Case::Camel, &[])
        })
        .collect();
    chosen.check(&mut names, "the value");
    (members, Some(unknown_variant(&mut names)))
}

/// Returns the variant for values that the document does not list.
fn unknown_variant(names: &mut Scope) -> RustName {
    ["Unknown", "Other", "Unlisted"]
        .into_iter()
        .find_map(|name| names.take(name))
        .unwrap_or_else(|| names.claim("Unlisted value", Case::Camel, &[]))
}

fn literal_text(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Null => "null".to_owned(),
        other => other.to_string(),
    }
}

fn number_text(number: i64) -> String {
    if number < 0 {
        format!("minus {}", number.unsigned_abs())
    } else {
        format!("value {number}")
    }
}
