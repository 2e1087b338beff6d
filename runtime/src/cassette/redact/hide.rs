//! What is secret in one place, wherever else it shows.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use super::MARK;
use crate::cassette::json::Json;
use crate::cassette::recording::{Content, Recording};
use crate::error::Secrets;

/// Leaves out, wherever they show, values that are secret in one place. Returns whether one is in a body that is no text.
pub(in crate::cassette) fn hide(recording: &mut Recording, secrets: &Secrets) -> bool {
    let hide = |text: &mut String| {
        if let Some(hidden) = without(text, secrets) {
            *text = hidden;
        }
    };
    let mut is_in_bytes = false;
    hide(&mut recording.path);
    let headers = recording.request.headers.iter_mut();
    let headers = headers.chain(&mut recording.response.headers);
    for (name, value) in headers.chain(&mut recording.query) {
        hide(name);
        hide(value);
    }
    for message in [&mut recording.request, &mut recording.response] {
        if let Some(cut) = &mut message.cut {
            hide(cut);
        }
        match &mut message.body.0 {
            Content::Empty => {}
            Content::Json(json) => hide_in(json, &hide),
            Content::Form(pairs) => pairs.iter_mut().for_each(|(name, value)| {
                hide(name);
                hide(value);
            }),
            Content::Parts(parts) => {
                for part in parts {
                    part.headers.iter_mut().for_each(|(_, value)| hide(value));
                    match String::from_utf8(part.body.to_vec()) {
                        Ok(mut text) => {
                            hide(&mut text);
                            part.body = text.into();
                        }
                        Err(_) => is_in_bytes |= secrets.is_in_bytes(&part.body),
                    }
                }
            }
            Content::Text(text) => hide(text),
            Content::Binary(bytes) => is_in_bytes |= secrets.is_in_bytes(bytes),
        }
    }
    is_in_bytes
}

/// Returns the text without the secrets in it, if there is one: as they are, or escaped as in a URL, whatever is escaped there.
fn without(text: &str, secrets: &Secrets) -> Option<String> {
    let plain = |text: &str| match secrets.replace(text, MARK) {
        Cow::Owned(hidden) => Some(hidden),
        Cow::Borrowed(_) => None,
    };
    let hidden = plain(text);
    let text = hidden.as_deref().unwrap_or(text);
    if !text.contains(['%', '+']) {
        return hidden;
    }
    // There may be another one, or the same once more, that is escaped.
    let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let escaped = plain(&decoded(text)).or_else(|| plain(&decoded(&text.replace('+', " "))));
    escaped.or(hidden)
}

fn hide_in(json: &mut Json, hide: &impl Fn(&mut String)) {
    match json {
        Json::String(text) => hide(text),
        Json::Number(number) => {
            let mut text = number.to_string();
            hide(&mut text);
            if text != number.as_str() {
                *json = Json::Number(0.into());
            }
        }
        Json::Array(items) => items.iter_mut().for_each(|item| hide_in(item, hide)),
        Json::Object(entries) => entries.iter_mut().for_each(|(name, value)| {
            hide(name);
            hide_in(value, hide);
        }),
        Json::Null | Json::Bool(_) => {}
    }
}
