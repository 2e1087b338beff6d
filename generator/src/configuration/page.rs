//! The table of settings for people: a part of `docs/settings.md`.

use super::list::settings;
use super::setting::{Form, Group, Setting};

/// Returns the table of all settings, in Markdown.
pub fn page() -> String {
    let mut text = String::new();
    for group in Group::ALL {
        let heading = group.heading().split(" (").next().unwrap_or_default();
        text.push_str(&format!("### {heading}\n\n"));
        text.push_str("| key | method | option | what it does | example |\n|---|---|---|---|---|\n");
        for setting in settings().filter(|setting| setting.group == group) {
            text.push_str(&row(setting));
        }
        text.push('\n');
    }
    text
}

fn row(setting: &Setting) -> String {
    let key = match setting.form {
        Form::ClientName => "`[clients.NAME]`".to_owned(),
        _ => format!("`{}`", setting.key),
    };
    let method = match setting.form {
        Form::CommandPath(_) => format!("`{}`", setting.method),
        _ => format!("`Generator::{}`", setting.method),
    };
    let option = match (setting.flag, setting.value_name().as_str()) {
        (None, "DOCUMENT") => "`DOCUMENT`".to_owned(),
        (None, _) => "–".to_owned(),
        (Some(flag), "") => format!("`--{flag}`"),
        (Some(flag), value) => format!("`--{flag} {value}`"),
    };
    let what = match setting.more {
        "" => setting.help.to_owned(),
        more => format!("{}. {more}", setting.help),
    };
    let example = match setting.form {
        Form::ClientName => "`[clients.pets]`".to_owned(),
        _ => format!("`{} = {}`", setting.key, setting.example),
    };
    let cells = [key, method, option, markdown(&what), example];
    format!("| {} |\n", cells.join(" | "))
}

/// Returns a text with what would be Markdown in it as code or escaped.
fn markdown(text: &str) -> String {
    text.replace('*', "\\*")
        .replace('_', "\\_")
        .replace('|', "\\|")
        .replace('<', "\\<")
}
