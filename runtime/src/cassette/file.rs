//! The file of a cassette: JSON for people, a line for each property.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use bytes::Bytes;

use super::error::CassetteError;
use super::json::Json;
use super::multipart::Part;
use super::recording::{Content, RecordedBody, RecordedMessage, Recording, decoded, encoded};

/// The version of the form, and the property that has it.
const VERSION: (&str, i64) = ("specwright_cassette", 1);

/// The largest file that is read, in bytes.
const LARGEST: u64 = 256 * 1024 * 1024;

/// Reads the recordings of a file.
pub(super) fn read(path: &Path) -> Result<Vec<Recording>, CassetteError> {
    let unreadable = |error| CassetteError::io(path, "can't be read", error);
    // To read a pipe is to wait for its other end, and a device has no end.
    if !fs::metadata(path).map_err(unreadable)?.is_file() {
        return Err(CassetteError::new(path, "it is a folder, a device or a pipe"));
    }
    let mut text = Vec::new();
    let file = File::open(path).map_err(unreadable)?;
    file.take(LARGEST + 1)
        .read_to_end(&mut text)
        .map_err(unreadable)?;
    if text.len() as u64 > LARGEST {
        return Err(CassetteError::new(path, "a cassette of more than 256 MiB"));
    }
    let root = Json::parse(&text).map_err(|error| CassetteError::new(path, error.to_string()))?;
    match root.get(VERSION.0) {
        Some(Json::Number(version)) if version.as_str() == VERSION.1.to_string() => {}
        Some(_) => {
            let message = "expected version 1; a newer Specwright wrote this cassette";
            return Err(CassetteError::new(path, message));
        }
        None => {
            return Err(CassetteError::new(
                path,
                "expected a cassette: \"specwright_cassette\": 1",
            ));
        }
    }
    let recordings = root.get("recordings").and_then(Json::as_array);
    let recordings = recordings.ok_or_else(|| CassetteError::new(path, "expected \"recordings\""))?;
    let read = recordings.iter().enumerate().map(|(index, recording)| {
        recording_of(recording)
            .map_err(|what| CassetteError::new(path, format!("recording {}: expected {what}", index + 1)))
    });
    read.collect()
}

/// Writes recordings to a file that is whole or as it was before.
pub(super) fn write(path: &Path, recordings: &[Recording]) -> Result<(), CassetteError> {
    let list = recordings.iter().map(json_of).collect();
    let root = object([
        (VERSION.0, Json::Number(VERSION.1.into())),
        ("recordings", Json::Array(list)),
    ]);
    let text = root.pretty() + "\n";
    let name = path
        .file_name()
        .ok_or_else(|| CassetteError::new(path, "has no name of a file"))?;
    let mut beside = name.to_owned();
    beside.push(format!(".{}.partial", std::process::id()));
    let beside = path.with_file_name(beside);
    let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
    let written = folder
        .and_then(|()| fs::write(&beside, text))
        .and_then(|()| fs::rename(&beside, path));
    written.map_err(|error| {
        let _ = fs::remove_file(&beside);
        CassetteError::io(path, "can't be written", error)
    })
}

/// Returns a number that changes with what a recording says.
pub(super) fn digest(recording: &Recording) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in json_of(recording).compact().bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{hash:016x}")
}

fn object<const N: usize>(entries: [(&str, Json); N]) -> Json {
    Json::Object(entries.map(|(name, value)| (name.to_owned(), value)).into())
}

fn json_of(recording: &Recording) -> Json {
    let mut request = vec![
        ("method".to_owned(), Json::text(&recording.method)),
        ("path".to_owned(), Json::text(&recording.path)),
    ];
    if !recording.query.is_empty() {
        request.push(("query".to_owned(), pairs(&recording.query)));
    }
    message_into(&mut request, &recording.request);
    let mut response = vec![(
        "status".to_owned(),
        Json::Number(i64::from(recording.status).into()),
    )];
    message_into(&mut response, &recording.response);
    object([
        (
            "operation",
            recording.operation.as_ref().map_or(Json::Null, Json::text),
        ),
        ("request", Json::Object(request)),
        ("response", Json::Object(response)),
    ])
}

fn pairs(pairs: &[(String, String)]) -> Json {
    let pair = |(name, value): &(String, String)| Json::Array(vec![Json::text(name), Json::text(value)]);
    Json::Array(pairs.iter().map(pair).collect())
}

fn message_into(entries: &mut Vec<(String, Json)>, message: &RecordedMessage) {
    if !message.headers.is_empty() {
        entries.push(("headers".to_owned(), pairs(&message.headers)));
    }
    let body = match &message.body.0 {
        Content::Empty => None,
        Content::Json(json) => Some(("json", json.clone())),
        Content::Form(fields) => Some(("form", pairs(fields))),
        Content::Parts(parts) => Some(("parts", Json::Array(parts.iter().map(part_json).collect()))),
        Content::Text(text) => Some(text_json(text)),
        Content::Binary(bytes) => Some(("base64", Json::text(encoded(bytes)))),
    };
    entries.extend(body.map(|(name, value)| (name.to_owned(), value)));
    if let Some(cut) = &message.cut {
        entries.push(("cut".to_owned(), Json::text(cut)));
    }
}

