//! What a program uses of an API: nothing else is written.
//!
//! All that depends on where types are used was decided before, for the whole API. So what is left is written as it is written in the client of
//! the whole, and a program that compiles with that one compiles with what it uses of it.

use foldhash::{HashMap, HashSet};

use super::header_view;
use super::{
    Api, Body, BodyKind, Group, Header, Headers, Operation, Payload, Responses, RustName, SecurityScheme,
    Streaming, TypeDef, Untyped, XmlId,
};
use specwright_document::diagnostic::FileId;
use specwright_document::model::{Select, Selectable, Type, TypeId};

/// What is kept of an API.
pub struct Used<'a> {
    /// Returns whether the program has a name in its text.
    pub has: &'a dyn Fn(&str) -> bool,
    /// Operations that are kept whether it does or not.
    pub include: &'a [Select],
    /// Whether all operations are kept, and only types are left out.
    pub has_all_operations: bool,
}

impl Api {
    /// Leaves out the operations that a program does not use, and all that only they need.
    ///
    /// An operation is used where its name stands, and that of its group if it is in one, or the name of a type that only this operation has. A type
    /// is used where its name stands, and where something that is used needs it.
    pub fn keep_used(&mut self, used: &Used<'_>) {
        let mut places: HashMap<(FileId, String), bool> = HashMap::default();
        places.extend(
            self.places()
                .map(|(file, pointer)| ((file, pointer.clone()), false)),
        );
        self.keep_operations(used);
        let responses = |operation: &Operation| {
            let Operation { success, failure, .. } = operation;
            let streaming = operation.streaming.as_ref().map(|streaming| &streaming.success);
            let all = [Some(success), Some(failure), streaming].into_iter().flatten();
            all.filter_map(|responses| responses.same_as.clone())
                .collect::<Vec<_>>()
        };
        let operations = self.operations.iter().chain(&self.webhooks);
        let shared: HashSet<RustName> = operations.flat_map(responses).collect();
        self.shared_responses
            .retain(|responses| used.has_name(&responses.name) || shared.contains(&responses.name));
        let groups = self
            .operations
            .iter()
            .filter_map(|operation| operation.group.as_ref());
        let groups: HashSet<&RustName> = groups.collect();
        self.groups
            .retain(|group| groups.contains(&group.type_name) || used.has_group(group));
        let has_setters = self.operations.iter().any(Operation::has_setters);
        self.request_type
            .take_if(|name| !has_setters && !used.has_name(name));
        self.keep_security(used);
        let tags = self.operations.iter().flat_map(|operation| &operation.tags);
        let tags: HashSet<&String> = tags.chain(self.groups.iter().map(|group| &group.tag)).collect();
        self.tags.retain(|tag| tags.contains(&tag.name));
        self.keep_headers(used);
        self.keep_types(used);
        self.keep_xml();
        places.extend(
            self.places()
                .map(|(file, pointer)| ((file, pointer.clone()), true)),
        );
        self.untyped.retain(|untyped| is_kept(&places, untyped));
    }

    /// Returns where operations and types stand.
    fn places(&self) -> impl Iterator<Item = (FileId, &String)> {
        let operations = self.operations.iter().chain(&self.webhooks);
        let operations = operations.map(|operation| (operation.file, &operation.pointer));
        operations.chain(self.types.iter().map(|def| (def.file, &def.pointer)))
    }

    fn keep_operations(&mut self, used: &Used<'_>) {
        if used.has_all_operations {
            return;
        }
        let used_groups = self.groups.iter().filter(|group| used.has_group(group));
        let used_groups: HashSet<RustName> = used_groups.map(|group| group.type_name.clone()).collect();
        let is_kept = |operation: &Operation| {
            let has_group = operation
                .group
                .as_ref()
                .is_none_or(|group| used_groups.contains(group));
            used.includes(operation) || used.calls(operation, has_group)
        };
        self.operations.retain(is_kept);
        self.webhooks.retain(is_kept);
    }

