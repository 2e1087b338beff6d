//! The outline: lines for a person.

use super::{Argument, Inspection, Member, NamedType, Operation, TypeKind};
use specwright_document::diagnostic::harmless;

/// The width beyond which the items of a list stand on a line each.
const WIDTH: usize = 100;

pub(super) fn write(inspection: &Inspection) -> String {
    let Inspection {
        title,
        version,
        servers,
        credentials,
        operations,
        types,
        untyped,
        ..
    } = inspection;
    let mut text = Text::default();
    text.line(0, &format!("{title} {version}"));
    text.section("Servers", servers.len());
    for server in servers {
        text.line(1, &format!("{}: {}", server.name, server.url));
    }
    text.section("Credentials", credentials.len());
    for credential in credentials {
        let (name, sent, key) = (&credential.name, &credential.sent, &credential.key);
        text.line(1, &format!("{name}: {sent} ({key})"));
    }
    text.section("Operations", operations.len());
    operations.iter().for_each(|operation| text.operation(operation));
    text.section("Types", types.len());
    types.iter().for_each(|named| text.named_type(named));
    text.section("Untyped", untyped.len());
    for untyped in untyped {
        text.line(1, &format!("{}: {}", untyped.pointer, untyped.reason));
    }
    text.0
}

#[derive(Debug, Default)]
pub(super) struct Text(String);

impl Text {
    pub(super) fn line(&mut self, depth: usize, line: &str) {
        self.0.push_str(&"    ".repeat(depth));
        self.0.push_str(&harmless(line));
        self.0.push('\n');
    }

    pub(super) fn section(&mut self, title: &str, count: usize) {
        self.line(0, "");
        self.line(0, &format!("{title} ({count})"));
    }

    pub(super) fn finish(self) -> String {
        self.0
    }

    /// Writes `OPEN items CLOSE`, on one line if they fit and on a line each if they don't.
    fn list(&mut self, depth: usize, open: &str, items: &[String], close: &str) {
        let length: usize = items.iter().map(|item| item.len() + 2).sum();
        let length = length.saturating_sub(2);
        if depth * 4 + open.len() + length + close.len() <= WIDTH || items.is_empty() {
            self.line(depth, &format!("{open}{}{close}", items.join(", ")));
        } else {
            self.line(depth, open.trim_end());
            items
                .iter()
                .for_each(|item| self.line(depth + 1, &format!("{item},")));
            self.line(depth, close.trim_start());
        }
    }

    fn operation(&mut self, operation: &Operation) {
        self.line(1, &format!("{} {}", operation.method, operation.path));
        let group = operation.group.as_ref();
        let group = group.map_or_else(String::new, |group| format!("{group}()."));
        self.list(
            2,
            &format!("{group}{}(", operation.name),
            &arguments(&operation.arguments),
            ")",
        );
        if !operation.optional.is_empty() {
            self.list(2, "optional(", &arguments(&operation.optional), ")");
        }
        if let Some(pages) = &operation.pages {
            self.line(2, &format!("{pages}()"));
        }
        for response in &operation.responses {
            self.line(2, &format!("{} -> {}", response.status, response.body));
        }
    }

    fn named_type(&mut self, named: &NamedType) {
        let name = &named.name;
        let ty = named.ty.as_deref().unwrap_or_default();
        let (word, member): (_, fn(&Member) -> String) = match named.kind {
            TypeKind::Alias => return self.line(1, &format!("type {name} = {ty}")),
            TypeKind::Newtype => return self.line(1, &format!("struct {name}({ty})")),
            TypeKind::Struct => ("struct", field),
            TypeKind::Enum | TypeKind::Union => ("enum", variant),
        };
        let members: Vec<String> = named.members.iter().map(member).collect();
        self.list(1, &format!("{word} {name} {{ "), &members, " }");
    }
}

fn arguments(arguments: &[Argument]) -> Vec<String> {
    let arguments = arguments
        .iter()
        .map(|argument| format!("{}: {}", argument.name, argument.ty));
    arguments.collect()
}

fn field(member: &Member) -> String {
    let (name, ty) = (&member.name, member.ty.as_deref().unwrap_or_default());
    match member.rest {
        true => format!("..{name}: {ty}"),
        false => format!("{name}: {ty}"),
    }
}

fn variant(member: &Member) -> String {
    match (&member.ty, &member.wire) {
        (Some(ty), _) => format!("{}({ty})", member.name),
        (None, Some(serde_json::Value::Number(number))) => format!("{} = {number}", member.name),
        (None, _) => member.name.clone(),
    }
}
