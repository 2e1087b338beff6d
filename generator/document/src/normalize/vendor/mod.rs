//! Extensions in common use that are understood, each in a file of its own.

pub(super) mod discriminator;
pub(super) mod enumeration;
pub(super) mod names;
pub(super) mod nullable;
pub(super) mod pagination;
pub(super) mod webhooks;
