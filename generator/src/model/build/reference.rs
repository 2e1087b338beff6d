//! References to components other than schemas.

use indexmap::IndexMap;
use openapiv3::ReferenceOr;

use super::pointer::escape;
use crate::normalise::extension::component_name;

/// How many references may lead to each other.
const LONGEST_CHAIN: usize = 16;

/// Something of the document where it stands.
pub(super) struct Standing<'a, T> {
    pub(super) item: &'a T,
    /// The JSON pointer at which it is described.
    pub(super) pointer: String,
    /// The name of the component, where several operations may share it.
    pub(super) component: Option<&'a str>,
}

/// What stands at `pointer`, or in the component of `kind` that a reference there leads to.
pub(super) fn follow<'a, T>(
    item: &'a ReferenceOr<T>,
    pointer: String,
    kind: &str,
    components: Option<&'a IndexMap<String, ReferenceOr<T>>>,
) -> Option<Standing<'a, T>> {
    let (mut item, mut pointer, mut component) = (item, pointer, None);
    for _ in 0..LONGEST_CHAIN {
        match item {
            ReferenceOr::Item(item) => {
                return Some(Standing {
                    item,
                    pointer,
                    component,
                });
            }
            ReferenceOr::Reference { reference } => {
                let (name, next) = components?.get_key_value(&*component_name(reference)?)?;
                item = next;
                pointer = format!("/components/{kind}/{}", escape(name));
                component = Some(name.as_str());
            }
        }
    }
    None
}
