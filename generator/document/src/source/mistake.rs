//! What a person did wrong, from what a reader says and what stands at the place it says it about.

use super::lines::{Lines, YamlLines};
use super::parse::Note;
use super::repair::indentation;
use super::tree::Syntax;
use crate::diagnostic::Code;

/// Explains the error that a reader has at an offset of a text.
pub(super) fn explain(text: &str, offset: usize, syntax: Syntax, reader: &str) -> Note {
    let place = match syntax {
        Syntax::Json => Spot::new(text, offset),
        Syntax::Yaml => Spot::new(text, cause(text, reader).unwrap_or(offset)),
    };
    let (message, help) = match syntax {
        Syntax::Json => json(&place, reader),
        Syntax::Yaml => yaml(&place, reader),
    };
    Note {
        code: Code::Syntax,
        offset: place.offset,
        message,
        help: help.to_owned(),
    }
}

/// Returns the offset of what is the cause of an error that the YAML reader meets only later, where it says so: the
/// quote that is never closed, say.
fn cause(text: &str, reader: &str) -> Option<usize> {
    let is_late = [
        "could not find expected ':'",
        "unexpected end of stream",
        "unknown anchor",
        "alphabetic or numeric",
    ]
    .iter()
    .any(|late| reader.contains(late));
    let (_, context) = reader.split_once(", while ").filter(|_| is_late)?;
    context
        .contains(" at line ")
        .then(|| YamlLines::new(text).offset_in(text, context))
}

struct Spot<'text> {
    offset: usize,
    line: &'text str,
    /// What stands at the offset and after it, in its line.
    rest: &'text str,
    /// What stands before the offset in its line.
    lead: &'text str,
    /// The last line before this one that has anything.
    line_before: &'text str,
    /// The first character from the offset on that is not blank.
    next: Option<char>,
}

impl<'text> Spot<'text> {
    fn new(text: &'text str, offset: usize) -> Self {
        let mut offset = offset.min(text.len());
        // The end of a text is the end of its last line that has anything.
        if text[..].get(offset..).is_some_and(|rest| rest.trim().is_empty()) {
            offset = text.trim_end().len();
        }
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let lines = Lines::new(text);
        let position = lines.position(text, offset);
        let line = lines.line(text, position.line).unwrap_or_default();
        let lead_length = text
            .get(..offset)
            .and_then(|before| before.rfind('\n'))
            .map_or(offset, |end| offset - end - 1);
        let line_before = (1..position.line)
            .rev()
            .filter_map(|number| lines.line(text, number))
            .find(|line| !line.trim().is_empty());
        Self {
            offset,
            line,
            lead: line.get(..lead_length).unwrap_or(line),
            line_before: line_before.unwrap_or_default(),
            rest: text
                .get(offset..)
                .and_then(|rest| rest.lines().next())
                .unwrap_or_default(),
            next: text
                .get(offset..)
                .and_then(|rest| rest.trim_start().chars().next()),
        }
    }
}

fn json(place: &Spot<'_>, reader: &str) -> (String, &'static str) {
    // `… at line 3 column 5`, which the diagnostic says anyway.
    let reader = reader
        .rsplit_once(" at line ")
        .map_or(reader, |(message, _)| message);
    let (message, help) = if reader.contains("trailing comma") {
        ("a comma stands before a closing bracket", "remove the comma")
    } else if reader.contains("EOF while parsing") {
        (
            "the text ends before everything that was opened is closed",
            "close the brackets and quotes that are still open; the file may be cut off",
        )
    } else if reader.contains("key must be a string") {
        match place.next {
            Some('/') => (
                "a comment stands here, which JSON does not have",
                "remove the comment",
            ),
            _ => ("a key must be a string", "put the key in double quotes"),
        }
    } else if reader.contains("expected `,` or `}`") || reader.contains("expected `,` or `]`") {
        (
            "a comma or a closing bracket is missing before this",
            "put a comma after the value before, or close its bracket",
        )
    } else if reader.contains("expected `:`") {
        ("a colon is missing after the key", "write `\"key\": value`")
    } else if reader.contains("control character") {
        (
            "a string has a line break or another control character in it",
            "write it as an escape, such as `\\n`",
        )
    } else if reader.contains("escape") || reader.contains("surrogate") {
        (
            "a string has an escape that JSON does not know",
            "write a backslash as `\\\\`, and other characters as `\\uXXXX`",
        )
    } else if reader.contains("trailing characters") {
        ("something stands after the end of the document", "remove it")
    } else if reader.contains("expected value") {
        match place.next {
            Some('\'') => ("a string stands in single quotes", "use double quotes"),
            Some('/') => (
                "a comment stands here, which JSON does not have",
                "remove the comment",
            ),
            _ => ("expected a value", "strings need double quotes"),
        }
    } else {
        return (format!("invalid JSON: {reader}"), "");
    };
    (message.to_owned(), help)
}

