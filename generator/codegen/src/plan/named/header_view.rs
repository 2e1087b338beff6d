//! The headers of all responses, told apart by name.

use foldhash::HashMap;

use specwright_document::order::IndexMap;

use crate::plan::named::{Api, Docs, Header, Headers, Integer, MethodPath, Operation, RustName, Type};
use specwright_document::model::ResponseHeader;

/// How many operations the documentation of a header names.
const NAMED: usize = 3;

/// What is known of a header.
struct Known<'a> {
    wire: &'a str,
    ty: Option<&'a Type>,
    is_json: bool,
    docs: &'a Docs,
    operations: Vec<&'a Operation>,
}

/// Collects the headers of the operations' responses, with `type_name` for their view; `None` where there are none.
/// `methods` are by the headers' names in lower case.
pub(super) fn headers(
    api: &Api,
    type_name: RustName,
    methods: &HashMap<String, RustName>,
) -> Option<Headers> {
    let mut known: IndexMap<String, Known<'_>> = IndexMap::default();
    for operation in &api.operations {
        for ResponseHeader {
            wire,
            ty,
            is_json,
            docs,
        } in of_operation(operation)
        {
            let ty = value_type(api, ty);
            let header = known.entry(wire.to_ascii_lowercase()).or_insert_with(|| Known {
                wire,
                ty: Some(ty),
                is_json: *is_json,
                docs,
                operations: Vec::new(),
            });
            let known = header.ty.filter(|_| header.is_json == *is_json);
            header.ty = known.and_then(|known| wider(known, ty));
            if *header.docs == Docs::default() {
                header.docs = docs;
            }
            let is_known = header
                .operations
                .last()
                .is_some_and(|last| std::ptr::eq(*last, operation));
            if !is_known {
                header.operations.push(operation);
            }
        }
    }
    let headers: Vec<Header> = known
        .into_iter()
        .filter_map(|(lower, header)| {
            Some(Header {
                name: methods.get(&lower)?.clone(),
                wire: header.wire.to_owned(),
                ty: header.ty.cloned(),
                is_json: header.is_json,
                docs: header.docs.clone(),
                more: header.operations.len().saturating_sub(NAMED),
                operations: header.operations.into_iter().take(NAMED).map(method).collect(),
            })
        })
        .collect();
    (!headers.is_empty()).then_some(Headers { type_name, headers })
}

fn method(operation: &Operation) -> MethodPath {
    MethodPath {
        group: operation.group.clone(),
        name: operation.name.clone(),
    }
}

fn of_operation(operation: &Operation) -> impl Iterator<Item = &ResponseHeader> {
    let streams = operation
        .streaming
        .iter()
        .flat_map(|streaming| &streaming.success.cases);
    let cases = operation
        .success
        .cases
        .iter()
        .chain(streams)
        .chain(&operation.failure.cases);
    cases.flat_map(|response| &response.headers)
}

/// Returns the type of a header that is there.
fn value_type<'a>(api: &'a Api, ty: &'a Type) -> &'a Type {
    match api.resolve(ty) {
        Type::Nullable(inner) | Type::Boxed(inner) => value_type(api, inner),
        resolved => resolved,
    }
}

/// Returns the one of two types that holds the values of both, if one does.
fn wider<'a>(a: &'a Type, b: &'a Type) -> Option<&'a Type> {
    let holds = |wide: &Type, narrow: &Type| match (wide, narrow) {
        (Type::Integer(wide), Type::Integer(narrow)) => {
            let ((wide_low, wide_high), (low, high)) = (bits(*wide), bits(*narrow));
            wide_low >= low && wide_high >= high
        }
        (Type::Double, Type::Float) => true,
        (wide, narrow) => wide == narrow,
    };
    match (holds(a, b), holds(b, a)) {
        (true, _) => Some(a),
        (false, true) => Some(b),
        (false, false) => None,
    }
}

/// Returns how many bits an integer has below zero and above.
fn bits(integer: Integer) -> (u32, u32) {
    match integer {
        Integer::I8 => (7, 7),
        Integer::I16 => (15, 15),
        Integer::I32 => (31, 31),
        Integer::I64 => (63, 63),
        Integer::U8 => (0, 8),
        Integer::U16 => (0, 16),
        Integer::U32 => (0, 32),
        Integer::U64 => (0, 64),
    }
}
