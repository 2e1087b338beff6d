//! One line on a terminal that says how far a run is.

use std::io::{self, IsTerminal, Write};
use std::sync::Mutex;

/// A progress bar on standard error; silent when that is no terminal.
#[derive(Debug)]
pub struct Progress {
    what: &'static str,
    total: usize,
    done: Mutex<usize>,
    shown: bool,
}

impl Progress {
    /// A bar for `total` steps of `what`.
    pub fn new(what: &'static str, total: usize) -> Self {
        let shown = io::stderr().is_terminal();
        let progress = Self {
            what,
            total,
            done: Mutex::new(0),
            shown,
        };
        progress.draw(0, "");
        progress
    }

    /// One more step is done.
    pub fn step(&self, name: &str) {
        if let Ok(mut done) = self.done.lock() {
            *done += 1;
            self.draw(*done, name);
        }
    }

    fn draw(&self, done: usize, name: &str) {
        if self.shown {
            let width = 30;
            let filled = (done * width).checked_div(self.total).unwrap_or(width);
            let bar = "#".repeat(filled) + &"-".repeat(width - filled.min(width));
            let mut terminal = io::stderr().lock();
            // A terminal that is gone is no reason to stop.
            let _ = write!(
                terminal,
                "\r\x1b[K{} [{bar}] {done}/{} {name}",
                self.what, self.total
            );
            let _ = terminal.flush();
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}
