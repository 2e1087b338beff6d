use super::json_type;
use super::reading::Reading;
use crate::description::JsonType;
use crate::diagnostic::Code;
use crate::normalize::cursor::Cursor;
use crate::normalize::normalizer::Normalizer;

impl<'d> Reading<'d> {
    /// Takes a number that may also be written as a string, by a `pattern` that only numbers fit, for a number: some
    /// servers accept both of each number.
    pub(super) fn settle_text_of_number(&mut self, normalizer: &mut Normalizer<'_, 'd>, at: &Cursor<'d, '_>) {
        let number = match *self.types {
            [number, JsonType::String] | [JsonType::String, number] if json_type::is_numeric(number) => {
                number
            }
            _ => return,
        };
        let string = self.schema.string.as_deref();
        let pattern = string.and_then(|string| string.pattern.as_deref());
        if self.is_composed() || !self.schema.values.is_empty() || !pattern.is_some_and(is_of_numbers) {
            return;
        }
        self.types = Some(number).into();
        self.schema.text_of_number = true;
        normalizer.warn(
            Code::TextOfNumber,
            at,
            "a number that may also be a string; read from both, and sent as a number",
            "leave `string` out of the types where the server sends numbers",
        );
    }
}

/// Returns whether nothing but decimal numbers fits a pattern, as far as is plain to see: it is anchored, and between its
/// ends are digits, signs, points, exponents, groups and repetitions of these.
fn is_of_numbers(pattern: &str) -> bool {
    let inner = pattern.strip_prefix('^').and_then(|rest| rest.strip_suffix('$'));
    let Some(mut rest) = inner else { return false };
    let mut has_digits = false;
    while let Some(first) = rest.chars().next() {
        let words = [
            r"\d", r"\.", r"\-", r"\+", "[0-9]", "[1-9]", "[eE]", "[Ee]", "[+-]", "[-+]", "(?:",
        ];
        if let Some(word) = words.into_iter().find(|word| rest.starts_with(word)) {
            has_digits |= matches!(word, r"\d" | "[0-9]" | "[1-9]");
            rest = &rest[word.len()..];
            continue;
        }
        if first == '{' {
            let Some((counts, after)) = rest[1..].split_once('}') else {
                return false;
            };
            if !counts.chars().all(|count| count.is_ascii_digit() || count == ',') {
                return false;
            }
            rest = after;
            continue;
        }
        if !matches!(
            first,
            '0'..='9' | '-' | '(' | ')' | '?' | '*' | '+' | '|' | 'e' | 'E'
        ) {
            return false;
        }
        rest = &rest[first.len_utf8()..];
    }
    has_digits
}

#[cfg(test)]
mod tests {
    use super::is_of_numbers;

    #[test]
    fn patterns_that_only_numbers_fit() {
        for pattern in [
            r"^-?(?:0|[1-9]\d*)$",
            r"^-?(?:0|[1-9]\d*)(?:\.\d+)?$",
            r"^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$",
            r"^[0-9]{1,18}$",
            r"^\d+$",
        ] {
            assert!(is_of_numbers(pattern), "{pattern}");
        }
        for pattern in [
            r"\d+",
            r"^.+$",
            r"^\d+ kg$",
            "^$",
            "^[a-z0-9]+$",
            r"^\d{4}-\w$",
            "^-$",
        ] {
            assert!(!is_of_numbers(pattern), "{pattern}");
        }
    }
}
