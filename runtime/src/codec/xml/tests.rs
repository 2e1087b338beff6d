//! The examples of the specification's XML Object, and what servers in the field send.

use serde_json::{Value, json};

use super::{XmlError, XmlSchema};
use crate::codec::json::{self, Memory, Tree};

fn read(text: &str, schema: &XmlSchema) -> Result<Value, XmlError> {
    let tree = super::read(text, schema, &mut Memory::new(1 << 20))?;
    Ok(json::from_slice(tree.to_string().as_bytes()).expect("JSON"))
}

fn write(value: &Value, schema: &XmlSchema) -> Result<String, String> {
    super::write(&Tree::of(value).expect("a tree"), schema)
}

/// Returns the element of a property, within that of an object, and reads it back.
fn property(schema: &'static [(&'static str, XmlSchema)], value: Value) -> String {
    let written = write(&value, &XmlSchema::object(schema).name("o")).expect("XML");
    let back = read(&written, &XmlSchema::object(schema).name("o")).expect("the same");
    assert_eq!(back, value, "{written}");
    let inner = written
        .strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
        .expect("a declaration");
    inner
        .strip_prefix("<o>")
        .and_then(|rest| rest.strip_suffix("</o>"))
        .unwrap_or(inner)
        .to_owned()
}

const TEXT: XmlSchema = XmlSchema::TEXT;

#[test]
fn names_prefixes_and_attributes() {
    assert_eq!(
        property(const { &[("animals", TEXT)] }, json!({ "animals": "x" })),
        "<animals>x</animals>"
    );
    assert_eq!(
        property(
            const { &[("animals", TEXT.name("animal"))] },
            json!({ "animals": "x" })
        ),
        "<animal>x</animal>"
    );
    let person = property(
        const {
            &[
                ("id", XmlSchema::NUMBER.attribute()),
                (
                    "name",
                    TEXT.namespace("https://example.com/schema/sample", Some("sample")),
                ),
            ]
        },
        json!({ "id": 123, "name": "example" }),
    );
    assert_eq!(
        person,
        r#"<o id="123"><sample:name xmlns:sample="https://example.com/schema/sample">example</sample:name></o>"#
    );
    let default = property(
        const { &[("a", TEXT.namespace("urn:x", None))] },
        json!({ "a": "b" }),
    );
    assert_eq!(default, r#"<a xmlns="urn:x">b</a>"#);
}

#[test]
fn lists() {
    let list = || json!({ "animals": ["dog", "cat"] });
    const ANIMAL: XmlSchema = TEXT.name("animal");
    let cases: [(&'static [(&'static str, XmlSchema)], &str); 6] = [
        (
            const { &[("animals", XmlSchema::array(&TEXT))] },
            "<animals>dog</animals><animals>cat</animals>",
        ),
        (
            const { &[("animals", XmlSchema::array(&ANIMAL))] },
            "<animal>dog</animal><animal>cat</animal>",
        ),
        (
            const { &[("animals", XmlSchema::array(&ANIMAL).name("aliens"))] },
            "<animal>dog</animal><animal>cat</animal>",
        ),
        (
            const { &[("animals", XmlSchema::array(&TEXT).wrapped())] },
            "<animals><animals>dog</animals><animals>cat</animals></animals>",
        ),
        (
            const { &[("animals", XmlSchema::array(&ANIMAL).name("aliens").wrapped())] },
            "<aliens><animal>dog</animal><animal>cat</animal></aliens>",
        ),
        (
            const { &[("animals", XmlSchema::array(&TEXT).name("aliens").wrapped())] },
            "<aliens><aliens>dog</aliens><aliens>cat</aliens></aliens>",
        ),
    ];
    for (schema, expected) in cases {
        assert_eq!(property(schema, list()), expected);
    }
}

static TREE: XmlSchema = XmlSchema::object(&[
    ("value", XmlSchema::NUMBER),
    ("children", XmlSchema::array(&XmlSchema::of(&TREE))),
])
.name("tree");

