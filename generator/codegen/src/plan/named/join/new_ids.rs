//! The ids of what is selected.

use specwright_document::model::{self, Type, TypeId, Xml, XmlId};

/// The ids that types and XML schemas have once only what is selected is left.
pub(super) struct NewIds {
    types: Vec<usize>,
    xml: Vec<usize>,
}

impl NewIds {
    /// Numbers what is selected: types in the order in which they were named.
    pub(super) fn of(api: &model::Api, type_order: &[usize]) -> Self {
        let mut types = vec![0; api.types.len()];
        let selected = type_order.iter().filter(|&&index| api.types[index].selected);
        for (place, &index) in selected.enumerate() {
            types[index] = place;
        }
        let mut next = 0;
        let xml = api.xml.iter().map(|schema| {
            next += usize::from(schema.selected);
            next.saturating_sub(1)
        });
        Self {
            xml: xml.collect(),
            types,
        }
    }

    pub(super) fn ty(&self, mut ty: Type) -> Type {
        ty.for_each_mut(&mut |ty| {
            if let Type::Named(id) = ty {
                *id = TypeId(self.types[id.0]);
            }
        });
        ty
    }

    pub(super) fn xml_id(&self, id: XmlId) -> XmlId {
        XmlId(self.xml[id.0])
    }

    pub(super) fn xml(&self, mut xml: Xml) -> Xml {
        xml.for_each_id_mut(&mut |id| *id = self.xml_id(*id));
        xml
    }
}
