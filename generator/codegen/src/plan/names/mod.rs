//! The Rust names of a client: all of them, for the whole document, chosen in one place.
//!
//! A name depends on those that were chosen before it in the same scope. Names are therefore given in the document's
//! order, to what is not wanted as well: a client of a part of a document has the names of the client of the whole.

mod ascii;
mod case;
mod chosen;
mod feature_name;
mod groups;
mod inline;
mod locked;
mod operation_ids;
mod operations;
mod responses;
mod rust_name;
mod scope;
mod security;
mod servers;
mod shared;
mod types;
mod variants;

pub use feature_name::FeatureName;
pub use operations::REQUEST_METHODS;
pub use rust_name::RustName;
pub use security::BUILDER_METHODS;
pub use shared::{Outcome, SharedNames, Sharing, TypeWords};

pub(super) use case::snake;
pub(super) use variants::type_word;

use foldhash::HashMap;
use std::collections::BTreeMap;

use specwright_document::diagnostic::Diagnostics;
use specwright_document::lock::Place;
use specwright_document::model::{Api, Origin, Settings};

use crate::threads::both;
use case::{Case, camel};
use chosen::{Chosen, Item};
use locked::{OperationType, ResponseSet, Target};
use scope::Scope;

/// Names that the modules `types` and `operations` use bare.
const PRELUDE: [&str; 4] = ["Option", "Vec", "String", "Box"];

/// The Rust names of a client. Lists have the order of those of the [`Api`] that they are for.
#[derive(Clone)]
pub struct Names {
    /// Of the servers.
    pub servers: Vec<ServerNames>,
    /// Of the security schemes.
    pub security_schemes: Vec<SchemeNames>,
    /// Of the operations.
    pub operations: Vec<OperationNames>,
    /// Of the groups, in the order in which operations have their tags, if they are asked for.
    pub groups: Vec<GroupNames>,
    /// Of the types.
    pub types: Vec<TypeNames>,
    /// The types in the order in which they were named: places in `types`.
    pub type_order: Vec<usize>,
    /// The constants for XML.
    pub xml: Vec<RustName>,
    /// The type of requests that have setters, in the module `operations`.
    pub request_type: RustName,
    /// The type of the headers of responses, in the module `operations`.
    pub headers_type: RustName,
    /// Its methods, by the headers' names in lower case.
    pub headers: HashMap<String, RustName>,
    /// The features, by their tags, if they are asked for.
    pub features: HashMap<String, FeatureName>,
    /// The names that those are made of.
    feature_names: HashMap<String, RustName>,
    /// Those of definitions that several places share, which are given once it is known which do.
    pub shared: SharedNames,
    /// All names, by place, if a lock is to keep them.
    pub lock: Option<BTreeMap<Place, String>>,
}

/// The names that a server gives.
#[derive(Clone)]
pub struct ServerNames {
    /// The variant.
    pub name: RustName,
    /// Of its variables.
    pub variables: Vec<VariableNames>,
}

/// The names that a variable of a server gives.
#[derive(Clone)]
pub struct VariableNames {
    /// The field.
    pub name: RustName,
    /// The enum of its values.
    pub type_name: RustName,
    /// The variants of that.
    pub values: Vec<RustName>,
}

/// The names that a security scheme gives: methods of the client's builder.
#[derive(Clone)]
pub struct SchemeNames {
    /// Takes the secret.
    pub name: RustName,
    /// Takes a source of tokens, where the secret is a bearer token.
    pub source: Option<RustName>,
    /// Takes what the flow `clientCredentials` needs, if the scheme has it.
    pub client_credentials: Option<RustName>,
}

/// The names that a group of operations gives.
#[derive(Clone)]
pub struct GroupNames {
    /// The tag.
    pub tag: String,
    /// The client's method.
    pub name: RustName,
    /// The type.
    pub type_name: RustName,
}

