//! What is in a generated crate, counted by parsing it.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::{fs, io};

use serde::Serialize;
use syn::visit::{self, Visit};

use super::side::Side;
use crate::corpus::methods::methods;

/// How much there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Output {
    /// Lines of Rust.
    pub lines: usize,
    /// Methods that call an operation: of ours, those that describe one; of the others, public asynchronous methods
    /// of a type whose name ends in `Client`; of openapi-generator, public asynchronous functions.
    pub operations: usize,
    /// Public structs and enums in a module `types` or below one, which openapi-generator calls `models`.
    pub types: usize,
    /// Public structs and enums in any module: those of requests, answers and errors, too, wherever a side keeps them.
    pub all_types: usize,
    /// With the public aliases: the names of types. A side may define a type once that others define for each place.
    pub names: usize,
}

impl Output {
    /// Counts what is in the crate in the folder `out`. What does not parse counts its lines only.
    ///
    /// # Errors
    ///
    /// A file can't be read.
    pub fn count(side: Side, out: &Path) -> io::Result<Self> {
        let mut output = Self::default();
        output.add_folder(side, &out.join("src"), false)?;
        Ok(output)
    }

    /// Counts the lines only, in little memory whatever there is.
    ///
    /// # Errors
    ///
    /// A file can't be read.
    pub fn lines_of(out: &Path) -> io::Result<Self> {
        let mut output = Self::default();
        let mut folders = vec![out.join("src")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder)? {
                let path = entry?.path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|ending| ending == "rs") {
                    output.lines += BufReader::new(fs::File::open(path)?).split(b'\n').count();
                }
            }
        }
        Ok(output)
    }

    fn add_folder(&mut self, side: Side, folder: &Path, in_types: bool) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let types = match side {
                Side::OpenapiGenerator => "models",
                _ => "types",
            };
            let in_types = in_types || path.file_stem().is_some_and(|stem| stem == types);
            if path.is_dir() {
                self.add_folder(side, &path, in_types)?;
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                self.add_code(side, &fs::read_to_string(&path)?, in_types);
            }
        }
        Ok(())
    }

    fn add_code(&mut self, side: Side, code: &str, in_types: bool) {
        self.lines += code.lines().count();
        let Ok(file) = syn::parse_file(code) else { return };
        let mut counter = Counter {
            in_types,
            ..Counter::default()
        };
        counter.visit_file(&file);
        self.types += counter.types;
        self.all_types += counter.all_types;
        self.names += counter.all_types + counter.aliases;
        self.operations += match side {
            Side::Specwright => methods(code).map_or(0, |found| found.len()),
            Side::OpenapiGenerator => counter.functions,
            _ => counter.asynchronous,
        };
    }
}

#[derive(Default)]
struct Counter {
    in_types: bool,
    types: usize,
    all_types: usize,
    aliases: usize,
    asynchronous: usize,
    functions: usize,
}

impl<'ast> Visit<'ast> for Counter {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        let outside = self.in_types;
        self.in_types |= item.ident == "types";
        visit::visit_item_mod(self, item);
        self.in_types = outside;
    }

    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        self.add_type(&item.vis);
    }

    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        self.add_type(&item.vis);
    }

    fn visit_item_type(&mut self, item: &'ast syn::ItemType) {
        self.aliases += usize::from(is_public(&item.vis));
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.functions += usize::from(item.sig.asyncness.is_some() && is_public(&item.vis));
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        let syn::Type::Path(path) = &*item.self_ty else {
            return;
        };
        let name = path.path.segments.last().map(|last| last.ident.to_string());
        if item.trait_.is_none() && name.is_some_and(|name| name.ends_with("Client")) {
            let calls = item.items.iter().filter(|member| {
                matches!(member, syn::ImplItem::Fn(function)
                    if function.sig.asyncness.is_some() && is_public(&function.vis))
            });
            self.asynchronous += calls.count();
        }
    }
}

impl Counter {
    fn add_type(&mut self, visibility: &syn::Visibility) {
        let count = usize::from(is_public(visibility));
        self.all_types += count;
        if self.in_types {
            self.types += count;
        }
    }
}

fn is_public(visibility: &syn::Visibility) -> bool {
    matches!(visibility, syn::Visibility::Public(_))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asynchronous_methods_of_a_client_and_types_of_a_module_types_count_and_names_with_aliases() {
        let code = "
            pub struct PetClient;
            impl PetClient {
                pub fn new() -> Self { Self }
                pub async fn list_pets(&self) {}
                async fn send(&self) {}
            }
            impl Pet { pub async fn parse(&self) {} }
            pub mod types {
                pub struct Pet;
                pub enum Kind {}
                pub type Pets = Vec<Pet>;
                struct Hidden;
                pub mod builder { pub struct PetBuilder; }
            }
        ";
        let mut output = Output::default();
        output.add_code(Side::Progenitor, code, false);
        let expected = Output {
            lines: code.lines().count(),
            operations: 1,
            types: 3,
            all_types: 4,
            names: 5,
        };
        assert_eq!(output, expected);
    }

    #[test]
    fn asynchronous_functions_of_openapi_generator_count() {
        let code = "
            pub async fn list_pets(configuration: &Configuration) {}
            pub fn urlencode() {}
            async fn hidden() {}
        ";
        let mut output = Output::default();
        output.add_code(Side::OpenapiGenerator, code, false);
        assert_eq!(output.operations, 1);
    }
}
