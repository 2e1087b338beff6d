//! The generated code, read for the types of arguments; and from them the functions that make the calls.

use std::collections::HashMap;
use std::fmt::Write as _;

use quote::ToTokens;
use specwright::codegen::plan::named::{
    self, Api, Body, BodyKind, Operation, Part, PartKind, Payload, Responses, TypeKind,
};
use syn::{FnArg, Type};

use super::super::plan::{Plan, PlannedOperation};
use super::argument::{name_of, owned};
use super::imports::Imports;
use super::is_same;

/// What the generated code declares, by parsing it.
pub(super) struct Signatures {
    methods: HashMap<String, syn::Signature>,
    setters: HashMap<(String, String), syn::Signature>,
    structs: HashMap<String, Vec<(String, Type)>>,
    enums: HashMap<String, Vec<(String, Option<Type>)>>,
}

impl Signatures {
    pub(super) fn read(plan: &Plan) -> Self {
        let mut found = Self {
            methods: HashMap::new(),
            setters: HashMap::new(),
            structs: HashMap::new(),
            enums: HashMap::new(),
        };
        for file in plan
            .generated
            .code()
            .filter_map(|code| syn::parse_file(code).ok())
        {
            let imports = Imports::of(&file.items);
            for item in file.items {
                match item {
                    syn::Item::Impl(item) if name_of(&item.self_ty) == "Client" => {
                        found.methods.extend(
                            functions(item, &imports)
                                .map(|signature| (signature.ident.to_string(), signature)),
                        );
                    }
                    syn::Item::Mod(module) if module.ident == "operations" => {
                        let items = module.content.map(|(_, items)| items).unwrap_or_default();
                        let imports = Imports::of(&items);
                        for item in items {
                            found.add_operation_item(item, &imports);
                        }
                    }
                    _ => {}
                }
            }
        }
        found
    }

    fn add_operation_item(&mut self, item: syn::Item, imports: &Imports) {
        match item {
            syn::Item::Impl(item) if item.trait_.is_none() => {
                let request = name_of(&item.self_ty);
                self.setters.extend(
                    functions(item, imports)
                        .map(|signature| ((request.clone(), signature.ident.to_string()), signature)),
                );
            }
            syn::Item::Struct(item) => {
                let fields = item
                    .fields
                    .into_iter()
                    .filter_map(|field| Some((field.ident?.to_string(), imports.resolve(&field.ty))));
                self.structs.insert(item.ident.to_string(), fields.collect());
            }
            syn::Item::Enum(item) => {
                let variants = item.variants.into_iter().map(|variant| {
                    (
                        variant.ident.to_string(),
                        variant
                            .fields
                            .iter()
                            .next()
                            .map(|field| imports.resolve(&field.ty)),
                    )
                });
                self.enums.insert(item.ident.to_string(), variants.collect());
            }
            _ => {}
        }
    }

    /// The function that makes the calls of one operation.
    pub(super) fn function(
        &self,
        index: usize,
        planned: &PlannedOperation,
        operation: &Operation,
        api: &Api,
    ) -> Result<String, String> {
        let whole = format!("operation_{index}");
        let Some(streaming) = &operation.streaming else {
            return self.function_of_form(&whole, planned, operation, api);
        };
        let stream = Operation {
            name: streaming.name.clone(),
            request: streaming.request.clone(),
            success: streaming.success.clone(),
            streaming: None,
            ..operation.clone()
        };
        Ok(format!(
            "{}{}fn {whole}<'a>(client: &'a Client, call: &'a Value) -> Pin<Box<dyn Future<Output = Outcome> + 'a>> {{\n    \
             if call[\"stream\"] == true {{ {whole}_stream(client, call) }} else {{ {whole}_whole(client, call) }}\n}}\n\n",
            self.function_of_form(&format!("{whole}_stream"), planned, &stream, api)?,
            self.function_of_form(&format!("{whole}_whole"), planned, operation, api)?,
        ))
    }

