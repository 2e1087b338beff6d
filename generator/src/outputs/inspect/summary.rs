//! The first screen: what a person needs to know before anything else.

use super::outline::Text;
use super::{Inspection, Operation, tags};

/// How many servers, credentials and tags are listed: more would not be on one screen.
const LISTED: usize = 10;

pub(super) fn write(inspection: &Inspection, warnings: usize) -> String {
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
    let counts = [
        counted(operations.len(), "operation"),
        counted(types.len(), "type"),
        counted(untyped.len(), "untyped place"),
        counted(warnings, "warning"),
    ];
    text.line(0, &counts.join(", "));
    let servers = servers.iter();
    section(
        &mut text,
        "Servers",
        servers.map(|server| format!("{}: {}", server.name, server.url)),
    );
    let credentials = credentials.iter();
    section(
        &mut text,
        "Credentials",
        credentials
            .map(|credential| format!("{}: {} ({})", credential.name, credential.sent, credential.key)),
    );
    let tags = tags(operations);
    let width = tags
        .iter()
        .map(|(tag, _)| tag.chars().count())
        .max()
        .unwrap_or(0)
        .min(40);
    section(
        &mut text,
        "Operations by tag",
        tags.iter().map(|(tag, count)| format!("{tag:width$}  {count}")),
    );
    let paginated: Vec<String> = operations
        .iter()
        .filter(|operation| operation.pages.is_some())
        .map(method)
        .collect();
    section(&mut text, "Operations with pages", paginated.into_iter());
    let hinted: Vec<String> = operations
        .iter()
        .filter_map(|operation| {
            Some(format!(
                "{}: {}",
                method(operation),
                operation.page_parameter.as_ref()?
            ))
        })
        .collect();
    if !hinted.is_empty() {
        section(
            &mut text,
            "Operations that may have pages, by a parameter",
            hinted.into_iter(),
        );
        text.line(
            1,
            "`--paginate`, or `Generator::paginate`, says how they follow each other",
        );
    }
    text.line(0, "");
    text.line(
        0,
        "--details shows operations and types, --json all of it; `specwright check` shows warnings",
    );
    text.finish()
}

/// Returns the method of an operation, and in brackets what a setting calls the operation.
fn method(operation: &Operation) -> String {
    match &operation.id {
        Some(id) => format!("{} ({id})", operation.name),
        None => format!("{} ({} {})", operation.name, operation.method, operation.path),
    }
}

fn section(text: &mut Text, title: &str, lines: impl ExactSizeIterator<Item = String>) {
    let count = lines.len();
    if count == 0 {
        return;
    }
    text.section(title, count);
    for line in lines.take(LISTED) {
        text.line(1, &line);
    }
    if count > LISTED {
        text.line(1, &format!("… and {} more", count - LISTED));
    }
}

/// `1 operation`, `2 operations`.
fn counted(count: usize, what: &str) -> String {
    match count {
        1 => format!("1 {what}"),
        more => format!("{more} {what}s"),
    }
}
