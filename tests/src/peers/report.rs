//! What was measured, as a table.

use serde::Serialize;

use super::machine::Machine;
use super::output::Output;
use super::process::{Outcome, Usage};
use super::side::Side;

/// What was measured of one side on one document.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// The document's name.
    pub document: String,
    /// What was done: `generate`, `check`, …
    pub task: &'static str,
    /// Who did it.
    pub side: Side,
    /// Every round that was done.
    pub rounds: Vec<Usage>,
    /// Why there are no more, if the side fell short.
    pub failure: Option<String>,
    /// What is in the side's crate, if there is one.
    pub output: Option<Output>,
}

impl Row {
    /// A row without a round.
    pub fn new(document: &str, task: &'static str, side: Side) -> Self {
        Self {
            document: document.to_owned(),
            task,
            side,
            rounds: Vec::new(),
            failure: None,
            output: None,
        }
    }

    /// Adds a round, or ends the row.
    pub fn add(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Done(usage) => self.rounds.push(usage),
            Outcome::Failed(message) => self.failure = Some(message),
            Outcome::OverTime => self.failure = Some("over the time limit".to_owned()),
            Outcome::OverMemory => self.failure = Some("over the memory limit".to_owned()),
        }
    }

    /// The median of each figure over the rounds; `None` for a side that fell short.
    pub fn median(&self) -> Option<Usage> {
        if self.failure.is_some() || self.rounds.is_empty() {
            return None;
        }
        Some(Usage {
            wall_seconds: median(self.rounds.iter().map(|usage| usage.wall_seconds)),
            cpu_seconds: median(self.rounds.iter().map(|usage| usage.cpu_seconds)),
            peak_bytes: median_count(self.rounds.iter().map(|usage| usage.peak_bytes)),
        })
    }
}

fn median(figures: impl Iterator<Item = f64>) -> f64 {
    let mut figures: Vec<f64> = figures.collect();
    figures.sort_by(f64::total_cmp);
    let middle = figures.len() / 2;
    match figures.as_slice() {
        [] => 0.0,
        _ if figures.len() % 2 == 1 => figures[middle],
        _ => f64::midpoint(figures[middle - 1], figures[middle]),
    }
}

fn median_count(figures: impl Iterator<Item = u64>) -> u64 {
    let mut figures: Vec<u64> = figures.collect();
    figures.sort_unstable();
    figures.get(figures.len() / 2).copied().unwrap_or_default()
}

/// The rows as a Markdown table: medians, and behind each how many times ours it is. Below it, ours as a share of the
/// best other's, for each figure.
pub fn markdown(machine: &Machine, rows: &[Row]) -> String {
    let mut text = format!("{}\n\n", machine.line());
    text += "| document | task | side | wall s | × | CPU s | × | peak MB | × | lines | operations | types | of all | names |\n";
    text += "|---|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n";
    for row in rows {
        text += &line(row, ours(rows, row));
    }
    let shares: String = rows
        .iter()
        .filter(|row| row.side == Side::Specwright)
        .flat_map(|row| [share(rows, row, row.task), share_of_optimised(rows, row)])
        .collect();
    if !shares.is_empty() {
        text += "\nOurs as a share of the best other's:\n\n";
        text += "| document | task | wall | CPU | peak |\n|---|---|--:|--:|--:|\n";
        text += &shares;
    }
    for row in rows {
        if let Some(failure) = &row.failure {
            text += &format!("\n{} on {}, {}:\n", row.side.name(), row.document, row.task);
            for line in excerpt(failure) {
                text += &format!("    {line}\n");
            }
        }
    }
    text
}

/// The row of ours on the same document and task.
fn ours(rows: &[Row], of: &Row) -> Option<Usage> {
    rows.iter()
        .find(|row| row.side == Side::Specwright && row.document == of.document && row.task == of.task)
        .and_then(Row::median)
}

fn line(row: &Row, ours: Option<Usage>) -> String {
    let mut cells = vec![
        row.document.clone(),
        row.task.to_owned(),
        row.side.name().to_owned(),
    ];
    match row.median() {
        Some(usage) => {
            let ours = ours.unwrap_or(usage);
            cells.extend([
                format!("{:.3}", usage.wall_seconds),
                times(usage.wall_seconds, ours.wall_seconds),
                format!("{:.3}", usage.cpu_seconds),
                times(usage.cpu_seconds, ours.cpu_seconds),
                format!("{:.1}", megabytes(usage)),
                times(megabytes(usage), megabytes(ours)),
            ]);
        }
        None => {
            let failure = row.failure.as_deref().unwrap_or("no round");
            let first = failure.lines().next().unwrap_or_default();
            cells.push(first.replace('|', "\\|"));
            cells.extend(std::iter::repeat_n(String::new(), 5));
        }
    }
    let count = |count: fn(Output) -> usize| {
        let counted = row.output.map(count).filter(|count| *count > 0);
        counted.map_or_else(String::new, |count| count.to_string())
    };
    cells.extend([
        count(|output| output.lines),
        count(|output| output.operations),
        count(|output| output.types),
        count(|output| output.all_types),
        count(|output| output.names),
    ]);
    format!("| {} |\n", cells.join(" | "))
}

