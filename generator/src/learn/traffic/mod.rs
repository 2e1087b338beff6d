//! HAR files, and which operation a request was for.

mod har;
mod route;
mod server;

use specwright_runtime::record::Recorder;

pub(crate) use har::{HarError, is_har};
pub(crate) use route::Routes;

/// Returns what is said of bodies that take too long to compare.
fn too_many_steps(max_steps: u64) -> String {
    let millions = max_steps / 1_000_000;
    format!(
        "up to here, the bodies take more steps to be compared with the document than a run has ({millions} million); give fewer files, or a part \
         of this one, and the rest to runs that follow, with `--overlay` for what the first one wrote"
    )
}

/// Adds the responses of a HAR file to a recorder, until it took more steps than `max_steps`. Returns how many are for no operation.
///
/// # Errors
///
/// The text is no HAR file, or there were too many steps.
pub(crate) fn record(
    text: &str,
    routes: &Routes,
    recorder: &Recorder,
    max_steps: u64,
) -> Result<u64, HarError> {
    let mut unmatched = 0;
    har::read(text, &mut |entry| {
        // Without a status there was no response: the request was blocked, or broke.
        if !(100..1000).contains(&entry.response.status) {
            return Ok(());
        }
        match routes.operation(&entry.request.method, &entry.request.url) {
            None => unmatched += 1,
            Some(operation) => {
                let status = entry.response.status;
                let (media_type, body) = entry.response.content.into_parts();
                recorder.record(operation, status, &media_type, body.as_deref());
            }
        }
        match recorder.steps() > max_steps {
            true => Err(too_many_steps(max_steps)),
            false => Ok(()),
        }
    })?;
    Ok(unmatched)
}
