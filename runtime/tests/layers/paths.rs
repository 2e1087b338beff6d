//! The paths in a file that lead to other modules of the crate.

/// The path of a module from the root of the crate.
pub(crate) type Module = Vec<String>;

/// Returns the paths in the text of a module that begin with `crate`, `super` or `self`, each from the root of the crate.
pub(crate) fn paths(file: &Module, text: &str) -> Vec<Module> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    let mut module = file.clone();
    // For each open brace, whether it is that of a module.
    let mut braces = Vec::new();
    let mut index = 0;
    while let Some(token) = tokens.get(index) {
        let before = index.checked_sub(1).map(|index| tokens[index].as_str());
        match token.as_str() {
            "{" => {
                let name = index.checked_sub(2).filter(|index| tokens[*index] == "mod");
                braces.push(name.is_some());
                module.extend(name.map(|index| tokens[index + 1].clone()));
            }
            "}" if braces.pop() == Some(true) => drop(module.pop()),
            "crate" | "super" | "self" if before != Some("::") && next_is(&tokens, index, "::") => {
                index = tree(&tokens, index, &module, None, &mut found);
                continue;
            }
            _ => {}
        }
        index += 1;
    }
    found
}

fn next_is(tokens: &[String], index: usize, expected: &str) -> bool {
    tokens.get(index + 1).is_some_and(|token| token == expected)
}

/// Collects the paths of a tree of `use`, or the one path that stands in code. Returns the index behind them.
fn tree(
    tokens: &[String],
    mut index: usize,
    module: &Module,
    prefix: Option<&Module>,
    found: &mut Vec<Module>,
) -> usize {
    let mut path = prefix.cloned().unwrap_or_default();
    loop {
        match tokens.get(index).map(String::as_str) {
            Some("{") => {
                index += 1;
                while tokens.get(index).is_some_and(|token| token != "}") {
                    index = tree(tokens, index, module, Some(&path), found);
                    // Behind a tree comes a comma, or `as` with a name.
                    while tokens
                        .get(index)
                        .is_some_and(|token| token != "," && token != "}")
                    {
                        index += 1;
                    }
                    index += usize::from(tokens.get(index).is_some_and(|token| token == ","));
                }
                return index + 1;
            }
            Some("crate") => path.clear(),
            Some("super") => {
                if path.is_empty() {
                    path.clone_from(module);
                }
                path.pop();
            }
            Some("self") if prefix.is_none() && path.is_empty() => path.clone_from(module),
            Some("self" | "*") => {}
            Some(name) => path.push(name.to_owned()),
            None => return index,
        }
        if !next_is(tokens, index, "::") || tokens.get(index + 2).is_some_and(|token| token == "<") {
            found.push(path);
            return index + 1;
        }
        index += 2;
    }
}

/// Splits a text into names, `::` and single signs, without comments and literals.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            '"' => literal(rest, '"'),
            '\'' if is_character(rest) => literal(rest, '\''),
            ':' if rest.starts_with("::") => {
                tokens.push("::".to_owned());
                2
            }
            c if c == '_' || c.is_alphanumeric() => {
                let is_part = |c: char| c == '_' || c.is_alphanumeric();
                let length = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
                tokens.push(rest[..length].to_owned());
                length
            }
            c => {
                if !c.is_whitespace() {
                    tokens.push(c.to_string());
                }
                c.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    tokens
}

/// Tells whether a quote begins a character, not a lifetime.
fn is_character(text: &str) -> bool {
    let mut characters = text.chars().skip(1);
    let first = characters.next();
    first == Some('\\') || characters.next() == Some('\'')
}

/// Returns the length of the literal that a text begins with.
fn literal(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (index, character) in text.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return index + 1,
            _ => {}
        }
    }
    text.len()
}
