//! What rustdoc reads in a doc comment, by the parser that it uses.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::markdown::safe_lines;
use specwright_document::diagnostic::is_unprintable;

/// Returns what rustdoc or the compiler would complain of, or compile as a test.
fn complaints(text: &str) -> Vec<String> {
    let mut complaints = Vec::new();
    let lines = safe_lines(text);
    for line in &lines {
        if line.contains(is_unprintable) {
            complaints.push(format!("a character that does something in {line:?}"));
        }
    }
    let comment = lines.join("\n");
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    let mut broken = Vec::new();
    let mut callback = |link: pulldown_cmark::BrokenLink<'_>| {
        broken.push(format!("a link to an item: {}", link.reference));
        Some((CowStr::from("item"), CowStr::from("")))
    };
    let mut in_link = false;
    let mut in_code = false;
    let parser = Parser::new_with_broken_link_callback(&comment, options, Some(&mut callback));
    for event in parser {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                in_code = true;
                if !matches!(&kind, CodeBlockKind::Fenced(info) if &**info == "text") {
                    complaints.push(format!("a code block that is a test: {kind:?}"));
                }
            }
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Start(Tag::Link {
                link_type, dest_url, ..
            }) => {
                in_link = true;
                let known = ["http://", "https://", "mailto:"]
                    .iter()
                    .any(|scheme| dest_url.starts_with(scheme));
                if !known || !matches!(link_type, LinkType::Inline | LinkType::Autolink) {
                    complaints.push(format!("a link to {dest_url}"));
                }
            }
            Event::End(TagEnd::Link) => in_link = false,
            Event::Start(Tag::HtmlBlock | Tag::FootnoteDefinition(_) | Tag::Image { .. })
            | Event::FootnoteReference(_) => complaints.push(format!("{event:?}")),
            Event::Html(html) | Event::InlineHtml(html) => complaints.push(format!("HTML: {html}")),
            Event::Text(text) if !in_link && !in_code && is_address_in(&text) => {
                complaints.push(format!("a bare address: {text}"));
            }
            _ => {}
        }
    }
    complaints.extend(broken);
    complaints
}

fn is_address_in(text: &str) -> bool {
    text.contains("http://") || text.contains("https://")
}

#[track_caller]
fn assert_safe(text: &str) {
    let complaints = complaints(text);
    assert!(
        complaints.is_empty(),
        "{text:?} became {:#?}: {complaints:#?}",
        safe_lines(text)
    );
}

#[track_caller]
fn assert_lines(text: &str, expected: &[&str]) {
    assert_safe(text);
    assert_eq!(safe_lines(text), expected);
}

#[test]
fn code_blocks_are_text_whatever_they_say() {
    assert_lines("```rust\nlet a = 1;\n```", &["```text", "let a = 1;", "```"]);
    assert_lines(
        "~~~\nlet a = 1;\n~~~\nend",
        &["```text", "let a = 1;", "```", "", "end"],
    );
    assert_lines(
        "a\n\n    let a = 1;\n\nb",
        &["a", "", "```text", "let a = 1;", "```", "", "b"],
    );
}

#[test]
fn a_fence_that_is_not_closed_ends_with_the_text() {
    assert_lines("a\n```\nlet a = 1;", &["a", "", "```text", "let a = 1;", "```"]);
}

#[test]
fn a_fence_is_longer_than_those_within() {
    assert_lines(
        "````\n```\nlet a = 1;\n```\n````",
        &["````text", "```", "let a = 1;", "```", "````"],
    );
}

#[test]
fn code_in_items_and_quotations_is_text_too() {
    for text in [
        "- ```\n  let a = 1;\n  ```",
        "- ```\nlet a = 1;\n```\nlet b = 1;",
        "-     let a = 1;",
        "1. a\n\n       let a = 1;",
        "> ```\n> let a = 1;\n> ```",
        ">     let a = 1;",
        "- a\n  - b\n\n        let a = 1;",
        "text\n2020. text\n\n      let a = 1;",
        "- - -     let a = 1;",
        "* > 1.     let a = 1;",
    ] {
        assert_safe(text);
    }
}

#[test]
fn items_keep_their_place() {
    assert_lines(
        "- a\n- b\n  more\n  - c\n\n  para",
        &["- a", "- b", "  more", "  - c", "", "  para"],
    );
    assert_lines("1. a\n   * b\n2. c", &["1. a", "   * b", "2. c"]);
}

#[test]
fn lines_that_continue_an_item_are_indented_as_it_is() {
    assert_lines("* one\ntwo\n      three", &["* one", "  two", "  three"]);
}

#[test]
fn links_to_anywhere_but_the_web_become_their_text() {
    assert_lines(
        "[a](https://a.b/c) [d](#e) [f](/g) [h] [i][j]",
        &[r"[a](https://a.b/c) d f \[h] \[i]\[j]"],
    );
    assert_lines("![picture](https://a.b/c.png)", &["[picture](https://a.b/c.png)"]);
    assert_lines("[`Vec`](std::vec::Vec)", &["`Vec`"]);
    assert_lines("[a]: https://b.c", &[r"\[a]: <https://b.c>"]);
}

