use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};

/// All but the unreserved characters of RFC 3986.
const VALUE: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The same for several segments of a path.
const SEGMENTS: &AsciiSet = &VALUE.remove(b'/');

/// What stays as it is in `application/x-www-form-urlencoded`, apart from the space, which becomes `+`.
const FORM_VALUE: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'*')
    .remove(b' ');

/// Reserved characters that may stand in a query value. `&` and `#` would end it, servers read `+` as a space, and URL
/// libraries encode `'` anyway.
const QUERY_RESERVED: &AsciiSet = &VALUE
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b'[')
    .remove(b']');

/// Reserved characters that may stand in a path segment.
const PATH_RESERVED: &AsciiSet = &QUERY_RESERVED
    .remove(b'\'')
    .remove(b'&')
    .remove(b'+')
    .add(b'/')
    .add(b'?')
    .add(b'[')
    .add(b']');

/// What must be encoded in a value of a path that may be several segments.
pub(crate) const PATH_VALUE: &AsciiSet = &PATH_RESERVED.remove(b'/');

/// What must be encoded in a path that the document wrote: what no URL may contain.
pub(crate) const PATH_LITERAL: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// The same for a query.
pub(crate) const QUERY_LITERAL: &AsciiSet = &PATH_LITERAL.remove(b'?').remove(b'[').remove(b']').add(b'\'');

/// All but the `cookie-octet`s of RFC 6265, and the percent sign itself.
const COOKIE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'%')
    .add(b',')
    .add(b';')
    .add(b'\\');

/// A rule for which characters of a value are encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Escape {
    /// A path segment or query: all but unreserved characters.
    Strict,
    /// Several segments of a path: all but unreserved characters and slashes.
    Segments,
    /// A query with `allowReserved`.
    QueryReserved,
    /// A path with `allowReserved`.
    PathReserved,
    /// A form body: a space becomes `+`.
    Form,
    /// A cookie: what would end it.
    Cookie,
    /// A header: nothing.
    None,
}

impl Escape {
    /// Appends `text`, encoded.
    pub(crate) fn push(self, text: &str, out: &mut String) {
        match self {
            Escape::Strict => out.extend(encode(text, VALUE)),
            Escape::Segments => out.extend(encode(text, SEGMENTS)),
            Escape::QueryReserved => push_reserved(text, QUERY_RESERVED, out),
            Escape::PathReserved => push_reserved(text, PATH_RESERVED, out),
            Escape::Form => {
                for piece in encode(text, FORM_VALUE) {
                    out.extend(piece.chars().map(|c| if c == ' ' { '+' } else { c }));
                }
            }
            Escape::Cookie => out.extend(encode(text, COOKIE)),
            Escape::None => out.push_str(text),
        }
    }

    /// Appends a delimiter that the styles encode, such as the pipe.
    pub(crate) fn delimiter(self, delimiter: char, out: &mut String) {
        self.push(delimiter.encode_utf8(&mut [0; 4]), out);
    }
}

/// Encodes `text` by `set`.
pub(crate) fn encode<'a>(text: &'a str, set: &'static AsciiSet) -> PercentEncode<'a> {
    utf8_percent_encode(text, set)
}

/// Appends `text` by the reserved expansion of RFC 6570: triplets that are encoded already pass through.
fn push_reserved(text: &str, set: &'static AsciiSet, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        let (before, from) = rest.split_at(at);
        out.extend(encode(before, set));
        let is_triplet = from
            .as_bytes()
            .get(1..3)
            .is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit));
        out.push_str(if is_triplet { "%" } else { "%25" });
        rest = &from[1..];
    }
    out.extend(encode(rest, set));
}

/// Encodes a value that stands in a query on its own.
pub(crate) fn encode_value(text: &str) -> String {
    utf8_percent_encode(text, VALUE).to_string()
}
