//! Ten mistakes that people make in documents, as `specwright check` draws them: who sees one knows what to change.

use std::path::Path;
use std::process::Command;

/// What the command says of a document, and how it ends.
fn drawn(document: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_specwright"))
        .args(["check", document])
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/drawn"))
        .env("NO_COLOR", "1")
        .output()
        .expect("the command runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    let ends = output.status.code().expect("a status");
    format!(
        "{}{}exit status: {ends}",
        text(output.stdout),
        text(output.stderr)
    )
}

macro_rules! mistakes {
    ($($name:ident),+ $(,)?) => {
        $(
            #[test]
            fn $name() {
                let mut settings = insta::Settings::clone_current();
                settings.set_snapshot_path("drawn");
                settings.set_prepend_module_to_snapshot(false);
                settings.bind(|| {
                    insta::assert_snapshot!(stringify!($name), drawn(concat!(stringify!($name), ".yaml")));
                });
            }
        )+
    };
}

mistakes! {
    wrong_indentation,
    a_missing_reference,
    a_wrong_in,
    a_tab,
    a_duplicate_key,
    an_unknown_version,
    a_misspelt_keyword,
    a_bad_status_code,
    a_wrong_type,
    an_undeclared_path_parameter,
}