#[test]
fn bare_addresses_become_links() {
    assert_lines(
        "see https://a.b/c?d=e, (http://f.g).",
        &["see <https://a.b/c?d=e>, (<http://f.g>)."],
    );
    assert_lines("https://{tenant}.a.b/c", &["`https://{tenant}.a.b/c`"]);
    assert_lines("<https://a.b>", &["<https://a.b>"]);
}

#[test]
fn what_looks_like_html_is_text() {
    assert_lines("a <T> of <code", &[r"a \<T> of \<code"]);
    assert_lines("<!-- a -->", &[r"\<!-- a -->"]);
}

#[test]
fn the_tags_of_descriptions_become_markdown() {
    assert_lines(
        "<p>A <b>bold </b>word</p><p>next<br/>line</p>",
        &["A **bold** word", "", "next", "line"],
    );
    assert_lines(
        "<ul><li>one</li><li><i>two</i></li></ul>end",
        &["- one", "- *two*", "", "end"],
    );
    assert_lines(
        "<a href=\"https://a.b/c\">d</a> <a href='/e'>f</a>",
        &["[d](https://a.b/c) f"],
    );
    assert_lines("<code>Vec&lt;T></code> and `<b>`", &["`Vec<T>` and `<b>`"]);
    assert_lines("<pre>let a = 1;</pre>", &["```text", "let a = 1;", "```"]);
    assert_lines("```\n<b>\n```\n<b>c</b>", &["```text", "<b>", "```", "", "**c**"]);
    assert_lines("</a> <script>a</script>", &[r"\</a> \<script>a\</script>"]);
}

#[test]
fn code_spans_stay_and_lone_backticks_are_escaped() {
    assert_lines(
        "`a <b>` and ``c ` d`` and ` e",
        &[r"`a <b>` and ``c ` d`` and \` e"],
    );
}

#[test]
fn characters_that_hide_or_reorder_text_go() {
    assert_lines("a\u{202e}b\u{200b}c\u{0}d\re\u{2028}f", &["abcd", "e", "f"]);
}

#[test]
fn tables_of_html_are_tables() {
    let table = "Codes:\n<table class=\"x\">\n  <tr>\n    <th>Code</th>\n    <th>Meaning</th>\n  </tr>\n  <tr><td>1</td><td>a \
                 <b>b</b>\n or c|d<br>e</td></tr>\n</table>\nMore.";
    assert_lines(
        table,
        &[
            "Codes:",
            "",
            "| Code     | Meaning    |",
            "|---|---|",
            r"| 1| a **b**  or c\|d e |",
            "",
            "More.",
        ],
    );
}

#[test]
fn tables_stay() {
    assert_lines(
        "| a | b |\n|---|---|\n| `c|[d]` | e |",
        &["| a | b |", "|---|---|", r"| c\|\[d\] | e |"],
    );
}

/// Tries texts of pieces that mean something in CommonMark, in every order that chance finds.
#[test]
fn no_text_makes_rustdoc_complain() {
    const PIECES: [&str; 54] = [
        "```",
        "~~~",
        "````",
        "    ",
        "  ",
        "\t",
        "- ",
        "* ",
        "1. ",
        "20. ",
        "2) ",
        "> ",
        ">",
        "`",
        "``",
        "[",
        "]",
        "](",
        ")",
        "(",
        "<b>",
        "<",
        ">",
        "http://a.b/c",
        "https://d.e",
        "\n",
        "\n",
        "\n\n",
        "text",
        "|",
        "|---|",
        "\\",
        "<!--",
        "!",
        "---",
        "===",
        "# ",
        "*",
        "_",
        ":",
        "<p>",
        "<br>",
        "<li>",
        "<code>",
        "</code>",
        "<pre>",
        "</pre>",
        "</b>",
        "<a href=\"https://g.h\">",
        "<a href='",
        "</a>",
        "<h2>",
        "&lt;",
        "</",
    ];
    let mut state = 1_u64;
    let mut next = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap_or(0) % below
    };
    for _ in 0..20_000 {
        let length = 1 + next(16);
        let text: String = (0..length).map(|_| PIECES[next(PIECES.len())]).collect();
        assert_safe(&text);
    }
}

#[test]
fn long_texts_that_repeat_what_is_never_closed_take_no_longer_than_others() {
    for piece in [
        "<",
        "<http://",
        "[a](",
        "`",
        "` `` ",
        "http://a.b))",
        "<a href=",
        "![",
        "**",
        "- ",
        "> ",
        "&lt;",
        "<b>",
    ] {
        let text = piece.repeat(200_000 / piece.len());
        assert!(!safe_lines(&text).is_empty(), "{piece}");
        assert!(!safe_lines(&format!("{text}>")).is_empty(), "{piece}");
    }
}
