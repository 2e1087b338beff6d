//! A list that mostly has one item.

use std::collections::VecDeque;

/// A list that makes no allocation for its first item.
#[derive(Clone)]
pub(crate) struct Few<T> {
    /// `None` only if there are no others either.
    first: Option<T>,
    others: VecDeque<T>,
}

impl<T> Default for Few<T> {
    fn default() -> Self {
        Few {
            first: None,
            others: VecDeque::new(),
        }
    }
}

impl<T> Few<T> {
    pub(crate) fn of(item: T) -> Self {
        Few {
            first: Some(item),
            others: VecDeque::new(),
        }
    }

    pub(crate) fn push(&mut self, item: T) {
        match self.first {
            Some(_) => self.others.push_back(item),
            None => self.first = Some(item),
        }
    }

    pub(crate) fn remove_first(&mut self) {
        self.first = self.others.pop_front();
    }

    /// The item, if it is the only one.
    #[cfg(feature = "reqwest")]
    pub(crate) fn only(&mut self) -> Option<&mut T> {
        self.first.as_mut().filter(|_| self.others.is_empty())
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> {
        self.first.iter().chain(&self.others)
    }

    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.first.iter_mut().chain(&mut self.others)
    }

    pub(crate) fn into_iter(self) -> impl Iterator<Item = T> {
        self.first.into_iter().chain(self.others)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_stay_in_the_order_in_which_they_came() {
        let mut few = Few::of(1);
        few.push(2);
        few.remove_first();
        few.push(3);
        assert!(few.iter().eq(&[2, 3]));
        few.remove_first();
        few.remove_first();
        few.push(4);
        assert!(few.into_iter().eq([4]));
    }
}
