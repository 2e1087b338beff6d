//! Where callbacks are sent: [runtime expressions](https://spec.openapis.org/oas/v3.2.0#runtime-expressions) over the request that they
//! follow from, and its response.

use super::super::docs::{Doc, Span};
use super::super::named::Operation;
use super::super::runtime::RuntimeItem;
use super::super::scope::Scope;
use super::super::{Argument, Name, Path, RustType};
use super::{BodyReader, ServedForm, ServedRequest};

/// A method of a request that gives the URL of a callback.
#[derive(Clone, PartialEq)]
pub struct CallbackUrl<'a> {
    /// What is said of it.
    pub docs: Doc<'a>,
    /// Its name.
    pub name: Name,
    /// What it takes of the response.
    pub arguments: Vec<Argument>,
    /// What the URL is made of.
    pub pieces: Vec<UrlPiece<'a>>,
}

/// A piece of a URL.
#[derive(Clone, PartialEq)]
pub enum UrlPiece<'a> {
    /// This text.
    Text(&'a str),
    /// What a JSON pointer leads to in a value.
    Value(UrlSource, &'a str),
    /// What a JSON pointer leads to in a body that has several media types, or parts and may be missing.
    Choice(UrlChoice<'a>),
    /// A header.
    Header(UrlSource, &'a str),
    /// The status, which an argument has.
    Status(Name),
}

/// What has a value.
#[derive(Clone, PartialEq)]
pub enum UrlSource {
    /// A field of the request.
    Field(Name),
    /// A part of the body, which is a field of the request.
    Part(Name, Name),
    /// An argument.
    Argument(Name),
}

/// A body that has several media types, or parts and may be missing.
#[derive(Clone, PartialEq)]
pub struct UrlChoice<'a> {
    /// The field of the request.
    pub field: Name,
    /// Whether it may be missing.
    pub is_optional: bool,
    /// The variants that have the value.
    pub variants: Vec<UrlVariant<'a>>,
    /// Whether these are all.
    pub is_whole: bool,
}

/// A variant of a body.
#[derive(Clone, PartialEq)]
pub struct UrlVariant<'a> {
    /// The variant, where there are several.
    pub path: Option<Path>,
    /// The part of it that has the value.
    pub part: Option<Name>,
    /// Where the value is in that.
    pub pointer: &'a str,
}

/// Plans the methods for the callbacks of an operation, as far as its request and its response say where these are sent. Of the others, the
/// request's docs say that there is none.
pub(super) fn callback_urls<'a>(
    scope: &Scope<'a>,
    key: &str,
    request: &mut ServedRequest<'a>,
    forms: &[ServedForm<'a>],
) -> Vec<CallbackUrl<'a>> {
    let mut urls = Vec::new();
    for (webhook, expression) in callbacks(scope, key) {
        match url(scope, webhook, expression, request, forms) {
            Some(url) => urls.push(url),
            None => request.docs.paragraph([
                "Where ".into(),
                Span::code(&webhook.path),
                " is sent, ".into(),
                Span::code(expression),
                ", is not known by what a request and a response have.".into(),
            ]),
        }
    }
    urls
}

/// Returns the callbacks of an operation, and where they are sent.
fn callbacks<'a>(scope: &Scope<'a>, key: &str) -> impl Iterator<Item = (&'a Operation, &'a str)> {
    scope.api.webhooks.iter().filter_map(move |webhook| {
        let callback = webhook.callback.as_ref()?;
        let follows = callback.operations.iter().any(|operation| operation == key);
        follows.then_some((webhook, callback.expression.as_str()))
    })
}

fn url<'a>(
    scope: &Scope<'a>,
    webhook: &'a Operation,
    expression: &'a str,
    request: &ServedRequest<'a>,
    forms: &[ServedForm<'a>],
) -> Option<CallbackUrl<'a>> {
    let mut planner = Planner {
        scope,
        request,
        forms,
        arguments: Vec::new(),
    };
    let pieces = planner.pieces(expression)?;
    let mut docs = Doc::own([
        "Returns where ".into(),
        Span::code(&webhook.path),
        " is sent: ".into(),
        Span::code(expression),
        ". `None` where a value of it is missing.".into(),
    ]);
    docs.paragraph([
        "The URL is the caller's: look at where it leads before something is sent there.".into(),
    ]);
    Some(CallbackUrl {
        docs,
        name: Name::new(&format!("{}_url", webhook.name.as_str().trim_start_matches("r#")))?,
        arguments: planner.arguments,
        pieces,
    })
}

struct Planner<'p, 'a> {
    scope: &'p Scope<'a>,
    request: &'p ServedRequest<'a>,
    /// The parts of the body, for each media type that has some.
    forms: &'p [ServedForm<'a>],
    arguments: Vec<Argument>,
}

