//! What sends webhooks and callbacks: a client of those that receive them, whose calls have a URL each.

use std::collections::BTreeSet;

use super::super::named::{Api, Operation};
use super::super::operation::{self, Method, OperationItems};
use super::super::scope::{Module, Scope, names_of_operation};
use super::super::{Argument, Import, Name, RuntimeFeature, RustType, name};
use specwright_document::order;

/// The module `sender`.
#[derive(Clone, PartialEq)]
pub struct Sender<'a> {
    /// What it imports.
    pub imports: Vec<Import<'a>>,
    /// The methods.
    pub methods: Vec<Method<'a>>,
    /// The types of their requests, bodies and responses.
    pub items: Vec<OperationItems<'a>>,
    /// The type of requests that have setters.
    pub request: Option<Name>,
    /// The names of what sends, and of its builder.
    pub names: (Name, Name),
}

/// Plans the module `sender` of the webhooks and callbacks.
pub(super) fn sender<'a>(api: &'a Api, features: &mut BTreeSet<RuntimeFeature>) -> Sender<'a> {
    let taken = api.webhooks.iter().flat_map(names_of_operation);
    let mut taken = order::set(taken.map(|name| name.as_str().to_owned()));
    let names = (
        name::unique("Sender", "OfWebhooks", &mut taken),
        name::unique("SenderBuilder", "OfWebhooks", &mut taken),
    );
    let has_setters = api.webhooks.iter().any(Operation::has_setters);
    let request = has_setters.then(|| name::unique("OperationRequest", "WithSetters", &mut taken));
    let scope = Scope::of_server(api, Module::Sender, taken).with_request_type(request.clone());
    let methods = api.webhooks.iter();
    let methods = methods.flat_map(|operation| operation::methods(&scope, operation));
    let methods = methods.map(|method| Method {
        url: Some(url(&method)),
        ..method
    });
    let methods = methods.collect();
    let items = api.webhooks.iter();
    let items = items.map(|operation| operation::items(&scope, operation));
    let items = items.collect();
    scope.item(&[]);
    scope.uses_runtime();
    scope.add_runtime_features(features);
    Sender {
        imports: scope.imports(),
        methods,
        items,
        request,
        names,
    }
}

/// Returns the argument for the URL, beside those that a method has.
fn url(method: &Method<'_>) -> Argument {
    let taken = method.arguments.iter();
    let mut taken = order::set(taken.map(|argument| argument.name.as_str().to_owned()));
    Argument {
        name: name::unique("url", "of_receiver", &mut taken),
        ty: RustType::Reference(Box::new(RustType::primitive("str"))),
    }
}
