//! How diagnostics are taken: silenced, as warnings, or as errors.

use std::path::Path;

use specwright_document::diagnostic::{Code, Codes, LocatedDiagnostic, Severity, SourceSpan};
use specwright_document::model::matches_pattern;

/// How a diagnostic is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    /// It is not shown.
    Allow,
    /// It is a warning.
    Warn,
    /// It is an error.
    Deny,
}

/// A level for diagnostics of a kind, at or below a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LevelSetting {
    pub(crate) level: Level,
    pub(crate) codes: Codes,
    pub(crate) place: String,
    /// Where a configuration says so.
    pub(crate) span: Option<SourceSpan>,
}

/// The levels of a client's diagnostics.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Levels(Vec<LevelSetting>);

impl Levels {
    /// How many a configuration may have for a client: each is compared with each diagnostic.
    pub(crate) const MOST: usize = 1000;

    pub(crate) fn is_full(&self) -> bool {
        self.0.len() >= Self::MOST
    }

    /// Sets where the last one was set.
    pub(crate) fn locate_last(&mut self, span: Option<SourceSpan>) {
        if let Some(last) = self.0.last_mut() {
            last.span = span;
        }
    }

    pub(crate) fn push(&mut self, setting: LevelSetting) {
        self.0.push(setting);
    }

    /// Takes the diagnostics of the document at `document` as they are set. A setting that allows what is not there is
    /// reported, unless the document has errors: later stages, which would have found more, did not run then.
    pub(super) fn apply(
        &self,
        diagnostics: Vec<LocatedDiagnostic>,
        document: &Path,
    ) -> Vec<LocatedDiagnostic> {
        if self.0.is_empty() {
            return diagnostics;
        }
        let mut used = vec![false; self.0.len()];
        let is_complete = diagnostics
            .iter()
            .all(|diagnostic| diagnostic.severity == Severity::Warning);
        let mut taken = self.take(diagnostics, &mut used);
        if is_complete {
            let unused = self.unused(&used, document);
            taken.extend(self.take(unused, &mut used));
        }
        taken
    }

    fn take(&self, diagnostics: Vec<LocatedDiagnostic>, used: &mut [bool]) -> Vec<LocatedDiagnostic> {
        let taken = diagnostics.into_iter().filter_map(|mut diagnostic| {
            let fitting = self.0.iter().zip(&mut *used);
            let fitting = fitting.filter(|(setting, _)| setting.fits(&diagnostic));
            let Some((setting, used)) = fitting.max_by_key(|(setting, _)| setting.rank()) else {
                return Some(diagnostic);
            };
            *used = true;
            match (diagnostic.severity, setting.level) {
                (Severity::Warning, Level::Allow) => return None,
                (Severity::Warning, Level::Warn) | (Severity::Error, Level::Deny) => {}
                (Severity::Warning, Level::Deny) => {
                    diagnostic.severity = Severity::Error;
                    diagnostic.add_help(&format!("`{}` is denied by the settings", diagnostic.code));
                }
                (Severity::Error, Level::Allow | Level::Warn) => {
                    diagnostic.add_help("no setting allows it: there is no client with it");
                }
            }
            Some(diagnostic)
        });
        taken.collect()
    }

    fn unused(&self, used: &[bool], document: &Path) -> Vec<LocatedDiagnostic> {
        let settings = self.0.iter().zip(used);
        let unused = settings.filter(|(setting, used)| {
            setting.level == Level::Allow && !**used && setting.codes != Codes::One(Code::UnusedAllow)
        });
        let unused = unused.map(|(setting, _)| {
            let LevelSetting {
                codes, place, span, ..
            } = setting;
            let message = match codes {
                Codes::One(code) => format!("there is no diagnostic `{code}` at `{place}` to be allowed"),
                Codes::All => format!("there is no diagnostic at `{place}` to be allowed"),
            };
            let span = span.clone();
            let span = span.unwrap_or_else(|| SourceSpan::new(document.to_owned(), None));
            let help = "remove the setting".to_owned();
            LocatedDiagnostic::of_setting(Severity::Warning, Code::UnusedAllow, span, message, help)
        });
        unused.collect()
    }
}

impl LevelSetting {
    fn fits(&self, diagnostic: &LocatedDiagnostic) -> bool {
        let (file, place) = self.file_and_pointer();
        self.codes.contains(diagnostic.code)
            && (file.is_empty() || diagnostic.path.ends_with(file))
            && is_within(&diagnostic.pointer, place)
    }

    /// Returns what a setting is ranked by where several are for one diagnostic: a narrower place before a wider one, one
    /// code before all of them, then the stricter level. So their order says nothing.
    fn rank(&self) -> (usize, bool, bool, Level) {
        let (file, place) = self.file_and_pointer();
        let depth = place.matches('/').count();
        (depth, !file.is_empty(), self.codes != Codes::All, self.level)
    }

    /// Splits `common.yaml#/components/schemas` at the `#`.
    fn file_and_pointer(&self) -> (&str, &str) {
        match self.place.split_once('#') {
            Some(parts) => parts,
            None if self.place.starts_with('/') => ("", &self.place),
            None => (&self.place, ""),
        }
    }
}

/// Returns whether `pointer` is at or below a place, in whose steps a `*` stands for anything.
fn is_within(pointer: &str, place: &str) -> bool {
    let mut steps = pointer.split('/');
    place
        .split('/')
        .all(|wanted| steps.next().is_some_and(|step| matches_pattern(wanted, step)))
}

#[cfg(test)]
mod tests {
    use super::is_within;

    #[test]
    fn a_place_has_all_that_is_below_it() {
        for (place, pointer, is) in [
            ("", "", true),
            ("", "/paths/~1pets/get", true),
            ("/paths", "/paths/~1pets/get", true),
            ("/path", "/paths", false),
            ("/paths/~1pets", "/paths", false),
            ("/components/schemas/*Id", "/components/schemas/PetId/type", true),
            (
                "/components/schemas/*Id",
                "/components/schemas/Pet/properties/Id",
                false,
            ),
            ("/paths/*/get", "/paths/~1pets~1{id}/get/parameters/0", true),
            ("/paths/*/get", "/paths/~1pets/post", false),
        ] {
            assert_eq!(is_within(pointer, place), is, "{place} {pointer}");
        }
    }
}
