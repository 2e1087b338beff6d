//! What the client sends is what its server receives, for each encoding.

use specwright_both_sides::mock::Mock;
use specwright_both_sides::operations::{ChangeThingBody, SendStyledPartsForm, UploadForm};
use specwright_both_sides::server::{ChangeThingResponses, SendPathResponses};
use specwright_both_sides::types::{
    Color, Filter, FilterWithin, ReplaceThingBody, SendFormBody, SendQueryId, SendQueryKind, Thing,
};
use specwright_runtime::{Body, FilePart, Nullable, Value};

/// Texts that have what some encoding uses.
const TEXTS: [&str; 8] = [
    "plain",
    "a b+c",
    "a,b;c",
    "%41 & =",
    "ä€😀",
    "'\"<>",
    "[x]{y}|z",
    "a/b?c#d",
];

#[tokio::test]
async fn parameters_of_a_path() {
    for text in TEXTS {
        let mock = Mock::new();
        mock.send_path().returns(());
        let (matrix, object) = (Color::new(1).g(2).name(text), Color::new(255).name(text));
        mock.client()
            .send_path(text, [1, -2], &matrix, [text, "b"], &object)
            .await
            .unwrap();
        let request = mock.send_path().requests().pop().unwrap();
        assert_eq!(request.text, text);
        assert_eq!(request.label, [1, -2]);
        assert_eq!(request.matrix, matrix);
        assert_eq!(request.list, [text, "b"]);
        assert_eq!(request.object, object);
    }
}

#[tokio::test]
async fn parameters_of_a_query() {
    for text in TEXTS {
        let mock = Mock::new();
        mock.send_query().returns(());
        let within = FilterWithin::new().a(7).b([text, "x"]);
        let filter = Filter::new().name(text).within(within);
        let color = Color::new(3).name(text);
        let piped = ["a b", "c"];
        mock.client()
            .send_query()
            .limit(100)
            .exact(false)
            .price(0.5)
            .kind(SendQueryKind::Dog)
            .id(SendQueryId::from(7))
            .tags([text, "second"])
            .numbers([1, 2, 3])
            .spaced(["a,b", "c"])
            .piped(piped)
            .color(&color)
            .flat(&color)
            .deep(&filter)
            .filter(&filter)
            .reserved("a/b?c")
            .await
            .unwrap();
        let request = mock.send_query().requests().pop().unwrap();
        assert_eq!(
            (request.limit, request.exact, request.price),
            (Some(100), Some(false), Some(0.5))
        );
        assert_eq!(request.kind, Some(SendQueryKind::Dog));
        assert_eq!(request.id, Some(SendQueryId::from(7)));
        assert_eq!(request.tags.unwrap(), [text, "second"]);
        assert_eq!(request.numbers.unwrap(), [1, 2, 3]);
        assert_eq!(request.spaced.unwrap(), ["a,b", "c"]);
        assert_eq!(request.piped.unwrap(), piped);
        assert_eq!(request.color, Some(color.clone()));
        assert_eq!(request.flat, Some(color));
        assert_eq!(request.deep, Some(filter.clone()));
        assert_eq!(request.filter, Some(filter));
        assert_eq!(request.reserved.as_deref(), Some("a/b?c"));
        assert_eq!(request.since, None);
    }
}

#[tokio::test]
async fn an_optional_parameter_that_is_not_sent_is_none() {
    let mock = Mock::new();
    mock.send_query().returns(());
    mock.client().send_query().await.unwrap();
    let request = mock.send_query().requests().pop().unwrap();
    assert!(request.limit.is_none() && request.tags.is_none() && request.color.is_none());
    assert!(request.deep.is_none() && request.filter.is_none());
}

#[tokio::test]
async fn headers_and_cookies() {
    let mock = Mock::new();
    mock.send_headers().returns(());
    let color = Color::new(3).name("red");
    mock.client()
        .send_headers(7)
        .x_list(["a", "b c"])
        .x_color(&color)
        .session("a;b, \"c\"")
        .sizes([1, 2])
        .await
        .unwrap();
    let request = mock.send_headers().requests().pop().unwrap();
    assert_eq!(request.x_count, 7);
    assert_eq!(request.x_list.unwrap(), ["a", "b c"]);
    assert_eq!(request.x_color, Some(color));
    assert_eq!(request.session.as_deref(), Some("a;b, \"c\""));
    assert_eq!(request.sizes.unwrap(), [1, 2]);
    assert!(request.credentials.get("key").is_some());
}

#[tokio::test]
async fn a_parameter_of_several_segments() {
    let mock = Mock::new();
    mock.get_file().returns(Body::from("x"));
    mock.client().get_file("a/b/c").await.unwrap();
    assert_eq!(mock.get_file().requests().pop().unwrap().path, "a/b/c");
}

#[tokio::test]
async fn forms() {
    for text in TEXTS {
        let mock = Mock::new();
        mock.send_form().returns(());
        let deep = Filter::new().name(text).within(FilterWithin::new().b([text]));
        let body = SendFormBody::new(text)
            .tags([text, "b"])
            .count(7)
            .color(Color::new(1).name(text))
            .deep(deep);
        mock.client().send_form(&body).await.unwrap();
        assert_eq!(mock.send_form().requests().pop().unwrap().body, body);
    }
}

