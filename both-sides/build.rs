//! Makes the clients, their servers and their mocks.

fn main() -> Result<(), specwright::Error> {
    specwright::Generator::new("../spec/encodings.yaml")
        .mock(true)
        .build_script()?;
    specwright::Generator::new("../spec/streams.yaml")
        .mock(true)
        .build_script()?;
    specwright::Generator::new("../spec/exact.yaml")
        .mock(true)
        .exact_decimals(true)
        .build_script()?;
    specwright::Generator::new("../spec/paths.yaml")
        .mock(true)
        .build_script()
}
