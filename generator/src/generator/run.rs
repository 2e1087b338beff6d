//! The run of a document through the stages.

use foldhash::{HashMap, HashSet};
use std::borrow::Cow;
use std::env;
use std::path::PathBuf;

use super::cargo::{rerun_if_changed, warn};
use super::former::remove_former_clients;
use super::input::Origin;
use super::lock::{LockFile, NewLock};
use super::name::{is_name, shorten};
use super::stack::on_a_deep_stack;
use super::{Draft, Error, Generated, Generator, output};
use crate::outputs;
use crate::outputs::shapes::Shapes;
use specwright_codegen::plan::Companions;
use specwright_codegen::plan::named::{self, Api};
use specwright_document::description::Description;
use specwright_document::diagnostic::{Diagnostics, LocatedDiagnostic, Report};
use specwright_document::model;
use specwright_document::normalize::{Wanted, normalize_for};
use specwright_document::source::Document;

/// The client before it is text, with what is known even if there is none.
pub(super) struct Modelled {
    pub(super) api: Option<Api>,
    /// What comes with the client.
    companions: Companions,
    /// What the lock has to have, if there is one.
    lock: Option<NewLock>,
    /// The length of the document's texts, in bytes.
    text_length: usize,
    pub(super) diagnostics: Vec<LocatedDiagnostic>,
    inputs: Vec<PathBuf>,
}

impl Generator {
    /// Makes the client, in memory.
    ///
    /// # Errors
    ///
    /// [`Error::Document`] with all diagnostics when the document has errors, or when a part of it is asked for that it
    /// does not have; [`Error::Name`] for a bad name.
    pub fn generate(&self) -> Result<Generated, Error> {
        let name = self.client_name()?;
        on_a_deep_stack(|| self.finish(name.clone(), self.model().0))
    }

    /// Makes the client in a build script: writes `NAME.rs` to `OUT_DIR` if its content changed, and tells Cargo
    /// which files it depends on and what the warnings are.
    ///
    /// # Errors
    ///
    /// As [`generate`](Self::generate), and [`Error::Io`] when the file can't be written. Return it from `main`: Cargo
    /// shows it as readable text, and runs the script again when one of the files changes.
    pub fn build_script(&self) -> Result<(), Error> {
        let document = self.input.path();
        if let Some(configuration) = &self.configuration {
            rerun_if_changed(configuration);
        }
        if let Origin::File(_) = self.input.origin {
            rerun_if_changed(document);
        }
        // Of a document that is a text, so are the others.
        if self.input.texts().is_none() {
            for overlay in &self.input.overlays.files {
                rerun_if_changed(overlay);
            }
            if let Some(lock) = &self.lock {
                rerun_if_changed(lock);
            }
        }
        let name = self.client_name()?;
        let folder = self
            .out_dir
            .clone()
            .or_else(|| env::var_os("OUT_DIR").map(PathBuf::from));
        let folder = folder.ok_or(Error::NoOutDir)?;
        let generated = on_a_deep_stack(|| {
            let (modelled, _) = self.model();
            let is_told = |input: &PathBuf| *input == document || self.input.overlays.files.contains(input);
            for input in modelled.inputs.iter().filter(|input| !is_told(input)) {
                rerun_if_changed(input);
            }
            self.finish(name.clone(), modelled)
        })?;
        warn(&generated.diagnostics);
        let file = format!("{}.rs", generated.name);
        if self.out_dir.is_none() {
            remove_former_clients(&folder, &file).map_err(Error::io("clear", &folder))?;
        }
        output::write_file(&folder.join(file), &generated.client)?;
        // A build script ends with this: to take a large model apart would be work for nothing.
        std::mem::forget(generated);
        Ok(())
    }

    pub(super) fn client_name(&self) -> Result<String, Error> {
        match &self.name {
            Some(name) if is_name(name) => Ok(name.clone()),
            Some(name) => Err(Error::Name(name.clone())),
            None => {
                let name = heck::AsSnakeCase(self.input.title()).to_string();
                // `2024.yaml` and `type.yaml` are good names of documents.
                let names = [name.clone(), format!("api_{name}")];
                names
                    .into_iter()
                    .map(shorten)
                    .find(|name| is_name(name))
                    .ok_or(Error::Name(name))
            }
        }
    }

    /// The whole way through but its last stage. The document can still say where places in it are.
    pub(super) fn model(&self) -> (Modelled, Option<Document>) {
        let (modelled, _, document) = self.model_and_keep();
        (modelled, document)
    }

    /// The same, and the description that a companion of the client, or a mock without one, is written of.
    #[cfg(feature = "mock")]
    pub(super) fn model_with_description(&self) -> (Modelled, Option<Description>) {
        let (modelled, kept, _) = self.model_and_keep();
        (modelled, kept)
    }

