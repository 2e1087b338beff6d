//! What is sent for the media types of a request.

use super::planned;
use specwright_document::model::{Select, Settings};

/// `application/json` is sent for both, which only the second range has room for.
const DOCUMENT: &str = "openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /a:
    patch:
      operationId: change
      requestBody: {content: {application/*+json: {schema: {type: string}}}}
      responses: {'204': {description: Done}}
  /b:
    patch:
      operationId: replace
      requestBody: {content: {application/*: {schema: {type: string}}}}
      responses: {'204': {description: Done}}
";

fn messages(include: Vec<Select>) -> Vec<String> {
    let mut settings = Settings::default();
    settings.selection.include = include;
    let (_, diagnostics) = planned(DOCUMENT, &settings);
    let messages = diagnostics
        .iter()
        .map(|diagnostic| diagnostic.message.to_string());
    messages.collect()
}

#[test]
fn a_range_of_media_types_that_what_is_sent_is_not_in_says_so_where_the_operation_is_taken() {
    let said = "`application/*+json` does not name the media type of a request; `application/json` is sent";
    assert_eq!(messages(Vec::new()), [said]);
    assert_eq!(messages(vec![Select::operation("change")]), [said]);
    assert_eq!(messages(vec![Select::operation("replace")]), [""; 0]);
}