/// Texts of several lines are read best line by line.
fn text_json(text: &str) -> (&'static str, Json) {
    match text.contains('\n') {
        true => ("lines", Json::Array(text.split('\n').map(Json::text).collect())),
        false => ("text", Json::text(text)),
    }
}

fn part_json(part: &Part) -> Json {
    let mut entries = Vec::new();
    if let Some(name) = &part.name {
        entries.push(("name".to_owned(), Json::text(name)));
    }
    if !part.headers.is_empty() {
        entries.push(("headers".to_owned(), pairs(&part.headers)));
    }
    let (kind, body) = match std::str::from_utf8(&part.body) {
        Ok(text) => text_json(text),
        Err(_) => ("base64", Json::text(encoded(&part.body))),
    };
    entries.push((kind.to_owned(), body));
    Json::Object(entries)
}

fn recording_of(json: &Json) -> Result<Recording, &'static str> {
    let request = json.get("request").ok_or("\"request\"")?;
    let response = json.get("response").ok_or("\"response\"")?;
    let text = |value: &Json, name: &str| value.get(name).and_then(Json::as_str).map(str::to_owned);
    let status = match response.get("status") {
        Some(Json::Number(status)) => status.as_str().parse().ok(),
        _ => None,
    };
    Ok(Recording {
        operation: text(json, "operation"),
        method: text(request, "method").ok_or("\"method\" of the request")?,
        path: text(request, "path").ok_or("\"path\" of the request")?,
        query: pairs_of(request, "query")?,
        request: message_of(request)?,
        status: status
            .filter(|status| (100..1000).contains(status))
            .ok_or("\"status\" from 100 to 999")?,
        response: message_of(response)?,
    })
}

fn pairs_of(json: &Json, name: &str) -> Result<Vec<(String, String)>, &'static str> {
    const PAIRS: &str = "pairs of a name and a value, both strings";
    let Some(list) = json.get(name) else {
        return Ok(Vec::new());
    };
    let pairs = list
        .as_array()
        .ok_or(PAIRS)?
        .iter()
        .map(|pair| match pair.as_array() {
            Some([Json::String(name), Json::String(value)]) => Ok((name.clone(), value.clone())),
            _ => Err(PAIRS),
        });
    pairs.collect()
}

fn message_of(json: &Json) -> Result<RecordedMessage, &'static str> {
    let content = if let Some(value) = json.get("json") {
        Content::Json(value.clone())
    } else if json.get("form").is_some() {
        Content::Form(pairs_of(json, "form")?)
    } else if let Some(parts) = json.get("parts") {
        let parts = parts.as_array().ok_or("\"parts\" as a list")?;
        Content::Parts(parts.iter().map(part_of).collect::<Result<_, _>>()?)
    } else {
        match bytes_of(json)? {
            None => Content::Empty,
            Some(RawContent::Text(text)) => Content::Text(text),
            Some(RawContent::Binary(bytes)) => Content::Binary(bytes),
        }
    };
    Ok(RecordedMessage {
        headers: pairs_of(json, "headers")?,
        body: RecordedBody(content),
        cut: json.get("cut").and_then(Json::as_str).map(str::to_owned),
    })
}

/// A text, or bytes that are none.
enum RawContent {
    Text(String),
    Binary(Bytes),
}

fn bytes_of(json: &Json) -> Result<Option<RawContent>, &'static str> {
    if let Some(text) = json.get("text") {
        let text = text.as_str().ok_or("\"text\" as a string")?;
        return Ok(Some(RawContent::Text(text.to_owned())));
    }
    if let Some(lines) = json.get("lines") {
        const LINES: &str = "\"lines\" as a list of strings";
        let lines = lines
            .as_array()
            .ok_or(LINES)?
            .iter()
            .map(|line| line.as_str().ok_or(LINES));
        return Ok(Some(RawContent::Text(
            lines.collect::<Result<Vec<_>, _>>()?.join("\n"),
        )));
    }
    match json.get("base64") {
        None => Ok(None),
        Some(text) => {
            let bytes = text
                .as_str()
                .and_then(decoded)
                .ok_or("\"base64\" as base64 in a string")?;
            Ok(Some(RawContent::Binary(bytes)))
        }
    }
}

fn part_of(json: &Json) -> Result<Part, &'static str> {
    let body = match bytes_of(json)? {
        None => Bytes::new(),
        Some(RawContent::Text(text)) => text.into(),
        Some(RawContent::Binary(bytes)) => bytes,
    };
    Ok(Part {
        name: json.get("name").and_then(Json::as_str).map(str::to_owned),
        headers: pairs_of(json, "headers")?,
        body,
    })
}
