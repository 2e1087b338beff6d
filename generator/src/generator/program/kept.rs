//! What a build script remembers of its last run, so that a change of the program that changes nothing of the client costs nothing.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::Program;
use crate::generator::output;
use specwright_document::source::bounded;

/// What begins the files that hold this; another form has another number.
const FORM: &str = "specwright kept 1";

/// The size of the largest file that is read.
const LARGEST: u64 = 64 << 20;

/// A client in the folder of a build script, and what it was made from.
pub(in crate::generator) struct Kept {
    /// Where this is written.
    path: PathBuf,
    /// What it depends on beside the files: the generator, and what it is asked to do.
    settings: String,
    began: SystemTime,
}

impl Kept {
    /// Creates what is known when a build script begins to make a client. `None` where it can't be known which program it is.
    pub(in crate::generator) fn begin(client: &Path, settings: &str) -> Option<Self> {
        let program = stamp(&env::current_exe().ok()?)?;
        let settings = format!("{} {program} {settings}", env!("CARGO_PKG_VERSION"));
        is_line(&settings).then(|| Self {
            path: client.with_extension("kept"),
            settings,
            began: SystemTime::now(),
        })
    }

    /// Returns what the last run told Cargo, if this one would make the same client and tell the same.
    pub(in crate::generator) fn told(&self, client: &Path, program: &Program) -> Option<Vec<String>> {
        if !program.unreadable.is_empty() {
            return None;
        }
        let text = bounded::read(&self.path, LARGEST).ok()?;
        let text = String::from_utf8(text).ok()?;
        let mut lines = text.lines();
        let head = [FORM, self.settings.as_str()];
        if !head.iter().all(|expected| lines.next() == Some(expected))
            || lines.next() != Some(&stamp(client)?)
        {
            return None;
        }
        let mut told = Vec::new();
        for line in lines {
            let (kind, rest) = line.split_once(' ')?;
            match kind {
                "input" if stamp_of_line(rest).is_some_and(|now| now == rest) => {}
                "has" if program.has(rest) => {}
                "lacks" if !program.has(rest) => {}
                "told" => told.push(rest.to_owned()),
                // The last line: the file is whole.
                "end" => return Some(told),
                _ => return None,
            }
        }
        None
    }

    /// Remembers a run that is over: what it read, asked of the program and told Cargo. That it can't be written only costs the next run time.
    pub(in crate::generator) fn end(
        &self,
        client: &Path,
        inputs: &[PathBuf],
        asked: &BTreeMap<String, bool>,
        told: &[String],
    ) {
        let text = self.text(client, inputs, asked, told);
        let written = text.and_then(|text| output::write_file(&self.path, &text).ok());
        if written.is_none() {
            let _ = fs::remove_file(&self.path);
        }
    }

    /// Returns the text that is kept; `None` where it would not tell one state of the files from another.
    fn text(
        &self,
        client: &Path,
        inputs: &[PathBuf],
        asked: &BTreeMap<String, bool>,
        told: &[String],
    ) -> Option<String> {
        let mut text = format!("{FORM}\n{}\n{}\n", self.settings, stamp(client)?);
        for input in inputs {
            text.push_str(&format!("input {}\n", stamp(input)?));
            // One that changed since may have been read before it did.
            if modified(input).is_some_and(|modified| modified >= self.began) {
                return None;
            }
        }
        for (name, has) in asked {
            text.push_str(if *has { "has " } else { "lacks " });
            text.push_str(name);
            text.push('\n');
        }
        for line in told {
            text.push_str(&format!("told {line}\n"));
        }
        text.push_str("end of file\n");
        Some(text)
    }
}

fn is_line(text: &str) -> bool {
    !text.contains(['\n', '\r'])
}

fn modified(path: &Path) -> Option<SystemTime> {
    path.metadata().ok()?.modified().ok()
}

/// Returns what tells a state of a file from others: its length, when it was written, and its path, in one line. A file that is not there, a lock that is yet to
/// be written, has such a state, too. `None` where the state can't be known.
fn stamp(path: &Path) -> Option<String> {
    let name = path.to_str().filter(|path| is_line(path))?;
    let metadata = match path.metadata() {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == ErrorKind::NotFound => return Some(format!("no file {name}")),
        Err(_) => return None,
    };
    let modified = metadata
        .modified()
        .ok()?
        .duration_since(SystemTime::UNIX_EPOCH)
        .ok()?;
    Some(format!("{} {} {name}", metadata.len(), modified.as_nanos()))
}

