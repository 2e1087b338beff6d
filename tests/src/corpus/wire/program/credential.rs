//! The credentials that the program gives to the client.

use crate::raw::RawCredential;

/// The statement that sets the credential of the scheme `key`.
pub(super) fn setter(key: &str, credential: &RawCredential, secret: &str) -> String {
    let credential = match credential {
        RawCredential::Authorization(scheme) if scheme.eq_ignore_ascii_case("bearer") => {
            format!("bearer({secret:?})")
        }
        RawCredential::Authorization(scheme) if scheme.eq_ignore_ascii_case("basic") => {
            format!("basic(\"user\", {secret:?})")
        }
        RawCredential::Authorization(scheme) => format!("http({scheme:?}, {secret:?})"),
        RawCredential::Header(name) => format!("header({name:?}, {secret:?})"),
        RawCredential::Query(name) => format!("query({name:?}, {secret:?})"),
        RawCredential::Cookie(name) => format!("cookie({name:?}, {secret:?})"),
        RawCredential::Connection => "transport()".to_owned(),
    };
    format!(
        "    if held.contains(&{key:?}.to_owned()) {{ builder = builder.credential({key:?}, Credential::{credential}); }}\n"
    )
}