    /// The function that makes the calls of one form of an operation.
    fn function_of_form(
        &self,
        function: &str,
        planned: &PlannedOperation,
        operation: &Operation,
        api: &Api,
    ) -> Result<String, String> {
        let method = operation.name.to_string();
        let signature = self.methods.get(&method).ok_or("the client has no such method")?;
        let types: HashMap<String, Type> = arguments(signature).collect();
        let mut before = String::new();
        let mut passed = Vec::new();
        for (place, parameter) in operation
            .parameters
            .iter()
            .enumerate()
            .filter(|(_, parameter)| parameter.required)
        {
            if !planned
                .parameters
                .iter()
                .any(|known| is_same(&known.raw, parameter))
            {
                return Err(format!(
                    "the method asks for {}, which the document has not",
                    parameter.wire
                ));
            }
            let Some(ty) = types.get(&parameter.name.to_string()) else {
                match has_one_value(api, &parameter.ty) {
                    true => continue,
                    false => return Err("an argument has another name".to_owned()),
                }
            };
            let (owned, pass) = owned(ty, &format!("a{place}"));
            let _ = writeln!(
                before,
                "        let a{place}: {owned} = take(given(&call[\"p\"][{place}]).ok_or(\"{} is required\")?)?;",
                parameter.name
            );
            passed.push(pass);
        }
        if let Some(body) = operation.body.as_ref().filter(|body| body.required) {
            let ty = types
                .get(&body.name.to_string())
                .ok_or("the body has another name")?;
            before += "        let given_body = given(&call[\"b\"]).ok_or(\"the body is required\")?;\n";
            let _ = writeln!(before, "        let body = {};", self.body(body, ty)?);
            passed.push(self.pass_body(body, ty));
        }
        let mut text = format!(
            "fn {function}<'a>(client: &'a Client, call: &'a Value) -> Pin<Box<dyn Future<Output = Outcome> + 'a>> {{\n    \
             Box::pin(async move {{\n{before}        let mut request = client.{method}({});\n",
            passed.join(", ")
        );
        self.setters(operation, &mut text)?;
        let success = self.shown(&operation.success, "body");
        let failure = self.shown(&operation.failure, "failure.into_body()");
        let _ = write!(
            text,
            "        match request.with_response().await {{\n            \
             Ok(response) => {{ let body = response.into_body(); Ok(outcome(\"success\", 0, {success})) }}\n            \
             Err(Error::Api(failure)) => {{ let status = failure.status().as_u16(); Ok(outcome(\"failure\", status, {failure})) }}\n            \
             Err(other) => Err(other.to_string()),\n        }}\n    }})\n}}\n\n"
        );
        Ok(text)
    }

    fn setters(&self, operation: &Operation, text: &mut String) -> Result<(), String> {
        let request = operation.request.to_string();
        let setter = |name: String| {
            let signature = self.setters.get(&(request.clone(), name.clone()));
            signature
                .and_then(|signature| arguments(signature).next())
                .ok_or(format!("there is no setter {name}"))
        };
        for (place, parameter) in operation
            .parameters
            .iter()
            .enumerate()
            .filter(|(_, parameter)| !parameter.required)
        {
            let (_, ty) = setter(parameter.name.to_string())?;
            let (owned, pass) = owned(&ty, "value");
            let _ = writeln!(
                text,
                "        if let Some(value) = given(&call[\"p\"][{place}]) {{ let value: {owned} = take(value)?; request = request.{}({pass}); }}",
                parameter.name
            );
        }
        if let Some(body) = operation.body.as_ref().filter(|body| !body.required) {
            let (_, ty) = setter(body.name.to_string())?;
            let _ = writeln!(
                text,
                "        if let Some(given_body) = given(&call[\"b\"]) {{ let body = {}; request = request.{}({}); }}",
                self.body(body, &ty)?,
                body.name,
                self.pass_body(body, &ty)
            );
        }
        Ok(())
    }

