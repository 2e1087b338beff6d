//! A program with five planted faults, and the same program mended.

mod shop;

use std::collections::BTreeSet;
use std::time::Duration;

use shop::{Client, State};
use specwright_runtime::ApiError;
use specwright_test::{EveryResponse, Kind, Outcome, Report, Rule, Scripted, every_response};

const DOCUMENT: &str = include_str!("shop.json");

/// Refunds the first order.
async fn faulty(shop: &Client) -> Result<String, String> {
    let orders = shop.list_orders().await.map_err(|error| error.to_string())?;
    // 1: There may be no order.
    let first = &orders[0];
    // 2: This goes on for as long as the server has a problem.
    let order = loop {
        match shop.get_order(first.id).await {
            Ok(order) => break order,
            Err(_) => tokio::time::sleep(Duration::from_secs(5)).await,
        }
    };
    let state = match order.state {
        State::Open | State::Paid => "refundable",
        State::Shipped => "gone",
        // 3: A newer server may know another state.
        State::Unknown(other) => unreachable!("no such state: {other}"),
    };
    // 4: Whoever reads this does not learn what happened.
    let refund = shop
        .refund_order(order.id)
        .await
        .map_err(|_| "the refund failed".to_owned())?;
    // 5: A failure is taken for a success.
    let _ = shop.cancel_refunds(order.id).await;
    Ok(format!("{state}: {}", refund.amount))
}

/// The same, mended.
async fn mended(shop: &Client) -> Result<String, ApiError> {
    let orders = shop.list_orders().await?;
    let Some(first) = orders.first() else {
        return Ok("no orders".to_owned());
    };
    let order = shop.get_order(first.id).await?;
    let state = match order.state {
        State::Open | State::Paid => "refundable".to_owned(),
        State::Shipped => "gone".to_owned(),
        State::Unknown(other) => format!("not known: {other}"),
    };
    let refund = shop.refund_order(order.id).await?;
    shop.cancel_refunds(order.id).await?;
    Ok(format!("{state}: {}", refund.amount))
}

fn rules() -> [Rule; 5] {
    [
        Rule::no_panic(),
        Rule::no_hang(),
        Rule::errors_have_status(),
        Rule::failures_are_errors(),
        Rule::successes_succeed(),
    ]
}

fn of_faulty() -> Report {
    every_response(DOCUMENT, |transport: Scripted| async {
        faulty(&Client::new(transport)).await
    })
}

#[test]
fn five_faults_are_found() {
    let report = of_faulty();
    let found: BTreeSet<(String, String)> = report
        .violations(rules())
        .into_iter()
        .map(|violation| (violation.row.operation, violation.rule))
        .collect();
    let found: Vec<(&str, &str)> = found
        .iter()
        .map(|(operation, rule)| (&**operation, &**rule))
        .collect();
    assert_eq!(
        found,
        [
            ("cancelRefunds", "failures_are_errors"),
            ("getOrder", "no_hang"),
            ("getOrder", "no_panic"),
            ("listOrders", "no_panic"),
            ("refundOrder", "errors_have_status"),
        ],
        "{report}"
    );
    let panics: Vec<String> = report
        .violations([Rule::no_panic()])
        .iter()
        .map(ToString::to_string)
        .collect();
    assert!(
        panics
            .iter()
            .any(|panic| panic.contains("200 application/json: []: panicked: index out of bounds")),
        "{panics:#?}"
    );
    assert!(
        panics
            .iter()
            .any(|panic| panic.contains("200 with an unknown value at $.state: panicked: internal error")),
        "{panics:#?}"
    );
}

#[test]
fn the_mended_program_keeps_to_all_rules() {
    let report = every_response(DOCUMENT, |transport: Scripted| async {
        mended(&Client::new(transport)).await
    });
    report.assert(rules());
    let has = |kind| report.rows().iter().any(|row| row.kind == kind);
    for kind in [
        Kind::Good,
        Kind::Documented,
        Kind::Grown,
        Kind::Wrong,
        Kind::Proxy,
        Kind::Cut,
        Kind::Limit,
        Kind::Silent,
    ] {
        assert!(has(kind), "no case of {kind}\n{report}");
    }
}

#[test]
fn every_documented_status_of_every_called_operation_is_tried() {
    let report = of_faulty();
    let tried = |operation: &str| -> BTreeSet<u16> {
        let rows = report
            .rows()
            .iter()
            .filter(|row| row.operation == operation && row.kind == Kind::Documented);
        rows.filter_map(|row| row.status).collect()
    };
    assert_eq!(tried("listOrders"), BTreeSet::from([200, 500]));
    assert_eq!(tried("getOrder"), BTreeSet::from([200, 404]));
    assert_eq!(tried("refundOrder"), BTreeSet::from([201, 409]));
    assert_eq!(tried("cancelRefunds"), BTreeSet::from([204, 409]));
}

