//! Which document is read, and what the client is called.

use crate::configuration::setting::{Form, Group, Setting};

pub(super) const SETTINGS: &[Setting] = &[
    Setting {
        key: "document",
        method: "new",
        flag: None,
        group: Group::Document,
        help: "The document: YAML, JSON, or a Markdown page with a fenced OpenAPI block",
        more: "",
        example: r#""spec/api.yaml""#,
        form: Form::Document,
    },
    Setting {
        key: "",
        method: "name",
        flag: Some("name"),
        group: Group::Document,
        help: "The client's name: that of its file, module or crate",
        more: "",
        example: "",
        form: Form::ClientName,
    },
    Setting {
        key: "root",
        method: "root",
        flag: Some("root"),
        group: Group::Document,
        help: "The folder that references in the document may lead to, if not its own",
        more: "",
        example: r#""spec""#,
        form: Form::Path(|generator, path| generator.root(path)),
    },
];
