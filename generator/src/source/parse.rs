//! One file's text to a tree, whatever it is written in and whatever has to be mended for that.

use super::lines::Lines;
use super::markdown::{self, Part};
use super::mend;
use super::mistake;
use super::nesting;
use super::tree::{Excess, JSON_DEPTH, Reading, Remark, Syntax};
use super::{Node, Position};
use crate::diagnostic::Code;

/// What a file is for: the root is the one that names a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Root,
    Referenced,
}

/// The text that was given to the reader.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// The file's own.
    Whole,
    /// A part of it, or all of it mended; line for line.
    Changed(Part),
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
#[derive(Debug)]
pub(super) struct Parsed {
    pub(super) tree: Node,
    pub(super) syntax: Syntax,
    /// Which of the documents of a YAML file it is.
    pub(super) yaml_document: usize,
    pub(super) content: Content,
    pub(super) remarks: Vec<Remark>,
    pub(super) mends: Vec<Said>,
}

/// Something to say about a position in the file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) code: Code,
    pub(super) position: Position,
    pub(super) message: String,
    pub(super) help: String,
}

/// A reader's failure: where in the text that it was given, and why.
struct Failure {
    offset: usize,
    reason: Reason,
}

enum Reason {
    Syntax(String),
    Excess(Excess),
}

struct Tree {
    node: Node,
    remarks: Vec<Remark>,
    /// Which of the documents of a YAML file it is.
    yaml_document: usize,
    /// Whether the file has another YAML document that was left out.
    has_others: bool,
}

pub(super) fn parse(text: &str, role: Role, is_markdown: bool) -> Result<Parsed, Said> {
    let part = match role {
        Role::Root
            if is_markdown
                || !(starts_as_json(text) || markdown::names_version(markdown::before_fences(text))) =>
        {
            markdown::fenced_document(text)
        }
        _ => None,
    };
    match part {
        Some(part) => {
            let lines_before = part.lines_before;
            let in_file = |position| {
                let lines = (Lines::new(text), Lines::new(&part.text));
                in_file(position, (text, &lines.0), (&part, &lines.1))
            };
            let mut parsed = parse_part(&part.text, role, in_file)?;
            if parsed.content == Content::Whole {
                parsed.content = Content::Changed(part);
            } else if let Content::Changed(mended) = &mut parsed.content {
                mended.lines_before = lines_before;
            }
            Ok(parsed)
        }
        None if is_markdown && role == Role::Referenced => Ok(Parsed {
            tree: Node::String(text.to_owned()),
            syntax: Syntax::Yaml,
            yaml_document: 0,
            content: Content::Whole,
            remarks: Vec::new(),
            mends: Vec::new(),
        }),
        None => parse_part(text, role, |position| position),
    }
}

/// The position in the file of a position in a text that was made from its lines: the content of a line is the
/// same, its indentation may not be.
pub(super) fn in_file(
    position: Position,
    (whole, whole_lines): (&str, &Lines),
    (part, part_lines): (&Part, &Lines),
) -> Position {
    let line = position.line + part.lines_before;
    let indentation_of = |text, lines: &Lines, line| {
        lines
            .line(text, line)
            .map_or(0, |line| mend::indentation(line).chars().count())
    };
    let was = indentation_of(&part.text, part_lines, position.line);
    let is = indentation_of(whole, whole_lines, line);
    let column = if position.column > was {
        position.column - was + is
    } else {
        position.column.min(is + 1)
    };
    Position { line, column }
}

fn starts_as_json(text: &str) -> bool {
    text.trim_start().starts_with(['{', '['])
}

fn parse_part(text: &str, role: Role, in_file: impl Fn(Position) -> Position) -> Result<Parsed, Said> {
    let said = |code, text: &str, offset, message: &str, help: &str| Said {
        code,
        position: in_file(Lines::new(text).position(text, offset)),
        message: message.to_owned(),
        help: help.to_owned(),
    };

    let syntax = if starts_as_json(text) {
        Syntax::Json
    } else {
        Syntax::Yaml
    };
    let first = match read(text, syntax, role) {
        Ok(tree) => return Ok(finished(tree, syntax, Content::Whole, Vec::new(), text, &said)),
        Err(failure) => failure,
    };
    if let Reason::Excess(excess) = first.reason {
        return Err(excessive(excess, first.offset, text, &said));
    }

    for attempt in attempts(text, syntax) {
        if let Ok(tree) = read(&attempt.text, attempt.syntax, role) {
            let mut mends: Vec<Said> = attempt
                .mends
                .iter()
                .map(|mend| said(mend.code, text, mend.offset, mend.message, mend.help))
                .collect();
            if syntax != attempt.syntax
                && let Reason::Syntax(message) = &first.reason
            {
                let mistake = mistake::explain(text, first.offset, syntax, message);
                let message = format!("this is not quite JSON: {}; it was read as YAML", mistake.message);
                mends.push(said(
                    Code::NotStrictJson,
                    text,
                    first.offset,
                    &message,
                    &mistake.help,
                ));
            }
            let part = Part {
                text: attempt.text,
                lines_before: 0,
            };
            let content = Content::Changed(part);
            return Ok(finished(tree, attempt.syntax, content, mends, text, &said));
        }
    }

    let Reason::Syntax(message) = &first.reason else {
        return Err(excessive(Excess::Depth, first.offset, text, &said));
    };
    let mistake = mistake::explain(text, first.offset, syntax, message);
    Err(said(
        Code::Syntax,
        text,
        mistake.offset,
        &mistake.message,
        &mistake.help,
    ))
}

/// A text to try instead of one that could not be read.
struct Attempt {
    text: String,
    syntax: Syntax,
    mends: Vec<Mend>,
}

