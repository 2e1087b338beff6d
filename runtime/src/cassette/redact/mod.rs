//! What is not written down: secrets, by what the client, the document and the user say of them.

mod document;
mod hide;
mod mark;
mod path;
mod text;

use std::collections::HashSet;

use secrecy::SecretString;
use serde_json::Value;

use super::error::CassetteError;
use super::json::Json;
use super::recording::{Content, RecordedBody, Recording, Side};

use document::Document;
pub(super) use hide::hide;
use mark::mark;
pub(super) use mark::{MARK, is_mark, like};
use path::{JsonPath, Step};

/// Names of properties, fields and parameters whose values are secrets whatever the document says: those of OAuth 2.0 and OpenID Connect
/// (RFC 6749, sections 2.3.1, 4.3.2, 5.1; RFC 7521, section 4.2), and what people call others. Without `_` and `-`, in lower case.
const NAMES: [&str; 22] = [
    "accesstoken",
    "apikey",
    "apisecret",
    "apitoken",
    "assertion",
    "authorization",
    "authtoken",
    "clientassertion",
    "clientsecret",
    "codeverifier",
    "credentials",
    "idtoken",
    "passphrase",
    "passwd",
    "password",
    "privatekey",
    "refreshtoken",
    "secret",
    "secretkey",
    "sessiontoken",
    "signingsecret",
    "token",
];

/// Words in the name of a header whose value is not written.
const HEADER_WORDS: [&str; 9] = [
    "auth",
    "authorization",
    "cookie",
    "key",
    "password",
    "secret",
    "session",
    "signature",
    "token",
];

/// Headers of requests whose values are written: no other has one that is needed to read a body or a diff.
const REQUEST_HEADERS: [&str; 6] = [
    "accept",
    "accept-language",
    "content-type",
    "if-match",
    "if-none-match",
    "range",
];

/// What to leave out.
#[derive(Debug)]
pub(super) struct Rules {
    names: HashSet<String>,
    paths: Vec<JsonPath>,
    document: Option<Document>,
}

/// What a recorder knows of a request.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Context<'a> {
    /// Method and path template of the operation.
    pub(super) operation: Option<(&'a str, &'a str)>,
    /// Parameters of the query that carry credentials.
    pub(super) query: &'a [String],
}

impl Default for Rules {
    fn default() -> Self {
        Rules {
            names: NAMES.into_iter().map(str::to_owned).collect(),
            paths: Vec::new(),
            document: None,
        }
    }
}

impl Rules {
    /// Adds a JSONPath, or the name of a property, field or parameter.
    pub(super) fn add(&mut self, rule: &str) -> Result<(), CassetteError> {
        if rule.starts_with('$') {
            let path = JsonPath::parse(rule).map_err(|message| CassetteError::rule(rule, message))?;
            self.paths.push(path);
        } else if plain(rule).is_empty() {
            return Err(CassetteError::rule(
                rule,
                "expected a name, or a path that begins with $",
            ));
        } else {
            self.names.insert(plain(rule));
        }
        Ok(())
    }

    /// Sets the document, of whose schemas `writeOnly` and `format: password` count.
    pub(super) fn describe(&mut self, document: &str) -> Result<(), CassetteError> {
        self.document = Some(Document::parse(document)?);
        Ok(())
    }

    /// Leaves secrets out of a recording, and returns them.
    pub(super) fn apply(&self, recording: &mut Recording, context: Context<'_>) -> Vec<SecretString> {
        let mut found = Vec::new();
        let schemas = |side| match (&self.document, context.operation) {
            (Some(document), Some((method, path))) => document.schemas(method, path, side),
            _ => None,
        };
        let (request, response) = (schemas(Side::Request), schemas(Side::Response));
        // Of an operation that the document does not have, any name counts that a secret of the document has.
        let any = self.document.as_ref().filter(|_| request.is_none());
        let mut of_operation = Names {
            rules: self,
            more: HashSet::new(),
        };
        if let Some(document) = any {
            of_operation.more.extend(document.names().map(plain));
        }
        if let (Some(document), Some((method, path))) = (&self.document, context.operation) {
            of_operation
                .more
                .extend(document.parameters(method, path).map(plain));
        }
        self.redact_head(recording, context, &of_operation, &mut found);
        for (side, schemas, message) in [
            (Side::Request, request, &mut recording.request),
            (Side::Response, response, &mut recording.response),
        ] {
            let media_type = message.media_type();
            let mut body = BodyRedaction {
                names: &of_operation,
                side,
                found: &mut found,
                steps: Vec::new(),
            };
            body.redact(&mut message.body, &media_type, &schemas.unwrap_or_default());
        }
        found
    }

    fn redact_head(
        &self,
        recording: &mut Recording,
        context: Context<'_>,
        names: &Names<'_>,
        found: &mut Vec<SecretString>,
    ) {
        for (name, value) in &mut recording.query {
            if context.query.contains(name) || names.is_secret(name) {
                found.push(std::mem::replace(value, MARK.to_owned()).into());
            }
        }
        if let Some((_, template)) = context.operation {
            redact_path(&mut recording.path, template, names, found);
        }
        let mut redact = |name: &str, value: &mut String| {
            let has_word = name.split(['-', '_']).any(|word| HEADER_WORDS.contains(&word));
            if has_word || names.is_secret(name) {
                found.push(std::mem::replace(value, MARK.to_owned()).into());
            }
        };
        for (name, value) in &mut recording.request.headers {
            redact(name, value);
            // What is no secret by its name may be one, and is not looked for elsewhere: it may be a version or a language.
            if !REQUEST_HEADERS.contains(&name.as_str()) {
                MARK.clone_into(value);
            }
        }
        for (name, value) in &mut recording.response.headers {
            redact(name, value);
        }
    }
}

