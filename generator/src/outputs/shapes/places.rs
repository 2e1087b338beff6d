//! The places of a document that a recorder of the runtime can name.

use foldhash::HashSet;

use serde_json::Value;

use super::Shapes;

impl Shapes {
    /// Returns all places that records may have, as they write them: of operations, of the schemas of their responses, and of all that
    /// describes values in these.
    pub(crate) fn places(&self) -> HashSet<String> {
        let mut places = HashSet::default();
        for operation in &self.operations {
            places.insert(operation.at.clone());
            let contents = operation.responses.iter().flat_map(|response| &response.content);
            places.extend(contents.map(|(_, at, _)| at.clone()));
        }
        let mut own: Vec<String> = Vec::with_capacity(self.nodes.len());
        for node in &self.nodes {
            let at = node["at"].as_str().unwrap_or_default();
            // A node stands behind the one that it is in.
            let within = node["within"].as_u64().and_then(|outer| own.get(outer as usize));
            let at = format!("{}{at}", within.map_or("", String::as_str));
            places.extend(inner(node).map(|key| format!("{at}{key}")));
            own.push(at);
        }
        places.extend(own);
        places
    }
}

/// Returns where the values in those of a schema are described, as pointers from its place.
fn inner(node: &Value) -> impl Iterator<Item = String> {
    let properties = node["properties"].as_object().into_iter().flatten();
    let properties = properties.map(|(name, _)| {
        let name = name.replace('~', "~0").replace('/', "~1");
        format!("/properties/{name}")
    });
    let prefix = node["prefix"].as_array().map_or(0, Vec::len);
    let prefix = (0..prefix).map(|index| format!("/prefixItems/{index}"));
    let items = node.get("items").map(|_| "/items".to_owned());
    let additional = node.get("additional").map(|_| "/additionalProperties".to_owned());
    properties.chain(prefix).chain(items).chain(additional)
}
