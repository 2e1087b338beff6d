//! Whether all values of one type are values of another.

use foldhash::HashSet;

use specwright_codegen::plan::named::{Api, Integer, Presence, Type, TypeId, TypeKind};

/// How many steps are taken at most: a union of many unions would take their product.
const MOST_STEPS: usize = 10_000;

/// A question about types of two documents.
pub(super) struct Fits<'a> {
    /// The document of the type that has to hold the values.
    pub(super) wide: &'a Api,
    /// The document of the type whose values these are.
    pub(super) narrow: &'a Api,
    /// Returns whether two types are a pair whose differences are told elsewhere.
    pub(super) is_pair: &'a dyn Fn(TypeId, TypeId) -> bool,
    asked: HashSet<(TypeId, TypeId)>,
    steps: usize,
}

impl<'a> Fits<'a> {
    pub(super) fn new(wide: &'a Api, narrow: &'a Api, is_pair: &'a dyn Fn(TypeId, TypeId) -> bool) -> Self {
        Self {
            wide,
            narrow,
            is_pair,
            asked: HashSet::default(),
            steps: MOST_STEPS,
        }
    }

    /// Returns whether `wide` holds all values of `narrow`. Where that takes too long to find out, it does not.
    pub(super) fn holds(&mut self, wide: &Type, narrow: &Type) -> bool {
        if self.steps == 0 {
            return false;
        }
        self.steps -= 1;
        match (wide, narrow) {
            (Type::Boxed(wide), _) => self.holds(wide, narrow),
            (_, Type::Boxed(narrow)) => self.holds(wide, narrow),
            (Type::Json, _) => true,
            (Type::Nullable(wide), Type::Nullable(narrow)) => self.holds(wide, narrow),
            (Type::Nullable(_), Type::Null) => true,
            (Type::Nullable(wide), _) => self.holds(wide, narrow),
            (&Type::Named(wide_id), &Type::Named(narrow_id)) => {
                (self.is_pair)(wide_id, narrow_id)
                    // A question that is being answered is no reason against.
                    || !self.asked.insert((wide_id, narrow_id))
                    || self.kinds(wide, narrow)
            }
            (Type::Named(_), _) | (_, Type::Named(_)) => self.kinds(wide, narrow),
            (Type::Array(wide), Type::Array(narrow)) | (Type::Map(wide), Type::Map(narrow)) => {
                self.holds(wide, narrow)
            }
            (Type::Array(wide), Type::Tuple(narrow)) => narrow.iter().all(|narrow| self.holds(wide, narrow)),
            (Type::Tuple(wide), Type::Tuple(narrow)) => {
                wide.len() == narrow.len()
                    && wide
                        .iter()
                        .zip(narrow)
                        .all(|(wide, narrow)| self.holds(wide, narrow))
            }
            _ => wide == narrow || scalar_holds(wide, narrow),
        }
    }

    /// Answers where one of the types has a name.
    fn kinds(&mut self, wide: &Type, narrow: &Type) -> bool {
        let kind_of = |api: &'a Api, ty: &Type| match ty {
            Type::Named(id) => Some(&api.type_def(*id).kind),
            _ => None,
        };
        let (wide_kind, narrow_kind) = (kind_of(self.wide, wide), kind_of(self.narrow, narrow));
        match (wide_kind, narrow_kind) {
            (Some(TypeKind::Alias(wide) | TypeKind::Newtype(wide)), _) => self.holds(wide, narrow),
            (_, Some(TypeKind::Alias(narrow) | TypeKind::Newtype(narrow))) => self.holds(wide, narrow),
            (_, Some(TypeKind::Union(union))) => union
                .variants
                .iter()
                .enumerate()
                .filter(|(place, _)| union.several != Some(*place))
                .all(|(_, variant)| self.holds(wide, &variant.ty)),
            (Some(TypeKind::Union(union)), _) => union
                .variants
                .iter()
                .any(|variant| self.holds(&variant.ty, narrow)),
            (None, Some(TypeKind::StringEnum(_))) => matches!(wide, Type::String),
            (None, Some(TypeKind::IntegerEnum(values))) => match wide {
                Type::Integer(width) => values
                    .variants
                    .iter()
                    .all(|value| (bounds(*width).0..=bounds(*width).1).contains(&i128::from(value.wire))),
                _ => matches!(wide, Type::Double | Type::Float | Type::Decimal),
            },
            (Some(TypeKind::StringEnum(wide)), Some(TypeKind::StringEnum(narrow))) => {
                let wide: HashSet<&str> = wide.variants.iter().map(|value| value.wire.as_str()).collect();
                narrow
                    .variants
                    .iter()
                    .all(|value| wide.contains(value.wire.as_str()))
            }
            (Some(TypeKind::IntegerEnum(wide)), Some(TypeKind::IntegerEnum(narrow))) => {
                let wide: HashSet<i64> = wide.variants.iter().map(|value| value.wire).collect();
                narrow.variants.iter().all(|value| wide.contains(&value.wire))
            }
            (Some(TypeKind::Struct(wide)), Some(TypeKind::Struct(narrow))) => {
                wide.fields.iter().all(|wide| {
                    match narrow.fields.iter().find(|narrow| narrow.wire == wide.wire) {
                        Some(narrow) => {
                            (wide.presence == Presence::Optional || narrow.presence == Presence::Required)
                                && self.holds(&wide.ty, &narrow.ty)
                        }
                        None => wide.presence == Presence::Optional,
                    }
                }) && (!wide.closed
                    || narrow
                        .fields
                        .iter()
                        .all(|narrow| wide.fields.iter().any(|wide| wide.wire == narrow.wire)))
            }
            (None, Some(TypeKind::Struct(object))) => match wide {
                Type::Map(values) => {
                    object.fields.iter().all(|field| self.holds(values, &field.ty))
                        && object
                            .extra
                            .as_ref()
                            .is_none_or(|extra| self.holds(values, &extra.values))
                }
                _ => false,
            },
            _ => false,
        }
    }
}

fn scalar_holds(wide: &Type, narrow: &Type) -> bool {
    match (wide, narrow) {
        (Type::Integer(wide), Type::Integer(narrow)) => {
            let (wide, narrow) = (bounds(*wide), bounds(*narrow));
            wide.0 <= narrow.0 && narrow.1 <= wide.1
        }
        (Type::Double | Type::Float | Type::Decimal, Type::Integer(_)) => true,
        (Type::Double | Type::Float | Type::Decimal, Type::Double | Type::Float | Type::Decimal) => true,
        (
            Type::String,
            Type::DateTime | Type::DateTimeWithOffset | Type::Date | Type::Uuid | Type::Base64 | Type::Binary,
        ) => true,
        (Type::DateTime | Type::DateTimeWithOffset, Type::DateTime | Type::DateTimeWithOffset) => true,
        _ => false,
    }
}

fn bounds(width: Integer) -> (i128, i128) {
    match width {
        Integer::I8 => (i8::MIN.into(), i8::MAX.into()),
        Integer::I16 => (i16::MIN.into(), i16::MAX.into()),
        Integer::I32 => (i32::MIN.into(), i32::MAX.into()),
        Integer::I64 => (i64::MIN.into(), i64::MAX.into()),
        Integer::U8 => (0, u8::MAX.into()),
        Integer::U16 => (0, u16::MAX.into()),
        Integer::U32 => (0, u32::MAX.into()),
        Integer::U64 => (0, u64::MAX.into()),
    }
}