    /// Leaves the methods of the builder for credentials that an operation takes, and those that the program calls.
    fn keep_security(&mut self, used: &Used<'_>) {
        let operations = self.operations.iter();
        let needed = operations.flat_map(|operation| operation.security.iter().flatten());
        let needed: HashSet<&String> = needed.collect();
        let has_name = |name: &Option<RustName>| name.as_ref().is_some_and(|name| used.has_name(name));
        self.security_schemes.retain(|scheme: &SecurityScheme| {
            needed.contains(&scheme.key)
                || used.has_name(&scheme.name)
                || has_name(&scheme.source)
                || has_name(&scheme.client_credentials)
        });
        let keys: HashSet<&String> = self.security_schemes.iter().map(|scheme| &scheme.key).collect();
        self.security
            .retain(|alternative| alternative.iter().all(|key| keys.contains(key)));
    }

    /// Leaves the headers that an operation describes, with its operations in their docs, and those that the program names: with the types that they have in the
    /// whole API.
    fn keep_headers(&mut self, used: &Used<'_>) {
        let Some(whole) = self.headers.take() else { return };
        let is_named = used.has_name(&whole.type_name);
        let methods = whole.headers.iter();
        let methods = methods.map(|header| (header.wire.to_ascii_lowercase(), header.name.clone()));
        let described = header_view::headers(self, whole.type_name.clone(), &methods.collect());
        let described = described.into_iter().flat_map(|described| described.headers);
        let described = described.map(|header| (header.name.clone(), header));
        let mut described: HashMap<RustName, Header> = described.collect();
        let keep = |header: Header| match described.remove(&header.name) {
            Some(described) => Some(Header {
                wire: header.wire,
                ty: header.ty,
                is_json: header.is_json,
                ..described
            }),
            None => (is_named && used.has_name(&header.name)).then_some(Header {
                operations: Vec::new(),
                more: 0,
                ..header
            }),
        };
        let headers: Vec<Header> = whole.headers.into_iter().filter_map(keep).collect();
        self.headers = (is_named || !headers.is_empty()).then_some(Headers { headers, ..whole });
    }

    fn keep_types(&mut self, used: &Used<'_>) {
        let mut open: Vec<TypeId> = Vec::new();
        for (place, def) in self.types.iter().enumerate() {
            if used.has_name(&def.name) {
                open.push(TypeId(place));
            }
        }
        let included = self.left_out.extract_if(.., |operation| used.includes(operation));
        let mut included: Vec<Operation> = included.collect();
        let operations = self.operations.iter_mut().chain(&mut self.webhooks);
        for operation in operations.chain(&mut included) {
            operation.types_mut().iter().for_each(|ty| ty.named(&mut open));
        }
        for shared in &mut self.shared_responses {
            shared
                .responses
                .types_mut()
                .iter()
                .for_each(|ty| ty.named(&mut open));
        }
        let headers = self.headers.iter().flat_map(|headers| &headers.headers);
        headers
            .filter_map(|header| header.ty.as_ref())
            .for_each(|ty| ty.named(&mut open));
        self.left_out = included;
        let kept = reachable(&self.types, open);
        let mut places = kept.iter();
        self.types.retain(|_| places.next().is_some_and(|kept| *kept));
        let new = new_places(&kept);
        self.for_each_type_mut(&mut |ty| {
            if let Type::Named(id) = ty {
                *id = TypeId(new[id.0]);
            }
        });
    }

    fn keep_xml(&mut self) {
        let mut kept = vec![false; self.xml.len()];
        let mut open: Vec<XmlId> = Vec::new();
        self.for_each_xml_id_mut(&mut |id| open.push(*id));
        while let Some(id) = open.pop() {
            if !std::mem::replace(&mut kept[id.0], true) {
                self.xml[id.0].xml.ids(&mut open);
            }
        }
        let mut places = kept.iter();
        self.xml.retain(|_| places.next().is_some_and(|kept| *kept));
        let new = new_places(&kept);
        self.for_each_xml_id_mut(&mut |id| *id = XmlId(new[id.0]));
        for schema in &mut self.xml {
            schema.xml.for_each_id_mut(&mut |id| *id = XmlId(new[id.0]));
        }
    }

