//! The layers of the runtime: an item uses only what stands before its own layer.

mod paths;

use std::path::{Path, PathBuf};

use paths::{Module, paths};

/// A folder of modules, and the order of what stands directly in it: each uses only those before it.
struct Layers {
    folder: &'static [&'static str],
    order: &'static [&'static str],
}

const LAYERS: [Layers; 5] = [
    Layers {
        folder: &[],
        order: &[
            "platform",
            "message",
            "error",
            "record",
            "codec",
            "values",
            "transport",
            "cassette",
            "call",
            "client",
            "server",
            "mock",
            "__private",
            "macros",
        ],
    },
    Layers {
        folder: &["message"],
        order: &["body", "head", "response"],
    },
    Layers {
        folder: &["codec"],
        order: &[
            "json",
            "argument",
            "xml",
            "parameter",
            "multipart",
            "kept",
            "stream",
            "response",
            "header",
        ],
    },
    Layers {
        folder: &["server"],
        order: &[
            "media_type",
            "rejection",
            "kinds",
            "schema",
            "description",
            "decode",
            "credentials",
            "received",
            "stream",
            "arriving",
            "unread",
            "incoming",
            "outgoing",
            "service",
            "webhooks",
            "callback",
        ],
    },
    Layers {
        folder: &["call"],
        order: &[
            "operation",
            "url",
            "credential",
            "oauth2",
            "retry",
            "observe",
            "settings",
            "build",
            "exchange",
            "request",
            "detached",
            "pagination",
            "custom",
            "send",
        ],
    },
];

/// These stand behind all layers, so that they may also name what the root of the crate re-exports.
const BEHIND_ALL: [&str; 2] = ["macros", "__private"];

/// Returns what is wrong with the uses of a file, a line each.
fn violations(file: &Module, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for used in paths(file, text) {
        for layers in &LAYERS {
            if let Some(wrong) = violation(layers, file, &used) {
                found.push(format!("{}: crate::{} {wrong}", file.join("::"), used.join("::")));
            }
        }
    }
    found
}

fn violation(layers: &Layers, file: &Module, used: &Module) -> Option<String> {
    let own = after(file, layers.folder)?;
    let other = after(used, layers.folder)?;
    let position = |name: &str| layers.order.iter().position(|known| *known == name);
    let Some(own_position) = position(own) else {
        return Some(format!("is used in `{own}`, which is in no layer"));
    };
    match position(other) {
        Some(position) if position > own_position => {
            Some(format!("runs back: `{own}` stands before `{other}`"))
        }
        None if !BEHIND_ALL.contains(&own) => Some("is not named by the module that it is in".to_owned()),
        Some(_) | None => None,
    }
}

/// Returns the segment of a path that stands directly behind a folder.
fn after<'a>(path: &'a Module, folder: &[&str]) -> Option<&'a str> {
    let (start, rest) = path.split_at_checked(folder.len())?;
    (start == folder).then_some(rest.first()?.as_str())
}

/// Returns the files of a folder and those below, each with its module.
fn files(folder: &Path, module: &Module) -> Vec<(PathBuf, Module)> {
    let mut files_found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let mut inner = module.clone();
        if !matches!(name.as_str(), "mod" | "lib") {
            inner.push(name);
        }
        if path.is_dir() {
            files_found.extend(files(&path, &inner));
        } else {
            files_found.push((path, inner));
        }
    }
    files_found
}

#[test]
fn no_use_runs_back() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = files(&source, &Module::new());
    assert!(files.len() > 60, "only {} files", files.len());
    let found: Vec<String> = files
        .iter()
        .filter(|(_, module)| !module.is_empty())
        .flat_map(|(path, module)| violations(module, &std::fs::read_to_string(path).expect("text")))
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn no_file_is_longer_than_400_lines() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for (path, _) in files(&source, &Module::new()) {
        let lines = std::fs::read_to_string(&path).expect("text").lines().count();
        assert!(lines <= 400, "{} has {lines} lines", path.display());
    }
}

fn module(path: &str) -> Module {
    path.split("::").map(str::to_owned).collect()
}

#[track_caller]
fn assert_refused(file: &str, text: &str, expected: &str) {
    let found = violations(&module(file), text);
    assert!(found.iter().any(|line| line.contains(expected)), "{found:?}");
}

#[track_caller]
fn assert_taken(file: &str, text: &str) {
    assert_eq!(violations(&module(file), text), Vec::<String>::new());
}

#[test]
fn a_use_of_a_later_layer_is_refused() {
    let wrong = "runs back: `message` stands before `error`";
    assert_refused("message::body", "use crate::error::Fault;", wrong);
    assert_refused(
        "message::body",
        "use crate::{random::random, error::{Fault, Error}};",
        wrong,
    );
    assert_refused("message::body", "pub(crate) use crate::error::*;", wrong);
    assert_taken("error::fault", "use crate::message::Body;");
    assert_taken("error", "pub(crate) use fault::Fault; pub(crate) mod fault;");
}

#[test]
fn a_path_in_code_counts_as_a_use() {
    let text = "fn f() -> Vec<crate::call::build::Call> { Vec::new() }";
    assert_refused("codec::json", text, "`codec` stands before `call`");
    assert_refused(
        "codec::json",
        "macro_rules! m { () => { $crate::client::Client } }",
        "`codec` stands before `client`",
    );
}

#[test]
fn a_path_through_super_counts_as_a_use() {
    assert_refused(
        "message::body",
        "use super::super::error::Fault;",
        "`message` stands before `error`",
    );
    assert_refused(
        "call::url::base",
        "use super::super::build::Call;",
        "`url` stands before `build`",
    );
    assert_refused(
        "call::url",
        "use super::{retry::Retry, build::{self, Call}};",
        "`url` stands before `build`",
    );
    assert_taken("call::url::base", "use super::path::fill;");
    assert_taken("call::build::body", "use super::super::url::BaseUrl;");
}

#[test]
fn a_path_in_a_module_of_the_file_starts_there() {
    assert_refused(
        "call::url",
        "mod tests { use super::super::build::Call; }",
        "`url` stands before `build`",
    );
    assert_taken("call::url", "mod tests { use super::build; } fn after() {}");
    assert_refused(
        "call::url",
        "mod tests { fn f() {} } use super::build;",
        "`url` stands before `build`",
    );
}

#[test]
fn a_name_that_a_parent_re_exports_is_refused() {
    let wrong = "is not named by the module that it is in";
    assert_refused("codec::json", "use crate::Body;", wrong);
    assert_refused("call::request", "use super::Call;", wrong);
    assert_taken("macros::request", "macro_rules! m { () => { $crate::Request } }");
}

#[test]
fn a_module_outside_the_layers_is_refused() {
    assert_refused(
        "helpers",
        "use crate::message::Body;",
        "`helpers`, which is in no layer",
    );
}

#[test]
fn comments_texts_and_visibilities_are_no_uses() {
    assert_taken(
        "message::body",
        "// use crate::error::Fault;\n/// [`Error`](crate::error::Error)\nfn f() {}",
    );
    assert_taken("message::body", "/* crate::error::Fault */ pub(crate) fn f() {}");
    assert_taken(
        "message::body",
        r#"const A: &str = "crate::error::Fault"; const B: char = '"';"#,
    );
    assert_refused(
        "message::body",
        "const B: char = '\"'; use crate::error::Fault;",
        "`error`",
    );
}
