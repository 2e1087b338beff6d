//! The names that a user chose, and what each is for.

mod check;
mod renamed;

use foldhash::{HashMap, HashSet};
use std::collections::BTreeMap;

use super::RustName;
use super::case::Case;
use super::locked::{Locked, Target};
use super::scope::{LOCKED, Scope};
use super::shared::Sharing;
use renamed::Renamed;
use specwright_document::description::GivenName;
use specwright_document::diagnostic::{Code, Diagnostics, Severity, SourcePointer};
use specwright_document::model::{Api, Items, Rename, Settings};
use specwright_document::order;

pub(super) use specwright_document::model::Item;

/// The names that a user chose, or that the document itself gives.
#[derive(Default)]
pub(super) struct Chosen<'s> {
    renames: &'s [Rename],
    /// Where the document gives names; they are numbered behind those that the user chose.
    given: Vec<SourcePointer>,
    /// The name for each item, and which of the settings says so.
    names: HashMap<Item, (RustName, usize)>,
    /// The tags, where any name is chosen.
    tags: BTreeMap<String, Item>,
    /// The names that a lock keeps.
    locked: Option<Locked<'s>>,
    /// What has another name than in the lock.
    renamed: Renamed<'s>,
    problems: Vec<Problem>,
}

/// Why a name can't be what a user chose.
struct Problem {
    rename: usize,
    message: String,
    help: String,
    /// Whether the name is taken all the same, and something else has another one.
    is_kept: bool,
}

/// Problems beyond this number are not looked for: nobody reads them at once.
const SHOWN: usize = 50;

impl<'s> Chosen<'s> {
    /// Finds what the settings name.
    pub(super) fn new(api: &'s Api, settings: &'s Settings, diagnostics: &mut Diagnostics) -> Self {
        let renames: &[Rename] = &settings.renames;
        let has_tags = settings.tag_features || settings.group_by_tag;
        let lock = settings.lock.as_ref();
        let mut chosen = Self {
            renames,
            locked: lock.map(|lock| Locked::new(api, lock, diagnostics)),
            ..Self::default()
        };
        if renames.is_empty() && api.given_names.is_empty() {
            return chosen;
        }
        let items = Items::of(api, has_tags);
        for (tag, item) in items.tags() {
            chosen.tags.insert(tag, item);
        }
        for (index, rename) in renames.iter().enumerate() {
            if chosen.problems.len() >= SHOWN {
                break;
            }
            let found = items.find(api, &rename.item, &rename.name, diagnostics.suggestions());
            let named = found.and_then(|items| {
                let name = check::name(&items, api, &rename.name)?;
                Ok((items, name))
            });
            match named {
                Err(_) if settings.items_may_miss => {}
                Err((message, help)) => chosen.problems.push(Problem {
                    rename: index,
                    message,
                    help,
                    is_kept: false,
                }),
                Ok((items, name)) => {
                    for item in items {
                        chosen.add(item, name.clone(), index);
                    }
                }
            }
        }
        chosen.take_given(api, &items);
        if let Some(locked) = &chosen.locked {
            let names = chosen.names.iter().map(|(item, (name, _))| (*item, name));
            let renamed = names.filter(|(item, name)| locked.is_from_before(*item, name));
            chosen.renamed = Renamed::new(api, renamed.map(|(item, _)| item));
        }
        chosen
    }

    /// Returns whether no name is chosen, given or locked.
    pub(super) fn is_free(&self) -> bool {
        self.names.is_empty() && self.locked.is_none()
    }

