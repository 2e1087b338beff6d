//! What can change, what each change does, and what to do about it.
//!
//! | module | what it owns |
//! |---|---|
//! | `table` | the one table: what each change does on the wire and to programs |
//! | `row` | a row of it |
//! | `help` | what to do about each: for the user of an API, and for its owner |

mod help;
mod row;
mod table;

pub use table::ChangeKind;

impl ChangeKind {
    /// Returns its stable name: `property-added`.
    pub fn name(self) -> &'static str {
        self.row().name
    }
}
