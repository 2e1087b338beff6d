//! From names to text.

use super::Lock;
use crate::diagnostic::is_unprintable;

const HEAD: &str = "\
# The names of generated clients, by place in their documents: a change of a document changes none of these.
# `specwright lock` writes this file. Keep it beside the documents. A name whose line is removed is chosen anew.
version = 1
";

pub(super) fn write(lock: &Lock) -> String {
    let mut text = HEAD.to_owned();
    for (client, names) in &lock.clients {
        text.push_str(&format!("\n[{client}]\n"));
        let mut last = None;
        for (place, name) in names {
            if last != Some(&place.item) {
                if !place.part.is_empty() {
                    // What is below it has a name, and it has none itself.
                    text.push_str(&format!("{}\n", escaped(&place.item)));
                }
                last = Some(&place.item);
            }
            match place.part.is_empty() {
                true => text.push_str(&format!("{} = {}\n", escaped(&place.item), name.text)),
                false => text.push_str(&format!("    {} = {}\n", escaped(&place.part), name.text)),
            }
        }
    }
    text
}

/// Returns a place on one line, with escapes for what can't be seen, and for what a line may not begin with.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (index, character) in text.char_indices() {
        let is_edge = match character {
            '#' | '[' => index == 0,
            // A space there could not be seen.
            ' ' => index == 0 || index + 1 == text.len(),
            _ => false,
        };
        match character {
            '\\' => escaped.push_str("\\\\"),
            other if is_edge || other == '=' || is_unprintable(other) => {
                escaped.push_str(&format!("\\u{{{:x}}}", u32::from(other)));
            }
            other => escaped.push(other),
        }
    }
    escaped
}
