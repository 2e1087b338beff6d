//! Enums for one of several types.

use foldhash::HashMap;

use super::accessor::{Accessors, accessors};
use super::docs::{Doc, Span};
use super::kept::Conversion;
use super::named::{self, Integer, Tagging, Type, TypeKind};
use super::nested_sources::nested_sources;
use super::runtime::RuntimeItem;
use super::scope::Scope;
use super::{Name, Path, RustType};

/// An enum with a variant for each alternative.
#[derive(Clone, Debug, PartialEq)]
pub struct Union<'a> {
    /// Its variants.
    pub variants: Vec<UnionVariant<'a>>,
    /// How the right one is found, if it is by a tag; else by trying them in their order.
    pub tag: Option<UnionTag<'a>>,
    /// The variant for values that fit several of the others at once.
    pub several: Option<Name>,
    /// Whether it is an id, with an alternative for each form of it: it is written as text, and read from it.
    pub is_id: bool,
    /// The methods that return what a variant holds.
    pub accessors: Vec<Accessors>,
    /// The paths of `Some` and `None`.
    pub options: [Path; 2],
    /// The trait `From`.
    pub from: Path,
    /// What the trait is implemented for.
    pub sources: Vec<UnionSource>,
    /// What methods take in place of the union, if any takes it.
    pub arguments: Vec<UnionArgument<'a>>,
}

/// A type that a value of the union can be made of: only one variant has it.
#[derive(Clone, Debug, PartialEq)]
pub struct UnionSource {
    /// The type.
    pub ty: RustType,
    /// Whether the type has a length `N`, which is any.
    pub has_length: bool,
    /// How the union comes of it.
    pub form: SourceForm,
}

/// How a union comes of a value.
#[derive(Clone, Debug, PartialEq)]
pub enum SourceForm {
    /// By the variant, which holds what the value converts to.
    Variant(Name, Conversion),
    /// By the first of these variants, each with its enum of strings, that lists the text; else by the last one.
    Text(Vec<(Name, RustType)>, Name),
}

impl UnionSource {
    /// Returns the types that are written where it is.
    fn types(&self) -> impl Iterator<Item = &RustType> {
        let texts = match &self.form {
            SourceForm::Variant(..) => &[][..],
            SourceForm::Text(texts, _) => texts,
        };
        std::iter::once(&self.ty).chain(texts.iter().map(|(_, ty)| ty))
    }
}

/// A type that methods take in place of the union.
#[derive(Clone, Debug, PartialEq)]
pub struct UnionArgument<'a> {
    /// The type.
    pub ty: RustType,
    /// Whether the type has a length `N`, which is any.
    pub has_length: bool,
    /// The tag's property and the values of its variant, if they have to be written.
    pub tag: Option<(&'a str, &'a [String])>,
}

/// An alternative.
#[derive(Clone, Debug, PartialEq)]
pub struct UnionVariant<'a> {
    /// What is said of it.
    pub docs: Doc<'a>,
    /// The variant.
    pub name: Name,
    /// What it holds.
    pub ty: RustType,
    /// The values of the tag that choose it.
    pub tags: &'a [String],
}

/// The property that says which alternative a value is.
#[derive(Clone, Debug, PartialEq)]
pub struct UnionTag<'a> {
    /// The property's name.
    pub wire: &'a str,
    /// The variant for other values: what is said of it, its name, and what it holds.
    pub unknown: (Doc<'a>, Name, RustType),
    /// The variant for other values that the document names.
    pub fallback: Option<Name>,
    /// The variants that may have no tag, or one that others have, too: in the order in which they are tried.
    pub untagged: Vec<Name>,
}

pub(super) fn union<'a>(scope: &Scope<'a>, name: &Name, union: &'a named::Union) -> Union<'a> {
    let variants = union.variants.iter().map(|variant| UnionVariant {
        docs: docs(variant),
        name: variant.name.clone(),
        ty: scope.ty(&variant.ty),
        tags: &variant.tags,
    });
    let tag = match &union.tagging {
        Tagging::Property {
            name,
            unknown,
            fallback,
            untagged,
        } => Some(UnionTag {
            wire: name,
            unknown: (
                Doc::own(["A value whose tag is not documented.".into()]),
                unknown.clone(),
                scope.runtime_type(RuntimeItem::Value),
            ),
            fallback: fallback
                .and_then(|place| union.variants.get(place))
                .map(|variant| variant.name.clone()),
            untagged: untagged
                .iter()
                .filter_map(|&place| union.variants.get(place))
                .map(|variant| variant.name.clone())
                .collect(),
        }),
        Tagging::Untagged => None,
    };
    let sources = || {
        let direct = direct_sources(scope, union);
        let nested = nested_sources(scope, name, union, &direct);
        (direct, nested)
    };
    let (mut sources, nested) = scope.import_only_kept(sources, |(direct, nested)| {
        let sources = direct.iter().chain(nested);
        sources.flat_map(UnionSource::types).cloned().collect()
    });
    let arguments = match union.is_argument && union.variants.len() <= MOST_ARGUMENTS {
        true => arguments(union, &sources),
        false => Vec::new(),
    };
    sources.extend(nested);
    let several = union.several.and_then(|place| union.variants.get(place));
    Union {
        variants: variants.collect(),
        tag,
        several: several.map(|variant| variant.name.clone()),
        is_id: is_id(scope, union),
        accessors: accessors(scope, union),
        options: [scope.prelude("Some"), scope.prelude("None")],
        from: scope.prelude("From"),
        sources,
        arguments,
    }
}

