//! Names that the plan makes.

use std::collections::BTreeSet;

use super::Name;

/// Returns an identifier made of `text` that is not in `taken`, which it then is: with `_{word}` behind it where `text`
/// is no identifier or taken, and a number where that is taken, too.
pub(super) fn unique(text: &str, word: &str, taken: &mut BTreeSet<String>) -> Name {
    let numbered = (2..).map(|number| format!("{text}_{word}_{number}"));
    let mut texts = [text.to_owned(), format!("{text}_{word}")]
        .into_iter()
        .chain(numbered);
    let name = texts
        .by_ref()
        .filter(|text| !taken.contains(text))
        .find_map(|text| Name::new(&text));
    let name = name.expect("a number of texts without end has one that is free");
    taken.insert(name.as_str().to_owned());
    name
}
