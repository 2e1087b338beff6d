//! Rules of the canonical form: a snippet of a document beside what it becomes.
