use super::reading::Reading;
use super::{Read, Schema};
use crate::description::ArrayKeywords;
use crate::diagnostic::Code;
use crate::normalize::cursor::Cursor;
use crate::normalize::normalizer::Normalizer;
use crate::normalize::version::Version;
use crate::source::Node;

impl Reading<'_> {
    /// Returns the keywords for arrays.
    pub(super) fn array(&mut self) -> &mut ArrayKeywords {
        self.schema.array.get_or_insert_default()
    }
}

impl<'d> Normalizer<'_, 'd> {
    /// Reads `items` of the schema at `at`.
    pub(super) fn read_items(
        &mut self,
        reading: &mut Reading<'d>,
        at: &Cursor<'d, '_>,
        items: &Cursor<'d, '_>,
    ) {
        match items.node {
            Node::Sequence(_) => self.read_item_list(reading, at, items),
            Node::Null => {
                self.is_mapping(items);
                let any = self.empty_schema(items);
                let any = self.schemas.add(any);
                reading.array().items = Some(any);
            }
            _ => {
                let items = self.schema(items);
                reading.array().items = Some(items);
            }
        }
    }

    /// Reads a list of schemas in `items`. To JSON Schema up to draft 2019-09 it is what `prefixItems` is since. OpenAPI
    /// up to 3.0 allows none, and who writes one there means alternatives for each item. Where the schema isn't said to
    /// be an array, it is the schema itself that has the alternatives.
    fn read_item_list(&mut self, reading: &mut Reading<'d>, at: &Cursor<'d, '_>, items: &Cursor<'d, '_>) {
        if at.text_at("type") != Some("array") {
            self.warn(
                Code::ItemsWithoutArray,
                items,
                "expected `type: array` beside a list in `items`; read as `anyOf`",
                "write `anyOf` for alternatives, or `type: array` for a tuple",
            );
            let mut alternatives = self.alternatives(reading, items);
            reading.any_of.append(&mut alternatives);
        } else if self.version(at.file()) >= Version::OpenApi31 {
            let items = self.schemas(items);
            reading.array().prefix_items = items;
        } else {
            self.expected(items, "a schema", "read as `anyOf`");
            let item = self.alternatives_of_items(items);
            let item = self.add_schema(item);
            reading.array().items = Some(item);
        }
    }

    fn alternatives_of_items(&mut self, items: &Cursor<'d, '_>) -> Read {
        let is_repeated = items
            .node
            .as_sequence()
            .is_some_and(|list| list.windows(2).all(|pair| pair[0] == pair[1]));
        if is_repeated && let Some(first) = items.items().next() {
            return self.read_schema(&first);
        }
        let mut item = Box::<Reading<'d>>::default();
        item.schema = Schema {
            source: self.source(items),
            ..Schema::default()
        };
        item.any_of = self.alternatives(&mut item, items);
        if item.any_of.len() == 1
            && !item.lost_null
            && let Some(alone) = item.any_of.pop()
        {
            return alone;
        }
        item.settle(self, items)
    }
}
