//! One file's text to a tree, whatever it is written in and whatever has to be repaired for that.

use std::ffi::OsStr;
use std::path::Path;

use super::Node;
use super::extents::Extents;
use super::lines::Lines;
use super::markdown::{self, Fragment};
use super::mistake;
use super::nesting::YAML_DEPTH;
use super::read::{Reason, read};
use super::repair;
use super::tree::{Excess, JSON_DEPTH, Remark, Syntax};
use crate::diagnostic::{Code, LineColumn};

/// What a file is for: the root is the one that names a version.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Root,
    Referenced,
}

/// What the name of a file says of its text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    /// Nothing: the text says it itself.
    Otherwise,
    /// It is YAML, which may begin with a brace.
    Yaml,
    /// It is a page with a document in it.
    Markdown,
}

impl Named {
    /// Returns what a file's name says.
    pub(super) fn of(path: &Path) -> Self {
        let extension = path.extension().and_then(OsStr::to_str).unwrap_or_default();
        match extension.to_ascii_lowercase().as_str() {
            "yaml" | "yml" => Self::Yaml,
            "md" | "mdx" | "markdown" => Self::Markdown,
            _ => Self::Otherwise,
        }
    }
}

/// The text that was given to the reader.
#[derive(PartialEq, Eq)]
pub(super) enum Content {
    /// The file's own.
    Whole,
    /// A part of it, or all of it repaired; line for line.
    Changed(Fragment),
}

impl Content {
    pub(super) fn text<'text>(&'text self, whole: &'text str) -> &'text str {
        match self {
            Self::Whole => whole,
            Self::Changed(part) => &part.text,
        }
    }
}

/// A tree, and what was noticed on the way.
pub(super) struct Parsed {
    pub(super) tree: Node,
    pub(super) syntax: Syntax,
    pub(super) extents: Extents,
    /// Which of the documents of a YAML file it is.
    pub(super) yaml_document: usize,
    pub(super) content: Content,
    pub(super) remarks: Vec<Remark>,
    pub(super) repairs: Vec<Finding>,
}

/// Something to say about a position in the file.
#[derive(PartialEq, Eq)]
pub(super) struct Finding {
    pub(super) position: LineColumn,
    pub(super) note: Note,
}

/// Something to say about an offset of a text.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Note {
    pub(super) code: Code,
    pub(super) offset: usize,
    pub(super) message: String,
    pub(super) help: String,
}

/// Parses a file's text, or what it is the page of.
pub(super) fn parse(text: &str, role: Role, named: Named) -> Result<Parsed, Finding> {
    let is_markdown = named == Named::Markdown;
    let is_document = || starts_as_json(text) || markdown::names_version(markdown::before_fences(text));
    let part = match role {
        Role::Root if is_markdown || !is_document() => markdown::fenced_document(text),
        _ => None,
    };
    let Some(part) = part else {
        if is_markdown && role == Role::Referenced {
            return Ok(Parsed::text(text));
        }
        let position = |note: &Note| Lines::new(text).position(text, note.offset);
        return placed(parse_part(text, role, named), position);
    };

    let position = |note: &Note| {
        let (lines, part_lines) = (Lines::new(text), Lines::new(&part.text));
        let position = part_lines.position(&part.text, note.offset);
        in_file(position, (text, &lines), (&part, &part_lines))
    };
    let mut parsed = placed(parse_part(&part.text, role, named), position)?;
    match &mut parsed.content {
        Content::Changed(repaired) => repaired.lines_before = part.lines_before,
        Content::Whole => parsed.content = Content::Changed(part),
    }
    Ok(parsed)
}

fn placed(
    result: Result<(Parsed, Vec<Note>), Note>,
    position: impl Fn(&Note) -> LineColumn,
) -> Result<Parsed, Finding> {
    let finding = |note| Finding {
        position: position(&note),
        note,
    };
    let (mut parsed, repairs) = result.map_err(finding)?;
    parsed.repairs = repairs.into_iter().map(finding).collect();
    Ok(parsed)
}

impl Parsed {
    /// Returns a page of text, for those who refer to it as such.
    fn text(text: &str) -> Self {
        Self {
            tree: Node::String(text.into()),
            syntax: Syntax::Yaml,
            extents: Extents::default(),
            yaml_document: 0,
            content: Content::Whole,
            remarks: Vec::new(),
            repairs: Vec::new(),
        }
    }
}

/// Returns the position in the file of a position in a text that was made from its lines: the content of a line is
/// the same, its indentation may not be.
pub(super) fn in_file(
    position: LineColumn,
    (whole, whole_lines): (&str, &Lines),
    (part, part_lines): (&Fragment, &Lines),
) -> LineColumn {
    let line = position.line + part.lines_before;
    let indentation_of = |text, lines: &Lines, line| {
        lines
            .line(text, line)
            .map_or(0, |line| repair::indentation(line).chars().count())
    };
    let was = indentation_of(&part.text, part_lines, position.line);
    let is = indentation_of(whole, whole_lines, line);
    let column = if position.column > was {
        position.column - was + is
    } else {
        position.column.min(is + 1)
    };
    LineColumn { line, column }
}

fn starts_as_json(text: &str) -> bool {
    text.trim_start().starts_with(['{', '['])
}

