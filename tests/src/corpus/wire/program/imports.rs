//! What a module of the generated code imports of the runtime, so that a type of it can be named from elsewhere.

use std::collections::HashMap;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Item, Type, UseTree};

/// The paths of the runtime by the names that a module has for them.
#[derive(Debug, Default)]
pub(super) struct Imports(HashMap<String, TokenStream>);

impl Imports {
    /// Those of the module with these items.
    pub(super) fn of(items: &[Item]) -> Self {
        let mut imports = Self::default();
        for item in items {
            if let Item::Use(item) = item {
                imports.add(TokenStream::new(), &item.tree);
            }
        }
        imports
    }

    fn add(&mut self, before: TokenStream, tree: &UseTree) {
        match tree {
            UseTree::Path(path) if path.ident != "super" => {
                let ident = &path.ident;
                let before = match before.is_empty() {
                    true => quote::quote!(#ident),
                    false => quote::quote!(#before::#ident),
                };
                self.add(before, &path.tree);
            }
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.add(before.clone(), tree)),
            UseTree::Name(name) => {
                let ident = &name.ident;
                self.0.insert(ident.to_string(), quote::quote!(#before::#ident));
            }
            UseTree::Rename(rename) => {
                let ident = &rename.ident;
                let path = match (before.is_empty(), ident == "self") {
                    (true, _) => quote::quote!(#ident),
                    (false, true) => before,
                    (false, false) => quote::quote!(#before::#ident),
                };
                self.0.insert(rename.rename.to_string(), path);
            }
            UseTree::Path(_) | UseTree::Glob(_) => {}
        }
    }

    /// The type as it is named from outside of the module.
    pub(super) fn resolve(&self, ty: &Type) -> Type {
        let resolved = self.replace(ty.to_token_stream());
        syn::parse2(resolved).unwrap_or_else(|_| ty.clone())
    }

    fn replace(&self, tokens: TokenStream) -> TokenStream {
        let mut replaced = TokenStream::new();
        let mut in_path = false;
        for token in tokens {
            let path = match &token {
                TokenTree::Ident(ident) if !in_path => self.0.get(&ident.to_string()),
                _ => None,
            };
            in_path = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ':');
            match (path, token) {
                (Some(path), _) => replaced.extend(path.clone()),
                (None, TokenTree::Group(group)) => {
                    let inner = self.replace(group.stream());
                    let group = proc_macro2::Group::new(group.delimiter(), inner);
                    replaced.extend([TokenTree::Group(group)]);
                }
                (None, token) => replaced.extend([token]),
            }
        }
        replaced
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_is_named_from_outside() {
        let module: syn::File = syn::parse_quote! {
            use super::types;
            use specwright_runtime::chrono::{DateTime, Utc};
            use specwright_runtime::{self as rt, Map};
        };
        let imports = Imports::of(&module.items);
        let resolved = |ty: Type| {
            imports
                .resolve(&ty)
                .to_token_stream()
                .to_string()
                .replace(' ', "")
        };
        assert_eq!(
            resolved(syn::parse_quote!(&[Map<types::Map>])),
            "&[specwright_runtime::Map<types::Map>]"
        );
        assert_eq!(
            resolved(syn::parse_quote!((Option<DateTime<Utc>>, rt::Value))),
            "(Option<specwright_runtime::chrono::DateTime<specwright_runtime::chrono::Utc>>,specwright_runtime::Value)"
        );
    }
}
