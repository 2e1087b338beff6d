//! Makes the client, its server and its mock.

fn main() -> Result<(), specwright::Error> {
    specwright::Generator::new("../spec/encodings.yaml")
        .mock(true)
        .build_script()
}
