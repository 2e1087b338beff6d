use std::fmt;

use serde_json::Value;

use super::Element;

impl fmt::Display for Element {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "<{}", self.name)?;
        if let Some(namespace) = &self.namespace {
            let prefix = self.name.split_once(':').map(|(prefix, _)| prefix);
            let key = prefix.map_or_else(|| "xmlns".to_owned(), |prefix| format!("xmlns:{prefix}"));
            write!(formatter, " {key}=\"{}\"", escaped(namespace))?;
        }
        for (name, value) in &self.attributes {
            write!(formatter, " {name}=\"{}\"", escaped(&text(value)))?;
        }
        formatter.write_str(">")?;
        self.children.iter().try_for_each(|child| child.fmt(formatter))?;
        if let Some(value) = &self.text {
            formatter.write_str(&escaped(&text(value)))?;
        }
        write!(formatter, "</{}>", self.name)
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
