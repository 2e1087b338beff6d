//! Texts that try every way out of what the generator puts text into.

/// What each text tries, and the text. Code in it would define or call `pwned`.
pub(crate) const PAYLOADS: &[(&str, &str)] = &[
    ("end a string", "\"; fn pwned() {} //"),
    ("end a string in an argument", "\"); pwned(); (\""),
    ("end a string by its escape", "\\\"; fn pwned() {} //"),
    ("escape the end of a string", "a pwned\\"),
    ("end a raw string", "\"#; fn pwned() {} //"),
    ("end a raw string with two marks", "\"##; fn pwned() {} //"),
    ("end a character", "'; fn pwned() {} //"),
    ("escape in a string", "\\u{22}; fn pwned() {} //\\x22\\n"),
    ("end a block comment", "*/ fn pwned() {} /*"),
    ("begin a block comment", "a /* pwned"),
    ("end a line", "a\nfn pwned() {}\n"),
    ("end a line with a return", "a\rfn pwned() {}\r"),
    ("end a line as HTTP does", "a\r\nX-Pwned: 1\r\n\r\nfn pwned() {}"),
    (
        "end a line as Unicode does",
        "a\u{2028}fn pwned() {}\u{2029}fn pwned() {}\u{85}fn pwned() {}",
    ),
    (
        "end a line with a form feed",
        "a\u{b}fn pwned() {}\u{c}fn pwned() {}",
    ),
    ("end an attribute", "\"] fn pwned() {} #[doc = \""),
    ("an attribute of the crate", "\n#![feature(pwned)]\n"),
    ("an attribute of the crate at once", "#![recursion_limit = \"1\"]"),
    (
        "include a file",
        "#[doc = include_str!(\"/etc/passwd\")] fn pwned() {}",
    ),
    ("end a block", "} fn pwned() {} mod pwned {"),
    ("end all brackets", ")]}>; fn pwned() {} <{[("),
    ("call a macro", "compile_error!(\"pwned\")"),
    ("a row of a table", "\", pwned = required \"pwned"),
    ("an arm of a table", "= \"a\"; pwned"),
    ("an answer of a table", "(json), _ => pwned"),
    ("a format string", "{harm} {} {0} {:?} {harm:?} {{ }} {"),
    ("a format string that ends early", "}}{"),
    (
        "a shell",
        "$(touch pwned) `touch pwned` ${harm} $pwned; touch pwned",
    ),
    ("a template", "{{harm}} <%= pwned %> {% harm %}"),
    ("a doc test", "a\n```\npwned();\n```\n"),
    ("a doc test that says so", "~~~rust\npwned();\n~~~"),
    ("a doc test by indentation", "a\n\n    pwned();\n\n"),
    ("end a fence", "```text\n```\n```rust\npwned();"),
    ("end a code span", "`pwned` ``pwned``` [`pwned`]"),
    (
        "a link to nothing",
        "[pwned] [`pwned`](crate::pwned) [pwned](pwned!)",
    ),
    (
        "a link that runs",
        "[pwned](javascript:pwned()) <javascript:pwned()>",
    ),
    (
        "HTML",
        "<script>pwned()</script><img src=x onerror=pwned()></div><!--",
    ),
    ("outer docs", "/// pwned\n//! pwned"),
    ("a generic argument", "Vec<pwned>, pwned: ()"),
    ("a path", "crate::pwned::<u8>"),
    ("a raw identifier", "r#pwned"),
    ("no identifier: self", "self"),
    ("no identifier: Self", "Self"),
    ("no identifier: crate", "crate"),
    ("no identifier: super", "super"),
    ("no identifier: an underscore", "_"),
    ("a keyword", "fn"),
    ("a lifetime", "'static"),
    (
        "turn the direction",
        "a\u{202e}} fn pwned() {} {\u{2066}//\u{2069}",
    ),
    ("hide characters", "a\u{200b}\u{200d}\u{feff}\u{ad}\u{e0041}b"),
    ("a NUL", "a\0fn pwned() {}"),
    ("controls", "a\u{1b}[31m\u{7}\u{8}\u{7f}b"),
    ("cases that grow", "\u{130}\u{df}\u{1c5}\u{149}\u{1f52}"),
    ("marks without a letter", "\u{301}\u{20dd}\u{fe0f}"),
    ("digits of others", "\u{661}\u{ff11}\u{1d7d9}"),
    ("emoji", "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}"),
    ("a private character", "\u{e000}\u{f0000}\u{10ffff}"),
    ("a manifest", "\"\n[dependencies]\npwned = \"1\"\n[x]\ny = \""),
    (
        "a manifest in three quotes",
        "\"\"\"\n[dependencies]\npwned = \"1\"\n'''",
    ),
    (
        "a build script",
        "a\ncargo::rustc-env=PWNED=1\ncargo:rustc-link-arg=pwned\n",
    ),
    ("a way up", "../../a/pwned"),
    (
        "a way up, encoded",
        "%2e%2e%2f%2e%2e%2fpwned%00%0d%0aX-Pwned:%201",
    ),
    ("a way up on Windows", "..\\a\\pwned"),
    ("a file of the system", "/etc/passwd"),
    ("a device", "CON"),
    ("a URL of another", "https://user:pwned@pwned.example/?a#b"),
    ("a URL without a scheme", "//pwned.example/"),
    ("a URL that runs", "javascript:pwned()"),
    ("a pointer", "#/components/schemas/pwned"),
    ("an escape of pointers", "~0~1~2~"),
    ("commas and slashes", "a, b; c/d, */*"),
    ("nothing", ""),
    ("a space", " "),
    ("a digit", "0"),
    ("only marks", "!?-+=&^%$#@"),
];

/// All payloads, some to a text, with and without line ends between them.
pub(crate) fn polyglots() -> Vec<String> {
    let texts: Vec<&str> = PAYLOADS.iter().map(|(_, text)| *text).collect();
    texts
        .chunks(PAYLOADS.len().div_ceil(2))
        .flat_map(|chunk| [chunk.join(" "), chunk.join("\n")])
        .collect()
}
