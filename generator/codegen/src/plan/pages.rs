//! The methods of a request that give its pages, and what is on them.

use std::borrow::Cow;

use super::named::{Api, Operation, PageItems, Payload, Type, TypeKind};
use super::presence::FieldForm;
use super::response;
use super::runtime::RuntimeItem;
use super::scope::Scope;
use super::{Name, Path, RustType};
use specwright_document::model::NextPage;

/// The methods of a request that give its pages.
#[derive(Clone, PartialEq)]
pub struct PagesMethods<'a> {
    /// The name of the method that gives pages.
    pub name: Name,
    /// What it gives.
    pub result: RustType,
    /// The runtime's type for pages.
    pub pages: Path,
    /// The runtime's type for how they follow each other.
    pub pagination: Path,
    /// The function of that type.
    pub function: &'static str,
    /// What the function takes.
    pub arguments: Vec<PaginationArgument<'a>>,
    /// Where `true` says that there is another page.
    pub has_more: Option<&'a str>,
    /// The methods that give items, if it is known where these are.
    pub items: Option<ItemsMethods>,
}

/// An argument of a function that says how pages follow each other.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum PaginationArgument<'a> {
    /// A text.
    Text(&'a str),
    /// A number.
    Number(u64),
}

/// The methods of a request that give the items of all its pages.
#[derive(Clone, PartialEq)]
pub struct ItemsMethods {
    /// The name of the method that gives a stream of them.
    pub name: Name,
    /// What it gives.
    pub result: RustType,
    /// The name of the method that collects them.
    pub all: Name,
    /// What it gives.
    pub collected: RustType,
    /// How `Some` and `Vec` are written.
    pub some: Path,
    /// See `some`.
    pub vec: Path,
    /// Whether `all` waits for them itself.
    pub is_blocking: bool,
    /// The steps from a page to the list.
    pub way: Vec<ListStep>,
}

/// A step from a page to the list of its items.
#[derive(Clone, PartialEq)]
pub struct ListStep {
    /// The field; `None` for the page itself, which is the first step.
    pub field: Option<Name>,
    /// Whether its value is in a `Nullable`, which is not one of the `Option`s.
    pub is_nullable: bool,
    /// How many `Option`s are around its value.
    pub options: usize,
}

/// Plans the methods that give an operation's pages.
pub(super) fn methods<'a>(scope: &Scope<'a>, operation: &'a Operation) -> Option<PagesMethods<'a>> {
    let pages = operation.pages.as_ref()?;
    let pagination = &pages.pagination;
    let text = PaginationArgument::Text;
    let input = text(pagination.input().map_or("", |input| input.name()));
    let items = text(pagination.items.as_deref().unwrap_or_default());
    let (function, arguments) = match &pagination.next {
        NextPage::Link => ("link", Vec::new()),
        NextPage::Url { pointer } => ("next_url", vec![text(pointer)]),
        NextPage::Cursor { pointer, .. } => ("cursor", vec![input, text(pointer)]),
        NextPage::LastItem { value, .. } => ("last_item", vec![input, items, text(value)]),
        NextPage::Page { first, .. } => ("page", vec![input, PaginationArgument::Number(*first), items]),
        NextPage::Offset { .. } => ("offset", vec![input, items]),
    };
    let success = response::success(scope, &operation.success);
    let failure = response::failure(scope, &operation.failure);
    let path = scope.runtime(RuntimeItem::Pages);
    Some(PagesMethods {
        name: pages.name.clone(),
        result: RustType::Path(path.clone(), vec![success, failure]),
        pages: path,
        pagination: scope.runtime(RuntimeItem::Pagination),
        function,
        arguments,
        has_more: pagination.has_more.as_deref(),
        items: pages
            .items
            .as_ref()
            .and_then(|items| items_methods(scope, operation, items)),
    })
}

fn items_methods(scope: &Scope<'_>, operation: &Operation, items: &PageItems) -> Option<ItemsMethods> {
    let Payload::Json(page) = &operation.success.cases.first()?.payload else {
        return None;
    };
    let mut way = Vec::new();
    let mut ty = Cow::Borrowed(page);
    let mut field = None;
    let mut form = FieldForm::Required;
    let mut rest = items.list.iter();
    let item = loop {
        let (options, inner) = unwrapped(scope.api, &ty)?;
        way.push(ListStep {
            field: field.take(),
            is_nullable: form == FieldForm::Nullable,
            options: match form {
                FieldForm::Required | FieldForm::Nullable => options,
                FieldForm::Optional | FieldForm::HoldsNull | FieldForm::Received => options + 1,
            },
        });
        match (inner, rest.next()) {
            (Type::Array(item), None) => break item.clone(),
            (Type::Named(id), Some(wire)) => {
                let TypeKind::Struct(object) = &scope.api.type_def(*id).kind else {
                    return None;
                };
                let next = object.fields.iter().find(|field| field.wire == *wire)?;
                field = Some(next.name.clone());
                (form, ty) = FieldForm::of(scope.api, next);
            }
            _ => return None,
        }
    };
    let success = response::success(scope, &operation.success);
    let failure = response::failure(scope, &operation.failure);
    let list = scope.ty(&Type::Array(item));
    Some(ItemsMethods {
        name: items.name.clone(),
        result: RustType::Path(
            scope.runtime(RuntimeItem::Items),
            vec![success, failure.clone(), list.clone()],
        ),
        all: items.all.clone(),
        collected: RustType::Path(
            scope.prelude("Result"),
            vec![list, RustType::of(scope.runtime(RuntimeItem::Error), failure)],
        ),
        some: scope.prelude("Some"),
        vec: scope.prelude("Vec"),
        is_blocking: scope.api.blocking,
        way,
    })
}

/// Returns how many `Option`s are around a type, and the type in them, behind aliases.
fn unwrapped<'t>(api: &'t Api, mut ty: &'t Type) -> Option<(usize, &'t Type)> {
    let mut options = 0;
    // Aliases that go round are no aliases in Rust.
    for _ in 0..=api.types.len() {
        ty = match ty {
            Type::Nullable(inner) => {
                options += 1;
                inner
            }
            Type::Boxed(inner) if matches!(**inner, Type::Named(_)) => inner,
            Type::Named(id) => match &api.type_def(*id).kind {
                TypeKind::Alias(of) => of,
                _ => return Some((options, ty)),
            },
            _ => return Some((options, ty)),
        };
    }
    None
}
