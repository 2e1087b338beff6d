use crate::diagnostic::Code;
use crate::normalize::cursor::Cursor;
use crate::normalize::normalizer::Normalizer;
use crate::source::Text;

/// How many media types may stand in one key.
const AT_ONE_KEY: usize = 8;

impl<'d> Normalizer<'_, 'd> {
    /// Returns the canonical names of media types that stand under one key.
    pub(in crate::normalize) fn media_type_names(&mut self, at: &Cursor<'d, '_>, key: &str) -> Vec<Text> {
        let several = key.split(';').next().is_some_and(|essence| essence.contains(','));
        if !several {
            return vec![self.media_type_name(at, key)];
        }
        self.warn(
            Code::MediaType,
            at,
            format!("invalid media type `{key}`; read as several"),
            "describe each media type under a key of its own",
        );
        key.split(',')
            .take(AT_ONE_KEY)
            .map(|name| self.media_type_name(at, name))
            .collect()
    }

    /// Returns the canonical name of a media type: `type/subtype` in lower case, then the parameters.
    pub(in crate::normalize) fn media_type_name(&mut self, at: &Cursor<'d, '_>, name: &str) -> Text {
        let (essence, parameters) = name
            .split_once(';')
            .map_or((name, None), |(essence, rest)| (essence, Some(rest)));
        let essence = essence.trim().to_ascii_lowercase();
        let full = match essence.as_str() {
            "json" | "application-json" | "application_json" | "" => "application/json",
            "xml" => "application/xml",
            "text" | "plain" => "text/plain",
            "html" => "text/html",
            "form-data" | "multipart" => "multipart/form-data",
            "form" | "urlencoded" | "x-www-form-urlencoded" => "application/x-www-form-urlencoded",
            "*" => "*/*",
            other => other,
        };
        if full != essence || !full.contains('/') {
            let message = match full.contains('/') {
                true => format!("invalid media type `{name}`; read as `{full}`"),
                false => format!("expected a media type, found `{name}`; its bodies are bytes"),
            };
            self.warn(
                Code::MediaType,
                at,
                message,
                "write a media type such as `application/json`",
            );
        }
        match parameters
            .map(str::trim)
            .filter(|parameters| !parameters.is_empty())
        {
            Some(parameters) => format!("{full}; {parameters}").into(),
            None => full.into(),
        }
    }
}
