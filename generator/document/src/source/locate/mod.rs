//! Lines and columns of JSON pointers: found by reading a file's text once more, once for all pointers.

mod json;
mod yaml;

use foldhash::HashMap;
use std::cell::LazyCell;
use std::ops::Deref;
use std::path::Path;

use super::lines::{Lines, boundary_before};
use super::parse::{self, Content};
use super::scan::Place;
use super::tree::Syntax;
use super::{Document, SourceFile, pointer};
use crate::diagnostic::{Diagnostics, Excerpt, LineColumn, LocatedDiagnostic, SourcePointer, SourceSpan};
use crate::order;

/// Locates `diagnostics`, in the order of the files and of the places in each. `document` is `None` when not even `root`,
/// its first file, could be read.
pub fn located(
    diagnostics: &Diagnostics,
    root: &Path,
    document: Option<&Document>,
) -> Vec<LocatedDiagnostic> {
    LocatedDiagnostic::locate(diagnostics, root, |pointers| match document {
        Some(document) if !pointers.is_empty() => document.locations(pointers),
        _ => vec![None; pointers.len()],
    })
}

impl Document {
    /// Lines and columns of places, in the same order. Positions are found by reading a file again, once for all
    /// of its places, so ask for many at a time.
    ///
    /// A place in a mapping is that of its key; one in a sequence, that of the item. Where nothing stands at a
    /// pointer, it is the place of what is above it. `None` for a file that is not part of the document.
    pub fn locate(&self, places: &[SourcePointer]) -> Vec<Option<LineColumn>> {
        let mut positions = vec![None; places.len()];
        self.each_place(places, |_, _, place, position| positions[place] = Some(position));
        positions
    }

    /// Returns the same as [`locate`](Document::locate), with the file's path and the line that stands there.
    pub fn locations(&self, places: &[SourcePointer]) -> Vec<Option<SourceSpan>> {
        let mut locations = vec![None; places.len()];
        self.each_place(places, |file, offset, place, position| {
            locations[place] = Some(SourceSpan {
                path: file.path.clone(),
                position: Some(position),
                excerpt: Excerpt::at(&file.text, offset),
            });
        });
        locations
    }

    /// Calls `found` with each place's file, the place's offset in it, its index and its position.
    fn each_place(
        &self,
        places: &[SourcePointer],
        mut found: impl FnMut(&SourceFile, usize, usize, LineColumn),
    ) {
        let places = &self.origins.of_all(places);
        let mut by_file: Vec<usize> = (0..places.len()).collect();
        order::sort_by_key(&mut by_file, |&place| places[place].file);
        for of_one_file in by_file.chunk_by(|&one, &other| places[one].file == places[other].file) {
            let file = of_one_file
                .first()
                .and_then(|&place| self.files.get(places[place].file.0));
            let Some(file) = file.filter(|file| !file.is_in_memory) else {
                continue;
            };
            let mut wanted = Wanted::default();
            for (target, &place) in of_one_file.iter().enumerate() {
                wanted.add(&places[place].pointer, target);
            }

            let text = file.content.text(&file.text);
            let located = places_in(text, file, &wanted, of_one_file.len());
            let lines = LazyCell::new(|| Lines::new(&file.text));
            let read_lines = LazyCell::new(|| Lines::new(text));
            for (target, position) in positions(text, &located, &read_lines) {
                let (offset, position) = match &file.content {
                    Content::Whole => (located[target].offset, position),
                    Content::Changed(part) => {
                        let position = parse::in_file(position, (&file.text, &lines), (part, &read_lines));
                        (lines.offset(&file.text, position), position)
                    }
                };
                found(file, offset, of_one_file[target], position);
            }
        }
    }
}