    /// An expression for the body from `given_body`, of the type that the argument refers to.
    fn body(&self, body: &Body, ty: &Type) -> Result<String, String> {
        let Some(choice) = &body.type_name else {
            let variant = body.variants.first().ok_or("a body without a media type")?;
            if let BodyKind::Items(_) = variant.kind {
                return Ok("take::<Vec<_>>(&given_body[\"value\"])?".to_owned());
            }
            return self.one_body(&variant.kind, &owned(ty, "body").0);
        };
        let variants = self
            .enums
            .get(&choice.to_string())
            .ok_or("the choice of bodies is missing")?;
        let mut arms = String::new();
        for (place, variant) in body.variants.iter().enumerate() {
            let name = variant.name.to_string();
            let ty = variants
                .iter()
                .find(|(known, _)| *known == name)
                .and_then(|(_, ty)| ty.as_ref());
            let ty = ty
                .map(|ty| ty.to_token_stream().to_string())
                .ok_or("a choice without a body")?;
            let _ = write!(
                arms,
                "Some({place}) => operations::{choice}::{name}({}), ",
                self.one_body(&variant.kind, &ty)?
            );
        }
        Ok(format!(
            "match given_body[\"variant\"].as_u64() {{ {arms}_ => return Err(\"no such body\".to_owned()) }}"
        ))
    }

    fn one_body(&self, kind: &BodyKind, ty: &str) -> Result<String, String> {
        match kind {
            BodyKind::Binary => Ok("Body::from(bytes(&given_body[\"value\"]))".to_owned()),
            BodyKind::Multipart { type_name, parts } => self.multipart(&type_name.to_string(), parts),
            BodyKind::Items(_) => Ok("take::<Vec<_>>(&given_body[\"value\"])?.into()".to_owned()),
            BodyKind::OpenMultipart => Ok("form(&given_body[\"value\"])".to_owned()),
            BodyKind::Text => Ok("take::<String>(&given_body[\"value\"])?".to_owned()),
            BodyKind::Json(_) | BodyKind::Form { .. } | BodyKind::Xml(..) | BodyKind::JsonLines(_) => {
                Ok(format!("take::<{ty}>(&given_body[\"value\"])?"))
            }
        }
    }

    fn multipart(&self, name: &str, parts: &[Part]) -> Result<String, String> {
        let fields = self.structs.get(name).ok_or("the multipart body is missing")?;
        let mut text = format!("operations::{name} {{ ");
        for part in parts {
            let field = part.name.to_string();
            let (_, ty) = fields
                .iter()
                .find(|(known, _)| *known == field)
                .ok_or("a part is missing")?;
            let value = format!("given_body[\"value\"].get({:?})", part.wire);
            let expression = match (&part.kind, part.repeated, part.required) {
                (PartKind::File, true, _) => {
                    format!(
                        "{value}.into_iter().flat_map(|value| value.as_array().cloned().unwrap_or_else(|| vec![value.clone()])).map(|value| file(&value)).collect()"
                    )
                }
                (PartKind::File, false, true) => format!("file({value}.ok_or(\"a part is required\")?)"),
                (PartKind::File, false, false) => format!("{value}.map(file)"),
                (_, true, _) => format!(
                    "match {value} {{ Some(value) => take::<{}>(value)?, None => Vec::new() }}",
                    ty.to_token_stream()
                ),
                (_, false, true) => format!(
                    "take::<{}>({value}.unwrap_or(&Value::Null))?",
                    ty.to_token_stream()
                ),
                (_, false, false) => format!(
                    "match {value} {{ Some(value) => take::<{}>(value)?, None => Default::default() }}",
                    ty.to_token_stream()
                ),
            };
            let _ = write!(text, "{field}: {expression}, ");
        }
        Ok(text + "}")
    }

