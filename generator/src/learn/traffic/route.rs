//! Which operation a request was for, by server, method and path.

use foldhash::HashMap;

use super::server::{Server, segment_fits};
use crate::outputs::shapes::{OperationShape, Shapes};

/// The operations of a document, as requests name them.
pub(crate) struct Routes<'a> {
    operations: &'a [OperationShape],
    groups: Vec<Group<'a>>,
    /// Servers beside those of the document.
    further: Vec<Server>,
}

/// Operations that have the same servers.
struct Group<'a> {
    servers: Vec<Server>,
    tree: Tree<'a>,
}

/// Paths by their segments: a file has more requests than can be compared with each operation.
struct Tree<'a> {
    /// The first is the one that paths begin at.
    nodes: Vec<Node<'a>>,
    /// How many segments the longest path has.
    longest: usize,
}

/// What follows a beginning of paths.
#[derive(Default)]
struct Node<'a> {
    plain: HashMap<&'a str, usize>,
    /// Segments with parameters.
    templates: Vec<(&'a str, usize)>,
    /// The operations whose paths end here.
    ends: Vec<usize>,
}

impl<'a> Routes<'a> {
    /// Takes the operations of a document, which further servers may have, too.
    pub(crate) fn new(shapes: &'a Shapes, further: &[String]) -> Self {
        let mut groups: Vec<Group<'a>> = Vec::new();
        let mut numbers: HashMap<&[String], usize> = HashMap::default();
        for (index, operation) in shapes.operations.iter().enumerate() {
            let number = *numbers.entry(&operation.servers).or_insert_with(|| {
                groups.push(Group::of(&operation.servers));
                groups.len() - 1
            });
            groups[number].tree.add(&operation.path, index);
        }
        Self {
            operations: &shapes.operations,
            groups,
            further: further.iter().map(|url| Server::of(url)).collect(),
        }
    }

    /// Returns the id of the operation that a request was for: of several, the one whose path has the fewest parameters.
    pub(super) fn operation(&self, method: &str, url: &str) -> Option<&'a str> {
        let url = url.split(['?', '#']).next().unwrap_or_default();
        let called = Server::of(url);
        let mut found = Vec::new();
        for group in &self.groups {
            let servers = group.servers.iter().chain(&self.further);
            for path in servers.filter_map(|server| server.rest(&called)) {
                group.tree.find(path, &mut found);
            }
        }
        let of_method = found.into_iter().filter(|index| {
            let own: &OperationShape = &self.operations[*index];
            own.method.eq_ignore_ascii_case(method)
        });
        let parameters = |index: usize| self.operations[index].path.matches('{').count();
        let most_exact = of_method.min_by_key(|index| (parameters(*index), *index))?;
        Some(&self.operations[most_exact].id)
    }
}

impl Group<'_> {
    fn of(servers: &[String]) -> Self {
        Self {
            servers: match servers {
                [] => vec![Server::of("/")],
                servers => servers.iter().map(|url| Server::of(url)).collect(),
            },
            tree: Tree::new(),
        }
    }
}

impl<'a> Tree<'a> {
    fn new() -> Self {
        Tree {
            nodes: vec![Node::default()],
            longest: 0,
        }
    }

    fn add(&mut self, template: &'a str, operation: usize) {
        let mut at = 0;
        for (index, segment) in template.trim_matches('/').split('/').enumerate() {
            self.longest = self.longest.max(index + 1);
            let next = self.nodes.len();
            let node = &mut self.nodes[at];
            let known = match segment.contains('{') {
                false => *node.plain.entry(segment).or_insert(next),
                true => {
                    let segment = without_name(segment);
                    let known = node.templates.iter().find(|(known, _)| *known == segment);
                    let known = known.map(|(_, known)| *known);
                    known.unwrap_or_else(|| {
                        node.templates.push((segment, next));
                        next
                    })
                }
            };
            if known == next {
                self.nodes.push(Node::default());
            }
            at = known;
        }
        self.nodes[at].ends.push(operation);
    }

    /// Adds the operations whose paths a path is. No node is looked at twice: it stands behind one beginning.
    fn find(&self, path: &str, found: &mut Vec<usize>) {
        let segments = path.trim_matches('/').split('/').take(self.longest + 1);
        let segments: Vec<&str> = segments.collect();
        let mut open = vec![(0, 0)];
        while let Some((at, depth)) = open.pop() {
            let node = &self.nodes[at];
            let Some(segment) = segments.get(depth) else {
                found.extend(&node.ends);
                continue;
            };
            let plain = node.plain.get(segment).copied();
            let fitting = node
                .templates
                .iter()
                .filter(|(template, _)| segment_fits(template, segment));
            let next = plain.into_iter().chain(fitting.map(|(_, next)| *next));
            open.extend(next.map(|next| (next, depth + 1)));
        }
    }
}

/// Returns a segment that is one parameter without the name, so that all of them are one.
fn without_name(segment: &str) -> &str {
    let name = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    match name.is_some_and(|name| !name.contains(['{', '}'])) {
        true => "{}",
        false => segment,
    }
}

#[cfg(test)]
mod tests {
    use super::Tree;

    fn found(templates: &[&'static str], path: &str) -> Vec<usize> {
        let mut tree = Tree::new();
        for (index, template) in templates.iter().enumerate() {
            tree.add(template, index);
        }
        let mut found = Vec::new();
        tree.find(path, &mut found);
        found.sort_unstable();
        found
    }

    #[test]
    fn a_path_is_one_of_each_template_that_fits_all_of_it() {
        let templates = [
            "/pets",
            "/pets/{id}",
            "/pets/{name}",
            "/pets/mine",
            "/pets/{id}.json",
            "/{any}/{id}/toys",
            "/",
        ];
        assert_eq!(found(&templates, "pets"), [0]);
        assert_eq!(found(&templates, "/pets/7"), [1, 2]);
        assert_eq!(found(&templates, "pets/mine/"), [1, 2, 3]);
        assert_eq!(found(&templates, "pets/7.json"), [1, 2, 4]);
        assert_eq!(found(&templates, "pets/7/toys"), [5]);
        assert_eq!(found(&templates, ""), [6]);
        assert!(found(&templates, "pets/7/toys/1").is_empty());
        assert!(
            found(&templates, "pets//toys").is_empty(),
            "a parameter is not empty"
        );
    }

    #[test]
    fn the_number_of_operations_does_not_matter_to_a_request() {
        let templates: Vec<String> = (0..3000).map(|index| format!("/r{index}/{{id}}/x")).collect();
        let mut tree = Tree::new();
        for (index, template) in templates.iter().enumerate() {
            tree.add(template, index);
        }
        let started = std::time::Instant::now();
        for request in 0..30_000 {
            let mut found = Vec::new();
            tree.find(&format!("r{}/7/x", request % 3000), &mut found);
            assert_eq!(found, [request % 3000]);
        }
        assert!(started.elapsed().as_secs() < 10, "{:?}", started.elapsed());
    }
}
