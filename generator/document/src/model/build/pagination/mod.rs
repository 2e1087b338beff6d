//! How an operation's pages follow each other: where a setting or the document says so, and only what is certain.
//!
//! | module | what it does |
//! |---|---|
//! | `fit` | whether what is said fits the operation |
//! | `list` | where the list of items is in a page |
//! | `link`, `convention` | what the document says without an extension |

mod convention;
mod fit;
mod link;
mod list;

use super::Builder;
use super::operations::Endpoint;
use super::selection::{names, near_operation};
use crate::description::PaginationMeaning;
use crate::diagnostic::Code;
use crate::model::selection::is_pattern;
use crate::model::{Pages, Pagination, Response};
pub(super) use fit::Paged;

/// What to do where the pages of an operation are not understood.
const HELP: &str = "say it in the build script, by `Generator::paginate`";

/// What to do where a setting does not fit.
const HELP_FOR_SETTING: &str = "name what the operation takes and gives, as it is sent";

impl<'a> Builder<'a> {
    /// Reports settings that no operation takes: a misspelt one must not be without effect.
    pub(super) fn check_pagination(&mut self, endpoints: &[Endpoint<'a>]) {
        for (text, _) in &self.settings.pagination {
            if endpoints.iter().any(|endpoint| names(text, endpoint)) {
                continue;
            }
            let help = match near_operation(endpoints, text, self.diagnostics.suggestions()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "`specwright inspect` shows the operations with their methods and paths".to_owned(),
            };
            let message = format!("there is no operation `{text}`, whose pages are set");
            let setting = ("paginate", text.as_str());
            self.settings
                .report(setting, Code::Pagination, message, help, self.diagnostics);
        }
    }

    /// Reports patterns that name operations of which none has such pages.
    pub(super) fn check_pagination_patterns(&mut self) {
        if self.needed.is_some() {
            // Operations that are not built may have them.
            return;
        }
        for (index, (text, _)) in self.settings.pagination.iter().enumerate() {
            if is_pattern(text) && !self.used_pagination.contains(&index) && !self.diagnostics.has_errors() {
                self.settings.report(
                    ("paginate", text),
                    Code::Pagination,
                    format!("no operation that `{text}` names has such pages"),
                    "name one operation, to see what does not fit",
                    self.diagnostics,
                );
            }
        }
    }

    /// Returns how the operation's pages follow each other, if that is certain: by the settings, an extension, a link, a
    /// `Link` header, or names that say all.
    pub(super) fn pagination(&mut self, paged: &Paged<'_, 'a>, selected: bool) -> Option<Pages> {
        let pagination = self.stated(paged, selected)?;
        Some(Pages {
            list: self.list_of(&pagination, paged),
            pagination,
        })
    }

    fn stated(&mut self, paged: &Paged<'_, 'a>, selected: bool) -> Option<Pagination> {
        let endpoint = paged.endpoint;
        let set = self.settings.pagination.iter().enumerate();
        let mut chosen = None;
        for (index, (text, pagination)) in set.filter(|(_, (text, _))| names(text, endpoint)) {
            match self.fits(pagination, paged) {
                Ok(()) => {
                    self.used_pagination.insert(index);
                    chosen = Some(pagination.clone());
                }
                Err(misfit) if selected && !is_pattern(text) => self.diagnostics.error(
                    Code::Pagination,
                    self.description.sources.place(misfit.source),
                    format!("the pages of `{text}` can't be as set: {}", misfit.message),
                    misfit.help.unwrap_or_else(|| HELP_FOR_SETTING.to_owned()),
                ),
                Err(_) => {}
            }
        }
        if chosen.is_some() {
            return chosen;
        }
        let Some(extension) = &endpoint.operation.pagination else {
            let of_document = self
                .linked_page(endpoint, paged.parameters)
                .or_else(|| has_link_header(paged.success).then(Pagination::link));
            let conventions = convention::conventions(|name| paged.has_query(name));
            let mut candidates = of_document.into_iter().chain(conventions);
            return candidates.find(|pagination| self.fits(pagination, paged).is_ok());
        };
        let message = match &extension.meaning {
            PaginationMeaning::OnePage => return None,
            PaginationMeaning::Unknown(what) => (*what).to_owned(),
            PaginationMeaning::Pages(pagination) => match self.fits(pagination, paged) {
                Ok(()) => return Some(pagination.clone()),
                Err(misfit) => misfit.message,
            },
        };
        self.diagnostics.warning(
            Code::Pagination,
            self.description.sources.place(extension.source),
            format!("`{}` is not used: {message}", extension.name),
            HELP,
        );
        None
    }
}

fn has_link_header(success: &[Response]) -> bool {
    let headers = success.iter().flat_map(|response| &response.headers);
    headers
        .into_iter()
        .any(|header| header.wire.eq_ignore_ascii_case("link"))
}
