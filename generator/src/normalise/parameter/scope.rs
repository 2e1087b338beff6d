use openapiv3::{ReferenceOr, RequestBody};

use super::Location;
use crate::normalise::path::{Template, parameters_of};
use crate::normalise::reference::name::folded;

/// What the path around says of parameters.
#[derive(Clone, Default)]
pub(in crate::normalise) struct Scope {
    /// Names in the template that no parameter is declared for yet.
    pub(super) undeclared: Vec<String>,
    /// All names in the template.
    pub(super) template: Vec<String>,
    /// Names in the template's query that no parameter is declared for yet.
    pub(super) query: Vec<String>,
    /// Without a template there is nothing to check: a webhook.
    pub(super) has_template: bool,
    /// The body that the parameters of the path item make, in Swagger 2.0.
    pub(super) body: Option<ReferenceOr<RequestBody>>,
}

impl Scope {
    pub(in crate::normalise) fn of(template: &Template) -> Self {
        let path = template.key.split(['?', '#']).next().unwrap_or_default();
        let names: Vec<String> = parameters_of(path).map(str::to_owned).collect();
        Self {
            undeclared: names.clone(),
            template: names,
            query: template.query.clone(),
            has_template: true,
            body: None,
        }
    }

    pub(super) fn declare(&mut self, name: &str, location: Location) {
        match location {
            Location::Path => self.undeclared.retain(|known| known != name),
            Location::Query => self.query.retain(|known| known != name),
            _ => {}
        }
    }

    /// The name in the template that a declared path parameter means, if it is another one.
    pub(super) fn meant_by(&self, name: &str, only: bool) -> Option<String> {
        let alike = self.undeclared.iter().find(|known| folded(known) == folded(name));
        match (alike, self.undeclared.as_slice()) {
            (Some(alike), _) => Some(alike.clone()),
            (None, [single]) if only => Some(single.clone()),
            _ => None,
        }
    }
}
