//! The specification's page says what the table says.

use std::fmt::Write;
use std::path::Path;

use super::{Field, Object, fields};

/// Set to write the page anew.
const UPDATE: &str = "SPECWRIGHT_UPDATE";

/// Returns the table of an object's fields. Neighbours of which the same is said share a row.
fn table(object: Object) -> String {
    let rows: Vec<&Field> = fields().filter(|field| field.object == object).collect();
    let mut table = "| field | versions | |\n|---|---|---|\n".to_owned();
    let is_same = |one: &&Field, other: &&Field| {
        (one.versions, one.effect, one.note) == (other.versions, other.effect, other.note)
    };
    for group in rows.chunk_by(is_same) {
        let names: Vec<String> = group.iter().map(|field| format!("`{}`", field.name)).collect();
        let Field {
            versions,
            effect,
            note,
            ..
        } = group[0];
        let note = match *note {
            "" => String::new(),
            note if note.starts_with("repaired") => format!("; {note}"),
            note => format!(": {note}"),
        };
        let names = names.join(", ");
        let (versions, effect, note) = (versions.as_str(), effect.as_str(), note.replace('|', "\\|"));
        writeln!(table, "| {names} | {versions} | {effect}{note} |").expect("it is a text");
    }
    table
}

/// Returns the page with the tables that the fields make, and the objects that it has.
fn with_tables(page: &str) -> (String, Vec<Object>) {
    let mut written = String::new();
    let mut objects = Vec::new();
    let mut rest = page;
    while let Some((before, block)) = rest.split_once("<!-- fields: ") {
        let (name, block) = block.split_once(" -->").expect("the mark is closed");
        let (_, after) = block.split_once("<!-- end -->").expect("the table has an end");
        let object = Object::ALL
            .into_iter()
            .find(|object| format!("{object:?}") == name)
            .expect("the mark names an object");
        objects.push(object);
        let table = table(object);
        write!(
            written,
            "{before}<!-- fields: {name} -->\n\n{table}\n<!-- end -->"
        )
        .expect("it is a text");
        rest = after;
    }
    written.push_str(rest);
    (written, objects)
}

#[test]
fn the_page_of_the_specification_has_each_field() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/specification.md");
    let page = std::fs::read_to_string(&path).expect("the page can be read");
    let (written, objects) = with_tables(&page);
    if std::env::var_os(UPDATE).is_some() {
        std::fs::write(&path, &written).expect("the page can be written");
    }
    for object in Object::ALL {
        assert!(objects.contains(&object), "the page has no table of {object:?}");
    }
    assert!(
        page == written,
        "docs/specification.md is not what the table of fields says; {UPDATE}=1 writes it anew"
    );
}
