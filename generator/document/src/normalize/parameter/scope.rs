use crate::description::{Location, RequestBody, Shared};
use crate::normalize::reference::name::folded;
use crate::normalize::repair::path::{Template, parameters_of};
use crate::normalize::swagger20::Form;
use crate::source::Text;

/// What the path around says of parameters.
#[derive(Clone, Default)]
pub(in crate::normalize) struct Scope {
    /// Names in the template that no parameter is declared for yet.
    pub(super) undeclared: Vec<Text>,
    /// All names in the template.
    pub(super) template: Vec<Text>,
    /// Names in the template's query that no parameter is declared for yet.
    pub(super) query: Vec<Text>,
    /// All names in braces of the template's query, and what each is called in the query.
    in_query: Vec<(Text, Text)>,
    /// Names in braces of what follows a `#`, which is not sent.
    unsent: Vec<Text>,
    /// Without a template there is nothing to check: a webhook.
    pub(super) has_template: bool,
    /// The body that the parameters of the path item make, in Swagger 2.0.
    pub(super) body: Option<Shared<RequestBody>>,
    /// The fields that the parameters of the path item are of a form, in Swagger 2.0.
    pub(super) form: Form,
}

impl Scope {
    pub(in crate::normalize) fn of(template: &Template) -> Self {
        let path = template.path.split('?').next().unwrap_or_default();
        let names: Vec<Text> = parameters_of(path).map(Text::from).collect();
        Self {
            undeclared: names.clone(),
            template: names,
            query: template
                .query
                .iter()
                .map(|parameter| parameter.name.as_str().into())
                .collect(),
            in_query: template
                .query
                .iter()
                .map(|parameter| {
                    (
                        parameter.in_braces.as_str().into(),
                        parameter.name.as_str().into(),
                    )
                })
                .collect(),
            unsent: parameters_of(template.fragment.as_deref().unwrap_or_default())
                .map(Text::from)
                .collect(),
            has_template: true,
            ..Self::default()
        }
    }

    /// Notes that a parameter is declared.
    pub(super) fn declare(&mut self, name: &Text, location: Location) {
        match location {
            Location::Path => self.undeclared.retain(|known| known != name),
            Location::Query => self.query.retain(|known| known != name),
            _ => {}
        }
    }

    /// Returns what a declared path parameter is called in the template's query, if it stands there.
    pub(super) fn in_query(&self, name: &str) -> Option<&Text> {
        let mut in_query = self.in_query.iter();
        in_query.find_map(|(in_braces, in_query)| (**in_braces == *name).then_some(in_query))
    }

    /// Returns whether a declared path parameter stands where nothing is sent.
    pub(super) fn is_unsent(&self, name: &str) -> bool {
        self.unsent.iter().any(|unsent| **unsent == *name)
    }

    /// Returns the name in the template that a declared path parameter means, if it is another one.
    pub(super) fn meant_by(&self, name: &str, is_only_one: bool) -> Option<Text> {
        let alike = self.undeclared.iter().find(|known| folded(known) == folded(name));
        match (alike, self.undeclared.as_slice()) {
            (Some(alike), _) => Some(alike.clone()),
            (None, [single]) if is_only_one => Some(single.clone()),
            _ => None,
        }
    }
}
