use std::collections::BTreeMap;

use super::Element;
use crate::corpus::wire::judge::text::says;

/// An element as it was sent.
#[derive(Clone, Debug, Default)]
pub(in crate::corpus::wire) struct Read {
    name: String,
    attributes: BTreeMap<String, String>,
    children: Vec<Read>,
    text: String,
}

/// Reads a document of one element; or says what is wrong with it.
pub(in crate::corpus::wire) fn read(text: &str) -> Result<Read, String> {
    let mut reader = Reader { rest: text };
    reader.skip_prolog()?;
    let element = reader.element()?;
    match reader.rest.trim() {
        "" => Ok(element),
        rest => Err(format!("after the root stands {rest}")),
    }
}

impl Read {
    /// Where this is another element than the described one.
    pub(in crate::corpus::wire) fn difference(&self, described: &Element) -> Option<String> {
        self.differs(described, &BTreeMap::new())
    }

    fn differs(&self, described: &Element, outer: &BTreeMap<String, String>) -> Option<String> {
        let name = &described.name;
        if self.name != *name {
            return Some(format!("<{}> stands where <{name}> should", self.name));
        }
        let mut namespaces = outer.clone();
        let mut attributes = self.attributes.clone();
        attributes.retain(|key, value| {
            let prefix = if key == "xmlns" {
                Some("")
            } else {
                key.strip_prefix("xmlns:")
            };
            if let Some(prefix) = prefix {
                namespaces.insert(prefix.to_owned(), value.clone());
            }
            prefix.is_none()
        });
        let prefix = name.split_once(':').map_or("", |(prefix, _)| prefix);
        if described.namespace.is_some() && namespaces.get(prefix) != described.namespace.as_ref() {
            return Some(format!(
                "<{name}> is not in the namespace {:?}",
                described.namespace
            ));
        }
        for (key, value) in &described.attributes {
            if !attributes.remove(key).is_some_and(|text| says(&text, value)) {
                return Some(format!("<{name}> has no attribute {key} = {value}"));
            }
        }
        if let Some((key, value)) = attributes.pop_first() {
            return Some(format!("<{name}> has the attribute {key} = {value} besides"));
        }
        let mut children: Vec<&Read> = self.children.iter().collect();
        for child in &described.children {
            let Some(place) = children.iter().position(|known| known.name == child.name) else {
                return Some(format!("<{name}> has no <{}>", child.name));
            };
            if let Some(difference) = children.remove(place).differs(child, &namespaces) {
                return Some(difference);
            }
        }
        if let Some(child) = children.first() {
            return Some(format!("<{name}> has <{}> besides", child.name));
        }
        match &described.text {
            Some(value) if !says(&self.text, value) => {
                Some(format!("<{name}> is {}, not {value}", self.text))
            }
            _ => None,
        }
    }
}

struct Reader<'t> {
    rest: &'t str,
}

impl<'t> Reader<'t> {
    fn skip_prolog(&mut self) -> Result<(), String> {
        self.rest = self.rest.trim_start();
        if self.rest.starts_with("<?xml") {
            self.until("?>")?;
            self.rest = self.rest.trim_start();
        }
        Ok(())
    }

    /// The text before `end`, and past it.
    fn until(&mut self, end: &str) -> Result<&'t str, String> {
        let (before, after) = self.rest.split_once(end).ok_or(format!("{end} is missing"))?;
        self.rest = after;
        Ok(before)
    }

    fn element(&mut self) -> Result<Read, String> {
        self.rest = self.rest.strip_prefix('<').ok_or("an element is missing")?;
        let mut element = Read {
            name: self.name(),
            ..Read::default()
        };
        loop {
            self.rest = self.rest.trim_start();
            if let Some(rest) = self.rest.strip_prefix("/>") {
                self.rest = rest;
                return Ok(element);
            }
            if let Some(rest) = self.rest.strip_prefix('>') {
                self.rest = rest;
                break;
            }
            let key = self.name();
            self.rest = self.rest.strip_prefix('=').ok_or("an attribute has no value")?;
            let quote = self
                .rest
                .chars()
                .next()
                .filter(|quote| matches!(quote, '"' | '\''));
            let quote = quote.ok_or("a value has no quotes")?;
            self.rest = &self.rest[1..];
            let text = self.until(&quote.to_string())?;
            if element.attributes.insert(key, unescaped(text)?).is_some() {
                return Err("an attribute stands twice".to_owned());
            }
        }
        loop {
            if let Some(rest) = self.rest.strip_prefix("<![CDATA[") {
                self.rest = rest;
                element.text += self.until("]]>")?;
            } else if let Some(rest) = self.rest.strip_prefix("</") {
                self.rest = rest;
                let name = self.until(">")?.trim_end();
                let is_same = name == element.name;
                return if is_same {
                    Ok(element)
                } else {
                    Err(format!("</{name}> ends <{}>", element.name))
                };
            } else if self.rest.starts_with('<') {
                element.children.push(self.element()?);
            } else {
                let end = self.rest.find('<').ok_or("the end is missing")?;
                element.text += &unescaped(&self.rest[..end])?;
                self.rest = &self.rest[end..];
            }
        }
    }

    fn name(&mut self) -> String {
        let end = self
            .rest
            .find(|character: char| character.is_whitespace() || "=/>".contains(character));
        let (name, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        name.to_owned()
    }
}

