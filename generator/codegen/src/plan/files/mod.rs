//! The client as several files, for people to read: a file for each tag of operations, and for each group of types.

mod name;

pub use name::{ModuleName, of_operation as file_of};

use std::collections::BTreeMap;

use super::docs::{Doc, Span};
use super::named::{Api, Operation, TypeDef};
use super::operation::{self, Method, OperationItems};
use super::scope::Scope;
use super::types::{self, TypeItem};
use super::{ClientPlan, Gate, Import, Path, Scopes};

use name::Files;

/// A client, file by file.
#[derive(Clone, PartialEq)]
pub struct ClientFiles<'a> {
    /// The client without its methods, and the modules `operations` and `types` without what is in their files.
    pub root: ClientPlan<'a>,
    /// The files of the module `operations`, sorted by name.
    pub operations: Vec<OperationsFile<'a>>,
    /// The files of the module `types`, sorted by name.
    pub types: Vec<TypesFile<'a>>,
}

/// A file of the module `operations`.
#[derive(Clone, PartialEq)]
pub struct OperationsFile<'a> {
    /// Its name.
    pub name: ModuleName,
    /// What it is about.
    pub docs: Doc<'a>,
    /// What it imports.
    pub imports: Vec<Import<'a>>,
    /// The methods of its operations.
    pub implementations: Vec<Implementation<'a>>,
    /// The items of each operation.
    pub items: Vec<OperationItems<'a>>,
}

/// Methods of the client, or of a group.
#[derive(Clone, PartialEq)]
pub struct Implementation<'a> {
    /// When the type is there.
    pub gate: Gate<'a>,
    /// The type.
    pub path: Path,
    /// Whether it is a group, which has a lifetime.
    pub is_group: bool,
    /// The methods, in the document's order.
    pub methods: Vec<Method<'a>>,
}

/// A file of the module `types`.
#[derive(Clone, PartialEq)]
pub struct TypesFile<'a> {
    /// Its name.
    pub name: ModuleName,
    /// What it imports.
    pub imports: Vec<Import<'a>>,
    /// Its items.
    pub items: Vec<TypeItem<'a>>,
}

/// Plans the client of an API as several files.
pub fn plan_files(api: &Api) -> ClientFiles<'_> {
    let mut root = Scopes::new(api).finish(Vec::new(), Vec::new(), Vec::new());

    let mut by_file: BTreeMap<ModuleName, Vec<&Operation>> = BTreeMap::new();
    for operation in &api.operations {
        by_file
            .entry(name::of_operation(operation))
            .or_default()
            .push(operation);
    }
    let operations = by_file.into_iter().map(|(name, operations)| {
        let scope = Scope::of_operations(api, &operations);
        let file = operations_file(&scope, name, &operations);
        scope.add_runtime_features(&mut root.runtime_features);
        file
    });
    let operations = operations.collect();

    let files = Files::new(api);
    let mut by_file: BTreeMap<ModuleName, Vec<&TypeDef>> = BTreeMap::new();
    for def in &api.types {
        by_file.entry(files.of_type(def)).or_default().push(def);
    }
    let types = by_file.into_iter().map(|(name, defs)| {
        let scope = Scope::of_types(api, defs.iter().map(|def| &def.name));
        let items = defs.iter().map(|def| types::type_item(&scope, def)).collect();
        scope.add_runtime_features(&mut root.runtime_features);
        TypesFile {
            name,
            imports: scope.imports(),
            items,
        }
    });
    let types = types.collect();
    ClientFiles {
        root,
        operations,
        types,
    }
}

fn operations_file<'a>(
    scope: &Scope<'a>,
    name: ModuleName,
    operations: &[&'a Operation],
) -> OperationsFile<'a> {
    let mut implementations: Vec<Implementation<'a>> = Vec::new();
    for operation in operations {
        let group = operation.group.as_ref();
        let features = scope
            .api
            .groups
            .iter()
            .find(|known| Some(&known.type_name) == group);
        let gate = scope.item(features.map_or(&[], |group| &group.features));
        let path = scope.implementor(group);
        let methods = operation::methods(scope, operation);
        scope.uses_runtime();
        match implementations.iter_mut().find(|known| known.path == path) {
            Some(known) => known.methods.extend(methods),
            None => implementations.push(Implementation {
                gate,
                path,
                is_group: group.is_some(),
                methods,
            }),
        }
    }
    let items = operations.iter();
    let items = items
        .map(|operation| operation::items(scope, operation))
        .collect();
    OperationsFile {
        name,
        docs: docs(operations),
        imports: scope.imports(),
        implementations,
        items,
    }
}

fn docs<'a>(operations: &[&'a Operation]) -> Doc<'a> {
    let mut tags: Vec<&str> = Vec::new();
    for operation in operations {
        let tag = operation.tags.first().map(String::as_str);
        tags.extend(tag.filter(|tag| !tags.contains(tag)));
    }
    let mut docs = Doc::default();
    let mut spans = vec![match tags.len() {
        0 => return Doc::own(["Operations without a tag, by their path.".into()]),
        1 => Span::from("The operations of the tag "),
        _ => Span::from("The operations of the tags "),
    }];
    for (index, tag) in tags.iter().enumerate() {
        if index > 0 {
            spans.push(", ".into());
        }
        spans.push(Span::code(*tag));
    }
    spans.push(".".into());
    docs.spans(spans);
    docs
}
