//! Paths of what to leave out: of JSONPath (RFC 9535) names, indices, wildcards and `..`.

/// A step from a value to one in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Name(String),
    Index(usize),
}

/// A path that leads to values.
#[derive(Clone, Debug)]
pub(super) struct JsonPath(Vec<Segment>);

#[derive(Clone, Debug)]
struct Segment {
    /// Whether it may be at any depth.
    is_descendant: bool,
    /// `None` for any.
    step: Option<Step>,
}

impl JsonPath {
    /// Reads a path.
    ///
    /// # Errors
    /// It is no path, or one that chooses by what a value holds.
    pub(super) fn parse(text: &str) -> Result<Self, &'static str> {
        let mut rest = text
            .strip_prefix('$')
            .ok_or("expected a path that begins with $")?;
        let mut segments = Vec::new();
        while !rest.is_empty() {
            let (is_descendant, after) = match rest.strip_prefix("..") {
                Some(after) => (true, after),
                None => (false, rest),
            };
            let step = if let Some(after) = after.strip_prefix('[') {
                let (step, after) = bracket(after)?;
                rest = after;
                step
            } else {
                let after = match (is_descendant, after.strip_prefix('.')) {
                    (true, None) => after,
                    (false, Some(after)) => after,
                    _ => return Err("expected .name, ..name or [ … ]"),
                };
                let end = after.find(['.', '[']).unwrap_or(after.len());
                let (name, after) = after.split_at(end);
                rest = after;
                match name {
                    "" => return Err("expected a name"),
                    "*" => None,
                    name => Some(Step::Name(name.to_owned())),
                }
            };
            segments.push(Segment { is_descendant, step });
        }
        Ok(JsonPath(segments))
    }

    /// Tells whether the path leads to where these steps do.
    pub(super) fn matches(&self, steps: &[Step]) -> bool {
        matches(&self.0, steps)
    }

    /// Returns the name that it ends with.
    pub(super) fn last_name(&self) -> Option<&str> {
        let names = self.0.iter().rev().filter_map(|segment| segment.step.as_ref());
        let mut names = names.filter_map(|step| match step {
            Step::Name(name) => Some(name.as_str()),
            Step::Index(_) => None,
        });
        names.next()
    }
}

/// Reads what stands in brackets, and returns it with what follows.
fn bracket(text: &str) -> Result<(Option<Step>, &str), &'static str> {
    const UNCLOSED: &str = "expected ]";
    if let Some(quote) = text.chars().next().filter(|first| matches!(first, '\'' | '"')) {
        let (name, rest) = text[1..].split_once(quote).ok_or("expected the closing quote")?;
        let rest = rest.strip_prefix(']').ok_or(UNCLOSED)?;
        return Ok((Some(Step::Name(name.to_owned())), rest));
    }
    let (inside, rest) = text.split_once(']').ok_or(UNCLOSED)?;
    let step = match inside.trim() {
        "*" => None,
        index => {
            let index = index
                .parse()
                .map_err(|_| "expected *, an index or a name in quotes")?;
            Some(Step::Index(index))
        }
    };
    Ok((step, rest))
}

fn matches(segments: &[Segment], steps: &[Step]) -> bool {
    let Some((segment, segments)) = segments.split_first() else {
        return steps.is_empty();
    };
    let is_step = |step: &Step| segment.step.as_ref().is_none_or(|wanted| wanted == step);
    let most = match segment.is_descendant {
        true => steps.len(),
        false => steps.len().min(1),
    };
    (0..most).any(|index| is_step(&steps[index]) && matches(segments, &steps[index + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(text: &str) -> Vec<Step> {
        let steps = text.split_whitespace();
        steps
            .map(|step| match step.parse() {
                Ok(index) => Step::Index(index),
                Err(_) => Step::Name(step.to_owned()),
            })
            .collect()
    }

    #[test]
    fn a_path_leads_to_values() {
        for (path, place, leads) in [
            ("$", "", true),
            ("$.email", "email", true),
            ("$.email", "user email", false),
            ("$..email", "users 0 email", true),
            ("$..email", "email address", false),
            ("$.users[*].email", "users 3 email", true),
            ("$.users[0]['e-mail']", "users 0 e-mail", true),
            ("$.users[0].email", "users 1 email", false),
            ("$.users.*", "users tom", true),
            ("$..user..id", "a user b c id", true),
            ("$..*", "a", true),
        ] {
            let parsed = JsonPath::parse(path).expect("a path");
            assert_eq!(parsed.matches(&steps(place)), leads, "{path} {place}");
        }
    }

    #[test]
    fn what_is_no_path_is_refused() {
        for path in [
            "email", "$email", "$.", "$..", "$[", "$['a]", "$[?@.a]", "$[1:2]", "$.a..", "$[a]",
        ] {
            assert!(JsonPath::parse(path).is_err(), "{path}");
        }
    }
}
