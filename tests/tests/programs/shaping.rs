//! Names and types that a program chose.

use specwright::{Generator, Replacement};

use super::run;

const DOCUMENT: &str = "
openapi: 3.1.0
info: {title: Shop, version: '1'}
servers: [{url: 'https://example.com'}]
paths:
  /orders/{host}:
    post:
      operationId: PostOrdersHostV1
      parameters:
        - {name: host, in: path, required: true, schema: {$ref: '#/components/schemas/Host'}}
        - {name: since, in: query, schema: {type: integer}}
        - {name: hosts, in: query, schema: {type: array, items: {$ref: '#/components/schemas/Host'}}}
        - {name: x-key, in: header, schema: {type: integer, format: cents}}
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
      responses: {'200': {description: ok}}
  /money:
    post:
      operationId: money
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Money'}}}}
      responses: {'200': {description: ok}}
    put:
      operationId: form
      requestBody: {required: true, content: {application/x-www-form-urlencoded: {schema: {type: object, required: [host], properties: {host: {$ref: '#/components/schemas/Host'}, cents: {type: integer, format: cents}}}}}}
      responses: {'200': {description: ok}}
    patch:
      operationId: parts
      requestBody: {required: true, content: {multipart/form-data: {schema: {type: object, required: [host], properties: {host: {$ref: '#/components/schemas/Host'}, cents: {type: integer, format: cents}}}}}}
      responses: {'200': {description: ok}}
  /pets:
    post:
      operationId: pet
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
      responses: {'200': {description: ok, headers: {x-total: {schema: {type: integer, format: cents}}}}}
components:
  schemas:
    Pet: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}, {$ref: '#/components/schemas/Cow'}], discriminator: {propertyName: kind}}
    Cat: {type: object, required: [kind], properties: {kind: {type: string}, lives: {type: integer}}}
    Dog: {type: object, required: [kind], properties: {kind: {type: string}}}
    Cow: {type: object, required: [kind], properties: {kind: {type: string}}}
    Money: {type: object, properties: {inner: {type: object, properties: {a: {type: string}}}}}
    Host: {type: string, maxLength: 40}
    Order:
      type: object
      required: [price, total]
      properties:
        price: {$ref: '#/components/schemas/Money'}
        total: {type: integer, format: cents}
        hosts: {type: array, items: {$ref: '#/components/schemas/Host'}}
        named: {type: object, additionalProperties: {$ref: '#/components/schemas/Host'}}
        big: {type: number, format: big}
        created: {type: integer}
        updated: {type: [integer, 'null']}
        delays: {type: array, items: {type: object, properties: {secs: {type: integer}, nanos: {type: integer}}}}
        target: {oneOf: [{type: integer}, {$ref: '#/components/schemas/Host'}]}
        st: {type: string, enum: [open, '1']}
";

/// Ends the program's function, and begins another one behind the items that it needs.
const TYPES: &str = r#"
    Ok(())
}

#[derive(Clone, Debug, PartialEq)]
pub struct Money(String, i64);

impl rt::json::Decode for Money {
    fn decode(reader: &mut rt::json::Reader<'_>) -> Result<Self, rt::json::DecodeError> {
        let text = reader.string()?.to_owned();
        let (currency, amount) = text.split_once(' ').unwrap_or_default();
        Ok(Self(currency.to_owned(), amount.parse().unwrap_or_default()))
    }
}