/// What our build script takes is also compared with the commands, which are optimised.
fn share_of_optimised(rows: &[Row], row: &Row) -> String {
    match row.task {
        "run" => share(rows, row, "generate"),
        _ => String::new(),
    }
}

/// Ours divided by the least of what the others have for `task`, figure by figure.
fn share(rows: &[Row], row: &Row, task: &str) -> String {
    let Some(ours) = row.median() else {
        return String::new();
    };
    let others: Vec<Usage> = rows
        .iter()
        .filter(|other| other.document == row.document && other.task == task && other.side != row.side)
        .filter_map(Row::median)
        .collect();
    if others.is_empty() {
        return String::new();
    }
    let share = |figure: fn(Usage) -> f64| {
        let best = others
            .iter()
            .map(|usage| figure(*usage))
            .fold(f64::INFINITY, f64::min);
        format!("{:.2}", figure(ours) / best)
    };
    let what = match task {
        _ if task == row.task => task.to_owned(),
        _ => format!("{} (of {task})", row.task),
    };
    format!(
        "| {} | {what} | {} | {} | {} |\n",
        row.document,
        share(|usage| usage.wall_seconds),
        share(|usage| usage.cpu_seconds),
        share(megabytes),
    )
}

fn times(figure: f64, ours: f64) -> String {
    if ours > 0.0 {
        format!("{:.2}", figure / ours)
    } else {
        String::new()
    }
}

/// Millions of bytes.
#[expect(clippy::cast_precision_loss, reason = "for people")]
fn megabytes(usage: Usage) -> f64 {
    usage.peak_bytes as f64 / 1e6
}

/// What tells most of a long complaint: where it begins, and how it ends.
fn excerpt(text: &str) -> Vec<&str> {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    match lines.len() {
        0..=16 => lines,
        count => [&lines[..8], &["…"], &lines[count - 7..]].concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(side: Side, walls: &[f64]) -> Row {
        let mut row = Row::new("pets", "generate", side);
        row.rounds = walls
            .iter()
            .map(|&wall_seconds| Usage {
                wall_seconds,
                cpu_seconds: 1.0,
                peak_bytes: 1_000_000,
            })
            .collect();
        row
    }

    #[test]
    fn ratios_are_of_medians_and_a_side_that_fell_short_has_none() {
        let mut refusing = row(Side::Ploidy, &[]);
        refusing.add(Outcome::Failed("exit code 1\nno | such\nthing".to_owned()));
        let rows = [
            row(Side::Specwright, &[9.0, 1.0, 2.0]),
            row(Side::Progenitor, &[8.0, 6.0]),
            row(Side::Oas3Gen, &[8.0]),
            refusing,
        ];
        let machine = Machine {
            processor: "an abacus".to_owned(),
            cores: 2,
            load: Some(0.5),
            rustc: "rustc 1".to_owned(),
        };
        let expected = "\
2 cores of an abacus; load before the run 0.50; rustc 1

| document | task | side | wall s | × | CPU s | × | peak MB | × | lines | operations | types | of all | names |
|---|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
| pets | generate | specwright | 2.000 | 1.00 | 1.000 | 1.00 | 1.0 | 1.00 |  |  |  |  |  |
| pets | generate | progenitor | 7.000 | 3.50 | 1.000 | 1.00 | 1.0 | 1.00 |  |  |  |  |  |
| pets | generate | oas3-gen | 8.000 | 4.00 | 1.000 | 1.00 | 1.0 | 1.00 |  |  |  |  |  |
| pets | generate | ploidy | exit code 1 |  |  |  |  |  |  |  |  |  |  |

Ours as a share of the best other's:

| document | task | wall | CPU | peak |
|---|---|--:|--:|--:|
| pets | generate | 0.29 | 1.00 | 1.00 |

ploidy on pets, generate:
    exit code 1
    no | such
    thing
";
        assert_eq!(markdown(&machine, &rows), expected);
    }

    #[test]
    fn a_run_in_a_build_script_is_also_compared_with_optimised_commands() {
        let mut unoptimised = row(Side::Specwright, &[6.0]);
        unoptimised.task = "run";
        let rows = [
            unoptimised,
            row(Side::Specwright, &[1.0]),
            row(Side::Oas3Gen, &[2.0]),
        ];
        assert_eq!(share(&rows, &rows[0], "run"), "");
        assert_eq!(
            share_of_optimised(&rows, &rows[0]),
            "| pets | run (of generate) | 3.00 | 1.00 | 1.00 |\n"
        );
        assert_eq!(share_of_optimised(&rows, &rows[1]), "");
    }
}
