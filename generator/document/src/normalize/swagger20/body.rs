//! Bodies and forms, which stand among the parameters.

use crate::order::IndexMap;

use crate::description::{
    Encoding, JsonType, MediaType, ObjectKeywords, RequestBody, Schema, Shared, Source,
};
use crate::diagnostic::Code;
use crate::normalize::cursor::Cursor;
use crate::normalize::info::extensions;
use crate::normalize::normalizer::{LEFT_OUT, Normalizer};
use crate::normalize::parameter::StatedLocation;
use crate::source::Text;

impl<'d> Normalizer<'_, 'd> {
    /// Reads the body that a parameter `in: body` of a list makes, or notes the fields that its parameters
    /// `in: formData` are of the form.
    pub(in crate::normalize) fn swagger20_body(
        &mut self,
        list: &Cursor<'d, '_>,
        parameters: &[(&Cursor<'d, '_>, StatedLocation)],
        form: &mut Form,
    ) -> Option<Shared<RequestBody>> {
        let body = parameters
            .iter()
            .find(|(_, location)| *location == StatedLocation::Body);
        if let Some((at, _)) = body {
            if parameters.len() > 1 {
                self.warn(
                    Code::ParameterLocation,
                    at,
                    "more than one body; the first one wins",
                    "describe one body with all that it holds",
                );
            }
            return self
                .follow(at, LEFT_OUT, |normalizer, at| normalizer.body_of_parameter(at))
                .map(Shared::Inline);
        }
        for (at, _) in parameters {
            self.follow(at, LEFT_OUT, |normalizer, at| {
                normalizer.form_field(form, at);
            });
            form.source = Some(self.source(list));
        }
        None
    }

    fn body_of_parameter(&mut self, at: &Cursor<'d, '_>) -> RequestBody {
        let consumes = self.media_types.consumes.clone();
        let names = self.stated_media_types(at, &consumes, "application/json");
        RequestBody {
            description: self.text_field(at, "description"),
            content: match at.field("schema") {
                Some(schema) => self.content_of(&schema, names),
                None => self.content_or_schema(at),
            },
            required: self.flag_field(at, "required"),
            name: at.text_at("name").map(Text::from),
            extensions: extensions(at),
            source: self.source(at),
        }
    }

    /// Returns the body that a form makes, if it has a field.
    pub(in crate::normalize) fn form(&mut self, form: Form) -> Option<Shared<RequestBody>> {
        let source = form.source?;
        let is_required = !form.object.required.is_empty();
        let schema = self.schemas.add(Schema {
            source,
            json_type: Some(JsonType::Object),
            object: Some(Box::new(form.object)),
            ..Schema::default()
        });
        Some(Shared::Inline(RequestBody {
            required: is_required,
            content: vec![MediaType {
                name: self.form_media_type(form.has_file).into(),
                schema: Some(schema),
                encoding: form.encoding,
                source,
                ..MediaType::default()
            }],
            source,
            ..RequestBody::default()
        }))
    }

    fn form_media_type(&self, has_file: bool) -> &'static str {
        const MULTIPART: &str = "multipart/form-data";
        const URLENCODED: &str = "application/x-www-form-urlencoded";
        let consumes = &self.media_types.consumes;
        let is_stated = |name: &str| consumes.iter().any(|stated| stated.trim().starts_with(name));
        if has_file || (is_stated(MULTIPART) && !is_stated(URLENCODED)) {
            MULTIPART
        } else {
            URLENCODED
        }
    }

    fn form_field(&mut self, form: &mut Form, at: &Cursor<'d, '_>) {
        let Some(name) = self.text_field(at, "name") else {
            return;
        };
        let json_type = at.text_at("type");
        form.has_file |= json_type == Some("file");
        let description = self.text_field(at, "description");
        let schema = self.schema_of_form_field(at, description);
        // A field of the operation replaces the one of its path.
        form.object.required.retain(|required| *required != name);
        form.encoding.shift_remove(&name);
        if self.flag_field(at, "required") {
            form.object.required.push(name.clone());
        }
        if let Some(Some((style, Some(explode)))) = self.collection_format(at)
            && json_type == Some("array")
        {
            let encoding = Encoding {
                style: Some(style),
                explode: Some(explode),
                source: self.source(at),
                ..Encoding::default()
            };
            form.encoding.insert(name.clone(), encoding);
        }
        form.object.properties.insert(name, schema);
    }
}

/// A form, as far as its fields are read: those of the path, then those of the operation.
#[derive(Clone, Default)]
pub(in crate::normalize) struct Form {
    object: ObjectKeywords,
    encoding: IndexMap<Text, Encoding>,
    has_file: bool,
    /// The list of parameters that has the last field: no schema describes the form as a whole, and the source of one
    /// field is that of the field's own schema.
    source: Option<Source>,
}
