//! Media types and ranges of them, by [RFC 9110](https://www.rfc-editor.org/rfc/rfc9110#name-media-type).

/// A media type, or a range such as `text/*` or `application/*+json`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MediaType {
    sort: String,
    subtype: String,
    /// Without those that say how the text is written or cut, or how much it is wanted.
    parameters: Vec<(String, String)>,
}

impl MediaType {
    pub(super) fn parse(text: &str) -> Self {
        let mut parts = text.split(';');
        let essence = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
        let (sort, subtype) = essence.split_once('/').unwrap_or((&essence, ""));
        let mut parameters: Vec<(String, String)> = parts
            .filter_map(|parameter| parameter.split_once('='))
            .map(|(name, value)| {
                (
                    name.trim().to_ascii_lowercase(),
                    value.trim().trim_matches('"').to_owned(),
                )
            })
            .filter(|(name, _)| !matches!(name.as_str(), "charset" | "boundary" | "q"))
            .collect();
        parameters.sort();
        Self {
            sort: sort.to_owned(),
            subtype: subtype.to_owned(),
            parameters,
        }
    }

    /// Whether `sent` is this type, or one of this range. Each parameter of this one must be there.
    pub(super) fn includes(&self, sent: &Self) -> bool {
        let is_sort = self.sort == "*" || self.sort == sent.sort;
        let is_subtype = match self.subtype.split_once('*') {
            Some((before, after)) => sent.subtype.starts_with(before) && sent.subtype.ends_with(after),
            None => self.subtype == sent.subtype,
        };
        is_sort
            && is_subtype
            && self
                .parameters
                .iter()
                .all(|parameter| sent.parameters.contains(parameter))
    }

    /// How narrow it is: of two that include a type the higher one is meant.
    pub(super) fn narrowness(&self) -> (bool, usize, usize) {
        let is_exact = !self.sort.contains('*') && !self.subtype.contains('*');
        let letters = self.sort.trim_matches('*').len() + self.subtype.replace('*', "").len();
        (is_exact, letters, self.parameters.len())
    }

    /// A type of this range.
    pub(super) fn example(text: &str) -> String {
        let range = Self::parse(text);
        match (range.sort.as_str(), range.subtype.as_str()) {
            ("*", "*") => "application/json".to_owned(),
            ("application", "*") => "application/octet-stream".to_owned(),
            (_, "*") => text.replace("/*", "/plain"),
            _ => text.replace('*', "vnd.example"),
        }
    }
}

/// Whether the documented media type, or range, includes the one that was sent.
pub(super) fn fits(documented: &str, sent: &str) -> bool {
    MediaType::parse(documented).includes(&MediaType::parse(sent))
}

/// Whether a body may be sent so: as a type that the documented one includes, or as the format behind the `+` of a range, where the
/// document names no type of it.
pub(super) fn may_be_sent(documented: &str, sent: &str) -> bool {
    let range = MediaType::parse(documented);
    let format = range
        .subtype
        .strip_prefix("*+")
        .map(|format| format!("{}/{format}", range.sort));
    fits(documented, sent) || format.is_some_and(|format| fits(&format, sent))
}

/// The narrowest of several types that includes `sent`.
pub(super) fn narrowest<'t>(documented: impl IntoIterator<Item = &'t str>, sent: &str) -> Option<&'t str> {
    let including = documented.into_iter().filter(|documented| fits(documented, sent));
    including.max_by_key(|documented| MediaType::parse(documented).narrowness())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_includes_what_it_matches_and_parameters_count() {
        assert!(fits(
            "application/*+json",
            "application/problem+json; charset=utf-8"
        ));
        assert!(!fits("application/*+json", "application/json"));
        assert!(may_be_sent("application/*+json", "application/json"));
        assert!(may_be_sent("application/*+json", "application/a+json") && !may_be_sent("text/*", "a/json"));
        assert!(fits("*/*", "text/html") && fits("text/*", "Text/HTML") && !fits("text/*", "image/png"));
        assert!(fits("application/json", "application/json;v=1"));
        assert!(!fits("application/json; v=2", "application/json;v=1"));
        assert!(fits("application/json; charset=utf-8", "application/json"));
    }

    #[test]
    fn the_narrowest_of_several_is_meant() {
        let documented = [
            "*/*",
            "application/*",
            "application/json",
            "application/json; v=1",
        ];
        assert_eq!(
            narrowest(documented, "application/json; v=1"),
            Some("application/json; v=1")
        );
        assert_eq!(
            narrowest(documented, "application/json; v=2"),
            Some("application/json")
        );
        assert_eq!(narrowest(documented, "text/html"), Some("*/*"));
        assert_eq!(
            MediaType::example("application/*+json"),
            "application/vnd.example+json"
        );
    }
}
