//! A feature for each tag, and what it brings.

use foldhash::HashMap;

use crate::plan::named::{Api, Feature, FeatureId, FeatureName, TypeDef, TypeId};
use specwright_document::order;

/// Features that a type may need one of. One that more of them need is always there: listing them all would make the
/// client larger than its gates save.
pub(super) const MOST: usize = 16;

/// Gives the API its features, sorted by name, and each operation and type those by which it is there.
pub(super) fn assign(api: &mut Api, names: &HashMap<String, FeatureName>) {
    let mut features: Vec<Feature> = Vec::new();
    let mut seen: HashMap<&str, ()> = HashMap::default();
    for tag in api.operations.iter().flat_map(|operation| &operation.tags) {
        if let Some(name) = names.get(tag)
            && seen.insert(tag, ()).is_none()
        {
            features.push(Feature {
                name: name.clone(),
                tag: tag.clone(),
            });
        }
    }
    order::sort_by(&mut features, |a, b| a.name.cmp(&b.name));
    let ids: HashMap<&str, FeatureId> = features
        .iter()
        .enumerate()
        .map(|(place, feature)| (feature.tag.as_str(), FeatureId(place)))
        .collect();
    for operation in &mut api.operations {
        let tags = operation.tags.iter();
        operation.features = tags.filter_map(|tag| ids.get(tag.as_str()).copied()).collect();
        order::sort(&mut operation.features);
        operation.features.dedup();
    }
    for group in &mut api.groups {
        let operations = api.operations.iter();
        let mut members = operations.filter(|operation| operation.group.as_ref() == Some(&group.type_name));
        if members.clone().all(|operation| !operation.features.is_empty()) {
            group.features = members
                .by_ref()
                .flat_map(|operation| operation.features.clone())
                .collect();
            order::sort(&mut group.features);
            group.features.dedup();
        }
    }
    let gates = Gates::of(api);
    for (def, gate) in api.types.iter_mut().zip(gates.0) {
        def.features = match gate {
            Gate::Any(mut features) => {
                order::sort(&mut features);
                features
            }
            Gate::Open => Vec::new(),
        };
    }
    api.features = features;
}

/// When a type is there.
#[derive(Clone)]
enum Gate {
    /// With any of these features.
    Any(Vec<FeatureId>),
    /// Always.
    Open,
}

/// When each type is there: with whatever uses it.
struct Gates(Vec<Gate>);

impl Gates {
    fn of(api: &mut Api) -> Self {
        let types = &api.types;
        let mut gates = Self(vec![Gate::Any(Vec::new()); types.len()]);
        for operation in api.operations.iter_mut().chain(&mut api.webhooks) {
            let mut used = Vec::new();
            operation
                .types_mut()
                .into_iter()
                .for_each(|ty| ty.named(&mut used));
            for id in used {
                if operation.features.is_empty() {
                    gates.widen(types, id, None);
                }
                for &feature in &operation.features {
                    gates.widen(types, id, Some(feature));
                }
            }
        }
        // All operations share one view of the headers.
        let mut used = Vec::new();
        let headers = api.headers.iter().flat_map(|headers| &headers.headers);
        headers
            .filter_map(|header| header.ty.as_ref())
            .for_each(|ty| ty.named(&mut used));
        for id in used {
            gates.widen(types, id, None);
        }
        // What no operation uses is there for whoever calls for it.
        for place in 0..types.len() {
            if matches!(&gates.0[place], Gate::Any(features) if features.is_empty()) {
                gates.widen(types, TypeId(place), None);
            }
        }
        gates
    }

    /// Opens the gate of a type, and of all that it uses, to a feature; without one, for good.
    fn widen(&mut self, types: &[TypeDef], id: TypeId, feature: Option<FeatureId>) {
        let mut open = vec![(id, feature)];
        while let Some((id, feature)) = open.pop() {
            let Gate::Any(features) = &mut self.0[id.0] else {
                continue;
            };
            let opened = match feature {
                Some(feature) if features.contains(&feature) => continue,
                Some(feature) if features.len() < MOST => {
                    features.push(feature);
                    Some(feature)
                }
                _ => {
                    self.0[id.0] = Gate::Open;
                    None
                }
            };
            let mut used = Vec::new();
            types[id.0].kind.for_each_use(&mut |ty| ty.named(&mut used));
            open.extend(used.into_iter().map(|id| (id, opened)));
        }
    }
}
