// The client that the examples of the crate's documentation call, as Specwright generates it from a small document.
#[allow(dead_code)]
mod store {
    use specwright_runtime::__private::{self as private, Operation, Parameter, decode};
    use specwright_runtime::{
        Argument, ByteStream, Bytes, EventStream, FilePart, Form, Optional, Pages, Pagination, Request,
        UndecodedBody,
    };

    pub struct Client {
        inner: private::Client,
    }

    pub struct ClientBuilder {
        inner: private::ClientBuilder,
    }

    specwright_runtime::client_builder! { ClientBuilder => Client }

    impl Client {
        pub fn request(&self, method: impl AsRef<str>, path: &str) -> specwright_runtime::CustomRequest {
            self.inner.request(method.as_ref(), path, &[&["key"], &["token"]])
        }
    }

    impl ClientBuilder {
        pub fn api_key(mut self, key: impl Into<specwright_runtime::SecretString>) -> Self {
            self.inner
                .credential("key", specwright_runtime::Credential::header("x-api-key", key));
            self
        }

        pub fn token_source(mut self, source: impl specwright_runtime::TokenSource) -> Self {
            self.inner
                .credential("token", specwright_runtime::Credential::bearer_source(source));
            self
        }
    }

    pub mod types {
        #[derive(Clone, Debug, PartialEq)]
        pub struct Pet {
            pub id: i64,
            pub name: String,
        }
        specwright_runtime::object! { Pet { id = required "id", name = required "name" } }

        #[derive(Clone, Debug, PartialEq)]
        pub struct Problem {
            pub detail: String,
        }
        specwright_runtime::object! { Problem { detail = required "detail" } }
    }

    pub mod operations {
        use super::*;

        #[derive(Clone, Debug, PartialEq)]
        pub enum GetPetError {
            NotFound(types::Problem),
            Undocumented(Bytes),
            Undecoded(UndecodedBody),
        }
        specwright_runtime::responses! {
            GetPetError { 404 => NotFound(json), _ => Undocumented; else Undecoded }
        }

        pub type ListPets = OperationRequest<Vec<types::Pet>, Bytes, marker::ListPets>;

        impl ListPets {
            pub fn limit(mut self, limit: impl Optional<i64>) -> Self {
                private::call_mut(&mut self.0).parameter(Parameter::query("limit"), &limit);
                self
            }

            pub fn pages(self) -> Pages<Vec<types::Pet>, Bytes> {
                Pages::new(self.0, Pagination::link())
            }
        }

        // What tells requests that have setters from each other.
        mod marker {
            pub enum ListPets {}
        }

        specwright_runtime::request! { OperationRequest }
    }

    const GET: Operation = Operation {
        id: "getPet",
        method: "GET",
        path: "/pets/{id}",
        accept: "application/json",
        security: &[&["key"], &["token"], &[]],
        server: None,
        tags: &[],
    };

    impl Client {
        pub fn builder() -> ClientBuilder {
            let mut inner = private::ClientBuilder::default();
            inner.base_url("https://store.example.com");
            ClientBuilder { inner }
        }

        pub fn get_pet(&self, id: i64) -> Request<types::Pet, operations::GetPetError> {
            let mut call = self.inner.call(&GET);
            call.parameter(Parameter::path("id"), &id);
            call.request(decode::json)
        }

        pub fn list_pets(&self) -> operations::ListPets {
            let call = self.inner.call(&Operation { path: "/pets", ..GET });
            operations::OperationRequest(call.request(decode::json), private::PhantomData)
        }

        pub fn add_pet(&self, pet: impl Argument<types::Pet>) -> Request<types::Pet, Bytes> {
            let mut call = self.inner.call(&Operation {
                method: "POST",
                path: "/pets",
                ..GET
            });
            call.json("application/json", &pet);
            call.request(decode::json)
        }

        pub fn add_photo(&self, id: i64, photo: FilePart) -> Request<(), Bytes> {
            let path = "/pets/{id}/photo";
            let mut call = self.inner.call(&Operation {
                method: "POST",
                path,
                ..GET
            });
            call.parameter(Parameter::path("id"), &id);
            let mut form = Form::new();
            form.file("photo", None, photo);
            call.multipart("multipart/form-data", form);
            call.request(decode::empty)
        }

        pub fn get_photo(&self, id: i64) -> Request<ByteStream, Bytes> {
            let mut call = self.inner.call(&Operation {
                path: "/pets/{id}/photo",
                ..GET
            });
            call.parameter(Parameter::path("id"), &id);
            call.request(decode::binary)
        }

        pub fn watch_pets(&self) -> Request<EventStream<types::Pet>, Bytes> {
            let call = self.inner.call(&Operation {
                path: "/pets/events",
                ..GET
            });
            call.request(decode::events)
        }
    }
}
