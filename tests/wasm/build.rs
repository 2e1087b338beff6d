fn main() -> Result<(), specwright::Error> {
    specwright::Generator::new("../../spec/photos.yaml").build_script()
}
