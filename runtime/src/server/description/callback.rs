//! Which callback a path is of.

use super::Description;
use super::route::Template;

/// The end of the path that a callback is sent to, where the server adds something to the URL that it was given: the name of the callback, and
/// what is added.
#[derive(Debug)]
pub(crate) struct CallbackPath {
    name: String,
    template: Template,
}

impl CallbackPath {
    /// Creates it of the expression for the URL. `None` where the server adds nothing to the path, or does not begin with a URL that it
    /// was given.
    pub(super) fn new(name: &str, expression: &str) -> Option<Self> {
        let (_, mut rest) = expression.strip_prefix('{')?.split_once('}')?;
        let mut path = String::new();
        // What stands in braces has slashes and numbers signs of its own.
        while let Some((before, (_, behind))) = rest
            .split_once('{')
            .and_then(|(before, behind)| Some((before, behind.split_once('}')?)))
        {
            if before.contains(['?', '#']) {
                break;
            }
            path.push_str(before);
            path.push_str("{value}");
            rest = behind;
        }
        path.push_str(rest.split(['?', '#']).next().unwrap_or_default());
        let path = path.strip_prefix('/').filter(|path| !path.is_empty())?;
        Some(Self {
            name: name.to_owned(),
            template: Template::behind_name(name, path),
        })
    }
}

impl Description {
    /// Returns the name of the callback whose path ends in this way: of several that with the most segments.
    pub(crate) fn callback_at(&self, path: &str) -> Option<&str> {
        let fitting = self.callbacks.iter().filter(|known| known.template.ends(path));
        let longest = fitting.max_by_key(|known| known.template.length())?;
        Some(&longest.name)
    }
}

#[cfg(test)]
mod tests {
    use super::CallbackPath;

    fn is_at(expression: &str, path: &str) -> Option<bool> {
        let callback = CallbackPath::new("onData", expression)?;
        Some(callback.template.ends(path))
    }

    #[test]
    fn a_callback_is_known_by_its_name_before_what_the_server_adds() {
        let data = "{$request.query.callbackUrl}/data";
        assert_eq!(is_at(data, "/hooks/onData/data"), Some(true));
        assert_eq!(is_at(data, "/onData/data"), Some(true));
        assert_eq!(is_at(data, "/hooks/data"), Some(false));
        assert_eq!(is_at(data, "/hooks/onData"), Some(false));
    }

    #[test]
    fn what_is_added_may_have_values() {
        let of_id = "{$request.body#/urls/one}/v/{$response.body#/id}.json?kind={$method}";
        assert_eq!(is_at(of_id, "/hooks/onData/v/7.json"), Some(true));
        assert_eq!(is_at(of_id, "/hooks/onData/v/7"), Some(false));
    }

    #[test]
    fn where_nothing_is_added_the_name_is_the_last_segment() {
        assert_eq!(is_at("{$request.body#/url}", "/onData"), None);
        assert_eq!(
            is_at("{$request.body#/url}?id={$request.body#/id}", "/onData"),
            None
        );
        assert_eq!(is_at("https://example.com/onData", "/onData"), None);
        assert_eq!(is_at("endpoint_url", "/onData"), None);
    }
}