impl SourceFile {
    /// Returns the position `offset` bytes into `text`, which is the value at a pointer; the position of the pointer if it
    /// is not written as it is.
    pub(super) fn position_within(&self, pointer: &str, text: &str, offset: usize) -> LineColumn {
        /// How far behind its key a value may begin, in lines.
        const LINES: usize = 4;
        let mut wanted = Wanted::default();
        wanted.add(pointer, 0);
        let read = self.content.text(&self.text);
        let key = places_in(read, self, &wanted, 1)
            .pop()
            .map_or(0, |key| key.offset);
        let lines = Lines::new(&self.text);
        let key = match &self.content {
            Content::Whole => key,
            Content::Changed(part) => {
                let part_lines = Lines::new(&part.text);
                let position = part_lines.position(&part.text, key);
                let position = parse::in_file(position, (&self.text, &lines), (part, &part_lines));
                lines.offset(&self.text, position)
            }
        };
        let after = self.text.get(key..).unwrap_or("");
        let end = after
            .match_indices('\n')
            .nth(LINES)
            .map_or(after.len(), |(end, _)| end);
        // A key of YAML and JSON ends with `:`, one of TOML with `=`.
        let value = after[..end].find([':', '=']).and_then(|colon| {
            let found = after[colon..end].find(text)?;
            Some(key + colon + found + offset)
        });
        lines.position(&self.text, value.unwrap_or(key))
    }
}

/// Where something that was looked for is: a byte of a text, and its line, where that is known.
#[derive(Clone, Copy)]
pub(super) struct Located {
    offset: usize,
    line: Option<usize>,
}

impl From<usize> for Located {
    fn from(offset: usize) -> Self {
        Self { offset, line: None }
    }
}

impl From<Place> for Located {
    fn from(place: Place) -> Self {
        Self {
            offset: place.offset,
            line: Some(place.line),
        }
    }
}

/// Returns where what is wanted is in a text.
fn places_in(text: &str, file: &SourceFile, wanted: &Wanted, count: usize) -> Vec<Located> {
    let start = text
        .find(|character: char| !character.is_whitespace())
        .unwrap_or(0);
    let start = Located {
        offset: start,
        line: Some(1 + text[..start].matches('\n').count()),
    };
    let mut places = vec![start; count];
    match (&file.offsets, file.syntax) {
        (Some(known), _) => known.find(wanted, &mut places),
        _ if wanted.children.is_empty() => {}
        (None, Syntax::Json) => json::find(text, &file.extents, wanted, &mut places),
        (None, Syntax::Yaml) => yaml::find(text, file.yaml_document, wanted, &mut places),
    }
    places
}

/// Returns the positions of places, each with its index among them. Each line is gone through once, however many places are in it: a
/// text without line ends may be long.
fn positions(text: &str, places: &[Located], lines: &impl Deref<Target = Lines>) -> Vec<(usize, LineColumn)> {
    let characters = |from, to| text.get(from..to).map_or(0, |between| between.chars().count());
    let mut in_order: Vec<usize> = (0..places.len()).collect();
    order::sort_by_key(&mut in_order, |&index| places[index].offset);
    let mut last: Option<(usize, LineColumn)> = None;
    let mut positions = Vec::with_capacity(places.len());
    for index in in_order {
        let Located { offset, line } = places[index];
        let offset = boundary_before(text, offset);
        let line = line.unwrap_or_else(|| lines.line_of(offset));
        let column = match last {
            Some((before, position)) if position.line == line => position.column + characters(before, offset),
            _ => {
                let start = text[..offset].rfind('\n').map_or(0, |end| end + 1);
                1 + characters(start, offset)
            }
        };
        let position = LineColumn { line, column };
        last = Some((offset, position));
        positions.push((index, position));
    }
    positions
}

/// The pointers to look for, as a tree of their segments.
#[derive(Default)]
pub(super) struct Wanted {
    targets: Vec<usize>,
    children: HashMap<String, Wanted>,
}

impl Wanted {
    fn add(&mut self, pointer: &str, target: usize) {
        let mut node = self;
        for segment in pointer::segments(pointer) {
            node = node.children.entry(segment.into_owned()).or_default();
        }
        node.targets.push(target);
    }

    fn child(&self, name: &str) -> Option<&Self> {
        self.children.get(name)
    }

    fn item(&self, index: usize) -> Option<&Self> {
        if self.children.is_empty() {
            return None;
        }
        self.child(&index.to_string())
    }

    /// Returns what is wanted directly below, by its names.
    pub(super) fn children(&self) -> impl Iterator<Item = (&str, &Self)> {
        self.children.iter().map(|(name, child)| (name.as_str(), child))
    }

    /// Puts all targets from here on at a place; those that are found further down move on.
    pub(super) fn place(&self, found: Located, places: &mut [Located]) {
        for &target in &self.targets {
            if let Some(place) = places.get_mut(target) {
                *place = found;
            }
        }
        for child in self.children.values() {
            child.place(found, places);
        }
    }
}
