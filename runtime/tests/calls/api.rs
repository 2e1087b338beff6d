//! What generated code looks like, written by hand: a client with the shapes of operation that the tests need.

#![allow(unreachable_pub)]

use specwright_runtime as rt;

#[derive(Clone, Debug)]
pub struct Client {
    pub inner: rt::__private::Client,
}

#[must_use]
#[derive(Debug, Default)]
pub struct ClientBuilder {
    pub inner: rt::__private::ClientBuilder,
}

rt::client_builder! { ClientBuilder => Client }
rt::client_credentials! {
    /// Gets tokens for `oauth`.
    ClientBuilder::oauth_client_credentials {
        scheme: "oauth",
        token_url: "/oauth/token",
        refresh_url: Some("/oauth/refresh"),
    }
}

impl ClientBuilder {
    pub fn mutual_tls(mut self, pem: &[u8]) -> Self {
        self.inner.client_identity("mtls", pem);
        self
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct User {
    pub id: i64,
    pub name: Option<String>,
}
rt::object! {
    User at "#/components/schemas/User" { id = required "id", name = optional "name" }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Invalid {
    pub detail: Vec<String>,
}
rt::object! { Invalid { detail = required "detail" } }

#[derive(Clone, Debug, PartialEq)]
pub enum UserError {
    UnprocessableEntity(Invalid),
    Gone,
    ClientError(String),
    Undocumented(rt::Bytes),
    Undecoded(rt::UndecodedBody),
}
rt::responses! {
    UserError {
        422 => UnprocessableEntity(json),
        410 => Gone(empty),
        "4XX" => ClientError(text),
        _ => Undocumented;
        else Undecoded
    }
}

pub type GetUser = OperationRequest<User, UserError, marker::GetUser>;
rt::request! { OperationRequest }

mod marker {
    pub enum GetUser {}
}

impl GetUser {
    pub fn fields(mut self, fields: &[String]) -> Self {
        rt::__private::call_mut(&mut self.0).parameter(rt::__private::Parameter::query("fields"), &fields);
        self
    }
}

pub const GET_USER: rt::__private::Operation = rt::__private::Operation {
    id: "getUser",
    method: "GET",
    path: "/user/{userId}",
    accept: "application/json",
    security: &[],
    server: None,
    tags: &[],
};

impl Client {
    pub fn at(url: &str) -> Client {
        ClientBuilder::default().base_url(url).build().expect("a client")
    }

    pub fn get_user(&self, user_id: &str) -> GetUser {
        let mut call = self.inner.call(&GET_USER);
        call.parameter(rt::__private::Parameter::path("userId"), &user_id);
        OperationRequest(
            call.request(rt::__private::decode::json),
            rt::__private::PhantomData,
        )
    }

    pub fn get_user_as(&self, operation: rt::__private::Operation) -> rt::Request<User, UserError> {
        let mut call = self.inner.call(&operation);
        call.parameter(rt::__private::Parameter::path("userId"), &"7");
        call.request(rt::__private::decode::json)
    }

    pub fn create_user(&self, user: &User) -> rt::Request<User, UserError> {
        let operation = rt::__private::Operation {
            id: "createUser",
            method: "POST",
            path: "/user",
            ..GET_USER
        };
        let mut call = self.inner.call(&operation);
        call.json("application/json", user);
        call.request(rt::__private::decode::json)
    }

    pub fn delete_user(&self) -> rt::Request<(), UserError> {
        let operation = rt::__private::Operation {
            id: "deleteUser",
            method: "DELETE",
            path: "/user",
            accept: "",
            ..GET_USER
        };
        self.inner.call(&operation).request(rt::__private::decode::empty)
    }
}
