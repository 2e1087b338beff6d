//! What a document may gain without breaking a program, and what `specwright diff` says where one breaks: both held
//! against the compiler.
//!
//! Each pair is a change of one document, `documents/stability/shop.yaml`, or of a variant of it, and a program. `docs/stability.md` has
//! the contract.

mod broken;
mod compiler;
mod kept;
mod rustdoc;
mod variants;

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

/// A variant of the document, from which a change may begin.
#[derive(Debug)]
struct Variant {
    /// What differs from the document, and what it is there.
    edits: &'static [(&'static str, &'static str)],
    /// Whether the operations are in groups.
    group_by_tag: bool,
}

/// The document as it is.
const PLAIN: Variant = Variant {
    edits: &[],
    group_by_tag: false,
};

impl Variant {
    /// Tells whether its client before the change is another one than that which most programs share.
    fn has_own_client(&self) -> bool {
        !self.edits.is_empty() || self.group_by_tag
    }
}

/// Returns the text with all edits, of which each must have its one place.
fn edited(name: &str, text: &str, edits: &[(&str, &str)]) -> String {
    let mut text = text.to_owned();
    for (old, new) in edits {
        let count = text.matches(old).count();
        assert_eq!(count, 1, "{name}: `{old}` is there {count} times");
        text = text.replace(old, new);
    }
    text
}

impl Pair {
    /// Returns the clients before and after the change, and what `specwright diff` says of it.
    fn compare(&self, variant: &Variant) -> (String, String, Diff) {
        let folder = tempfile::tempdir().unwrap();
        let document = |name: &str, text: &str| -> Generator {
            let path: PathBuf = folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            let generator = Generator::new(path).name("shop");
            generator.group_by_tag(variant.group_by_tag)
        };
        let text = edited(self.name, SHOP, variant.edits);
        let before = document("before.yaml", &text);
        let after = document("after.yaml", &edited(self.name, &text, self.edits));
        let client = |generator: &Generator| {
            let generated = generator.generate();
            generated
                .unwrap_or_else(|error| panic!("{}: {error}", self.name))
                .client
        };
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
        (client(&before), client(&after), diff)
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

/// Returns the pairs of programs that break, each with the variant of the document from which it begins.
fn broken_pairs() -> impl Iterator<Item = (&'static Variant, &'static BrokenPair)> {
    let plain = broken::pairs().map(|pair| (&PLAIN, pair));
    plain.chain(variants::BROKEN.iter().map(|(variant, pair)| (variant, pair)))
}

#[test]
fn programs_that_the_contract_protects_compile_before_and_after() {
    let mut before = Vec::new();
    let mut after = Vec::new();
    let mut wrong = Vec::new();
    let plain = kept::pairs().map(|pair| (&PLAIN, pair));
    let others = variants::KEPT.iter().map(|(variant, pair)| (variant, pair));
    for (variant, pair) in plain.chain(others) {
        let (old, new, diff) = pair.compare(variant);
        let breaks = broken_code(&diff).iter().any(|code| code.is_protected());
        wrong.extend(pair.wrong(&diff, !breaks && diff.bump <= Bump::Minor));
        before.push((pair.name, variant.has_own_client().then_some(old), pair.program));
        after.push((pair.name, Some(new), pair.program));
    }
    for (variant, BrokenPair { pair, .. }) in broken_pairs() {
        let client = variant.has_own_client().then(|| pair.compare(variant).0);
        before.push((pair.name, client, pair.program));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    compiler::accepts("stability-before", &compiler::shop(), &before);
    compiler::accepts("stability-after", &compiler::shop(), &after);
}

/// Returns all pairs, each with the variant of the document from which it begins.
fn all_pairs() -> impl Iterator<Item = (&'static Variant, &'static Pair)> {
    let plain = kept::pairs().map(|pair| (&PLAIN, pair));
    let others = variants::KEPT.iter().map(|(variant, pair)| (variant, pair));
    let broken = broken_pairs().map(|(variant, broken)| (variant, &broken.pair));
    plain.chain(others).chain(broken)
}

#[test]
fn what_rustdoc_sees_changes_just_where_the_verdict_says_so() {
    let mut clients = vec![("shop".to_owned(), compiler::shop())];
    let mut compared = Vec::new();
    for (variant, pair) in all_pairs() {
        let (old, new, diff) = pair.compare(variant);
        let before = match variant.has_own_client() {
            true => {
                let name = format!("{}_before", pair.name);
                clients.push((name.clone(), old));
                name
            }
            false => "shop".to_owned(),
        };
        clients.push((pair.name.to_owned(), new));
        compared.push((before, pair.name, diff));
    }
    let Some(items) = rustdoc::public_items(&clients) else {
        return;
    };
    let mut wrong = Vec::new();
    for (before, after, diff) in compared {
        let (old, new) = (&items[&before], &items[after]);
        assert!(old.len() > 100 && new.len() > 100, "{after}: {} items", new.len());
        let gone: Vec<&String> = old.keys().filter(|path| !new.contains_key(*path)).collect();
        let changed = old
            .iter()
            .filter(|(path, said)| new.get(*path).is_some_and(|new| new != *said));
        let changed: Vec<&String> = changed.map(|(path, _)| path).collect();
        let code = broken_code(&diff);
        let breaks_protected = code.iter().any(|code| code.is_protected());
        let is_told = match (gone.is_empty(), changed.is_empty()) {
            // What only grows breaks literals and whole matches at most.
            (true, true) => !breaks_protected,
            (true, false) => !diff.changes.is_empty(),
            (false, _) => !code.is_empty(),
        };
        if !is_told {
            wrong.push(format!(
                "== {after}: gone {gone:?}, changed {changed:?}, but {code:?}\n{diff}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn programs_that_a_change_breaks_are_refused_and_the_verdict_says_so() {
    let mut crates = Vec::new();
    let mut wrong = Vec::new();
    for (variant, BrokenPair { pair, code }) in broken_pairs() {
        let (_, client, diff) = pair.compare(variant);
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
