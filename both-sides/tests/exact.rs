//! Numbers keep all of their digits, wherever they stand.

use specwright_both_sides::exact::mock::Mock;
use specwright_both_sides::exact::operations::{SendChoiceBody, SendOptionalForm, SendPartsForm};
use specwright_both_sides::exact::server::{Api, SendXml, SendXmlResponses, service};
use specwright_both_sides::exact::types::{Account, Deposit, DepositHooks};
use specwright_runtime::transport::{Service, Transport as _};
use specwright_runtime::{Body, Decimal, FilePart, http};

/// More digits than 64 bits hold, and zeros that a float does not have.
const AMOUNTS: [&str; 4] = [
    "12345678901234567890123",
    "1234567890.12345678901234567890",
    "19.90",
    "9223372036854775808",
];

fn amount(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn account(text: &str) -> Account {
    Account::new(amount(text))
        .rate(amount(&format!("-{text}")))
        .history([amount(text), amount("1.0")])
        .place(i64::MIN)
}

#[tokio::test]
async fn in_parameters() {
    for text in AMOUNTS {
        let mock = Mock::new();
        mock.send_parameters().returns(());
        let call = mock.client().send_parameters(amount(text));
        call.amounts([amount(text), amount("0.10")])
            .least(amount(text))
            .account(account(text))
            .await
            .unwrap();
        let request = mock.send_parameters().requests().pop().unwrap();
        assert_eq!(request.amount, amount(text));
        assert_eq!(request.amounts.unwrap(), [amount(text), amount("0.10")]);
        assert_eq!(request.least, Some(amount(text)));
        assert_eq!(request.account, Some(account(text)));
    }
}

#[tokio::test]
async fn in_xml() {
    for text in AMOUNTS {
        let mock = Mock::new();
        mock.send_xml().returns(account(text));
        let response = mock.client().send_xml(account(text)).await.unwrap();
        assert_eq!(response, account(text));
        assert_eq!(mock.send_xml().requests().pop().unwrap().body, account(text));
    }
}

#[tokio::test]
async fn in_forms_lines_and_parts() {
    for text in AMOUNTS {
        let mock = Mock::new();
        mock.send_form().returns(());
        mock.send_lines().returns(());
        mock.send_parts().returns(());
        let client = mock.client();
        client.send_form(account(text)).await.unwrap();
        client.send_lines([account(text), account("1")]).await.unwrap();
        let form = SendPartsForm::new(amount(text)).account(account(text));
        client.send_parts(form).await.unwrap();
        assert_eq!(mock.send_form().requests().pop().unwrap().body, account(text));
        let lines = mock.send_lines().requests().pop().unwrap().body;
        assert_eq!(lines, [account(text), account("1")]);
        let parts = mock.send_parts().requests().pop().unwrap().body;
        assert_eq!((parts.amount, parts.account), (amount(text), Some(account(text))));
    }
}

struct Echo;

impl Api for Echo {
    async fn send_xml(&self, request: SendXml) -> SendXmlResponses {
        request.body.into()
    }
}

async fn answer(method: &str, path: &str, xml: String) -> (u16, String) {
    let request = http::Request::builder().method(method).uri(path);
    let request = request
        .header("content-type", "application/xml")
        .body(Body::from(xml));
    let response = Service::new(service(Echo)).send(request.unwrap()).await.unwrap();
    let (head, body) = response.into_parts();
    let body = body.bytes(1 << 20).await.unwrap();
    (head.status.as_u16(), String::from_utf8_lossy(&body).into_owned())
}

#[tokio::test]
async fn an_integer_that_the_type_does_not_hold_is_refused_not_rounded() {
    // The last of them rounds to the least integer of 64 bits.
    for place in [
        "9223372036854775808",
        "12345678901234567890123",
        "-9223372036854775809",
    ] {
        let xml = format!("<Account><balance>1</balance><place>{place}</place></Account>");
        let (status, problem) = answer("POST", "/xml", xml).await;
        assert_eq!(status, 422, "{place}: {problem}");
        assert!(
            problem.contains("$.place") && problem.contains("out of range"),
            "{problem}"
        );
        let (status, problem) = answer("GET", &format!("/amounts/1?place={place}"), String::new()).await;
        assert_eq!(status, 400, "{place}: {problem}");
        assert!(
            problem.contains("query place") && problem.contains("out of range"),
            "{problem}"
        );
    }
}

#[tokio::test]
async fn numbers_of_xml_schema_are_read() {
    for (written, read) in [
        ("+7", "7"),
        (" 007.50 ", "7.50"),
        (".5", "0.5"),
        ("1.", "1"),
        ("00", "0"),
        ("1e3", "1e3"),
    ] {
        let (status, xml) = answer(
            "POST",
            "/xml",
            format!("<Account><balance>{written}</balance></Account>"),
        )
        .await;
        assert_eq!(status, 200, "{written}: {xml}");
        assert!(
            xml.contains(&format!("<balance>{read}</balance>")),
            "{written}: {xml}"
        );
    }
    for written in ["", ".", "-", "e3", "INF", "NaN", "0x7", "1,5", "1 2"] {
        let (status, _) = answer(
            "POST",
            "/xml",
            format!("<Account><balance>{written}</balance></Account>"),
        )
        .await;
        assert_eq!(status, 422, "{written}");
    }
}

#[tokio::test]
async fn a_callback_is_sent_where_a_part_says() {
    let mock = Mock::new();
    mock.send_parts().returns(());
    mock.send_choice().returns(());
    mock.send_optional().returns(());
    let client = mock.client();
    let hooks = DepositHooks::new().booked("https://shop.example/hooks");
    let form = SendPartsForm::new(amount("12345678901234567890123.50"))
        .hooks(hooks)
        .photo(FilePart::new("…"));
    client.send_parts(form).await.unwrap();
    let request = mock.send_parts().requests().pop().unwrap();
    assert_eq!(
        request.booked_url().as_deref(),
        Some("https://shop.example/hooks/12345678901234567890123.50")
    );
    assert_eq!(request.refused_url(), None);

    let deposit = Deposit::new(amount("1")).refused("https://shop.example/refused");
    let form = SendOptionalForm::new(amount("1")).refused("https://shop.example/refused");
    client
        .send_choice()
        .body(SendChoiceBody::Json(deposit))
        .await
        .unwrap();
    client.send_optional().body(form).await.unwrap();
    let refused = Some("https://shop.example/refused".to_owned());
    assert_eq!(mock.send_choice().requests().pop().unwrap().chosen_url(), refused);
    assert_eq!(
        mock.send_optional().requests().pop().unwrap().asked_url(),
        refused
    );
}