/// How many alternatives a union may have of which methods take what it is made of.
const MOST_ARGUMENTS: usize = 64;

/// Plans what methods take in place of the union: of what it is made of, all that has the JSON of its variant.
fn arguments<'a>(union: &'a named::Union, sources: &[UnionSource]) -> Vec<UnionArgument<'a>> {
    let tag_of = |name: &Name| {
        let Tagging::Property {
            name: wire,
            fallback,
            untagged,
            ..
        } = &union.tagging
        else {
            return None;
        };
        let place = union.variants.iter().position(|variant| variant.name == *name)?;
        let is_untagged = untagged.contains(&place) || [*fallback, union.several].contains(&Some(place));
        let tags = union.variants[place].tags.as_slice();
        (!is_untagged && !tags.is_empty()).then_some((wire.as_str(), tags))
    };
    let arguments = sources.iter().filter_map(|source| {
        let tag = match &source.form {
            // Pairs are no object by themselves.
            SourceForm::Variant(_, conversion) if conversion.is_of_entries() => return None,
            SourceForm::Variant(name, _) => tag_of(name),
            SourceForm::Text(..) => None,
        };
        Some(UnionArgument {
            ty: source.ty.clone(),
            has_length: source.has_length,
            tag,
        })
    });
    arguments.collect()
}

/// Returns whether all alternatives are texts and whole numbers.
fn is_id(scope: &Scope<'_>, union: &named::Union) -> bool {
    let is_scalar = |ty: &Type| match scope.api.plain(ty) {
        Type::Integer(_) | Type::String | Type::Uuid | Type::Date => true,
        Type::Named(id) => matches!(
            scope.api.type_def(*id).kind,
            TypeKind::StringEnum(_) | TypeKind::IntegerEnum(_)
        ),
        _ => false,
    };
    union.tagging == Tagging::Untagged
        && union.several.is_none()
        && union.variants.iter().all(|variant| is_scalar(&variant.ty))
}

/// Plans what a value can be made of: what one variant alone holds, what a program writes for a text or a whole number where one
/// variant alone is one, and for a list or a map.
pub(super) fn direct_sources(scope: &Scope<'_>, union: &named::Union) -> Vec<UnionSource> {
    let held: Vec<Held<'_>> = union
        .variants
        .iter()
        .map(|variant| Held::of(scope, variant))
        .collect();
    let only = |is: &dyn Fn(&Held<'_>) -> bool| {
        let mut found = held.iter().filter(|held| is(held));
        found.next().filter(|_| found.next().is_none())
    };
    // Counted once, since a document may have thousands of alternatives.
    let mut holders: HashMap<String, usize> = HashMap::default();
    for one in &held {
        *holders.entry(one.ty.to_string()).or_default() += 1;
    }
    let mut sources = Vec::new();
    for one in &held {
        if !matches!(one.plain, Type::Null) && holders[&one.ty.to_string()] == 1 {
            sources.push(one.source(one.ty.clone(), Conversion::None));
        }
    }
    if let Some(text) = only(&|held| held.is_text(scope)) {
        let str = RustType::primitive("str").reference();
        let owned = (!matches!(text.plain, Type::String)).then(|| scope.string());
        sources.extend(
            [str]
                .into_iter()
                .chain(owned)
                .map(|ty| text.source(ty, Conversion::Into)),
        );
    } else if let Some(form) = form_of_text(scope, &held) {
        let types = [RustType::primitive("str").reference(), scope.string()];
        // Where one of the variants is any text, that is a source already.
        let types = types
            .into_iter()
            .filter(|ty| !holders.contains_key(&ty.to_string()));
        sources.extend(types.map(|ty| UnionSource {
            ty,
            has_length: false,
            form: form.clone(),
        }));
    }
    if let Some(number) = only(&|held| matches!(held.plain, Type::Integer(_)))
        && matches!(number.plain, Type::Integer(Integer::I64))
    {
        // What a literal is, where nothing says what it has to be.
        sources.push(number.source(RustType::primitive("i32"), Conversion::Into));
    }
    let alone = held.iter().filter(|one| holders[&one.ty.to_string()] == 1);
    for one in alone {
        sources.extend(one.written_out(scope));
    }
    sources
}