    fn model_and_keep(&self) -> (Modelled, Option<Description>, Option<Document>) {
        let mut diagnostics = Diagnostics::default();
        let mut document = self.input.load(&mut diagnostics);
        let wanted = Wanted {
            server: self.needs_description(),
            examples: self.needs_description() || !self.settings.replacements.is_empty(),
        };
        let description = document
            .as_ref()
            .and_then(|document| normalize_for(wanted, document, &mut diagnostics));
        // The model takes the description apart, and only then it is known which operations there are.
        let kept = document
            .as_ref()
            .filter(|_| self.record || self.needs_description());
        let kept = kept.and_then(|document| normalize_for(wanted, document, &mut Diagnostics::default()));
        if let Some(document) = &mut document {
            document.drop_trees();
        }
        let text_length = description
            .as_ref()
            .map_or(0, |description| description.text_length);
        let client = self.client_name().unwrap_or_default();
        let lock = self.lock.as_ref();
        let lock = lock.map(|path| LockFile::read(path, self.input.texts(), &mut diagnostics));
        let mut settings = Cow::Borrowed(&self.settings);
        if self.needs_description() {
            settings.to_mut().serves = true;
        }
        if let Some(lock) = &lock {
            settings.to_mut().lock = Some(lock.lock().names(&client, lock.path()));
        }
        let api = description.map(|description| model::build(description, &settings, &mut diagnostics));
        let api = api.and_then(|api| named::plan(api, &settings, &mut diagnostics));
        let lock = lock
            .zip(api.as_ref())
            .and_then(|(lock, api)| lock.with_names(&client, api, self.writes_lock, &mut diagnostics));
        let companions = match (&kept, &api) {
            (Some(description), Some(api)) => self.companions(description, api),
            _ => Companions::default(),
        };
        let modelled = Modelled {
            inputs: self.input.files(document.as_ref()),
            api,
            companions,
            lock,
            text_length,
            diagnostics: self.levels.apply(
                self.input.locate(&diagnostics, document.as_ref()),
                self.input.path(),
            ),
        };
        (modelled, kept, document)
    }

    /// Returns whether a setting asks for the description as text.
    fn needs_description(&self) -> bool {
        self.server || self.mock
    }

    fn companions(&self, description: &Description, api: &Api) -> Companions {
        let is_whole = self.settings.selection.is_whole();
        let operations = api.operations.iter();
        let operations = operations.map(|operation| (operation.method.as_str(), operation.key.as_str()));
        let operations: HashSet<(&str, &str)> = operations.collect();
        let is_wanted = |method: &str, key: &str| operations.contains(&(method, key));
        Companions {
            shapes: self.record.then(|| recorded_shapes(description, api)),
            description: self
                .needs_description()
                .then(|| outputs::description::text(description, is_whole, &is_wanted)),
            server: self.server,
            mock: self.mock,
        }
    }

    /// Returns the client before it is text, what there is to say about the document, and the files that were read.
    pub(super) fn draft_of(
        &self,
        name: String,
        modelled: Modelled,
    ) -> Result<(Draft, Vec<LocatedDiagnostic>, Vec<PathBuf>), Error> {
        let Modelled {
            api,
            companions,
            lock,
            text_length,
            diagnostics,
            inputs,
        } = modelled;
        let Some(api) = api else {
            return Err(Error::Document(diagnostics));
        };
        if Report::new(&diagnostics).errors() > 0 {
            return Err(Error::Document(diagnostics));
        }
        let draft = Draft {
            name,
            api,
            companions,
            lock,
            header: specwright_codegen::header(&self.input.label()),
            label: self.input.label().into_owned(),
            document: self.input.path().to_owned(),
            text_length,
            exhaustive: self.exhaustive,
            rustfmt: self.rustfmt,
        };
        Ok((draft, diagnostics, inputs))
    }

    fn finish(&self, name: String, modelled: Modelled) -> Result<Generated, Error> {
        let (draft, mut diagnostics, inputs) = self.draft_of(name, modelled)?;
        let client = specwright_codegen::write_within(&draft.plan(), &draft.header, draft.longest());
        let excess = draft.excess(client.len());
        if !excess.is_empty() {
            diagnostics.extend(excess);
            return Err(Error::Document(diagnostics));
        }
        Ok(Generated {
            name: draft.name.clone(),
            client,
            diagnostics,
            inputs,
            draft,
        })
    }
}

/// Returns the table of what the document describes of the client's operations.
fn recorded_shapes(description: &Description, api: &Api) -> String {
    let ids: HashMap<(&str, &str), String> = api
        .operations
        .iter()
        .map(|operation| {
            let (method, path) = (operation.method.as_str(), operation.path.as_str());
            let id = operation.id.clone();
            ((method, path), id.unwrap_or_else(|| format!("{method} {path}")))
        })
        .collect();
    Shapes::of(description, &|method, path| ids.get(&(method, path)).cloned()).to_text()
}