#[test]
fn a_table_shows_what_became_of_each_run() {
    let report = EveryResponse::new(DOCUMENT)
        .most(1)
        .run(|transport: Scripted| async {
            let shop = Client::new(transport);
            shop.get_order(7).await.map(|order| order.id)
        });
    let table = report.to_string();
    for line in [
        "getOrder  good        good responses",
        "getOrder  documented  404 application/json: {\"detail\":\"text\"}",
        "getOrder  wrong       200 without $.state",
        "getOrder  limit       429, and then a good response",
    ] {
        assert!(table.contains(line), "{line} is not in\n{table}");
    }
    assert!(
        table.contains("returned, ") && table.ends_with("0 panicked, 0 hung\n"),
        "{table}"
    );
}

#[test]
fn a_run_that_never_waits_hangs_by_the_clock_on_the_wall() {
    let report = EveryResponse::new(DOCUMENT)
        .most(1)
        .real_time(Duration::from_millis(300))
        .run(|transport: Scripted| async {
            let shop = Client::new(transport);
            match shop.refund_order(7).await {
                Ok(refund) => Ok(refund.amount),
                Err(error) if error.to_string().contains("409") => loop {
                    std::thread::sleep(Duration::from_millis(10));
                },
                Err(error) => Err(error.to_string()),
            }
        });
    let hung: Vec<_> = report
        .rows()
        .iter()
        .filter(|row| row.outcome == Outcome::Hung)
        .collect();
    assert_eq!(hung.len(), 1, "{report}");
    assert_eq!(hung[0].status, Some(409));
}

#[test]
fn a_good_response_can_be_given() {
    let order = serde_json::json!({"id": 77, "state": "paid"});
    let report = EveryResponse::new(DOCUMENT)
        .good("getOrder", order)
        .run(|transport: Scripted| async {
            let shop = Client::new(transport);
            shop.get_order(7).await.map(|order| order.id)
        });
    assert_eq!(report.rows()[0].outcome, Outcome::Returned("77".to_owned()));
}

#[test]
#[should_panic(expected = "the function calls no operation of the document; it sent [\"GET /v1/others\"]")]
fn a_function_that_calls_nothing_of_the_document_is_an_error() {
    every_response(DOCUMENT, |transport: Scripted| async move {
        let request = specwright_runtime::http::Request::get("https://shop.example.com/v1/others");
        let request = request
            .body(specwright_runtime::Body::empty())
            .expect("a request");
        specwright_runtime::Transport::send(&transport, request)
            .await
            .map(|_| ())
    });
}

#[test]
#[should_panic(expected = "expected a document in JSON")]
fn what_is_no_document_is_an_error() {
    every_response("openapi: 3.1.0", |_: Scripted| async { Ok::<(), String>(()) });
}

/// Returns the bodies that a document of one operation with responses of a media type leads to, by kind.
fn bodies_of(
    media_type: &str,
    schema: &serde_json::Value,
    settings: impl FnOnce(EveryResponse) -> EveryResponse,
) -> Vec<(Kind, String)> {
    let keyword = if media_type == "application/xml" {
        "schema"
    } else {
        "itemSchema"
    };
    let content = serde_json::json!({ media_type: { keyword: schema } });
    let responses = serde_json::json!({ "200": { "content": content } });
    let paths = serde_json::json!({ "/pet": { "get": { "operationId": "getPet", "responses": responses } } });
    let document = serde_json::json!({ "openapi": "3.2.0", "paths": paths }).to_string();
    let report = settings(EveryResponse::new(document)).run(|transport: Scripted| async move {
        let request = specwright_runtime::http::Request::get("https://shop.example.com/pet");
        let request = request
            .body(specwright_runtime::Body::empty())
            .map_err(|error| error.to_string())?;
        let response = specwright_runtime::Transport::send(&transport, request).await;
        let body = response.map_err(|error| error.to_string())?.into_body();
        let body = body.bytes(10_000).await.map_err(|error| error.to_string())?;
        Ok::<_, String>(String::from_utf8_lossy(&body).into_owned())
    });
    let shown = report.rows().iter().filter_map(|row| match &row.outcome {
        Outcome::Returned(text) => Some((
            row.kind,
            serde_json::from_str(text).unwrap_or_else(|_| text.clone()),
        )),
        _ => None,
    });
    shown.collect()
}

/// What stands before each document.
const DECLARATION: &str = r#"<?xml version="1.0" encoding="UTF-8"?>"#;

