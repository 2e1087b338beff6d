use serde_json::Value;

/// Schemas of JSON Schema 2020-12 in one document, and where references in them lead.
#[derive(Clone, Copy, Debug)]
pub struct Schemas<'a> {
    root: &'a Value,
}

impl<'a> Schemas<'a> {
    /// Takes the schemas of a document.
    pub fn new(root: &'a Value) -> Self {
        Schemas { root }
    }

    /// Returns what a reference within the document leads to: `#/components/schemas/Pet`.
    pub fn get(self, reference: &str) -> Option<&'a Value> {
        let pointer = reference.strip_prefix('#')?;
        match pointer.contains('%') {
            false => self.root.pointer(pointer),
            true => self.root.pointer(&unescaped(pointer)?),
        }
    }
}

/// Returns the text without percent-encoding.
fn unescaped(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digits = after.get(..2).filter(|_| *first == b'%');
        let byte = digits.and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).ok()
}
