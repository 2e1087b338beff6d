//! Links lead somewhere, and each page can be found.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::page::{self, Page};

/// Returns the targets of the links of a page.
fn links(page: &Page) -> Vec<String> {
    let parser = Parser::new_ext(&page.text, Options::ENABLE_TABLES);
    let links = parser.filter_map(|event| match event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => Some(dest_url.to_string()),
        _ => None,
    });
    links.collect()
}

/// Returns the fragments by which the headings of a page are reached.
fn headings(page: &Page) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut heading: Option<String> = None;
    for event in Parser::new_ext(&page.text, Options::ENABLE_TABLES) {
        match (event, &mut heading) {
            (Event::Start(Tag::Heading { .. }), _) => heading = Some(String::new()),
            (Event::Text(text) | Event::Code(text), Some(heading)) => heading.push_str(&text),
            (Event::End(TagEnd::Heading(_)), Some(text)) => {
                let slug = slug(text);
                let numbered = (1..).map(|number| format!("{slug}-{number}"));
                let mut names = std::iter::once(slug.clone()).chain(numbered);
                let free = names.find(|name| !found.contains(name));
                found.extend(free);
                heading = None;
            }
            _ => {}
        }
    }
    found
}

/// Returns the fragment of a heading, as `mdbook` and code hosts make it.
fn slug(heading: &str) -> String {
    let kept = heading.trim().chars().filter_map(|character| match character {
        ' ' => Some('-'),
        '-' | '_' => Some(character),
        _ if character.is_alphanumeric() => Some(character.to_ascii_lowercase()),
        _ => None,
    });
    kept.collect()
}

/// Returns the path without `.` and `..`.
fn resolved(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for component in path.components() {
        match component {
            Component::ParentDir => drop(out.pop()),
            Component::CurDir => {}
            other => out.push(other),
        }
    }
    out
}

#[test]
fn each_link_leads_to_a_file_and_a_heading() {
    let mut wrong = Vec::new();
    for page in page::all() {
        for link in links(&page) {
            if link.starts_with("https://") || link.starts_with("http://") {
                continue;
            }
            let (file, fragment) = link.split_once('#').unwrap_or((&link, ""));
            let folder = Path::new(&page.path).parent().expect("a folder");
            let target = match file {
                "" => PathBuf::from(&page.path),
                file => resolved(&folder.join(file)),
            };
            if !page::root().join(&target).exists() {
                wrong.push(format!("{}: no such file: {link}", page.path));
                continue;
            }
            // The book has no other files.
            if page.path.starts_with("docs/") && !target.starts_with("docs") {
                wrong.push(format!("{}: it leads out of the book: {link}", page.path));
            }
            if !fragment.is_empty() {
                let target = Page::read(&target.to_string_lossy());
                if !headings(&target).contains(fragment) {
                    wrong.push(format!("{}: no such heading: {link}", page.path));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_page_is_in_the_table_of_contents() {
    let summary = Page::read("docs/SUMMARY.md");
    let listed: BTreeSet<String> = links(&summary)
        .iter()
        .map(|link| format!("docs/{link}"))
        .collect();
    let missing: Vec<String> = page::book()
        .into_iter()
        .map(|page| page.path)
        .filter(|path| path != "docs/SUMMARY.md" && !listed.contains(path))
        .collect();
    assert!(missing.is_empty(), "not in docs/SUMMARY.md: {missing:?}");
}

#[test]
fn what_pages_include_is_there() {
    let mut number = 0;
    for page in page::book() {
        for line in page.text.lines() {
            let Some(include) = line
                .strip_prefix("{{#include ")
                .and_then(|line| line.strip_suffix("}}"))
            else {
                continue;
            };
            let (file, anchor) = include.split_once(':').expect("an anchor");
            let file = page::root().join(Path::new(&page.path).with_file_name(file));
            let text =
                fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            for mark in ["ANCHOR", "ANCHOR_END"] {
                assert!(
                    text.contains(&format!("<!-- {mark}: {anchor} -->\n")),
                    "{include}: no {mark}"
                );
            }
            number += 1;
        }
    }
    assert!(number > 0, "no page includes anything: is the form another one?");
}

#[test]
fn a_heading_is_reached_by_its_words() {
    assert_eq!(
        slug("Calls of what the document does not have"),
        "calls-of-what-the-document-does-not-have"
    );
    assert_eq!(slug("`not-in-openapi-3.0`"), "not-in-openapi-30");
}
