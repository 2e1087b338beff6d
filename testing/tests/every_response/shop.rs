//! The client of `shop.json`, as Specwright generates it.

use specwright_runtime::__private::{self as private, Operation, Parameter, decode};
use specwright_runtime::transport::Transport;
use specwright_runtime::{Bytes, Request};

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum State {
    Open,
    Paid,
    Shipped,
    Unknown(String),
}
specwright_runtime::string_enum! { State { Open = "open", Paid = "paid", Shipped = "shipped"; Unknown } }

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Customer {
    pub(crate) name: String,
}
specwright_runtime::object! { Customer { name = required "name" } }

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Order {
    pub(crate) id: i64,
    pub(crate) state: State,
    pub(crate) customer: Option<Customer>,
    pub(crate) note: Option<String>,
}
specwright_runtime::object! {
    Order { id = required "id", state = required "state", customer = optional "customer", note = optional "note" }
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Refund {
    pub(crate) amount: i64,
}
specwright_runtime::object! { Refund { amount = required "amount" } }

pub(crate) struct Client(private::Client);

const LIST: Operation = Operation {
    id: "listOrders",
    method: "GET",
    path: "/orders",
    accept: "application/json",
    security: &[],
    server: None,
    tags: &[],
};

impl Client {
    pub(crate) fn new(transport: impl Transport) -> Self {
        let mut builder = private::ClientBuilder::default();
        builder.base_url("https://shop.example.com/v1");
        builder.transport(transport);
        Client(builder.build().expect("a client"))
    }

    pub(crate) fn list_orders(&self) -> Request<Vec<Order>, Bytes> {
        self.0.call(&LIST).request(decode::json)
    }

    pub(crate) fn get_order(&self, id: i64) -> Request<Order, Bytes> {
        let mut call = self.0.call(&Operation {
            id: "getOrder",
            path: "/orders/{id}",
            ..LIST
        });
        call.parameter(Parameter::path("id"), &id);
        call.request(decode::json)
    }

    pub(crate) fn refund_order(&self, id: i64) -> Request<Refund, Bytes> {
        self.refunds("refundOrder", "POST", id).request(decode::json)
    }

    pub(crate) fn cancel_refunds(&self, id: i64) -> Request<(), Bytes> {
        self.refunds("cancelRefunds", "DELETE", id).request(decode::empty)
    }

    fn refunds(&self, operation: &'static str, method: &'static str, id: i64) -> private::Call {
        let mut call = self.0.call(&Operation {
            id: operation,
            method,
            path: "/orders/{id}/refunds",
            ..LIST
        });
        call.parameter(Parameter::path("id"), &id);
        call
    }
}
