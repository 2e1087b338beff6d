//! From text to names.

use super::{Lock, LockError, LockedName, Place};

/// The longest line, in bytes.
const LONGEST: usize = 64 << 10;

/// How many clients a lock may have: as many as a configuration.
const CLIENTS: usize = 1000;

pub(super) fn read(text: &str) -> Result<Lock, LockError> {
    let mut lock = Lock::default();
    let mut has_version = false;
    let mut client: Option<String> = None;
    let mut item: Option<String> = None;
    for (index, text) in text.lines().enumerate() {
        let wrong = |message: &str| {
            Err(LockError {
                line: index + 1,
                message: message.to_owned(),
            })
        };
        if text.len() > LONGEST {
            return wrong("the line is longer than 64 KiB");
        }
        if text.trim().is_empty() || text.starts_with('#') {
            continue;
        }
        if !has_version {
            match text.strip_prefix("version = ") {
                Some("1") => has_version = true,
                Some(_) => return wrong("expected `version = 1`: it is of another version of Specwright"),
                None => return wrong("expected `version = 1`"),
            }
            continue;
        }
        if let Some(name) = text.strip_prefix('[') {
            let Some(name) = name.strip_suffix(']') else {
                return wrong("expected `]` at the end of the line");
            };
            if lock.clients.contains_key(name) {
                return wrong("the client stands there twice");
            }
            if lock.clients.len() == CLIENTS {
                return wrong("expected at most 1,000 clients, found more");
            }
            lock.clients.insert(name.to_owned(), Default::default());
            (client, item) = (Some(name.to_owned()), None);
            continue;
        }
        let Some(names) = client.as_ref().and_then(|client| lock.clients.get_mut(client)) else {
            return wrong("expected `[CLIENT]` before the first name");
        };
        let (place, name) = match text.split_once(" = ") {
            Some((place, name)) => (place, Some(name)),
            None => (text, None),
        };
        let (is_part, place) = match place.strip_prefix("    ") {
            Some(part) => (true, part),
            None => (false, place),
        };
        let Some(place) = unescaped(place) else {
            return wrong("expected `\\\\` or `\\u{…}` behind a `\\`");
        };
        let place = match (is_part, &item) {
            (false, _) => {
                item = Some(place.clone());
                Place {
                    item: place,
                    part: String::new(),
                }
            }
            (true, Some(item)) => Place {
                item: item.clone(),
                part: place,
            },
            (true, None) => return wrong("expected a place before a line that is indented"),
        };
        let Some(name) = name else {
            if is_part {
                return wrong("expected `PLACE = NAME`");
            }
            continue;
        };
        let name = LockedName {
            text: name.to_owned(),
            line: index + 1,
        };
        if names.insert(place, name).is_some() {
            return wrong("the place stands there twice");
        }
    }
    Ok(lock)
}

fn unescaped(text: &str) -> Option<String> {
    if !text.contains('\\') {
        return Some(text.to_owned());
    }
    let mut unescaped = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        unescaped.push_str(before);
        rest = match after.strip_prefix("u{") {
            Some(code) => {
                let (code, rest) = code.split_once('}')?;
                unescaped.push(char::from_u32(u32::from_str_radix(code, 16).ok()?)?);
                rest
            }
            None => {
                unescaped.push('\\');
                after.strip_prefix('\\')?
            }
        };
    }
    unescaped.push_str(rest);
    Some(unescaped)
}
