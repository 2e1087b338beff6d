//! Makes the client from the document.

fn main() -> Result<(), specwright::Error> {
    specwright::Generator::new("catalogue.yaml").build_script()
}
