//! Makes the client whose responses and requests are fuzzed.

fn main() -> Result<(), specwright::Error> {
    specwright::Generator::new("api.yaml")
        .name("fuzzed")
        .paginate("list", specwright::Pagination::link())
        .build_script()
}
