//! The one table of keywords: what every stage that goes by keywords reads.
