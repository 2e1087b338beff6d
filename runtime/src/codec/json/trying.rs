//! Errors while a value is read in one way of several: what is wrong is told only where somebody asks.

use super::{DecodeError, Reader};

impl Reader<'_> {
    /// Reads by a function of whose errors nobody asks more than whether they are final.
    pub(super) fn trying<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, DecodeError>,
    ) -> Result<T, DecodeError> {
        let outer = std::mem::replace(&mut self.is_trying, true);
        let result = read(self);
        self.is_trying = outer;
        result
    }

    /// Returns the error of a value that does not fit: one that says nothing and takes no memory where nobody asks.
    #[cold]
    pub(super) fn told(&self, error: impl FnOnce() -> DecodeError) -> DecodeError {
        match self.is_trying {
            true => DecodeError::untold(),
            false => error(),
        }
    }

    /// Returns the error of a value that does not fit, in words, at a byte offset.
    #[cold]
    pub(super) fn misfit(&self, offset: usize, message: impl FnOnce() -> String) -> DecodeError {
        self.told(|| DecodeError::custom(message(), offset))
    }
}
