//! A check before the YAML reader, whose time grows with the square of the depth of `[` and `{`.

/// Deeper nesting than this is refused in YAML; the reader has the same bound.
pub(super) const YAML_DEPTH: usize = 128;

/// How often the bytes of a text may be looked at, all in all, on average.
const LOOKS: usize = 64;

/// More `%TAG` lines than anybody needs; the reader compares each with all before it.
const DIRECTIVES: usize = 64;

/// Returns whether a YAML text would take the reader out of its bounds.
///
/// What is a flow collection and what is a bracket in a text can't be told without reading the whole grammar, so
/// each bracket that might start a collection is followed until it is closed, or until a place at which the reader
/// would stop with an error. A bracket in a text leads nowhere soon; one that is followed too long is too deep.
pub(super) fn is_excessive(text: &str) -> bool {
    let directives = text.match_indices("\n%TAG").take(DIRECTIVES + 1).count();
    if directives > DIRECTIVES {
        return true;
    }
    let bytes = text.as_bytes();
    let mut looks = bytes.len().saturating_mul(LOOKS).saturating_add(1 << 20);
    // One bracket at a time: the search for either is slow where it is not optimised.
    let starts = text.match_indices('[').chain(text.match_indices('{'));
    for (start, _) in starts {
        let opens = start == 0 || matches!(bytes[start - 1], b' ' | b'\t' | b'\n' | b'\r' | 0x80..);
        if !opens {
            continue;
        }
        let mut flow = Flow { bytes, offset: start };
        let deep = flow.is_deep();
        match looks.checked_sub(flow.offset - start) {
            Some(rest) if !deep => looks = rest,
            _ => return true,
        }
    }
    false
}

struct Flow<'text> {
    bytes: &'text [u8],
    offset: usize,
}

impl Flow<'_> {
    /// Follows the collection that starts here to its end, to a place where the reader would stop, or to a depth
    /// that it would refuse.
    fn is_deep(&mut self) -> bool {
        let mut depth = 0_usize;
        // Two values without a comma between them are an error to the reader.
        let mut has_value = false;
        while let Some(&byte) = self.bytes.get(self.offset) {
            match byte {
                b'[' | b'{' => {
                    depth += 1;
                    has_value = false;
                    if depth > YAML_DEPTH {
                        return true;
                    }
                    self.offset += 1;
                }
                b']' | b'}' => {
                    depth = depth.saturating_sub(1);
                    has_value = true;
                    self.offset += 1;
                    if depth == 0 {
                        return false;
                    }
                }
                b',' => {
                    has_value = false;
                    self.offset += 1;
                }
                b':' => {
                    if has_value && self.is_after_value() {
                        return false;
                    }
                    has_value = true;
                    self.offset += 1;
                }
                b'"' | b'\'' => self.skip_quoted(byte),
                b'#' if self.follows_blank() => self.skip_line(),
                b' ' | b'\t' | b'\n' | b'\r' => self.offset += 1,
                b'&' | b'*' | b'!' => self.skip_property(),
                b'?' if self.is_blank(self.offset + 1) => self.offset += 1,
                _ => self.skip_plain(),
            }
        }
        false
    }

    /// Returns whether the `:` here comes after a value that is complete, not after a collection that is a key.
    fn is_after_value(&self) -> bool {
        let before = self.bytes[..self.offset]
            .iter()
            .rev()
            .find(|byte| !matches!(byte, b' ' | b'\t' | b'\n' | b'\r'));
        !matches!(before, Some(b']' | b'}'))
    }

    fn is_blank(&self, offset: usize) -> bool {
        matches!(self.bytes.get(offset), None | Some(b' ' | b'\t' | b'\n' | b'\r'))
    }

    fn follows_blank(&self) -> bool {
        self.offset == 0 || self.is_blank(self.offset - 1)
    }

    fn skip_line(&mut self) {
        while !matches!(self.bytes.get(self.offset), None | Some(b'\n' | b'\r')) {
            self.offset += 1;
        }
    }

    fn skip_quoted(&mut self, quote: u8) {
        self.offset += 1;
        while let Some(&byte) = self.bytes.get(self.offset) {
            self.offset += 1;
            match byte {
                b'\\' if quote == b'"' => self.offset += 1,
                _ if byte == quote => return,
                _ => {}
            }
        }
    }

    fn skip_property(&mut self) {
        while let Some(&byte) = self.bytes.get(self.offset) {
            if matches!(
                byte,
                b' ' | b'\t' | b'\n' | b'\r' | b',' | b'[' | b']' | b'{' | b'}'
            ) {
                return;
            }
            self.offset += 1;
        }
    }

    fn skip_plain(&mut self) {
        self.offset += 1;
        while let Some(&byte) = self.bytes.get(self.offset) {
            let ends = match byte {
                b',' | b'[' | b']' | b'{' | b'}' => true,
                b':' => {
                    self.is_blank(self.offset + 1)
                        || matches!(
                            self.bytes.get(self.offset + 1),
                            Some(b',' | b'[' | b']' | b'{' | b'}')
                        )
                }
                b'#' => self.follows_blank(),
                _ => false,
            };
            if ends {
                return;
            }
            self.offset += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deep_collections_are_found_wherever_they_start() {
        for opening in [
            "[",
            "{a: ",
            "[{\"]\": ",
            "[\n# ]]]\n",
            "['it''s ]', ",
            "[!t ",
            "[&a ",
            "[don't, \"]\", ",
        ] {
            for before in ["", "a: ", "- ", "a: |\n  it's \"\nb: "] {
                assert!(
                    is_excessive(&format!("{before}{}", opening.repeat(1000))),
                    "{before}{opening}"
                );
            }
        }
    }

    #[test]
    fn brackets_in_texts_are_no_collections() {
        let text = "a: |\n  The range [0, 1) of {x\nb:\n  c: d\n  e: f\n".repeat(10_000);
        assert!(!is_excessive(&text));
        assert!(!is_excessive(
            &"a: {b: [1, 2, {c: d}], \"e]\": f}\n".repeat(10_000)
        ));
        assert!(!is_excessive(&format!(
            "[{}]",
            "{\"a\": [\"b\"], \"c\": {}},\n".repeat(10_000)
        )));
    }
}