/// The names that an operation gives.
#[derive(Clone)]
pub struct OperationNames {
    /// The method of the client, or of its group.
    pub name: RustName,
    /// The method of a client without groups, after which all else is named.
    flat: RustName,
    /// The group that it is in: a place in [`Names::groups`].
    pub group: Option<usize>,
    /// The type of the request.
    pub request: RustName,
    /// Arguments or setters: one for each parameter.
    pub parameters: Vec<RustName>,
    /// Of the body, if it has one.
    pub body: Option<BodyNames>,
    /// Of the responses of calls that succeed.
    pub success: ResponseNames,
    /// Of the responses of calls that fail.
    pub failure: ResponseNames,
    /// Of the methods that give its pages, if it has pages.
    pub pages: Option<PagesNames>,
    /// Of the form that responds with a stream.
    pub streaming: Option<StreamingNames>,
}

/// The names of the form of an operation that responds with a stream.
#[derive(Clone)]
pub struct StreamingNames {
    /// The client's method.
    pub name: RustName,
    /// The method of a client without groups.
    flat: RustName,
    /// The request's type.
    pub request: RustName,
    /// Of the responses of calls that succeed.
    pub success: ResponseNames,
}

/// The names of the methods that give an operation's pages.
#[derive(Clone)]
pub struct PagesNames {
    /// The method that gives pages.
    pub pages: RustName,
    /// The method that gives the items of all pages as a stream, and the one that collects them, if it is known where items
    /// are.
    pub items: Option<(RustName, RustName)>,
}

/// The names that the body of a request gives.
#[derive(Clone)]
pub struct BodyNames {
    /// The argument or setter.
    pub name: RustName,
    /// The enum of its variants, if there are several.
    pub type_name: Option<RustName>,
    /// Of the variants.
    pub variants: Vec<BodyVariantNames>,
}

/// The names that one media type of a body gives.
#[derive(Clone)]
pub struct BodyVariantNames {
    /// The variant.
    pub name: RustName,
    /// The struct of its parts, if it is a form of several.
    pub form: Option<RustName>,
    /// The fields of that.
    pub parts: Vec<RustName>,
}

/// The names that the responses of an operation give.
#[derive(Clone)]
pub struct ResponseNames {
    /// The enum; `None` where one type serves all.
    pub type_name: Option<RustName>,
    /// Its variants: one for each response.
    pub variants: Vec<RustName>,
    /// The variant for any other status, if it has one.
    pub undocumented: Option<RustName>,
    /// The variant for a body that is not what the document says, if it has one.
    pub undecoded: Option<RustName>,
    /// What they contribute to the name of an enum that they share.
    pub sharing: Sharing,
}

/// The names that a type gives.
#[derive(Clone)]
pub struct TypeNames {
    /// The item in the module `types`.
    pub name: RustName,
    /// Its fields, or variants.
    pub members: Vec<RustName>,
    /// The field or variant for what the document does not list, if it has one.
    pub rest: Option<RustName>,
    /// Whether the title of the schema only repeats the name.
    pub is_titled_so: bool,
    /// What it contributes to the name of a definition that it shares.
    pub sharing: Sharing,
}

