//! The operations in generated code, found by parsing it.

use syn::visit::{self, Visit};

/// An operation's method as the generated code has it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Method {
    /// The name of the Rust method.
    pub name: String,
    /// The HTTP method in its description.
    pub http_method: String,
    /// The path in its description.
    pub path: String,
}

/// The public methods of `Client` that describe an operation, in the order of the code.
///
/// # Errors
///
/// The code is not Rust.
pub fn methods(code: &str) -> syn::Result<Vec<Method>> {
    let file = syn::parse_file(code)?;
    let mut finder = Finder::default();
    finder.visit_file(&file);
    Ok(finder.found)
}

#[derive(Default)]
struct Finder {
    found: Vec<Method>,
}

impl<'ast> Visit<'ast> for Finder {
    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        if item.trait_.is_some() || !is_client(&item.self_ty) {
            return;
        }
        for member in &item.items {
            let syn::ImplItem::Fn(function) = member else {
                continue;
            };
            if !matches!(function.vis, syn::Visibility::Public(_)) {
                continue;
            }
            let mut description = Description::default();
            description.visit_block(&function.block);
            if let (Some(http_method), Some(path)) = (description.method, description.path) {
                self.found.push(Method {
                    name: function.sig.ident.to_string(),
                    http_method,
                    path,
                });
            }
        }
    }
}

fn is_client(ty: &syn::Type) -> bool {
    matches!(ty, syn::Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "Client"))
}

/// The `method` and `path` of the first `Operation { … }` in a function.
#[derive(Default)]
struct Description {
    method: Option<String>,
    path: Option<String>,
}

impl<'ast> Visit<'ast> for Description {
    fn visit_expr_struct(&mut self, expression: &'ast syn::ExprStruct) {
        if expression
            .path
            .segments
            .last()
            .is_some_and(|last| last.ident == "Operation")
        {
            for field in &expression.fields {
                let syn::Expr::Lit(syn::ExprLit {
                    lit: syn::Lit::Str(text),
                    ..
                }) = &field.expr
                else {
                    continue;
                };
                match &field.member {
                    syn::Member::Named(name) if name == "method" => self.method = Some(text.value()),
                    syn::Member::Named(name) if name == "path" => self.path = Some(text.value()),
                    _ => {}
                }
            }
        }
        visit::visit_expr_struct(self, expression);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn public_methods_of_the_client_that_describe_an_operation_count() {
        let code = r#"
            impl Client {
                pub fn builder() -> ClientBuilder { ClientBuilder::default() }
                pub fn get_pet(&self) -> Request<()> {
                    let call = self.inner.call(&runtime::Operation { id: "getPet", method: "GET", path: "/pet" });
                    call.request(empty)
                }
                fn hidden(&self) { runtime::Operation { method: "PUT", path: "/" }; }
            }
            impl Other { pub fn get(&self) { runtime::Operation { method: "PUT", path: "/" }; } }
        "#;
        let found = methods(code).unwrap();
        let expected = Method {
            name: "get_pet".to_owned(),
            http_method: "GET".to_owned(),
            path: "/pet".to_owned(),
        };
        assert_eq!(found, [expected]);
    }
}
