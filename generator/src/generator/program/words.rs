//! The names in a text of Rust.

use foldhash::HashSet;
use proc_macro2::{TokenStream, TokenTree};

/// Adds the names that stand in a text: of comments and strings only those of documentation, whose examples are compiled. Of a text
/// that is no Rust, as one that somebody is writing, all words.
pub(super) fn collect(text: &str, words: &mut HashSet<String>) {
    match text.parse() {
        Ok(tokens) => of_tokens(tokens, words),
        Err(_) => of_text(text, words),
    }
}

fn of_tokens(tokens: TokenStream, words: &mut HashSet<String>) {
    let mut open = vec![tokens.into_iter()];
    while let Some(mut tokens) = open.pop() {
        let mut is_docs = false;
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Ident(name) => {
                    let name = name.to_string();
                    is_docs = name == "doc";
                    add(name.strip_prefix("r#").unwrap_or(&name), words);
                }
                TokenTree::Literal(text) if is_docs => {
                    is_docs = false;
                    // Ends of lines are escaped in it, and would be letters of the words behind them.
                    let text = text.to_string().replace("\\n", " ").replace("\\r", " ");
                    of_text(&text.replace("\\t", " "), words);
                }
                TokenTree::Literal(_) => is_docs = false,
                TokenTree::Punct(mark) => is_docs &= mark.as_char() == '=',
                TokenTree::Group(group) => {
                    open.push(tokens);
                    open.push(group.stream().into_iter());
                    break;
                }
            }
        }
    }
}

fn of_text(text: &str, words: &mut HashSet<String>) {
    let all = text.split(|letter: char| letter != '_' && !letter.is_alphanumeric());
    all.filter(|word| !word.is_empty())
        .for_each(|word| add(word, words));
}

fn add(word: &str, words: &mut HashSet<String>) {
    if !words.contains(word) {
        words.insert(word.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut words = HashSet::default();
        collect(text, &mut words);
        let mut words: Vec<String> = words.into_iter().collect();
        words.sort();
        words
    }

    #[test]
    fn names_are_those_of_the_code_and_of_macros() {
        assert_eq!(
            words("fn main() { client.list_pets(7); check!(a.r#type, 'b', [types::Pet]); }"),
            [
                "Pet",
                "a",
                "check",
                "client",
                "fn",
                "list_pets",
                "main",
                "type",
                "types"
            ]
        );
    }

    #[test]
    fn comments_and_strings_have_no_names_unless_they_are_documentation() {
        assert_eq!(
            words("// list_pets\n/* get_pet */ const TEXT: &str = \"delete_pet\";"),
            ["TEXT", "const", "str"]
        );
        assert_eq!(
            words("/// Calls `list_pets`:\n/// client.get_pet()\nmod a;"),
            ["Calls", "a", "client", "doc", "get_pet", "list_pets", "mod"]
        );
        assert_eq!(
            words("/** one\ntwo\tthree */ mod a;"),
            ["a", "doc", "mod", "one", "three", "two"]
        );
    }

    #[test]
    fn a_text_that_is_being_written_has_all_of_its_words() {
        assert_eq!(
            words("fn main() { client.list_pets(\n// get_pet"),
            ["client", "fn", "get_pet", "list_pets", "main"]
        );
    }
}
