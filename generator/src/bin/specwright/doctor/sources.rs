//! What the code of a crate says: which clients its build script makes, and which are included.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};

/// A client that a build script makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Made {
    /// Of a document.
    Of {
        document: String,
        /// The name that the script gives it.
        name: Option<String>,
        /// Those of [`SWITCHES`] that the script turns on.
        switches: Vec<&'static str>,
    },
    /// Of a configuration.
    By {
        configuration: String,
        /// The only client of it that is made.
        client: Option<String>,
    },
}

/// The settings that decide what a client needs of the runtime's features.
pub(crate) const SWITCHES: [&str; 4] = ["blocking", "mock", "record", "server"];

/// What a build script does.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct BuildScript {
    pub(crate) made: Vec<Made>,
    /// Whether it makes clients besides, of what is no literal.
    pub(crate) makes_others: bool,
}

impl BuildScript {
    /// Reads what a build script does, if it is Rust.
    pub(crate) fn of(code: &str) -> Option<Self> {
        let tokens = flat(code.parse().ok()?);
        let mut script = Self::default();
        for (index, token) in tokens.iter().enumerate() {
            let Token::Word(word) = token else { continue };
            let after = &tokens[index + 1..];
            let before = index.checked_sub(1).map(|index| &tokens[index]);
            match (word.as_str(), before, after) {
                ("new", Some(Token::Mark(':')), [Token::Mark('('), rest @ ..])
                    if is_of_generator(&tokens, index) =>
                {
                    match rest.first() {
                        Some(Token::Text(document)) => script.made.push(Made::Of {
                            document: document.clone(),
                            name: name(rest),
                            switches: switches(rest),
                        }),
                        _ => script.makes_others = true,
                    }
                }
                ("from_openapi", _, _) => script.makes_others = true,
                ("build_script", Some(Token::Mark('.')), _) => {}
                ("build_script", _, [Token::Mark('('), Token::Text(configuration), ..]) => {
                    script.made.push(Made::By {
                        configuration: configuration.clone(),
                        client: None,
                    });
                }
                (
                    "from_config",
                    _,
                    [
                        Token::Mark('('),
                        Token::Text(configuration),
                        Token::Mark(','),
                        Token::Text(client),
                        ..,
                    ],
                ) => script.made.push(Made::By {
                    configuration: configuration.clone(),
                    client: Some(client.clone()),
                }),
                ("from_config" | "build_script", _, [Token::Mark('('), ..]) => script.makes_others = true,
                _ => {}
            }
        }
        Some(script)
    }
}

/// Returns the names of the clients that the code below a folder includes.
pub(crate) fn included(folder: &Path) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut folders: Vec<_> = ["src", "tests", "examples", "benches"]
        .map(|name| folder.join(name))
        .into();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                names.extend(
                    fs::read_to_string(path)
                        .ok()
                        .into_iter()
                        .flat_map(|code| includes(&code)),
                );
            }
        }
    }
    names
}

fn includes(code: &str) -> Vec<String> {
    // Most files include none, and reading tokens takes a while.
    let stream: Option<TokenStream> = match code.contains("include_client") {
        true => code.parse().ok(),
        false => None,
    };
    let tokens = stream.map(flat).unwrap_or_default();
    let names = tokens.windows(4).filter_map(|window| match window {
        [
            Token::Word(word),
            Token::Mark('!'),
            Token::Mark('('),
            Token::Text(name),
        ] if word == "include_client" => Some(name.clone()),
        _ => None,
    });
    names.collect()
}

#[derive(Debug)]
enum Token {
    Word(String),
    Mark(char),
    /// A literal that is a string.
    Text(String),
    /// Another literal.
    Literal,
}

/// Returns whether the word at an index follows `Generator::`.
fn is_of_generator(tokens: &[Token], index: usize) -> bool {
    let before = index.checked_sub(3).map(|begin| &tokens[begin..index]);
    matches!(before, Some([Token::Word(word), Token::Mark(':'), Token::Mark(':')]) if word == "Generator")
}

