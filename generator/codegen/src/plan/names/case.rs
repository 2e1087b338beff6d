//! From text of a document to the text of an identifier: case, symbols, keywords.

use std::borrow::Cow;

use heck::{ToSnakeCase, ToUpperCamelCase};

use super::RustName;
use super::ascii;
use specwright_document::source::byte_set::ByteSet;

/// How an identifier is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// `UserName`, for types and variants.
    Camel,
    /// `user_name`, for fields, arguments and methods.
    Snake,
}

/// Characters of a text that count for its identifier.
pub(super) const LONGEST: usize = 255;

fn start(text: &str) -> &str {
    if text.len() <= LONGEST {
        return text;
    }
    text.char_indices()
        .nth(LONGEST)
        .map_or(text, |(end, _)| &text[..end])
}

/// Returns `text` as an `UpperCamelCase` identifier's text; empty when it has no letter or digit.
pub(super) fn camel(text: &str) -> String {
    let text = start(text);
    let apart = digits_meet(text);
    if let Some(camel) = ascii::convert(text, Case::Camel, apart) {
        return camel.into_owned();
    }
    match apart {
        true => joined_apart(text),
        false => separated(text).to_upper_camel_case(),
    }
}

/// Returns `text` as a `snake_case` identifier's text; empty when it has no letter or digit.
pub(in crate::plan) fn snake(text: &str) -> Cow<'_, str> {
    let text = start(text);
    let converted = ascii::convert(text, Case::Snake, false);
    converted.unwrap_or_else(|| separated(text).to_snake_case().into())
}

/// Returns the identifier's text for `text`, whatever it holds.
pub(super) fn identifier(text: &str, case: Case) -> Cow<'_, str> {
    fn convert(text: &str, case: Case) -> Cow<'_, str> {
        match case {
            Case::Camel => camel(text).into(),
            Case::Snake => snake(text),
        }
    }
    let mut name = convert(text, case);
    if name.is_empty() {
        name = Cow::Owned(convert(&spell_symbols(text), case).into_owned());
    }
    if name.is_empty() {
        name = convert("empty", case);
    }
    legal(name, case)
}

/// Returns whether it is `+1` or `-1`: the sign is most of what such a name says.
pub(super) fn is_signed_number(text: &str) -> bool {
    matches!(text.as_bytes(), [b'+' | b'-', b'0'..=b'9', ..])
}

/// Makes an identifier of text that has the right characters but may start with a digit or be reserved.
fn legal(name: Cow<'_, str>, case: Case) -> Cow<'_, str> {
    if RustName::is_valid(&name) {
        return name;
    }
    let prefixed = match case {
        Case::Camel => format!("N{name}"),
        Case::Snake => format!("n{name}"),
    };
    if name.starts_with(|first: char| !unicode_ident::is_xid_start(first)) && RustName::is_valid(&prefixed) {
        return Cow::Owned(prefixed);
    }
    Cow::Owned(match case {
        Case::Camel => format!("{name}Model"),
        Case::Snake => format!("{name}_"),
    })
}

pub(super) fn with_suffix(plain: &str, suffix: &str, case: Case) -> String {
    match case {
        Case::Camel => format!("{plain}{}", camel(suffix)),
        Case::Snake => format!("{plain}_{}", snake(suffix)),
    }
}

/// Returns the text itself, where its own case tells it from another: `ASC` beside `asc`.
pub(super) fn own_case(text: &str, case: Case) -> Option<String> {
    let upper_first = text.starts_with(|first: char| first.is_ascii_uppercase());
    let plain = text.chars().all(|character| character.is_ascii_alphanumeric());
    (case == Case::Camel && upper_first && plain).then(|| text.to_owned())
}

/// Returns the text with everything that no identifier may hold as a space, so that words stay apart.
fn separated(text: &str) -> String {
    text.chars()
        .filter(|&character| character != '\'')
        .filter_map(ordinary)
        .map(|character| {
            if unicode_ident::is_xid_continue(character) {
                character
            } else {
                ' '
            }
        })
        .collect()
}

/// Returns the character as people type it; none for a mark that only changes the letter beside it. The compiler warns of
/// identifiers that have others (`uncommon_codepoints`), and no attribute in a module can tell it not to.
fn ordinary(character: char) -> Option<char> {
    match character {
        'ª' => Some('a'),
        'º' => Some('o'),
        'µ' => Some('μ'),
        // Modifier letters and small raised ones, of phonetic alphabets.
        '\u{2b0}'..='\u{2ff}' | '\u{1d2c}'..='\u{1d6a}' | '\u{2071}'..='\u{209c}' => None,
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0),
        _ => Some(character),
    }
}