/// Plans how a text becomes one of several variants that are texts: as a text on the wire does.
fn form_of_text(scope: &Scope<'_>, held: &[Held<'_>]) -> Option<SourceForm> {
    let texts = held.iter().filter(|held| held.is_text(scope));
    let (any, enums): (Vec<_>, Vec<_>) = texts.partition(|held| matches!(held.plain, Type::String));
    let other = match (any.as_slice(), enums.as_slice()) {
        _ if enums.iter().any(|held| held.pointer.is_some()) => return None,
        ([], [first, _, ..]) => first.variant,
        ([any], [_, ..]) => any.variant,
        _ => return None,
    };
    let enums = enums.iter().map(|held| (held.variant.clone(), held.ty.clone()));
    Some(SourceForm::Text(enums.collect(), other.clone()))
}

/// The kinds of literals that a union has variants for.
pub(super) struct LiteralKinds {
    text: bool,
    integers: bool,
}

impl LiteralKinds {
    pub(super) fn of(scope: &Scope<'_>, union: &named::Union) -> Self {
        let is_any = |is: &dyn Fn(&Held<'_>) -> bool| {
            let mut variants = union.variants.iter();
            variants.any(|variant| is(&Held::of(scope, variant)))
        };
        Self {
            text: is_any(&|held| held.is_text(scope)),
            integers: is_any(&|held| matches!(held.plain, Type::Integer(_))),
        }
    }

    /// Tells whether a literal of the type is of one of the kinds.
    pub(super) fn has(&self, scope: &Scope<'_>, ty: &RustType) -> bool {
        const INTEGERS: [&str; 8] = ["i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64"];
        let is_text = || *ty == RustType::primitive("str").reference() || *ty == scope.string();
        self.text && is_text()
            || self.integers && INTEGERS.iter().any(|integer| *ty == RustType::primitive(integer))
    }
}

/// What a variant holds.
struct Held<'a> {
    variant: &'a Name,
    /// Without pointers and other names.
    plain: &'a Type,
    /// As it is written, without a pointer.
    ty: RustType,
    pointer: Option<Path>,
}

impl<'a> Held<'a> {
    fn of(scope: &'a Scope<'_>, variant: &'a named::Variant) -> Self {
        let (unboxed, pointer) = match &variant.ty {
            Type::Boxed(inner) => (inner.as_ref(), Some(scope.prelude("Box"))),
            ty => (ty, None),
        };
        let plain = scope.api.plain(unboxed);
        Self {
            variant: &variant.name,
            plain,
            ty: scope.ty(plain),
            pointer,
        }
    }

    fn is_text(&self, scope: &Scope<'_>) -> bool {
        match self.plain {
            Type::String => true,
            Type::Named(id) => matches!(scope.api.type_def(*id).kind, TypeKind::StringEnum(_)),
            _ => false,
        }
    }

    /// Plans what a program writes out for several values: arrays, of pairs for a map, with text where the values are strings.
    fn written_out(&self, scope: &Scope<'_>) -> Vec<UnionSource> {
        let str = || RustType::primitive("str").reference();
        let is_text = |ty: &Type| matches!(scope.api.plain(ty), Type::String);
        let array = |ty: RustType, conversion| UnionSource {
            has_length: true,
            ..self.source(RustType::Array(Box::new(ty)), conversion)
        };
        let mut sources = Vec::new();
        match self.plain {
            Type::Array(items) => {
                let slice = |item| RustType::Slice(Box::new(item)).reference();
                sources.push(array(scope.ty(items), Conversion::Into));
                sources.push(self.source(slice(scope.ty(items)), Conversion::Copied));
                if is_text(items) {
                    let into = || scope.prelude("Into");
                    sources.push(array(str(), Conversion::ItemsInto(into())));
                    sources.push(self.source(scope.vec(str()), Conversion::ItemsInto(into())));
                    sources.push(self.source(slice(str()), Conversion::CopiedInto(into())));
                }
            }
            Type::Map(values) => {
                let pair = |value| RustType::Tuple(vec![str(), value]);
                let entries = |values| Conversion::Entries { values };
                sources.push(array(pair(scope.ty(values)), entries(false)));
                if is_text(values) {
                    sources.push(array(pair(str()), entries(true)));
                }
            }
            _ => {}
        }
        sources
    }

    fn source(&self, ty: RustType, conversion: Conversion) -> UnionSource {
        let conversion = match &self.pointer {
            Some(pointer) => Conversion::Boxed(pointer.clone(), Box::new(conversion)),
            None => conversion,
        };
        UnionSource {
            ty,
            has_length: false,
            form: SourceForm::Variant(self.variant.clone(), conversion),
        }
    }
}

fn docs(variant: &named::Variant) -> Doc<'_> {
    let mut docs = Doc::of(&variant.docs);
    if let Some(tag) = variant.tags.first() {
        docs.wire(
            &variant.name,
            tag,
            ["Tagged ".into(), Span::code(tag), ".".into()],
        );
    }
    docs
}
