//! The shape of Rust text: what is left when names and texts are taken out.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The items of a client, each without what a document may choose: names, texts, docs, and the order of items.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Shape {
    pub(crate) items: Vec<String>,
}

/// Words that stay in a [`Shape`].
#[derive(Debug)]
pub(crate) struct Vocabulary(BTreeSet<String>);

impl Vocabulary {
    /// The words of `text`, less those that the document chose, which have `marker` in them.
    pub(crate) fn of(text: &str, marker: &str) -> Self {
        let mut words = BTreeSet::new();
        for_each_token(tokens(text), &mut |token| {
            if let TokenTree::Ident(word) = token {
                words.insert(word.to_string());
            }
        });
        words.retain(|word| !word.to_lowercase().contains(marker));
        Self(words)
    }
}

impl Shape {
    pub(crate) fn of(text: &str, vocabulary: &Vocabulary) -> Self {
        Self {
            items: pieces(tokens(text), vocabulary),
        }
    }

    /// What one has and the other has not.
    pub(crate) fn difference(&self, other: &Self) -> String {
        let only = |these: &[String], those: &[String]| {
            let mut those: Vec<&String> = those.iter().collect();
            let mut only = Vec::new();
            for this in these {
                match those.iter().position(|that| *that == this) {
                    Some(known) => drop(those.swap_remove(known)),
                    None => only.push(this.clone()),
                }
            }
            only.join("\n")
        };
        format!(
            "only here:\n{}\nonly there:\n{}",
            only(&self.items, &other.items),
            only(&other.items, &self.items)
        )
    }
}

/// The tokens of Rust text.
pub(crate) fn tokens(text: &str) -> TokenStream {
    text.parse()
        .unwrap_or_else(|error| panic!("no tokens: {error}\n{text}"))
}

/// Every token, those in brackets too.
pub(crate) fn for_each_token(stream: TokenStream, visit: &mut impl FnMut(&TokenTree)) {
    for token in stream {
        visit(&token);
        if let TokenTree::Group(group) = token {
            for_each_token(group.stream(), visit);
        }
    }
}

/// What stands between commas and semicolons, or ends in braces, in an order of its own.
fn pieces(stream: TokenStream, vocabulary: &Vocabulary) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut piece = String::new();
    let mut tokens = stream.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(mark) if mark.as_char() == '#' && is_doc(tokens.peek()) => {
                tokens.next();
            }
            TokenTree::Punct(mark) if matches!(mark.as_char(), ',' | ';') => {
                pieces.push(std::mem::take(&mut piece) + &mark.to_string());
            }
            TokenTree::Punct(mark) => {
                // The comma behind the last generic argument, where each stands on a line of its own.
                if mark.as_char() == '>' && piece.is_empty() {
                    piece = pieces.pop().unwrap_or_default();
                    piece.truncate(piece.trim_end_matches(',').len());
                }
                piece.push(mark.as_char());
            }
            TokenTree::Ident(word) => {
                let word = word.to_string();
                let kept = if vocabulary.0.contains(&word) { &word } else { "_" };
                piece.push_str(&format!(" {kept}"));
            }
            TokenTree::Literal(literal) => {
                let literal = literal.to_string();
                piece.push_str(if literal.contains('"') { " \"\"" } else { &literal });
            }
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                let inner = self::pieces(group.stream(), vocabulary);
                // An arm may or may not stand in braces: it does where it is long.
                if let ([only], "{", true) = (inner.as_slice(), open, piece.ends_with("=>")) {
                    piece.push_str(only);
                } else {
                    piece.push_str(&format!("{open}{}{close}", inner.concat()));
                }
                if group.delimiter() == Delimiter::Brace {
                    pieces.push(std::mem::take(&mut piece));
                }
            }
        }
    }
    pieces.push(piece);
    pieces.sort();
    // A list may or may not end in a comma.
    for piece in &mut pieces {
        if piece.ends_with(',') {
            piece.pop();
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces.sort();
    pieces
}

/// `[doc = …]`, which is what a doc comment is to the compiler.
fn is_doc(token: Option<&TokenTree>) -> bool {
    let Some(TokenTree::Group(group)) = token else {
        return false;
    };
    let mut tokens = group.stream().into_iter();
    matches!(tokens.next(), Some(TokenTree::Ident(name)) if name == "doc")
        && matches!(tokens.next(), Some(TokenTree::Punct(mark)) if mark.as_char() == '=')
        && matches!(tokens.next(), Some(TokenTree::Literal(_)))
        && tokens.next().is_none()
}
