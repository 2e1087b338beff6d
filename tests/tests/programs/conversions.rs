//! Values as text, and by serde.

use super::run;

const DOCUMENT: &str = "
openapi: 3.1.0
info: {title: Ids, version: '1'}
paths:
  /items:
    post:
      operationId: addItem
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Item'}}}}
      responses: {'204': {description: ok}}
components:
  schemas:
    Id: {oneOf: [{type: string}, {type: integer}]}
    Key: {anyOf: [{type: string, format: uuid}, {type: string, enum: [latest]}]}
    Amount: {oneOf: [{type: number}, {type: string}]}
    Level: {type: integer, enum: [1, 2]}
    Color: {type: string, enum: [red, dark-blue]}
    Item:
      type: object
      required: [id]
      properties: {id: {$ref: '#/components/schemas/Id'}, my-color: {$ref: '#/components/schemas/Color'}}
";

#[test]
fn ids_and_enums_are_read_from_the_text_that_they_are_written_as() {
    let program = r#"
    for text in ["7", "-3", "0", "007", "-0", "a", "", "18446744073709551616"] {
        let id: Id = text.parse()?;
        assert_eq!(id.to_string(), text);
        println!("{id:?}");
    }
    for text in ["latest", "936da01f-9abd-4d9d-80c7-02af85c822a8", "other"] {
        println!("{:?}", text.parse::<Key>().map(|key| key.to_string()).map_err(|_| "no key"));
    }
    let level: Level = "2".parse()?;
    let color: Color = "dark-blue".parse()?;
    assert_eq!((level.to_string().as_str(), color.as_ref()), ("2", "dark-blue"));
    "#;
    assert_eq!(
        run("conversions", DOCUMENT, |generator| generator, program),
        [
            "Integer(7)",
            "Integer(-3)",
            "Integer(0)",
            "String(\"007\")",
            "String(\"-0\")",
            "String(\"a\")",
            "String(\"\")",
            "String(\"18446744073709551616\")",
            "Ok(\"latest\")",
            "Ok(\"936da01f-9abd-4d9d-80c7-02af85c822a8\")",
            "Ok(\"other\")",
        ]
    );
}

#[test]
fn values_go_through_serde_by_the_names_on_the_wire() {
    let program = r#"
    let item = Item::new(7).my_color("dark-blue");
    let value = rt::serde_json::to_value(&item)?;
    assert_eq!(value, json!({"id": 7, "my-color": "dark-blue"}));
    assert_eq!(rt::serde_json::from_value::<Item>(value)?, item);
    "#;
    assert_eq!(run("serde", DOCUMENT, |generator| generator, program), [""; 0]);
}
