//! Instructions of the processor: what the stages of the generator, JSON and a call need, held to numbers that are kept.
//!
//! A time depends on what else the machine does, a count of instructions hardly. Each case runs under `valgrind` (cachegrind) twice, a
//! few times and some more: the difference is what one run of it needs, without what came before. Of the whole way of the generator there
//! is the memory, too, of a process without `valgrind`.
//!
//! ```console
//! $ cargo bench -p specwright-benchmarks --bench instructions               # a table
//! $ cargo bench -p specwright-benchmarks --bench instructions -- --check    # fails where a case needs 5 % more than was kept
//! $ cargo bench -p specwright-benchmarks --bench instructions -- --update   # keeps the numbers of this run
//! ```

mod cases;
mod kept;
mod memory;
#[path = "../../stages/mod.rs"]
mod stages;

use std::process::{Command, ExitCode, Stdio};

use cases::{CASES, Case};
use kept::Kept;

/// How much more than was kept is a failure of `--check`, in percent.
const TOLERANCE: f64 = 5.0;
/// The same of memory, of which allocators and kernels take more or less.
const MEMORY_TOLERANCE: f64 = 10.0;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match *arguments {
        ["--run", case, times] => {
            let case = CASES.iter().find(|known| known.name == case);
            let case = case.expect("the case is one of the list");
            (case.run)(times.parse().expect("a number of runs"), case.more + 1);
            ExitCode::SUCCESS
        }
        ["--peak"] => {
            cases::command(1, 1);
            println!("{}", memory::peak_kilobytes());
            ExitCode::SUCCESS
        }
        // What cargo gives to benchmarks only: `cargo test --benches` has no time for it.
        _ if !arguments.contains(&"--bench") => ExitCode::SUCCESS,
        _ => match table(arguments.contains(&"--check"), arguments.contains(&"--update")) {
            Ok(true) => ExitCode::SUCCESS,
            Ok(false) => ExitCode::FAILURE,
            Err(error) => {
                eprintln!("error: {error}");
                ExitCode::FAILURE
            }
        },
    }
}

/// Prints what each case needs, beside what was kept, and returns whether none needs too much.
fn table(check: bool, update: bool) -> Result<bool, String> {
    let kept = Kept::read()?;
    let mut counted = Kept::new(rustc()?);
    if !update && kept.rustc != counted.rustc {
        println!(
            "note: the kept numbers are of {}, this is {}",
            kept.rustc, counted.rustc
        );
        println!("      if that is why they differ, keep those of this compiler with `--update`");
    }
    println!("{:<16} {:>14} {:>14} {:>8}", "case", "kept", "now", "change");
    let mut dearer = Vec::new();
    for case in CASES {
        let now = count(case)?;
        counted.instructions.insert(case.name.to_owned(), now);
        let Some(&before) = kept.instructions.get(case.name) else {
            println!("{:<16} {:>14} {now:>14}", case.name, "-");
            if check {
                dearer.push(case.name);
            }
            continue;
        };
        let change = change(before, now);
        println!("{:<16} {before:>14} {now:>14} {change:>+7.1}%", case.name);
        if change > TOLERANCE {
            dearer.push(case.name);
        }
    }
    let now = memory::of_command()?;
    counted.peak_kilobytes = Some(now);
    let name = "command, peak kB";
    match kept.peak_kilobytes {
        Some(before) => {
            let change = change(before, now);
            println!("{name:<16} {before:>14} {now:>14} {change:>+7.1}%");
            if change > MEMORY_TOLERANCE {
                dearer.push(name);
            }
        }
        None => {
            println!("{name:<16} {:>14} {now:>14}", "-");
            dearer.push(name);
        }
    }
    if update {
        counted.write()?;
        return Ok(true);
    }
    if check && !dearer.is_empty() {
        println!(
            "\nmore than {TOLERANCE} % dearer, {MEMORY_TOLERANCE} % in memory, or not kept yet: {}. If that is worth it, say why in the commit and keep the new numbers with `--update`",
            dearer.join(", ")
        );
        return Ok(false);
    }
    Ok(true)
}

/// Returns how much more something is now, in percent.
#[allow(clippy::cast_precision_loss)]
fn change(before: u64, now: u64) -> f64 {
    (now as f64 / before as f64 - 1.0) * 100.0
}

/// Returns the instructions of one run of a case.
fn count(case: &Case) -> Result<u64, String> {
    let (once, more) = (instructions(case, 1)?, instructions(case, 1 + case.more)?);
    Ok(more.saturating_sub(once) / u64::from(case.more))
}

/// Returns the instructions of a process that runs a case so many times.
fn instructions(case: &Case, times: u32) -> Result<u64, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let output = Command::new("valgrind")
        .args([
            "--tool=cachegrind",
            "--cache-sim=no",
            "--cachegrind-out-file=/dev/null",
        ])
        .arg(program)
        .args(["--run", case.name, &times.to_string()])
        .stdin(Stdio::null())
        .output()
        .map_err(|error| {
            format!("cannot run `valgrind`: {error}; install it, as with `apt-get install valgrind`")
        })?;
    let text = String::from_utf8_lossy(&output.stderr);
    // `==7== I   refs:      1,234,567`, and `I refs:` of newer versions.
    let line = text
        .lines()
        .find(|line| line.contains("refs:") && line.contains(" I"));
    let digits = line.and_then(|line| line.rsplit(':').next());
    let digits: Option<String> = digits.map(|digits| digits.chars().filter(char::is_ascii_digit).collect());
    match digits.and_then(|digits| digits.parse().ok()) {
        Some(count) if output.status.success() => Ok(count),
        _ => Err(format!("`valgrind` gives no count of `{}`:\n{text}", case.name)),
    }
}

/// Returns the compiler and its version, of which instructions depend.
fn rustc() -> Result<String, String> {
    let output = Command::new("rustc").arg("--version").output();
    let output = output.map_err(|error| format!("cannot run `rustc`: {error}"))?;
    let version = String::from_utf8_lossy(&output.stdout);
    let words = version.split_whitespace().take(2);
    Ok(words.collect::<Vec<_>>().join(" "))
}
