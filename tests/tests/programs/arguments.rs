//! What setters, constructors and methods take for a value.

use super::run;

const DOCUMENT: &str = "
openapi: 3.1.0
info: {title: Payments, version: '1'}
paths:
  /payments:
    get:
      operationId: listPayments
      parameters:
        - {name: sort, in: query, schema: {$ref: '#/components/schemas/Sort'}}
        - {name: states, in: query, schema: {type: array, items: {$ref: '#/components/schemas/Sort'}}}
        - {name: id, in: query, schema: {$ref: '#/components/schemas/Id'}}
      responses: {'204': {description: ok}}
    post:
      operationId: create
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Payment'}}}}
      responses: {'204': {description: ok}}
    put:
      operationId: replace
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Text'}}}}
      responses: {'204': {description: ok}}
  /orders:
    post:
      operationId: order
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
      responses: {'204': {description: ok}}
components:
  schemas:
    Sort: {type: string, enum: [created, amount]}
    Id: {oneOf: [{type: string}, {type: integer}]}
    Card: {type: object, required: [number], properties: {number: {type: string}}}
    Cash: {type: object, properties: {coins: {type: integer}}}
    Payment:
      oneOf: [{$ref: '#/components/schemas/Card'}, {$ref: '#/components/schemas/Cash'}]
      discriminator: {propertyName: kind, mapping: {card: '#/components/schemas/Card', cash: '#/components/schemas/Cash'}}
    Text: {anyOf: [{type: string}, {type: array, items: {type: string}}]}
    Small: {anyOf: [{type: string}, {type: string, enum: [mini]}]}
    Large: {type: string, enum: [pro]}
    Model: {anyOf: [{$ref: '#/components/schemas/Small'}, {$ref: '#/components/schemas/Large'}]}
    Address: {type: object, properties: {city: {type: string}}}
    Order:
      type: object
      required: [owner, address, count]
      properties:
        owner: {type: [string, 'null']}
        address: {oneOf: [{$ref: '#/components/schemas/Address'}, {type: 'null'}]}
        count: {type: [integer, 'null'], format: uint64, minimum: 0}
        model: {$ref: '#/components/schemas/Model'}
        note: {type: string}
        sort: {$ref: '#/components/schemas/Sort'}
        limit: {type: integer, format: uint64, minimum: 0}
        share: {type: number}
        to: {$ref: '#/components/schemas/Address'}
        tags: {type: array, items: {type: string}}
        numbers: {type: array, items: {type: integer, format: uint64, minimum: 0}}
        labels: {type: object, additionalProperties: {type: string}}
        any: {}
        nick: {type: [string, 'null']}
        text: {$ref: '#/components/schemas/Text'}
        id: {$ref: '#/components/schemas/Id'}
";

