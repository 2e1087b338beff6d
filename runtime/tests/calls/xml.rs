use specwright_runtime::__private::{Call, Operation, XmlSchema, decode};
use specwright_runtime::{Error, Request};

use crate::api::{Client, GET_USER, User};
use crate::loopback::{Server, reply};

static USER: XmlSchema =
    XmlSchema::object(&[("id", XmlSchema::NUMBER.attribute()), ("name", XmlSchema::TEXT)]).root("User");

#[derive(Debug, PartialEq)]
enum PutUserError {
    Conflict(User),
    Undocumented(specwright_runtime::Bytes),
    Undecoded(specwright_runtime::UndecodedBody),
}
specwright_runtime::responses! { PutUserError { 409 => Conflict(xml USER), _ => Undocumented; else Undecoded } }

fn put(url: &str) -> Request<User, PutUserError> {
    let operation = Operation {
        method: "PUT",
        accept: "application/xml",
        ..GET_USER
    };
    let mut call: Call = Client::at(url).inner.call(&Operation {
        path: "/user",
        ..operation
    });
    call.xml(
        "application/xml",
        &User {
            id: 7,
            name: Some("A & B".into()),
        },
        &USER,
    );
    call.request(|response| decode::xml(response, &USER))
}

#[tokio::test]
async fn bodies_and_responses_are_xml() {
    let server = Server::start(|request| reply(200, request.text())).await;
    assert_eq!(
        put(&server.url).await.expect("a user"),
        User {
            id: 7,
            name: Some("A & B".into())
        }
    );
    let request = server.only();
    assert_eq!(request.header("content-type"), Some("application/xml"));
    let expected = r#"<?xml version="1.0" encoding="UTF-8"?><User id="7"><name>A &amp; B</name></User>"#;
    assert_eq!(request.text(), expected);
}

#[tokio::test]
async fn failures_are_xml() {
    let server = Server::start(|_| reply(409, "<User id='8'/>")).await;
    match put(&server.url).await {
        Err(Error::Api(failure)) => {
            assert_eq!(
                failure.into_body(),
                PutUserError::Conflict(User { id: 8, name: None })
            );
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn xml_of_another_shape_names_the_place() {
    for (body, path) in [("<User id='x'/>", "$.id"), ("<User id='1'", ""), ("{}", "")] {
        let server = Server::start(move |_| reply(200, body)).await;
        match put(&server.url).await {
            Err(Error::Decode(failure)) => {
                assert_eq!((failure.path.as_str(), &*failure.body), (path, body.as_bytes()))
            }
            other => panic!("{other:?}"),
        }
    }
}
