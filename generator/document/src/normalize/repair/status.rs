use crate::description::StatusPattern;
use crate::diagnostic::Code;
use crate::normalize::cursor::Cursor;
use crate::normalize::normalizer::Normalizer;

/// How many statuses may stand in one key.
const AT_ONE_KEY: usize = 8;

impl<'d> Normalizer<'_, 'd> {
    /// Returns the statuses that a key of `responses` means; none where it means nothing, which is reported.
    pub(in crate::normalize) fn statuses(&mut self, at: &Cursor<'d, '_>, key: &str) -> Vec<StatusPattern> {
        if key == "default" {
            return vec![StatusPattern::Default];
        }
        let mut statuses: Vec<StatusPattern> = key
            .split([',', '|'])
            .take(AT_ONE_KEY)
            .filter_map(|part| status_code(part.trim()).or_else(|| described_status(part)))
            .collect();
        if let [status] = statuses.as_slice()
            && written(*status) == key
        {
            return statuses;
        }
        if statuses.is_empty() && is_default(key) {
            statuses.push(StatusPattern::Default);
        }
        let help = "write a status such as `404`, a range such as `4XX`, or `default`";
        let message = if statuses.is_empty() {
            format!("invalid status `{key}`; response ignored")
        } else {
            let read: Vec<String> = statuses.iter().copied().map(written).collect();
            format!("invalid status `{key}`; read as {}", read.join(" and "))
        };
        self.warn(Code::StatusCode, at, message, help);
        statuses
    }
}

/// Returns a status as the specification writes it.
fn written(status: StatusPattern) -> String {
    match status {
        StatusPattern::Exact(code) => code.to_string(),
        StatusPattern::Range(hundred) => format!("{hundred}XX"),
        StatusPattern::Default => "default".to_owned(),
    }
}

/// Returns a status, or a range of a hundred: `404`, `4XX`, `4xx`, `40X`.
fn status_code(text: &str) -> Option<StatusPattern> {
    if let Ok(code) = text.parse::<u16>() {
        return (100..=999).contains(&code).then_some(StatusPattern::Exact(code));
    }
    let hundred = text
        .chars()
        .next()?
        .to_digit(10)
        .filter(|hundred| (1..=5).contains(hundred))?;
    let rest = text.get(1..)?;
    let is_range = !rest.is_empty()
        && rest
            .chars()
            .all(|character| matches!(character, 'x' | 'X' | '*' | '0'..='9'))
        && rest.contains(['x', 'X', '*']);
    is_range.then(|| u16::try_from(hundred).ok().map(StatusPattern::Range))?
}

/// Returns the status in a text that goes on to describe it: `200 OK`, `201 - created`, `success`.
fn described_status(text: &str) -> Option<StatusPattern> {
    let text = text.trim();
    match text.to_ascii_lowercase().as_str() {
        "ok" | "success" => return Some(StatusPattern::Range(2)),
        _ => {}
    }
    let (status, rest) = (text.get(..3)?, text.get(3..)?);
    let ends = rest.starts_with(|next: char| !next.is_alphanumeric());
    ends.then(|| status_code(status))?
}

fn is_default(text: &str) -> bool {
    matches!(
        text.trim().to_ascii_lowercase().as_str(),
        "default" | "error" | "other"
    )
}
