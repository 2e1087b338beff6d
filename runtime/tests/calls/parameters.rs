//! The tables of the specification's section "Style Examples", cell by cell, over a socket.
//!
//! The value in each cell is that of the table: an empty string, a string, a list and an object.

use specwright_runtime::__private::{Operation, Parameter, Style, decode};
use specwright_runtime::{Error, Value, serde_json};

use crate::api::{Client, GET_USER, UserError};
use crate::loopback::{Received, Server, json};

async fn send(operation: Operation, parameters: &[(Parameter, Value)]) -> Received {
    let server = Server::start(|_| json(200, "{}")).await;
    let mut call = Client::at(&server.url).inner.call(&operation);
    for (parameter, value) in parameters {
        call.parameter(*parameter, value);
    }
    call.request::<(), UserError>(decode::empty)
        .await
        .expect("a response");
    server.only()
}

const ROOT: Operation = Operation {
    path: "/",
    ..GET_USER
};
const PATH: Operation = Operation {
    path: "/a/{color}/z",
    ..GET_USER
};

async fn query(parameter: Parameter, value: Value) -> String {
    let target = send(ROOT, &[(parameter, value)]).await.target;
    target
        .strip_prefix("/")
        .map(|rest| rest.trim_start_matches('?').to_owned())
        .expect("a path")
}

async fn path(parameter: Parameter, value: Value) -> String {
    let target = send(PATH, &[(parameter, value)]).await.target;
    target
        .strip_prefix("/a/")
        .and_then(|rest| rest.strip_suffix("/z"))
        .expect("the path")
        .to_owned()
}

fn empty() -> Value {
    "".into()
}

fn string() -> Value {
    "blue".into()
}

fn array() -> Value {
    serde_json::json!(["blue", "black", "brown"])
}

fn object() -> Value {
    serde_json::json!({ "R": 100, "G": 200, "B": 150 })
}

#[tokio::test]
async fn matrix() {
    let matrix = Parameter::path("color").style(Style::Matrix);
    assert_eq!(path(matrix, empty()).await, ";color");
    assert_eq!(path(matrix, string()).await, ";color=blue");
    assert_eq!(path(matrix, array()).await, ";color=blue,black,brown");
    assert_eq!(path(matrix, object()).await, ";color=R,100,G,200,B,150");
    let exploded = matrix.explode(true);
    assert_eq!(path(exploded, empty()).await, ";color");
    assert_eq!(path(exploded, string()).await, ";color=blue");
    assert_eq!(
        path(exploded, array()).await,
        ";color=blue;color=black;color=brown"
    );
    assert_eq!(path(exploded, object()).await, ";R=100;G=200;B=150");
}

#[tokio::test]
async fn label() {
    let label = Parameter::path("color").style(Style::Label);
    assert_eq!(path(label, string()).await, ".blue");
    assert_eq!(path(label, array()).await, ".blue,black,brown");
    assert_eq!(path(label, object()).await, ".R,100,G,200,B,150");
    let exploded = label.explode(true);
    assert_eq!(path(exploded, string()).await, ".blue");
    assert_eq!(path(exploded, array()).await, ".blue.black.brown");
    assert_eq!(path(exploded, object()).await, ".R=100.G=200.B=150");
}

/// The table's `.` for an empty string is a step in a path, which no request can carry.
#[tokio::test]
async fn an_empty_label_alone_in_a_segment_is_refused() {
    let mut call = Client::at("http://127.0.0.1:1").inner.call(&PATH);
    call.parameter(Parameter::path("color").style(Style::Label), &empty());
    let error = call
        .request::<(), UserError>(decode::empty)
        .await
        .expect_err("a step");
    assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
    let inside = Operation {
        path: "/a/b{color}/z",
        ..GET_USER
    };
    let label = Parameter::path("color").style(Style::Label);
    assert_eq!(send(inside, &[(label, empty())]).await.target, "/a/b./z");
}

#[tokio::test]
async fn simple_in_a_path() {
    let simple = Parameter::path("color");
    assert_eq!(path(simple, string()).await, "blue");
    assert_eq!(path(simple, array()).await, "blue,black,brown");
    assert_eq!(path(simple, object()).await, "R,100,G,200,B,150");
    let exploded = simple.explode(true);
    assert_eq!(path(exploded, string()).await, "blue");
    assert_eq!(path(exploded, array()).await, "blue,black,brown");
    assert_eq!(path(exploded, object()).await, "R=100,G=200,B=150");
}

