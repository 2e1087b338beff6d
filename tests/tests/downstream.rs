//! A crate outside this workspace, with a build script of its own, as a user has it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const PATHS: &str = r#"
  /things/{id}:
    get:
      operationId: getThing
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: It., content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}}
"#;

const MORE_PATHS: &str = r#"
  /things/{id}/rename:
    post:
      operationId: renameThing
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: to, in: query, schema: {type: string}}
      responses: {'200': {description: It., content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}}
"#;

const CALL: &str = "println!(\"{}\", client.get_thing(\"a\").await?.name);";

const MORE_CALLS: &str = "println!(\"{}\", client.rename_thing(\"a\").to(\"b c\").await?.name);";

#[test]
fn a_crate_outside_the_workspace_follows_its_document() {
    let downstream = Downstream::new();

    downstream.write_document(PATHS);
    downstream.write_main(CALL);
    assert_eq!(text(&downstream.cargo("run")), "GET /things/a\n");
    assert_eq!(downstream.generator_runs(), 1);

    downstream.cargo("run");
    assert_eq!(
        downstream.generator_runs(),
        1,
        "nothing changed, so nothing is generated"
    );

    downstream.write_document(&(PATHS.to_owned() + MORE_PATHS));
    downstream.write_main(&(CALL.to_owned() + MORE_CALLS));
    assert_eq!(
        text(&downstream.cargo("run")),
        "GET /things/a\nPOST /things/a/rename?to=b%20c\n"
    );
    assert_eq!(downstream.generator_runs(), 2);

    downstream.write_document("\n  /a: {$ref: 'https://example.com/a.yaml'}\n");
    let failed = downstream.try_cargo("build");
    let told = String::from_utf8_lossy(&failed.stderr);
    assert!(!failed.status.success());
    assert!(
        told.contains("api.yaml:4:"),
        "the place of the mistake was to be told:\n{told}"
    );
}

#[test]
fn a_crate_outside_the_workspace_follows_its_configuration() {
    let downstream = Downstream::new();
    let manifest = fs::read_to_string(downstream.folder.path().join("Cargo.toml")).unwrap();
    let plain = format!("specwright = {{ path = {:?} }}", project().join("generator"));
    let with_feature = plain.replace(" }", ", features = [\"config\"] }");
    assert!(manifest.contains(&plain));
    downstream.write(
        "Cargo.toml",
        &manifest
            .replace(&plain, &with_feature)
            .replace("downstream", "configured"),
    );
    downstream.write(
        "build.rs",
        r#"
        use std::io::Write;

        fn main() -> Result<(), specwright::Error> {
            let mut runs = std::fs::File::options().append(true).create(true).open("generator-runs").unwrap();
            writeln!(runs, "run").unwrap();
            specwright::build_script("specwright.toml")
        }
        "#,
    );
    downstream.write(
        "src/lib.rs",
        "pub mod a { specwright_runtime::include_client!(\"things\"); }\n\
         pub mod b { specwright_runtime::include_client!(\"renaming\"); }\n",
    );
    downstream.write("src/main.rs", "use configured as _;\n\nfn main() {}\n");
    downstream.write_document(&(PATHS.to_owned() + MORE_PATHS));
    let configuration = "[clients.things]\ndocument = \"api.yaml\"\n\n[clients.renaming]\ndocument = \"api.yaml\"\n\
                         include = { operations = [\"renameThing\"] }\n";
    downstream.write("specwright.toml", configuration);
    downstream.cargo("build");
    downstream.cargo("build");
    assert_eq!(
        downstream.generator_runs(),
        1,
        "nothing changed, so nothing is generated"
    );

    downstream.write(
        "specwright.toml",
        &configuration.replace("include =", "inculde ="),
    );
    let failed = downstream.try_cargo("build");
    let told = String::from_utf8_lossy(&failed.stderr);
    assert!(!failed.status.success());
    assert!(
        told.contains("specwright.toml:6:1") && told.contains("did you mean `include`?"),
        "{told}"
    );
    assert_eq!(downstream.generator_runs(), 2);

    downstream.write("specwright.toml", configuration);
    downstream.cargo("build");
}

