//! Each kind of change, by the documents between which it is found.
