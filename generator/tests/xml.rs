//! What becomes of the XML Objects of a document, where it sends or receives XML.

use specwright::Generator;

const DOCUMENT: &str = "
openapi: 3.0.3
info: { title: Pets, version: '1' }
paths:
  /pets:
    put:
      operationId: putPet
      requestBody:
        required: true
        content:
          application/xml: { schema: { $ref: '#/components/schemas/Pet' } }
      responses:
        '200':
          description: all
          content:
            application/xml: { schema: { type: array, items: { $ref: '#/components/schemas/Pet' } } }
components:
  schemas:
    Pet:
      type: object
      xml: { name: pet, namespace: 'urn:pets', prefix: p }
      properties:
        id: { type: integer, xml: { attribute: true } }
        photoUrls: { type: array, xml: { wrapped: true }, items: { type: string, xml: { name: photoUrl } } }
        category: { $ref: '#/components/schemas/Category' }
        parent: { allOf: [{ $ref: '#/components/schemas/Pet' }], xml: { name: parent } }
        labels: { type: object, additionalProperties: { type: boolean } }
    Category: { type: object, properties: { name: { type: string } } }
";

fn client(document: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("pets.yaml");
    std::fs::write(&path, document).expect("a document");
    let generated = Generator::new(path).generate().expect("a client");
    generated.client
}

#[test]
fn constants_say_how_values_are_written() {
    let client = client(DOCUMENT);
    let expected = r#"mod xml {
    use specwright_runtime::__private::XmlSchema;

    pub(super) static PET: XmlSchema = XmlSchema::object(&[
        ("id", XmlSchema::NUMBER.attribute()),
        ("photoUrls", XmlSchema::array(&XmlSchema::TEXT.name("photoUrl")).wrapped()),
        ("category", XmlSchema::of(&CATEGORY)),
        ("parent", XmlSchema::of(&PET).name("parent")),
        ("labels", XmlSchema::map(&XmlSchema::BOOLEAN)),
    ]).name("pet").namespace("urn:pets", Some("p")).root("Pet");

    pub(super) static CATEGORY: XmlSchema = XmlSchema::object(&[
        ("name", XmlSchema::TEXT),
    ]).root("Category");

    pub(super) static PUT_PET_RESPONSE: XmlSchema = XmlSchema::array(&XmlSchema::of(&PET));
}"#;
    assert!(client.contains(expected), "{client}");
    assert!(
        client.contains(r#"call.xml("application/xml", &body, &xml::PET);"#),
        "{client}"
    );
    let reader = "call.request(|response| rt::__private::decode::xml(response, &xml::PUT_PET_RESPONSE))";
    assert!(client.contains(reader), "{client}");
}

#[test]
fn there_are_none_where_there_is_no_xml() {
    let client = client(&DOCUMENT.replace("application/xml", "application/json"));
    assert!(!client.contains("mod xml"), "{client}");
}
