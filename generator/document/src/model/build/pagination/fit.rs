//! Whether pages can follow each other as it is said: what leads to them must be in what the operation takes and gives.

use super::super::Builder;
use super::super::operations::Endpoint;
use crate::description::Source;
use crate::diagnostic::nearest;
use crate::model::{
    Body, BodyKind, Location, NextPage, PageInput, Pagination, Parameter, Payload, Response, Type, TypeDef,
    TypeKind,
};
use crate::source::pointer;

/// So many aliases and unions may stand between a value and its properties.
const MOST_STEPS: usize = 64;

/// An operation as far as its pages are concerned.
pub(in crate::model::build) struct Paged<'o, 'a> {
    pub(in crate::model::build) endpoint: &'o Endpoint<'a>,
    pub(in crate::model::build) parameters: &'o [Parameter],
    pub(in crate::model::build) body: Option<&'o Body>,
    pub(in crate::model::build) success: &'o [Response],
}

/// The reason why pages can't follow each other so.
pub(super) struct Misfit {
    /// The place in the document that contradicts.
    pub(super) source: Source,
    pub(super) message: String,
    pub(super) help: Option<String>,
}

/// What a pointer is to lead to.
#[derive(Clone, Copy)]
enum Wanted {
    /// What can stand in a query.
    Text,
    /// What can stand in a JSON body.
    Value,
    /// A number of a request.
    Number,
    Boolean,
    List,
}

impl Wanted {
    fn words(self) -> &'static str {
        match self {
            Self::Text => "a string or a number",
            Self::Value => "a value",
            Self::Number => "a number",
            Self::Boolean => "a boolean",
            Self::List => "a list",
        }
    }
}

impl Paged<'_, '_> {
    pub(super) fn has_query(&self, name: &str) -> bool {
        let mut parameters = self.parameters.iter();
        parameters.any(|parameter| {
            matches!(parameter.location, Location::Query | Location::QueryString) && parameter.wire == name
        })
    }

    /// Returns the types of JSON that successes have.
    pub(super) fn pages(&self) -> impl Iterator<Item = &Type> {
        self.success
            .iter()
            .filter_map(|response| match &response.payload {
                Payload::Json(ty) | Payload::Any(ty) => Some(ty),
                _ => None,
            })
    }

    /// Returns the type of a page, where all successes have the same.
    pub(super) fn page(&self) -> Option<&Type> {
        let mut payloads = self.success.iter().map(|response| &response.payload);
        match payloads.next()? {
            payload @ (Payload::Json(ty) | Payload::Any(ty)) if payloads.all(|other| other == payload) => {
                Some(ty)
            }
            _ => None,
        }
    }

    fn misfit(&self, message: impl Into<String>) -> Misfit {
        Misfit {
            source: self.endpoint.operation.source,
            message: message.into(),
            help: None,
        }
    }
}

impl Builder<'_> {
    /// Checks that pages can follow each other so.
    pub(super) fn fits(&self, pagination: &Pagination, paged: &Paged<'_, '_>) -> Result<(), Misfit> {
        if paged.pages().next().is_none() {
            return Err(paged.misfit("the operation does not respond with JSON"));
        }
        self.input_fits(pagination, paged)?;
        let response = |place: &str, wanted| self.response_fits(paged, place, wanted);
        let wanted = match pagination.input() {
            Some(PageInput::Body(_)) => Wanted::Value,
            _ => Wanted::Text,
        };
        match &pagination.next {
            NextPage::Link | NextPage::Page { .. } | NextPage::Offset { .. } => {}
            NextPage::Url { pointer } => response(pointer, Wanted::Text)?,
            NextPage::Cursor { pointer, .. } => response(pointer, wanted)?,
            NextPage::LastItem { value, .. } => {
                let items = pagination.items.as_deref().unwrap_or_default();
                response(items, Wanted::List)?;
                response(&format!("{items}/0{value}"), wanted)?;
            }
        }
        if let Some(more) = &pagination.has_more {
            response(more, Wanted::Boolean)?;
        }
        match &pagination.items {
            Some(items) => response(items, Wanted::List),
            None => Ok(()),
        }
    }

    /// Checks that the request has a place for what leads to a page.
    fn input_fits(&self, pagination: &Pagination, paged: &Paged<'_, '_>) -> Result<(), Misfit> {
        let Some(input) = pagination.input() else {
            return match paged.endpoint.operation.method == *"GET" {
                true => Ok(()),
                false => Err(paged.misfit("a URL leads to the next page, which is fetched by GET")),
            };
        };
        let wanted = match pagination.next {
            NextPage::Page { .. } | NextPage::Offset { .. } => Wanted::Number,
            _ => Wanted::Value,
        };
        match input {
            PageInput::Query(name) if paged.has_query(name) => Ok(()),
            PageInput::Query(name) => {
                let query = paged.parameters.iter();
                let query = query.filter(|parameter| parameter.location == Location::Query);
                let near = nearest(name, query.map(|parameter| parameter.wire.as_str()));
                Err(Misfit {
                    help: near.map(|near| format!("did you mean `{near}`?")),
                    ..paged.misfit(format!("the operation has no parameter `{name}` in its query"))
                })
            }
            PageInput::Body(place) => {
                let variants = paged
                    .body
                    .map(|body| body.variants.as_slice())
                    .unwrap_or_default();
                let json = variants.iter().find_map(|variant| match &variant.kind {
                    BodyKind::Json(ty) => Some(ty),
                    _ => None,
                });
                let ty = json.ok_or_else(|| paged.misfit("the operation takes no JSON body"))?;
                self.place_fits(paged, "the request's body", ty, place, wanted)
            }
        }
    }

    fn response_fits(&self, paged: &Paged<'_, '_>, place: &str, wanted: Wanted) -> Result<(), Misfit> {
        let mut misfit = None;
        for ty in paged.pages() {
            match self.place_fits(paged, "the response", ty, place, wanted) {
                Ok(()) => return Ok(()),
                Err(found) => misfit = misfit.or(Some(found)),
            }
        }
        misfit.map_or(Ok(()), Err)
    }

    /// Checks that a value of a type can have something that is wanted at a JSON pointer.
    fn place_fits(
        &self,
        paged: &Paged<'_, '_>,
        what: &str,
        ty: &Type,
        place: &str,
        wanted: Wanted,
    ) -> Result<(), Misfit> {
        if !place.is_empty() && !place.starts_with('/') {
            return Err(Misfit {
                help: Some(format!("did you mean `/{place}`?")),
                ..paged.misfit(format!("`{place}` is no JSON pointer"))
            });
        }
        let segments: Vec<_> = pointer::segments(place).collect();
        let walk = Walk {
            types: &self.types,
            what,
            place,
            segments: &segments,
            wanted,
        };
        walk.check(ty, 0, paged.endpoint.operation.source, MOST_STEPS)
    }
}