#[test]
fn a_schema_may_contain_itself() {
    let value =
        json!({ "value": 1, "children": [{ "value": 2 }, { "value": 3, "children": [{ "value": 4 }] }] });
    let written = write(&value, &TREE).expect("XML");
    assert!(written.ends_with("<tree><value>1</value><tree><value>2</value></tree><tree><value>3</value><tree><value>4</value></tree></tree></tree>"), "{written}");
    assert_eq!(read(&written, &TREE).expect("the same"), value);
}

#[test]
fn scalars_are_read_by_their_kind() {
    const KINDS: XmlSchema = XmlSchema::object(&[
        ("i", XmlSchema::NUMBER),
        ("f", XmlSchema::NUMBER),
        ("b", XmlSchema::BOOLEAN),
        ("s", TEXT),
        ("bad", XmlSchema::NUMBER),
        ("n", XmlSchema::NUMBER),
        ("any", XmlSchema::ANY),
    ]);
    let text = r#"<?xml version="1.0"?><!DOCTYPE r><r xmlns:xsi="x"><i> 7 </i><f>1.5</f><b>true</b><s>007 &lt;&#33;&amp;<![CDATA[<b>]]></s>
        <bad>NaN</bad><n xsi:nil="true"/><!-- c --><any k="v"><a>1</a><a>2</a></any><more>x</more></r>"#;
    let expected = json!({
        "i": 7, "f": 1.5, "b": true, "s": "007 <!&<b>", "bad": "NaN", "n": null,
        "any": { "k": "v", "a": ["1", "2"] }, "more": "x",
    });
    assert_eq!(read(text, &KINDS).expect("XML"), expected);
}

#[test]
fn text_beside_attributes() {
    let schema: &[(&str, XmlSchema)] = const { &[("lang", TEXT.attribute()), ("title", TEXT.text())] };
    assert_eq!(
        property(schema, json!({ "lang": "de", "title": "a<b" })),
        r#"<o lang="de">a&lt;b</o>"#
    );
}

#[test]
fn a_list_at_the_root_and_a_map() {
    const ITEM: XmlSchema = XmlSchema::NUMBER.name("item");
    let list = XmlSchema::array(&ITEM).name("items");
    let written = write(&json!([1, 2]), &list).expect("XML");
    assert!(
        written.ends_with("<items><item>1</item><item>2</item></items>"),
        "{written}"
    );
    assert_eq!(read(&written, &list).expect("the same"), json!([1, 2]));
    let map = XmlSchema::map(&XmlSchema::NUMBER).name("m");
    let written = write(&json!({ "a": 1, "b": 2 }), &map).expect("XML");
    assert_eq!(read(&written, &map).expect("the same"), json!({ "a": 1, "b": 2 }));
}

#[test]
fn what_would_break_the_document_is_escaped_or_refused() {
    let map = XmlSchema::map(&TEXT).name("m");
    let written = write(&json!({ "a": "</a><b>\"&'" }), &map).expect("XML");
    assert_eq!(
        read(&written, &map).expect("the same"),
        json!({ "a": "</a><b>\"&'" })
    );
    for name in ["", "a b", "a><b", "1a", "a=\"b\""] {
        assert!(write(&json!({ name: "x" }), &map).is_err(), "{name:?}");
    }
}

#[test]
fn what_is_no_xml_is_an_error() {
    let deep = format!("{}{}", "<a>".repeat(200), "</a>".repeat(200));
    let bomb = r#"<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>"#;
    for text in ["", "text", "<a>", "<a></b>", "{}", "<a b=1/>", &deep, bomb] {
        assert!(read(text, &XmlSchema::ANY).is_err(), "{text:?}");
    }
}

#[test]
fn a_list_that_must_be_there_and_has_no_items_is_empty() {
    const LISTS: &[(&str, XmlSchema)] = &[
        ("needed", XmlSchema::array(&XmlSchema::NUMBER).required()),
        ("other", XmlSchema::array(&XmlSchema::NUMBER)),
    ];
    property(LISTS, json!({ "needed": [] }));
    property(LISTS, json!({ "needed": [1], "other": [2] }));
    let read = read("<o><other>2</other></o>", &XmlSchema::object(LISTS)).expect("a value");
    assert_eq!(read, json!({ "needed": [], "other": [2] }));
}
