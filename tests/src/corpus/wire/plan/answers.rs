//! What the calls of an operation are answered with.

use serde_json::Value;

use super::super::media_type::MediaType;
use super::super::xml::layout;
use super::media::{Kind, kind};
use super::requests::Planner;
use super::{Expected, PlannedAnswer, PlannedOperation};
use crate::raw::{RawMedia, responses};

/// How many bodies of one media type are answered with, at most.
const BODIES: usize = 8;

impl Planner<'_> {
    /// The answers of an operation: for each documented status and media type a few bodies, and an undocumented one.
    pub(super) fn answers(&self, operation: &mut PlannedOperation) -> Vec<PlannedAnswer> {
        let documented = responses(self.document, &operation.raw);
        let keys: Vec<String> = documented
            .iter()
            .map(|(key, _)| key.to_ascii_uppercase())
            .collect();
        let redirects = !keys.iter().any(|key| key.starts_with('2'));
        // Of each status and media type, so that a first one of each comes before a second one of any.
        let mut groups: Vec<Vec<PlannedAnswer>> = Vec::new();
        // What nothing else says of a success, `default` says.
        let answered = documented.into_iter().flat_map(|(key, media)| {
            let is_success_too =
                redirects && key.eq_ignore_ascii_case("default") && !keys.contains(&"200".to_owned());
            let other = is_success_too.then(|| (key.clone(), media.clone(), Some(200)));
            let usual = status_for(&key, &keys);
            std::iter::once((key, media, usual)).chain(other)
        });
        let mut from_gateway = None;
        for (key, media, status) in answered {
            let Some(status) = status else {
                operation
                    .skipped
                    .push(format!("answer {key}: no such status ends an answer"));
                continue;
            };
            let bare = PlannedAnswer {
                key: Some(key.clone()),
                status,
                succeeds: status < 300 || (redirects && key.starts_with('3')),
                documented: None,
                content_type: None,
                body: Vec::new(),
                expected: Expected::Nothing,
                pointer: None,
            };
            if media.is_empty() || operation.raw.method == "HEAD" || matches!(status, 204 | 205 | 304) {
                groups.push(vec![bare]);
                continue;
            }
            if !bare.succeeds {
                from_gateway.get_or_insert_with(|| PlannedAnswer {
                    content_type: Some("text/html".to_owned()),
                    body: b"<html>out of order</html>".to_vec(),
                    expected: Expected::Status,
                    ..bare.clone()
                });
            }
            for media in media {
                let made = self.bodies_of_answer(&media);
                if made.is_empty() {
                    operation
                        .skipped
                        .push(format!("answer {key} {}: no body was made", media.media_type));
                }
                let answers = made.into_iter().map(|(body, expected, pointer)| PlannedAnswer {
                    documented: Some(media.media_type.clone()),
                    content_type: Some(MediaType::example(&media.media_type)),
                    body,
                    expected,
                    pointer,
                    ..bare.clone()
                });
                groups.push(answers.collect());
                groups.extend(text_of_any(&media.media_type, &bare, groups.last()));
            }
        }
        groups.extend(from_gateway.map(|answer| vec![answer]));
        if !keys
            .iter()
            .any(|key| key == "DEFAULT" || key == "4XX" || key == "418")
        {
            groups.push(vec![PlannedAnswer {
                key: None,
                status: 418,
                succeeds: false,
                documented: None,
                content_type: Some("text/plain".to_owned()),
                body: b"short and stout".to_vec(),
                expected: match operation.raw.method.as_str() {
                    "HEAD" => Expected::Nothing,
                    _ => Expected::Bytes(b"short and stout".to_vec()),
                },
                pointer: None,
            }]);
        }
        let longest = groups.iter().map(Vec::len).max().unwrap_or_default();
        let round = |turn: usize| groups.iter().filter_map(move |group| group.get(turn).cloned());
        (0..longest).flat_map(round).collect()
    }

    fn bodies_of_answer(&self, media: &RawMedia) -> Vec<(Vec<u8>, Expected, Option<String>)> {
        let spot = media.item_schema.as_ref().or(media.schema.as_ref());
        let (pointer, values) = self.values_of_server(spot, serde_json::json!({"any": ["JSON", 1]}));
        let few = values.iter().take(BODIES).cloned();
        let text = |value: &Value| value.to_string();
        match kind(&media.media_type) {
            Kind::Json => few
                .map(|value| (text(&value).into_bytes(), Expected::Json(value), pointer.clone()))
                .collect(),
            Kind::JsonLines => {
                let values: Vec<Value> = few.collect();
                let lines: String = values.iter().map(|value| text(value) + "\n").collect();
                vec![(lines.into_bytes(), Expected::Items(values), pointer)]
            }
            Kind::Events => {
                let values: Vec<Value> = few.filter(|value| !value.is_string()).collect();
                let events: String = values.iter().map(|value| format!("data: {value}\n\n")).collect();
                vec![(events.into_bytes(), Expected::Items(values), pointer)]
            }
            Kind::Text => vec![(
                "some text ünï".as_bytes().to_vec(),
                Expected::Text("some text ünï".to_owned()),
                None,
            )],
            Kind::Bytes => vec![((0..=255).collect(), Expected::Bytes((0..=255).collect()), None)],
            Kind::Xml => {
                let element = |value: &Value| layout(self.document, spot?, value);
                let bodies = values.into_iter().filter_map(|value| {
                    let body = element(&value)?.to_string().into_bytes();
                    Some((body, Expected::Json(value), pointer.clone()))
                });
                bodies.take(BODIES).collect()
            }
            Kind::Form | Kind::Multipart => Vec::new(),
        }
    }
}

/// A status that the key stands for and no other key does.
fn status_for(key: &str, keys: &[String]) -> Option<u16> {
    let key = key.to_ascii_uppercase();
    let is_free = |status: &u16| {
        let exact = status.to_string();
        let range = format!("{}XX", status / 100);
        !keys.contains(&exact) && (key == range || !keys.contains(&range))
    };
    match key.as_str() {
        "DEFAULT" => [599, 499].into_iter().find(is_free),
        range if range.ends_with("XX") => {
            let hundred: u16 = range.get(..1)?.parse().ok()?;
            (2..=5).contains(&hundred).then_some(())?;
            (hundred * 100 + 50..hundred * 100 + 99).find(is_free)
        }
        exact => exact.parse().ok().filter(|status| (200..600).contains(status)),
    }
}

/// A text as it is, where any media type may come: what the response calls itself says what it is.
fn text_of_any(
    media_type: &str,
    bare: &PlannedAnswer,
    answers: Option<&Vec<PlannedAnswer>>,
) -> Option<Vec<PlannedAnswer>> {
    let mut answers = answers?.iter().filter(|_| media_type.trim() == "*/*");
    let text = answers.find_map(|answer| match &answer.expected {
        Expected::Json(Value::String(text)) => Some(text.clone()),
        _ => None,
    })?;
    Some(vec![PlannedAnswer {
        documented: Some(media_type.to_owned()),
        content_type: Some("text/plain".to_owned()),
        body: text.clone().into_bytes(),
        expected: Expected::Text(text),
        ..bare.clone()
    }])
}
