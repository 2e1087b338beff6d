//! `docs/client/uploads.md`

use std::error::Error;

use specwright_examples::bakery::operations::SetPhotoForm;
use specwright_runtime::FilePart;

use crate::server;

#[tokio::test]
async fn a_file_is_read_while_it_is_sent() -> Result<(), Box<dyn Error>> {
    let client = server::client();
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("cake.jpg");
    std::fs::write(&path, [7; 1000])?;

    let file = FilePart::path(&path).content_type("image/jpeg");
    client
        .set_photo("1", SetPhotoForm::new(file).caption("fresh"))
        .await?;
    Ok(())
}

#[tokio::test]
async fn bytes_of_the_memory_are_a_file_too() -> Result<(), Box<dyn Error>> {
    let client = server::client();
    let file = FilePart::new("the bytes").file_name("cake.jpg");
    client.set_photo("1", SetPhotoForm::new(file)).await?;
    Ok(())
}
