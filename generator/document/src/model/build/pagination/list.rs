//! Where the list of items is in a page.

use super::super::Builder;
use super::fit::Paged;
use crate::model::{Pagination, Type, TypeKind};
use crate::source::pointer;

/// So many aliases may stand for one type.
const MOST_ALIASES: usize = 64;

impl Builder<'_> {
    /// Returns the properties that lead from a page to the list of its items, if there is one way: to where it is said to
    /// be, or else to the only list that a page is or has.
    pub(super) fn list_of(&self, pagination: &Pagination, paged: &Paged<'_, '_>) -> Option<Vec<String>> {
        let page = paged.page()?;
        if let Some(items) = &pagination.items {
            let way: Vec<String> = pointer::segments(items)
                .map(|segment| segment.into_owned())
                .collect();
            return self.leads_to_list(page, &way).then_some(way);
        }
        if self.leads_to_list(page, &[]) {
            return Some(Vec::new());
        }
        let Type::Named(id) = self.resolved(page)? else {
            return None;
        };
        let TypeKind::Struct(object) = &self.types[id.0].kind else {
            return None;
        };
        let mut lists = object
            .fields
            .iter()
            .filter(|field| self.leads_to_list(&field.ty, &[]));
        match (lists.next(), lists.next()) {
            (Some(only), None) => Some(vec![only.wire.clone()]),
            _ => None,
        }
    }

    /// Returns whether properties that are declared lead from a type to a list.
    fn leads_to_list(&self, ty: &Type, way: &[String]) -> bool {
        let Some(ty) = self.resolved(ty) else {
            return false;
        };
        let Some((first, rest)) = way.split_first() else {
            return matches!(ty, Type::Array(_));
        };
        let Type::Named(id) = ty else {
            return false;
        };
        match &self.types[id.0].kind {
            TypeKind::Struct(object) => {
                let mut fields = object.fields.iter();
                fields
                    .find(|field| field.wire == *first)
                    .is_some_and(|field| self.leads_to_list(&field.ty, rest))
            }
            _ => false,
        }
    }

    /// Returns the type behind aliases, and that of a value which is not null.
    fn resolved<'t>(&'t self, mut ty: &'t Type) -> Option<&'t Type> {
        for _ in 0..MOST_ALIASES {
            ty = match ty {
                Type::Nullable(inner) | Type::Boxed(inner) => inner,
                Type::Named(id) => match &self.types[id.0].kind {
                    TypeKind::Alias(of) => of,
                    _ => return Some(ty),
                },
                _ => return Some(ty),
            };
        }
        None
    }
}
