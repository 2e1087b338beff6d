//! Types of arguments, as text.

use quote::ToTokens;
use syn::{GenericArgument, PathArguments, Type, TypeParamBound};

/// The type of a variable that can be passed as the argument type `ty`, and how it is passed.
pub(super) fn owned(ty: &Type, name: &str) -> (String, String) {
    let Type::ImplTrait(asked) = ty else {
        return (ty.to_token_stream().to_string(), name.to_owned());
    };
    let Some((kind, inner)) = asked.bounds.first().and_then(|bound| match bound {
        TypeParamBound::Trait(bound) => parameter(&bound.path),
        _ => None,
    }) else {
        return (ty.to_token_stream().to_string(), name.to_owned());
    };
    match kind.as_str() {
        "Argument" => (stands_for(inner), format!("&{name}")),
        // An `Option` can't say `null`.
        "Optional" | "OptionalOrNull" => (
            format!("specwright_runtime::Nullable<{}>", stands_for(inner)),
            name.to_owned(),
        ),
        _ => (ty.to_token_stream().to_string(), name.to_owned()),
    }
}

/// A type of which values stand for what an argument is asked for.
fn stands_for(ty: &Type) -> String {
    let Type::Path(path) = ty else {
        return ty.to_token_stream().to_string();
    };
    match parameter(&path.path) {
        _ if path.path.is_ident("str") => "String".to_owned(),
        Some((name, inner)) if name == "List" => format!("Vec<{}>", stands_for(inner)),
        Some((name, inner)) if name == "Entries" => format!("specwright_runtime::Map<{}>", stands_for(inner)),
        _ => ty.to_token_stream().to_string(),
    }
}

/// The last name of a path and its one parameter.
fn parameter(path: &syn::Path) -> Option<(String, &Type)> {
    let last = path.segments.last()?;
    match &last.arguments {
        PathArguments::AngleBracketed(arguments) => match arguments.args.first()? {
            GenericArgument::Type(inner) => Some((last.ident.to_string(), inner)),
            _ => None,
        },
        _ => None,
    }
}

/// The last name of a path.
pub(super) fn name_of(ty: &Type) -> String {
    match ty {
        Type::Path(path) => path
            .path
            .segments
            .last()
            .map(|last| last.ident.to_string())
            .unwrap_or_default(),
        _ => String::new(),
    }
}
