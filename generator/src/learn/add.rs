//! An overlay that is there already: what of it would be lost, and what is learned added to it.

use serde_json::Value;

/// The actions of an overlay as data, in their order; `None` if the text is no overlay.
fn actions(overlay: &str) -> Option<Vec<Value>> {
    let overlay: Value = serde_yaml::from_str(overlay).ok()?;
    overlay.get("overlay")?;
    overlay.get("actions")?.as_array().cloned()
}

/// Returns how many actions an overlay has, and how many of them another does not have. Descriptions don't count: they have numbers of
/// responses, which change. `None` if the present text is no overlay.
pub(crate) fn lost(present: &str, new: &str) -> Option<(usize, usize)> {
    let bare = |mut action: Value| {
        if let Some(action) = action.as_object_mut() {
            action.remove("description");
        }
        action
    };
    let present = actions(present)?;
    let new: Vec<Value> = actions(new).unwrap_or_default().into_iter().map(bare).collect();
    let number = present.len();
    let lost = present
        .into_iter()
        .filter(|action| !new.contains(&bare(action.clone())));
    Some((lost.count(), number))
}

/// Returns an overlay with the actions of another behind its own. All that is written there stays as it is, with comments. `None` where the
/// text does not end with a list `actions` in the block style of YAML.
pub(crate) fn added(present: &str, new: &str) -> Option<String> {
    let own = actions(present)?;
    let more = actions(new)?;
    let indent = indent_of_actions(present)?;
    let mut text = present.trim_end().to_owned();
    text.push('\n');
    for line in serde_yaml::to_string(&more).ok()?.lines() {
        let indent = if line.is_empty() { "" } else { indent };
        text.push_str(&format!("{indent}{line}\n"));
    }
    // What was added is read again: no guess about the text decides what an overlay does.
    let wanted: Vec<Value> = own.into_iter().chain(more).collect();
    let head = |text: &str| {
        let mut overlay: Value = serde_yaml::from_str(text).ok()?;
        overlay.as_object_mut()?.remove("actions");
        Some(overlay)
    };
    let is_right = actions(&text)? == wanted && head(&text)? == head(present)?;
    is_right.then_some(text)
}

/// Returns the spaces before the first item of the list `actions`, if it is in block style.
fn indent_of_actions(text: &str) -> Option<&str> {
    let after = text.lines().skip_while(|line| !line.starts_with("actions:"));
    let mut items = after
        .skip(1)
        .filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
    let item = items.next()?;
    let rest = item.trim_start_matches(' ');
    rest.starts_with('-').then(|| &item[..item.len() - rest.len()])
}

#[cfg(test)]
mod tests {
    use super::{added, lost};

    const NEW: &str = "overlay: 1.0.0\ninfo: {title: New, version: '1'}\nactions:\n- target: $.b\n  description: seen 4 times\n  remove: true\n";

    #[test]
    fn actions_come_behind_those_that_are_there_and_comments_stay() {
        let present = "overlay: 1.0.0 # ours\ninfo: {title: Old, version: '1'}\nactions:\n  # by hand\n  - target: $.a\n    update: {x: 1}\n\n";
        assert_eq!(
            added(present, NEW).as_deref(),
            Some(
                "overlay: 1.0.0 # ours\ninfo: {title: Old, version: '1'}\nactions:\n  # by hand\n  - target: $.a\n    update: {x: 1}\n  \
                 - target: $.b\n    description: seen 4 times\n    remove: true\n"
            )
        );
    }

    #[test]
    fn nothing_is_added_where_the_list_is_not_at_the_end() {
        for present in [
            "overlay: 1.0.0\nactions:\n- {target: $.a, remove: true}\ninfo: {title: Old, version: '1'}\n",
            "overlay: 1.0.0\ninfo: {title: Old, version: '1'}\nactions: [{target: $.a, remove: true}]\n",
            "{\"overlay\": \"1.0.0\", \"actions\": [{\"target\": \"$.a\", \"remove\": true}]}",
            "openapi: 3.1.0\n",
        ] {
            assert_eq!(added(present, NEW), None, "{present}");
        }
    }

    #[test]
    fn an_action_with_another_description_is_the_same() {
        let present = NEW.replace("seen 4 times", "seen 9 times");
        assert_eq!(lost(&present, NEW), Some((0, 1)));
        assert_eq!(lost(&present.replace("$.b", "$.c"), NEW), Some((1, 1)));
        assert_eq!(lost("openapi: 3.1.0\n", NEW), None);
    }
}