    /// Calls `see` with each XML schema that operations name.
    fn for_each_xml_id_mut(&mut self, see: &mut dyn FnMut(&mut XmlId)) {
        for operation in self.operations.iter_mut().chain(&mut self.webhooks) {
            for variant in operation.body.iter_mut().flat_map(|body| &mut body.variants) {
                if let BodyKind::Xml(_, id) = &mut variant.kind {
                    see(id);
                }
            }
            let streaming = operation
                .streaming
                .iter_mut()
                .map(|streaming| &mut streaming.success);
            let responses = [&mut operation.success, &mut operation.failure];
            responses
                .into_iter()
                .chain(streaming)
                .for_each(|responses| xml_of(responses, see));
        }
        for shared in &mut self.shared_responses {
            xml_of(&mut shared.responses, see);
        }
    }
}

impl Used<'_> {
    fn has_name(&self, name: &RustName) -> bool {
        (self.has)(name.as_str())
    }

    fn has_group(&self, group: &Group) -> bool {
        self.has_name(&group.name) || self.has_name(&group.type_name)
    }

    fn includes(&self, operation: &Operation) -> bool {
        let operation = Selectable {
            id: operation.id.as_deref(),
            method: &operation.method,
            path: &operation.path,
            has_tag: &|tag| operation.tags.iter().any(|known| known == tag),
        };
        self.include.iter().any(|select| select.takes(&operation))
    }

    /// Returns whether the program has the name of an operation, if it has its group, or of one of its types.
    fn calls(&self, operation: &Operation, has_group: bool) -> bool {
        let is_called = |name: &RustName| has_group && self.has_name(name);
        let Operation { success, failure, .. } = operation;
        let of_stream = |Streaming {
                             name,
                             request,
                             success,
                             ..
                         }: &Streaming| {
            is_called(name) || self.has_name(request) || self.has_type_of(success)
        };
        is_called(&operation.name)
            || self.has_name(&operation.request)
            || self.has_type_of(success)
            || self.has_type_of(failure)
            || operation.streaming.as_ref().is_some_and(of_stream)
            || operation.body.as_ref().is_some_and(|body| self.has_form_of(body))
    }

    fn has_type_of(&self, responses: &Responses) -> bool {
        responses
            .type_name
            .as_ref()
            .is_some_and(|name| self.has_name(name))
    }

    fn has_form_of(&self, body: &Body) -> bool {
        let forms = body.variants.iter().filter_map(|variant| match &variant.kind {
            BodyKind::Multipart { type_name, .. } => Some(type_name),
            _ => None,
        });
        body.type_name.iter().chain(forms).any(|name| self.has_name(name))
    }
}

/// Returns whether a place without a type belongs to what is kept: the nearest around it that is an operation or has a type.
fn is_kept(places: &HashMap<(FileId, String), bool>, untyped: &Untyped) -> bool {
    let mut pointer = untyped.pointer.as_str();
    loop {
        if let Some(kept) = places.get(&(untyped.file, pointer.to_owned())) {
            return *kept;
        }
        match pointer.rsplit_once('/') {
            Some((around, _)) => pointer = around,
            // Of a part that operations share: they say nothing of who uses it.
            None => return true,
        }
    }
}

/// Returns which types can be reached from `open`.
fn reachable(types: &[TypeDef], mut open: Vec<TypeId>) -> Vec<bool> {
    let mut reached = vec![false; types.len()];
    while let Some(TypeId(place)) = open.pop() {
        if !std::mem::replace(&mut reached[place], true) {
            types[place].kind.for_each_use(&mut |ty| ty.named(&mut open));
        }
    }
    reached
}

/// Returns the places of what is kept, once only that is there.
fn new_places(kept: &[bool]) -> Vec<usize> {
    let mut next = 0;
    let place = |kept: &bool| {
        let place = next;
        next += usize::from(*kept);
        place
    };
    kept.iter().map(place).collect()
}

fn xml_of(responses: &mut Responses, see: &mut dyn FnMut(&mut XmlId)) {
    for case in &mut responses.cases {
        if let Payload::Xml(_, id) = &mut case.payload {
            see(id);
        }
    }
}