/// Returns what `.name("…")` says before the statement ends.
fn name(tokens: &[Token]) -> Option<String> {
    statement(tokens).windows(4).find_map(|window| match window {
        [
            Token::Mark('.'),
            Token::Word(word),
            Token::Mark('('),
            Token::Text(name),
        ] if word == "name" => Some(name.clone()),
        _ => None,
    })
}

/// Returns the settings that `.mock(true)` and its like turn on before the statement ends.
fn switches(tokens: &[Token]) -> Vec<&'static str> {
    let on = statement(tokens).windows(5).filter_map(|window| match window {
        [
            Token::Mark('.'),
            Token::Word(word),
            Token::Mark('('),
            Token::Word(value),
            Token::Mark(')'),
        ] if value == "true" => SWITCHES.into_iter().find(|switch| switch == word),
        _ => None,
    });
    on.collect()
}

/// Returns the tokens before the statement ends.
fn statement(tokens: &[Token]) -> &[Token] {
    let end = tokens
        .iter()
        .position(|token| matches!(token, Token::Mark(';' | '}')));
    &tokens[..end.unwrap_or(tokens.len())]
}

/// Returns the tokens without their groups.
fn flat(stream: TokenStream) -> Vec<Token> {
    let mut tokens = Vec::new();
    for tree in stream {
        match tree {
            TokenTree::Ident(word) => tokens.push(Token::Word(word.to_string())),
            TokenTree::Punct(mark) => tokens.push(Token::Mark(mark.as_char())),
            TokenTree::Literal(literal) => {
                tokens.push(match syn::parse_str::<syn::LitStr>(&literal.to_string()) {
                    Ok(text) => Token::Text(text.value()),
                    Err(_) => Token::Literal,
                })
            }
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    proc_macro2::Delimiter::Brace => ('{', '}'),
                    proc_macro2::Delimiter::Bracket => ('[', ']'),
                    _ => ('(', ')'),
                };
                tokens.push(Token::Mark(open));
                tokens.extend(flat(group.stream()));
                tokens.push(Token::Mark(close));
            }
        }
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clients_of_a_build_script_are_found() {
        let script = BuildScript::of(
            r#"
            use specwright::{Generator, Select};
            fn main() -> Result<(), specwright::Error> {
                // Generator::new("in/a/comment.yaml")
                specwright::Generator::new("spec/a.yaml").build_script()?;
                Generator::new("spec/b.yaml").include(Select::tag("x")).mock(true).record(false).name("bees").build_script()?;
                specwright::Generator::from_config("specwright.toml", "c")?.build_script()?;
                specwright::build_script("specwright.toml")
            }
            "#,
        );
        let of = |document: &str, name: Option<&str>, switches: &[&'static str]| Made::Of {
            document: document.to_owned(),
            name: name.map(ToOwned::to_owned),
            switches: switches.to_vec(),
        };
        let by = |client: Option<&str>| Made::By {
            configuration: "specwright.toml".to_owned(),
            client: client.map(ToOwned::to_owned),
        };
        let made = vec![
            of("spec/a.yaml", None, &[]),
            of("spec/b.yaml", Some("bees"), &["mock"]),
            by(Some("c")),
            by(None),
        ];
        assert_eq!(
            script,
            Some(BuildScript {
                made,
                makes_others: false
            })
        );
    }

    #[test]
    fn a_document_that_is_no_literal_is_another_one() {
        let script = BuildScript::of("fn main() { Generator::new(path).build_script().unwrap() }");
        assert!(script.is_some_and(|script| script.made.is_empty() && script.makes_others));
    }

    #[test]
    fn includes_are_found() {
        assert_eq!(
            includes(r#"mod a { specwright_runtime::include_client!("pets"); }"#),
            ["pets"]
        );
        assert!(includes(r#"// include_client!("pets");"#).is_empty());
    }
}
