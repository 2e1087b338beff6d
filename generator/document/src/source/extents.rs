use super::scan::Place;

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

/// The same while the text is read.
#[derive(Default)]
pub(super) struct Found(Vec<Extent>);

impl Found {
    /// Notes that a value begins, and returns by what number it is known until it ends.
    pub(super) fn open(&mut self, start: Place) -> usize {
        self.0.push(Extent {
            start: start.offset,
            end: start.offset,
            lines: start.line,
        });
        self.0.len() - 1
    }

    /// Notes where a value ends. What is in a short one is short, and forgotten by then.
    pub(super) fn close(&mut self, number: usize, end: Place) {
        let extent = &mut self.0[number];
        if end.offset - extent.start < SHORT {
            self.0.truncate(number);
            return;
        }
        extent.end = end.offset;
        extent.lines = end.line - extent.lines;
    }

    /// Returns all that were noted, in the order of their starts.
    pub(super) fn finish(self) -> Extents {
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