    /// Takes over the names that the document gives, where the user chose none.
    fn take_given(&mut self, api: &Api, items: &Items) {
        let mut known = HashSet::default();
        for GivenName { source, name } in &api.given_names {
            let place = api.sources.place(*source);
            // What several refer to may have been read several times.
            if !known.insert(place.clone()) {
                continue;
            }
            let index = self.renames.len() + self.given.len();
            let found = items.find_at(api, &place, name);
            let found = found.ok_or_else(|| {
                let help = "name an operation, a parameter, a component, a property, or a schema that becomes a type";
                ("nothing here has a name".to_owned(), help.to_owned())
            });
            let named = found.and_then(|items| Ok((check::name(&items, api, name)?, items)));
            self.given.push(place);
            match named {
                Ok((name, items)) => {
                    for item in items {
                        self.names.entry(item).or_insert_with(|| (name.clone(), index));
                    }
                }
                Err((message, help)) => self.problems.push(Problem {
                    rename: index,
                    message: format!("`{name}`: {message}"),
                    help,
                    is_kept: false,
                }),
            }
        }
    }

    /// Forgets the name of an item, if the document gives it: it has the name then that it would have without.
    fn forget_given(&mut self, item: Item, rename: usize) {
        if rename >= self.renames.len() {
            self.names.remove(&item);
        }
    }

    fn add(&mut self, item: Item, name: RustName, rename: usize) {
        let Some((before, _)) = self.names.insert(item, (name.clone(), rename)) else {
            return;
        };
        if before != name {
            self.problems.push(Problem {
                rename,
                message: format!("another setting names it `{before}`"),
                help: "remove one of the two".to_owned(),
                is_kept: false,
            });
        }
    }

    /// Returns the name that is chosen for an item.
    pub(super) fn name(&self, item: Item) -> Option<&RustName> {
        if self.names.is_empty() {
            return None;
        }
        self.names.get(&item).map(|(name, _)| name)
    }

    /// Returns the name that is chosen for a tag.
    pub(super) fn tag(&self, tag: &str) -> Option<&RustName> {
        self.name(*self.tags.get(tag)?)
    }

    /// Returns all tags.
    pub(super) fn tags(&self) -> Vec<Item> {
        self.tags.values().copied().collect()
    }

    /// Notes why an item can't have the name that is chosen for it.
    pub(super) fn refuse(&mut self, item: Item, message: &str) {
        if let Some((_, rename)) = self.names.get(&item) {
            let rename = *rename;
            self.problems.push(Problem {
                rename,
                message: message.to_owned(),
                help: "choose another name".to_owned(),
                is_kept: false,
            });
            self.forget_given(item, rename);
        }
    }

    /// Claims a name for a tag, or takes the one that is chosen or locked.
    pub(super) fn claim_tag(
        &self,
        target: Target,
        tag: &str,
        scope: &mut Scope,
        case: Case,
        suffix: &str,
    ) -> RustName {
        match (self.tag(tag), case) {
            (None, _) => self.claim(target, scope, tag, case, &[suffix]),
            (Some(name), Case::Camel) => scope.claim(name.as_str(), case, &[suffix]),
            (Some(name), Case::Snake) => {
                scope.keep(tag, case, &[suffix]);
                name.clone()
            }
        }
    }

    /// Takes the chosen and the locked names of items that share a scope, before the others are named.
    pub(super) fn reserve(&mut self, scope: &mut Scope, items: impl IntoIterator<Item = Item> + Clone) {
        if !self.names.is_empty() {
            self.reserve_chosen(scope, items.clone());
        }
        self.reserve_locked(scope, items);
    }

    /// Takes the locked names of what shares a scope, but for what is named after something that has another name than in the lock.
    pub(super) fn reserve_locked<T: Into<Target>>(
        &mut self,
        scope: &mut Scope,
        targets: impl IntoIterator<Item = T>,
    ) {
        if self.locked.is_some() {
            for target in targets {
                self.reserve_target(scope, target.into());
            }
        }
    }

    fn reserve_target(&mut self, scope: &mut Scope, target: Target) {
        let is_chosen = match &target {
            Target::Item(item) => self.names.contains_key(item),
            _ => false,
        };
        if let Some(locked) = &mut self.locked
            && !is_chosen
            && !self.renamed.names(&target)
        {
            locked.reserve(scope, target);
        }
    }