    fn pass_body(&self, body: &Body, ty: &Type) -> String {
        let by_value = body.type_name.is_some()
            || matches!(
                body.variants.first().map(|variant| &variant.kind),
                Some(
                    BodyKind::Binary
                        | BodyKind::Items(_)
                        | BodyKind::OpenMultipart
                        | BodyKind::Multipart { .. }
                )
            );
        if by_value {
            "body".to_owned()
        } else {
            owned(ty, "body").1
        }
    }

    /// An expression for the variant and the value of an answer.
    fn shown(&self, answers: &Responses, value: &str) -> String {
        let Some(name) = &answers.type_name else {
            let payload = answers
                .cases
                .first()
                .map_or(&Payload::Empty, |answer| &answer.payload);
            return format!("{{ let value = {value}; variant(None, {}) }}", shown(payload));
        };
        let mut arms = String::new();
        for answer in &answers.cases {
            let pattern = if answer.payload == Payload::Empty {
                ""
            } else {
                "(value)"
            };
            let _ = write!(
                arms,
                "operations::{name}::{}{pattern} => variant(Some({:?}), {}), ",
                answer.name,
                answer.name.to_string(),
                shown(&answer.payload)
            );
        }
        if let Some(undocumented) = &answers.undocumented {
            let _ = write!(
                arms,
                "operations::{name}::{undocumented}(value) => variant(Some({:?}), base64(&value)), ",
                undocumented.to_string()
            );
        }
        if let Some(undecoded) = &answers.undecoded {
            let _ = write!(
                arms,
                "operations::{name}::{undecoded}(value) => variant(Some({:?}), base64(&value.body)), ",
                undecoded.to_string()
            );
        }
        format!("match {value} {{ {arms} }}")
    }
}

/// An expression for what a payload holds.
fn shown(payload: &Payload) -> String {
    match payload {
        Payload::Empty => "Value::Null",
        Payload::Json(_) | Payload::Any(_) | Payload::Xml(..) => "encoded(&value)",
        Payload::Text => "text(value)",
        Payload::Binary => "match value.bytes().await { Ok(bytes) => base64(&bytes), Err(error) => broken(&error) }",
        Payload::EventStream(_) => {
            "{ let mut value = value; let mut items = Vec::new(); while let Some(item) = value.next().await { items.push(match item { Ok(item) => encoded(&item.data), Err(error) => broken(&error) }); } items_of(items) }"
        }
        Payload::JsonLines(_) => {
            "{ let mut value = value; let mut items = Vec::new(); while let Some(item) = value.next().await { items.push(match item { Ok(item) => encoded(&item), Err(error) => broken(&error) }); } items_of(items) }"
        }
    }
    .to_owned()
}

/// Whether a type has one listed value, which nobody is asked for.
fn has_one_value(api: &Api, ty: &named::Type) -> bool {
    match api.plain(ty) {
        named::Type::Named(id) => match &api.type_def(*id).kind {
            TypeKind::StringEnum(listed) => listed.variants.len() == 1,
            TypeKind::IntegerEnum(listed) => listed.variants.len() == 1,
            TypeKind::LiteralEnum(listed) => listed.variants.len() == 1,
            _ => false,
        },
        _ => false,
    }
}

fn functions(item: syn::ItemImpl, imports: &Imports) -> impl Iterator<Item = syn::Signature> {
    item.items.into_iter().filter_map(|item| match item {
        syn::ImplItem::Fn(function) => {
            let mut signature = function.sig;
            for argument in &mut signature.inputs {
                if let FnArg::Typed(argument) = argument {
                    *argument.ty = imports.resolve(&argument.ty);
                }
            }
            Some(signature)
        }
        _ => None,
    })
}

fn arguments(signature: &syn::Signature) -> impl Iterator<Item = (String, Type)> {
    signature.inputs.iter().filter_map(|argument| match argument {
        FnArg::Typed(argument) => Some((argument.pat.to_token_stream().to_string(), (*argument.ty).clone())),
        FnArg::Receiver(_) => None,
    })
}