/// Returns whether two digits stand with one separator in between: `1.2`, which must not become `12`.
fn digits_meet(text: &str) -> bool {
    static DIGITS: ByteSet = ByteSet::range(b'0', b'9');
    if !DIGITS.is_in(text) {
        return false;
    }
    let before = text.chars();
    let between = text.chars().skip(1);
    let after = text.chars().skip(2);
    before.zip(between).zip(after).any(|((before, between), after)| {
        before.is_ascii_digit() && !between.is_alphanumeric() && after.is_ascii_digit()
    })
}

/// Returns the text in camel case, with an underscore where two numbers meet.
fn joined_apart(text: &str) -> String {
    let mut joined = String::new();
    for word in separated(text).replace('_', " ").split_whitespace() {
        let word = word.to_upper_camel_case();
        let digits_meet = joined.ends_with(|last: char| last.is_ascii_digit())
            && word.starts_with(|first: char| first.is_ascii_digit());
        if digits_meet {
            joined.push('_');
        }
        joined.push_str(&word);
    }
    joined
}

/// Returns the text with each symbol as a word.
pub(super) fn spell_symbols(text: &str) -> String {
    let mut spelled = String::new();
    for character in text.chars() {
        match symbol(character) {
            Some(word) => {
                spelled.push(' ');
                spelled.push_str(word);
                spelled.push(' ');
            }
            None if ordinary(character).is_some_and(unicode_ident::is_xid_continue) => {
                spelled.extend(ordinary(character));
            }
            None if character.is_whitespace() && !text.trim().is_empty() => spelled.push(' '),
            None => spelled.push_str(&format!(" U{:X} ", u32::from(character))),
        }
    }
    spelled
}

fn symbol(character: char) -> Option<&'static str> {
    Some(match character {
        '+' => "plus",
        '-' => "minus",
        '*' => "star",
        '/' => "slash",
        '\\' => "backslash",
        '=' => "equals",
        '<' => "less",
        '>' => "greater",
        '!' => "not",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '%' => "percent",
        '&' => "and",
        '|' => "or",
        '@' => "at",
        '#' => "hash",
        '$' => "dollar",
        '~' => "tilde",
        '^' => "caret",
        '?' => "question",
        '_' => "underscore",
        '(' => "open",
        ')' => "close",
        '[' => "open bracket",
        ']' => "close bracket",
        '{' => "open brace",
        '}' => "close brace",
        '"' => "quote",
        '\'' => "apostrophe",
        '`' => "backtick",
        _ => return None,
    })
}

/// Returns the name of one item of a list called `plural`.
pub(super) fn singular(plural: &str) -> String {
    let ends = |end: &str| plural.len() > end.len() + 2 && plural.ends_with(end);
    if ends("ies") {
        format!("{}y", &plural[..plural.len() - 3])
    } else if ["sses", "xes", "ches", "shes"].iter().any(|end| ends(end)) {
        plural[..plural.len() - 2].to_owned()
    } else if ends("s") && !["ss", "us", "is", "ws"].iter().any(|end| plural.ends_with(end)) {
        plural[..plural.len() - 1].to_owned()
    } else {
        format!("{plural}Item")
    }
}

#[cfg(test)]
mod tests {
    use super::{Case, camel, identifier, singular};

    #[test]
    fn words_of_any_case_become_rust_case() {
        for (text, camel_case, snake_case) in [
            (
                "deleteUserByUserId",
                "DeleteUserByUserId",
                "delete_user_by_user_id",
            ),
            (
                "HTTPValidationError",
                "HttpValidationError",
                "http_validation_error",
            ),
            ("repos/list-for-org", "ReposListForOrg", "repos_list_for_org"),
            ("users[]", "Users", "users"),
            ("1h", "N1h", "n1h"),
            ("self", "SelfModel", "self_"),
            ("type", "Type", "type"),
            ("", "Empty", "empty"),
            ("+", "Plus", "plus"),
            ("用户", "用户", "用户"),
            ("😀", "U1f600", "u1f600"),
            ("Ettaphʿal", "Ettaphal", "ettaphal"),
            ("ʿ", "U2bf", "u2bf"),
            ("nº", "No", "no"),
            ("ＩＤ", "Id", "id"),
        ] {
            assert_eq!(identifier(text, Case::Camel), camel_case, "{text}");
            assert_eq!(identifier(text, Case::Snake), snake_case, "{text}");
        }
    }

    #[test]
    fn numbers_that_meet_stay_apart() {
        assert_eq!(camel("v1.2"), "V1_2");
        assert_eq!(camel("2024-01-01"), "2024_01_01");
    }

    #[test]
    fn a_list_names_its_item_in_the_singular() {
        assert_eq!(singular("UserTags"), "UserTag");
        assert_eq!(singular("Entries"), "Entry");
        assert_eq!(singular("Addresses"), "Address");
        assert_eq!(singular("Loc"), "LocItem");
        assert_eq!(singular("Status"), "StatusItem");
    }
}
