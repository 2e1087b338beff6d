use super::{ClientPlan, RuntimeFeature};

/// What comes with a client where it is asked for. Without it, the client is the same.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Companions {
    /// What the document describes of responses, as text: the client can then record what servers send otherwise.
    pub shapes: Option<String>,
    /// The description as text, for programs that read it while they run.
    pub description: Option<String>,
}

impl ClientPlan<'_> {
    /// Adds what comes with the client.
    pub(crate) fn with(mut self, companions: &Companions) -> Self {
        if companions.shapes.is_some() {
            self.runtime_features.insert(RuntimeFeature::Record);
        }
        self.shapes.clone_from(&companions.shapes);
        self.description.clone_from(&companions.description);
        self
    }
}
