use serde_json::Value;

use super::{RawDocument, Spot};

/// An operation as it stands in the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawOperation {
    /// The method as it is sent.
    pub method: String,
    /// The path: the key of `paths`, without a fragment, which some documents have to tell keys apart.
    pub path: String,
    /// Where the operation stands.
    pub spot: Spot,
    /// Where the path item stands.
    pub path_item: Spot,
}

/// The operations under `paths`, in the document's order, those of referenced path items included.
pub fn operations(document: &RawDocument) -> Vec<RawOperation> {
    let paths = document.root_spot().child("paths");
    let Some(Value::Object(entries)) = document.get(&paths) else {
        return Vec::new();
    };
    entries
        .keys()
        .filter(|path| !path.starts_with("x-"))
        .flat_map(|path| path_item_operations(document, path, &paths.child(path)))
        .collect()
}

fn path_item_operations(document: &RawDocument, path: &str, item: &Spot) -> Vec<RawOperation> {
    let mut found: Vec<RawOperation> = Vec::new();
    let mut place = Some(item.clone());
    // A `$ref` may have siblings, which count before what it leads to.
    for _ in 0..16 {
        let Some(spot) = place.take() else { break };
        let Some(value) = document.get(&spot) else { break };
        for (method, operation) in methods(document, value, &spot) {
            if !found.iter().any(|known| known.method == method) {
                found.push(RawOperation {
                    method,
                    path: path.split('#').next().unwrap_or_default().to_owned(),
                    spot: operation,
                    path_item: spot.clone(),
                });
            }
        }
        place = value
            .get("$ref")
            .and_then(Value::as_str)
            .and_then(|reference| document.resolve(&spot.file, reference));
    }
    found
}

fn methods(document: &RawDocument, item: &Value, spot: &Spot) -> Vec<(String, Spot)> {
    let known = [
        "get", "put", "post", "delete", "options", "head", "patch", "trace",
    ];
    let version = document.version();
    let query = (
        "query",
        version.starts_with("3.") && !version.starts_with("3.0") && !version.starts_with("3.1"),
    );
    let fixed = known
        .into_iter()
        .chain(query.1.then_some(query.0))
        .map(|method| (method.to_uppercase(), spot.child(method)));
    let additional = spot.child("additionalOperations");
    let more = item
        .get("additionalOperations")
        .and_then(Value::as_object)
        .filter(|_| query.1)
        .into_iter()
        .flat_map(|map| map.keys())
        .map(|method| (method.clone(), additional.child(method)));
    fixed
        .chain(more)
        .filter(|(_, spot)| document.get(spot).is_some_and(Value::is_object))
        // Documents of many files refer to operations, too.
        .filter_map(|(method, spot)| Some((method, document.follow(&spot)?)))
        .collect()
}
