//! The recipes: the documents of the pages, with the settings of the pages, become what the pages say.

use std::fs;

use specwright::Configuration;

use crate::page::{self, Page};

#[test]
fn documents_become_what_the_recipes_say() {
    let mut number = 0;
    for page in page::book() {
        let Some(document) = page.block("document") else {
            continue;
        };
        let part = |name: &str| {
            page.block(name)
                .unwrap_or_else(|| panic!("{}: no {name}", page.path))
        };
        let client = squeezed(&generate(&page, &document, &part("settings")));
        for line in part("generated").lines().filter(|line| line.trim() != "}") {
            assert!(
                client.contains(&squeezed(line)),
                "{}: the client has no `{}`",
                page.path,
                line.trim()
            );
        }
        number += 1;
    }
    assert!(number >= 5, "{number} recipes");
}

fn generate(page: &Page, document: &str, settings: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let configuration = folder.path().join("specwright.toml");
    fs::write(&configuration, settings).expect("a file");
    let table: toml::Table = toml::from_str(settings).expect("settings");
    let clients = table["clients"].as_table().expect("clients");
    let (name, client) = clients.iter().next().expect("a client");
    let path = folder.path().join(client["document"].as_str().expect("a path"));
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, document).expect("a file");

    let configuration =
        Configuration::read(&configuration).unwrap_or_else(|error| panic!("{}: {error}", page.path));
    let generated = configuration
        .generator(name)
        .and_then(|generator| generator.generate())
        .unwrap_or_else(|error| panic!("{}: {error}", page.path));
    assert!(
        generated.diagnostics.is_empty(),
        "{}: {:?}",
        page.path,
        generated.diagnostics
    );
    generated.client
}

/// Returns a text with one space where it has any, and none after `(` and before `)`.
fn squeezed(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").replace("( ", "(").replace(", )", ")")
}
