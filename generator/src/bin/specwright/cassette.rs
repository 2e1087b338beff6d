use specwright::CassetteCheck;

use crate::{CheckCassettes, Outcome, draw};

pub(crate) fn check(arguments: &CheckCassettes) -> Outcome {
    let mut check = CassetteCheck::new(&arguments.document);
    if let Some(root) = &arguments.root {
        check = check.root(root);
    }
    check = arguments.overlay.iter().fold(check, CassetteCheck::overlay);
    check = arguments.uses.iter().fold(check, CassetteCheck::uses);
    check = arguments.cassettes.iter().fold(check, CassetteCheck::cassette);
    let found = match check.run() {
        Ok(found) => found,
        Err(error) => return draw::error(&error),
    };
    for what in found.misfits.iter().chain(&found.unused) {
        draw::message(what);
    }
    draw::message(&format!(
        "{} recordings; {} things do not fit; {} recordings were never used",
        found.recordings,
        found.misfits.len(),
        found.unused.len()
    ));
    match found.misfits.is_empty() && found.unused.is_empty() {
        true => Outcome::Well,
        false => Outcome::NotWell,
    }
}
