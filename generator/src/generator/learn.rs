//! What servers really send, as an overlay.

use std::io;
use std::path::{Path, PathBuf};

use specwright_runtime::record::Recorder;

use super::input::Input;
use super::recorded::read;
use super::stack::on_a_deep_stack;
use super::{Error, output};
use crate::learn::{self, Learned, Options, Routes};
use crate::outputs::shapes::Shapes;

/// Makes an overlay of what servers really send: from records of clients (`Recorder` of the runtime) and from HAR files of browsers and
/// proxies.
///
/// ```no_run
/// let learned = specwright::Learner::new("spec/pets.yaml").read("traffic.jsonl").read("browser.har").learn()?;
/// learned.write("spec/fixes.overlay.yaml")?;
/// for note in &learned.notes {
///     eprintln!("{note}");
/// }
/// # Ok::<(), specwright::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Learner {
    budget: Budget,
    input: Input,
    traffic: Vec<PathBuf>,
    servers: Vec<String>,
    options: Options,
}

/// What all files of a run may have and take.
#[derive(Clone, Debug)]
struct Budget {
    bytes: u64,
    /// Steps to compare bodies with the document.
    steps: u64,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            bytes: 4 << 30,
            steps: 1_000_000_000,
        }
    }
}

impl Budget {
    /// Returns what is said of a file that is too large together with those before it.
    fn exceeded(&self) -> io::Error {
        io::Error::other(format!(
            "with the files before it, it is larger than the {} GiB of a run; give fewer files, and the rest to runs that follow, with `--overlay` for \
             what the first one wrote",
            self.bytes >> 30
        ))
    }
}

impl Learner {
    /// Creates a learner for the document at `path`.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            budget: Budget::default(),
            input: Input::file(path),
            traffic: Vec::new(),
            servers: Vec::new(),
            options: Options::default(),
        }
    }

    /// Sets the folder that the document's references may lead to, with all folders in it; the document's own unless set.
    pub fn root(mut self, folder: impl Into<PathBuf>) -> Self {
        self.input.options.root = Some(folder.into());
        self
    }

    /// Adds an overlay that the document has already. What is learned is to be applied after it.
    pub fn overlay(mut self, path: impl Into<PathBuf>) -> Self {
        self.input.overlays.files.push(path.into());
        self
    }

    /// Adds a file: records in JSON lines, or HAR 1.2; which, shows in its text. At most 512 MiB, and 4 GiB with all others.
    pub fn read(mut self, path: impl Into<PathBuf>) -> Self {
        self.traffic.push(path.into());
        self
    }

    /// Adds a server to those that the document names, to which requests in HAR files may have gone: `http://localhost:8080/v1`.
    pub fn server(mut self, url: impl Into<String>) -> Self {
        self.servers.push(url.into());
        self
    }

    /// Sets how often something must have been seen to change the document: 3 unless set. What was seen less often is in
    /// [`Learned::notes`].
    pub fn min_count(mut self, count: u64) -> Self {
        self.options.min_count = count;
        self
    }

    /// Whether properties are added that no schema describes, if their values are of one kind; otherwise they are told in
    /// [`Learned::notes`].
    pub fn add_properties(mut self, on: bool) -> Self {
        self.options.add_properties = on;
        self
    }

    /// Compares the files with the document.
    ///
    /// # Errors
    ///
    /// [`Error::Document`] when the document has errors, [`Error::Traffic`] when a file is neither records nor HAR, or when the bodies take too many steps to
    /// compare, [`Error::Io`] when it can't be read, or when all files are too large together.
    pub fn learn(&self) -> Result<Learned, Error> {
        on_a_deep_stack(|| self.run())
    }

    fn run(&self) -> Result<Learned, Error> {
        let (document, description) = self.input.describe()?;
        let shapes = Shapes::with_ids(&description);
        let recorder = Recorder::new(&shapes.to_text()).map_err(|error| Error::Text(error.to_string()))?;
        let routes = Routes::new(&shapes, &self.servers);
        let mut unmatched = 0;
        let mut bytes = self.budget.bytes;
        for path in &self.traffic {
            let text = read(path)?;
            let left = bytes.checked_sub(text.len() as u64);
            bytes = left.ok_or_else(|| Error::io("read", path)(self.budget.exceeded()))?;
            let wrong = |line, column, message: String| Error::Traffic {
                path: path.clone(),
                line,
                column,
                message,
            };
            if learn::is_har(&text) {
                unmatched += learn::record(&text, &routes, &recorder, self.budget.steps)
                    .map_err(|error| wrong(error.line, Some(error.column), error.message))?;
            } else {
                recorder
                    .read(&text)
                    .map_err(|error| wrong(error.line(), None, error.message().to_owned()))?;
            }
        }
        let learned = learn::learn(&document, &shapes, &recorder, &self.options);
        Ok(Learned { unmatched, ..learned })
    }
}

