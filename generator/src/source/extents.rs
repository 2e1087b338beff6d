use super::scan::Place;
use crate::order;

/// Values shorter than this, in bytes, are read through where they are passed over.
const SHORT: usize = 1024;

/// Where the long values of a JSON text begin and end: who looks for a place in it goes past all that it is not in.
#[derive(Default, PartialEq, Eq)]
pub(super) struct Extents(Box<[Extent]>);

/// Where a value begins and ends, and how many lines further that is.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Extent {
    start: usize,
    end: usize,
    lines: usize,
}

/// The same while the text is read, in the order of the ends.
#[derive(Default)]
pub(super) struct Found(Vec<Extent>);

impl Found {
    /// Notes where a value begins and ends.
    pub(super) fn note(&mut self, start: Place, end: Place) {
        if end.offset - start.offset >= SHORT {
            self.0.push(Extent {
                start: start.offset,
                end: end.offset,
                lines: end.line - start.line,
            });
        }
    }

    /// Returns all that were noted.
    pub(super) fn finish(mut self) -> Extents {
        order::sort_by_key(&mut self.0, |extent| extent.start);
        Extents(self.0.into_boxed_slice())
    }
}

impl Extents {
    /// Returns where the value that begins at a place ends, if it is a long one.
    pub(super) fn end_of(&self, start: Place) -> Option<Place> {
        let found = self.0.binary_search_by_key(&start.offset, |extent| extent.start);
        let extent = self.0[found.ok()?];
        Some(Place {
            offset: extent.end,
            line: start.line + extent.lines,
        })
    }
}