fn unescaped(text: &str) -> Result<String, String> {
    let mut parts = text.split('&');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (entity, rest) = part.split_once(';').ok_or("an entity has no end")?;
        let number = entity
            .strip_prefix('#')
            .map(|digits| match digits.strip_prefix('x') {
                Some(digits) => u32::from_str_radix(digits, 16).ok(),
                None => digits.parse().ok(),
            });
        let character = match entity {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => number.flatten().and_then(char::from_u32),
        };
        out.push(character.ok_or(format!("&{entity}; is unknown"))?);
        out += rest;
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use serde_json::{Value, json};

    use super::super::layout;
    use super::*;
    use crate::raw::{RawDocument, component_schemas};

    fn described(schema: &Value, value: &Value) -> Option<Element> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("document.json");
        let document = json!({"openapi": "3.0.3", "components": {"schemas": {"Pet": schema}}});
        fs::write(&path, document.to_string()).unwrap();
        let document = RawDocument::load(&path).unwrap();
        layout(&document, &component_schemas(&document)[0], value)
    }

    fn differs(schema: &Value, value: &Value, text: &str) -> Option<String> {
        read(text).unwrap().difference(&described(schema, value).unwrap())
    }

    /// The specification's examples of names, attributes, namespaces and lists.
    #[test]
    fn values_are_laid_out_by_their_xml_objects() {
        let list = |xml: Value, item: Value| json!({"properties": {"animals": {"type": "array", "items": {"type": "string", "xml": item}, "xml": xml}}});
        let cells = [
            (
                json!({"properties": {"id": {"xml": {"attribute": true}}, "name": {"xml": {"name": "title"}}}, "xml": {"name": "p"}}),
                json!({"id": 1, "name": "a<b"}),
                "<p id=\"1\"><title>a&lt;b</title></p>",
            ),
            (
                json!({"properties": {"name": {"xml": {"prefix": "s", "namespace": "urn:s"}}}}),
                json!({"name": "x"}),
                "<Pet><s:name xmlns:s=\"urn:s\">x</s:name></Pet>",
            ),
            (
                list(json!({}), json!({})),
                json!({"animals": ["a", "b"]}),
                "<Pet><animals>a</animals><animals>b</animals></Pet>",
            ),
            (
                list(json!({}), json!({"name": "animal"})),
                json!({"animals": ["a"]}),
                "<Pet><animal>a</animal></Pet>",
            ),
            (
                list(json!({"name": "aliens", "wrapped": true}), json!({})),
                json!({"animals": ["a"]}),
                "<Pet><aliens><aliens>a</aliens></aliens></Pet>",
            ),
            (
                list(json!({"wrapped": true}), json!({"name": "animal"})),
                json!({"animals": ["a"]}),
                "<Pet><animals><animal>a</animal></animals></Pet>",
            ),
        ];
        for (schema, value, text) in &cells {
            let element = described(schema, value).unwrap();
            assert_eq!(element.to_string(), *text);
            for (.., other) in &cells {
                let fits = read(other).unwrap().difference(&element).is_none();
                assert_eq!(fits, other == text, "{other} for {text}");
            }
        }
    }

    #[test]
    fn what_has_no_one_meaning_is_left_out() {
        let schema = json!({"properties": {"a": {"type": "string"}, "u": {"oneOf": [{"type": "string"}]}}});
        for value in [
            json!({"a": ""}),
            json!({"a": null}),
            json!({"a": " x"}),
            json!({"b": "undeclared"}),
            json!({"u": "alternative"}),
            json!({}),
        ] {
            assert_eq!(described(&schema, &value), None, "{value}");
        }
    }

    #[test]
    fn texts_are_read_and_compared_by_what_they_say() {
        let schema = json!({"properties": {"a": {"type": "string"}, "n": {"type": "number"}}});
        let value = json!({"a": "x & y", "n": 1.5});
        let text = "<?xml version=\"1.0\"?>\n<Pet><n>1.50</n><a>x &#38; <![CDATA[y]]></a></Pet>";
        assert_eq!(differs(&schema, &value, text), None);
        assert!(differs(&schema, &value, "<Pet><n>1.5</n></Pet>").is_some());
        assert!(differs(&schema, &value, "<Pet><n>2</n><a>x &amp; y</a></Pet>").is_some());
        assert!(read("<a><b></a></b>").is_err());
        assert!(read("<a>").is_err() && read("<a/><b/>").is_err() && read("<a>&x;</a>").is_err());
    }
}
