//! What OpenAPI 3.2 brought: operations of any method.
//!
//! `itemSchema`, `querystring` parameters, nested tags, names of servers and `defaultMapping` are read where their
//! objects are.

use crate::description::Operation;

use super::cursor::Cursor;
use super::normalizer::Normalizer;
use super::parameter::Scope;

impl<'d> Normalizer<'_, 'd> {
    /// Reads `additionalOperations` of a path item: the method is written as it is sent.
    pub(super) fn additional_operations(
        &mut self,
        at: &Cursor<'d, '_>,
        scope: &Scope,
        operations: &mut Vec<Operation>,
    ) {
        let Some(additional) = at.field("additionalOperations") else {
            return;
        };
        for (method, operation) in self.entries(&additional) {
            if method.starts_with("x-") {
                continue;
            }
            if let Some(operation) = self.operation(method, &operation, scope) {
                operations.retain(|known| known.method != operation.method);
                operations.push(operation);
            }
        }
    }
}
