use crate::diagnostic::Code;
use crate::source::Node;

use super::draft::Draft;
use super::{boxed, boxed_any};
use crate::normalise::at::At;
use crate::normalise::lift::Lift;
use crate::normalise::version::Version;

impl<'d> Lift<'_, 'd> {
    /// `items` of the schema at `at`.
    pub(super) fn gather_items(&mut self, draft: &mut Draft, at: &At<'d, '_>, items: &At<'d, '_>) {
        match items.node {
            Node::Sequence(_) => self.gather_item_list(draft, at, items),
            Node::Null => {
                self.is_mapping(items);
                draft.items = Some(boxed_any());
            }
            _ => draft.items = Some(self.boxed_schema(items)),
        }
    }

    /// A list of schemas in `items`. To JSON Schema up to draft 2019-09 it is what `prefixItems` is since. OpenAPI
    /// up to 3.0 allows none, and who writes one there means alternatives for each item. Where the schema isn't
    /// said to be an array, it is the schema itself that has the alternatives.
    fn gather_item_list(&mut self, draft: &mut Draft, at: &At<'d, '_>, items: &At<'d, '_>) {
        let stated = at.field("type").and_then(|stated| stated.text());
        if stated != Some("array") {
            self.warn(
                Code::ItemsWithoutArray,
                items,
                "`items` is a list, and `type` is not `array`; it is read as `anyOf`",
                "write `anyOf` for alternatives, or `type: array` for a tuple",
            );
            let alternatives = self.alternatives(draft, items);
            draft.any_of.extend(alternatives);
        } else if self.version(at.file()) >= Version::OpenApi31 {
            draft.prefix_items = self.schemas(items);
        } else {
            self.expected(items, "a schema", "it is read as `anyOf`");
            let mut item = Box::<Draft>::default();
            item.any_of = self.alternatives(&mut item, items);
            item.any_of.dedup();
            let alone = (item.any_of.len() == 1).then(|| item.any_of.pop()).flatten();
            draft.items = Some(match alone {
                Some(alone) => boxed(alone),
                None => item.settle(self, items),
            });
        }
    }
}
