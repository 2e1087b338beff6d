//! The paths under which a document's servers have its operations.

use serde_json::Value;

use super::read::{entries, list, text};

/// Returns the paths of the document's servers, with the defaults of their variables.
pub(super) fn base_paths(document: &Value) -> Vec<String> {
    let paths = list(document, "servers").iter().filter_map(|server| {
        let mut url = text(server, "url");
        for (name, variable) in entries(server, "variables") {
            url = url.replace(&format!("{{{name}}}"), &text(variable, "default"));
        }
        let behind = url.split_once("://").map_or(url.as_str(), |(_, behind)| behind);
        let path = match url.starts_with('/') {
            true => url.as_str(),
            false => &behind[behind.find('/')?..],
        };
        let path = path
            .split(['?', '#'])
            .next()
            .unwrap_or_default()
            .trim_end_matches('/');
        (!path.is_empty()).then(|| path.to_owned())
    });
    let mut paths: Vec<String> = paths.collect();
    paths.sort_by_key(|path| std::cmp::Reverse(path.len()));
    paths.dedup();
    paths
}
