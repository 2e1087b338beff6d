//! JSON pointers that cost nothing until somebody reads them.

use std::fmt;
use std::rc::Rc;

/// A place in the normalised document: a step from another place.
#[derive(Clone, Debug)]
pub(super) struct Pointer<'a> {
    parent: Option<Rc<Pointer<'a>>>,
    step: Step<'a>,
}

#[derive(Clone, Debug)]
enum Step<'a> {
    /// A whole pointer, escaped already.
    Text(Rc<str>),
    /// The value of a keyword.
    Keyword(&'static str),
    /// An entry of the mapping at a keyword.
    Entry(&'static str, &'a str),
    /// An item of the list at a keyword.
    Item(&'static str, usize),
}

impl<'a> Pointer<'a> {
    pub(super) fn keyword(parent: &Rc<Self>, keyword: &'static str) -> Self {
        Self {
            parent: Some(Rc::clone(parent)),
            step: Step::Keyword(keyword),
        }
    }

    pub(super) fn entry(parent: &Rc<Self>, keyword: &'static str, key: &'a str) -> Self {
        Self {
            parent: Some(Rc::clone(parent)),
            step: Step::Entry(keyword, key),
        }
    }

    pub(super) fn item(parent: &Rc<Self>, keyword: &'static str, index: usize) -> Self {
        Self {
            parent: Some(Rc::clone(parent)),
            step: Step::Item(keyword, index),
        }
    }
}

impl From<String> for Pointer<'_> {
    fn from(text: String) -> Self {
        Self {
            parent: None,
            step: Step::Text(text.into()),
        }
    }
}

impl Default for Pointer<'_> {
    fn default() -> Self {
        String::new().into()
    }
}

impl fmt::Display for Pointer<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut steps = vec![self];
        let mut place = self;
        while let Some(parent) = &place.parent {
            place = parent;
            steps.push(place);
        }
        for place in steps.into_iter().rev() {
            match &place.step {
                Step::Text(text) => formatter.write_str(text)?,
                Step::Keyword(keyword) => write!(formatter, "/{keyword}")?,
                Step::Entry(keyword, key) => write!(formatter, "/{keyword}/{}", escape(key))?,
                Step::Item(keyword, index) => write!(formatter, "/{keyword}/{index}")?,
            }
        }
        Ok(())
    }
}

/// The text of a reference token.
pub(super) fn unescape(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}

/// A reference token of a JSON pointer.
pub(super) fn escape(token: &str) -> String {
    token.replace('~', "~0").replace('/', "~1")
}
