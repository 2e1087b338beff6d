//! The commented configuration for a new document.

use std::path::Path;

use super::list::settings;
use super::setting::{Form, Group};
use crate::generator::Generated;
use crate::outputs::inspect;
use specwright_document::diagnostic::harmless;
use specwright_document::model::Type;

/// How many tags, operations and the like are listed.
const LISTED: usize = 50;

/// What a document has that settings may be about.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    title: String,
    operations: usize,
    types: usize,
    warnings: usize,
    tags: Vec<(String, usize)>,
    paginated: Vec<String>,
    formats: Vec<(&'static str, usize)>,
}

impl Facts {
    /// Returns what there is to say of the document of a client.
    pub fn of(generated: &Generated) -> Self {
        let api = generated.model();
        let inspection = inspect::inspection(api);
        let paginated = inspection.operations.iter();
        let paginated = paginated.filter(|operation| operation.pages.is_some());
        let mut formats = [
            ("date-time", Type::DateTime, 0),
            ("date", Type::Date, 0),
            ("uuid", Type::Uuid, 0),
            ("byte", Type::Base64, 0),
        ];
        let of_types = api.types.iter().flat_map(|def| def.kind.uses());
        let of_parameters = api.operations.iter().flat_map(|operation| &operation.parameters);
        for ty in of_types.chain(of_parameters.map(|parameter| &parameter.ty)) {
            for (_, format, count) in &mut formats {
                *count += usize::from(contains(ty, format));
            }
        }
        Self {
            title: format!("{} {}", inspection.title, inspection.version),
            operations: inspection.operations.len(),
            types: inspection.types.len(),
            warnings: generated.diagnostics.len(),
            tags: inspect::tags(&inspection.operations),
            paginated: paginated
                .map(|operation| format!("{} {}", operation.method, operation.path))
                .collect(),
            formats: formats
                .into_iter()
                .filter(|(_, _, count)| *count > 0)
                .map(|(name, _, count)| (name, count))
                .collect(),
        }
    }
}

fn contains(ty: &Type, wanted: &Type) -> bool {
    match ty {
        Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Boxed(inner) => {
            contains(inner, wanted)
        }
        Type::Tuple(items) => items.iter().any(|item| contains(item, wanted)),
        other => other == wanted,
    }
}

/// Returns a configuration with one client, and all settings in comments.
pub fn template(name: &str, document: &Path, facts: &Facts) -> String {
    let Facts {
        title,
        operations,
        types,
        warnings,
        ..
    } = facts;
    let mut text = Template::default();
    text.comment(
        "Clients that Specwright makes: `specwright generate` and `specwright::build_script` read this file.",
    );
    text.comment("`specwright config-schema` prints a JSON Schema of it for editors.");
    text.comment("");
    text.comment(&format!(
        "{title}: {operations} operations, {types} types, {warnings} warnings"
    ));
    text.line("");
    text.line(&format!("[clients.{name}]"));
    text.line(&format!("document = {}", string(&document.to_string_lossy())));
    for group in Group::ALL {
        let settings = settings().filter(|setting| setting.group == group);
        let settings = settings.filter(|setting| !matches!(setting.form, Form::Document | Form::ClientName));
        let heading = group.heading().split(" (").next().unwrap_or_default();
        text.line("");
        text.comment(&format!("--- {heading} ---"));
        let mut last_key = "";
        for setting in settings {
            if setting.key != last_key {
                text.facts(setting.key, facts);
            }
            last_key = setting.key;
            text.line("");
            text.comment(&format!("{}.", setting.help));
            if !setting.more.is_empty() {
                text.comment(setting.more);
            }
            text.line(&format!("# {} = {}", setting.key, setting.example));
        }
    }
    text.0
}

#[derive(Default)]
struct Template(String);

impl Template {
    fn line(&mut self, line: &str) {
        self.0.push_str(line);
        self.0.push('\n');
    }

    /// Writes lines that begin with `#`. Text of a document has no line ends or control characters here.
    fn comment(&mut self, text: &str) {
        const WIDTH: usize = 110;
        let text = harmless(text);
        let mut line = String::from("#");
        for word in text.split_whitespace() {
            if line.len() > 1 && line.len() + word.len() >= WIDTH {
                self.line(&std::mem::replace(&mut line, String::from("#")));
            }
            line.push(' ');
            line.push_str(word);
        }
        self.line(&line);
    }

    /// Writes what the document has that the next setting is about.
    fn facts(&mut self, key: &str, facts: &Facts) {
        let (what, list): (&str, Vec<String>) = match key {
            "include.operations" => {
                let tags = facts.tags.iter();
                (
                    "Tags",
                    tags.map(|(tag, count)| format!("{tag} ({count})")).collect(),
                )
            }
            "paginate" => ("Operations whose pages are known", facts.paginated.clone()),
            "formats" => {
                let formats = facts.formats.iter();
                (
                    "Formats",
                    formats.map(|(name, count)| format!("{name} ({count})")).collect(),
                )
            }
            _ => return,
        };
        self.line("");
        if list.is_empty() {
            return self.comment(&format!("{what}: none."));
        }
        let more = list.len().saturating_sub(LISTED);
        let mut shown = list.into_iter().take(LISTED).collect::<Vec<_>>().join(", ");
        if more > 0 {
            shown.push_str(&format!(" and {more} more"));
        }
        self.comment(&format!("{what}: {shown}."));
    }
}

/// Returns a text as a string of TOML.
fn string(text: &str) -> String {
    let mut string = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => string.push_str("\\\""),
            '\\' => string.push_str("\\\\"),
            control if control.is_control() => string.push_str(&format!("\\u{:04X}", u32::from(control))),
            other => string.push(other),
        }
    }
    string.push('"');
    string
}
