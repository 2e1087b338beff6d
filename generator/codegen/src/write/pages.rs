//! The methods of a request that give its pages, and what is on them.

use super::super::plan::{ItemsMethods, ListStep, PagesMethods, PaginationArgument};
use super::source::{Source, literal};

/// Writes the methods that give pages.
pub(super) fn methods(methods: &PagesMethods<'_>, source: &mut Source) {
    let arguments = methods.arguments.iter().map(|argument| match argument {
        PaginationArgument::Text(text) => literal(text).to_string(),
        PaginationArgument::Number(number) => number.to_string(),
    });
    let arguments = arguments.collect::<Vec<_>>().join(", ");
    source.item();
    source.doc("Returns the page that this request asks for and those behind it, as a stream.");
    let head = format!("pub fn {}", methods.name);
    source.function(&head, &["self".to_owned()], &methods.result, |source| {
        let (pages, pagination, function) = (&methods.pages, &methods.pagination, methods.function);
        let mut pagination = format!("{pagination}::{function}({arguments})");
        if let Some(more) = methods.has_more {
            pagination = format!("{pagination}.has_more({})", literal(more));
        }
        source.list(&format!("{pages}::new("), &["self.0".to_owned(), pagination], ")");
    });
    if let Some(items) = &methods.items {
        self::items(methods, items, source);
    }
}

fn items(pages: &PagesMethods<'_>, methods: &ItemsMethods, source: &mut Source) {
    source.item();
    source.doc("Returns the items of that page and of those behind it, as a stream.");
    let head = format!("pub fn {}", methods.name);
    source.function(&head, &["self".to_owned()], &methods.result, |source| {
        let (statements, list) = list(&methods.way);
        let (some, vec) = (&methods.some, &methods.vec);
        let begin = format!("self.{}().items(|page|", pages.name);
        if statements.is_empty() {
            source.line(format_args!("{begin} {list})"));
            return;
        }
        source.line(format_args!("{begin} {{"));
        source.nested(|source| {
            for statement in &statements {
                source.line(format_args!("let {some}(page) = {statement} else {{"));
                source.nested(|source| source.line(format_args!("return {vec}::new();")));
                source.line("};");
            }
            source.line(&list);
        });
        source.line("})");
    });
    source.item();
    source.doc("Collects the items of that page and of those behind it.");
    let (kind, collect) = match methods.is_blocking {
        true => ("fn", "into_iter().collect()"),
        false => ("async fn", "collect().await"),
    };
    let head = format!("pub {kind} {}", methods.all);
    source.function(&head, &["self".to_owned()], &methods.collected, |source| {
        source.line(format_args!("self.{}().{collect}", methods.name));
    });
}

/// Returns what has to be there on the way to the list, and the list, as expressions.
fn list(way: &[ListStep]) -> (Vec<String>, String) {
    let (mut statements, mut list) = (Vec::new(), "page".to_owned());
    for (index, step) in way.iter().enumerate() {
        if let Some(field) = &step.field {
            list = format!("{list}.{field}");
        }
        if step.is_nullable {
            list.push_str(".into_option()");
        }
        let options = step.options + usize::from(step.is_nullable);
        for _ in 1..options {
            list.push_str(".flatten()");
        }
        if options == 0 {
            continue;
        }
        if index + 1 == way.len() {
            list.push_str(".unwrap_or_default()");
        } else {
            statements.push(std::mem::replace(&mut list, "page".to_owned()));
        }
    }
    (statements, list)
}
