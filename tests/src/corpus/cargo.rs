//! Cargo on a workspace of generated crates, and what the compiler says about each.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;
use std::{env, fs};

use serde::Deserialize;

use super::progress::Progress;
use super::workspace::Workspace;

/// Set for rustc's processes: the folder in which [`time_rustc`] notes their seconds.
const TIMES: &str = "SPECWRIGHT_CORPUS_TIMES";

/// What the compiler made of one crate.
#[derive(Clone, Debug, Default)]
pub struct Compiled {
    /// Whether it compiled.
    pub done: bool,
    /// The warnings, as the compiler draws them.
    pub warnings: Vec<String>,
    /// The errors, as the compiler draws them.
    pub errors: Vec<String>,
    /// Seconds of the compiler on this crate alone.
    pub seconds: f64,
}

/// Runs `cargo SUBCOMMAND` on all members, and gives what came out for each by its name.
///
/// # Errors
///
/// Cargo does not start, or fails before it compiles: its own words.
pub fn cargo(
    workspace: &Workspace,
    subcommand: &str,
    jobs: usize,
    progress: &Progress,
) -> io::Result<BTreeMap<String, Compiled>> {
    let times = workspace.folder().join("times");
    fs::create_dir_all(&times)?;
    let mut child = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args([
            subcommand,
            "--workspace",
            "--keep-going",
            "--offline",
            "--quiet",
            "--message-format=json",
        ])
        .arg(format!("--jobs={jobs}"))
        .current_dir(workspace.folder())
        .env("CARGO_TARGET_DIR", workspace.build_folder())
        .env("RUSTC_WORKSPACE_WRAPPER", env::current_exe()?)
        .env(TIMES, &times)
        .env_remove("RUSTFLAGS")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let stderr = child.stderr.take();
    let complaints = std::thread::spawn(move || stderr.map(io::read_to_string));
    let mut compiled: BTreeMap<String, Compiled> = BTreeMap::new();
    let mut artifacts = 0_usize;
    let mut dependency_errors: Vec<String> = Vec::new();
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).lines() {
            let Ok(message) = serde_json::from_str::<Message>(&line?) else {
                continue;
            };
            let Some(target) = message.target else { continue };
            let folder = message.manifest_path.parent().unwrap_or(Path::new(""));
            if !folder.starts_with(workspace.folder()) {
                let error = message.message.filter(|said| said.level == "error");
                dependency_errors.extend(error.and_then(|said| said.rendered));
                continue;
            }
            let member = folder.file_name().unwrap_or_default();
            let crate_ = compiled.entry(member.to_string_lossy().into_owned()).or_default();
            match (message.reason.as_str(), message.message) {
                ("compiler-artifact", _) if !target.kind.iter().any(|kind| kind == "custom-build") => {
                    artifacts += 1;
                    crate_.done = true;
                    progress.step(&target.name);
                }
                ("compiler-message", Some(diagnostic)) => crate_.note(diagnostic),
                _ => {}
            }
        }
    }
    let status = child.wait()?;
    let complaints = complaints.join().ok().flatten().transpose()?.unwrap_or_default();
    if !dependency_errors.is_empty() {
        return Err(io::Error::other(dependency_errors.concat()));
    }
    if !status.success() && artifacts == 0 && compiled.values().all(|one| one.errors.is_empty()) {
        return Err(io::Error::other(complaints));
    }
    for (name, crate_) in &mut compiled {
        crate_.done &= crate_.errors.is_empty();
        crate_.seconds = fs::read_to_string(times.join(name))
            .ok()
            .and_then(|text| text.parse().ok())
            .unwrap_or_default();
    }
    Ok(compiled)
}

impl Compiled {
    fn note(&mut self, diagnostic: Diagnostic) {
        // What only counts the others.
        if diagnostic.code.is_none() && diagnostic.spans.is_empty() && diagnostic.message.ends_with("emitted")
        {
            return;
        }
        let text = diagnostic.rendered.unwrap_or(diagnostic.message);
        match diagnostic.level.as_str() {
            "error" | "error: internal compiler error" => self.errors.push(text),
            "warning" => self.warnings.push(text),
            _ => {}
        }
    }
}

#[derive(Deserialize)]
struct Message {
    reason: String,
    #[serde(default)]
    manifest_path: PathBuf,
    target: Option<Target>,
    message: Option<Diagnostic>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
}

#[derive(Deserialize)]
struct Diagnostic {
    level: String,
    message: String,
    code: Option<serde_json::Value>,
    spans: Vec<serde_json::Value>,
    rendered: Option<String>,
}

/// When cargo called this process in rustc's place: runs rustc, and notes the seconds that it took for the crate.
/// `None` when this is no such call.
///
/// Crates compile side by side in one cargo run, so only rustc's own process knows the time of one.
pub fn time_rustc() -> Option<ExitCode> {
    let times = PathBuf::from(env::var_os(TIMES)?);
    let mut arguments = env::args_os().skip(1);
    let rustc = arguments.next()?;
    let arguments: Vec<_> = arguments.collect();
    let name = env::var("CARGO_PKG_NAME").unwrap_or_default();
    let compiles = arguments.iter().any(|argument| argument == "--crate-name");
    let start = Instant::now();
    let status = Command::new(rustc).args(&arguments).status();
    let seconds = start.elapsed().as_secs_f64();
    if compiles && !name.is_empty() {
        let _ = fs::write(times.join(name), seconds.to_string());
    }
    let code = status.ok().and_then(|status| status.code()).unwrap_or(1);
    Some(ExitCode::from(u8::try_from(code).unwrap_or(1)))
}
