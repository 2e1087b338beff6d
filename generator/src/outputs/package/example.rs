//! A call of an operation, as a program writes it.

use foldhash::HashMap;

use specwright_codegen::plan::named::{Api, Body, BodyKind, Operation, RustName, Type, TypeKind};
use specwright_codegen::plan::{ClientPlan, Method};

/// A call.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Example {
    /// The method, with the group that it is of: `pets().list`.
    pub(super) method: String,
    /// The arguments, as expressions.
    pub(super) arguments: Vec<String>,
    /// The names and types of what the arguments name. A type of the client begins with `crate::`.
    pub(super) parameters: Vec<(String, String)>,
}

/// The methods of a client, by their groups and names.
pub(super) struct Methods<'a>(HashMap<(Option<&'a RustName>, &'a str), &'a Method<'a>>);

impl<'a> Methods<'a> {
    /// Finds the methods of a plan.
    pub(super) fn of(plan: &'a ClientPlan<'_>) -> Self {
        let methods = plan.methods.iter();
        Self(
            methods
                .map(|method| ((method.group, method.name.as_str()), method))
                .collect(),
        )
    }
}

/// Returns a call of an operation, unless an argument has no short value.
pub(super) fn of(api: &Api, methods: &Methods<'_>, operation: &Operation) -> Option<Example> {
    let method = methods
        .0
        .get(&(operation.group.as_ref(), operation.name.as_str()))?;
    let mut example = Example {
        method: method.name.to_string(),
        arguments: Vec::new(),
        parameters: Vec::new(),
    };
    if let Some(group) = &operation.group {
        let group = api.groups.iter().find(|known| known.type_name == *group)?;
        example.method = format!("{}().{}", group.name, method.name);
    }
    for argument in &method.arguments {
        let parameters = operation.parameters.iter();
        let parameter = parameters
            .filter(|parameter| parameter.required)
            .find(|parameter| parameter.name == argument.name);
        let name = argument.name.to_string();
        match (parameter, &operation.body) {
            (Some(parameter), _) => example.value(api, &name, argument.name.as_str(), &parameter.ty)?,
            (None, Some(body)) => example.body(api, &name, argument.name.as_str(), body)?,
            (None, None) => return None,
        }
    }
    Some(example)
}

impl Example {
    /// Adds an argument of a type.
    fn value(&mut self, api: &Api, name: &str, word: &str, ty: &Type) -> Option<()> {
        let value = match api.plain(ty) {
            Type::Boolean => "true".to_owned(),
            Type::Integer(_) => "1".to_owned(),
            Type::Float | Type::Double => "1.5".to_owned(),
            Type::String => format!("\"{word}\""),
            Type::Array(items) if *api.plain(items) == Type::String => format!("[\"{word}\"]"),
            Type::Nullable(inner) | Type::Boxed(inner) => return self.value(api, name, word, inner),
            Type::Named(id) => {
                let def = api.type_def(*id);
                let is_small = def.derives.copy && !matches!(def.kind, TypeKind::Alias(_));
                let reference = if is_small { "" } else { "&" };
                let ty = format!("{reference}crate::types::{}", def.name);
                return self.parameter(name, ty);
            }
            _ => return None,
        };
        self.arguments.push(value);
        Some(())
    }

    /// Adds the argument that is the body.
    fn body(&mut self, api: &Api, name: &str, word: &str, body: &Body) -> Option<()> {
        if let Some(choice) = &body.type_name {
            return self.parameter(name, format!("crate::operations::{choice}"));
        }
        match &body.variants.first()?.kind {
            BodyKind::Json(ty) | BodyKind::Form { ty, .. } => self.value(api, name, word, ty),
            BodyKind::Xml(ty, _) | BodyKind::JsonLines(ty) => self.value(api, name, word, ty),
            BodyKind::Multipart { type_name, .. } => {
                self.parameter(name, format!("crate::operations::{type_name}"))
            }
            BodyKind::Text => self.value(api, name, word, &Type::String),
            BodyKind::Binary => {
                self.arguments.push("b\"bytes\".to_vec()".to_owned());
                Some(())
            }
            BodyKind::Items(_) => {
                self.arguments.push("Vec::new()".to_owned());
                Some(())
            }
            BodyKind::OpenMultipart => None,
        }
    }

    /// Adds an argument that is a parameter of the example.
    fn parameter(&mut self, name: &str, ty: String) -> Option<()> {
        // The client itself is called so.
        let name = if name == "client" { "value" } else { name };
        self.arguments.push(name.to_owned());
        self.parameters.push((name.to_owned(), ty));
        Some(())
    }
}
