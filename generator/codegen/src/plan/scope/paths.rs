//! The paths of items: whole ones where a module has another item of that name.

use std::borrow::Cow;

use foldhash::HashSet;

use super::super::docs::Span;
use super::super::named::XmlId;
use super::super::runtime::{RUNTIME, RuntimeItem};
use super::super::{Name, Path};
use super::{Module, Scope};

/// The names of the prelude that are written, and their paths.
const PRELUDE: [(&str, &str); 11] = [
    ("Box", "::std::boxed::Box"),
    ("Default", "::core::default::Default"),
    ("From", "::core::convert::From"),
    ("Into", "::core::convert::Into"),
    ("IntoIterator", "::core::iter::IntoIterator"),
    ("None", "::core::option::Option::None"),
    ("Option", "::core::option::Option"),
    ("Result", "::core::result::Result"),
    ("Some", "::core::option::Option::Some"),
    ("String", "::std::string::String"),
    ("Vec", "::std::vec::Vec"),
];

/// Returns the names of the prelude that are also those of a module's items.
pub(super) fn shadowed(names: &HashSet<Cow<'_, str>>) -> Vec<(&'static str, &'static str)> {
    let prelude = PRELUDE.iter().copied();
    prelude.filter(|(name, _)| names.contains(*name)).collect()
}

impl<'a> Scope<'a> {
    /// Returns the path of an item of the prelude: a whole one where the module has another item of that name.
    pub(in super::super) fn prelude(&self, name: &'static str) -> Path {
        let path = self.shadowed.iter().find(|(shadowed, _)| *shadowed == name);
        Path::Known(path.map_or(name, |(_, path)| path))
    }

    /// Returns the path of an item of the runtime: a whole one where the module has another item of that name.
    pub(in super::super) fn runtime(&self, item: RuntimeItem) -> Path {
        self.runtime_features.borrow_mut().extend(item.feature());
        if self.names.contains(item.name()) {
            self.uses_runtime();
            return Path::Known(item.path());
        }
        self.import(item.module(), item.name());
        Path::Known(item.name())
    }

    /// Notes that the item that is planned names the runtime, to call one of its macros.
    pub(in super::super) fn uses_runtime(&self) {
        let (module, name) = RUNTIME;
        self.import(module, name);
    }

    /// Returns the path of an item of the module `operations`.
    pub(in super::super) fn operations(&self, name: &Name) -> Path {
        // What a webhook takes is there where it is received, and where it is sent.
        if matches!(self.module, Module::Webhooks | Module::Sender) {
            return Path::Item("", name.clone());
        }
        if self.module == Module::Operations {
            self.import_beside(name);
            return Path::Item("", name.clone());
        }
        if matches!(self.module, Module::Groups | Module::Server) {
            self.import("super", "operations");
        }
        Path::Item("operations::", name.clone())
    }

    /// Returns the path of the client, or of a group, for a file that has methods of it.
    pub(in super::super) fn implementor(&self, group: Option<&Name>) -> Path {
        match group {
            Some(group) => {
                self.import(self.root(), "groups");
                Path::Item("groups::", group.clone())
            }
            None if self.names.contains("Client") => Path::Known("super::super::Client"),
            None => {
                self.import(self.root(), "Client");
                Path::Known("Client")
            }
        }
    }

    /// Returns a link to a method of the client, or of a group.
    pub(in super::super) fn method(&self, group: Option<&Name>, name: &Name) -> Span<'a> {
        match self.module {
            Module::Webhooks => {
                return Span::link(format!("Receiver::{name}"), format!("Receiver::{name}"));
            }
            // What sends has another name where a webhook's type is called so.
            Module::Sender => return Span::Code(name.as_str().to_owned().into()),
            _ => {}
        }
        Span::method(self.root(), group, name)
    }

    /// Returns the path of an item of the module `types`.
    pub(super) fn types(&self, name: &Name) -> Path {
        if self.module == Module::Types {
            self.import_beside(name);
            return Path::Item("", name.clone());
        }
        if matches!(
            self.module,
            Module::Groups | Module::Operations | Module::Server | Module::Webhooks | Module::Sender
        ) {
            self.import(self.root(), "types");
        }
        Path::Item("types::", name.clone())
    }

    /// Returns the path of a constant of the module `xml`.
    pub(in super::super) fn xml(&self, schema: XmlId) -> Path {
        let name = self.api.xml[schema.0].name.clone();
        match (self.module, &self.file) {
            (Module::Root, _) => Path::Item("xml::", name),
            (_, None) => Path::Item("super::xml::", name),
            (_, Some(_)) => Path::Item("super::super::xml::", name),
        }
    }

    /// Returns the name of a function's type parameter, by its place: none that a type of the module has.
    pub(in super::super) fn type_parameter(&self, place: usize) -> Name {
        let mut known = self.type_parameters.borrow_mut();
        if known.len() <= place {
            let texts = (1..).map(|number| match number {
                1 => "By".to_owned(),
                number => format!("By{number}"),
            });
            let free = texts.filter(|text| !self.names.contains(text.as_str()));
            let names = free.filter_map(|text| Name::new(&text));
            *known = names.take(place + 1).collect();
        }
        known[place].clone()
    }
}