/// Names of what is secret, in one recording.
struct Names<'a> {
    rules: &'a Rules,
    more: HashSet<String>,
}

impl Names<'_> {
    fn is_secret(&self, name: &str) -> bool {
        let name = plain(name);
        self.rules.names.contains(&name) || self.more.contains(&name)
    }

    /// Tells whether a name is secret in a text of which nothing else is known: by the last step of a path, too.
    fn is_secret_in_text(&self, name: &str) -> bool {
        let mut paths = self.rules.paths.iter().filter_map(JsonPath::last_name);
        self.is_secret(name)
            || paths.any(|last| last == name)
            || (self.rules.document.as_ref())
                .is_some_and(|document| document.names().any(|known| known == name))
    }
}

/// Returns a name as names are compared: in lower case, without what separates words.
fn plain(name: &str) -> String {
    let kept = name
        .chars()
        .filter(|letter| !matches!(letter, '_' | '-' | ' ' | '[' | ']'));
    kept.flat_map(char::to_lowercase).collect()
}

/// Leaves secrets out of the path, by the names of its parameters.
fn redact_path(path: &mut String, template: &str, names: &Names<'_>, found: &mut Vec<SecretString>) {
    let mut sent: Vec<&str> = path.split('/').collect();
    let wanted: Vec<&str> = template.split('/').collect();
    // The template follows the path of the server's URL.
    let Some(start) = sent.len().checked_sub(wanted.len()) else {
        return;
    };
    let mut changed = false;
    for (segment, wanted) in sent[start..].iter_mut().zip(wanted) {
        let mut parameters = wanted
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split('}').next());
        if parameters.any(|name| names.is_secret(name)) {
            found.push((*segment).into());
            *segment = MARK;
            changed = true;
        }
    }
    if changed {
        *path = sent.join("/");
    }
}

/// A walk through one body.
struct BodyRedaction<'a> {
    names: &'a Names<'a>,
    side: Side,
    found: &'a mut Vec<SecretString>,
    steps: Vec<Step>,
}

impl BodyRedaction<'_> {
    fn redact(&mut self, body: &mut RecordedBody, media_type: &str, schemas: &[&Value]) {
        let parts = document::parts(self.names.rules.document.as_ref(), schemas);
        match &mut body.0 {
            Content::Empty | Content::Binary(_) => {}
            Content::Json(json) => self.json(json, schemas, None),
            Content::Form(pairs) => {
                for (name, value) in pairs {
                    if self.is_field(name, &parts) {
                        self.found.push(std::mem::replace(value, MARK.to_owned()).into());
                    }
                }
            }
            Content::Parts(fields) => {
                for part in fields {
                    let text = std::str::from_utf8(&part.body).unwrap_or_default().to_owned();
                    if part.name.as_ref().is_some_and(|name| self.is_field(name, &parts)) {
                        part.body = MARK.into();
                        self.found.push(text.into());
                    } else if !text.is_empty() {
                        part.body = self.lines(&text, media_type, &[]).into();
                    }
                }
            }
            Content::Text(text) => *text = self.lines(text, media_type, schemas),
        }
    }

    /// Tells whether the field of a form is a secret.
    fn is_field(&mut self, name: &str, parts: &[&Value]) -> bool {
        self.steps.push(Step::Name(name.to_owned()));
        let by_path = self
            .names
            .rules
            .paths
            .iter()
            .any(|path| path.matches(&self.steps));
        self.steps.clear();
        by_path
            || self.names.is_secret(name)
            || document::has_secret(self.names.rules.document.as_ref(), parts, name)
    }

    /// Leaves secrets out of a text whose lines may be JSON, alone or as the data of an event.
    fn lines(&mut self, text: &str, media_type: &str, schemas: &[&Value]) -> String {
        let lines = text.split('\n').map(|line| {
            let start = match line.strip_prefix("data:") {
                Some(data) => line.len() - data.trim_start().len(),
                None => 0,
            };
            let (before, data) = line.split_at(start);
            if data.starts_with(['{', '['])
                && let Ok(mut json) = Json::parse(data.trim_end().as_bytes())
            {
                let kept = json.clone();
                self.json(&mut json, schemas, None);
                return match json == kept {
                    true => line.to_owned(),
                    false => format!("{before}{}", json.compact()),
                };
            }
            line.to_owned()
        });
        let text = lines.collect::<Vec<_>>().join("\n");
        let names = self.names;
        text::redact(
            &text,
            media_type,
            &|name| names.is_secret_in_text(name),
            self.found,
        )
    }

    /// Leaves secrets out of a value that these schemas describe.
    fn json(&mut self, json: &mut Json, schemas: &[&Value], name: Option<&str>) {
        let document = self.names.rules.document.as_ref();
        let parts = document::parts(document, schemas);
        let is_secret = name.is_some_and(|name| self.names.is_secret(name))
            || parts.iter().any(|schema| document::is_secret(schema))
            || self
                .names
                .rules
                .paths
                .iter()
                .any(|path| path.matches(&self.steps));
        if is_secret {
            return mark(json, self.side, self.found);
        }
        match json {
            Json::Array(items) => {
                for (index, item) in items.iter_mut().enumerate() {
                    self.steps.push(Step::Index(index));
                    self.json(item, &document::items(&parts, index), None);
                    self.steps.pop();
                }
            }
            Json::Object(entries) => {
                for (name, value) in entries {
                    self.steps.push(Step::Name(name.clone()));
                    self.json(value, &document::property(&parts, name), Some(name));
                    self.steps.pop();
                }
            }
            _ => {}
        }
    }
}
