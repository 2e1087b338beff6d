use super::named::Api;
use super::{ClientPlan, RuntimeFeature, examples, server_side};
use specwright_document::order;

/// What comes with a client where it is asked for. Without it, the client is the same.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Companions {
    /// What the document describes of responses, as text: the client can then record what servers send otherwise.
    pub shapes: Option<String>,
    /// The description as text, for programs that read it while they run.
    pub description: Option<String>,
    /// Whether there is the server's side, which reads the description.
    pub server: bool,
    /// Whether there is a mock of the server, too, and types have values of their own, which are made by the description.
    pub mock: bool,
}

impl<'a> ClientPlan<'a> {
    /// Adds what comes with the client of an API.
    pub fn with(mut self, companions: &Companions, api: &'a Api) -> Self {
        if companions.shapes.is_some() {
            self.runtime_features.insert(RuntimeFeature::Record);
        }
        self.shapes.clone_from(&companions.shapes);
        self.description.clone_from(&companions.description);
        if companions.mock
            && let Some(description) = &companions.description
        {
            self.examples = examples::examples(api, &self.types.items, description);
        }
        if (companions.server || companions.mock) && !api.types_only {
            let of_client = self.runtime_features.clone();
            let features = &mut self.runtime_features;
            self.server_side = Some(server_side::server_side(api, companions.mock, features));
            self.server_features = order::set(self.runtime_features.difference(&of_client).copied());
        }
        self
    }
}
