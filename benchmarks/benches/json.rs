//! Ten megabytes of JSON, decoded and encoded: generated types beside `serde_json` with the same structs by hand.

use divan::counter::BytesCount;
use divan::{AllocProfiler, Bencher, black_box};
use specwright_benchmarks::values;

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

const BYTES: usize = 10_000_000;

fn main() {
    divan::main();
}

/// Generated types.
#[divan::bench_group(sample_count = 30, sample_size = 1)]
mod generated {
    use specwright_benchmarks::types::{Event, Item};
    use specwright_runtime::json::{Decode, Encode, from_slice, to_vec};

    use super::*;

    #[divan::bench]
    fn decode_items(bencher: Bencher<'_, '_>) {
        decode::<Item>(bencher, &values::items(BYTES));
    }

    #[divan::bench]
    fn decode_events(bencher: Bencher<'_, '_>) {
        decode::<Event>(bencher, &values::events(BYTES));
    }

    #[divan::bench]
    fn encode_items(bencher: Bencher<'_, '_>) {
        encode::<Item>(bencher, &values::items(BYTES));
    }

    #[divan::bench]
    fn encode_events(bencher: Bencher<'_, '_>) {
        encode::<Event>(bencher, &values::events(BYTES));
    }

    fn decode<T: Decode>(bencher: Bencher<'_, '_>, text: &str) {
        bencher
            .counter(BytesCount::of_str(text))
            .bench(|| from_slice::<Vec<T>>(black_box(text).as_bytes()).expect("the values are right"));
    }

    fn encode<T: Decode + Encode>(bencher: Bencher<'_, '_>, text: &str) {
        let values: Vec<T> = from_slice(text.as_bytes()).expect("the values are right");
        bencher
            .counter(BytesCount::of_str(text))
            .bench_local(|| to_vec(black_box(&values)).expect("the values are right"));
    }
}

/// `serde_json` with structs by hand.
#[divan::bench_group(sample_count = 30, sample_size = 1)]
mod by_hand {
    use serde::Serialize;
    use serde::de::DeserializeOwned;
    use serde_json::{from_slice, to_vec};
    use specwright_benchmarks::plain::{Event, Item};

    use super::*;

    #[divan::bench]
    fn decode_items(bencher: Bencher<'_, '_>) {
        decode::<Item>(bencher, &values::items(BYTES));
    }

    #[divan::bench]
    fn decode_events(bencher: Bencher<'_, '_>) {
        decode::<Event>(bencher, &values::events(BYTES));
    }

    #[divan::bench]
    fn encode_items(bencher: Bencher<'_, '_>) {
        encode::<Item>(bencher, &values::items(BYTES));
    }

    #[divan::bench]
    fn encode_events(bencher: Bencher<'_, '_>) {
        encode::<Event>(bencher, &values::events(BYTES));
    }

    fn decode<T: DeserializeOwned>(bencher: Bencher<'_, '_>, text: &str) {
        bencher
            .counter(BytesCount::of_str(text))
            .bench(|| from_slice::<Vec<T>>(black_box(text).as_bytes()).expect("the values are right"));
    }

    fn encode<T: DeserializeOwned + Serialize>(bencher: Bencher<'_, '_>, text: &str) {
        let values: Vec<T> = from_slice(text.as_bytes()).expect("the values are right");
        bencher
            .counter(BytesCount::of_str(text))
            .bench_local(|| to_vec(black_box(&values)).expect("the values are right"));
    }
}
