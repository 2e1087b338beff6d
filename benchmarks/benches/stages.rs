//! The stages of the generator, each alone, on a document that is made here.
//!
//! The number beside a name is that of the document's operations, and of its schemas.

#[path = "../stages/mod.rs"]
mod stages;

use divan::counter::BytesCount;
use divan::{AllocProfiler, Bencher, black_box};
use specwright::Generator;
use specwright::codegen::client;
use stages::{Input, modelled, normalized, planned};

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

const OPERATIONS: [usize; 2] = [50, 500];

fn main() {
    divan::main();
}

#[divan::bench(args = OPERATIONS)]
fn source(bencher: Bencher<'_, '_>, operations: usize) {
    let input = Input::new(operations);
    bencher.counter(bytes(&input)).bench(|| input.load());
}

#[divan::bench(args = OPERATIONS)]
fn normalizing(bencher: Bencher<'_, '_>, operations: usize) {
    let input = Input::new(operations);
    let document = input.load();
    bencher
        .counter(bytes(&input))
        .bench(|| normalized(black_box(&document)));
}

#[divan::bench(args = OPERATIONS)]
fn modelling(bencher: Bencher<'_, '_>, operations: usize) {
    let input = Input::new(operations);
    let document = input.load();
    bencher
        .counter(bytes(&input))
        .with_inputs(|| normalized(&document))
        .bench_values(modelled);
}

#[divan::bench(args = OPERATIONS)]
fn planning(bencher: Bencher<'_, '_>, operations: usize) {
    let input = Input::new(operations);
    let document = input.load();
    bencher
        .counter(bytes(&input))
        .with_inputs(|| modelled(normalized(&document)))
        .bench_values(planned);
}

#[divan::bench(args = OPERATIONS)]
fn emitting(bencher: Bencher<'_, '_>, operations: usize) {
    let input = Input::new(operations);
    let api = planned(modelled(normalized(&input.load())));
    bencher
        .counter(bytes(&input))
        .bench(|| client(black_box(&api), "synthetic.json"));
}

#[divan::bench(args = OPERATIONS)]
fn whole(bencher: Bencher<'_, '_>, operations: usize) {
    let input = Input::new(operations);
    let generator = Generator::new(&input.path);
    bencher
        .counter(bytes(&input))
        .bench(|| generator.generate().expect("the document is right").client.len());
}

fn bytes(input: &Input) -> BytesCount {
    BytesCount::new(
        std::fs::metadata(&input.path)
            .expect("the document is there")
            .len(),
    )
}