impl rt::json::Encode for Money {
    fn encode(&self, writer: &mut rt::json::Writer) {
        writer.string(&format!("{} {}", self.0, self.1));
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Animal(Value);

impl rt::json::Decode for Animal {
    fn decode(reader: &mut rt::json::Reader<'_>) -> Result<Self, rt::json::DecodeError> {
        <Value as rt::json::Decode>::decode(reader).map(Self)
    }
}

impl rt::json::Encode for Animal {
    fn encode(&self, writer: &mut rt::json::Writer) {
        rt::json::Encode::encode(&self.0, writer);
    }
}

pub enum Cents {}

impl rt::via::Codec<f64> for Cents {
    fn decode(reader: &mut rt::json::Reader<'_>) -> Result<f64, rt::json::DecodeError> {
        <i64 as rt::json::Decode>::decode(reader).map(|cents| cents as f64 / 100.0)
    }

    fn encode(value: &f64, writer: &mut rt::json::Writer) {
        rt::json::Encode::encode(&((value * 100.0).round() as i64), writer);
    }
}

fn rest() -> Result<(), Box<dyn Error>> {
"#;

fn settings(generator: Generator) -> Generator {
    generator
        .rename("PostOrdersHostV1", "place_order")
        .rename("#/components/schemas/Order/properties/st", "state")
        .rename("#/components/schemas/Order/properties/st/enum/1", "Closed")
        .replace("Cat", Replacement::json("crate::Animal"))
        .replace("Dog", Replacement::json("crate::Animal"))
        .replace("Money", Replacement::json("crate::Money"))
        .replace(
            "Host",
            Replacement::text("std::net::IpAddr").derives(["Eq", "Hash"]),
        )
        .replace(
            "format:cents",
            Replacement::with("crate::Cents", "std::primitive::f64"),
        )
        .replace("format:big", Replacement::text("std::primitive::u128"))
        .replace(
            "#/components/schemas/Order/properties/created",
            Replacement::unix_seconds(),
        )
        .replace(
            "#/components/schemas/Order/properties/updated",
            Replacement::unix_milliseconds(),
        )
        .replace(
            "#/components/schemas/Order/properties/delays/items",
            Replacement::serde("std::time::Duration"),
        )
        .replace(
            "#/paths/~1orders~1{host}/post/parameters/since",
            Replacement::unix_milliseconds(),
        )
}

#[test]
fn types_of_the_program_are_sent_and_received_everywhere() {
    let program = r#"
    let client = Client::builder().transport(Recorder).build()?;
    let host: std::net::IpAddr = "10.0.0.1".parse()?;
    let instant: rt::chrono::DateTime<rt::chrono::Utc> = "2023-11-14T22:13:20Z".parse()?;
    let order = Order::new(Money("CHF".to_owned(), 5), 2.5)
        .hosts([host])
        .named([("a", host)])
        .big(340282366920938463463374607431768211455)
        .created(instant)
        .updated(instant)
        .delays([Duration::from_millis(1500)])
        .target(Host::from(host))
        .state(OrderSt::Closed);
    client
        .place_order(host.into(), &order)
        .since(rt::via::Via::from(instant))
        .hosts([Host::from(host)])
        .x_key(rt::via::Via::from(0.07))
        .await?;
    client.money(Money("EUR".to_owned(), 7)).await?;
    client.form(FormBody::new(host).cents(0.5)).await?;
    client.parts(PartsForm::new(host).cents(0.5)).await?;

    client.pet(Pet::Cat(Animal(json!({"kind": "Cat", "lives": 9})))).await?;
    let dog: Pet = rt::json::from_slice(b"{\"kind\":\"Dog\",\"a\":1}")?;
    println!("{dog:?}");

    let text = rt::json::to_vec(&order)?;
    let read: Order = rt::json::from_slice(&text)?;
    println!("{} {} {:?}", read == order, read.hosts.unwrap()[0].is_ipv4(), read.price);
    println!("{}", rt::json::from_slice::<Order>(b"{\"price\": \"CHF 1\", \"total\": 1, \"hosts\": [\"x\"]}").unwrap_err());
    "#;
    let printed = run("shaping", DOCUMENT, settings, &format!("{program}{TYPES}"));
    assert_eq!(
        printed,
        [
            "POST /orders/10.0.0.1?since=1700000000000&hosts=10.0.0.1 | x-key: 7 | content-type: application/json | \
             {\"price\":\"CHF 5\",\"total\":250,\"hosts\":[\"10.0.0.1\"],\"named\":{\"a\":\"10.0.0.1\"},\
             \"big\":340282366920938463463374607431768211455,\"created\":1700000000,\"updated\":1700000000000,\
             \"delays\":[{\"secs\":1,\"nanos\":500000000}],\"target\":\"10.0.0.1\",\"st\":\"1\"}",
            "POST /money | content-type: application/json | \"EUR 7\"",
            "PUT /money | content-type: application/x-www-form-urlencoded | host=10.0.0.1&cents=50",
            "PATCH /money | content-type: multipart/form-data",
            "POST /pets | content-type: application/json | {\"kind\":\"Cat\",\"lives\":9}",
            "Dog(Animal(Object {\"kind\": String(\"Dog\"), \"a\": Number(1)}))",
            "true true Money(\"CHF\", 5)",
            "at $.hosts[0] (byte 41): cannot read \"x\": invalid IP address syntax (see #/components/schemas/Order/properties/hosts/items)",
        ]
    );
}