/// Mends are tried on texts up to this size, in bytes: each try reads all of it again.
const MENDED_UP_TO: usize = 64 << 20;

/// A text to give to a reader, and what was changed in it.
struct Attempt {
    text: String,
    syntax: Syntax,
    repairs: Vec<Note>,
}

/// Parses a text that is all YAML or JSON. Mends are tried only on a text that can't be read as it is.
fn parse_part(text: &str, role: Role, named: Named) -> Result<(Parsed, Vec<Note>), Note> {
    let syntax = if starts_as_json(text) {
        Syntax::Json
    } else {
        Syntax::Yaml
    };
    let as_it_is = |tree, syntax| {
        let attempt = Attempt {
            text: String::new(),
            syntax,
            repairs: Vec::new(),
        };
        finished(tree, attempt, Content::Whole, text)
    };
    let failure = match read(text, syntax, role) {
        Ok(tree) => return Ok(as_it_is(tree, syntax)),
        Err(failure) => failure,
    };
    // YAML has braces, too, with more between them than JSON allows.
    if syntax == Syntax::Json
        && named == Named::Yaml
        && let Ok(tree) = read(text, Syntax::Yaml, role)
    {
        return Ok(as_it_is(tree, Syntax::Yaml));
    }
    let note = match failure.reason {
        Reason::Excess(excess) => return Err(excessive(excess, failure.offset)),
        Reason::Syntax(message) => mistake::explain(text, failure.offset, syntax, &message),
    };

    if text.len() > MENDED_UP_TO {
        return Err(note);
    }
    for mut attempt in attempts(text, syntax, &note) {
        if let Ok(tree) = read(&attempt.text, attempt.syntax, role) {
            let content = Content::Changed(Fragment {
                text: std::mem::take(&mut attempt.text),
                lines_before: 0,
            });
            return Ok(finished(tree, attempt, content, text));
        }
    }
    Err(note)
}

/// Returns what to try on a text that has a mistake, the least change first.
fn attempts(text: &str, syntax: Syntax, mistake: &Note) -> Vec<Attempt> {
    let mut attempts = Vec::new();
    let mut repairs = Vec::new();
    let mut text = text.to_owned();
    if let Some((repaired, offset)) = repair::without_controls(&text) {
        repairs.push(Note {
            code: Code::ControlCharacter,
            offset,
            message: "there are control characters in the text, which were read as spaces".to_owned(),
            help: "remove them, or write them as escapes in a quoted string".to_owned(),
        });
        attempts.push(Attempt {
            text: repaired.clone(),
            syntax,
            repairs: repairs.clone(),
        });
        text = repaired;
    }
    if syntax == Syntax::Json {
        repairs.push(Note {
            code: Code::NotStrictJson,
            message: format!("this is not quite JSON: {}; it was read as YAML", mistake.message),
            ..mistake.clone()
        });
        attempts.push(Attempt {
            text: text.clone(),
            syntax: Syntax::Yaml,
            repairs: repairs.clone(),
        });
    }
    for (repaired, offset) in repair::without_tabs(&text) {
        let tab = Note {
            code: Code::TabIndentation,
            offset,
            message: format!(
                "a tab indents this line, which YAML does not allow; read as {}",
                repair::indented_as(&text, &repaired, offset)
            ),
            help: "indent with spaces, and check that the line belongs there".to_owned(),
        };
        let text = repaired;
        attempts.push(Attempt {
            text,
            syntax: Syntax::Yaml,
            repairs: repairs.iter().cloned().chain([tab]).collect(),
        });
    }
    attempts
}

fn finished(tree: super::read::Tree, attempt: Attempt, content: Content, text: &str) -> (Parsed, Vec<Note>) {
    let mut repairs = attempt.repairs;
    if tree.has_others {
        repairs.push(Note {
            code: Code::SeveralDocuments,
            offset: second_document(text),
            message: "the file has more than one YAML document; only one of them was read".to_owned(),
            help: "put each document into a file of its own".to_owned(),
        });
    }
    let parsed = Parsed {
        tree: tree.node,
        syntax: attempt.syntax,
        extents: tree.extents,
        yaml_document: tree.yaml_document,
        content,
        remarks: tree.remarks,
        repairs: Vec::new(),
    };
    (parsed, repairs)
}

fn excessive(excess: Excess, offset: usize) -> Note {
    match excess {
        Excess::Depth => Note {
            code: Code::TooDeep,
            offset,
            message: format!(
                "the document nests its values too deeply to be read: \
                 more than {JSON_DEPTH} levels in JSON, or {YAML_DEPTH} in YAML"
            ),
            help: "move nested schemas into components and refer to them with $ref".to_owned(),
        },
        Excess::Aliases => Note {
            code: Code::TooLarge,
            offset,
            message: "the aliases of this document repeat its content too many times".to_owned(),
            help: "use $ref instead of YAML aliases".to_owned(),
        },
    }
}

/// Returns the offset of the line that starts a second YAML document.
fn second_document(text: &str) -> usize {
    let mut offset = 0;
    let mut has_content = false;
    for line in text.split_inclusive('\n') {
        if has_content && line.starts_with("---") {
            return offset;
        }
        has_content |= !(line.trim().is_empty() || line.starts_with(['#', '%']) || line.starts_with("---"));
        offset += line.len();
    }
    0
}
