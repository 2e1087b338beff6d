use foldhash::HashMap;
use std::fmt;

use serde_json::{Value, json};

use super::{Code, LocatedDiagnostic, Severity};

/// Located diagnostics, ready to be shown.
#[derive(Clone, Copy, Debug)]
pub struct Report<'all> {
    diagnostics: &'all [LocatedDiagnostic],
}

/// One thing to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Entry<'all> {
    /// A diagnostic.
    One(&'all LocatedDiagnostic),
    /// That there are more of a kind than are shown.
    More {
        /// The kind.
        code: Code,
        /// How many are left out.
        count: usize,
    },
}

impl<'all> Report<'all> {
    /// Creates a report of `diagnostics`, in their order.
    pub fn new(diagnostics: &'all [LocatedDiagnostic]) -> Self {
        Self { diagnostics }
    }

    /// Returns how many errors there are.
    pub fn errors(&self) -> usize {
        self.count(Severity::Error)
    }

    /// Returns how many warnings there are.
    pub fn warnings(&self) -> usize {
        self.count(Severity::Warning)
    }

    fn count(&self, severity: Severity) -> usize {
        self.diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity == severity)
            .count()
    }

    /// Returns how many errors and warnings there are: `1 error and 3 warnings`; empty when there is neither.
    pub fn summary(&self) -> String {
        let counted = |count: usize, what: &str| match count {
            0 => None,
            1 => Some(format!("1 {what}")),
            more => Some(format!("{more} {what}s")),
        };
        let counts = [
            counted(self.errors(), "error"),
            counted(self.warnings(), "warning"),
        ];
        let counts: Vec<String> = counts.into_iter().flatten().collect();
        counts.join(" and ")
    }

    /// Returns which command explains the errors, with the kind of the first one; `None` where there is no error.
    pub fn how_to_explain(&self) -> Option<String> {
        let errors = self.diagnostics.iter();
        let mut codes = errors
            .filter(|diagnostic| diagnostic.severity == Severity::Error)
            .map(|diagnostic| diagnostic.code);
        let first = codes.next()?;
        let which = match codes.all(|code| code == first) {
            true => "this error",
            false => "an error",
        };
        Some(format!(
            "for more information about {which}, run `specwright explain {first}`"
        ))
    }

    /// Returns how to silence warnings of a kind, with one of those that are there; `None` where there is no warning.
    pub fn how_to_silence(&self) -> Option<String> {
        let mut diagnostics = self.diagnostics.iter();
        let first = diagnostics.find(|diagnostic| diagnostic.severity == Severity::Warning)?;
        let code = first.code;
        Some(format!(
            "to silence warnings of a kind: `.allow(Code::{code:?}, \"#\")` in a build script, `allow = {{ {code} = \"#\" }}` in \
             specwright.toml, or `--allow {code}`"
        ))
    }

    /// Returns the diagnostics in order, but at most `limit` of each kind; after the last that is shown of a kind
    /// stands how many more there are.
    pub fn folded(&self, limit: usize) -> Vec<Entry<'all>> {
        let mut totals: HashMap<Code, usize> = HashMap::default();
        for diagnostic in self.diagnostics {
            *totals.entry(diagnostic.code).or_default() += 1;
        }
        let mut shown: HashMap<Code, usize> = HashMap::default();
        let mut entries = Vec::new();
        for diagnostic in self.diagnostics {
            let code = diagnostic.code;
            let so_far = shown.entry(code).or_default();
            *so_far += 1;
            if *so_far > limit {
                continue;
            }
            entries.push(Entry::One(diagnostic));
            let total = totals.get(&code).copied().unwrap_or_default();
            if *so_far == limit && total > limit {
                let count = total - limit;
                entries.push(Entry::More { code, count });
            }
        }
        entries
    }

    /// Returns the report for programs: an object with `diagnostics` (each with `severity`, `code`, `message`,
    /// `file`, `line`, `column`, `pointer` and `help`, `null` where there is none) and the numbers of `errors` and
    /// `warnings`.
    pub fn to_json(&self) -> Value {
        let diagnostics: Vec<Value> = self
            .diagnostics
            .iter()
            .map(|diagnostic| {
                json!({
                    "severity": diagnostic.severity.as_str(),
                    "code": diagnostic.code.as_str(),
                    "message": diagnostic.message,
                    "file": (!diagnostic.path.as_os_str().is_empty()).then(|| diagnostic.path.to_string_lossy()),
                    "line": diagnostic.position.map(|position| position.line),
                    "column": diagnostic.position.map(|position| position.column),
                    "pointer": diagnostic.pointer,
                    "help": diagnostic.help,
                })
            })
            .collect();
        json!({
            "diagnostics": diagnostics,
            "errors": self.errors(),
            "warnings": self.warnings(),
        })
    }

    /// Returns the report as [SARIF 2.1.0](https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html), which
    /// code hosts show beside the lines.
    pub fn to_sarif(&self) -> Value {
        let results: Vec<Value> = self
            .diagnostics
            .iter()
            .map(|diagnostic| {
                let mut place = json!({
                    "artifactLocation": { "uri": diagnostic.path.to_string_lossy().replace('\\', "/") },
                });
                if let Some(position) = diagnostic.position {
                    place["region"] = json!({ "startLine": position.line, "startColumn": position.column });
                }
                let text = match &diagnostic.help {
                    Some(help) => format!("{}; {help}", diagnostic.message),
                    None => diagnostic.message.clone(),
                };
                json!({
                    "ruleId": diagnostic.code.as_str(),
                    "level": diagnostic.severity.as_str(),
                    "message": { "text": text },
                    "locations": [{ "physicalLocation": place }],
                })
            })
            .collect();
        json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": { "driver": { "name": "specwright", "version": env!("CARGO_PKG_VERSION") } },
                "results": results,
            }],
        })
    }
}

impl fmt::Display for Entry<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::One(diagnostic) => diagnostic.fmt(formatter),
            Self::More { code, count } => write!(formatter, "… and {count} more [{}]", code.as_str()),
        }
    }
}