fn yaml(place: &Spot<'_>, reader: &str) -> (String, &'static str) {
    if indentation(place.line).contains('\t') {
        return (
            "a tab indents this line, which YAML does not allow".to_owned(),
            "indent with spaces",
        );
    }
    let (message, help) = if let Some(first) = place.next.filter(|next| "@`%".contains(*next))
        && reader.contains("found character that cannot start any token")
    {
        return (
            format!("`{first}` can't start a text without quotes"),
            "put the text in quotes",
        );
    } else if reader.contains("mapping values are not allowed") {
        if place.lead.contains(": ") {
            (
                "a second `: ` stands in this line, so that its text would be a mapping",
                "put the text in quotes",
            )
        } else if !place.line_before.contains(':') {
            (
                "a key follows a line that has no colon",
                "write the line before as `key: value`, or indent this line as a part of its text",
            )
        } else {
            (
                "a key stands where none can be",
                "check the indentation of this line, or put the text in quotes",
            )
        }
    } else if reader.contains("could not find expected ':'") {
        (
            "a colon is missing: this is neither a key nor part of the value before",
            "write `key: value`, with a space after the colon; indent a text of several lines",
        )
    } else if reader.contains("did not find expected key") {
        if !place.lead.trim().is_empty() {
            (
                "the value ends before this, at the quote or bracket that closes it",
                "put the whole text in quotes",
            )
        } else if !place.rest.starts_with("- ") {
            (
                "this line does not line up with the keys that it follows",
                "give all keys of a mapping the same indentation",
            )
        } else if place.line_before.trim_start().starts_with("- ") {
            (
                "this item does not line up with the items that it follows",
                "give all items of a list the same indentation",
            )
        } else {
            (
                "a list item stands among the keys of a mapping",
                "indent the list under the key that it belongs to",
            )
        }
    } else if reader.contains("did not find expected '-' indicator") {
        (
            "this line does not line up with the list that it follows",
            "give all items of a list the same indentation, each with its `- `",
        )
    } else if reader.contains("did not find expected ',' or") {
        (
            "a value that starts with `{` or `[` is not closed, or goes on after it was closed",
            "put a text that starts with `{` or `[` in quotes; otherwise close the bracket",
        )
    } else if reader.contains("block sequence entries are not allowed") {
        (
            "a list item stands where none can be",
            "start the list in a line of its own, indented under its key",
        )
    } else if reader.contains("unknown anchor") || reader.contains("alphabetic or numeric character") {
        (
            "a text that starts with `*` or `&` is a YAML alias or anchor, and there is no such anchor",
            "put the text in quotes",
        )
    } else if reader.contains("unexpected end of stream") && reader.contains("quoted scalar") {
        ("a quote is opened and never closed", "close the quote")
    } else if reader.contains("unknown escape character") {
        (
            "a text in double quotes has an escape that YAML does not know",
            "use single quotes, or write a backslash as `\\\\`",
        )
    } else if reader.contains("unexpected document indicator") {
        (
            "`---` or `...` at the start of a line ends the document inside a quoted text",
            "indent the text",
        )
    } else if reader.contains("invalid type: map, expected a key")
        || reader.contains("invalid type: sequence, expected a key")
    {
        (
            "a mapping or a list stands where a key must be",
            "put a text that starts with `{` or `[` in quotes",
        )
    } else if reader.contains("found character that cannot start any token") {
        (
            "a tab or another character that starts nothing stands here",
            "use spaces",
        )
    } else if reader.contains("found undefined tag handle") {
        (
            "a text that starts with `!` is a YAML tag",
            "put the text in quotes",
        )
    } else {
        let reader = reader.split(" at line ").next().unwrap_or(reader);
        return (
            format!("invalid YAML: {reader}"),
            "check the indentation and the quotes around this place",
        );
    };
    (message.to_owned(), help)
}