struct Walk<'w, S> {
    types: &'w [TypeDef],
    what: &'w str,
    place: &'w str,
    segments: &'w [S],
    wanted: Wanted,
}

impl<S: AsRef<str>> Walk<'_, S> {
    /// Checks a type behind so many segments; `source` is the last schema with a name on the way.
    fn check(&self, ty: &Type, done: usize, source: Source, steps: usize) -> Result<(), Misfit> {
        // What is so far away is not refused.
        let Some(steps) = steps.checked_sub(1) else {
            return Ok(());
        };
        match (ty, self.segments.get(done)) {
            (Type::Json, _) => Ok(()),
            (Type::Nullable(inner) | Type::Boxed(inner), _) => self.check(inner, done, source, steps),
            (Type::Named(id), segment) => {
                let def = &self.types[id.0];
                let at = def.source;
                match (&def.kind, segment) {
                    (TypeKind::Alias(ty), _) => self.check(ty, done, at, steps),
                    (TypeKind::Union(union), _) => {
                        let mut misfit = None;
                        for variant in &union.variants {
                            match self.check(&variant.ty, done, at, steps) {
                                Ok(()) => return Ok(()),
                                Err(found) => misfit = misfit.or(Some(found)),
                            }
                        }
                        misfit.map_or(Ok(()), Err)
                    }
                    (TypeKind::Struct(object), Some(segment)) => {
                        let segment = segment.as_ref();
                        let field = object.fields.iter().find(|field| field.wire == *segment);
                        match field.map(|field| &field.ty).or(object.extra.as_ref()) {
                            Some(ty) => self.check(ty, done + 1, at, steps),
                            None => {
                                let fields = object.fields.iter().map(|field| field.wire.as_str());
                                Err(Misfit {
                                    source: at,
                                    message: format!("{} has no property `{segment}`", self.owner(done)),
                                    help: nearest(segment, fields)
                                        .map(|near| format!("did you mean `{near}`?")),
                                })
                            }
                        }
                    }
                    (TypeKind::Struct(_), None) => self.leaf(matches!(self.wanted, Wanted::Value), at),
                    (TypeKind::StringEnum(_) | TypeKind::IntegerEnum(_) | TypeKind::LiteralEnum(_), None) => {
                        self.leaf(matches!(self.wanted, Wanted::Text | Wanted::Value), at)
                    }
                    (_, Some(_)) => self.leaf(false, at),
                }
            }
            (Type::Map(inner), Some(_)) => self.check(inner, done + 1, source, steps),
            (Type::Array(inner), Some(segment)) if segment.as_ref().parse::<usize>().is_ok() => {
                self.check(inner, done + 1, source, steps)
            }
            (Type::Tuple(items), Some(segment)) => {
                let index = segment.as_ref().parse::<usize>();
                match index.ok().and_then(|index| items.get(index)) {
                    Some(item) => self.check(item, done + 1, source, steps),
                    None => self.leaf(false, source),
                }
            }
            (_, Some(_)) => self.leaf(false, source),
            (ty, None) => {
                let fits = match self.wanted {
                    Wanted::List => matches!(ty, Type::Array(_)),
                    Wanted::Boolean => *ty == Type::Boolean,
                    Wanted::Number => matches!(ty, Type::Integer(_) | Type::Double | Type::Float),
                    Wanted::Value => !matches!(ty, Type::Null | Type::Boolean),
                    Wanted::Text => !matches!(
                        ty,
                        Type::Null | Type::Boolean | Type::Array(_) | Type::Map(_) | Type::Tuple(_)
                    ),
                };
                self.leaf(fits, source)
            }
        }
    }

    fn leaf(&self, fits: bool, source: Source) -> Result<(), Misfit> {
        if fits {
            return Ok(());
        }
        let (what, wanted) = (self.what, self.wanted.words());
        Err(Misfit {
            source,
            message: match self.place {
                "" => format!("{what} is not {wanted}"),
                place => format!("{what} can't have {wanted} at `{place}`"),
            },
            help: None,
        })
    }

    /// Returns what has the segments so far.
    fn owner(&self, done: usize) -> String {
        let mut place = String::new();
        for segment in &self.segments[..done] {
            pointer::push_key(&mut place, segment.as_ref());
        }
        match place.as_str() {
            "" => self.what.to_owned(),
            place => format!("what {} has at `{place}`", self.what),
        }
    }
}