#[test]
fn values_are_xml_where_the_document_describes_xml() {
    let schema = serde_json::json!({
        "type": "object",
        "required": ["id", "state"],
        "properties": {
            "id": { "type": "integer", "example": 7, "xml": { "attribute": true } },
            "state": { "enum": ["sold"], "xml": { "name": "status" } },
            "tags": { "type": "array", "items": { "type": "string", "example": "a&b", "xml": { "name": "tag" } }, "minItems": 1, "xml": { "wrapped": true } },
        },
        "xml": { "name": "pet" },
    });
    let bodies = bodies_of("application/xml", &schema, |settings| settings);
    let is_there = |kind, text: &str| {
        let text = format!("{DECLARATION}{text}");
        bodies.contains(&(kind, text))
    };
    let whole = r#"<pet id="7"><status>sold</status><tags><tag>a&amp;b</tag></tags></pet>"#;
    assert!(is_there(Kind::Good, whole), "{bodies:#?}");
    assert!(
        is_there(Kind::Documented, r#"<pet id="7"><status>sold</status></pet>"#),
        "{bodies:#?}"
    );
    assert!(
        is_there(
            Kind::Wrong,
            "<pet><status>sold</status><tags><tag>a&amp;b</tag></tags></pet>"
        ),
        "{bodies:#?}"
    );
    let grown: Vec<_> = bodies.iter().filter(|(kind, _)| *kind == Kind::Grown).collect();
    assert!(grown.iter().all(|(_, body)| body.contains("<pet ")), "{grown:#?}");
    assert_eq!(grown.len(), 2, "{grown:#?}");
}

#[test]
fn values_are_items_where_the_document_describes_a_stream() {
    let schema =
        serde_json::json!({ "type": "object", "required": ["id"], "properties": { "id": { "enum": [7] } } });
    let of = |media_type: &str, wanted: Kind| -> Vec<String> {
        let bodies = bodies_of(media_type, &schema, |settings| settings);
        let bodies = bodies.into_iter().filter(|(kind, _)| *kind == wanted);
        bodies.map(|(_, body)| body).collect()
    };
    let item = "data: {\"id\":7}\n\n";
    assert_eq!(of("text/event-stream", Kind::Good), [format!("{item}{item}")]);
    assert_eq!(
        of("text/event-stream", Kind::Documented),
        [item, "", ": only a comment\n\n"]
    );
    assert_eq!(of("application/x-ndjson", Kind::Documented), ["{\"id\":7}\n", ""]);
    assert_eq!(
        of("application/x-ndjson", Kind::Wrong),
        ["{\"id\":null}\n", "{}\n"]
    );
    assert_eq!(of("application/json-seq", Kind::Grown).len(), 1);
}

#[test]
fn a_good_response_is_given_as_a_value_or_as_the_text_of_xml() {
    let schema = serde_json::json!({ "type": "object", "properties": { "id": { "type": "integer" } }, "xml": { "name": "pet" } });
    let good = |given: serde_json::Value| {
        let bodies = bodies_of("application/xml", &schema, |settings| {
            settings.good("getPet", given)
        });
        bodies
            .into_iter()
            .find(|(kind, _)| *kind == Kind::Good)
            .map(|(_, body)| body)
    };
    assert_eq!(
        good(serde_json::json!({ "id": 3 })),
        Some(format!("{DECLARATION}<pet><id>3</id></pet>"))
    );
    assert_eq!(good("<pet/>".into()), Some("<pet/>".to_owned()));
}

#[test]
fn xml_that_the_document_does_not_show_is_not_called_documented() {
    let xml = serde_json::json!({ "schema": { "type": "object" }, "examples": { "one": { "value": "<pet>Tom</pet>" } } });
    let responses = serde_json::json!({ "200": { "content": { "application/xml": xml } } });
    let paths = serde_json::json!({ "/pet": { "get": { "operationId": "getPet", "responses": responses } } });
    let document = serde_json::json!({ "openapi": "3.1.0", "paths": paths }).to_string();
    let report = every_response(&document, |transport: Scripted| async move {
        let request = specwright_runtime::http::Request::get("https://shop.example.com/pet");
        let request = request
            .body(specwright_runtime::Body::empty())
            .map_err(|error| error.to_string())?;
        let response = specwright_runtime::Transport::send(&transport, request).await;
        let body = response
            .map_err(|error| error.to_string())?
            .into_body()
            .bytes(1_000)
            .await;
        let body = body.map_err(|error| error.to_string())?;
        match body.starts_with(b"<pet>") {
            true => Ok(String::from_utf8_lossy(&body).into_owned()),
            false => Err("no pet".to_owned()),
        }
    });
    let of = |kind: Kind| {
        report
            .rows()
            .iter()
            .filter(|row| row.kind == kind)
            .map(|row| &row.outcome)
            .collect::<Vec<_>>()
    };
    let pet = Outcome::Returned("\"<pet>Tom</pet>\"".to_owned());
    assert_eq!(
        (of(Kind::Good), of(Kind::Documented)),
        (vec![&pet], vec![&pet]),
        "{report}"
    );
    assert_eq!(of(Kind::Wrong).len(), 2, "{report}");
}
