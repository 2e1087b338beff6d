//! An XML document as a tree of elements.

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use super::XmlError;
use crate::codec::json::Memory;

/// How deep elements may stand in each other.
const DEPTH: usize = 128;

/// An element. Names have no prefixes: documents declare them as they please.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) children: Vec<Element>,
    /// All text directly in it.
    pub(crate) text: String,
}

impl Element {
    /// Parses a document to its root. Only the entities that XML itself defines are known.
    pub(crate) fn parse(text: &str, memory: &mut Memory) -> Result<Element, XmlError> {
        let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
        let mut open: Vec<Element> = Vec::new();
        loop {
            let event = reader
                .read_event()
                .map_err(|error| format!("it is no XML: {error}"))?;
            let closed = match event {
                Event::Start(start) => {
                    if open.len() >= DEPTH {
                        return Err(format!("elements stand more than {DEPTH} deep in each other").into());
                    }
                    open.push(element(&start, memory)?);
                    None
                }
                Event::Empty(start) => Some(element(&start, memory)?),
                Event::End(_) => open.pop(),
                Event::Text(text) => {
                    append(&mut open, &text.xml10_content(), memory)?;
                    None
                }
                Event::CData(text) => {
                    append(&mut open, &text.xml10_content(), memory)?;
                    None
                }
                Event::GeneralRef(reference) => {
                    let character = reference.resolve_char_ref().map_err(|error| error.to_string())?;
                    let name = reference.xml10_content();
                    match (character, predefined(&name)) {
                        (Some(character), _) => {
                            append(&mut open, character.encode_utf8(&mut [0; 4]), memory)?
                        }
                        (None, Some(text)) => append(&mut open, text, memory)?,
                        (None, None) => return Err(format!("the entity &{name}; is not known").into()),
                    }
                    None
                }
                Event::Eof => return Err("it has no root element that ends".to_owned().into()),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => None,
            };
            if let Some(element) = closed {
                match open.last_mut() {
                    Some(parent) => {
                        // Which grows by doubling.
                        XmlError::unless(memory.take(2 * size_of::<Element>()))?;
                        parent.children.push(element);
                    }
                    None => return Ok(element),
                }
            }
        }
    }

    /// Returns the value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }
}

fn append(open: &mut [Element], text: &str, memory: &mut Memory) -> Result<(), XmlError> {
    if let Some(element) = open.last_mut() {
        XmlError::unless(memory.take_text(text.len()))?;
        element.text.push_str(text);
    }
    Ok(())
}

fn predefined(name: &str) -> Option<&'static str> {
    Some(match name {
        "lt" => "<",
        "gt" => ">",
        "amp" => "&",
        "quot" => "\"",
        "apos" => "'",
        _ => return None,
    })
}

fn element(start: &BytesStart<'_>, memory: &mut Memory) -> Result<Element, XmlError> {
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let name = attribute.key.as_ref();
        if name != "xmlns" && !name.starts_with("xmlns:") {
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|error| error.to_string())?;
            let pair = 2 * size_of::<(String, String)>();
            XmlError::unless(
                memory.take(pair) && memory.take_text(name.len()) && memory.take_text(value.len()),
            )?;
            attributes.push((local(name).to_owned(), value.into_owned()));
        }
    }
    XmlError::unless(memory.take_text(start.name().as_ref().len()))?;
    Ok(Element {
        name: local(start.name().as_ref()).to_owned(),
        attributes,
        ..Element::default()
    })
}

/// Returns a name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}
