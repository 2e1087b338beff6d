//! Ten megabytes of JSON, decoded and encoded: generated types beside `serde_json` with the same structs by hand.

use std::fmt::Debug;

use divan::counter::BytesCount;
use divan::{AllocProfiler, Bencher, black_box};
use specwright_benchmarks::values;

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

const BYTES: usize = 10_000_000;

fn main() {
    divan::main();
}

macro_rules! side {
    ($side:ident, $types:ident, $json:path) => {
        #[divan::bench_group(sample_count = 30, sample_size = 1)]
        mod $side {
            use specwright_benchmarks::$types::{Event, Item};
            use $json as json;

            use super::*;

            #[divan::bench]
            fn decode_items(bencher: Bencher<'_, '_>) {
                decode(bencher, &values::items(BYTES), |text| {
                    json::from_slice::<Vec<Item>>(text)
                });
            }

            #[divan::bench]
            fn decode_events(bencher: Bencher<'_, '_>) {
                decode(bencher, &values::events(BYTES), |text| {
                    json::from_slice::<Vec<Event>>(text)
                });
            }

            #[divan::bench]
            fn encode_items(bencher: Bencher<'_, '_>) {
                let items: Vec<Item> =
                    json::from_slice(values::items(BYTES).as_bytes()).expect("the items are right");
                encode(bencher, || json::to_vec(black_box(&items)));
            }

            #[divan::bench]
            fn encode_events(bencher: Bencher<'_, '_>) {
                let events: Vec<Event> =
                    json::from_slice(values::events(BYTES).as_bytes()).expect("the events are right");
                encode(bencher, || json::to_vec(black_box(&events)));
            }
        }
    };
}

side!(generated, types, specwright_runtime::json);
side!(by_hand, plain, serde_json);

fn decode<T, E: Debug>(bencher: Bencher<'_, '_>, text: &str, decode: impl Fn(&[u8]) -> Result<T, E> + Sync) {
    bencher
        .counter(BytesCount::of_str(text))
        .bench(|| decode(black_box(text).as_bytes()).expect("the values are right"));
}

fn encode<E: Debug>(bencher: Bencher<'_, '_>, encode: impl Fn() -> Result<Vec<u8>, E>) {
    let bytes = encode().expect("what was read can be written").len();
    bencher
        .counter(BytesCount::new(bytes))
        .bench_local(|| encode().expect("what was read can be written"));
}
