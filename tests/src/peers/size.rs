//! `peers size`: how large a release binary is that calls some operations of a document, beside one that does the same by hand.
//!
//! By hand is `reqwest` with `serde_json` and the cryptography that our runtime chooses, a URL by `format!`, and a body of success as any JSON value: less than any program does that has types.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

use serde::Serialize;
use specwright::Generator;

use super::generate::{remove, workspace_folder};
use super::install::cargo;
use super::side::Side;
use crate::corpus::discover::Found;
use crate::corpus::workspace::project_folder;

/// The sizes of two binaries that do the same.
#[derive(Debug, Serialize)]
pub struct Size {
    /// The document's name.
    pub document: String,
    /// How many operations they call.
    pub operations: usize,
    /// Bytes of the one with the generated client, symbols stripped.
    pub generated: u64,
    /// Bytes of the one by hand, likewise.
    pub by_hand: u64,
}

/// Builds both binaries for the first operations of each document that ask for texts and whole numbers only: so many of them.
///
/// # Errors
///
/// A document has too few such operations, a binary does not build, or a file can't be written.
pub fn size(documents: &[Found], operations: &[usize]) -> io::Result<Vec<Size>> {
    let mut sizes = Vec::new();
    for found in documents {
        let calls = calls(found)?;
        for count in operations {
            let calls = calls.get(..*count).ok_or_else(|| {
                let known = calls.len();
                io::Error::other(format!(
                    "{}: {known} operations can be called, {count} asked for",
                    found.name
                ))
            })?;
            eprintln!("{}: {count} operations", found.name);
            sizes.push(Size {
                document: found.name.clone(),
                operations: *count,
                generated: build("generated", &generated(found, calls)?)?,
                by_hand: build("by-hand", &by_hand(calls)?)?,
            });
        }
    }
    Ok(sizes)
}

/// The sizes as a Markdown table.
pub fn markdown(sizes: &[Size]) -> String {
    let mut text =
        "| document | operations | generated kB | by hand kB | × |\n|---|--:|--:|--:|--:|\n".to_owned();
    for size in sizes {
        #[allow(clippy::cast_precision_loss)]
        let times = size.generated as f64 / size.by_hand as f64;
        let (generated, by_hand) = (size.generated / 1000, size.by_hand / 1000);
        writeln!(
            text,
            "| {} | {} | {generated} | {by_hand} | {times:.2} |",
            size.document, size.operations
        )
        .expect("a string takes all");
    }
    text
}

/// A call of an operation, on both sides.
struct Call {
    generated: String,
    /// The path behind the server, with its arguments.
    path: String,
}

/// Returns calls of the operations that are read by texts and whole numbers in their path, in the document's order.
fn calls(found: &Found) -> io::Result<Vec<Call>> {
    let generated = Generator::new(&found.path).generate();
    let generated = generated.map_err(|error| io::Error::other(error.to_string()))?;
    let file = syn::parse_file(&generated.client).map_err(io::Error::other)?;
    let methods = file.items.into_iter().filter_map(|item| match item {
        syn::Item::Impl(item) if item.trait_.is_none() => Some(item.items),
        _ => None,
    });
    let methods = methods.flatten().filter_map(|item| match item {
        syn::ImplItem::Fn(method) => Some(method),
        _ => None,
    });
    Ok(methods.filter_map(|method| call(&method)).collect())
}

fn call(method: &syn::ImplItemFn) -> Option<Call> {
    let body = quote::ToTokens::to_token_stream(&method.block).to_string();
    // What the method tells the runtime of its operation.
    let literal = |name: &str| {
        let (_, rest) = body.split_once(&format!("{name} : \""))?;
        rest.split_once('"').map(|(text, _)| text.to_owned())
    };
    if literal("method")? != "GET" {
        return None;
    }
    let mut arguments = Vec::new();
    for input in method.sig.inputs.iter().skip(1) {
        let syn::FnArg::Typed(argument) = input else {
            return None;
        };
        let ty = quote::ToTokens::to_token_stream(&argument.ty).to_string();
        arguments.push(match ty.as_str() {
            "impl Argument < str >" => "\"x\"",
            "impl Argument < i64 >" | "impl Argument < i32 >" => "1",
            _ => return None,
        });
    }
    let template = literal("path")?;
    // Every argument is one of the path.
    if template.matches('{').count() != arguments.len() {
        return None;
    }
    let mut path = String::new();
    for piece in template.split_inclusive('}') {
        match piece.split_once('{') {
            Some((before, _)) => write!(path, "{before}{{}}").expect("a string takes all"),
            None => path += piece,
        }
    }
    Some(Call {
        generated: format!("{}({})", method.sig.ident, arguments.join(", ")),
        path: format!("{path:?}, {}", arguments.join(", ")),
    })
}

