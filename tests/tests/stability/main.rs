//! What a document may gain without breaking a program, and what `specwright diff` says where one breaks: both held
//! against the compiler.
//!
//! Each pair is a change of one document, `documents/stability/shop.yaml`, and a program. `docs/stability.md` has the contract.

mod broken;
mod compiler;
mod kept;

use std::collections::BTreeSet;
use std::path::PathBuf;

use specwright::{Bump, ChangeKind, Code, Diff, Generator};

/// A change of the document, and a program.
#[derive(Debug)]
struct Pair {
    /// What the document gains, as a name of a module.
    name: &'static str,
    /// What of the document changes, and what it becomes.
    edits: &'static [(&'static str, &'static str)],
    /// What `specwright diff` finds, besides types and items that are new.
    kinds: &'static [ChangeKind],
    /// The program: items of a module in which the client is `shop`.
    program: &'static str,
}

/// A pair with the code that the program is, which the change breaks.
#[derive(Debug)]
struct BrokenPair {
    pair: Pair,
    code: Code,
}

const SHOP: &str = include_str!("../../documents/stability/shop.yaml");

impl Pair {
    /// Returns the document after the change.
    fn after(&self) -> String {
        let mut text = SHOP.to_owned();
        for (old, new) in self.edits {
            let count = text.matches(old).count();
            assert_eq!(count, 1, "{}: `{old}` is there {count} times", self.name);
            text = text.replace(old, new);
        }
        text
    }

    /// Returns the client after the change, and what `specwright diff` says of it.
    fn compare(&self) -> (String, Diff) {
        let folder = tempfile::tempdir().unwrap();
        let document = |name: &str, text: &str| -> Generator {
            let path: PathBuf = folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            Generator::new(path).name("shop")
        };
        let before = document("before.yaml", SHOP);
        let after = document("after.yaml", &self.after());
        let client = after
            .generate()
            .unwrap_or_else(|error| panic!("{}: {error}", self.name));
        let diff = specwright::diff(&before, &after).unwrap();
        for change in &diff.changes {
            let is_located = |span: &Option<specwright::diagnostic::SourceSpan>| {
                span.as_ref().is_some_and(|span| span.position.is_some())
            };
            assert!(
                is_located(&change.old) || is_located(&change.new),
                "{}: {change}",
                self.name
            );
        }
        (client.client, diff)
    }

    /// Returns what is wrong with a verdict: with the kinds of changes in it, or otherwise.
    fn wrong(&self, diff: &Diff, is_right: bool) -> Option<String> {
        let found: BTreeSet<ChangeKind> = diff
            .changes
            .iter()
            .map(|change| change.kind)
            .filter(|kind| *kind != ChangeKind::TypeAdded)
            .collect();
        let expected: BTreeSet<ChangeKind> = self.kinds.iter().copied().collect();
        let wrong = format!(
            "== {}: {found:?}, and not {expected:?}; {:?}\n{diff}",
            self.name,
            broken_code(diff)
        );
        (found != expected || !is_right).then_some(wrong)
    }
}

/// Returns the code that changes break.
fn broken_code(diff: &Diff) -> BTreeSet<Code> {
    diff.changes
        .iter()
        .flat_map(|change| change.code.clone())
        .collect()
}

#[test]
fn programs_that_the_contract_protects_compile_before_and_after() {
    let mut before = Vec::new();
    let mut after = Vec::new();
    let mut wrong = Vec::new();
    for pair in kept::PAIRS {
        let (client, diff) = pair.compare();
        let breaks = broken_code(&diff).iter().any(|code| code.is_protected());
        wrong.extend(pair.wrong(&diff, !breaks && diff.bump <= Bump::Minor));
        before.push((pair.name, None, pair.program));
        after.push((pair.name, Some(client), pair.program));
    }
    for broken in broken::PAIRS {
        before.push((broken.pair.name, None, broken.pair.program));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    compiler::accepts("stability-before", &compiler::shop(), &before);
    compiler::accepts("stability-after", &compiler::shop(), &after);
}

#[test]
fn programs_that_a_change_breaks_are_refused_and_the_verdict_says_so() {
    let mut crates = Vec::new();
    let mut wrong = Vec::new();
    for BrokenPair { pair, code } in broken::PAIRS {
        let (client, diff) = pair.compare();
        let least = match code.is_protected() {
            true => Bump::Major,
            false => Bump::Minor,
        };
        wrong.extend(pair.wrong(&diff, broken_code(&diff).contains(code) && diff.bump >= least));
        crates.push((pair.name, client, pair.program));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    compiler::refuses_each("stability-broken", &crates);
}
