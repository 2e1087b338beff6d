use std::path::Path;

use specwright::{Error, Learned, Learner};

use crate::{Learn, Outcome, draw, input};

pub(crate) fn run(arguments: &Learn) -> Outcome {
    if let Some(out) = &arguments.out
        && is_overlay(arguments, out)
        && !arguments.overlay.last().is_some_and(|last| is_same(last, out))
    {
        return input::wrong(&format!(
            "what is learned follows all overlays, so that it can be added to the last only, and `{}` is not the last: name it last, or \
             write to another file",
            out.display()
        ));
    }
    let mut learner = Learner::new(&arguments.document)
        .min_count(arguments.min_count)
        .add_properties(arguments.add_properties);
    if let Some(root) = &arguments.root {
        learner = learner.root(root);
    }
    learner = arguments.overlay.iter().fold(learner, Learner::overlay);
    learner = arguments.server.iter().fold(learner, Learner::server);
    learner = arguments.traffic.iter().fold(learner, Learner::read);
    let learned = match learner.learn() {
        Ok(learned) => learned,
        Err(error) => return draw::error(&error),
    };
    for note in &learned.notes {
        draw::message(&format!("not changed: {note}"));
    }
    if learned.unmatched > 0 {
        draw::message(&format!(
            "{} for no operation of the document; --server names further servers",
            counted(learned.unmatched, "request is", "requests are"),
        ));
    }
    let summary = format!(
        "{} from {}; {} only told",
        counted(learned.actions as u64, "action", "actions"),
        counted(learned.responses, "response", "responses"),
        counted(learned.notes.len() as u64, "thing is", "things are"),
    );
    let Some(out) = &arguments.out else {
        draw::message(&summary);
        return match learned.actions {
            0 => Outcome::Well,
            _ => crate::print(&learned.overlay),
        };
    };
    match write(arguments, &learned, out) {
        Ok(Ok(state)) => {
            draw::message(&format!("{}: {summary}; {state}", out.display()));
            Outcome::Well
        }
        Ok(Err(refused)) => {
            draw::message(&format!("{}: {summary}\nerror: {refused}", out.display()));
            Outcome::NotWell
        }
        Err(error) => draw::error(&error),
    }
}

/// Writes what was learned: behind what an overlay of the document has already, or to a file of its own. Returns what was done, or why nothing was.
fn write(arguments: &Learn, learned: &Learned, out: &Path) -> Result<Result<&'static str, String>, Error> {
    if is_overlay(arguments, out) {
        return Ok(Ok(match learned.add_to(out)? {
            true => "added",
            false => "up to date",
        }));
    }
    if learned.actions == 0 {
        return Ok(Ok("nothing is written: an overlay has at least one action"));
    }
    let shown = out.display();
    let refused = match learned.lost_actions(out)? {
        _ if arguments.force => None,
        Some((0, _)) => None,
        Some((lost, number)) => Some(format!(
            "{lost} of the {} in the present `{shown}` would be lost; nothing was written\n  = help: `--overlay {shown}` keeps them, and adds to \
             them what they do not change yet; `--force` replaces them",
            counted(number as u64, "action", "actions")
        )),
        None => Some(format!(
            "`{shown}` is there, and is no overlay; nothing was written\n  = help: name another file, or `--force` to replace it"
        )),
    };
    if let Some(refused) = refused {
        return Ok(Err(refused));
    }
    Ok(Ok(match learned.write(out)? {
        true => "written",
        false => "up to date",
    }))
}

/// Returns whether a file is an overlay that the document has already.
fn is_overlay(arguments: &Learn, out: &Path) -> bool {
    arguments.overlay.iter().any(|overlay| is_same(overlay, out))
}

fn is_same(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().ok();
    one == other || real(one).is_some_and(|one| Some(one) == real(other))
}

/// Returns `1 action` or `2 actions`.
fn counted(number: u64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
