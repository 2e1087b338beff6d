//! The page of the book about diagnostics: `docs/troubleshooting.md` is made of the explanations.

use std::path::Path;

use super::Code;

const UPDATE: &str = "SPECWRIGHT_UPDATE";

const BEGIN: &str = "\
# Troubleshooting by diagnostic

<!-- Made of the explanations in generator/document/src/diagnostic/explanations: SPECWRIGHT_UPDATE=1 cargo test -p specwright-document -p specwright --lib -->

Each diagnostic has a code, in brackets behind `warning` or `error`. This page has a section for each, which `specwright explain CODE` prints,
too. A warning that is right and does not matter can be silenced, by code and place, and made an error: see [settings](settings.md).

A document of someone else is mended by an [overlay](overlays.md), without changing it.
";

/// Returns the page.
fn page() -> String {
    let mut text = BEGIN.to_owned();
    for code in Code::ALL {
        text.push_str("\n#");
        text.push_str(code.explain().trim_end());
        text.push('\n');
    }
    text
}

#[test]
fn the_page_about_diagnostics_is_that_of_the_explanations() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/troubleshooting.md");
    let page = page();
    if std::env::var_os(UPDATE).is_some() {
        std::fs::write(&path, &page).expect("the page can be written");
        return;
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == page,
        "docs/troubleshooting.md is stale: {UPDATE}=1 cargo test -p specwright --lib"
    );
}
