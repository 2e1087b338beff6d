//! What generated code looks like, written by hand.

use specwright_runtime::__private::{self as private, Call, Operation, Parameter, decode};
use specwright_runtime::oauth2::ClientCredentials;
use specwright_runtime::transport::Transport;
use specwright_runtime::{Bytes, Credential, EventStream, FilePart, Form, Request, SecretString, Value};

pub(crate) struct Client(private::Client);

/// The credentials of a test.
pub(crate) fn client(transport: impl Transport, credentials: &[(&'static str, Credential)]) -> Client {
    let mut builder = private::ClientBuilder::default();
    builder.base_url("https://store.example.com/v1");
    builder.transport(transport);
    builder.header("x-tenant", "tenant-of-mine");
    for (scheme, credential) in credentials {
        builder.credential(scheme, credential.clone());
    }
    Client(builder.build().expect("a client"))
}

/// A client that gets tokens by OAuth 2.0.
pub(crate) fn client_with_tokens(transport: impl Transport, secret: &str) -> Client {
    let mut builder = private::ClientBuilder::default();
    builder.base_url("https://store.example.com/v1");
    builder.transport(transport);
    let source = ClientCredentials::new("/token", "my client", SecretString::from(secret));
    builder.client_credentials("oauth", source);
    Client(builder.build().expect("a client"))
}

pub(crate) const GET_PET: Operation = Operation {
    id: "getPet",
    method: "GET",
    path: "/pets/{id}",
    accept: "application/json",
    security: &[&["key"], &["cookie"], &["query"], &["basic"], &["oauth"], &[]],
    server: None,
    tags: &[],
};

const LIST_PETS: Operation = Operation {
    id: "listPets",
    path: "/pets",
    ..GET_PET
};

const ADD_PET: Operation = Operation {
    id: "addPet",
    method: "POST",
    path: "/pets",
    ..GET_PET
};

impl Client {
    pub(crate) fn get_pet(&self, id: &str) -> Request<Value, Bytes> {
        let mut call = self.0.call(&GET_PET);
        call.parameter(Parameter::path("id"), &id);
        call.request(decode::json)
    }

    pub(crate) fn list_pets(&self, query: &[(&'static str, &str)]) -> Request<Value, Bytes> {
        let mut call = self.0.call(&LIST_PETS);
        for (name, value) in query {
            call.parameter(Parameter::query(name), value);
        }
        call.request(decode::json)
    }

    pub(crate) fn add_pet(&self, pet: &Value) -> Request<Value, Bytes> {
        self.post(|call| call.json("application/json", pet))
    }

    pub(crate) fn add_form(&self, pet: &Value) -> Request<Value, Bytes> {
        self.post(|call| call.form("application/x-www-form-urlencoded", pet, &[]))
    }

    pub(crate) fn add_file(&self, note: &str, file: &'static [u8]) -> Request<Value, Bytes> {
        self.post(|call| {
            let mut form = Form::new();
            form.text("password", None, &note);
            form.file("file", None, FilePart::new(file));
            call.multipart("multipart/form-data", form);
        })
    }

    pub(crate) fn watch(&self) -> Request<EventStream<Value>, Bytes> {
        let call = self.0.call(&Operation {
            id: "watchPets",
            path: "/pets/events",
            accept: "text/event-stream",
            ..GET_PET
        });
        call.request(decode::events)
    }

    fn post(&self, fill: impl FnOnce(&mut Call)) -> Request<Value, Bytes> {
        let mut call = self.0.call(&ADD_PET);
        fill(&mut call);
        call.request(decode::json)
    }
}
