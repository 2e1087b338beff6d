use std::borrow::Cow;

use super::{Located, Wanted};
use crate::source::extents::Extents;
use crate::source::scan::{Place, Quoted, Scanner};

/// Sets the offsets of what is wanted in a JSON text, whose long values are known.
pub(super) fn find(text: &str, extents: &Extents, wanted: &Wanted, places: &mut [Located]) {
    let mut search = Search {
        scanner: Scanner::new(text, Place::START),
        extents,
        places,
    };
    // The text was read before, so that this can't fail; if it did, what was found before counts.
    let _ = search.value(wanted);
}

/// Goes only where something is wanted, so that its depth is that of the deepest pointer.
struct Search<'text, 'search> {
    scanner: Scanner<'text>,
    extents: &'search Extents,
    places: &'search mut [Located],
}

impl Search<'_, '_> {
    fn value(&mut self, wanted: &Wanted) -> Option<()> {
        let opening = self.scanner.peek()?;
        if wanted.children.is_empty() {
            return self.pass_value();
        }
        match opening {
            b'{' => self.mapping(wanted),
            b'[' => self.sequence(wanted),
            _ => self.pass_value(),
        }
    }

    fn mapping(&mut self, wanted: &Wanted) -> Option<()> {
        self.scanner.pass_byte();
        loop {
            match self.scanner.peek()? {
                b'"' => {}
                b'}' => break,
                _ => {
                    self.scanner.pass_byte();
                    continue;
                }
            }
            let place = self.scanner.place();
            let key = self.scanner.string()?;
            self.scanner.peek()?;
            self.scanner.pass_byte();
            match key_of(&key).and_then(|key| wanted.child(&key)) {
                Some(child) => {
                    child.place(place.into(), self.places);
                    self.value(child)?;
                }
                None => self.pass_value()?,
            }
        }
        self.scanner.pass_byte();
        Some(())
    }

    fn sequence(&mut self, wanted: &Wanted) -> Option<()> {
        self.scanner.pass_byte();
        let mut index = 0;
        loop {
            match self.scanner.peek()? {
                b']' => break,
                b',' => {
                    self.scanner.pass_byte();
                    continue;
                }
                _ => {}
            }
            match wanted.item(index) {
                Some(child) => {
                    child.place(self.scanner.place().into(), self.places);
                    self.value(child)?;
                }
                None => self.pass_value()?,
            }
            index += 1;
        }
        self.scanner.pass_byte();
        Some(())
    }

    fn pass_value(&mut self) -> Option<()> {
        self.scanner.peek()?;
        match self.extents.end_of(self.scanner.place()) {
            Some(end) => {
                self.scanner.set_place(end);
                Some(())
            }
            None => self.scanner.pass_value(),
        }
    }
}

fn key_of<'text>(quoted: &Quoted<'text>) -> Option<Cow<'text, str>> {
    match quoted.has_escapes {
        true => quoted.unescaped().map(Cow::Owned),
        false => Some(Cow::Borrowed(quoted.raw)),
    }
}
