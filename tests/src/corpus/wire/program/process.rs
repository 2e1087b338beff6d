use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::Value;

use super::super::server::Server;

/// The program that makes the calls, running.
pub(in crate::corpus::wire) struct Program {
    child: Child,
    stdin: ChildStdin,
    stdout: BufReader<ChildStdout>,
}

impl Program {
    /// Starts it against the server, with credentials of these schemes.
    pub(in crate::corpus::wire) fn start(
        path: &Path,
        server: &Server,
        schemes: &[String],
    ) -> io::Result<Self> {
        Self::spawn(Command::new(path).arg(&server.url).args(schemes))
    }

    fn spawn(command: &mut Command) -> io::Result<Self> {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let pipes = (child.stdin.take(), child.stdout.take());
        let (Some(stdin), Some(stdout)) = pipes else {
            return Err(io::Error::other("no pipes"));
        };
        Ok(Self {
            child,
            stdin,
            stdout: BufReader::new(stdout),
        })
    }

    /// Starts one that needs no server.
    pub(in crate::corpus::wire) fn start_alone(path: &Path) -> io::Result<Self> {
        Self::spawn(&mut Command::new(path))
    }

    /// What came of the call; `None` if the program died of it.
    pub(in crate::corpus::wire) fn call(&mut self, line: &str) -> io::Result<Option<Value>> {
        if writeln!(self.stdin, "{line}").is_err() {
            return Ok(None);
        }
        let mut answer = String::new();
        if self.stdout.read_line(&mut answer)? == 0 {
            return Ok(None);
        }
        let mut outcome: Option<Value> = serde_json::from_str(&answer).ok();
        outcome.as_mut().map(read_texts);
        Ok(outcome)
    }
}

/// Puts values in the place of their texts, which the program leaves to a reader that does not round numbers.
fn read_texts(outcome: &mut Value) {
    match outcome {
        Value::Object(entries) => {
            if let Some(Value::String(text)) = entries.get("text of json") {
                let value = serde_json::from_str(text).unwrap_or_default();
                entries.insert("json".to_owned(), value);
                entries.shift_remove("text of json");
            } else {
                entries.values_mut().for_each(read_texts);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(read_texts),
        _ => {}
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
