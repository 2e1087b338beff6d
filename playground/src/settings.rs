//! The settings, as the one list of the generator has them.

use serde::{Deserialize, Serialize};
use specwright::Generator;
use specwright::configuration::{self, Form, Setting};

/// Settings about one thing.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    /// What they are about.
    pub heading: &'static str,
    /// The settings.
    pub settings: Vec<SettingRow>,
}

/// A setting, as the page shows it.
#[derive(Clone, Debug, Serialize)]
pub struct SettingRow {
    /// The option of the command, by which the page names the setting.
    pub flag: &'static str,
    /// The key of `specwright.toml`; empty for the client's name.
    pub key: &'static str,
    /// What it does, in one line.
    pub help: &'static str,
    /// What else there is to know.
    pub more: &'static str,
    /// Whether it is on or off, and has no value.
    pub switch: bool,
    /// Whether it may be set more than once.
    pub repeated: bool,
    /// What stands for a value: `OPERATION=HOW`.
    pub value: String,
    /// A value, as TOML.
    pub example: &'static str,
}

/// A setting with a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Set {
    /// The option of the command.
    pub flag: String,
    /// The value, as the option takes it; empty for a switch.
    #[serde(default)]
    pub value: String,
}

/// A setting with a value that it does not take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refused {
    /// The option of the command.
    pub flag: String,
    /// The value.
    pub value: String,
    /// What was expected.
    pub message: String,
}

/// Returns the settings that the page has: those with an option, unless it names a folder, of which there are none.
pub(crate) fn rows() -> impl Iterator<Item = (&'static Setting, &'static str)> {
    let rows = configuration::settings().filter_map(|setting| Some((setting, setting.flag?)));
    rows.filter(|(setting, _)| {
        !matches!(
            setting.form,
            Form::Path(_) | Form::Paths(_) | Form::CommandPath(_)
        )
    })
}

/// Returns the settings, group by group.
pub fn groups() -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (setting, flag) in rows() {
        let heading = setting.group.heading();
        let row = SettingRow {
            flag,
            key: setting.key,
            help: setting.help,
            more: setting.more,
            switch: matches!(setting.form, Form::Switch(_)),
            repeated: matches!(
                setting.form,
                Form::List { .. } | Form::Table { .. } | Form::Files(_)
            ),
            value: setting.value_name(),
            example: setting.example,
        };
        match groups.iter_mut().find(|group| group.heading == heading) {
            Some(group) => group.settings.push(row),
            None => groups.push(Group {
                heading,
                settings: vec![row],
            }),
        }
    }
    groups
}

/// Returns the generator with settings, and those that it does not take.
pub(crate) fn apply(mut generator: Generator, set: &[Set]) -> (Generator, Vec<Refused>) {
    let mut refused = Vec::new();
    for one in set {
        let row = rows().find(|(_, flag)| *flag == one.flag);
        let changed = match row {
            Some((setting, _)) if matches!(setting.form, Form::ClientName) => {
                Ok(generator.clone().name(&one.value))
            }
            Some((setting, _)) => setting.apply_flag(generator.clone(), &one.value),
            None => Err("there is no such setting".to_owned()),
        };
        match changed {
            Ok(changed) => generator = changed,
            Err(message) => refused.push(Refused {
                flag: one.flag.clone(),
                value: one.value.clone(),
                message,
            }),
        }
    }
    (generator, refused)
}
