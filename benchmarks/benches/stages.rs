//! The stages of the generator, each alone, on a document that is made here.
//!
//! The number beside a name is that of the document's operations, and of its schemas.

use std::path::{Path, PathBuf};

use divan::{AllocProfiler, Bencher, black_box};
use specwright::Generator;
use specwright::description::Description;
use specwright::description::keyword::GRAMMAR;
use specwright::diagnostic::Diagnostics;
use specwright::model::{self, Settings};
use specwright::normalize::normalize;
use specwright::outputs::client::client;
use specwright::outputs::client::plan::named::{self, Api};
use specwright::source::Document;
use specwright_tests::synthetic;

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

const OPERATIONS: [usize; 2] = [50, 500];

fn main() {
    divan::main();
}

#[divan::bench(args = OPERATIONS)]
fn source(bencher: Bencher<'_, '_>, operations: usize) {
    let input = Input::new(operations);
    bencher.counter(input.bytes()).bench(|| input.load());
}

#[divan::bench(args = OPERATIONS)]
fn normalizing(bencher: Bencher<'_, '_>, operations: usize) {
    let input = Input::new(operations);
    let document = input.load();
    bencher
        .counter(input.bytes())
        .bench(|| normalized(black_box(&document)));
}

#[divan::bench(args = OPERATIONS)]
fn modelling(bencher: Bencher<'_, '_>, operations: usize) {
    let input = Input::new(operations);
    let document = input.load();
    bencher
        .counter(input.bytes())
        .with_inputs(|| normalized(&document))
        .bench_values(modelled);
}

#[divan::bench(args = OPERATIONS)]
fn planning(bencher: Bencher<'_, '_>, operations: usize) {
    let input = Input::new(operations);
    let document = input.load();
    bencher
        .counter(input.bytes())
        .with_inputs(|| modelled(normalized(&document)))
        .bench_values(planned);
}

#[divan::bench(args = OPERATIONS)]
fn emitting(bencher: Bencher<'_, '_>, operations: usize) {
    let input = Input::new(operations);
    let api = planned(modelled(normalized(&input.load())));
    bencher
        .counter(input.bytes())
        .bench(|| client(black_box(&api), "synthetic.json"));
}

#[divan::bench(args = OPERATIONS)]
fn whole(bencher: Bencher<'_, '_>, operations: usize) {
    let input = Input::new(operations);
    let generator = Generator::new(&input.path);
    bencher
        .counter(input.bytes())
        .bench(|| generator.generate().expect("the document is right").client.len());
}

/// A document in a file that is gone when the benchmark is done.
struct Input {
    _folder: tempfile::TempDir,
    path: PathBuf,
    bytes: usize,
}

impl Input {
    fn new(operations: usize) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the document");
        let path = folder.path().join("synthetic.json");
        let text = synthetic::document(operations, operations);
        std::fs::write(&path, &text).expect("the document can be written");
        Self {
            _folder: folder,
            path,
            bytes: text.len(),
        }
    }

    fn bytes(&self) -> divan::counter::BytesCount {
        divan::counter::BytesCount::new(self.bytes)
    }

    fn load(&self) -> Document {
        let path: &Path = black_box(&self.path);
        Document::load(path, GRAMMAR, &mut Diagnostics::default()).expect("the document can be read")
    }
}

fn normalized(document: &Document) -> Description {
    normalize(document, &mut Diagnostics::default()).expect("the document is right")
}

fn modelled(description: Description) -> model::Api {
    model::build(description, &Settings::default(), &mut Diagnostics::default())
}

fn planned(api: model::Api) -> Api {
    named::plan(api, &Settings::default(), &mut Diagnostics::default()).expect("the document is right")
}
