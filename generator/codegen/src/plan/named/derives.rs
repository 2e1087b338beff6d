//! The traits that types derive: those that all have which a value consists of.

use crate::plan::named::{Type, TypeDef, TypeId, TypeKind};

/// What a type consists of has these traits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Traits {
    pub(super) eq_hash: bool,
    pub(super) ord: bool,
}

impl Traits {
    const ALL: Self = Self {
        eq_hash: true,
        ord: true,
    };
    const NONE: Self = Self {
        eq_hash: false,
        ord: false,
    };

    fn and(self, other: Self) -> Self {
        Self {
            eq_hash: self.eq_hash && other.eq_hash,
            ord: self.ord && other.ord,
        }
    }
}

/// Returns which of `Eq`, `Hash` and `Ord` types can derive.
pub(super) fn possible(types: &[TypeDef]) -> Vec<Traits> {
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); types.len()];
    for (index, def) in types.iter().enumerate() {
        let mut used = Vec::new();
        def.kind.for_each_use(&mut |ty| ty.named(&mut used));
        used.into_iter().for_each(|TypeId(used)| users[used].push(index));
    }
    // What is not found to lack a trait has it: also a type that contains itself.
    let mut traits = vec![Traits::ALL; types.len()];
    let mut open: Vec<usize> = (0..types.len()).collect();
    while let Some(index) = open.pop() {
        let found = of_kind(&types[index].kind, &traits);
        if found != traits[index] {
            traits[index] = found;
            open.extend(&users[index]);
        }
    }
    traits
}

/// Sets `Eq`, `Hash` and `Ord` of all types.
pub(super) fn assign(types: &mut [TypeDef]) {
    let traits = possible(types);
    for (def, traits) in types.iter_mut().zip(traits) {
        let is_enum = matches!(def.kind, TypeKind::StringEnum(_) | TypeKind::IntegerEnum(_));
        let is_key = is_key(&def.kind);
        def.derives.eq_hash = traits.eq_hash && (is_enum || is_key);
        def.derives.ord = traits.ord && is_key;
    }
}

/// Returns whether values of this kind are what people sort and look up by: ids of several forms. A struct would not keep these traits
/// when its object grows, and to derive them for all types that can have them takes the compiler an eighth of its time for a client.
fn is_key(kind: &TypeKind) -> bool {
    match kind {
        TypeKind::Newtype(_) => true,
        TypeKind::Union(_) => kind.uses().into_iter().all(is_scalar),
        TypeKind::Struct(_)
        | TypeKind::StringEnum(_)
        | TypeKind::IntegerEnum(_)
        | TypeKind::LiteralEnum(_)
        | TypeKind::Alias(_) => false,
    }
}

fn is_scalar(ty: &Type) -> bool {
    match ty {
        Type::Nullable(inner) => is_scalar(inner),
        Type::Array(_) | Type::Map(_) | Type::Tuple(_) | Type::Boxed(_) | Type::Named(_) => false,
        _ => true,
    }
}

fn of_kind(kind: &TypeKind, types: &[Traits]) -> Traits {
    // Maps and values of any kind have neither an order nor, with all versions of what they are from, a hash.
    let keeps_any = match kind {
        TypeKind::LiteralEnum(_) => true,
        TypeKind::Union(union) => matches!(union.tagging, super::Tagging::Property { .. }),
        TypeKind::Struct(object) => object.extra.is_some(),
        _ => false,
    };
    if keeps_any {
        return Traits::NONE;
    }
    let mut all = Traits::ALL;
    kind.for_each_use(&mut |ty| all = all.and(of_type(ty, types)));
    all
}

pub(super) fn of_type(ty: &Type, types: &[Traits]) -> Traits {
    match ty {
        Type::Float | Type::Double | Type::Json | Type::Map(_) => Traits::NONE,
        Type::Decimal => Traits {
            eq_hash: true,
            ord: false,
        },
        Type::Replaced(replacement) => Traits {
            eq_hash: replacement.has(&["Eq", "Hash"]),
            ord: replacement.has(&["Eq", "Hash", "PartialOrd", "Ord"]),
        },
        Type::Array(inner) | Type::Nullable(inner) | Type::Boxed(inner) => of_type(inner, types),
        Type::Tuple(items) => items
            .iter()
            .fold(Traits::ALL, |traits, ty| traits.and(of_type(ty, types))),
        Type::Named(id) => types[id.0],
        _ => Traits::ALL,
    }
}
