//! The format of an event stream: HTML, section 9.2.6, "Interpreting an event stream".

use std::time::Duration;

/// The longest id of an event, in bytes: servers take no longer header.
pub(super) const LONGEST_ID: usize = 8 * 1024;

/// An event as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::codec::stream) struct RawEvent {
    pub(in crate::codec::stream) event: String,
    pub(in crate::codec::stream) data: String,
}

/// A parser that puts lines together to events.
#[derive(Debug, Default)]
pub(in crate::codec::stream) struct Parser {
    begun: bool,
    event: String,
    data: Option<String>,
    /// The `id` that came last; it counts once its event is complete.
    id: Option<String>,
    pub(super) last_event_id: String,
    pub(super) retry: Option<Duration>,
}

impl Parser {
    /// Begins again after a connection broke: what is incomplete is dropped.
    pub(super) fn restart(&mut self) {
        self.begun = false;
        self.event.clear();
        self.data = None;
        self.id = None;
    }

    /// Returns the length of the event so far, in bytes.
    pub(in crate::codec::stream) fn length(&self) -> usize {
        let length = |text: &Option<String>| text.as_ref().map_or(0, String::len);
        self.event.len() + length(&self.data)
    }

    /// Tells whether the id that came last is longer than any that could be sent back in a header. Each event has a copy of it.
    pub(super) fn has_long_id(&self) -> bool {
        self.id.as_ref().is_some_and(|id| id.len() > LONGEST_ID)
    }

    /// Takes a line. A blank line completes an event, if there is data.
    pub(in crate::codec::stream) fn line(&mut self, line: &[u8]) -> Option<RawEvent> {
        let line = String::from_utf8_lossy(line);
        let mut line = &*line;
        if !std::mem::replace(&mut self.begun, true) {
            line = line.strip_prefix('\u{feff}').unwrap_or(line);
        }
        if line.is_empty() {
            return self.complete();
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => value.clone_into(&mut self.event),
            "data" => match &mut self.data {
                Some(data) => {
                    data.push('\n');
                    data.push_str(value);
                }
                None => self.data = Some(value.to_owned()),
            },
            "id" if !value.contains('\0') => self.id = Some(value.to_owned()),
            "retry" if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.retry = value.parse().ok().map(Duration::from_millis);
            }
            _ => {}
        }
        None
    }

    fn complete(&mut self) -> Option<RawEvent> {
        if let Some(id) = self.id.take() {
            self.last_event_id = id;
        }
        let event = std::mem::take(&mut self.event);
        let data = self.data.take()?;
        Some(RawEvent {
            event: if event.is_empty() {
                "message".to_owned()
            } else {
                event
            },
            data,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn events(text: &str) -> (Vec<(String, String)>, Parser) {
        let mut parser = Parser::default();
        let lines: Vec<&str> = text.split('\n').collect();
        let complete = lines.len().saturating_sub(1);
        let events = lines
            .into_iter()
            .take(complete)
            .filter_map(|line| parser.line(line.as_bytes()));
        let events = events.map(|event| (event.event, event.data)).collect();
        (events, parser)
    }

    fn message(data: &str) -> (String, String) {
        ("message".into(), data.into())
    }

    /// The examples of the HTML standard.
    #[test]
    fn lines_of_data_are_one_event() {
        assert_eq!(
            events("data: YHOO\ndata: +2\ndata: 10\n\n").0,
            [message("YHOO\n+2\n10")]
        );
    }

    #[test]
    fn comments_are_skipped_and_ids_are_kept() {
        let text =
            ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n";
        let (events, parser) = events(text);
        assert_eq!(
            events,
            [
                message("first event"),
                message("second event"),
                message(" third event")
            ]
        );
        assert_eq!(parser.last_event_id, "");
    }

    #[test]
    fn an_event_that_is_not_complete_is_dropped() {
        assert_eq!(
            events("data\n\ndata\ndata\n\ndata:").0,
            [message(""), message("\n")]
        );
        assert_eq!(
            events("data:test\n\ndata: test\n\n").0,
            [message("test"), message("test")]
        );
    }

    #[test]
    fn an_id_counts_when_its_event_is_complete() {
        assert_eq!(events("id: 1\ndata: a\n\nid: 2\ndata: b\n").1.last_event_id, "1");
    }

    #[test]
    fn names_and_times_are_read() {
        let (events, parser) =
            events("\u{feff}event: add\nretry: 1500\ndata: 1\n\nevent: x\nretry: soon\n\ndata: 2\n\n");
        assert_eq!(events, [("add".into(), "1".into()), message("2")]);
        assert_eq!(parser.retry, Some(Duration::from_millis(1500)));
    }
}
