use openapiv3::AdditionalProperties;

use crate::diagnostic::Code;
use crate::source::Node;

use super::boxed_any;
use super::draft::Draft;
use crate::normalise::at::At;
use crate::normalise::lift::Lift;

impl<'d> Lift<'_, 'd> {
    pub(super) fn gather_properties(&mut self, draft: &mut Draft, at: &At<'d, '_>) {
        if at.reference().is_some() {
            self.follow_misplaced(at, "`properties`", |lift, at| {
                lift.gather_named_properties(draft, at)
            });
        } else {
            self.gather_named_properties(draft, at);
        }
    }

    fn gather_named_properties(&mut self, draft: &mut Draft, at: &At<'d, '_>) {
        for (name, property) in self.entries(at) {
            self.required_on_property(draft, name, &property);
            let schema = match property.node {
                Node::Null => {
                    self.is_mapping(&property);
                    boxed_any()
                }
                _ => self.boxed_schema(&property),
            };
            draft.properties.insert(name.to_owned(), schema);
        }
    }

    /// `required: true` on a property: what JSON Schema had before draft 4, and people still write.
    fn required_on_property(&mut self, draft: &mut Draft, name: &str, property: &At<'d, '_>) {
        let Some(field) = property.field("required") else {
            return;
        };
        let required = match field.node {
            Node::Boolean(required) => *required,
            Node::String(text) if text == "true" || text == "false" => text == "true",
            _ => return,
        };
        self.warn(
            Code::RequiredOnProperty,
            &field,
            "`required` on a property says nothing; it is read as if the object listed the property",
            format!("list \"{name}\" in `required` of the object"),
        );
        if required && !draft.required.iter().any(|known| known == name) {
            draft.required.push(name.to_owned());
        }
    }

    pub(super) fn gather_required(&mut self, draft: &mut Draft, at: &At<'d, '_>) {
        match at.node {
            // It belongs to the object around, which reads it.
            Node::Boolean(_) => {}
            Node::String(text) if text == "true" || text == "false" => {}
            Node::Mapping(_) => self.expected(at, "a list", "it is left out"),
            _ => {
                let names: Vec<_> = self.list(at).collect();
                for name in &names {
                    if let Some(name) = self.text(name)
                        && !draft.required.contains(&name)
                    {
                        draft.required.push(name);
                    }
                }
            }
        }
    }

    pub(in crate::normalise) fn additional_properties(
        &mut self,
        at: &At<'d, '_>,
    ) -> Option<AdditionalProperties> {
        match at.node {
            Node::Null => None,
            Node::Boolean(allowed) => Some(AdditionalProperties::Any(*allowed)),
            Node::Mapping(mapping) if mapping.iter().len() == 0 => Some(AdditionalProperties::Any(true)),
            Node::String(text) if text == "true" || text == "false" => {
                self.flag(at).map(AdditionalProperties::Any)
            }
            _ => Some(AdditionalProperties::Schema(self.pointed_at(at))),
        }
    }
}
