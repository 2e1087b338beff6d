use specwright::Learner;

use crate::{Learn, Outcome, draw};

pub(crate) fn run(arguments: &Learn) -> Outcome {
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
            "{} requests are for no operation of the document; --server names further servers",
            learned.unmatched
        ));
    }
    let summary = format!(
        "{} actions from {} responses; {} things are only told",
        learned.actions,
        learned.responses,
        learned.notes.len()
    );
    let Some(out) = &arguments.out else {
        draw::message(&summary);
        return crate::print(&learned.overlay);
    };
    match learned.write(out) {
        Ok(changed) => {
            let state = if changed { "written" } else { "up to date" };
            draw::message(&format!("{}: {summary}; {state}", out.display()));
            Outcome::Well
        }
        Err(error) => draw::error(&error),
    }
}