/// Gives everything in `api` a name. Operations that have none in the document are reported.
pub fn assign(api: &Api, settings: &Settings, diagnostics: &mut Diagnostics) -> Names {
    let mut chosen = Chosen::new(api, settings, diagnostics);
    // One scope for both modules, so that a program can import all of both.
    let mut items = Scope::with_reserved(&PRELUDE);
    chosen.reserve(&mut items, (0..api.types.len()).map(Item::Type));
    chosen.reserve_locked(&mut items, operation_types(api));
    chosen.reserve_locked(&mut items, shared_definitions(api));
    let components = types::Components::assign(api, &chosen, &mut items);
    chosen.check(&mut items, "the schema");
    let is_free = chosen.is_free();
    let (assigned, members) = both(
        || operations::assign(api, settings, &mut chosen, &mut items, diagnostics),
        || is_free.then(|| types::free_members(api)),
    );
    let operations::Assigned {
        mut operations,
        request_type,
        headers_type,
        headers,
    } = assigned;
    let mut type_names = types::TypeNaming::new(api, &operations, components, &chosen);
    let (types, type_order) = type_names.assign(&mut chosen, &mut items, members);
    chosen.check(&mut items, "the type");
    let xml = xml(api, &mut type_names);
    // Only now, so that types are named as in a client without groups.
    let groups = match settings.group_by_tag {
        true => groups::assign(api, &mut operations, &mut chosen, &operations::CLIENT_METHODS),
        false => Vec::new(),
    };
    let servers = servers::assign(&api.servers, &mut chosen);
    let security_schemes = security::assign(&api.security_schemes, &mut chosen);
    let feature_names = match settings.tag_features {
        true => features(api, &mut chosen),
        false => HashMap::default(),
    };
    let features = feature_names
        .iter()
        .filter_map(|(tag, name)| Some((tag.clone(), FeatureName::of(name)?)));
    chosen.report(diagnostics);
    let mut names = Names {
        groups,
        servers,
        security_schemes,
        features: features.collect(),
        feature_names,
        operations,
        types,
        type_order,
        xml,
        request_type,
        headers_type,
        headers,
        shared: SharedNames::new(items),
        lock: None,
    };
    if settings.lock.is_some() {
        names.lock = Some(locked::entries(api, &names));
    }
    names
}

/// Returns all that may be an item of an operation in the module `operations`.
fn operation_types(api: &Api) -> impl Iterator<Item = Target> {
    let operations = api.operations.iter().enumerate();
    operations.flat_map(|(index, operation)| {
        let variants = operation.body.as_ref().map_or(0, |body| body.variants.len());
        let types = [
            OperationType::Request,
            OperationType::Body,
            OperationType::Success,
            OperationType::Failure,
            OperationType::StreamRequest,
            OperationType::StreamSuccess,
        ];
        let forms = (0..variants).map(OperationType::Form);
        let types = types.into_iter().chain(forms);
        types.map(move |what| Target::OperationType(index, what))
    })
}

/// Returns all places that may share a definition with others.
fn shared_definitions(api: &Api) -> impl Iterator<Item = Target> {
    let sets = [
        ResponseSet::Success,
        ResponseSet::Failure,
        ResponseSet::StreamSuccess,
    ];
    let operations = 0..api.operations.len();
    let responses = operations.flat_map(move |index| sets.map(|set| Target::SharedResponses(index, set)));
    (0..api.types.len()).map(Target::SharedType).chain(responses)
}

/// Returns whether two texts make the same name, so that one of them says nothing beside the other.
pub(super) fn are_alike(a: &str, b: &str) -> bool {
    camel(a) == camel(b)
}

/// Makes the names of the constants for XML.
fn xml(api: &Api, types: &mut types::TypeNaming<'_>) -> Vec<RustName> {
    let mut names = Scope::default();
    let mut constant = |text: &str| {
        let snake = names.claim(text, Case::Snake, &["Xml"]);
        RustName::new(&snake.as_str().to_uppercase()).unwrap_or(snake)
    };
    let schemas = api.xml.iter();
    schemas
        .map(|schema| match api.origin(schema.origin) {
            Origin::Component(key) => constant(key),
            _ => constant(&types.text(schema.origin)),
        })
        .collect()
}

/// Makes the names of features, by tag.
fn features(api: &Api, chosen: &mut Chosen<'_>) -> HashMap<String, RustName> {
    let mut names = Scope::with_reserved(&["default", "specwright_runtime"]);
    chosen.reserve(&mut names, chosen.tags());
    let tags = || api.operations.iter().flat_map(|operation| &operation.tags);
    chosen.reserve_locked(&mut names, tags().map(|tag| Target::Feature(tag.clone())));
    let mut features = HashMap::default();
    for tag in tags() {
        if !features.contains_key(tag) {
            let target = Target::Feature(tag.clone());
            let name = chosen.claim_tag(target, tag, &mut names, Case::Snake, "tag");
            features.insert(tag.clone(), name);
        }
    }
    chosen.check(&mut names, "the tag");
    features
}
