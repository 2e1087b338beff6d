use super::FeatureName;

/// The place of a [`Feature`] in [`Api::features`](super::Api::features).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FeatureId(pub usize);

/// A feature of the crate: what the operations of a tag need is there with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feature {
    /// The feature's name.
    pub name: FeatureName,
    /// The tag, exactly.
    pub tag: String,
}
