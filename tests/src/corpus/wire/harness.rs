//! The program that links a client and makes the calls it is told to.

use std::collections::HashMap;
use std::fmt::Write as _;

use quote::ToTokens;
use serde_json::{Value, json};
use specwright::model::{Answers, Body, BodyKind, Operation, Part, PartKind, Payload};
use syn::{FnArg, GenericArgument, PathArguments, Type};

use super::plan::{BodyValue, Plan, PlannedCall, PlannedOperation};

/// What the program needs besides the client and the runtime.
pub(super) const DEPENDENCIES: &str =
    "tokio = { version = \"1\", features = [\"rt\", \"net\", \"time\"] }\nbase64 = \"0.23\"\n";

/// The program of one client.
pub(super) struct Harness {
    /// Its text.
    pub(super) main: String,
    /// The operations that it can't call, and why.
    pub(super) left_out: Vec<(usize, String)>,
}

impl Harness {
    pub(super) fn new(plan: &Plan) -> Self {
        let signatures = Signatures::read(plan);
        let mut functions = String::new();
        let mut table = String::new();
        let mut left_out = Vec::new();
        for (index, planned) in plan.operations.iter().enumerate() {
            let function = planned
                .model(&plan.generated.api)
                .ok_or("the client has no such operation".to_owned())
                .and_then(|operation| signatures.function(index, planned, operation));
            match function {
                Ok(function) => {
                    functions += &function;
                    // Writing to a string does not fail.
                    let _ = writeln!(table, "    operation_{index},");
                }
                Err(reason) => {
                    table += "    not_called,\n";
                    left_out.push((index, reason));
                }
            }
        }
        let credentials: String = plan
            .credentials
            .iter()
            .map(|(key, credential, secret)| super::credential::setter(key, credential, secret))
            .collect();
        let main = MAIN
            .replace("{TABLE}", &table)
            .replace("{CREDENTIALS}", &credentials)
            .replace("{FUNCTIONS}", &functions);
        Self { main, left_out }
    }
}

/// One line in is `{"op": place in the table, "p": parameters, "b": body}`; one line out is what came of the call.
const MAIN: &str = r#"#![allow(deprecated, unused)]
use std::io::{BufRead, Write};
use std::pin::Pin;

use base64::Engine as _;
use client::*;
use specwright_runtime::json::{Decode, Encode, from_slice, to_vec};
use specwright_runtime::serde_json::{Value, from_slice as json_value, from_str, json};
use specwright_runtime::{Body, Credential, Error, FilePart};

type Outcome = Result<Value, String>;
type Call = for<'a> fn(&'a Client, &'a Value) -> Pin<Box<dyn Future<Output = Outcome> + 'a>>;

fn take<T: Decode>(value: &Value) -> Result<T, String> {
    let text = specwright_runtime::serde_json::to_vec(value).map_err(|error| error.to_string())?;
    from_slice(&text).map_err(|error| format!("the argument {value} is refused: {error}"))
}

fn given(value: &Value) -> Option<&Value> {
    value.get("given")
}

fn bytes(value: &Value) -> Vec<u8> {
    match value {
        Value::String(text) => text.clone().into_bytes(),
        Value::Object(_) => base64::engine::general_purpose::STANDARD.decode(value["base64"].as_str().unwrap()).unwrap(),
        other => other.to_string().into_bytes(),
    }
}

fn file(value: &Value) -> FilePart {
    FilePart::new(bytes(value)).file_name("file.bin")
}

fn encoded<T: Encode>(value: &T) -> Value {
    match to_vec(value) {
        Ok(text) => json!({"json": json_value::<Value>(&text).unwrap()}),
        Err(error) => json!({"error": error.to_string()}),
    }
}

fn outcome(side: &str, status: u16, value: Value) -> Value {
    json!({side: value, "status": status})
}

fn variant(name: Option<&str>, value: Value) -> Value {
    json!({"variant": name, "value": value})
}

fn text(text: String) -> Value {
    json!({"text": text})
}

fn items_of(items: Vec<Value>) -> Value {
    json!({"items": items})
}

fn broken(error: &dyn std::fmt::Display) -> Value {
    json!({"error": error.to_string()})
}

fn base64(bytes: &[u8]) -> Value {
    json!({"bytes": base64::engine::general_purpose::STANDARD.encode(bytes)})
}

{FUNCTIONS}

fn not_called<'a>(_: &'a Client, _: &'a Value) -> Pin<Box<dyn Future<Output = Outcome> + 'a>> {
    Box::pin(async { Err("not called".to_owned()) })
}

