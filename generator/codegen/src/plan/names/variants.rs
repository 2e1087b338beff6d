//! The names of a union's variants.
//!
//! A name depends on nothing but its own variant and the union's name, unless two would be the same: a new alternative
//! renames none.

use super::RustName;
use super::case::{Case, camel, snake};
use super::scope::Scope;
use specwright_document::model::{Integer, Type, Variant};

/// Bytes of a tag beyond which it names no variant.
const LONGEST_TAG: usize = 60;

/// Claims the name of a variant of the union called `union`. `ty` is what is said of its type: the name of a component,
/// or what the label says.
pub(super) fn claim(union: &RustName, variant: &Variant, ty: &str, names: &mut Scope) -> RustName {
    let text = match tag(variant) {
        Some(tag) if !ends_with(tag, ty) => tag,
        _ => ty,
    };
    let short = without_repetition(union.as_str(), text, text == ty);
    let short = short.inspect(|short| names.note_conflict(short, text));
    short
        .and_then(|short| names.take(&short))
        .unwrap_or_else(|| names.claim(text, Case::Camel, &["Value"]))
}

/// Returns the tag that selects a variant, if it is the only one and a word.
fn tag(variant: &Variant) -> Option<&str> {
    let [tag] = variant.tags.as_slice() else {
        return None;
    };
    let is_word = tag.starts_with(|first: char| first.is_alphabetic() || matches!(first, '#' | '/'))
        && !matches!(tag.as_str(), "true" | "false" | "null");
    (is_word && tag.len() <= LONGEST_TAG).then_some(tag)
}

/// Returns whether a tag says where a type is from, and then what the type is called: `#Microsoft.Media.AudioTrack`.
fn ends_with(tag: &str, ty: &str) -> bool {
    !ty.is_empty() && words(tag).ends_with(&words(ty))
}

/// Returns the text, in camel case, without what the union's name says already; `None` where all of it is to stay.
fn without_repetition(union: &str, text: &str, is_type: bool) -> Option<String> {
    let union = words(union);
    let mut rest = text;
    while let Some((segment, more)) = rest.split_once(['.', ':', '/']) {
        let is_said = words(segment).iter().all(|word| union.contains(word));
        if !is_said || camel(more).is_empty() {
            break;
        }
        rest = more;
    }
    let whole = words(rest);
    let last = whole.strip_suffix(union.as_slice());
    // A tag is a word of the API, of which one word of the union's name may be a part: `tool_search` of a `Tool`.
    let is_phrase = is_type || union.len() > 1;
    let first = is_phrase.then(|| whole.strip_prefix(union.as_slice())).flatten();
    let short = [last, first].into_iter().flatten().find(|words| is_name(words));
    match short {
        Some(words) => Some(camel(&words.join("_"))),
        None if rest.len() < text.len() && is_name(&whole) => Some(camel(rest)),
        None => None,
    }
}

/// Returns whether words make a name.
fn is_name(words: &[String]) -> bool {
    let first = words.first().and_then(|word| word.chars().next());
    first.is_some_and(char::is_alphabetic) && RustName::new(&camel(&words.join("_"))).is_some()
}

fn words(text: &str) -> Vec<String> {
    let snake = snake(text);
    let words = snake.split('_').filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// Returns a word for a type that is not named; empty for one that is.
pub(in super::super) fn type_word(ty: &Type) -> &'static str {
    match ty {
        Type::Boolean => "Boolean",
        Type::Integer(Integer::I64 | Integer::U64 | Integer::I32 | Integer::U32) => "Integer",
        Type::Integer(_) => "SmallInteger",
        Type::Float | Type::Double | Type::Decimal => "Number",
        Type::Replaced(replacement) if replacement.is_number() => "Number",
        Type::Replaced(_) => "Value",
        Type::String => "String",
        Type::DateTime | Type::DateTimeWithOffset => "DateTime",
        Type::Date => "Date",
        Type::Uuid => "Uuid",
        Type::Base64 | Type::Binary => "Bytes",
        Type::Json => "Json",
        Type::Null => "Null",
        Type::Array(_) => "Array",
        Type::Map(_) => "Map",
        Type::Tuple(_) => "Tuple",
        Type::Nullable(inner) | Type::Boxed(inner) => type_word(inner),
        Type::Named(_) => "",
    }
}

#[cfg(test)]
mod tests {
    use super::{RustName, Scope, Type, Variant, claim};
    use specwright_document::model::{Docs, Label};

    /// Returns the names of a union's variants: each by its tag, if it has one, and by its type.
    fn named(union: &str, variants: &[(&str, &str)]) -> Vec<String> {
        let union = RustName::new(union).expect("a name");
        let mut names = Scope::default();
        let variants = variants.iter().map(|(tag, ty)| {
            let variant = Variant {
                label: Label::Type,
                ty: Type::Null,
                tags: tag
                    .split('|')
                    .filter(|tag| !tag.is_empty())
                    .map(str::to_owned)
                    .collect(),
                docs: Docs::default(),
            };
            claim(&union, &variant, ty, &mut names).to_string()
        });
        variants.collect()
    }

    #[test]
    fn a_tag_names_its_variant() {
        let roles = [("system", "SystemMessage"), ("tool_call", "ToolMessage")];
        assert_eq!(named("Message", &roles), ["System", "ToolCall"]);
    }

    #[test]
    fn what_the_name_of_the_union_says_is_left_out() {
        let events = [
            ("response.output_text.delta", "ResponseTextDeltaEvent"),
            ("error", "ResponseErrorEvent"),
            ("rate_limits.updated", "RateLimitsUpdated"),
        ];
        assert_eq!(
            named("ResponseStreamEvent", &events),
            ["OutputTextDelta", "Error", "RateLimitsUpdated"]
        );
        let tools = [("web_search_tool", "A"), ("tool_search", "B"), ("tool", "C")];
        assert_eq!(named("Tool", &tools), ["WebSearch", "ToolSearch", "Tool"]);
        let types = [
            ("", "ModelIdsShared"),
            ("", "ModelIds"),
            ("", "OwnModelIds"),
            ("", "String"),
        ];
        assert_eq!(named("ModelIds", &types), ["Shared", "ModelIds", "Own", "String"]);
    }

    #[test]
    fn what_would_be_the_same_or_no_name_keeps_all_of_its_words() {
        let types = [("", "Bar"), ("", "FooBar"), ("", "Foo2")];
        assert_eq!(named("Foo", &types), ["Bar", "FooBar", "Foo2"]);
    }

    #[test]
    fn a_tag_that_is_no_word_or_not_the_only_one_leaves_the_name_to_the_type() {
        let filters = [
            ("eq|ne", "ComparisonFilter"),
            ("1", "ActionRow"),
            ("true", "Enabled"),
        ];
        assert_eq!(named("Filter", &filters), ["Comparison", "ActionRow", "Enabled"]);
        let tracks = [("#Microsoft.Media.AudioTrack", "AudioTrack")];
        assert_eq!(named("TrackBase", &tracks), ["AudioTrack"]);
    }
}
