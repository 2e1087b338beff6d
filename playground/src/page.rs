//! What JavaScript calls: JSON goes in and comes out.
// `wasm_bindgen` asks for functions that are public, and writes unsafe code.
#![allow(unsafe_code, unreachable_pub)]

use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::TextFile;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console, js_name = error)]
    fn log(message: &str);
}

/// Shows panics in the console; a page has no other place for them.
#[wasm_bindgen(start)]
fn start() {
    std::panic::set_hook(Box::new(|panic| log(&panic.to_string())));
}

/// Returns the settings: a list of groups.
#[wasm_bindgen]
pub fn settings() -> String {
    json(&crate::groups())
}

/// Returns the first documents of the page.
#[wasm_bindgen]
pub fn example() -> String {
    json(&crate::example())
}

/// Makes the client of a document.
///
/// # Errors
///
/// When the request is not what [`crate::ClientRequest`] is.
#[wasm_bindgen]
pub fn client(request: &str) -> Result<String, String> {
    Ok(json(&crate::client(&read(request)?)))
}

/// Compares two documents.
///
/// # Errors
///
/// When the request is not what [`crate::ComparisonRequest`] is.
#[wasm_bindgen]
pub fn comparison(request: &str) -> Result<String, String> {
    Ok(json(&crate::comparison(&read(request)?)))
}

/// Returns files, a list of [`TextFile`], as a tar archive.
///
/// # Errors
///
/// When they are no such list, or when one can't be in an archive.
#[wasm_bindgen]
pub fn archive(folder: &str, files: &str) -> Result<Vec<u8>, String> {
    let files: Vec<TextFile> = read(files)?;
    crate::archive(folder, &files).map_err(|error| error.to_string())
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

/// Nothing that is written is a map with keys that are no strings.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
