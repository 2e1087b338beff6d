//! Keys of `paths`: templates, and what is odd in them.

use std::borrow::Cow;

use crate::diagnostic::Code;

use crate::normalize::cursor::Cursor;
use crate::normalize::normalizer::Normalizer;

/// A key of `paths` in canonical form.
pub(in crate::normalize) struct Template {
    /// It begins with a slash, and its braces are balanced.
    pub(in crate::normalize) path: String,
    /// What follows a `#`: it keeps the path apart from another one.
    pub(in crate::normalize) fragment: Option<String>,
    /// What stands in braces of the query, which the template loses: they are query parameters.
    pub(in crate::normalize) query: Vec<InQuery>,
}

/// A parameter in the query of a template: `size={amount}`.
pub(in crate::normalize) struct InQuery {
    /// What it is called in the query.
    pub(in crate::normalize) name: String,
    /// The name in braces, by which it is declared.
    pub(in crate::normalize) in_braces: String,
}

/// Returns the names in braces.
pub(in crate::normalize) fn parameters_of(template: &str) -> impl Iterator<Item = &str> {
    template
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
}

impl<'d> Normalizer<'_, 'd> {
    /// Returns the canonical form of a key of `paths`, whose value is `at`.
    pub(in crate::normalize) fn template(&mut self, at: &Cursor<'d, '_>, key: &str) -> Template {
        let (path, fragment) = key
            .split_once('#')
            .map_or((key, None), |(path, rest)| (path, Some(rest)));
        if fragment.is_some_and(|fragment| fragment.contains(['/', '{'])) {
            self.warn(
                Code::PathSyntax,
                at,
                format!("what follows `#` in the path `{key}` is not sent"),
                "write the path without `#`: what follows it only keeps operations of one path apart",
            );
        }
        let expanded = expanded(path, has_styles(at));
        let (template, query) = expanded
            .split_once('?')
            .map_or((&*expanded, None), |(template, rest)| (template, Some(rest)));
        let mut repaired = balanced(&braced(template.trim()));
        if !repaired.starts_with('/') {
            repaired.insert(0, '/');
        }
        // What becomes parameters of the query has a warning of its own.
        if repaired != template || (query.is_none() && matches!(expanded, Cow::Owned(_))) {
            self.warn(
                Code::PathSyntax,
                at,
                format!("invalid path `{path}`; read as `{repaired}`"),
                "begin the path with a slash, and put parameters in braces",
            );
        }
        let mut parameters = Vec::new();
        if let Some(query) = query {
            let mut fixed = Vec::new();
            for pair in query.split('&').filter(|pair| !pair.is_empty()) {
                let names: Vec<&str> = parameters_of(pair).collect();
                match names.as_slice() {
                    [] => fixed.push(pair),
                    names => parameters.extend(names.iter().map(|in_braces| {
                        let name = pair.split_once('=').map_or(*in_braces, |(name, _)| name);
                        InQuery {
                            name: name.trim_matches(['{', '}', '?']).to_owned(),
                            in_braces: bare(in_braces).to_owned(),
                        }
                    })),
                }
            }
            if !parameters.is_empty() {
                self.warn(
                    Code::PathSyntax,
                    at,
                    format!("parameters in the query of the path `{key}`; read as query parameters"),
                    "declare query parameters in `parameters`",
                );
            }
            if !fixed.is_empty() {
                repaired.push('?');
                repaired.push_str(&fixed.join("&"));
            }
        }
        let fragment = match fragment {
            Some(fragment) if !fragment.is_empty() => Some(fragment.to_owned()),
            _ if !parameters.is_empty() => {
                let names: Vec<&str> = parameters.iter().map(|parameter| &*parameter.name).collect();
                Some(names.join("&"))
            }
            _ => None,
        };
        Template {
            path: repaired,
            fragment,
            query: parameters,
        }
    }
}

/// Returns whether a parameter below a path item says that it is written with a dot or a semicolon before it.
fn has_styles(path_item: &Cursor<'_, '_>) -> bool {
    let has_style = |at: &Cursor<'_, '_>| {
        let parameters = at.field("parameters");
        parameters.is_some_and(|parameters| {
            let mut styles = parameters.items().map(|parameter| parameter.text_at("style"));
            styles.any(|style| matches!(style, Some("label" | "matrix")))
        })
    };
    has_style(path_item) || path_item.entries().any(|(_, operation)| has_style(&operation))
}

/// Returns the template with the expressions of URI templates that write more than a value: `{?a,b}` and `{&a,b}` as
/// `?a={a}&b={b}`, `{/a,b}` as `/{a}/{b}`, and `{.a}` as `.{a}` unless the style of a parameter brings the dot.
fn expanded(template: &str, has_styles: bool) -> Cow<'_, str> {
    let mut expanded = String::new();
    let mut rest = template;
    while let Some(start) = ["{?", "{&", "{/", "{."]
        .iter()
        .filter_map(|operator| rest.find(operator))
        .min()
    {
        let (before, list) = rest.split_at(start);
        let Some((list, after)) = list.get(1..).and_then(|list| list.split_once('}')) else {
            break;
        };
        expanded.push_str(before);
        let (operator, list) = list.split_at(1);
        for name in list.split(',').map(bare).filter(|name| !name.is_empty()) {
            match operator {
                "/" => expanded.push_str(&format!("/{{{name}}}")),
                "." if has_styles => expanded.push_str(&format!("{{{name}}}")),
                "." => expanded.push_str(&format!(".{{{name}}}")),
                _ => {
                    expanded.push(if expanded.contains('?') { '&' } else { '?' });
                    expanded.push_str(&format!("{name}={{{name}}}"));
                }
            }
        }
        rest = after;
    }
    if expanded.is_empty() {
        return Cow::Borrowed(template);
    }
    expanded.push_str(rest);
    Cow::Owned(expanded)
}

/// Returns the template with braces around parameters that are written as `:name`.
fn braced(template: &str) -> String {
    if template.contains('{') {
        return template.to_owned();
    }
    let segments = template
        .split('/')
        .map(|segment| match segment.strip_prefix(':') {
            Some(name) if !name.is_empty() => format!("{{{name}}}"),
            _ => segment.to_owned(),
        });
    segments.collect::<Vec<_>>().join("/")
}

/// Returns the template with every brace closed, and names alone inside of braces.
fn balanced(template: &str) -> String {
    let mut balanced = String::with_capacity(template.len());
    let mut name: Option<String> = None;
    for character in template.chars() {
        match (character, &mut name) {
            ('{', None) => name = Some(String::new()),
            ('{', Some(_)) | ('}', None) => {}
            ('}', Some(_)) => close(&mut balanced, name.take()),
            ('/', Some(_)) => {
                close(&mut balanced, name.take());
                balanced.push('/');
            }
            (character, Some(name)) => name.push(character),
            (character, None) => balanced.push(character),
        }
    }
    close(&mut balanced, name);
    balanced
}

fn close(template: &mut String, name: Option<String>) {
    if let Some(name) = name
        && let name = bare(&name)
        && !name.is_empty()
    {
        template.push('{');
        template.push_str(name);
        template.push('}');
    }
}

/// Returns the name of a parameter without what URI templates ([RFC 6570](https://www.rfc-editor.org/rfc/rfc6570)) and
/// routers write beside it: `{+path}`, `{path*}`, `{id:[0-9]+}`, `{id?}`.
fn bare(name: &str) -> &str {
    let name = name.trim().trim_start_matches(['+', '.', ';', '*']);
    let name = name.split_once(':').map_or(name, |(name, _)| name);
    name.trim_end_matches(['*', '?']).trim()
}
