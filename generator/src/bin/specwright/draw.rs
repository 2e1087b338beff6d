//! Diagnostics with the lines of the document that they are about, on standard error.

use std::fmt;
use std::io::{IsTerminal, Write};

use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode,
    SourceSpan, SpanContents,
};
use specwright::Error;
use specwright::diagnostic::LineColumn;
use specwright::diagnostic::{Entry, LocatedDiagnostic, Report, Severity, harmless, shown};

use crate::Outcome;

/// How many diagnostics of a kind are drawn, unless all are asked for.
pub(crate) const LIMIT: usize = 5;

/// Writes lines of Specwright's own. Names in them are from anywhere, and a terminal obeys none of them.
pub(crate) fn message(text: &str) {
    let lines: Vec<_> = text.split('\n').map(harmless).collect();
    write(&lines.join("\n"));
}

/// Writes what is drawn already, with its colours.
fn write(text: &str) {
    // There is nowhere else to say that standard error is closed.
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// Why there is no output.
pub(crate) fn error(error: &Error) -> Outcome {
    match error {
        Error::Document(list) | Error::Configuration(list) => diagnostics(list, LIMIT),
        other => message(&format!("error: {other}")),
    }
    Outcome::NotWell
}

/// Draws at most `limit` diagnostics of a kind, and says how many there are in all.
pub(crate) fn diagnostics(list: &[LocatedDiagnostic], limit: usize) {
    let handler = handler();
    let report = Report::new(list);
    for entry in report.folded(limit) {
        let Entry::One(diagnostic) = entry else {
            message(&format!("{entry}\n"));
            continue;
        };
        let drawn = Drawn {
            line: Line::of(diagnostic),
            diagnostic,
        };
        let mut text = String::new();
        match handler.render_report(&mut text, &drawn) {
            Ok(()) => write(&text),
            Err(_) => message(&entry.to_string()),
        }
    }
    if !list.is_empty() {
        message(&report.summary());
    }
    if let Some(how) = report.how_to_explain() {
        message(&how);
    }
    if let Some(how) = report.how_to_silence() {
        message(&how);
    }
}

/// Colours only on a terminal, and not against <https://no-color.org>.
fn handler() -> GraphicalReportHandler {
    let terminal = std::io::stderr().is_terminal();
    let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let theme = match (terminal, no_color) {
        (true, false) => GraphicalTheme::unicode(),
        (true, true) => GraphicalTheme::unicode_nocolor(),
        (false, _) => GraphicalTheme::none(),
    };
    GraphicalReportHandler::new_themed(theme)
        .with_links(false)
        .with_width(110)
}

/// The line of a diagnostic, as miette asks for it.
#[derive(Debug)]
struct Line<'a> {
    name: String,
    text: &'a str,
    position: LineColumn,
    /// The place in `text`.
    span: SourceSpan,
}

impl<'a> Line<'a> {
    fn of(diagnostic: &'a LocatedDiagnostic) -> Option<Self> {
        let (excerpt, position) = (diagnostic.excerpt.as_ref()?, diagnostic.position?);
        let text = excerpt.text.as_str();
        let start = text
            .char_indices()
            .nth(excerpt.before)
            .map_or(text.len(), |(start, _)| start);
        let length = text
            .chars()
            .skip(excerpt.before)
            .take(excerpt.width())
            .map(char::len_utf8)
            .sum::<usize>();
        let span = SourceSpan::new(start.into(), length.min(text.len() - start));
        Some(Self {
            name: diagnostic.path.display().to_string(),
            text,
            position,
            span,
        })
    }
}

impl SourceCode for Line<'_> {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        lines_before: usize,
        lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        // Asked for no lines around it, this says where the place is; else it is what is shown.
        let (data, span, column) = if lines_before == 0 && lines_after == 0 {
            let data = self.text.get(span.offset()..span.offset() + span.len());
            (
                data.ok_or(MietteError::OutOfBounds)?,
                *span,
                self.position.column.saturating_sub(1),
            )
        } else {
            (self.text, SourceSpan::new(0.into(), self.text.len()), 0)
        };
        let line = self.position.line.saturating_sub(1);
        let contents =
            MietteSpanContents::new_named(self.name.clone(), data.as_bytes(), span, line, column, 1);
        Ok(Box::new(contents))
    }
}

/// A diagnostic as miette draws it.
#[derive(Debug)]
struct Drawn<'a> {
    diagnostic: &'a LocatedDiagnostic,
    line: Option<Line<'a>>,
}

impl fmt::Display for Drawn<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&shown(&self.diagnostic.message))?;
        match self.line {
            Some(_) => Ok(()),
            None => write!(formatter, " ({})", self.diagnostic.location()),
        }
    }
}

impl std::error::Error for Drawn<'_> {}

impl miette::Diagnostic for Drawn<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.diagnostic.code.as_str()))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.diagnostic.severity {
            Severity::Warning => miette::Severity::Warning,
            Severity::Error => miette::Severity::Error,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let help = self.diagnostic.help.as_deref().map(shown)?;
        Some(Box::new(help))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.line.as_ref().map(|line| line as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let span = self.line.as_ref()?.span;
        Some(Box::new(std::iter::once(LabeledSpan::new_with_span(None, span))))
    }
}
