//! JSON to nodes.
//!
//! It is read here rather than through `serde`, whose layers are dear in a build script, which is not optimised. What can't be read is
//! left to `serde_json`, which says what is wrong.

use serde::de::value::Error;

use super::{Path, Reading, Remark, RemarkKind, Step, spelled};
use crate::source::extents::{Extents, Found};
use crate::source::scan::{Place, Scanner};
use crate::source::{Mapping, Node, Number, Text};

/// Whole numbers of so many digits fit into 64 bits, with or without a sign.
const DIGITS: usize = 18;

/// What was made of a JSON text.
pub(in crate::source) struct Json {
    pub(in crate::source) node: Node,
    pub(in crate::source) remarks: Vec<Remark>,
    pub(in crate::source) extents: Extents,
}

/// Reads a JSON text; `None` if that can't be done within the bounds of [`Reading`].
pub(in crate::source) fn read(text: &str) -> Option<Json> {
    let mut reader = Reader {
        reading: Reading::new(text, super::Syntax::Json),
        scanner: Scanner::new(text, Place::START),
        entries: vec![(Text::default(), Node::Null)],
        items: vec![Node::Null],
        extents: Found::default(),
    };
    let node = reader.value(&Path::ROOT)?;
    reader.scanner.peek().is_none().then_some(Json {
        node,
        remarks: reader.reading.remarks,
        extents: reader.extents.finish(),
    })
}

struct Reader<'text> {
    reading: Reading<'text>,
    scanner: Scanner<'text>,
    /// The entries and the items of all mappings and lists that are open, the innermost last. The first belongs to none: so the rest
    /// is never taken with the place that there is for more.
    entries: Vec<(Text, Node)>,
    items: Vec<Node>,
    extents: Found,
}

