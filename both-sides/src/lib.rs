//! A client of a document with every encoding, with its server and its mock, which the tests set against each other.

specwright_runtime::include_client!("encodings");