#[derive(Clone)]
struct Mend {
    code: Code,
    offset: usize,
    message: &'static str,
    help: &'static str,
}

fn attempts(text: &str, syntax: Syntax) -> Vec<Attempt> {
    let mut attempts = Vec::new();
    let mut mends = Vec::new();
    let mut clean = text.to_owned();
    if let Some((mended, offset)) = mend::without_controls(text) {
        mends.push(Mend {
            code: Code::ControlCharacter,
            offset,
            message: "there are control characters in the text, which were read as spaces",
            help: "remove them, or write them as escapes in a quoted string",
        });
        attempts.push(Attempt {
            text: mended.clone(),
            syntax,
            mends: mends.clone(),
        });
        clean = mended;
    }
    if syntax == Syntax::Json {
        attempts.push(Attempt {
            text: clean.clone(),
            syntax: Syntax::Yaml,
            mends: mends.clone(),
        });
    }
    for (mended, offset) in mend::without_tabs(&clean) {
        let mut mends = mends.clone();
        mends.push(Mend {
            code: Code::TabIndentation,
            offset,
            message: "a tab indents this line, which YAML does not allow",
            help: "indent with spaces",
        });
        attempts.push(Attempt {
            text: mended,
            syntax: Syntax::Yaml,
            mends,
        });
    }
    attempts
}

fn finished(
    tree: Tree,
    syntax: Syntax,
    content: Content,
    mut mends: Vec<Said>,
    text: &str,
    said: &impl Fn(Code, &str, usize, &str, &str) -> Said,
) -> Parsed {
    if tree.has_others {
        mends.push(said(
            Code::SeveralDocuments,
            text,
            second_document(text),
            "the file has more than one YAML document; only one of them was read",
            "put each document into a file of its own",
        ));
    }
    Parsed {
        tree: tree.node,
        syntax,
        yaml_document: tree.yaml_document,
        content,
        remarks: tree.remarks,
        mends,
    }
}

fn excessive(
    excess: Excess,
    offset: usize,
    text: &str,
    said: &impl Fn(Code, &str, usize, &str, &str) -> Said,
) -> Said {
    match excess {
        Excess::Depth => said(
            Code::TooDeep,
            text,
            offset,
            &format!(
                "the document nests its values too deeply to be read: more than {} levels in JSON, or {} in YAML",
                JSON_DEPTH,
                nesting::YAML_DEPTH
            ),
            "move nested schemas into components and refer to them with $ref",
        ),
        Excess::Aliases => said(
            Code::TooLarge,
            text,
            offset,
            "the aliases of this document repeat its content too many times",
            "use $ref instead of YAML aliases",
        ),
    }
}

/// The offset of the line that starts a second YAML document.
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

fn read(text: &str, syntax: Syntax, role: Role) -> Result<Tree, Failure> {
    match syntax {
        Syntax::Json => read_json(text),
        Syntax::Yaml => read_yaml(text, role),
    }
}

fn read_json(text: &str) -> Result<Tree, Failure> {
    let mut reading = Reading::new(text, Syntax::Json);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    // Ours counts instead: `Reading` stops at `JSON_DEPTH`.
    deserializer.disable_recursion_limit();
    let result = reading
        .read(&mut deserializer)
        .and_then(|node| deserializer.end().map(|()| node));
    match result {
        Ok(node) => Ok(Tree {
            node,
            remarks: reading.remarks,
            yaml_document: 0,
            has_others: false,
        }),
        Err(error) => {
            let lines = Lines::new(text);
            let start = lines.offset(
                text,
                Position {
                    line: error.line(),
                    column: 1,
                },
            );
            Err(Failure {
                // Its columns are bytes.
                offset: start + error.column().saturating_sub(1),
                reason: match reading.excess {
                    Some(excess) => Reason::Excess(excess),
                    None => Reason::Syntax(error.to_string()),
                },
            })
        }
    }
}

fn read_yaml(text: &str, role: Role) -> Result<Tree, Failure> {
    if nesting::is_excessive(text) {
        return Err(Failure {
            offset: 0,
            reason: Reason::Excess(Excess::Depth),
        });
    }
    let mut documents = serde_yaml::Deserializer::from_str(text);
    let mut best: Option<Tree> = None;
    let mut count = 0;
    while let Some(document) = documents.next() {
        let yaml_document = count;
        count += 1;
        let mut reading = Reading::new(text, Syntax::Yaml);
        let node = match reading.read(document) {
            Ok(node) => node,
            // What comes after a document that could be read does not count.
            Err(_) if best.is_some() => break,
            Err(error) => {
                let message = error.to_string();
                let excess = reading.excess.or_else(|| excess_of(&message));
                return Err(Failure {
                    offset: error.location().map_or(0, |location| location.index()),
                    reason: excess.map_or(Reason::Syntax(message), Reason::Excess),
                });
            }
        };
        let is_wanted = match role {
            Role::Root => node.get("openapi").is_some() || node.get("swagger").is_some(),
            Role::Referenced => node != Node::Null,
        };
        let is_better = best.as_ref().is_none_or(|best| best.node == Node::Null);
        if is_wanted || is_better {
            best = Some(Tree {
                node,
                remarks: reading.remarks,
                yaml_document,
                has_others: false,
            });
        }
        if is_wanted {
            count += usize::from(documents.next().is_some());
            break;
        }
    }
    let mut tree = best.unwrap_or(Tree {
        node: Node::Null,
        remarks: Vec::new(),
        yaml_document: 0,
        has_others: false,
    });
    tree.has_others = count > 1;
    Ok(tree)
}

fn excess_of(message: &str) -> Option<Excess> {
    if message.contains("recursion limit exceeded") {
        Some(Excess::Depth)
    } else if message.contains("repetition limit exceeded") {
        Some(Excess::Aliases)
    } else {
        None
    }
}
