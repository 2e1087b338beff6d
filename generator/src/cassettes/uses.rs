use foldhash::HashSet;
use std::path::Path;

use serde::Deserialize;
use specwright_runtime::cassette::{Recording, digest};

/// The recordings that tests used, by the logs of their cassettes.
#[derive(Debug, Default)]
pub(crate) struct Uses(HashSet<(String, usize, String)>);

/// A line of a log.
#[derive(Deserialize)]
struct Use {
    cassette: String,
    recording: usize,
    digest: String,
}

impl Uses {
    /// Adds a log.
    ///
    /// # Errors
    ///
    /// The number of the first line that is none of a log, from 1.
    pub(crate) fn read(&mut self, text: &str) -> Result<(), usize> {
        for (index, line) in text
            .lines()
            .enumerate()
            .filter(|(_, line)| !line.trim().is_empty())
        {
            let used: Use = serde_json::from_str(line).map_err(|_| index + 1)?;
            self.0.insert((used.cassette, used.recording, used.digest));
        }
        Ok(())
    }

    /// Tells whether a recording was used, as it is now. Counted from 1.
    pub(crate) fn has(&self, cassette: &Path, number: usize, recording: &Recording) -> bool {
        let name = cassette.to_string_lossy().into_owned();
        self.0.contains(&(name, number, digest(recording)))
    }
}
