//! Options for settings: those of the library's one list.

use clap::builder::ValueParser;
use clap::{Arg, ArgAction, ArgMatches, Command, FromArgMatches};
use specwright::Generator;
use specwright::configuration::{Form, Setting, settings};

/// The settings that are given as options.
#[derive(Debug, Default)]
pub(crate) struct Settings(Vec<(&'static Setting, Vec<String>)>);

impl Settings {
    /// Returns the generator with these settings.
    pub(crate) fn apply(&self, generator: Generator) -> Result<Generator, String> {
        let texts = self
            .0
            .iter()
            .flat_map(|(setting, texts)| texts.iter().map(move |text| (setting, text)));
        texts
            .into_iter()
            .try_fold(generator, |generator, (setting, text)| {
                setting.apply_flag(generator, text)
            })
    }
}

impl clap::Args for Settings {
    fn augment_args(command: Command) -> Command {
        command.args(settings().filter_map(argument))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Settings {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut settings = Self::default();
        settings.update_from_arg_matches(matches)?;
        Ok(settings)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        self.0 = settings()
            .filter_map(|setting| {
                let flag = setting.flag.filter(|_| argument(setting).is_some())?;
                let texts: Vec<String> = match setting.form {
                    Form::Switch(_) => matches.get_flag(flag).then(String::new).into_iter().collect(),
                    _ => matches.get_many::<String>(flag)?.cloned().collect(),
                };
                Some((setting, texts))
            })
            .collect();
        Ok(())
    }
}

/// Returns the option for a setting, unless it has none, or one that is not for all commands.
fn argument(setting: &'static Setting) -> Option<Arg> {
    let flag = setting.flag?;
    let argument = Arg::new(flag)
        .long(flag)
        .help(setting.help)
        .help_heading(setting.group.heading());
    let argument = match setting.more {
        "" => argument,
        more => argument.long_help(format!("{}\n\n{more}", setting.help)),
    };
    let action = match setting.form {
        Form::Document | Form::ClientName | Form::CommandPath(_) | Form::Patches(_) => return None,
        Form::Switch(_) => return Some(argument.action(ArgAction::SetTrue)),
        Form::Path(_) | Form::File(_) => ArgAction::Set,
        Form::Files(_) | Form::Paths(_) | Form::List { .. } | Form::Table { .. } => ArgAction::Append,
    };
    let parser = move |text: &str| {
        let checked = setting.apply_flag(Generator::new(""), text);
        checked.map(|_| text.to_owned())
    };
    let argument = argument
        .action(action)
        .value_name(setting.value_name())
        .value_parser(ValueParser::new(parser));
    Some(argument)
}