const TABLE: &[Call] = &[
{TABLE}];

fn main() {
    let url = std::env::args().nth(1).unwrap();
    let mut builder = Client::builder().base_url(&url).timeout(std::time::Duration::from_secs(20));
{CREDENTIALS}
    let client = builder.build().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line: Value = from_str(&line.unwrap()).unwrap();
        let call = TABLE[line["op"].as_u64().unwrap() as usize];
        let attempt = std::panic::AssertUnwindSafe(|| runtime.block_on(call(&client, &line)));
        let answer = match std::panic::catch_unwind(attempt) {
            Ok(Ok(value)) => value,
            Ok(Err(error)) => json!({"error": error}),
            Err(_) => json!({"error": "panicked"}),
        };
        writeln!(out, "{answer}").unwrap();
        out.flush().unwrap();
    }
}
"#;

/// The line that the program reads for a call.
pub(super) fn line(
    plan: &Plan,
    index: usize,
    planned: &PlannedOperation,
    call: &PlannedCall,
) -> Option<String> {
    let operation = planned.model(&plan.generated.api)?;
    let parameters: Vec<Value> = operation
        .parameters
        .iter()
        .map(|parameter| {
            let place = planned
                .parameters
                .iter()
                .position(|known| is_same(&known.raw, parameter));
            let value = place
                .and_then(|place| call.parameters.get(place))
                .and_then(Option::as_ref);
            value.map_or(Value::Null, |value| json!({"given": value}))
        })
        .collect();
    let body = match &call.body {
        None => Value::Null,
        Some((media, value)) => {
            let raw = &planned.bodies.get(*media)?.raw;
            let variant = variant(operation.body.as_ref()?, &raw.media_type)?;
            json!({"given": {"variant": variant, "value": body_value(value)}})
        }
    };
    Some(json!({"op": index, "p": parameters, "b": body}).to_string())
}

fn is_same(raw: &crate::raw::RawParameter, parameter: &specwright::model::Parameter) -> bool {
    use crate::raw::RawLocation;
    use specwright::model::Location;
    let location = match parameter.location {
        Location::Path => RawLocation::Path,
        Location::Query => RawLocation::Query,
        Location::QueryString => RawLocation::QueryString,
        Location::Header => RawLocation::Header,
        Location::Cookie => RawLocation::Cookie,
    };
    raw.name == parameter.wire && raw.location == location
}

/// The place of the body's variant for a media type.
pub(super) fn variant(body: &Body, media_type: &str) -> Option<usize> {
    let essence = |text: &str| {
        text.split(';')
            .next()
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase()
    };
    let wanted = essence(media_type);
    let fits = |sent: &str| match wanted.split_once('*') {
        Some((before, _)) => sent.starts_with(before) || wanted == "*/*",
        None => sent == wanted,
    };
    body.variants
        .iter()
        .position(|variant| fits(&essence(&variant.media_type)))
}

fn body_value(value: &BodyValue) -> Value {
    use base64::Engine as _;
    match value {
        BodyValue::Json(value) => value.clone(),
        BodyValue::JsonLines(values) => values.clone().into(),
        BodyValue::Text(text) => text.clone().into(),
        BodyValue::Bytes(bytes) => json!({"base64": base64::engine::general_purpose::STANDARD.encode(bytes)}),
        BodyValue::Form(entries) | BodyValue::Multipart(entries) => Value::Object(entries.clone()),
    }
}

/// What the generated code declares, by parsing it.
struct Signatures {
    methods: HashMap<String, syn::Signature>,
    setters: HashMap<(String, String), syn::Signature>,
    structs: HashMap<String, Vec<(String, Type)>>,
    enums: HashMap<String, Vec<(String, Option<Type>)>>,
}