fn generated(found: &Found, calls: &[Call]) -> io::Result<PathBuf> {
    let runtime = project_folder().join("runtime");
    let dependencies = format!(
        "specwright-runtime = {{ path = {runtime:?} }}\n\n[build-dependencies]\nspecwright = {{ path = {:?} }}\n",
        project_folder().join("generator")
    );
    let document = std::path::absolute(&found.path)?;
    let build = format!(
        "fn main() -> Result<(), specwright::Error> {{\n    specwright::Generator::new({document:?}).name(\"api\").build_script()\n}}\n"
    );
    let mut main = "specwright_runtime::include_client!(\"api\");\n\n".to_owned();
    main += &program(
        "Client::builder().base_url(&std::env::args().nth(1).unwrap_or_default()).build()?",
        calls,
        |call| format!("client.{}.await", call.generated),
    );
    write("generated", &dependencies, &main, Some(&build))
}

fn by_hand(calls: &[Call]) -> io::Result<PathBuf> {
    let dependencies = "reqwest = { version = \"0.13\", default-features = false, features = [\"rustls-no-provider\", \"gzip\", \"json\"] }\nrustls = { version = \"0.23\", default-features = false, features = [\"ring\", \"std\", \"tls12\"] }\nserde_json = \"1\"\n";
    let mut main = "async fn get(client: &reqwest::Client, path: String) -> Result<serde_json::Value, reqwest::Error> {\n    \
        let url = format!(\"{}{path}\", std::env::args().nth(1).unwrap_or_default());\n    \
        client.get(url).send().await?.error_for_status()?.json().await\n}\n\n"
        .to_owned();
    main += &program(
        "{ let _ = rustls::crypto::ring::default_provider().install_default(); reqwest::Client::builder().build()? }",
        calls,
        |call| {
            format!(
                "get(&client, format!({})).await",
                call.path.trim_end_matches(", ")
            )
        },
    );
    write("by-hand", dependencies, &main, None)
}

/// Returns a program that makes the calls, and shows what each gives.
fn program(client: &str, calls: &[Call], call: impl Fn(&Call) -> String) -> String {
    let mut text = "#[tokio::main(flavor = \"current_thread\")]\nasync fn main() -> Result<(), Box<dyn std::error::Error>> {\n".to_owned();
    writeln!(text, "    let client = {client};").expect("a string takes all");
    for one in calls {
        writeln!(text, "    println!(\"{{:?}}\", {});", call(one)).expect("a string takes all");
    }
    text + "    Ok(())\n}\n"
}

fn write(name: &str, dependencies: &str, main: &str, build: Option<&str>) -> io::Result<PathBuf> {
    let folder = workspace_folder("size", Side::Specwright).join(name);
    remove(&folder.join("src"))?;
    fs::create_dir_all(folder.join("src"))?;
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [profile.release]\nstrip = true\n\n\
         [dependencies]\ntokio = {{ version = \"1\", features = [\"macros\", \"rt\"] }}\n{dependencies}"
    );
    fs::write(folder.join("Cargo.toml"), manifest)?;
    fs::write(folder.join("src/main.rs"), main)?;
    if let Some(build) = build {
        fs::write(folder.join("build.rs"), build)?;
    }
    fs::copy(project_folder().join("Cargo.lock"), folder.join("Cargo.lock"))?;
    Ok(folder)
}

/// Builds a binary, and returns its size in bytes.
fn build(name: &str, folder: &Path) -> io::Result<u64> {
    let target = workspace_folder("size", Side::Specwright).join("target");
    let mut command: Command = cargo(folder);
    let status = command
        .args(["build", "--release", "--quiet"])
        .env("CARGO_TARGET_DIR", &target)
        .stdout(io::stderr())
        .status()?;
    if !status.success() {
        return Err(io::Error::other(format!("{name} does not build")));
    }
    Ok(fs::metadata(target.join("release").join(name))?.len())
}
