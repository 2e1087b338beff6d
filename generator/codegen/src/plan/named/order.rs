//! The order of types: by name, so that a change of the document changes few lines.

use crate::plan::named::{Api, Type, TypeId};
use specwright_document::order;

/// Sorts the types by name.
pub(super) fn by_name(api: &mut Api) {
    let mut order: Vec<usize> = (0..api.types.len()).collect();
    order::sort_by(&mut order, |&a, &b| api.types[a].name.cmp(&api.types[b].name));
    let mut place = vec![0; order.len()];
    for (new, &old) in order.iter().enumerate() {
        place[old] = new;
    }
    let mut types: Vec<_> = std::mem::take(&mut api.types).into_iter().map(Some).collect();
    api.types = Vec::with_capacity(types.len());
    api.types
        .extend(order.iter().filter_map(|&old| types[old].take()));
    api.for_each_type_mut(&mut |ty| {
        if let Type::Named(id) = ty {
            *id = TypeId(place[id.0]);
        }
    });
}
