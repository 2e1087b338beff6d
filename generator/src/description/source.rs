use crate::diagnostic::{FileId, SourcePointer};
use crate::source::{Text, pointer};

/// Where a part of a description comes from: a file, and a place in it.
///
/// It is a number; [`Sources`] knows what it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Source(u32);

impl Source {
    /// The root of the document's first file.
    pub const ROOT: Self = Self(0);
}

impl Default for Source {
    fn default() -> Self {
        Self::ROOT
    }
}

/// A step from a value to one inside of it, or into a file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// The root of a file. It has no parent.
    File(FileId),
    /// The value at a key of a mapping.
    Key(Text),
    /// The item of a list.
    Index(u32),
    /// The value at a keyword.
    Keyword(&'static str),
}

/// All sources of a description: each is a step from another one, so that a position costs next to nothing until
/// somebody asks for it.
#[derive(Debug)]
pub struct Sources(Vec<Entry>);

/// A step and what it is a step from, in as few bytes as possible: there is one for each part of a description.
#[derive(Debug)]
enum Entry {
    File(FileId),
    Key(Source, Text),
    Keyword(Source, &'static str),
    Index(Source, u32),
}

impl Default for Sources {
    fn default() -> Self {
        Self(vec![Entry::File(FileId(0))])
    }
}

impl Sources {
    /// Adds the root of a file.
    pub fn file(&mut self, file: FileId) -> Source {
        if file == FileId(0) {
            return Source::ROOT;
        }
        self.push(Source::ROOT, Entry::File(file))
    }

    /// Adds what is a step from `parent`.
    ///
    /// There are fewer than 2³² of them: a document of 1 GiB has fewer values.
    pub fn child(&mut self, parent: Source, step: Step) -> Source {
        let entry = match step {
            Step::File(file) => return self.file(file),
            Step::Key(key) => Entry::Key(parent, key),
            Step::Keyword(keyword) => Entry::Keyword(parent, keyword),
            Step::Index(index) => Entry::Index(parent, index),
        };
        self.push(parent, entry)
    }

    fn push(&mut self, parent: Source, entry: Entry) -> Source {
        let Ok(place) = u32::try_from(self.0.len()) else {
            return parent;
        };
        self.0.push(entry);
        Source(place)
    }

    /// Returns the file and the JSON pointer in it that `source` stands for.
    pub fn place(&self, source: Source) -> SourcePointer {
        let mut steps = Vec::new();
        let mut source = source;
        let file = loop {
            let Some(entry) = self.0.get(source.0 as usize) else {
                break FileId(0);
            };
            source = match entry {
                Entry::File(file) => break *file,
                Entry::Key(parent, _) | Entry::Keyword(parent, _) | Entry::Index(parent, _) => *parent,
            };
            steps.push(entry);
        };
        let mut text = String::new();
        for entry in steps.into_iter().rev() {
            match entry {
                Entry::Key(_, key) => pointer::push_key(&mut text, key),
                Entry::Keyword(_, keyword) => pointer::push_key(&mut text, keyword),
                Entry::Index(_, index) => pointer::push_index(&mut text, *index as usize),
                Entry::File(_) => {}
            }
        }
        SourcePointer { file, pointer: text }
    }
}
