//! Where output goes.

use crate::configuration::setting::{Form, Group, Setting};
use crate::generator::Generator;

pub(super) const SETTINGS: &[Setting] = &[
    Setting {
        key: "out-dir",
        method: "out_dir",
        flag: None,
        group: Group::Output,
        help: "The folder that a build script writes the client to, instead of OUT_DIR",
        more: "",
        example: r#""src/generated""#,
        form: Form::Path(|generator, path| generator.out_dir(path)),
    },
    Setting {
        key: "crate",
        method: "write_crate",
        flag: Some("out"),
        group: Group::Output,
        help: "The folder of the crate that the command writes; made if it is not there",
        more: "",
        example: r#""crates/pets""#,
        form: Form::CommandPath(|settings, path| settings.crate_folder = Some(path)),
    },
    Setting {
        key: "into",
        method: "Generated::module_files",
        flag: Some("into"),
        group: Group::Output,
        help: "The folder that the command writes the client's modules to, to be read and committed; made if it is not there",
        more: "",
        example: r#""src/api""#,
        form: Form::CommandPath(|settings, path| settings.module_folder = Some(path)),
    },
    Setting {
        key: "rustfmt",
        method: "rustfmt",
        flag: Some("rustfmt"),
        group: Group::Output,
        help: "Format what the command writes by rustfmt, with the settings that hold where it is written",
        more: "Without it, files are the same on every machine, and rustfmt leaves them alone.",
        example: "true",
        form: Form::Switch(Generator::rustfmt),
    },
    Setting {
        key: "runtime-path",
        method: "Runtime::Path",
        flag: Some("runtime-path"),
        group: Group::Output,
        help: "Depend on `specwright-runtime` in this folder instead of a version of it",
        more: "",
        example: r#""vendor/specwright-runtime""#,
        form: Form::CommandPath(|settings, path| settings.runtime_path = Some(path)),
    },
];
