//! Makes the client from the document.

fn main() -> Result<(), specwright::Error> {
    specwright::Generator::new("../spec/klavis.yaml")
        .mock(true)
        .build_script()
}