impl<'a> Planner<'_, 'a> {
    /// Plans the pieces. `None` where one can't be known.
    fn pieces(&mut self, expression: &'a str) -> Option<Vec<UrlPiece<'a>>> {
        let is_bare = expression.starts_with('$');
        if is_bare {
            return Some(vec![self.value(expression)?]);
        }
        let is_url = expression.starts_with('{')
            || expression.starts_with("http://")
            || expression.starts_with("https://");
        let mut rest = is_url.then_some(expression)?;
        let mut pieces = Vec::new();
        while let Some((before, behind)) = rest.split_once('{') {
            let (value, behind) = behind.split_once('}')?;
            if !before.is_empty() {
                pieces.push(UrlPiece::Text(before));
            }
            pieces.push(self.value(value)?);
            rest = behind;
        }
        if !rest.is_empty() {
            pieces.push(UrlPiece::Text(rest));
        }
        Some(pieces)
    }

    fn value(&mut self, expression: &'a str) -> Option<UrlPiece<'a>> {
        if expression == "$statusCode" {
            let ty = RustType::at(Path::Known("rt::StatusCode"));
            return Some(UrlPiece::Status(self.argument("status", ty)?));
        }
        if let Some(source) = expression.strip_prefix("$request.") {
            return self.of_request(source);
        }
        let source = expression.strip_prefix("$response.")?;
        if let Some(name) = source.strip_prefix("header.") {
            let ty = self.scope.runtime_type(RuntimeItem::HeaderMap);
            let headers = self.argument("response_headers", RustType::Reference(Box::new(ty)))?;
            return Some(UrlPiece::Header(UrlSource::Argument(headers), name));
        }
        let pointer = body_pointer(source)?;
        let any = RustType::Impl(Box::new(RustType::at(Path::Known("rt::json::Encode"))));
        let body = self.argument("response", RustType::Reference(Box::new(any)))?;
        Some(UrlPiece::Value(UrlSource::Argument(body), pointer))
    }

    fn of_request(&self, source: &'a str) -> Option<UrlPiece<'a>> {
        if let Some(pointer) = body_pointer(source) {
            return self.of_body(pointer);
        }
        let (location, name) = source.split_once('.')?;
        let wire = format!("{location} {name}");
        let mut parameters = self.request.parameters.iter();
        let declared = parameters.find(|parameter| match location {
            "header" => parameter.wire.eq_ignore_ascii_case(&wire),
            _ => parameter.wire == wire,
        });
        match declared {
            Some(parameter) => Some(UrlPiece::Value(UrlSource::Field(parameter.name.clone()), "")),
            None if location == "header" => {
                let headers = self.request.headers.0.clone();
                Some(UrlPiece::Header(UrlSource::Field(headers), name))
            }
            None => None,
        }
    }

    fn of_body(&self, pointer: &'a str) -> Option<UrlPiece<'a>> {
        let body = self.request.body.as_ref()?;
        let mut forms = self.forms.iter();
        let mut variant = |path: Option<Path>, reader: &str| match reader {
            "value" | "text" => Some(UrlVariant {
                path,
                part: None,
                pointer,
            }),
            "parts_as" => {
                let (part, pointer) = part(forms.next()?, pointer)?;
                Some(UrlVariant {
                    path,
                    part: Some(part),
                    pointer,
                })
            }
            _ => None,
        };
        let (variants, count): (Vec<UrlVariant<'a>>, usize) = match &body.reader {
            BodyReader::One(reader) => (variant(None, reader).into_iter().collect(), 1),
            BodyReader::Choice(path, all) => {
                let variants = all.iter().filter_map(|(name, reader)| {
                    let path = Path::Variant(Box::new(path.clone()), name.clone());
                    variant(Some(path), reader)
                });
                (variants.collect(), all.len())
            }
        };
        if let (BodyReader::One(_), [only]) = (&body.reader, variants.as_slice()) {
            let field = body.name.clone();
            let source = match &only.part {
                None => Some(UrlSource::Field(field)),
                Some(part) => body.is_required().then(|| UrlSource::Part(field, part.clone())),
            };
            if let Some(source) = source {
                return Some(UrlPiece::Value(source, only.pointer));
            }
        }
        (!variants.is_empty()).then(|| {
            UrlPiece::Choice(UrlChoice {
                field: body.name.clone(),
                is_optional: !body.is_required(),
                is_whole: variants.len() == count,
                variants,
            })
        })
    }

    /// Returns the argument of this name, which there is then.
    fn argument(&mut self, name: &str, ty: RustType) -> Option<Name> {
        let name = Name::new(name)?;
        if !self.arguments.iter().any(|argument| argument.name == name) {
            self.arguments.push(Argument {
                name: name.clone(),
                ty,
            });
        }
        Some(name)
    }
}

/// Returns where in a body a value is, of `body` or `body#/pointer`.
fn body_pointer(source: &str) -> Option<&str> {
    match source.strip_prefix("body")? {
        "" => Some(""),
        rest => rest
            .strip_prefix('#')
            .filter(|pointer| pointer.is_empty() || pointer.starts_with('/')),
    }
}

/// Returns the part of a body that a JSON pointer leads into, and where it leads in that. `None` where there is none, or where it is a file.
fn part<'a>(form: &ServedForm<'a>, pointer: &'a str) -> Option<(Name, &'a str)> {
    let inner = pointer.strip_prefix('/')?;
    let (step, rest) = inner.split_at(inner.find('/').unwrap_or(inner.len()));
    let wire = step.replace("~1", "/").replace("~0", "~");
    let mut fields = form.fields.iter();
    let (field, ..) =
        fields.find(|(_, reader, name)| *name == wire && matches!(*reader, "value" | "values"))?;
    Some((field.clone(), rest))
}