impl Signatures {
    fn read(plan: &Plan) -> Self {
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
            for item in file.items {
                match item {
                    syn::Item::Impl(item) if name_of(&item.self_ty) == "Client" => {
                        found.methods.extend(
                            functions(item).map(|signature| (signature.ident.to_string(), signature)),
                        );
                    }
                    syn::Item::Mod(module) if module.ident == "operations" => {
                        for item in module.content.into_iter().flat_map(|(_, items)| items) {
                            found.add_operation_item(item);
                        }
                    }
                    _ => {}
                }
            }
        }
        found
    }

    fn add_operation_item(&mut self, item: syn::Item) {
        match item {
            syn::Item::Impl(item) if item.trait_.is_none() => {
                let request = name_of(&item.self_ty);
                self.setters.extend(
                    functions(item)
                        .map(|signature| ((request.clone(), signature.ident.to_string()), signature)),
                );
            }
            syn::Item::Struct(item) => {
                let fields = item
                    .fields
                    .into_iter()
                    .filter_map(|field| Some((field.ident?.to_string(), field.ty)));
                self.structs.insert(item.ident.to_string(), fields.collect());
            }
            syn::Item::Enum(item) => {
                let variants = item.variants.into_iter().map(|variant| {
                    (
                        variant.ident.to_string(),
                        variant.fields.into_iter().next().map(|field| field.ty),
                    )
                });
                self.enums.insert(item.ident.to_string(), variants.collect());
            }
            _ => {}
        }
    }

    /// The function that makes the call of one operation.
    fn function(
        &self,
        index: usize,
        planned: &PlannedOperation,
        operation: &Operation,
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
            let ty = types
                .get(&parameter.name.to_string())
                .ok_or("an argument has another name")?;
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
            "fn operation_{index}<'a>(client: &'a Client, call: &'a Value) -> Pin<Box<dyn Future<Output = Outcome> + 'a>> {{\n    \
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
                        "{value}.into_iter().flat_map(|value| value.as_array().cloned().unwrap_or_default()).map(|value| file(&value)).collect()"
                    )
                }
                (PartKind::File, false, true) => format!("file({value}.ok_or(\"a part is required\")?)"),
                (PartKind::File, false, false) => format!("{value}.map(file)"),
                (_, true, _) => format!(
                    "match {value} {{ Some(value) => take::<{}>(value)?, None => Vec::new() }}",
                    ty.to_token_stream()
                ),
                (_, false, _) => format!(
                    "take::<{}>({value}.unwrap_or(&Value::Null))?",
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
                Some(BodyKind::Binary | BodyKind::Multipart { .. })
            );
        if by_value {
            "body".to_owned()
        } else {
            owned(ty, "body").1
        }
    }

    /// An expression for the variant and the value of an answer.
    fn shown(&self, answers: &Answers, value: &str) -> String {
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
        format!("match {value} {{ {arms} }}")
    }
}

/// An expression for what a payload holds.
fn shown(payload: &Payload) -> String {
    match payload {
        Payload::Empty => "Value::Null",
        Payload::Json(_) | Payload::Xml(..) => "encoded(&value)",
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

fn functions(item: syn::ItemImpl) -> impl Iterator<Item = syn::Signature> {
    item.items.into_iter().filter_map(|item| match item {
        syn::ImplItem::Fn(function) => Some(function.sig),
        _ => None,
    })
}

fn name_of(ty: &Type) -> String {
    match ty {
        Type::Path(path) => path
            .path
            .segments
            .last()
            .map(|last| last.ident.to_string())
            .unwrap_or_default(),
        _ => String::new(),
    }
}

fn arguments(signature: &syn::Signature) -> impl Iterator<Item = (String, Type)> {
    signature.inputs.iter().filter_map(|argument| match argument {
        FnArg::Typed(argument) => Some((argument.pat.to_token_stream().to_string(), (*argument.ty).clone())),
        FnArg::Receiver(_) => None,
    })
}

/// The type of a variable that can be passed as the argument type `ty`, and how it is passed.
fn owned(ty: &Type, name: &str) -> (String, String) {
    match ty {
        Type::Reference(reference) => match &*reference.elem {
            Type::Path(path) if path.path.is_ident("str") => ("String".to_owned(), format!("&{name}")),
            Type::Slice(slice) => (
                format!("Vec<{}>", slice.elem.to_token_stream()),
                format!("&{name}"),
            ),
            inner => (inner.to_token_stream().to_string(), format!("&{name}")),
        },
        Type::Path(path) => {
            let last = path.path.segments.last();
            let inner = last
                .filter(|last| last.ident == "Option")
                .and_then(|last| match &last.arguments {
                    PathArguments::AngleBracketed(arguments) => match arguments.args.first() {
                        Some(GenericArgument::Type(inner @ Type::Reference(reference))) => {
                            Some((inner, &*reference.elem))
                        }
                        _ => None,
                    },
                    _ => None,
                });
            match inner {
                Some((inner, Type::Path(path))) if !path.path.is_ident("str") => (
                    format!("Option<{}>", owned(inner, name).0),
                    format!("{name}.as_ref()"),
                ),
                Some((inner, _)) => (
                    format!("Option<{}>", owned(inner, name).0),
                    format!("{name}.as_deref()"),
                ),
                None => (ty.to_token_stream().to_string(), name.to_owned()),
            }
        }
        other => (other.to_token_stream().to_string(), name.to_owned()),
    }
}
