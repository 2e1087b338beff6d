//! What an operation gives: the type of a success, and the enums over documented answers.

use super::context::{Context, Module};
use super::docs::{DocComment, code, method_link};
use super::source::{Source, literal};
use super::table::Table;
use super::xml;
use crate::outputs::client::plan::{Answer, Answers, Operation, Payload, RustName, StatusPattern};

/// The type of a success.
pub(super) fn success(context: &Context<'_>, answers: &Answers, module: Module) -> String {
    match (&answers.type_name, answers.cases.first()) {
        (Some(name), _) => enum_path(name, module),
        (None, Some(answer)) => payload_type(context, &answer.payload, module).unwrap_or("()".to_owned()),
        (None, None) => "()".to_owned(),
    }
}

/// The function that reads a success: one of the runtime's, in `answer`.
pub(super) fn success_reader(context: &Context<'_>, answers: &Answers) -> String {
    let function = match (&answers.type_name, answers.cases.first()) {
        (Some(_), _) => "documented",
        (None, Some(answer)) => {
            if let Payload::Xml(_, schema) = answer.payload {
                let schema = xml::path(context, schema, Module::Root);
                return format!("|answer| specwright_runtime::answer::xml(answer, &{schema})");
            }
            reader(&answer.payload)
        }
        (None, None) => "empty",
    };
    format!("specwright_runtime::answer::{function}")
}

/// The statuses of successes that are not 2XX, as literals.
pub(super) fn successes_beyond_2xx(answers: &Answers) -> Vec<String> {
    let beyond = answers.cases.iter().filter_map(|answer| match answer.status {
        StatusPattern::Exact(200..=299) | StatusPattern::Range(2) | StatusPattern::Default => None,
        StatusPattern::Exact(status) => Some(status.to_string()),
        StatusPattern::Range(hundred) => Some(format!("{hundred}XX")),
    });
    beyond.map(|status| literal(&status).to_string()).collect()
}

/// The type of a failure's body.
pub(super) fn failure(answers: &Answers, module: Module) -> String {
    match &answers.type_name {
        Some(name) => enum_path(name, module),
        None => "specwright_runtime::Bytes".to_owned(),
    }
}

fn enum_path(name: &RustName, module: Module) -> String {
    match module {
        Module::Operations => name.to_string(),
        Module::Root | Module::Types => format!("operations::{name}"),
    }
}

/// The enums over an operation's answers.
pub(super) fn enums(context: &Context<'_>, operation: &Operation, source: &mut Source) {
    for (answers, what) in [
        (&operation.success, "successes"),
        (&operation.failure, "failures"),
    ] {
        if let Some(name) = &answers.type_name {
            source.gate();
            source.doc(format_args!("The {what} of {}.", method_link(operation)));
            match &answers.same_as {
                Some(known) => source.line(format_args!("pub type {name} = {known};")),
                None => answers_enum(context, name, answers, source),
            }
        }
    }
}

fn answers_enum(context: &Context<'_>, name: &RustName, answers: &Answers, source: &mut Source) {
    let streams = answers.cases.iter().any(|answer| is_stream(&answer.payload));
    source.line(if streams {
        "#[derive(Debug)]"
    } else {
        "#[derive(Clone, Debug, PartialEq)]"
    });
    source.block(format_args!("pub enum {name}"), |source| {
        for answer in &answers.cases {
            source.docs(&answer_docs(answer));
            match payload_type(context, &answer.payload, Module::Operations) {
                Some(ty) => source.line(format_args!("{}({ty}),", answer.name)),
                None => source.line(format_args!("{},", answer.name)),
            }
        }
        if let Some(undocumented) = &answers.undocumented {
            source.doc("An answer that the document does not describe: its body as it came.");
            source.line(format_args!("{undocumented}(specwright_runtime::Bytes),"));
        }
    });
    let mut table = Table::new("answers", name);
    for answer in &answers.cases {
        let (mut status, reader) = (status(answer.status), reader(&answer.payload));
        if let Some(media_type) = &answer.media_type {
            status = format!("{status} {}", literal(media_type));
        }
        match answer.payload {
            Payload::Xml(_, schema) => {
                let schema = xml::path(context, schema, Module::Operations);
                table.row(format_args!("{status} => {}({reader} {schema})", answer.name));
            }
            _ => table.row(format_args!("{status} => {}({reader})", answer.name)),
        }
    }
    if let Some(undocumented) = &answers.undocumented {
        table.row(format_args!("_ => {undocumented}"));
    }
    table.write(source);
}

fn answer_docs(answer: &Answer) -> DocComment {
    let status = match answer.status {
        StatusPattern::Exact(status) => format!("Status {status}"),
        StatusPattern::Range(hundred) => format!("A status from {hundred}00 to {hundred}99"),
        StatusPattern::Default => "Any other status".to_owned(),
    };
    let status = match &answer.media_type {
        Some(media_type) => format!("{status} with {}", code(media_type)),
        None => status,
    };
    let mut docs = DocComment::after(&status, &answer.docs);
    if !answer.headers.is_empty() {
        docs.paragraph("Headers:");
        docs.list(
            answer
                .headers
                .iter()
                .map(|(name, _, header)| (name.as_str(), header)),
        );
    }
    docs
}

/// The type of an answer's body; `None` where there is none.
fn payload_type(context: &Context<'_>, payload: &Payload, module: Module) -> Option<String> {
    match payload {
        Payload::Empty => None,
        Payload::Json(ty) | Payload::Xml(ty, _) => Some(context.ty(ty, module)),
        Payload::Text => Some(context.prelude("String", module).to_owned()),
        Payload::Binary => Some("specwright_runtime::ByteStream".to_owned()),
        Payload::EventStream(ty) => Some(format!(
            "specwright_runtime::EventStream<{}>",
            context.ty(ty, module)
        )),
        Payload::JsonLines(ty) => Some(format!(
            "specwright_runtime::JsonLines<{}>",
            context.ty(ty, module)
        )),
    }
}

fn is_stream(payload: &Payload) -> bool {
    matches!(
        payload,
        Payload::Binary | Payload::EventStream(_) | Payload::JsonLines(_)
    )
}

/// The runtime's function, in `answer`, that reads a body.
fn reader(payload: &Payload) -> &'static str {
    match payload {
        Payload::Empty => "empty",
        Payload::Json(_) => "json",
        Payload::Text => "text",
        Payload::Xml(..) => "xml",
        Payload::Binary => "binary",
        Payload::EventStream(_) => "events",
        Payload::JsonLines(_) => "json_lines",
    }
}

fn status(pattern: StatusPattern) -> String {
    match pattern {
        StatusPattern::Exact(status) => status.to_string(),
        StatusPattern::Range(hundred) => literal(&format!("{hundred}XX")).to_string(),
        StatusPattern::Default => "default".to_owned(),
    }
}