#[test]
fn setters_take_a_value_or_an_option_of_one() {
    let program = r#"
    let client = Client::builder().base_url("https://a.example").transport(Recorder).build()?;
    use specwright_runtime::Null;
    let order = || Order::new(None, None, None);
    let (text, number, city) = (Some("x"), Some(7), Some(Address::new()));
    let words: Option<Vec<&str>> = Some(vec!["a"]);
    client.order(
        order().note("n").sort("amount").limit(3).share(0.5).to(Address::new().city("Bern")).tags(["a", "b"])
            .numbers([1, 2]).labels([("k", "v")]).any(json!({"a": 1})).nick("ada").text("t").id(7).model("pro"),
    ).await?;
    client.order(
        order().note(text).sort(Some(Sort::Created)).limit(number).share(Some(0.5)).to(city).tags(words)
            .numbers(Some([3])).labels(Some([("k", "v")])).any(Some(json!(1))).nick(Some("ada".to_owned()))
            .text(Some(["u"])).id(Some("7")).model(Some(Large::Pro)),
    ).await?;
    let none: Option<&str> = None;
    client.order(
        order().note(none).sort(none).limit(None).share(None).to(None).nick(none).any(None::<Value>).nick(Null),
    ).await?;
    let known = Order::new(Null, None, Null).nick("eve").nick;
    client.order(order().nick(known)).await?;
    let tags = vec!["s".to_owned()];
    client.order(order().tags(&tags).text(tags.as_slice()).any("text").model("other")).await?;
    "#;
    assert_eq!(
        run("setters", DOCUMENT, |generator| generator, program),
        [
            r#"POST /orders | content-type: application/json | {"owner":null,"address":null,"count":null,"model":"pro","note":"n","sort":"amount","limit":3,"share":0.5,"to":{"city":"Bern"},"tags":["a","b"],"numbers":[1,2],"labels":{"k":"v"},"any":{"a":1},"nick":"ada","text":"t","id":7}"#,
            r#"POST /orders | content-type: application/json | {"owner":null,"address":null,"count":null,"model":"pro","note":"x","sort":"created","limit":7,"share":0.5,"to":{},"tags":["a"],"numbers":[3],"labels":{"k":"v"},"any":1,"nick":"ada","text":["u"],"id":"7"}"#,
            r#"POST /orders | content-type: application/json | {"owner":null,"address":null,"count":null,"nick":null}"#,
            r#"POST /orders | content-type: application/json | {"owner":null,"address":null,"count":null,"nick":"eve"}"#,
            r#"POST /orders | content-type: application/json | {"owner":null,"address":null,"count":null,"model":"other","tags":["s"],"any":"text","text":["s"]}"#,
        ]
    );
}

#[test]
fn constructors_take_the_value_where_null_is_allowed() {
    let program = r#"
    let client = Client::builder().base_url("https://a.example").transport(Recorder).build()?;
    client.order(Order::new("ada", Address::new().city("Bern"), 3)).await?;
    client.order(Order::new(Some("ada".to_owned()), None, Some(3))).await?;
    client.order(Order::new(specwright_runtime::Null, None, 1)).await?;
    "#;
    assert_eq!(
        run("constructors", DOCUMENT, |generator| generator, program),
        [
            r#"POST /orders | content-type: application/json | {"owner":"ada","address":{"city":"Bern"},"count":3}"#,
            r#"POST /orders | content-type: application/json | {"owner":"ada","address":null,"count":3}"#,
            r#"POST /orders | content-type: application/json | {"owner":null,"address":null,"count":1}"#,
        ]
    );
}

#[test]
fn methods_take_what_a_union_is_made_of_and_text_for_an_enum() {
    let program = r#"
    let client = Client::builder().base_url("https://a.example").transport(Recorder).build()?;
    let card = Card::new("4242");
    client.create(&card).await?;
    client.create(card).await?;
    client.create(Payment::from(Cash::new().coins(2))).await?;
    client.replace().body("a").await?;
    client.replace().body(Some("b".to_owned())).await?;
    client.replace().body(["a", "b"]).await?;
    client.replace().body(vec!["c"]).await?;
    client.replace().body(None::<&str>).await?;
    client.list_payments().sort("created").states(["amount", "x"]).id(7).await?;
    client.list_payments().sort(Some("new")).id("7").await?;
    client.list_payments().sort(Sort::Amount).id(Id::Integer(8)).await?;
    "#;
    assert_eq!(
        run("unions", DOCUMENT, |generator| generator, program),
        [
            r#"POST /payments | content-type: application/json | {"kind":"card","number":"4242"}"#,
            r#"POST /payments | content-type: application/json | {"kind":"card","number":"4242"}"#,
            r#"POST /payments | content-type: application/json | {"kind":"cash","coins":2}"#,
            r#"PUT /payments | content-type: application/json | "a""#,
            r#"PUT /payments | content-type: application/json | "b""#,
            r#"PUT /payments | content-type: application/json | ["a","b"]"#,
            r#"PUT /payments | content-type: application/json | ["c"]"#,
            r#"PUT /payments"#,
            r#"GET /payments?sort=created&states=amount&states=x&id=7"#,
            r#"GET /payments?sort=new&id=7"#,
            r#"GET /payments?sort=amount&id=8"#,
        ]
    );
}
