use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::Value;

/// This program in another role, which is told what to do by lines and reports by lines.
pub(crate) struct Role {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Role {
    pub(crate) fn start(arguments: &[&str]) -> Role {
        let program = std::env::current_exe().expect("a path");
        let mut child = Command::new(program)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("another process");
        Role {
            input: child.stdin.take().expect("a pipe"),
            output: BufReader::new(child.stdout.take().expect("a pipe")),
            child,
        }
    }

    /// Reads a report.
    pub(crate) fn report(&mut self) -> Value {
        let mut line = String::new();
        self.output.read_line(&mut line).expect("a line");
        serde_json::from_str(&line).expect("a report")
    }

    /// Tells the process what to do, and reads its report.
    pub(crate) fn ask(&mut self, line: &str) -> Value {
        writeln!(self.input, "{line}").expect("the process reads");
        self.report()
    }
}

impl Drop for Role {
    fn drop(&mut self) {
        // It has nothing that must be saved.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Does what each line of the input says, and writes the report.
pub(crate) fn obey(mut act: impl FnMut(&[&str]) -> Value) {
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        let words: Vec<&str> = line.split(' ').collect();
        tell(&act(&words));
    }
}

/// Writes a report.
pub(crate) fn tell(report: &Value) {
    let mut output = std::io::stdout().lock();
    let _ = writeln!(output, "{report}");
    let _ = output.flush();
}