impl Learned {
    /// Writes the overlay, if it is another text than what is there. Says whether it did. Without actions nothing is written, since an overlay
    /// has at least one.
    ///
    /// What is there is replaced: [`lost_actions`](Self::lost_actions) counts what of it goes, and [`add_to`](Self::add_to) keeps it.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] when the file can't be written; it is whole or as it was before.
    pub fn write(&self, path: impl AsRef<Path>) -> Result<bool, Error> {
        if self.actions == 0 {
            return Ok(false);
        }
        output::write_file(path.as_ref(), &self.overlay)
    }

    /// Adds the actions behind those of the overlay at `path`, which the document had already ([`Learner::overlay`]). The rest of the text stays
    /// as it is. Says whether there was something to add.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] when the file can't be read or written, or does not end with a list `actions` in the block style of YAML.
    pub fn add_to(&self, path: impl AsRef<Path>) -> Result<bool, Error> {
        let path = path.as_ref();
        if self.actions == 0 {
            return Ok(false);
        }
        let present = read(path)?;
        let Some(text) = learn::added(&present, &self.overlay) else {
            let problem = "expected an overlay in YAML that ends with its list `actions`, an action at the head of each line that begins with `-`";
            return Err(Error::io("add actions to", path)(io::Error::other(problem)));
        };
        output::write_file(path, &text)
    }

    /// Returns how many actions the overlay at `path` has that this one does not have, and how many it has at all: what [`write`](Self::write) would
    /// lose. Descriptions don't count. `None` if there is another file than an overlay.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] when there is a file that can't be read.
    pub fn lost_actions(&self, path: impl AsRef<Path>) -> Result<Option<(usize, usize)>, Error> {
        let path = path.as_ref();
        match path.symlink_metadata() {
            // Nothing is written over it.
            Ok(_) if self.actions == 0 => Ok(Some((0, 0))),
            Ok(_) => Ok(learn::lost(&read(path)?, &self.overlay)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Some((0, 0))),
            Err(error) => Err(Error::io("read", path)(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const DOCUMENT: &str = "openapi: 3.0.3
info: {title: Pets, version: '1'}
servers: [{url: 'https://api.example.com'}]
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        '200': {description: ok, content: {application/json: {schema: {type: array, items: {type: string}}}}}
";

    /// Learns of files with as many responses of a list with two names.
    fn learned(budget: Budget, files: &[usize]) -> Result<Learned, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("pets.yaml"), DOCUMENT).unwrap();
        let mut learner = Learner::new(path("pets.yaml"));
        for (number, responses) in files.iter().enumerate() {
            let entry = r#"{"request": {"method": "GET", "url": "https://api.example.com/pets"}, "response": {"status": 200, "content": {"mimeType": "application/json", "text": "[\"a\",\"b\"]"}}}"#;
            let entries = vec![entry; *responses].join(",\n");
            let har = path(&format!("{number}.har"));
            fs::write(&har, format!(r#"{{"log": {{"entries": [{entries}]}}}}"#)).unwrap();
            learner = learner.read(har);
        }
        learner.budget = budget;
        learner.learn().map_err(|error| error.to_string())
    }

    #[test]
    fn a_run_has_a_budget_for_the_size_of_all_files() {
        let budget = |bytes| Budget {
            bytes,
            ..Budget::default()
        };
        assert_eq!(learned(budget(1000), &[2, 2]).unwrap().responses, 4);
        let error = learned(budget(500), &[2, 2]).unwrap_err();
        assert!(
            error.contains("1.har")
                && error.contains("with the files before it, it is larger than the 0 GiB of a run"),
            "{error}"
        );
    }

    #[test]
    fn a_run_has_a_budget_for_the_comparison_of_all_bodies() {
        let budget = |steps| Budget {
            steps,
            ..Budget::default()
        };
        // Two items, and what is in each.
        assert_eq!(learned(budget(8), &[2, 2]).unwrap().responses, 4);
        let error = learned(budget(7), &[2, 2]).unwrap_err();
        assert!(
            error.contains("1.har:2:")
                && error
                    .contains("take more steps to be compared with the document than a run has (0 million)"),
            "{error}"
        );
    }
}
