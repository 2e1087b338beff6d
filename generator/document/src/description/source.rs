use crate::diagnostic::{FileId, SourcePointer};
use crate::source::{Text, pointer};

/// Where a part of a description comes from: a file, and a place in it.
///
/// It is a number; [`Sources`] knows what it stands for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
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
#[derive(Clone, PartialEq, Eq, Hash)]
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
pub struct Sources(Vec<Entry>);

/// A step and what it is a step from, in as few bytes as possible: there is one for each part of a description.
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
        let mut place = SourcePointer::default();
        self.put_place(source, 0, &mut place);
        place
    }

    /// Sets the file and the pointer of `source`, with place for so many bytes more.
    fn put_place(&self, source: Source, more: usize, place: &mut SourcePointer) {
        /// The longest index.
        const DIGITS: usize = 10;
        let (parent, length) = match self.0.get(source.0 as usize) {
            None => return place.pointer.reserve_exact(more),
            Some(Entry::File(file)) => {
                place.file = *file;
                return place.pointer.reserve_exact(more);
            }
            Some(Entry::Key(parent, key)) => (*parent, key.len()),
            Some(Entry::Keyword(parent, keyword)) => (*parent, keyword.len()),
            Some(Entry::Index(parent, _)) => (*parent, DIGITS),
        };
        self.put_place(parent, more + length + 1, place);
        match &self.0[source.0 as usize] {
            Entry::Key(_, key) => pointer::push_key(&mut place.pointer, key),
            Entry::Keyword(_, keyword) => {
                place.pointer.push('/');
                place.pointer.push_str(keyword);
            }
            Entry::Index(_, index) => pointer::push_index(&mut place.pointer, *index as usize),
            Entry::File(_) => {}
        }
    }

    /// Returns whether a source is known to be the property `name` of a schema at another one, without a look at where they are.
    pub fn is_property(&self, source: Source, name: &str, schema: Source) -> bool {
        let Some(Entry::Key(properties, key)) = self.0.get(source.0 as usize) else {
            return false;
        };
        let parent = match self.0.get(properties.0 as usize) {
            Some(Entry::Keyword(parent, "properties")) => parent,
            Some(Entry::Key(parent, keyword)) if **keyword == *"properties" => parent,
            _ => return false,
        };
        *parent == schema && **key == *name
    }
}