#[tokio::test]
async fn simple_in_a_header() {
    let simple = Parameter::header("X-Color");
    let header = async |parameter, value| {
        let request = send(ROOT, &[(parameter, value)]).await;
        request.header("x-color").expect("the header").to_owned()
    };
    assert_eq!(header(simple, empty()).await, "");
    assert_eq!(header(simple, string()).await, "blue");
    assert_eq!(header(simple, array()).await, "blue,black,brown");
    assert_eq!(header(simple, object()).await, "R,100,G,200,B,150");
    let exploded = simple.explode(true);
    assert_eq!(header(exploded, array()).await, "blue,black,brown");
    assert_eq!(header(exploded, object()).await, "R=100,G=200,B=150");
    assert_eq!(header(simple, "a b/c%?=é".into()).await, "a b/c%?=é");
    assert_eq!(
        header(simple.content("application/json"), object()).await,
        r#"{"R":100,"G":200,"B":150}"#
    );
}

#[tokio::test]
async fn form_in_a_query() {
    let form = Parameter::query("color").explode(false);
    assert_eq!(query(form, empty()).await, "color=");
    assert_eq!(query(form, string()).await, "color=blue");
    assert_eq!(query(form, array()).await, "color=blue,black,brown");
    assert_eq!(query(form, object()).await, "color=R,100,G,200,B,150");
    let exploded = Parameter::query("color");
    assert_eq!(query(exploded, empty()).await, "color=");
    assert_eq!(query(exploded, string()).await, "color=blue");
    assert_eq!(
        query(exploded, array()).await,
        "color=blue&color=black&color=brown"
    );
    assert_eq!(query(exploded, object()).await, "R=100&G=200&B=150");
}

#[tokio::test]
async fn form_in_a_cookie() {
    let form = Parameter::cookie("color").explode(false);
    let cookie = async |parameter, value| {
        let request = send(ROOT, &[(parameter, value)]).await;
        request.header("cookie").expect("the header").to_owned()
    };
    assert_eq!(cookie(form, empty()).await, "color=");
    assert_eq!(cookie(form, string()).await, "color=blue");
    assert_eq!(cookie(form, array()).await, "color=blue,black,brown");
    assert_eq!(cookie(form, object()).await, "color=R,100,G,200,B,150");
    let exploded = Parameter::cookie("color");
    assert_eq!(cookie(exploded, string()).await, "color=blue");
    assert_eq!(
        cookie(exploded, array()).await,
        "color=blue; color=black; color=brown"
    );
    assert_eq!(cookie(exploded, object()).await, "R=100; G=200; B=150");
    assert_eq!(cookie(form, "a; admin=1".into()).await, "color=a%3B%20admin=1");
    assert_eq!(cookie(form, "a\r\nX: y".into()).await, "color=a%0D%0AX:%20y");
}

#[tokio::test]
async fn delimited_lists() {
    let cases = [
        (Style::SpaceDelimited, "%20"),
        (Style::PipeDelimited, "%7C"),
        (Style::TabDelimited, "%09"),
    ];
    for (style, delimiter) in cases {
        let parameter = Parameter::query("color").style(style).explode(false);
        assert_eq!(
            query(parameter, array()).await,
            format!("color=blue{delimiter}black{delimiter}brown")
        );
        let pairs = ["R", "100", "G", "200", "B", "150"].join(delimiter);
        assert_eq!(query(parameter, object()).await, format!("color={pairs}"));
        assert_eq!(query(parameter, string()).await, "color=blue");
        assert_eq!(
            query(parameter.explode(true), array()).await,
            "color=blue&color=black&color=brown"
        );
    }
}

#[tokio::test]
async fn deep_objects() {
    let deep = Parameter::query("color").style(Style::DeepObject);
    assert_eq!(
        query(deep, object()).await,
        "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"
    );
    let nested = serde_json::json!({ "a": { "b": [1, { "c": true }] }, "none": null });
    assert_eq!(
        query(deep, nested).await,
        "color%5Ba%5D%5Bb%5D%5B0%5D=1&color%5Ba%5D%5Bb%5D%5B1%5D%5Bc%5D=true"
    );
    assert_eq!(query(deep, serde_json::json!(["x"])).await, "color%5B0%5D=x");
}

