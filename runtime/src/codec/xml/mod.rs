//! XML: values written and read by the specification's XML Object.

mod read;
mod tree;
mod write;

pub(crate) use read::read;
#[cfg(feature = "mock")]
pub(crate) use tree::Element;
#[cfg(feature = "mock")]
pub(crate) use write::qualified;
pub(crate) use write::write;

/// The reason why a text was not read as XML.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum XmlError {
    /// What is wrong with it.
    Invalid(String),
    /// It would take more memory than it may.
    TooLarge,
}

impl XmlError {
    /// Returns that it is too large, unless there was memory for it.
    fn unless(has_memory: bool) -> Result<(), XmlError> {
        match has_memory {
            true => Ok(()),
            false => Err(XmlError::TooLarge),
        }
    }
}

impl From<String> for XmlError {
    fn from(problem: String) -> Self {
        XmlError::Invalid(problem)
    }
}

/// The schema by which a value is written as XML: the `xml` objects, and what they apply to.
///
/// ```
/// use specwright_runtime::__private::XmlSchema;
///
/// static TAG: XmlSchema = XmlSchema::object(&[("id", XmlSchema::NUMBER.attribute())]).name("tag");
/// static PET: XmlSchema = XmlSchema::object(&[
///     ("name", XmlSchema::TEXT),
///     ("photoUrls", XmlSchema::array(&XmlSchema::TEXT.name("photoUrl")).wrapped()),
///     ("tags", XmlSchema::array(&XmlSchema::of(&TAG))),
/// ])
/// .name("pet");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct XmlSchema {
    name: Option<&'static str>,
    /// What the root of a document is called if there is no name.
    root: Option<&'static str>,
    prefix: Option<&'static str>,
    namespace: Option<&'static str>,
    node: Node,
    wrapped: bool,
    is_required: bool,
    shape: Shape,
}

/// The kind of node that a property becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Node {
    Element,
    Attribute,
    /// The text of the object's own element.
    Text,
}

#[derive(Clone, Copy, Debug)]
enum Shape {
    Any,
    Text,
    Number,
    Boolean,
    Object(&'static [(&'static str, XmlSchema)]),
    /// Elements of any name with values of one kind.
    Map(&'static XmlSchema),
    Array(&'static XmlSchema),
    /// Another schema, which may be this one again.
    Of(&'static XmlSchema),
}

impl XmlSchema {
    /// Any value: elements are read as text and objects.
    pub const ANY: XmlSchema = XmlSchema::new(Shape::Any);
    /// Text, and whatever is written as text.
    pub const TEXT: XmlSchema = XmlSchema::new(Shape::Text);
    /// An integer or number.
    pub const NUMBER: XmlSchema = XmlSchema::new(Shape::Number);
    /// `true` or `false`.
    pub const BOOLEAN: XmlSchema = XmlSchema::new(Shape::Boolean);

    const fn new(shape: Shape) -> Self {
        XmlSchema {
            name: None,
            root: None,
            prefix: None,
            namespace: None,
            node: Node::Element,
            wrapped: false,
            is_required: false,
            shape,
        }
    }

    /// Creates the schema of an object with these properties.
    pub const fn object(properties: &'static [(&'static str, XmlSchema)]) -> Self {
        XmlSchema::new(Shape::Object(properties))
    }

    /// Creates the schema of an object whose properties have any names.
    pub const fn map(values: &'static XmlSchema) -> Self {
        XmlSchema::new(Shape::Map(values))
    }

    /// Creates the schema of a list of such items.
    pub const fn array(items: &'static XmlSchema) -> Self {
        XmlSchema::new(Shape::Array(items))
    }

    /// Refers to another schema. Names and the like that are set here replace those of the other.
    pub const fn of(schema: &'static XmlSchema) -> Self {
        XmlSchema::new(Shape::Of(schema))
    }

    /// Sets `name`: that of the element or attribute.
    pub const fn name(mut self, name: &'static str) -> Self {
        self.name = Some(name);
        self
    }

    /// Sets the name of the root of a document, unless [`name`](Self::name) is set: that of the component.
    pub const fn root(mut self, root: &'static str) -> Self {
        self.root = Some(root);
        self
    }

    /// Sets `namespace`, and `prefix` if there is one.
    pub const fn namespace(mut self, namespace: &'static str, prefix: Option<&'static str>) -> Self {
        self.namespace = Some(namespace);
        self.prefix = prefix;
        self
    }

    /// Sets `prefix`, of a namespace that is declared elsewhere.
    pub const fn prefix(mut self, prefix: &'static str) -> Self {
        self.prefix = Some(prefix);
        self
    }

    /// Sets `attribute: true`.
    pub const fn attribute(mut self) -> Self {
        self.node = Node::Attribute;
        self
    }

    /// Sets `nodeType: text` or `cdata`.
    pub const fn text(mut self) -> Self {
        self.node = Node::Text;
        self
    }

    /// Sets `wrapped: true`: the items of the list stand in an element of their own.
    pub const fn wrapped(mut self) -> Self {
        self.wrapped = true;
        self
    }

    /// Has a list be there that has no items: nothing stands for it, unless it is wrapped.
    pub const fn required(mut self) -> Self {
        self.is_required = true;
        self
    }

    /// Resolves references, with what they replace.
    fn resolved(&self) -> XmlSchema {
        let mut schema = *self;
        // A reference to a reference to itself says nothing.
        for _ in 0..16 {
            let Shape::Of(target) = schema.shape else {
                return schema;
            };
            schema = XmlSchema {
                name: schema.name.or(target.name),
                root: schema.root.or(target.root),
                prefix: schema.prefix.or(target.prefix),
                namespace: schema.namespace.or(target.namespace),
                node: if schema.node == Node::Element {
                    target.node
                } else {
                    schema.node
                },
                wrapped: schema.wrapped || target.wrapped,
                is_required: schema.is_required,
                shape: target.shape,
            };
        }
        XmlSchema {
            shape: Shape::Any,
            ..schema
        }
    }
}

#[cfg(test)]
mod tests;
