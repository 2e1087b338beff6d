//! What stands in place of a secret.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use secrecy::SecretString;

use crate::cassette::json::Json;
use crate::cassette::recording::Side;

/// What stands in place of a secret.
pub(in crate::cassette) const MARK: &str = "[redacted]";

/// A form that texts have: what tells it, and what stands in place of such a text.
type Form = (fn(&str) -> bool, &'static str);

/// What stands in place of a secret in a response, where a type of the client reads a text of its form.
const FORMS: [Form; 6] = [
    (is_uuid, "00000000-0000-0000-0000-000000000000"),
    (is_date_time, "1970-01-01T00:00:00Z"),
    (is_date, "1970-01-01"),
    (is_email, "redacted@example.com"),
    (is_url, "https://redacted.example/"),
    (is_base64, "cmVkYWN0ZWQ="),
];

/// Leaves a value out, and all that it holds.
///
/// In a request the mark is a text, which stands for any value. In a response the client must still be able to read it: the kind stays, and
/// of texts with a usual form that form.
pub(super) fn mark(json: &mut Json, side: Side, found: &mut Vec<SecretString>) {
    match json {
        Json::Null => {}
        Json::String(text) => {
            let form = FORMS.iter().find(|(is, _)| side == Side::Response && is(text));
            found.push(std::mem::take(text).into());
            *text = form.map_or(MARK, |(_, form)| form).to_owned();
        }
        Json::Array(items) => items.iter_mut().for_each(|item| mark(item, side, found)),
        Json::Object(entries) => entries.iter_mut().for_each(|(_, value)| mark(value, side, found)),
        Json::Number(number) => {
            found.push(number.to_string().into());
            *json = match side {
                Side::Request => Json::text(MARK),
                Side::Response => Json::Number(0.into()),
            };
        }
        Json::Bool(_) => {
            *json = match side {
                Side::Request => Json::text(MARK),
                Side::Response => Json::Bool(false),
            };
        }
    }
}

/// Tells whether a text stands in place of a secret, or has one left out.
pub(in crate::cassette) fn is_mark(text: &str) -> bool {
    text.contains(MARK) || FORMS.iter().any(|(_, form)| *form == text)
}

/// Tells whether a text may be the one that was recorded, in which marks stand for anything.
pub(in crate::cassette) fn like(recorded: &str, sent: &str) -> bool {
    let mut pieces = recorded.split(MARK);
    let first = pieces.next().unwrap_or_default();
    let Some(mut rest) = sent.strip_prefix(first) else {
        return false;
    };
    let pieces: Vec<&str> = pieces.collect();
    let Some((last, between)) = pieces.split_last() else {
        return rest.is_empty();
    };
    for piece in between {
        match rest.find(piece) {
            Some(start) => rest = &rest[start + piece.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

fn is_uuid(text: &str) -> bool {
    let mut bytes = text.bytes().enumerate();
    text.len() == 36
        && bytes.all(|(index, byte)| match index {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

fn is_date(text: &str) -> bool {
    let mut bytes = text.bytes().enumerate();
    text.len() == 10
        && bytes.all(|(index, byte)| match index {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}

fn is_date_time(text: &str) -> bool {
    text.get(..10).is_some_and(is_date) && text.len() >= 20 && text.as_bytes()[10].eq_ignore_ascii_case(&b'T')
}

fn is_email(text: &str) -> bool {
    let parts = text.split_once('@');
    parts
        .is_some_and(|(user, host)| !user.is_empty() && host.contains('.') && !text.contains([' ', '/', ':']))
}

fn is_url(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}

/// Of a short text nobody can tell.
fn is_base64(text: &str) -> bool {
    text.len() >= 16 && text.len().is_multiple_of(4) && STANDARD.decode(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_for_anything() {
        for (recorded, sent, is) in [
            ("a", "a", true),
            ("a", "ab", false),
            ("[redacted]", "anything", true),
            ("[redacted]", "", true),
            ("/users/[redacted]/keys", "/users/7/keys", true),
            ("/users/[redacted]/keys", "/users/7/names", false),
            ("a[redacted]b[redacted]c", "a1b2c", true),
            ("a[redacted]b[redacted]c", "a1c2b", false),
        ] {
            assert_eq!(like(recorded, sent), is, "{recorded} {sent}");
        }
    }

    #[test]
    fn what_a_client_reads_keeps_its_kind_and_its_usual_form() {
        let value = |text: &str| Json::parse(text.as_bytes()).expect("JSON");
        let text = r#"{"a":"hunter2","b":7,"c":true,"d":null,"e":["67e55044-10b1-426f-9247-bb680e5fe0c8",
            "2024-02-29T23:59:59Z","2024-02-29","tom@example.org","http://x/y","aGVsbG8gd29ybGQgaGVsbG8="]}"#;
        let (mut request, mut response, mut found) = (value(text), value(text), Vec::new());
        mark(&mut request, Side::Request, &mut found);
        mark(&mut response, Side::Response, &mut found);
        let r = MARK;
        assert_eq!(
            request.compact(),
            format!(
                r#"{{"a":"{r}","b":"{r}","c":"{r}","d":null,"e":["{r}","{r}","{r}","{r}","{r}","{r}"]}}"#
            )
        );
        assert_eq!(
            response.compact(),
            r#"{"a":"[redacted]","b":0,"c":false,"d":null,"e":["00000000-0000-0000-0000-000000000000","#
                .to_owned()
                + r#""1970-01-01T00:00:00Z","1970-01-01","redacted@example.com","https://redacted.example/","cmVkYWN0ZWQ="]}"#
        );
        assert_eq!(found.len(), 16);
    }
}
