//! From the plan to tokens, and from tokens to text: for what each client has once.
//!
//! What it has by the thousand is written as [`Source`] right away: a build script runs without optimisation, and
//! there printing the tokens of a large API takes three times as long as all else in this stage.

use std::fmt::Display;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote};

use super::super::plan::{Doc, Name};
use super::docs;
use super::source::Source;

impl ToTokens for Name {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let ident = match self.is_keyword() {
            true => Ident::new_raw(self.as_str(), Span::call_site()),
            false => Ident::new(self.as_str(), Span::call_site()),
        };
        ident.to_tokens(tokens);
    }
}

impl ToTokens for Doc<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        for line in docs::lines(self) {
            let text = match line.is_empty() {
                true => Literal::string(""),
                false => Literal::string(&format!(" {line}")),
            };
            tokens.extend(quote!(#[doc = #text]));
        }
    }
}

/// Prints items.
pub(super) fn items(items: TokenStream, source: &mut Source) {
    let Ok(mut file) = syn::parse2::<syn::File>(items.clone()) else {
        // Nothing but checked identifiers and literals is in the tokens; if they still are no items, the compiler's
        // word on them is better than none.
        return source.line(items);
    };
    for item in std::mem::take(&mut file.items) {
        file.items = vec![item];
        source.item();
        prettyplease::unparse(&file)
            .lines()
            .for_each(|line| source.line(line));
    }
}

/// Prints `impl NAME { … }` with functions; nothing if there are none.
pub(super) fn implementation(
    name: impl Display,
    functions: impl IntoIterator<Item = TokenStream>,
    source: &mut Source,
) {
    let mut functions = functions.into_iter().peekable();
    if functions.peek().is_some() {
        source.item();
        source.block(format_args!("impl {name}"), |source| {
            functions.for_each(|function| items(function, source));
        });
    }
}