#[test]
fn a_crate_outside_the_workspace_has_what_it_uses() {
    let downstream = Downstream::new();
    let script = fs::read_to_string(downstream.folder.path().join("build.rs")).unwrap();
    downstream.write(
        "build.rs",
        &script.replace(".build_script()", ".include_used_in(\"src\").build_script()"),
    );
    let manifest = fs::read_to_string(downstream.folder.path().join("Cargo.toml")).unwrap();
    // Another name, so that it does not take turns with the others in the folder that they are compiled in.
    downstream.write("Cargo.toml", &manifest.replace("\"downstream\"", "\"using\""));
    let write_main = |calls: &str| {
        downstream.write_main(calls);
        let main = fs::read_to_string(downstream.folder.path().join("src/main.rs")).unwrap();
        downstream.write("src/main.rs", &main.replace("downstream::", "using::"));
    };
    downstream.write_document(&(PATHS.to_owned() + MORE_PATHS));
    write_main(CALL);
    assert_eq!(text(&downstream.cargo("run")), "GET /things/a\n");

    // The operation that nobody called before comes with its call, and the one that nobody calls any more goes.
    write_main(MORE_CALLS);
    assert_eq!(text(&downstream.cargo("run")), "POST /things/a/rename?to=b%20c\n");
    downstream.write(
        "tests/other.rs",
        "#[test]\nfn it() { let _ = using::Client::get_thing::<&str>; }\n",
    );
    let failed = downstream.try_cargo("test");
    let told = String::from_utf8_lossy(&failed.stderr);
    assert!(!failed.status.success() && told.contains("get_thing"), "{told}");
    let runs = downstream.generator_runs();
    downstream.cargo("run");
    assert_eq!(downstream.generator_runs(), runs, "no file of `src` changed");
}

struct Downstream {
    folder: tempfile::TempDir,
}

impl Downstream {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let project = project();
        let manifest = format!(
            "[package]\nname = \"downstream\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
             [dependencies]\nspecwright-runtime = {{ path = {:?} }}\n\
             tokio = {{ version = \"1\", features = [\"macros\", \"rt\"] }}\n\n\
             [build-dependencies]\nspecwright = {{ path = {:?} }}\n\n\
             [profile.dev]\ndebug = \"line-tables-only\"\n",
            project.join("runtime"),
            project.join("generator"),
        );
        let downstream = Self { folder };
        downstream.write("Cargo.toml", &manifest);
        fs::copy(
            project.join("Cargo.lock"),
            downstream.folder.path().join("Cargo.lock"),
        )
        .unwrap();
        downstream.write(
            "build.rs",
            r#"
            use std::io::Write;

            fn main() -> Result<(), specwright::Error> {
                let mut runs = std::fs::File::options().append(true).create(true).open("generator-runs").unwrap();
                writeln!(runs, "run").unwrap();
                specwright::Generator::new("api.yaml").name("things").build_script()
            }
            "#,
        );
        downstream.write("src/lib.rs", "specwright_runtime::include_client!(\"things\");\n");
        downstream
    }

    fn write(&self, file: &str, content: &str) {
        let path = self.folder.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    fn write_document(&self, paths: &str) {
        let document = format!(
            "openapi: 3.1.0\ninfo: {{title: Things, version: '1'}}\npaths:{paths}components:\n  schemas:\n    \
             Thing: {{type: object, required: [name], properties: {{name: {{type: string}}}}}}\n"
        );
        self.write("api.yaml", &document);
    }

    /// A program that makes the calls against a server which answers each with a thing named by the request line.
    fn write_main(&self, calls: &str) {
        let main = r#"
            use std::io::{BufRead, BufReader, Write};
            use std::net::TcpListener;

            #[tokio::main(flavor = "current_thread")]
            async fn main() -> Result<(), Box<dyn std::error::Error>> {
                let listener = TcpListener::bind("127.0.0.1:0")?;
                let url = format!("http://{}", listener.local_addr()?);
                std::thread::spawn(move || {
                    for stream in listener.incoming() {
                        let mut stream = BufReader::new(stream.unwrap());
                        let mut line = String::new();
                        stream.read_line(&mut line).unwrap();
                        while stream.read_line(&mut String::new()).unwrap() > 2 {}
                        let body = format!("{{\"name\": {:?}}}", line.trim_end().trim_end_matches(" HTTP/1.1"));
                        let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n";
                        let length = body.len();
                        write!(stream.get_mut(), "{head}content-length: {length}\r\n\r\n{body}").unwrap();
                    }
                });
                let client = downstream::Client::builder().base_url(&url).build()?;
                {CALLS}
                Ok(())
            }
        "#;
        self.write("src/main.rs", &main.replace("{CALLS}", calls));
    }

    fn generator_runs(&self) -> usize {
        fs::read_to_string(self.folder.path().join("generator-runs"))
            .unwrap()
            .lines()
            .count()
    }

    fn try_cargo(&self, subcommand: &str) -> Output {
        Command::new(env!("CARGO"))
            .args([subcommand, "--offline", "--quiet"])
            .current_dir(self.folder.path())
            .env("CARGO_TARGET_DIR", project().join("target"))
            .output()
            .unwrap()
    }

    fn cargo(&self, subcommand: &str) -> Output {
        let output = self.try_cargo(subcommand);
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        output
    }
}

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}
