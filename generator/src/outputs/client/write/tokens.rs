//! From the model to tokens, and from tokens to text: for what each client has once.
//!
//! What it has by the thousand is written as [`Source`] right away: a build script runs without optimisation, and
//! there printing the tokens of a large API takes three times as long as all else in this stage.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote};

use super::docs::DocComment;
use super::source::Source;
use crate::outputs::client::plan::RustName;

impl ToTokens for RustName {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let ident = match self.is_keyword() {
            true => Ident::new_raw(self.as_str(), Span::call_site()),
            false => Ident::new(self.as_str(), Span::call_site()),
        };
        ident.to_tokens(tokens);
    }
}

impl ToTokens for DocComment {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        for line in self.lines() {
            let text = match line.is_empty() {
                true => Literal::string(""),
                false => Literal::string(&format!(" {line}")),
            };
            tokens.extend(quote!(#[doc = #text]));
        }
    }
}

/// Prints items.
pub(super) fn print(items: TokenStream, source: &mut Source) {
    match syn::parse2(items.clone()) {
        Ok(file) => source.written(&[prettyplease::unparse(&file)]),
        // Nothing but checked identifiers and literals is in the tokens; if they still are no items, the compiler's
        // word on them is better than none.
        Err(_) => source.line(items),
    }
}
