//! Queries and forms, which are written alike.

use serde_json::{Map, Value};

use super::super::plan::{PlannedCall, PlannedOperation};
use super::super::server::Received;
use super::Judge;
use super::text::{decoded, delimiters, says, says_parts};
use crate::raw::{RawCredential, RawEncoding, RawLocation, RawParameter};

impl Judge<'_> {
    pub(super) fn query_faults(
        &self,
        operation: &PlannedOperation,
        call: &PlannedCall,
        given: &[(&RawParameter, Option<&String>, &Value)],
        received: &Received,
        faults: &mut Vec<String>,
    ) {
        let mut pairs = pairs_of(&received.query);
        // Some write pairs of the query into the path.
        let in_path = operation.raw.path.split_once('?').map_or("", |(_, query)| query);
        for wanted in in_path.split('&').filter(|pair| !pair.is_empty()) {
            let (name, text) = wanted.split_once('=').unwrap_or((wanted, ""));
            let place = pairs
                .iter()
                .position(|(known, value)| *known == decoded(name, true) && *value == text);
            match place {
                Some(place) => drop(pairs.remove(place)),
                None => faults.push(format!("the query {} does not have {wanted}", received.query)),
            }
        }
        for (parameter, pointer, value) in given {
            let right = match parameter.location {
                RawLocation::Query => self.take_query(parameter, *pointer, value, &mut pairs),
                RawLocation::QueryString => {
                    pairs.clear();
                    self.is_query_string(parameter, *pointer, value, &received.query)
                }
                _ => continue,
            };
            if !right {
                faults.push(format!(
                    "the query {} does not say {} = {value}",
                    received.query, parameter.name
                ));
            }
        }
        let is_credential = |name: &str| self.is_wanted(call, &RawCredential::Query(name.to_owned()));
        for (name, text) in pairs {
            if !is_credential(&name) {
                faults.push(format!("the query has {name}={text} besides"));
            }
        }
    }

    /// Takes what belongs to the parameter out of `pairs`; whether it says the value.
    fn take_query(
        &self,
        parameter: &RawParameter,
        pointer: Option<&String>,
        value: &Value,
        pairs: &mut Vec<(String, &str)>,
    ) -> bool {
        let decode = |text: &str| decoded(text, true);
        let (style, explode) = match &parameter.encoding {
            RawEncoding::Style { style, explode } => (style.as_str(), *explode),
            RawEncoding::Content(_) => {
                let texts = take(pairs, |name| name == parameter.name);
                let [(_, text)] = texts.as_slice() else {
                    return false;
                };
                return self.is_json(&decode(text), pointer, value);
            }
        };
        match value {
            Value::Object(_) | Value::Array(_) if style == "deepObject" => {
                deep_says(&parameter.name, value, pairs)
            }
            Value::Object(entries) if explode => entries.iter().all(|(key, value)| {
                let texts = take(pairs, |name| name == key);
                matches!(texts.as_slice(), [(_, text)] if says(&decode(text), value))
            }),
            Value::Array(items) if explode => {
                let texts = take(pairs, |name| name == parameter.name);
                texts.len() == items.len()
                    && texts
                        .iter()
                        .zip(items)
                        .all(|((_, text), item)| says(&decode(text), item))
            }
            _ => {
                let texts = take(pairs, |name| name == parameter.name);
                let [(_, text)] = texts.as_slice() else {
                    return false;
                };
                says_parts(text, value, delimiters(style), false, &decode)
            }
        }
    }

    fn is_query_string(
        &self,
        parameter: &RawParameter,
        pointer: Option<&String>,
        value: &Value,
        query: &str,
    ) -> bool {
        match (&parameter.encoding, value) {
            (RawEncoding::Content(media_type), Value::Object(entries))
                if media_type.contains("form-urlencoded") =>
            {
                form_says(query, entries, &[])
            }
            _ => self.is_json(&decoded(query, false), pointer, value),
        }
    }
}

/// Takes the pairs `name[key]`, `name[0]`, `name[key][0]` and so on out of `pairs`; whether they say the value. The
/// specification leaves all but the first to the servers: these are what most of them read.
fn deep_says(name: &str, value: &Value, pairs: &mut Vec<(String, &str)>) -> bool {
    match value {
        Value::Object(entries) => entries
            .iter()
            .all(|(key, value)| deep_says(&format!("{name}[{key}]"), value, pairs)),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .all(|(index, item)| deep_says(&format!("{name}[{index}]"), item, pairs)),
        _ => {
            let texts = take(pairs, |known| known == name);
            matches!(texts.as_slice(), [(_, text)] if says(&decoded(text, true), value))
        }
    }
}

/// The pairs of a query or a form: names decoded, texts as they came.
fn pairs_of(text: &str) -> Vec<(String, &str)> {
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, text) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name, true), text)
        })
        .collect()
}

fn take<'t>(pairs: &mut Vec<(String, &'t str)>, test: impl Fn(&str) -> bool) -> Vec<(String, &'t str)> {
    pairs.extract_if(.., |(name, _)| test(name)).collect()
}

/// Whether the text of a form says the entries, by the styles of some properties and `form`, exploded, for the rest.
pub(super) fn form_says(text: &str, entries: &Map<String, Value>, styles: &[(String, RawEncoding)]) -> bool {
    let mut pairs = pairs_of(text);
    let decode = |text: &str| decoded(text, true);
    let all = entries.iter().all(|(key, value)| {
        let encoding = styles.iter().find(|(name, _)| name == key).map(|(_, encoding)| encoding);
        let (style, explode) = match encoding {
            Some(RawEncoding::Style { style, explode }) => (style.as_str(), *explode),
            _ => ("form", true),
        };
        if style == "deepObject" {
            return deep_says(key, value, &mut pairs);
        }
        let texts = take(&mut pairs, |name| name == key);
        match value {
            Value::Array(items) if explode => {
                texts.len() == items.len() && texts.iter().zip(items).all(|((_, text), item)| says(&decode(text), item))
            }
            _ => matches!(texts.as_slice(), [(_, text)] if says_parts(text, value, delimiters(style), false, &decode)),
        }
    });
    all && pairs.is_empty()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_form_says_each_property_by_its_style_and_nothing_else() {
        let style = |style: &str, explode| RawEncoding::Style {
            style: style.to_owned(),
            explode,
        };
        let styles = [
            ("spaced".to_owned(), style("spaceDelimited", false)),
            ("deep".to_owned(), style("deepObject", true)),
        ];
        let entries = json!({"list": [1, 2], "spaced": ["a", "b"], "deep": {"x": true}, "text": "a b&c"});
        let says = |text: &str| form_says(text, entries.as_object().unwrap(), &styles);
        assert!(says("list=1&list=2&spaced=a%20b&deep%5Bx%5D=true&text=a+b%26c"));
        assert!(!says("list=1,2&spaced=a%20b&deep[x]=true&text=a+b%26c"));
        assert!(!says("list=1&list=2&spaced=a%20b&deep[x]=true&text=a+b&c="));
        assert!(!says(
            "list=1&list=2&spaced=a%20b&deep[x]=true&text=a+b%26c&more=1"
        ));
    }
}