#[tokio::test]
async fn reserved_characters_of_a_query_are_encoded_unless_allowed() {
    let reserved = ":/?#[]@!$&'()*+,;= %41%";
    let strict = Parameter::query("q");
    assert_eq!(
        query(strict, reserved.into()).await,
        "q=%3A%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D%20%2541%25"
    );
    assert_eq!(
        query(strict.allow_reserved(), reserved.into()).await,
        "q=:/?%23[]@!$%26%27()*%2B,;=%20%41%25"
    );
    assert_eq!(
        query(Parameter::query("filter[name]"), "a".into()).await,
        "filter%5Bname%5D=a"
    );
    assert_eq!(
        query(
            Parameter::query("a").explode(false),
            serde_json::json!(["b,c", "d"])
        )
        .await,
        "a=b%2Cc,d"
    );
    let allowed = Parameter::path("color").allow_reserved();
    assert_eq!(
        path(allowed, "a:b@c/d?e#f[g]".into()).await,
        "a:b@c%2Fd%3Fe%23f%5Bg%5D"
    );
}

#[tokio::test]
async fn scalars_are_written_as_in_json() {
    let cases = [
        (serde_json::json!(true), "v=true"),
        (serde_json::json!(-5), "v=-5"),
        (
            serde_json::json!(18446744073709551615u64),
            "v=18446744073709551615",
        ),
        (serde_json::json!(1.5), "v=1.5"),
        (
            serde_json::json!("2020-01-02T03:04:05Z"),
            "v=2020-01-02T03%3A04%3A05Z",
        ),
        (serde_json::json!([{ "a": 1 }]), "v=%7B%22a%22%3A1%7D"),
    ];
    for (value, expected) in cases {
        assert_eq!(query(Parameter::query("v"), value).await, expected);
    }
}

#[tokio::test]
async fn nothing_is_sent_for_null_and_for_an_empty_list() {
    for style in [Style::Form, Style::PipeDelimited, Style::DeepObject] {
        for explode in [true, false] {
            let parameter = Parameter::query("v").style(style).explode(explode);
            assert_eq!(query(parameter, Value::Null).await, "");
            assert_eq!(query(parameter, serde_json::json!([])).await, "");
        }
    }
    let request = send(
        ROOT,
        &[
            (Parameter::header("X-A"), Value::Null),
            (Parameter::cookie("b"), Value::Null),
        ],
    )
    .await;
    assert_eq!((request.header("x-a"), request.header("cookie")), (None, None));
}

#[tokio::test]
async fn content_is_json_wherever_it_stands() {
    let json = serde_json::json!({ "a": "b&c" });
    let encoded = "%7B%22a%22%3A%22b%26c%22%7D";
    assert_eq!(
        query(Parameter::query("f").content("application/json"), json.clone()).await,
        format!("f={encoded}")
    );
    assert_eq!(
        path(Parameter::path("color").content("application/json"), json).await,
        encoded
    );
    assert_eq!(
        query(Parameter::query("f").content("application/json"), "x".into()).await,
        "f=%22x%22"
    );
    assert_eq!(
        query(Parameter::query("f").content("text/plain"), "x".into()).await,
        "f=x"
    );
}

#[tokio::test]
async fn a_querystring_is_the_whole_query() {
    let form = Parameter::query_string().content("application/x-www-form-urlencoded");
    assert_eq!(
        query(form, serde_json::json!({ "a": 1, "b": ["x", "y"] })).await,
        "a=1&b=x&b=y"
    );
    assert_eq!(
        query(Parameter::query_string(), serde_json::json!({ "a": "x y" })).await,
        "a=x%20y"
    );
    let json = Parameter::query_string().content("application/json");
    assert_eq!(query(json, serde_json::json!([1])).await, "%5B1%5D");
}

#[tokio::test]
async fn parameters_stand_in_the_order_in_which_they_are_set() {
    let values = [
        (Parameter::query("b"), string()),
        (Parameter::cookie("x"), string()),
        (Parameter::query("a"), array()),
        (Parameter::cookie("y"), string()),
    ];
    let request = send(ROOT, &values).await;
    assert_eq!(request.target, "/?b=blue&a=blue&a=black&a=brown");
    assert_eq!(request.header("cookie"), Some("x=blue; y=blue"));
}

#[tokio::test]
async fn a_header_that_would_break_the_message_is_refused() {
    for value in ["a\r\nX-Admin: 1", "a\nb", "a\0"] {
        let mut call = Client::at("http://127.0.0.1:1").inner.call(&ROOT);
        call.parameter(Parameter::header("X-Color"), &value);
        let error = call
            .request::<(), UserError>(decode::empty)
            .await
            .expect_err("an injection");
        assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
    }
}

#[tokio::test]
async fn a_number_that_json_cannot_write_is_refused() {
    let mut call = Client::at("http://127.0.0.1:1").inner.call(&ROOT);
    call.parameter(Parameter::query("ratio"), &f64::NAN);
    let error = call
        .request::<(), UserError>(decode::empty)
        .await
        .expect_err("not a number");
    assert!(error.to_string().contains("ratio"), "{error}");
}
