use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use crate::order::IndexMap;

use super::{Header, Parameter, RequestBody, Response, SchemaId, SecurityScheme, Source};
use crate::source::Text;

/// The kinds of components that keep their identity: every reference to one place is a reference to one component.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Kind {
    Schema,
    Response,
    Parameter,
    RequestBody,
    Header,
}

impl Kind {
    /// Returns the key in `components`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Schema => "schemas",
            Self::Response => "responses",
            Self::Parameter => "parameters",
            Self::RequestBody => "requestBodies",
            Self::Header => "headers",
        }
    }
}

/// What has a name of its own, in the document's order; what became a component by being referred to comes last
/// ([Components Object](https://spec.openapis.org/oas/v3.2.0#components-object)).
#[derive(Default)]
pub struct Components {
    /// `schemas`. A component that only refers to another one is a schema with that one in its `allOf`.
    pub schemas: IndexMap<Text, SchemaId>,
    /// `responses`.
    pub responses: Vec<Component<Response>>,
    /// `parameters`.
    pub parameters: Vec<Component<Parameter>>,
    /// `requestBodies`.
    pub request_bodies: Vec<Component<RequestBody>>,
    /// `headers`.
    pub headers: Vec<Component<Header>>,
    /// `securitySchemes`.
    pub security_schemes: Vec<SecurityScheme>,
}

/// A component.
pub struct Component<T> {
    /// The key in `components`, which is unique among those of its kind.
    pub name: Text,
    /// Where it stands.
    pub source: Source,
    /// What it is, or the component that it stands for. References do not run in circles, but for a component that is
    /// itself: it can't be used, which a diagnostic says, and [`Shared::resolve`] gives nothing for it.
    pub item: Shared<T>,
}

/// The place of a [`Component`] in the list of its kind.
pub struct Id<T>(u32, PhantomData<fn() -> T>);

impl<T> Id<T> {
    /// Returns the id of the component at `index` of its list.
    pub fn new(index: usize) -> Self {
        // A list of so many components would not fit into memory.
        Self(u32::try_from(index).unwrap_or(u32::MAX), PhantomData)
    }

    /// Returns the place in its list.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Id<T> {}

impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<T> Eq for Id<T> {}

impl<T> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// A value of a place's own, or a component.
#[derive(Clone, PartialEq)]
pub enum Shared<T> {
    /// The component, which other places may refer to as well.
    Component(Id<T>),
    /// The value that stands there itself.
    Inline(T),
}

impl<T> Shared<T> {
    /// Returns the value, and the component that it is, where it is one.
    ///
    /// `components` is the list of the kind. The last component of a chain is returned.
    pub fn resolve<'a>(&'a self, components: &'a [Component<T>]) -> Option<(&'a T, Option<Id<T>>)> {
        let (mut item, mut component) = (self, None);
        // References do not run in circles, so that no chain is longer than the list.
        for _ in 0..=components.len() {
            match item {
                Self::Inline(value) => return Some((value, component)),
                Self::Component(id) => {
                    component = Some(*id);
                    item = &components.get(id.index())?.item;
                }
            }
        }
        None
    }
}
