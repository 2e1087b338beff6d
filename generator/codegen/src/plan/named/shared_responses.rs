//! Responses that operations have in common: one enum is defined, and each operation has a name of its own for it.
//!
//! What operations say of their responses for people is not part of that: it stands where all say the same, or else at each of the
//! operations.

use foldhash::HashMap;

use super::features::MOST;
use super::{
    Api, FeatureId, Operation, Payload, Response, Responses, RustName, SharedResponses, Type, TypeDef,
    TypeKind,
};
use crate::plan::names::{self, Outcome, SharedNames};
use specwright_document::model::{Docs, StatusPattern, TypeId};
use specwright_document::order;

/// What tells an enum of responses from others.
#[derive(PartialEq, Eq, Hash)]
struct Outline {
    outcome: Outcome,
    cases: Vec<(RustName, StatusPattern, Vec<String>, Payload)>,
    undocumented: Option<RustName>,
    undecoded: Option<RustName>,
}

/// An enum of responses of an operation: the operation's place, and which of its enums it is.
type Use = (usize, usize);

/// Has operations with the same responses share an enum.
pub(super) fn share(api: &mut Api, names: &mut SharedNames) {
    let mut order: Vec<Vec<Use>> = Vec::new();
    let mut known: HashMap<Outline, usize> = HashMap::default();
    for (index, operation) in api.operations.iter_mut().enumerate() {
        for (which, (outcome, responses)) in enums(operation).into_iter().enumerate() {
            if responses.type_name.is_none() {
                continue;
            }
            let outline = outline(&api.types, outcome, responses);
            let place = *known.entry(outline).or_insert_with(|| {
                order.push(Vec::new());
                order.len() - 1
            });
            order[place].push((index, which));
        }
    }
    for uses in order.iter().filter(|uses| uses.len() > 1) {
        let shared = define(api, uses, names);
        for &(index, which) in uses {
            let (_, responses) = &mut enums(&mut api.operations[index])[which];
            responses.same_as = Some(shared.name.clone());
        }
        api.shared_responses.push(shared);
    }
    order::sort_by(&mut api.shared_responses, |a, b| a.name.cmp(&b.name));
}

/// Returns the enums that an operation may have.
fn enums(operation: &mut Operation) -> Vec<(Outcome, &mut Responses)> {
    let streams = operation
        .streaming
        .as_mut()
        .map(|streaming| &mut streaming.success);
    [
        (Outcome::Success, &mut operation.success),
        (Outcome::Failure, &mut operation.failure),
    ]
    .into_iter()
    .chain(streams.map(|success| (Outcome::Success, success)))
    .collect()
}

fn outline(types: &[TypeDef], outcome: Outcome, responses: &Responses) -> Outline {
    let cases = responses.cases.iter().map(|case| {
        let payload = defined_payload(types, &case.payload);
        (case.name.clone(), case.status, case.media_types.clone(), payload)
    });
    Outline {
        outcome,
        cases: cases.collect(),
        undocumented: responses.undocumented.clone(),
        undecoded: responses.undecoded.clone(),
    }
}

/// Returns a payload with the definitions in place of the names that places have for them.
fn defined_payload(types: &[TypeDef], payload: &Payload) -> Payload {
    let mut payload = payload.clone();
    if let Payload::Json(ty)
    | Payload::Any(ty)
    | Payload::Xml(ty, _)
    | Payload::EventStream(ty)
    | Payload::JsonLines(ty) = &mut payload
    {
        ty.for_each_mut(&mut |ty| {
            while let Type::Named(TypeId(index)) = ty
                && let TypeDef {
                    component: None,
                    kind: TypeKind::Alias(Type::Named(next)),
                    ..
                } = &types[*index]
            {
                *ty = Type::Named(*next);
            }
        });
    }
    payload
}

/// Returns the definition of the enum that these uses share.
fn define(api: &mut Api, uses: &[Use], names: &mut SharedNames) -> SharedResponses {
    let operations: Vec<&Operation> = uses.iter().map(|(index, _)| &api.operations[*index]).collect();
    let features = features(&operations);
    let mut outcome = Outcome::Failure;
    let mut all: Vec<Responses> = Vec::with_capacity(uses.len());
    for &(index, which) in uses {
        let (of, responses) = &enums(&mut api.operations[index])[which];
        outcome = *of;
        all.push((**responses).clone());
    }
    let cases = common_cases(&api.types, &all);
    let statuses: Vec<StatusPattern> = cases.iter().map(|case| case.status).collect();
    let sharing: Vec<&names::Sharing> = all.iter().map(|responses| &responses.sharing).collect();
    let name = names.name_responses(&sharing, outcome, &statuses, &bodies(&api.types, &cases));
    SharedResponses {
        succeeds: outcome == Outcome::Success,
        features,
        responses: Responses {
            type_name: Some(name.clone()),
            same_as: None,
            cases,
            undocumented: all[0].undocumented.clone(),
            undecoded: all[0].undecoded.clone(),
            sharing: names::Sharing::default(),
        },
        name,
    }
}

/// Returns the features any of which brings one of the operations; none where one of them is always there.
fn features(operations: &[&Operation]) -> Vec<FeatureId> {
    if operations.iter().any(|operation| operation.features.is_empty()) {
        return Vec::new();
    }
    let features = operations.iter().flat_map(|operation| &operation.features);
    let features = order::set(features.copied());
    match features.len() > MOST {
        true => Vec::new(),
        false => features.into_iter().collect(),
    }
}

/// Returns the responses with what all of these say of them.
fn common_cases(types: &[TypeDef], all: &[Responses]) -> Vec<Response> {
    let [first, others @ ..] = all else {
        return Vec::new();
    };
    let cases = first.cases.iter().enumerate().map(|(number, case)| {
        let is_common = |same: fn(&Response, &Response) -> bool| {
            others.iter().all(|other| same(&other.cases[number], case))
        };
        let is_said_by_all = is_common(|one, other| one.docs == other.docs && one.headers == other.headers);
        let mut case = Response {
            payload: defined_payload(types, &case.payload),
            ..case.clone()
        };
        if !is_said_by_all {
            case.docs = Docs::default();
            case.headers = Vec::new();
        }
        case
    });
    cases.collect()
}

/// Returns what the bodies of responses are called, each kind once.
fn bodies(types: &[TypeDef], cases: &[Response]) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for case in cases {
        let word = match &case.payload {
            Payload::Empty => continue,
            Payload::Text => "Text".to_owned(),
            Payload::Binary => "Bytes".to_owned(),
            Payload::Json(ty) | Payload::Any(ty) | Payload::Xml(ty, _) => body(types, ty),
            Payload::EventStream(ty) => format!("{}Events", body(types, ty)),
            Payload::JsonLines(ty) => format!("{}Lines", body(types, ty)),
        };
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

fn body(types: &[TypeDef], ty: &Type) -> String {
    match ty {
        Type::Nullable(inner) | Type::Boxed(inner) => body(types, inner),
        Type::Array(items) => format!("{}List", body(types, items)),
        Type::Map(values) => format!("{}Map", body(types, values)),
        Type::Named(TypeId(index)) => types[*index].name.as_str().to_owned(),
        ty => names::type_word(ty).to_owned(),
    }
}
