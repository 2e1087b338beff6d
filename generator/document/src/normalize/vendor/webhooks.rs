/// The extension that is `webhooks` before OpenAPI 3.1.
pub(in crate::normalize) const NAME: &str = "x-webhooks";
