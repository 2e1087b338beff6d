//! A value as XML, by the XML Objects of its schema.

use quick_xml::escape::escape;
use serde_json::{Map, Value};

use crate::codec::xml::qualified;
use crate::server::schema::{Components, Schema, XmlMarks};

/// Writes values as XML, by the schemas of a document.
#[derive(Debug)]
pub struct XmlValues(Components);

impl XmlValues {
    /// Takes the schemas of a document.
    pub fn new(document: &Value) -> Self {
        Self(Components::new(document))
    }

    /// Writes a value of a schema.
    ///
    /// # Errors
    /// A name of the value can't be the name of an element.
    pub fn write(&self, value: &Value, schema: &Value) -> Result<String, String> {
        document(value, Some(schema), Some(&self.0))
    }
}

/// Writes a document.
///
/// # Errors
/// A name of the value can't be the name of an element.
pub(super) fn write(value: &Value, schema: Option<&Schema>) -> Result<String, String> {
    document(value, schema.map(Schema::value), schema.map(Schema::components))
}

fn document(
    value: &Value,
    schema: Option<&Value>,
    components: Option<&Components>,
) -> Result<String, String> {
    let mut writer = Writer {
        components,
        out: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>".to_owned(),
    };
    let marks = writer.marks(schema);
    let name = marks.name.or_else(|| component(schema?)).unwrap_or("root");
    match value {
        // A list needs a root, wrapped or not.
        Value::Array(items) => {
            writer.enclosed(name, &marks, "", |writer| writer.items(name, items, schema))?
        }
        Value::Null => writer.enclosed(name, &marks, "", |_| Ok(()))?,
        value => writer.element(name, value, schema)?,
    }
    Ok(writer.out)
}

/// Returns the name of the component that a schema is.
fn component(schema: &Value) -> Option<&str> {
    schema
        .get("$ref")?
        .as_str()?
        .strip_prefix("#/components/schemas/")
}

struct Writer<'a> {
    components: Option<&'a Components>,
    out: String,
}

impl<'a> Writer<'a> {
    fn marks(&self, schema: Option<&'a Value>) -> XmlMarks<'a> {
        let marks = schema.zip(self.components);
        marks.map_or_else(XmlMarks::default, |(schema, components)| {
            components.xml_marks(schema)
        })
    }

    /// Writes an element; `name` is what it is called unless the schema says.
    fn element(&mut self, name: &str, value: &Value, schema: Option<&'a Value>) -> Result<(), String> {
        let marks = self.marks(schema);
        let name = marks.name.unwrap_or(name);
        match value {
            Value::Null => Ok(()),
            Value::Array(items) if marks.is_wrapped => {
                self.enclosed(name, &marks, "", |writer| writer.items(name, items, schema))
            }
            Value::Array(items) => self.items(name, items, schema),
            Value::Object(fields) => self.object(name, fields, schema, &marks),
            scalar => self.enclosed(name, &marks, "", |writer| {
                writer.out.push_str(&escape(text(scalar)));
                Ok(())
            }),
        }
    }

    fn items(&mut self, name: &str, items: &[Value], schema: Option<&'a Value>) -> Result<(), String> {
        for (index, item) in items.iter().enumerate() {
            let schema = self
                .components
                .zip(schema)
                .and_then(|(components, schema)| components.item(schema, index));
            self.element(name, item, schema)?;
        }
        Ok(())
    }

    fn object(
        &mut self,
        name: &str,
        fields: &Map<String, Value>,
        schema: Option<&'a Value>,
        marks: &XmlMarks<'a>,
    ) -> Result<(), String> {
        let (mut attributes, mut inner, mut elements) = (String::new(), String::new(), Vec::new());
        for (property, value) in fields.iter().filter(|(_, value)| !value.is_null()) {
            let components = self.components.zip(schema);
            let schema = components.and_then(|(components, schema)| components.property(schema, property));
            let marks = self.marks(schema);
            if marks.is_attribute {
                let name = qualified(marks.name.unwrap_or(property), marks.prefix)?;
                attributes.push_str(&format!(" {name}=\"{}\"", escape(text(value))));
            } else if marks.is_text {
                inner.push_str(&escape(text(value)));
            } else {
                elements.push((property, value, schema));
            }
        }
        self.enclosed(name, marks, &attributes, |writer| {
            writer.out.push_str(&inner);
            let mut elements = elements.into_iter();
            elements.try_for_each(|(property, value, schema)| writer.element(property, value, schema))
        })
    }

    fn enclosed(
        &mut self,
        name: &str,
        marks: &XmlMarks<'a>,
        attributes: &str,
        inner: impl FnOnce(&mut Self) -> Result<(), String>,
    ) -> Result<(), String> {
        let name = qualified(name, marks.prefix)?;
        let namespace = marks.namespace.map(|namespace| match marks.prefix {
            Some(prefix) => format!(" xmlns:{prefix}=\"{}\"", escape(namespace)),
            None => format!(" xmlns=\"{}\"", escape(namespace)),
        });
        self.out
            .push_str(&format!("<{name}{}{attributes}>", namespace.unwrap_or_default()));
        inner(self)?;
        self.out.push_str(&format!("</{name}>"));
        Ok(())
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
