//! Names that the plan makes.

use std::collections::BTreeSet;

use super::Name;

/// Returns an identifier made of `text` that is not in `taken`, which it then is: with `word` behind it where `text` is no
/// identifier or taken, and a number where that is taken, too. Whether the word is upper case says how the name is written.
pub(super) fn unique(text: &str, word: &str, taken: &mut BTreeSet<String>) -> Name {
    let joint = match word.starts_with(|first: char| first.is_ascii_uppercase()) {
        true => "",
        false => "_",
    };
    let numbered = (2..).map(|number| format!("{text}{joint}{word}{joint}{number}"));
    let mut texts = [text.to_owned(), format!("{text}{joint}{word}")]
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

#[cfg(test)]
mod tests {
    use super::{BTreeSet, unique};

    fn claimed(text: &str, word: &str) -> [String; 3] {
        let mut taken = BTreeSet::new();
        [(); 3].map(|()| unique(text, word, &mut taken).to_string())
    }

    #[test]
    fn types_that_collide_stay_in_camel_case() {
        assert_eq!(
            claimed("GetArticleResponses", "Enum"),
            [
                "GetArticleResponses",
                "GetArticleResponsesEnum",
                "GetArticleResponsesEnum2"
            ]
        );
    }

    #[test]
    fn methods_that_collide_stay_in_snake_case() {
        assert_eq!(
            claimed("list_pets", "operation"),
            ["list_pets", "list_pets_operation", "list_pets_operation_2"]
        );
    }
}
