//! Paths, matched against their templates.

use serde_json::Value;

use super::text::{decoded, says, says_parts};
use crate::raw::{RawEncoding, RawLocation, RawParameter};

/// A piece of a path template.
pub(super) enum Piece<'p> {
    Literal(&'p str),
    Parameter(&'p str),
}

/// The pieces of the path template.
pub(super) fn template(path: &str) -> Vec<Piece<'_>> {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let mut pieces = Vec::new();
    let mut rest = path;
    while let Some((literal, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        pieces.push(Piece::Literal(literal));
        pieces.push(Piece::Parameter(name));
        rest = after;
    }
    pieces.push(Piece::Literal(rest));
    pieces
}

/// Whether the path is the template with the values in it, for some way to divide it.
pub(super) fn path_fits(
    pieces: &[Piece<'_>],
    path: &str,
    given: &[(&RawParameter, Option<&String>, &Value)],
) -> bool {
    match pieces {
        [] => path.is_empty(),
        [Piece::Literal(literal), rest @ ..] => {
            // A client may escape what the template writes plainly.
            (0..=path.len())
                .filter(|end| path.is_char_boundary(*end))
                .any(|end| {
                    decoded(&path[..end], false) == decoded(literal, false)
                        && path_fits(rest, &path[end..], given)
                })
        }
        [Piece::Parameter(name), rest @ ..] => {
            let Some((parameter, _, value)) = given
                .iter()
                .find(|(parameter, ..)| parameter.location == RawLocation::Path && parameter.name == *name)
            else {
                return false;
            };
            (1..=path.len())
                .rev()
                .filter(|end| path.is_char_boundary(*end) && !path[..*end].contains('/'))
                .any(|end| path_says(&path[..end], parameter, value) && path_fits(rest, &path[end..], given))
        }
    }
}

fn path_says(text: &str, parameter: &RawParameter, value: &Value) -> bool {
    let decode = |text: &str| decoded(text, false);
    let RawEncoding::Style { style, explode } = &parameter.encoding else {
        return serde_json::from_str::<Value>(&decode(text)).is_ok_and(|sent| sent == *value);
    };
    match (style.as_str(), value) {
        ("label", _) => {
            let delimiter = if *explode { "." } else { "," };
            text.strip_prefix('.')
                .is_some_and(|text| says_parts(text, value, &[delimiter], *explode, &decode))
        }
        ("matrix", Value::Object(_)) if *explode => text
            .strip_prefix(';')
            .is_some_and(|text| says_parts(text, value, &[";"], true, &decode)),
        ("matrix", Value::Array(items)) if *explode => {
            let own: Vec<&str> = text.split(';').skip(1).collect();
            own.len() == items.len()
                && own.iter().zip(items).all(|(pair, item)| {
                    pair.split_once('=').is_some_and(|(name, text)| {
                        decode(name) == parameter.name && says(&decode(text), item)
                    })
                })
        }
        ("matrix", _) => text
            .strip_prefix(';')
            .and_then(|text| text.split_once('='))
            .is_some_and(|(name, text)| {
                decode(name) == parameter.name && says_parts(text, value, &[","], false, &decode)
            }),
        _ => says_parts(text, value, &[","], *explode, &decode),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// The specification's table of styles, for paths.
    #[test]
    fn each_cell_of_the_table_is_read_and_no_other_text() {
        let list = json!(["blue", "black", "brown"]);
        let object = json!({"R": 100, "G": 200, "B": 150});
        let cells = [
            ("simple", false, json!("blue"), "blue"),
            ("simple", false, list.clone(), "blue,black,brown"),
            ("simple", false, object.clone(), "R,100,G,200,B,150"),
            ("simple", true, object.clone(), "R=100,G=200,B=150"),
            ("label", false, json!("blue"), ".blue"),
            ("label", false, list.clone(), ".blue,black,brown"),
            ("label", true, list.clone(), ".blue.black.brown"),
            ("label", false, object.clone(), ".R,100,G,200,B,150"),
            ("label", true, object.clone(), ".R=100.G=200.B=150"),
            ("matrix", false, json!("blue"), ";color=blue"),
            ("matrix", false, list.clone(), ";color=blue,black,brown"),
            ("matrix", true, list, ";color=blue;color=black;color=brown"),
            ("matrix", false, object.clone(), ";color=R,100,G,200,B,150"),
            ("matrix", true, object, ";R=100;G=200;B=150"),
        ];
        for (style, explode, value, text) in &cells {
            let parameter = color(style, *explode);
            let given = [(&parameter, None, value)];
            let fits = |text: &str| path_fits(&template("/a/{color}/b"), &format!("/a/{text}/b"), &given);
            for (.., other) in &cells {
                assert!(fits(text), "{style} {explode} {value}: {text}");
                let differs = other != text && !fits(other);
                assert!(other == text || differs, "{style} {explode} {value}: {other}");
            }
        }
    }

    #[test]
    fn escapes_are_read_and_a_slash_never_belongs_to_a_value() {
        let parameter = color("simple", false);
        let value = json!("a/b ü");
        let given = [(&parameter, None, &value)];
        let fits = |path: &str| path_fits(&template("/{color}:act"), path, &given);
        assert!(fits("/a%2Fb%20%C3%BC:act"));
        assert!(fits("/a%2fb%20%c3%bc:act"));
        assert!(!fits("/a/b%20%C3%BC:act"));
    }

    fn color(style: &str, explode: bool) -> RawParameter {
        RawParameter {
            name: "color".to_owned(),
            location: RawLocation::Path,
            required: true,
            schema: None,
            encoding: RawEncoding::Style {
                style: style.to_owned(),
                explode,
            },
        }
    }
}
