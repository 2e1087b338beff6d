//! Lines and columns of JSON pointers: found by reading a file's text once more, once for all pointers.

mod json;
mod yaml;

use super::lines::Lines;
use super::parse::{self, Content};
use super::tree::Syntax;
use super::{Document, Excerpt, Location, Position, SourceFile, pointer};
use crate::diagnostic::Place;

impl Document {
    /// Lines and columns of places, in the same order. Positions are found by reading a file again, once for all
    /// of its places, so ask for many at a time.
    ///
    /// A place in a mapping is that of its key; one in a sequence, that of the item. Where nothing stands at a
    /// pointer, it is the place of what is above it. `None` for a file that is not part of the document.
    pub fn locate(&self, places: &[Place]) -> Vec<Option<Position>> {
        let mut positions = vec![None; places.len()];
        self.each_file(places, |_, place, position| positions[place] = Some(position));
        positions
    }

    /// The same as [`locate`](Document::locate), with the file's path and the line that stands there.
    pub fn locations(&self, places: &[Place]) -> Vec<Option<Location>> {
        let mut locations = vec![None; places.len()];
        self.each_file(places, |file, place, position| {
            locations[place] = Some(Location {
                path: file.source.path.clone(),
                position: Some(position),
                excerpt: Excerpt::at(&file.source.text, &file.lines, position),
            });
        });
        locations
    }

    fn each_file(&self, places: &[Place], mut found: impl FnMut(&Located<'_>, usize, Position)) {
        let mut by_file: Vec<usize> = (0..places.len()).collect();
        by_file.sort_by_key(|&place| places[place].file);
        for of_one_file in by_file.chunk_by(|&one, &other| places[one].file == places[other].file) {
            let file = of_one_file
                .first()
                .and_then(|&place| self.files.get(places[place].file.0));
            let Some(source) = file else {
                continue;
            };
            let mut wanted = Wanted::default();
            for (target, &place) in of_one_file.iter().enumerate() {
                wanted.add(&places[place].pointer, target);
            }
            let located = Located {
                source,
                lines: Lines::new(&source.text),
            };
            let text = source.content.text(&source.text);
            let lines = match source.content {
                Content::Whole => &located.lines,
                Content::Changed(_) => &Lines::new(text),
            };
            let start = text
                .find(|character: char| !character.is_whitespace())
                .unwrap_or(0);
            let mut offsets = vec![start; of_one_file.len()];
            match source.syntax {
                _ if wanted.children.is_empty() => {}
                Syntax::Json => json::find(text, &wanted, &mut offsets),
                Syntax::Yaml => yaml::find(text, source.yaml_document, &wanted, &mut offsets),
            }
            for (&place, &offset) in of_one_file.iter().zip(&offsets) {
                let position = lines.position(text, offset);
                let position = match &source.content {
                    Content::Whole => position,
                    Content::Changed(part) => parse::in_file(position, &source.text, part),
                };
                found(&located, place, position);
            }
        }
    }
}

struct Located<'document> {
    source: &'document SourceFile,
    lines: Lines,
}

/// The pointers to look for, as a tree of their segments.
#[derive(Debug, Default)]
struct Wanted {
    targets: Vec<usize>,
    children: Vec<(String, Wanted)>,
}

impl Wanted {
    fn add(&mut self, pointer: &str, target: usize) {
        let mut node = self;
        for segment in pointer::segments(pointer) {
            let known = node.children.iter().position(|(name, _)| *name == segment);
            let child = known.unwrap_or_else(|| {
                node.children.push((segment.into_owned(), Self::default()));
                node.children.len() - 1
            });
            node = &mut node.children[child].1;
        }
        node.targets.push(target);
    }

    fn child(&self, name: &str) -> Option<&Self> {
        self.children
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, child)| child)
    }

    fn item(&self, index: usize) -> Option<&Self> {
        if self.children.is_empty() {
            return None;
        }
        self.child(&index.to_string())
    }

    /// Puts all targets from here on at an offset; those that are found further down move on.
    fn place(&self, offset: usize, offsets: &mut [usize]) {
        for &target in &self.targets {
            if let Some(place) = offsets.get_mut(target) {
                *place = offset;
            }
        }
        for (_, child) in &self.children {
            child.place(offset, offsets);
        }
    }
}
