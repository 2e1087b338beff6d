use crate::diagnostic::Code;
use crate::normalize::cursor::Cursor;
use crate::normalize::normalizer::Normalizer;
use crate::source::Text;

impl<'d> Normalizer<'_, 'd> {
    /// Reads a URL, with the scheme that its author forgot.
    pub(in crate::normalize) fn server_url(&mut self, at: &Cursor<'d, '_>) -> Option<Text> {
        let text = self.text(at)?;
        let url = text.trim();
        let host = url.split(['/', '?', '#']).next().unwrap_or_default();
        let without_scheme = !url.contains("://") && !url.starts_with(['/', '.', '{', '#', '?']);
        let repaired = if let Some(rest) = url.strip_prefix("//") {
            format!("https://{rest}")
        } else if without_scheme && host.starts_with("localhost") {
            format!("http://{url}")
        } else if without_scheme && host.contains('.') {
            format!("https://{url}")
        } else {
            return Some(url.into());
        };
        self.warn_of_field(
            Code::ServerUrl,
            at,
            "url",
            format!("missing scheme in `{url}`; read as `{repaired}`"),
            format!("write `{repaired}`"),
        );
        Some(repaired.into())
    }
}
