//! Markdown pages that carry an OpenAPI document in a fenced code block
//! ([CommonMark](https://spec.commonmark.org/0.31.2/#fenced-code-blocks)).

use super::repair::{dedented, indentation};

/// A part of a text that is a document by itself.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fragment {
    /// The part, without the indentation of its fence.
    pub(super) text: String,
    /// How many lines stand before it.
    pub(super) lines_before: usize,
}

/// Returns the first fenced block that is an OpenAPI document.
pub(super) fn fenced_document(text: &str) -> Option<Fragment> {
    let mut lines = text.split_inclusive('\n').enumerate();
    let mut offset = 0;
    while let Some((number, line)) = lines.next() {
        offset += line.len();
        let Some(fence) = Fence::opened_by(line) else {
            continue;
        };
        let start = offset;
        let mut end = text.len();
        for (_, line) in lines.by_ref() {
            let line_start = offset;
            offset += line.len();
            if fence.is_closed_by(line) {
                end = line_start;
                break;
            }
        }
        let block = dedented(text.get(start..end)?, fence.indentation);
        if names_version(&block) {
            return Some(Fragment {
                text: block.into_owned(),
                lines_before: number + 1,
            });
        }
    }
    None
}

/// Returns whether `openapi` or `swagger` is a key at the root of a YAML or JSON text, as far as its lines tell.
pub(super) fn names_version(text: &str) -> bool {
    if text.trim_start().starts_with('{') {
        return text.contains("\"openapi\"") || text.contains("\"swagger\"");
    }
    text.lines().any(|line| {
        let line = line.trim_start_matches(['"', '\'']);
        ["openapi", "swagger"].iter().any(|key| {
            line.strip_prefix(key)
                .is_some_and(|rest| rest.trim_start_matches(['"', '\'']).trim_start().starts_with(':'))
        })
    })
}

/// Returns what stands before the first fence. In YAML, a fence can only stand in an indented text.
pub(super) fn before_fences(text: &str) -> &str {
    if text.starts_with("```") {
        return "";
    }
    let end = text.find("\n```").unwrap_or(text.len());
    text.get(..end).unwrap_or(text)
}

struct Fence<'line> {
    marks: &'line str,
    indentation: usize,
}

impl<'line> Fence<'line> {
    fn opened_by(line: &'line str) -> Option<Self> {
        let indentation = indentation(line).len();
        let content = &line[indentation..];
        let mark = content.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
        let marks = &content[..content.len() - content.trim_start_matches(mark).len()];
        let info = &content[marks.len()..];
        let is_fence = marks.len() >= 3 && !(mark == '`' && info.contains('`'));
        is_fence.then_some(Self { marks, indentation })
    }

    fn is_closed_by(&self, line: &str) -> bool {
        line.trim()
            .strip_prefix(self.marks)
            .is_some_and(|rest| rest.chars().all(|character| self.marks.starts_with(character)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_block_with_a_version_is_the_document() {
        let page = "# Page\n\n```yaml\nother: 1\n```\n\n````yaml delete /user/{userId}\nopenapi: 3.1.0\n```\ninfo:\n````\nend\n";
        let part = fenced_document(page).unwrap();
        assert_eq!(part.text, "openapi: 3.1.0\n```\ninfo:\n");
        assert_eq!(part.lines_before, 7);
    }

    #[test]
    fn a_block_may_be_indented_or_never_closed() {
        let part = fenced_document("- item\n\n  ~~~json\n  {\"openapi\": \"3.0.0\",\n   \"a\": 1}").unwrap();
        assert_eq!(part.text, "{\"openapi\": \"3.0.0\",\n \"a\": 1}");
    }

    #[test]
    fn a_page_without_a_document_has_none() {
        assert_eq!(fenced_document("# Page\n\n```yaml\na: openapi\n```\n"), None);
    }

    #[test]
    fn a_version_counts_only_as_a_key_at_the_root() {
        assert!(names_version("info: {}\n\"swagger\" : '2.0'\n"));
        assert!(!names_version("info:\n  openapi: 3.0.0\n"));
        assert!(!names_version("openapis: 1\n"));
    }
}
