//! The tests of the programs once more, with mocks that know the documents: `docs/comparison.md` has their figures.

mod assistant;
mod issue_bot;
mod orders;
mod services;
mod shop;
