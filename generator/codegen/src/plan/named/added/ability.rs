//! Which traits of the standard library a type can derive: those that all have which its values consist of.

use super::super::derives::{self, Traits};
use super::super::{Tagging, Type, TypeDef, TypeKind};
use specwright_document::model::Presence;

/// A trait of the standard library that types don't derive by themselves.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Trait {
    Copy,
    Default,
    Eq,
    Hash,
    Ord,
    PartialOrd,
}

impl Trait {
    const ALL: [Self; 6] = [
        Self::Copy,
        Self::Default,
        Self::Eq,
        Self::Hash,
        Self::Ord,
        Self::PartialOrd,
    ];

    pub(super) fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.name() == name)
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Copy => "Copy",
            Self::Default => "Default",
            Self::Eq => "Eq",
            Self::Hash => "Hash",
            Self::Ord => "Ord",
            Self::PartialOrd => "PartialOrd",
        }
    }
}

/// What types can derive.
pub(super) struct Abilities {
    traits: Vec<Traits>,
    copy: Vec<bool>,
    default: Vec<bool>,
}

impl Abilities {
    pub(super) fn of(types: &[TypeDef]) -> Self {
        let mut copy = vec![true; types.len()];
        // What is not found to lack it has it; a type that contains itself is behind a pointer, and lacks it.
        loop {
            let found: Vec<bool> = types.iter().map(|def| is_copy(def, &copy)).collect();
            if found == copy {
                break;
            }
            copy = found;
        }
        Self {
            traits: derives::possible(types),
            copy,
            default: types.iter().map(has_default).collect(),
        }
    }

    pub(super) fn has(&self, index: usize, wanted: Trait) -> bool {
        match wanted {
            Trait::Copy => self.copy[index],
            Trait::Default => self.default[index],
            Trait::Eq | Trait::Hash => self.traits[index].eq_hash,
            Trait::Ord | Trait::PartialOrd => self.traits[index].eq_hash && self.traits[index].ord,
        }
    }

    /// Returns why a type lacks a trait.
    pub(super) fn obstacle(&self, types: &[TypeDef], index: usize, wanted: Trait) -> String {
        let lacks = |ty: &Type| match wanted {
            Trait::Copy => !is_copy_type(ty, &self.copy),
            Trait::Default => false,
            Trait::Eq | Trait::Hash => !derives::of_type(ty, &self.traits).eq_hash,
            Trait::Ord | Trait::PartialOrd => {
                let traits = derives::of_type(ty, &self.traits);
                !(traits.eq_hash && traits.ord)
            }
        };
        match &types[index].kind {
            TypeKind::Struct(object) if wanted == Trait::Default => {
                let mut fields = object.fields.iter();
                let required = fields.find(|field| field.presence == Presence::Required);
                match required {
                    Some(field) => format!("its field `{}` is required", field.name),
                    None => "it is no struct".to_owned(),
                }
            }
            TypeKind::Struct(object) => {
                let field = object.fields.iter().find(|field| lacks(&field.ty));
                match field {
                    Some(field) => format!("its field `{}` can't", field.name),
                    None => "it keeps properties of any kind".to_owned(),
                }
            }
            TypeKind::Union(union) => {
                let variant = union.variants.iter().find(|variant| lacks(&variant.ty));
                match variant {
                    Some(variant) => format!("its variant `{}` can't", variant.name),
                    None => "it keeps values of any kind".to_owned(),
                }
            }
            _ if wanted == Trait::Default => "it is no struct".to_owned(),
            _ => "it keeps values that can't".to_owned(),
        }
    }
}

fn has_default(def: &TypeDef) -> bool {
    match &def.kind {
        TypeKind::Struct(object) => {
            let mut fields = object.fields.iter();
            def.derives.default || fields.all(|field| field.presence == Presence::Optional)
        }
        _ => false,
    }
}

fn is_copy(def: &TypeDef, types: &[bool]) -> bool {
    match &def.kind {
        TypeKind::Struct(object) => {
            let is_copy = |ty| is_copy_type(ty, types);
            object.extra.is_none() && object.fields.iter().all(|field| is_copy(&field.ty))
        }
        TypeKind::IntegerEnum(_) => true,
        TypeKind::StringEnum(_) | TypeKind::LiteralEnum(_) => false,
        TypeKind::Union(union) => {
            matches!(union.tagging, Tagging::Untagged)
                && union
                    .variants
                    .iter()
                    .all(|variant| is_copy_type(&variant.ty, types))
        }
        TypeKind::Alias(ty) | TypeKind::Newtype(ty) => is_copy_type(ty, types),
    }
}

fn is_copy_type(ty: &Type, types: &[bool]) -> bool {
    match ty {
        Type::Boolean | Type::Integer(_) | Type::Float | Type::Double | Type::Null => true,
        Type::DateTime | Type::DateTimeWithOffset | Type::Date | Type::Uuid => true,
        Type::Nullable(inner) => is_copy_type(inner, types),
        Type::Tuple(items) => items.iter().all(|item| is_copy_type(item, types)),
        Type::Named(id) => types[id.0],
        _ => false,
    }
}
