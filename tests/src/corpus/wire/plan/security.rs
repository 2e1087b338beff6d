//! Which credentials the client has in a call, and which of them it is to send.

use crate::raw::RawCredential;

/// The credentials of one call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::corpus::wire) struct Credentials {
    /// The schemes that the client has a credential of; `None` for all.
    pub(in crate::corpus::wire) held: Option<Vec<String>>,
    /// The schemes of which a credential is to be sent: of each list one, since all of a list stand in one place of a request.
    pub(in crate::corpus::wire) wanted: Vec<Vec<String>>,
}

/// The ways to call an operation with these alternatives of schemes: with all credentials, which is to send those of the
/// first alternative, and with just those of each alternative.
pub(super) fn ways(
    known: &[(String, RawCredential, String)],
    alternatives: &[Vec<String>],
) -> Vec<Credentials> {
    let of = |name: &String| known.iter().find(|(known, ..)| known == name);
    let groups = |alternative: &[String]| -> Vec<Vec<String>> {
        let mut groups: Vec<(String, Vec<String>)> = Vec::new();
        for (name, credential, _) in alternative.iter().filter_map(of) {
            let place = place(credential, name);
            match groups.iter_mut().find(|(known, _)| *known == place) {
                Some((_, names)) => names.push(name.clone()),
                None => groups.push((place, vec![name.clone()])),
            }
        }
        groups.into_iter().map(|(_, names)| names).collect()
    };
    let first = alternatives
        .first()
        .map(|first| groups(first))
        .unwrap_or_default();
    let has_one_way = alternatives.len() <= 1 && first.iter().all(|names| names.len() == 1);
    let mut ways = vec![Credentials {
        held: None,
        wanted: first,
    }];
    let described = alternatives
        .iter()
        .filter(|names| names.iter().all(|name| of(name).is_some()));
    for alternative in described.filter(|_| !has_one_way) {
        for names in choices(&groups(alternative)) {
            ways.push(Credentials {
                wanted: names.iter().map(|name| vec![name.clone()]).collect(),
                held: Some(names),
            });
        }
    }
    ways
}

/// Where a credential stands in a request: two of one place can't both be sent.
fn place(credential: &RawCredential, name: &str) -> String {
    match credential {
        RawCredential::Authorization(_) => "header authorization".to_owned(),
        RawCredential::Header(header) => format!("header {}", header.to_ascii_lowercase()),
        RawCredential::Query(key) => format!("query {key}"),
        RawCredential::Cookie(key) => format!("cookie {key}"),
        RawCredential::Connection => format!("connection {name}"),
    }
}

/// The ways to take one name of each list.
fn choices(lists: &[Vec<String>]) -> Vec<Vec<String>> {
    lists.iter().fold(vec![Vec::new()], |begun, names| {
        let with =
            |start: &Vec<String>, name: &String| [start.as_slice(), std::slice::from_ref(name)].concat();
        let more = begun
            .iter()
            .flat_map(|start| names.iter().map(move |name| with(start, name)));
        more.take(16).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_alternative_is_tried_alone_and_two_of_one_place_are_alternatives() {
        let known = |name: &str, credential| (name.to_owned(), credential, format!("secret of {name}"));
        let known = [
            known("token", RawCredential::Authorization("bearer".to_owned())),
            known("basic", RawCredential::Authorization("basic".to_owned())),
            known("key", RawCredential::Query("key".to_owned())),
        ];
        let names = |names: &[&str]| -> Vec<String> { names.iter().map(|name| (*name).to_owned()).collect() };
        let held = |alternatives: &[Vec<String>]| -> Vec<Option<Vec<String>>> {
            ways(&known, alternatives)
                .into_iter()
                .map(|way| way.held)
                .collect()
        };
        assert_eq!(held(&[]), [None]);
        assert_eq!(held(&[names(&["token"])]), [None]);
        assert_eq!(
            held(&[names(&["token"]), names(&[])]),
            [None, Some(names(&["token"])), Some(names(&[]))]
        );
        assert_eq!(
            held(&[names(&["token", "basic", "key"])]),
            [
                None,
                Some(names(&["token", "key"])),
                Some(names(&["basic", "key"]))
            ]
        );
    }
}
