//! HAR files, and which operation a request was for.

mod har;
mod route;
mod server;

use specwright_runtime::record::Recorder;

pub(crate) use har::{HarError, is_har};
pub(crate) use route::Routes;

/// Adds the responses of a HAR file to a recorder. Returns how many are for no operation.
///
/// # Errors
///
/// The text is no HAR file.
pub(crate) fn record(text: &str, routes: &Routes, recorder: &Recorder) -> Result<u64, HarError> {
    let mut unmatched = 0;
    har::read(text, &mut |entry| {
        // Without a status there was no response: the request was blocked, or broke.
        if !(100..1000).contains(&entry.response.status) {
            return;
        }
        match routes.operation(&entry.request.method, &entry.request.url) {
            None => unmatched += 1,
            Some(operation) => {
                let status = entry.response.status;
                let (media_type, body) = entry.response.content.into_parts();
                recorder.record(operation, status, &media_type, body.as_deref());
            }
        }
    })?;
    Ok(unmatched)
}