#[tokio::test]
async fn parts() {
    for text in TEXTS {
        let mock = Mock::new();
        mock.upload().returns(());
        let bytes = b"\x00\xff--\r\n--x\r\n".as_slice();
        let form = UploadForm::new(
            format!("a{text}"),
            FilePart::new(bytes).file_name(text).content_type("image/png"),
        )
        .more([FilePart::new("one"), FilePart::new("")])
        .sizes([1, 2])
        .color(Color::new(7).name(text));
        mock.client().upload(form).await.unwrap();
        let body = mock.upload().requests().pop().unwrap().body;
        assert_eq!(body.title, format!("a{text}"));
        assert_eq!(body.sizes, [1, 2]);
        assert_eq!(body.color, Some(Color::new(7).name(text)));
        assert_eq!(body.more.len(), 2);
        assert_eq!(body.photo.name(), Some(text));
        assert_eq!(body.photo.media_type(), Some("image/png"));
        assert_eq!(body.photo.into_body().bytes(100).await.unwrap(), bytes);
    }
}

#[tokio::test]
async fn parts_in_the_style_of_a_property() {
    // Nothing escapes a delimiter in a part.
    for text in TEXTS.iter().filter(|text| !text.contains(['|', ' '])) {
        let mock = Mock::new();
        mock.send_styled_parts().returns(());
        let within = FilterWithin::new().a(7).b([*text, "x"]);
        let deep = Filter::new().name(*text).within(within);
        let form = SendStyledPartsForm::new([1, -2, 3])
            .piped([*text, "a b"])
            .spaced([*text, "a|b"])
            .each([*text, "second"])
            .deep(deep.clone())
            .color(Color::new(7).name(*text))
            .flat(Color::new(255).g(3))
            .title(*text);
        mock.client().send_styled_parts(form).await.unwrap();
        let body = mock.send_styled_parts().requests().pop().unwrap().body;
        assert_eq!(body.ids, [1, -2, 3]);
        assert_eq!(body.piped, [*text, "a b"]);
        assert_eq!(body.spaced, [*text, "a|b"]);
        assert_eq!(body.each, [*text, "second"]);
        assert_eq!(body.deep, Some(deep));
        assert_eq!(body.color, Some(Color::new(7).name(*text)));
        assert_eq!(body.flat, Some(Color::new(255).g(3)));
        assert_eq!(body.title.as_deref(), Some(*text));
    }
}

#[tokio::test]
async fn a_choice_of_media_types() {
    let mock = Mock::new();
    mock.change_thing().returns(());
    let client = mock.client();
    let sent = [
        ChangeThingBody::Json(Filter::new().name("a")),
        ChangeThingBody::Form(Color::new(1)),
    ];
    for body in sent {
        client.change_thing(7).body(body).await.unwrap();
    }
    client.change_thing(8).await.unwrap();
    let [json, form, none] = <[_; 3]>::try_from(mock.change_thing().requests()).unwrap();
    assert!(matches!(json.body, Some(ChangeThingBody::Json(filter)) if filter.name.as_deref() == Some("a")));
    assert!(matches!(form.body, Some(ChangeThingBody::Form(color)) if color.r == 1));
    assert!(none.body.is_none());
}

#[tokio::test]
async fn a_body_that_is_null_is_told_from_none() {
    let mock = Mock::new();
    mock.replace_thing().returns(());
    let client = mock.client();
    client
        .replace_thing(7)
        .body(ReplaceThingBody::new().name("a"))
        .await
        .unwrap();
    let null = client.request("PUT", "/things/7").json(&Value::Null);
    null.await.unwrap();
    client.replace_thing(7).await.unwrap();
    let [value, null, none] = <[_; 3]>::try_from(mock.replace_thing().requests()).unwrap();
    assert!(value.body.is_some_and(|body| body.name.as_deref() == Some("a")));
    assert_eq!(null.body, Nullable::Null);
    assert_eq!(none.body, Nullable::Absent);
}

#[tokio::test]
async fn xml_text_bytes_and_lines() {
    let mock = Mock::new();
    let thing = Thing::new("Tom").id(7).tags(["a", "b"]);
    mock.send_xml().returns_with(|request| request.body);
    mock.send_text().returns_with(|request| request.body);
    mock.send_bytes().returns_with(|request| request.body);
    mock.send_lines()
        .returns_with(|request| specwright_runtime::server::Stream::of(request.body));
    let client = mock.client();
    let answered = client.send_xml(&thing).await.unwrap();
    assert_eq!((answered.name, answered.tags), (thing.name, thing.tags));
    for text in TEXTS {
        assert_eq!(client.send_text(text).await.unwrap(), text);
        let bytes = client.send_bytes(text.as_bytes().to_vec()).await.unwrap();
        assert_eq!(bytes.bytes().await.unwrap(), text.as_bytes());
        let colors = [Color::new(1).name(text), Color::new(2)];
        let mut lines = client.send_lines(&colors).await.unwrap();
        for color in colors {
            assert_eq!(lines.next().await.unwrap().unwrap(), color);
        }
        assert!(lines.next().await.is_none());
    }
}

#[tokio::test]
async fn events() {
    let mock = Mock::new();
    let colors = || [Color::new(1).name("a\nb"), Color::new(2)];
    mock.watch()
        .returns_with(move |_| specwright_runtime::server::Stream::of(colors()));
    let mut events = mock.client().watch().await.unwrap();
    for color in colors() {
        assert_eq!(events.next().await.unwrap().unwrap().data, color);
    }
}

#[test]
fn responses_without_a_body_are_made_of_nothing() {
    assert!(matches!(
        SendPathResponses::from(()),
        SendPathResponses::NoContent
    ));
    assert!(matches!(
        ChangeThingResponses::from(()),
        ChangeThingResponses::NoContent
    ));
}
