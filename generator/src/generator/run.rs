//! The run of a document through the stages.

use foldhash::{HashMap, HashSet};
use std::borrow::Cow;
use std::env;
use std::path::{Path, PathBuf};

use super::cargo::Told;
use super::former::{bring_back, set_aside};
use super::input::Origin;
use super::lock::{LockFile, NewLock};
use super::name::{is_name, shorten};
use super::program::{Kept, Program};
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
        let mut told = Told::default();
        let files = self.files_beside();
        for file in files.iter().chain(&self.used_in) {
            told.rerun_if_changed(file);
        }
        let name = self.client_name()?;
        let folder = self
            .out_dir
            .clone()
            .or_else(|| env::var_os("OUT_DIR").map(PathBuf::from));
        let folder = folder.ok_or(Error::NoOutDir)?;
        let file = format!("{name}.rs");
        let client = folder.join(&file);
        let set_aside = || match self.out_dir {
            None => set_aside(&folder, &file).map_err(Error::io("clear", &folder)),
            Some(_) => Ok(()),
        };
        bring_back(&client).map_err(Error::io("clear", &folder))?;
        let program = self.program();
        let kept = program.as_ref().and_then(|_| self.kept(&client));
        let last = kept.as_ref().zip(program.as_ref());
        if let Some(directives) = last.and_then(|(kept, program)| kept.told(&client, program)) {
            Told::repeat(&directives);
            return set_aside();
        }
        let (inputs, generated) = on_a_deep_stack(|| {
            let (modelled, ..) = self.model_of(program.as_ref());
            (modelled.inputs.clone(), self.finish(name.clone(), modelled))
        });
        // Even without a client: whoever mends one of them wants it made again.
        let inputs: Vec<PathBuf> = inputs
            .into_iter()
            .filter(|input| !files.contains(input))
            .collect();
        inputs.iter().for_each(|input| told.rerun_if_changed(input));
        let generated = generated?;
        told.warn(&generated.diagnostics);
        set_aside()?;
        output::write_file(&client, &generated.client)?;
        if let Some((kept, program)) = kept.zip(program) {
            let inputs = [files, inputs].concat();
            kept.end(&client, &inputs, &program.into_asked(), told.directives());
        }
        // A build script ends with this: to take a large model apart would be work for nothing.
        std::mem::forget(generated);
        Ok(())
    }

    /// Returns the files of the disk that a client is made from, as far as they are known before the document is read.
    fn files_beside(&self) -> Vec<PathBuf> {
        let mut files: Vec<PathBuf> = self.configuration.iter().cloned().collect();
        if let Origin::File(document) = &self.input.origin {
            files.push(document.clone());
        }
        // Of a document that is a text, so are the others.
        if self.input.texts().is_none() {
            files.extend(self.input.overlays.files.iter().cloned());
            files.extend(self.lock.iter().cloned());
        }
        files
    }

    /// Returns the program that says what is taken, if one does.
    fn program(&self) -> Option<Program> {
        let is_asked = !self.used_in.is_empty();
        is_asked.then(|| Program::read(&self.used_in, self.input.texts()))
    }

    /// Returns what a build script remembers of this run; `None` where the document is in no file, so that nobody could tell whether it changed.
    fn kept(&self, client: &Path) -> Option<Kept> {
        let Origin::File(_) = self.input.origin else {
            return None;
        };
        Kept::begin(client, &format!("{self:?}"))
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
        let (modelled, _, document) = self.model_of(self.program().as_ref());
        (modelled, document)
    }

    /// The same, and the description that a companion of the client, or a mock without one, is written of.
    #[cfg(feature = "mock")]
    pub(super) fn model_with_description(&self) -> (Modelled, Option<Description>) {
        let (modelled, kept, _) = self.model_of(self.program().as_ref());
        (modelled, kept)
    }

    fn model_of(&self, program: Option<&Program>) -> (Modelled, Option<Description>, Option<Document>) {
        let mut diagnostics = Diagnostics::default();
        if let Some(program) = program {
            program.report(&mut diagnostics);
        }
        let mut document = self.input.load(&mut diagnostics);
        let wanted = Wanted {
            server: self.needs_description(),
            examples: self.needs_description() || !self.settings.replacements.is_empty(),
            extensions: false,
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
        let api = api.map(|mut api| {
            if let Some(program) = program {
                self.keep_used(program, &mut api);
            }
            api
        });
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

    /// Leaves what the program uses, and what is named beside it. A server has all operations: it has to know those that it refuses.
    fn keep_used(&self, program: &Program, api: &mut Api) {
        let include = [&self.settings.selection.include[..], &self.used_besides];
        program.keep_used(api, &include.concat(), self.server);
    }

    /// Returns whether a setting asks for the description as text.
    fn needs_description(&self) -> bool {
        self.server || self.mock
    }

    fn companions(&self, description: &Description, api: &Api) -> Companions {
        let is_whole = self.settings.selection.is_whole() && self.used_in.is_empty();
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
        let client = specwright_codegen::write_within(draft.plan(), &draft.header, draft.longest());
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
