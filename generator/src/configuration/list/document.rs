//! Which document is read, and what the client is called.

use crate::configuration::setting::{Form, Group, Setting};
use crate::generator::Generator;

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
    Setting {
        key: "overlays",
        method: "overlay",
        flag: Some("overlay"),
        group: Group::Document,
        help: "Overlays that change the document first, in this order",
        more: "Files of the Overlay Specification 1.0 or 1.1",
        example: r#"["spec/fixes.overlay.yaml"]"#,
        form: Form::Files(|generator, path| generator.overlay(path)),
    },
    Setting {
        key: "patch",
        method: "patch",
        flag: None,
        group: Group::Document,
        help: "Changes of the document, after all overlays: tables with what an action of an overlay has",
        more: "Each has a `target`, a JSONPath, and `update`, `remove` or `copy`. `[[clients.NAME.patch]]` begins one.",
        example: r#"[{ target = "$.components.schemas.Pet.properties.id", update = { nullable = true } }]"#,
        form: Form::Patches(Generator::patches),
    },
    Setting {
        key: "strict-overlays",
        method: "strict_overlays",
        flag: Some("strict-overlays"),
        group: Group::Document,
        help: "Make it an error that an action of an overlay selects nothing, or that the document says already what it adds",
        more: "",
        example: "true",
        form: Form::Switch(Generator::strict_overlays),
    },
];
