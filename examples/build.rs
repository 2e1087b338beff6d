//! Makes the clients from the documents.

use specwright::Generator;

fn main() -> Result<(), specwright::Error> {
    Generator::new("../spec/photos.yaml").build_script()?;
    Generator::new("../spec/library.yaml").build_script()?;
    Generator::new("../spec/library.yaml")
        .overlay("../spec/library.overlay.yaml")
        .strict_overlays(true)
        .name("library_mended")
        .build_script()
}