/// Returns the stamp that the file of a stamp has now.
fn stamp_of_line(line: &str) -> Option<String> {
    stamp(Path::new(line.splitn(3, ' ').nth(2)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use specwright_document::source::Texts;

    fn program(text: &str) -> Program {
        let texts = Texts::new([("main.rs".into(), text.as_bytes().to_vec())]);
        Program::read(&["main.rs".into()], Some(&texts))
    }

    /// Returns what is told again of a run for `list_pets();`, after `change` of the folder with the client and its document, for a program with a text.
    fn told_after(change: impl FnOnce(&Path), settings: &str, text: &str) -> Option<Vec<String>> {
        let folder = tempfile::tempdir().unwrap();
        let (client, document) = (folder.path().join("pets.rs"), folder.path().join("pets.yaml"));
        fs::write(&client, "client").unwrap();
        fs::write(&document, "document").unwrap();
        let first = program("list_pets();");
        assert!(first.has("list_pets") && !first.has("get_pet"));
        let told = ["cargo::warning=a".to_owned()];
        let kept = Kept::begin(&client, "settings").unwrap();
        kept.end(
            &client,
            std::slice::from_ref(&document),
            &first.into_asked(),
            &told,
        );
        change(folder.path());
        Kept::begin(&client, settings)
            .unwrap()
            .told(&client, &program(text))
    }

    #[test]
    fn a_program_that_changes_and_uses_the_same_gets_the_same_client() {
        let told = told_after(|_| (), "settings", "fn other() { list_pets(); }");
        assert_eq!(told, Some(vec!["cargo::warning=a".to_owned()]));
    }

    #[test]
    fn another_use_another_setting_or_another_file_makes_the_client_anew() {
        let same = "list_pets();";
        assert_eq!(told_after(|_| (), "settings", "list_pets(); get_pet();"), None);
        assert_eq!(told_after(|_| (), "settings", ""), None);
        assert_eq!(told_after(|_| (), "other settings", same), None);
        let write =
            |file: &'static str| move |folder: &Path| fs::write(folder.join(file), "other one").unwrap();
        assert_eq!(told_after(write("pets.yaml"), "settings", same), None);
        assert_eq!(told_after(write("pets.rs"), "settings", same), None);
        let remove = |folder: &Path| fs::remove_file(folder.join("pets.rs")).unwrap();
        assert_eq!(told_after(remove, "settings", same), None);
    }

    #[test]
    fn a_program_that_is_not_read_whole_is_told_again() {
        let folder = tempfile::tempdir().unwrap();
        let client = folder.path().join("pets.rs");
        fs::write(&client, "client").unwrap();
        let kept = Kept::begin(&client, "settings").unwrap();
        kept.end(&client, &[], &BTreeMap::new(), &[]);
        let read = |path: &str| {
            Program::read(
                &[path.into()],
                Some(&Texts::new([("main.rs".into(), Vec::new())])),
            )
        };
        assert!(kept.told(&client, &read("main.rs")).is_some());
        assert!(kept.told(&client, &read("tests")).is_none());
    }

    #[test]
    fn what_is_not_whole_is_not_believed() {
        let cut = |folder: &Path| {
            let path = folder.join("pets.kept");
            let text = fs::read_to_string(&path).unwrap();
            fs::write(path, text.replace("end of file\n", "")).unwrap();
        };
        assert_eq!(told_after(cut, "settings", "list_pets();"), None);
    }

    #[test]
    fn a_file_that_is_not_there_is_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let (client, lock) = (
            folder.path().join("pets.rs"),
            folder.path().join("specwright.lock"),
        );
        fs::write(&client, "client").unwrap();
        let kept = Kept::begin(&client, "settings").unwrap();
        kept.end(&client, std::slice::from_ref(&lock), &BTreeMap::new(), &[]);
        assert!(kept.told(&client, &program("")).is_some());
        fs::write(&lock, "lock").unwrap();
        assert!(kept.told(&client, &program("")).is_none());
    }

    #[test]
    fn a_file_that_changes_meanwhile_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let (client, document) = (folder.path().join("pets.rs"), folder.path().join("pets.yaml"));
        fs::write(&client, "client").unwrap();
        let kept = Kept::begin(&client, "settings").unwrap();
        fs::write(&document, "document").unwrap();
        let later = fs::File::options().append(true).open(&document).unwrap();
        later.set_modified(SystemTime::now()).unwrap();
        kept.end(&client, &[document], &BTreeMap::new(), &[]);
        assert!(!folder.path().join("pets.kept").exists());
    }
}