    /// Takes the chosen names of items that share a scope.
    pub(super) fn reserve_chosen(&mut self, scope: &mut Scope, items: impl IntoIterator<Item = Item>) {
        for item in items {
            self.reserve_item(scope, item);
        }
    }

    fn reserve_item(&mut self, scope: &mut Scope, item: Item) {
        let Some((name, rename)) = self.names.get(&item) else {
            return;
        };
        let rename = *rename;
        if let Err(other) = scope.choose(name, rename) {
            let message = match other.filter(|other| *other != rename) {
                Some(LOCKED) => "the lock has that name for something else".to_owned(),
                Some(other) => match self.renames.get(other) {
                    Some(other) => format!("`{}` is renamed to it, too", other.item),
                    None => "the document gives that name to something else, too".to_owned(),
                },
                None => "generated code has that name for something of its own".to_owned(),
            };
            self.problems.push(Problem {
                rename,
                message,
                help: "choose another name".to_owned(),
                is_kept: false,
            });
            self.forget_given(item, rename);
        }
    }

    /// Returns the name that a lock keeps for something, unless another one is chosen.
    pub(super) fn locked(&self, target: &Target) -> Option<&RustName> {
        self.locked.as_ref()?.name(target)
    }

    /// Returns what a lock says of a definition that a place shares with others.
    pub(super) fn sharing(&self, target: &Target) -> Sharing {
        let Some(locked) = &self.locked else {
            return Sharing::default();
        };
        Sharing {
            locked: locked.name(target).cloned(),
            place: Some(locked.place(target)),
            ..Sharing::default()
        }
    }

    /// Claims a name as [`Scope::claim`] does, or takes the one that is chosen or locked.
    pub(super) fn claim(
        &self,
        target: impl Into<Target>,
        scope: &mut Scope,
        text: &str,
        case: Case,
        suffixes: &[&str],
    ) -> RustName {
        let target = target.into();
        if let Target::Item(item) = target
            && let Some(name) = self.name(item)
        {
            scope.keep(text, case, suffixes);
            return name.clone();
        }
        match self.locked(&target) {
            Some(name) => name.clone(),
            None => scope.claim(text, case, suffixes),
        }
    }

    /// Notes which chosen names something else in the scope would have; `what` is what the scope has.
    pub(super) fn check(&mut self, scope: &mut Scope, what: &str) {
        let conflicts = scope.conflicts().into_iter();
        for (rename, other) in conflicts.filter(|(setting, _)| *setting != LOCKED) {
            self.problems.push(Problem {
                rename,
                message: format!("{what} `{other}` has that name"),
                help: "choose another name, or rename that, too".to_owned(),
                is_kept: true,
            });
        }
    }

    /// Reports what is wrong.
    pub(super) fn report(self, diagnostics: &mut Diagnostics) {
        let mut problems = self.problems;
        order::sort_by_key(&mut problems, |problem| problem.rename);
        problems.dedup_by_key(|problem| problem.rename);
        for Problem {
            rename,
            message,
            help,
            is_kept,
        } in problems
        {
            let Some(Rename { item, name, span }) = self.renames.get(rename) else {
                let place = self.given.get(rename - self.renames.len());
                let mut place = place.cloned().unwrap_or_default();
                place.pointer.push_str("/x-rust-name");
                let message = match is_kept {
                    true => format!("{message}, too, and is named otherwise"),
                    false => format!("cannot name it as `x-rust-name` says: {message}; ignored"),
                };
                diagnostics.warning(Code::RustName, place, message, help);
                continue;
            };
            let message = format!("cannot rename `{item}` to `{name}`: {message}");
            let place = SourcePointer::default();
            match span {
                Some(span) => {
                    diagnostics.push_at(Severity::Error, Code::Rename, place, span.clone(), message, help)
                }
                None => diagnostics.error(Code::Rename, place, message, help),
            }
        }
    }
}
