//! Where the parts of a changed root come from.

use foldhash::HashMap;

use super::{Text, pointer};
use crate::diagnostic::{FileId, SourcePointer};

/// Where the values of a changed root stand: each where its pointer says, in the text of the root, unless it or what is above
/// it came from elsewhere.
#[derive(Clone, Default)]
pub struct Origins {
    /// Where this value stands; `None` if it is where what is above it says.
    place: Option<SourcePointer>,
    children: HashMap<Text, Origins>,
}

impl Origins {
    /// Sets where the value at a way from the root stands, with all that is in it.
    pub fn set(&mut self, way: &[Text], place: SourcePointer) {
        let changed = self.entry(way);
        changed.place = Some(place);
        changed.children = HashMap::default();
    }

    /// Sets where the value at a way from the root stands, as another one of the same root does now.
    pub(crate) fn set_as(&mut self, way: &[Text], source: Self) {
        *self.entry(way) = source;
    }

    /// Forgets the value at a way from the root.
    pub fn remove(&mut self, way: &[Text]) {
        let Some((last, above)) = way.split_last() else {
            return;
        };
        let mut origins = self;
        for key in above {
            match origins.children.get_mut(key) {
                Some(child) => origins = child,
                None => return,
            }
        }
        origins.children.remove(last);
    }

    /// Forgets the value at a way from the root, if `condition` holds.
    pub(crate) fn remove_if(&mut self, way: &[Text], condition: bool) {
        if condition {
            self.remove(way);
        }
    }

    /// Returns where the value at a way from the root stands, and all that is in it.
    pub(crate) fn subtree(&self, way: &[Text]) -> Self {
        let mut origins = Some(self);
        let mut place = self.place.clone().unwrap_or_default();
        for key in way {
            let child = origins.and_then(|origins| origins.children.get(key));
            match child.and_then(|child| child.place.clone()) {
                Some(own) => place = own,
                None => pointer::push_key(&mut place.pointer, key),
            }
            origins = child;
        }
        Self {
            place: Some(place),
            children: origins.map_or_else(HashMap::default, |origins| origins.children.clone()),
        }
    }

    fn entry(&mut self, way: &[Text]) -> &mut Self {
        let mut origins = self;
        for key in way {
            origins = origins.children.entry(key.clone()).or_default();
        }
        origins
    }

    /// Returns how many values have a place of their own.
    pub fn size(&self) -> usize {
        1 + self.children.values().map(Self::size).sum::<usize>()
    }

    /// Returns where places of a document stand: those of the root that came from elsewhere are there.
    pub(super) fn of_all(&self, places: &[SourcePointer]) -> Vec<SourcePointer> {
        let moved = |place: &SourcePointer| match place.file {
            FileId(0) if !self.children.is_empty() => self.of(&place.pointer),
            _ => place.clone(),
        };
        places.iter().map(moved).collect()
    }

    fn of(&self, pointer: &str) -> SourcePointer {
        let mut origins = Some(self);
        let mut place = SourcePointer::default();
        for segment in pointer::segments(pointer) {
            let child = origins.and_then(|origins| origins.children.get(segment.as_ref()));
            match child.and_then(|child| child.place.as_ref()) {
                Some(own) => place = own.clone(),
                None => pointer::push_key(&mut place.pointer, &segment),
            }
            origins = child;
        }
        place
    }
}
