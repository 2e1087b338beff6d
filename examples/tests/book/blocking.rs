//! `docs/client/blocking.md`

use std::error::Error;
use std::fs::File;
use std::io::BufRead;
use std::thread;

use specwright_examples::bakery_blocking as bakery;
use specwright_examples::bakery_blocking::operations::SetPhotoForm;
use specwright_examples::bakery_blocking::types::NewOrder;
use specwright_runtime::transport::{Service, Ureq};
use specwright_runtime::{Body, FilePart};

use crate::server::router;

fn client() -> bakery::Client {
    let builder = bakery::Client::builder().transport(Service::new(router()));
    builder.api_key("a key").build().expect("a client")
}

#[test]
fn a_program_without_async() -> Result<(), Box<dyn Error>> {
    let client = client();
    let cakes = client.list_cakes().limit(100).all()?;
    let order = client.create_order(NewOrder::new(&cakes[0].id, 12)).send()?;
    println!("order {} is {}", order.id, order.state);

    for event in client.watch_orders().send()? {
        let order = event?.data;
        println!("order {} is {}", order.id, order.state);
    }
    assert_eq!(cakes.len(), 3);
    Ok(())
}

#[test]
fn pages_and_items_are_iterators() -> Result<(), Box<dyn Error>> {
    let client = client();
    for cake in client.list_cakes().limit(2).items() {
        println!("{}", cake?.name);
    }
    let cheap = client
        .list_cakes()
        .items()
        .into_iter()
        .filter_map(Result::ok)
        .find(|cake| cake.price < 450);
    assert_eq!(cheap.map(|cake| cake.name).as_deref(), Some("Carrot cake"));
    Ok(())
}

#[test]
fn uploads_are_read_and_downloads_written() -> Result<(), Box<dyn Error>> {
    let client = client();
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("cake.jpg");
    let mut file = File::create(&path)?;

    client.get_photo("1").send()?.copy_to(&mut file)?;
    let photo = FilePart::new(Body::reader(File::open(&path)?)).file_name("cake.jpg");
    client.set_photo("2", SetPhotoForm::new(photo)).send()?;

    for line in client.get_photo("1").send()?.into_reader().lines() {
        println!("{} bytes", line?.len());
    }
    Ok(())
}

#[test]
fn threads_share_a_client() -> Result<(), Box<dyn Error>> {
    let client = client();
    thread::scope(|scope| {
        for id in ["1", "2", "3"] {
            let client = &client;
            scope.spawn(move || client.get_cake(id).send());
        }
    });
    Ok(())
}

#[test]
fn the_transport_has_settings() -> Result<(), Box<dyn Error>> {
    let transport = Ureq::builder().proxy("http://proxy.example.com:3128").build()?;
    let client = bakery::Client::builder().transport(transport).build()?;
    drop(client);
    Ok(())
}
