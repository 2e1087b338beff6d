//! What `rustdoc` sees of the clients of the pairs, held against the verdicts: a second opinion on what programs can name.
//!
//! Needs a nightly toolchain, for the JSON of `rustdoc`; without one it is skipped, and says so.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use specwright_tests::corpus::workspace::{Workspace, target_folder};

use super::compiler::write_manifest;

/// The public items of a client: what each is, by its path.
pub(crate) type Items = BTreeMap<String, String>;

/// Returns the public items of each client, by the name of its module; `None` where there is no nightly toolchain.
pub(crate) fn public_items(clients: &[(String, String)]) -> Option<BTreeMap<String, Items>> {
    let nightly = |arguments: &[&str]| {
        let mut command = Command::new("rustup");
        command.args(["run", "nightly", "cargo"]).args(arguments);
        for variable in ["CARGO", "RUSTC", "RUSTDOC", "RUSTFLAGS", "RUSTUP_TOOLCHAIN"] {
            command.env_remove(variable);
        }
        command
    };
    let is_there = nightly(&["--version"]).output();
    if !is_there.is_ok_and(|output| output.status.success()) {
        // Past the capture of the test harness, so that it is seen.
        let _ = writeln!(
            std::io::stderr(),
            "skipped: the JSON of rustdoc needs a nightly toolchain, `rustup toolchain install nightly`"
        );
        return None;
    }
    let name = "stability-rustdoc";
    let workspace = Workspace::new(name).unwrap();
    write_manifest(&workspace, name);
    let write = |path: &str, text: &str| workspace.write(name, Path::new(path), text).unwrap();
    let mut root = String::from("#![allow(warnings)]\n");
    for (module, client) in clients {
        root.push_str(&format!("pub mod {module};\n"));
        write(&format!("src/{module}.rs"), client);
    }
    write("src/lib.rs", &root);
    workspace.set_members([name]).unwrap();
    let target = target_folder().join(name);
    let output = nightly(&["rustdoc", "--offline", "--quiet", "--lib", "--"])
        .args(["-Z", "unstable-options", "--output-format", "json"])
        .current_dir(workspace.folder().join("crates").join(name))
        .env("CARGO_TARGET_DIR", &target)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = std::fs::read(target.join("doc/stability_rustdoc.json")).unwrap();
    let documented: Value = serde_json::from_slice(&text).unwrap();
    let index = &documented["index"];
    let root = item(index, &documented["root"]);
    let modules = children(&root["inner"]["module"]["items"]).filter_map(|id| {
        let module = item(index, id);
        let mut items = Items::new();
        walk(index, module, "", &mut items);
        Some((module["name"].as_str()?.to_owned(), items))
    });
    Some(modules.collect())
}

/// Returns the item of an id, which is a number or a text.
fn item<'v>(index: &'v Value, id: &Value) -> &'v Value {
    match id {
        Value::String(id) => &index[id],
        id => &index[id.to_string()],
    }
}

fn children(ids: &Value) -> impl Iterator<Item = &Value> {
    ids.as_array().into_iter().flatten()
}

/// Adds what can be named of an item and of what is in it.
fn walk(index: &Value, of: &Value, path: &str, items: &mut Items) {
    let Some((kind, inner)) = of["inner"].as_object().and_then(|inner| inner.iter().next()) else {
        return;
    };
    let below = |items: &mut Items, path: &str, ids: &Value| {
        for id in children(ids) {
            let child = item(index, id);
            if !child.is_null() {
                let name = child["name"].as_str().unwrap_or_default();
                walk(index, child, &format!("{path}::{name}"), items);
            }
        }
    };
    match kind.as_str() {
        "module" => below(items, path, &inner["items"]),
        "struct" | "enum" => {
            items.insert(path.to_owned(), kind.clone());
            below(items, path, &inner["kind"]["plain"]["fields"]);
            below(items, path, &inner["kind"]["tuple"]);
            below(items, path, &inner["variants"]);
            for id in children(&inner["impls"]) {
                let implementation = &item(index, id)["inner"]["impl"];
                match &implementation["trait"] {
                    _ if !implementation["blanket_impl"].is_null()
                        || implementation["is_synthetic"] == true => {}
                    Value::Null => below(items, path, &implementation["items"]),
                    of_trait => {
                        items.insert(format!("{path} as {}", signature(of_trait)), String::new());
                    }
                }
            }
        }
        "variant" => {
            items.insert(path.to_owned(), kind.clone());
            below(items, path, &inner["kind"]["tuple"]);
        }
        "function" => {
            // Names of arguments are nothing that a program writes.
            let inputs = children(&inner["sig"]["inputs"]).map(|input| signature(&input[1]));
            let inputs: Vec<String> = inputs.collect();
            let output = signature(&inner["sig"]["output"]);
            let said = format!("{inputs:?} {output} {}", signature(&inner["generics"]));
            items.insert(path.to_owned(), said);
        }
        "struct_field" | "type_alias" | "constant" => {
            items.insert(path.to_owned(), format!("{kind} {}", signature(inner)));
        }
        _ => {}
    }
}

/// Returns a type or a signature as text, without what is another one in each run.
fn signature(value: &Value) -> String {
    fn without_ids(value: &Value) -> Value {
        match value {
            Value::Object(object) => {
                let kept = object.iter().filter(|(key, _)| *key != "id");
                kept.map(|(key, value)| (key.clone(), without_ids(value)))
                    .collect()
            }
            Value::Array(items) => items.iter().map(without_ids).collect(),
            other => other.clone(),
        }
    }
    without_ids(value).to_string()
}
