//! Whether a text can be the name of an item.

use super::super::RustName;
use super::super::case::{camel, snake};
use super::Item;
use specwright_document::model::{Api, TypeKind};

/// The longest name that is taken, in bytes: those of documents are no longer.
const LONGEST: usize = 255;

/// Checks a name that is chosen for items of one kind: an identifier, no keyword, and in the case that Rust has for them.
///
/// # Errors
///
/// What is wrong, and what to do.
pub(super) fn name(items: &[Item], api: &Api, text: &str) -> Result<RustName, (String, String)> {
    let Some(name) = RustName::new(text) else {
        return Err((
            "it is no identifier of Rust".to_owned(),
            "use letters, digits and `_`, with no digit first".to_owned(),
        ));
    };
    if text.len() > LONGEST {
        return Err((
            format!("it has {} bytes", text.len()),
            format!("choose a name of at most {LONGEST} bytes"),
        ));
    }
    if name.is_keyword() {
        return Err((
            format!("`{text}` is a keyword of Rust"),
            format!("write `{text}_`, or choose another name"),
        ));
    }
    let is_camel = items.iter().any(|item| is_camel(*item, api));
    if is_camel && !is_in_camel_case(text) {
        return Err((
            "types and variants are named in upper camel case".to_owned(),
            format!("write `{}`", camel(text)),
        ));
    }
    if !is_camel && text.chars().any(char::is_uppercase) {
        return Err((
            "methods, arguments and fields are named in snake case".to_owned(),
            format!("write `{}`", snake(text)),
        ));
    }
    Ok(name)
}

fn is_camel(item: Item, api: &Api) -> bool {
    match item {
        Item::Type(_) | Item::Server(_) => true,
        Item::Member(ty, _) => !matches!(api.types[ty].kind, TypeKind::Struct(_)),
        Item::Operation(_) | Item::Parameter(..) | Item::SecurityScheme(_) | Item::Tag(_) => false,
    }
}

/// Returns whether rustc takes a name for one of a type: an underscore stands between digits only.
fn is_in_camel_case(text: &str) -> bool {
    let starts = text
        .chars()
        .next()
        .is_some_and(|first| !first.is_lowercase() && first != '_');
    let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let bytes = text.as_bytes();
    let mut underscores = (0..bytes.len()).filter(|&place| bytes[place] == b'_');
    starts
        && underscores
            .all(|place| is_digit(bytes.get(place.wrapping_sub(1))) && is_digit(bytes.get(place + 1)))
}