impl Reader<'_> {
    fn value(&mut self, path: &Path<'_>) -> Option<Node> {
        let first = self.scanner.peek()?;
        self.value_from(first, path)
    }

    /// Reads the value that begins here with a byte.
    fn value_from(&mut self, first: u8, path: &Path<'_>) -> Option<Node> {
        match first {
            b'"' => self.text().map(Node::String),
            b'{' => self.mapping(path),
            b'[' => self.sequence(path),
            b't' => self.word("true", Node::Boolean(true)),
            b'f' => self.word("false", Node::Boolean(false)),
            b'n' => self.word("null", Node::Null),
            b'-' | b'0'..=b'9' => self.number(),
            _ => None,
        }
    }

    fn word(&mut self, word: &str, node: Node) -> Option<Node> {
        self.spend(0)?;
        self.scanner.pass_word(word)?;
        Some(node)
    }

    fn spend(&mut self, bytes: usize) -> Option<()> {
        self.reading.spend::<Error>(bytes).ok()
    }

    fn text(&mut self) -> Option<Text> {
        let quoted = self.scanner.string()?;
        if quoted.has_escapes {
            let text = quoted.unescaped()?;
            self.spend(text.len())?;
            return Some(self.reading.texts.get(&text));
        }
        self.spend(quoted.raw.len())?;
        Some(self.reading.texts.get(quoted.raw))
    }

    fn number(&mut self) -> Option<Node> {
        self.spend(0)?;
        let numeral = self.scanner.number()?;
        if numeral.is_whole
            && numeral.text.len() <= DIGITS
            && let Ok(number) = numeral.text.parse::<i64>()
            && numeral.text != "-0"
        {
            return Some(Node::Number(Number::from(number)));
        }
        let number: serde_json::Number = numeral.text.parse().ok()?;
        Some(match number.is_f64() {
            true => spelled(number, Some(numeral.text)),
            false => Node::Number(number.into()),
        })
    }

    fn sequence(&mut self, path: &Path<'_>) -> Option<Node> {
        let number = self.enter()?;
        let start = self.items.len();
        while let Some(first) = self.next(b']', self.items.len() == start)? {
            let path = Path(Some(Step::Item(path, self.items.len() - start)));
            let item = self.value_from(first, &path)?;
            self.items.push(item);
        }
        self.leave(number);
        Some(Node::Sequence(self.items.split_off(start).into_boxed_slice()))
    }

    fn mapping(&mut self, path: &Path<'_>) -> Option<Node> {
        let number = self.enter()?;
        let start = self.entries.len();
        while let Some(first) = self.next(b'}', self.entries.len() == start)? {
            if first != b'"' {
                return None;
            }
            let key = self.text()?;
            if self.scanner.peek()? != b':' {
                return None;
            }
            self.scanner.pass_byte();
            let value = self.value(&Path(Some(Step::Key(path, &key))))?;
            self.entries.push((key, value));
        }
        self.leave(number);
        let (mapping, duplicates) =
            Mapping::with_duplicates(self.entries.split_off(start).into_boxed_slice());
        for key in duplicates {
            let kind = RemarkKind::Duplicate(key.as_str().to_owned());
            self.reading.remark::<Error>(kind, path, Some(&key)).ok()?;
        }
        Some(Node::Mapping(mapping))
    }

    fn enter(&mut self) -> Option<usize> {
        let number = self.extents.open(self.scanner.place());
        self.scanner.pass_byte();
        self.spend(0)?;
        self.reading.enter::<Error>().ok()?;
        Some(number)
    }

    fn leave(&mut self, number: usize) {
        self.reading.depth -= 1;
        self.extents.close(number, self.scanner.place());
    }

    /// Goes past what stands between two values, or after the last one. Returns the byte that the next one begins with, if there is one.
    fn next(&mut self, closing: u8, is_first: bool) -> Option<Option<u8>> {
        let byte = self.scanner.peek()?;
        if byte == closing {
            self.scanner.pass_byte();
            return Some(None);
        }
        if is_first {
            return Some(Some(byte));
        }
        if byte != b',' {
            return None;
        }
        self.scanner.pass_byte();
        let byte = self.scanner.peek()?;
        // A comma has a value after it.
        (byte != closing).then_some(Some(byte))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::tree::Syntax;

    /// Returns what is read of a text through `serde_json`.
    fn by_serde(text: &str) -> Option<(Node, Vec<Remark>)> {
        let mut deserializer = serde_json::Deserializer::from_str(text);
        deserializer.disable_recursion_limit();
        let read = Reading::new(text, Syntax::Json).read(&mut deserializer).ok()?;
        deserializer.end().ok().map(|()| read)
    }

    fn check(text: &str) {
        let ours = read(text).map(|json| (json.node, json.remarks));
        assert_eq!(ours, by_serde(text), "{text}");
    }

    #[test]
    fn what_is_json_is_what_serde_json_takes() {
        let texts = [
            r#"{"a": [1, -2, 3.50, {"b": null}], "c\n\u00e9": true, "": "x\"y", "a": {}}"#,
            r#"[0, -0, 1e3, 18446744073709551615, 18446744073709551616, -9223372036854775808, 1E-400, "\ud83d\ude00"]"#,
            " \t\r\n {\"a\"\n:\t[\r\n] , \"b\": [ [ ], { } ] } \n",
            r#""a string alone, which is longer than a word""#,
        ];
        let others = [
            "", " ", ",", ":", "[", "]", "{", "}", "\"", "\\", "\n", "\u{1}", "0", "-", ".", "e", "n", "u",
            "é",
        ];
        for text in texts {
            check(text);
            for (at, character) in text.char_indices() {
                for other in others {
                    let (before, after) = (&text[..at], &text[at + character.len_utf8()..]);
                    check(&format!("{before}{other}{after}"));
                    check(&format!("{before}{other}{character}{after}"));
                }
                check(&text[..at]);
            }
        }
    }

    #[test]
    fn a_number_keeps_the_text_that_it_is_written_as() {
        let json = read(r#"["4.50", 1.10, -0, 100000000000000000000, 7]"#).unwrap();
        let items = json.node.as_sequence().unwrap();
        let texts: Vec<String> = items[1..]
            .iter()
            .map(|item| match item {
                Node::Number(number) => number.to_string(),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(texts, ["1.10", "-0", "100000000000000000000", "7"]);
    }

    #[test]
    fn what_nests_too_deeply_is_not_read() {
        let nested = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
        assert!(read(&nested(super::super::JSON_DEPTH)).is_some());
        assert!(read(&nested(super::super::JSON_DEPTH + 1)).is_none());
    }
}
