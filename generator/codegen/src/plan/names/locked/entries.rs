//! All names of a client, by place.

use std::collections::BTreeMap;

use super::super::chosen::Item;
use super::super::{BodyNames, Names, OperationNames, ResponseNames, RustName, SchemeNames, ServerNames};
use super::{CredentialMethod, OperationType, RequestMember, ResponseSet, Target, place};
use specwright_document::lock::Place;
use specwright_document::model::Api;

/// Returns the names that a lock keeps.
pub(in super::super) fn entries(api: &Api, names: &Names) -> BTreeMap<Place, String> {
    let mut entries = Entries {
        api,
        names: BTreeMap::new(),
    };
    for (index, names) in names.operations.iter().enumerate() {
        entries.operation(index, names);
    }
    for (index, names) in names.types.iter().enumerate() {
        entries.add(Item::Type(index), &names.name);
        for (number, name) in names.members.iter().enumerate() {
            entries.add(Item::Member(index, number), name);
        }
    }
    for (index, names) in names.servers.iter().enumerate() {
        entries.server(index, names);
    }
    for (index, names) in names.security_schemes.iter().enumerate() {
        entries.security_scheme(index, names);
    }
    for group in &names.groups {
        entries.add(Target::Group(group.tag.clone()), &group.name);
        entries.add(Target::GroupType(group.tag.clone()), &group.type_name);
    }
    for (header, name) in &names.headers {
        entries.add(Target::Header(header.clone()), name);
    }
    for (tag, name) in &names.feature_names {
        entries.add(Target::Feature(tag.clone()), name);
    }
    entries.names
}

struct Entries<'a> {
    api: &'a Api,
    names: BTreeMap<Place, String>,
}

impl Entries<'_> {
    fn add(&mut self, target: impl Into<Target>, name: &RustName) {
        // Of two at one place, the first one has the name, as it is the first one to take it.
        let names = self.names.entry(place::of(self.api, &target.into()));
        names.or_insert_with(|| name.as_str().to_owned());
    }

    fn operation(&mut self, index: usize, names: &OperationNames) {
        self.add(Item::Operation(index), &names.flat);
        if names.group.is_some() || names.name != names.flat {
            self.add(Target::GroupMethod(index), &names.name);
        }
        for (number, name) in names.parameters.iter().enumerate() {
            self.add(Item::Parameter(index, number), name);
        }
        let ty = |what| Target::OperationType(index, what);
        self.add(ty(OperationType::Request), &names.request);
        let responses = |what, set| (ty(what), set);
        self.responses(
            index,
            responses(OperationType::Success, ResponseSet::Success),
            &names.success,
        );
        self.responses(
            index,
            responses(OperationType::Failure, ResponseSet::Failure),
            &names.failure,
        );
        if let Some(body) = &names.body {
            self.body(index, body);
        }
        let member = |what| Target::RequestMember(index, what);
        if let Some(pages) = &names.pages {
            self.add(member(RequestMember::Pages), &pages.pages);
            if let Some((items, all)) = &pages.items {
                self.add(member(RequestMember::Items), items);
                self.add(member(RequestMember::All), all);
            }
        }
        if let Some(streaming) = &names.streaming {
            self.add(Target::StreamMethod(index), &streaming.flat);
            if names.group.is_some() || streaming.name != streaming.flat {
                self.add(Target::GroupStreamMethod(index), &streaming.name);
            }
            self.add(ty(OperationType::StreamRequest), &streaming.request);
            let responses = responses(OperationType::StreamSuccess, ResponseSet::StreamSuccess);
            self.responses(index, responses, &streaming.success);
        }
    }

    /// Adds an enum of responses; where one type serves all, there is none.
    fn responses(&mut self, index: usize, (ty, set): (Target, ResponseSet), names: &ResponseNames) {
        let Some(name) = &names.type_name else { return };
        self.add(ty, name);
        for (number, name) in names.variants.iter().enumerate() {
            self.add(Target::ResponseVariant(index, set, number), name);
        }
    }

    fn server(&mut self, index: usize, names: &ServerNames) {
        self.add(Item::Server(index), &names.name);
        for (number, variable) in names.variables.iter().enumerate() {
            self.add(Target::Variable(index, number), &variable.name);
            if variable.values.is_empty() {
                continue;
            }
            self.add(Target::VariableType(index, number), &variable.type_name);
            for (value, name) in variable.values.iter().enumerate() {
                self.add(Target::VariableValue(index, number, value), name);
            }
        }
    }

    fn security_scheme(&mut self, index: usize, names: &SchemeNames) {
        self.add(Item::SecurityScheme(index), &names.name);
        let method = |method| Target::CredentialMethod(index, method);
        if let Some(name) = &names.source {
            self.add(method(CredentialMethod::Source), name);
        }
        if let Some(name) = &names.client_credentials {
            self.add(method(CredentialMethod::ClientCredentials), name);
        }
    }

    fn body(&mut self, index: usize, body: &BodyNames) {
        self.add(Target::RequestMember(index, RequestMember::Body), &body.name);
        if let Some(name) = &body.type_name {
            self.add(Target::OperationType(index, OperationType::Body), name);
        }
        for (number, variant) in body.variants.iter().enumerate() {
            if body.type_name.is_some() {
                self.add(Target::BodyVariant(index, number), &variant.name);
            }
            if let Some(name) = &variant.form {
                self.add(Target::OperationType(index, OperationType::Form(number)), name);
            }
            for (part, name) in variant.parts.iter().enumerate() {
                self.add(Target::Part(index, number, part), name);
            }
        }
    }
}
