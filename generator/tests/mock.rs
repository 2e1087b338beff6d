//! `specwright mock`: a server that responds as a document describes.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

const PETS: &str = r##"
openapi: 3.1.0
info: { title: Pets, version: "1" }
servers: [{ url: "https://example.com/v1" }]
security: [{ token: [] }]
paths:
  /pets:
    get:
      operationId: listPets
      tags: [reading]
      parameters: [{ name: page, in: query, schema: { type: integer } }]
      responses:
        "200":
          description: All
          content:
            application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Pet" } } }
            application/xml: { schema: { $ref: "#/components/schemas/Pet" } }
        "404":
          description: None
          content:
            application/problem+json:
              examples: { gone: { value: { detail: gone } }, never: { $ref: "#/components/examples/never" } }
    post:
      operationId: addPet
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }
      responses: { "201": { description: Added } }
components:
  examples: { never: { summary: It never was, value: { detail: never } } }
  securitySchemes: { token: { type: http, scheme: bearer } }
  schemas:
    Pet:
      type: object
      required: [id, name]
      xml: { name: pet }
      properties:
        id: { type: integer, minimum: 1, xml: { attribute: true } }
        name: { type: string, example: Tom }
"##;

/// A mock that runs, until this is dropped.
struct Mock {
    process: Child,
    lines: BufReader<ChildStdout>,
    address: String,
}

impl Mock {
    /// Starts it at any port that is free.
    fn start(folder: &Path, arguments: &[&str]) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_specwright"))
            .arg("mock")
            .args(arguments)
            .args(["--port", "0"])
            .current_dir(folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command runs");
        let mut lines = BufReader::new(process.stdout.take().expect("its output"));
        let first = line(&mut lines);
        let address = first
            .split("http://")
            .nth(1)
            .and_then(|rest| rest.split(' ').next());
        let address = address.unwrap_or_else(|| panic!("it told {first:?}")).to_owned();
        Mock {
            process,
            lines,
            address,
        }
    }

    /// Sends what is written, and returns the status and the whole response.
    fn send(&self, text: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.address).expect("a connection");
        stream
            .set_read_timeout(Some(Duration::from_secs(60)))
            .expect("a timeout");
        stream.write_all(text.as_bytes()).expect("a request");
        let mut response = String::new();
        stream.read_to_string(&mut response).expect("a response");
        let status = response.split(' ').nth(1).and_then(|status| status.parse().ok());
        (status.expect("a status"), response)
    }

    /// Sends a request with these lines of a head, and a credential.
    fn request(&self, line: &str, headers: &[&str], body: &str) -> (u16, String) {
        let headers: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
        let length = body.len();
        self.send(&format!(
            "{line} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\nauthorization: Bearer s3cret\r\n\
             content-length: {length}\r\n{headers}\r\n{body}"
        ))
    }

    fn get(&self, headers: &[&str]) -> (u16, String) {
        self.request("GET /pets", headers, "")
    }

    /// Returns the next line that it tells.
    fn line(&mut self) -> String {
        line(&mut self.lines)
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        self.process.kill().expect("it is ended");
        self.process.wait().expect("it ends");
    }
}

fn line(lines: &mut BufReader<ChildStdout>) -> String {
    let mut line = String::new();
    lines.read_line(&mut line).expect("a line");
    line.trim_end().to_owned()
}

/// A folder with the document.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("pets.yaml"), PETS).expect("a document");
    folder
}

/// Runs what does not come to serve, and returns the exit code and what it tells.
fn fails(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let mut process = Command::new(env!("CARGO_BIN_EXE_specwright"))
        .arg("mock")
        .args(arguments)
        .current_dir(folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command runs");
    for _ in 0..600 {
        if process.try_wait().expect("a status").is_some() {
            let output = process.wait_with_output().expect("its output");
            let text = [output.stdout, output.stderr].concat();
            return (output.status.code(), String::from_utf8(text).expect("text"));
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    process.kill().expect("it is ended");
    panic!("it serves: {arguments:?}");
}

#[test]
fn a_program_that_follows_the_pages_comes_to_an_end() {
    let folder = folder();
    let mock = Mock::start(
        folder.path(),
        &["pets.yaml", "--paginate", "listPets=page page 1 \"\""],
    );
    let of_page = |page: u8| {
        let (status, response) = mock.request(&format!("GET /pets?page={page}"), &[], "");
        assert_eq!(status, 200);
        response.ends_with("[]")
    };
    assert!(!of_page(1) && of_page(2));
}

#[test]
fn a_program_is_run_against_a_document() {
    let folder = folder();
    let mut mock = Mock::start(folder.path(), &["pets.yaml"]);
    assert_eq!(mock.line(), "paths may begin with that of a server, too: /v1");

    let (status, response) = mock.get(&[]);
    assert_eq!(status, 200);
    assert!(
        response.ends_with("\r\n\r\n[{\"id\":1,\"name\":\"Tom\"}]"),
        "{response}"
    );
    let (status, response) = mock.request("GET /v1/pets", &["accept: application/xml"], "");
    assert_eq!(status, 200);
    assert!(
        response.ends_with("<pet id=\"1\"><name>Tom</name></pet>"),
        "{response}"
    );
    let (status, response) = mock.request("GET /pets?page=x", &[], "");
    assert_eq!(status, 400);
    assert!(response.contains("\"in\":\"query page\""), "{response}");
    let (status, response) = mock.get(&["prefer: code=404"]);
    assert_eq!(status, 404);
    assert!(response.ends_with("{\"detail\":\"gone\"}"), "{response}");
    let (status, response) = mock.get(&["prefer: example=never"]);
    assert_eq!(status, 404);
    assert!(response.ends_with("{\"detail\":\"never\"}"), "{response}");
    let json = ["content-type: application/json"];
    assert_eq!(
        mock.request("POST /pets", &json, "{\"id\":7,\"name\":\"Ann\"}").0,
        201
    );
    assert_eq!(mock.request("POST /pets", &json, "{\"id\":0}").0, 422);
    assert_eq!(
        mock.send("GET /pets HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")
            .0,
        401
    );

    let told: Vec<String> = (0..8).map(|_| mock.line()).collect();
    assert_eq!(
        told,
        [
            "GET    /pets                            200  listPets",
            "GET    /v1/pets                         200  listPets",
            "GET    /pets                            400  query page: the value is not of type \"integer\"",
            "GET    /pets                            404  listPets",
            "GET    /pets                            404  listPets",
            "POST   /pets                            201  addPet",
            "POST   /pets                            422  body: \"name\" is a required property; and 1 more",
            "GET    /pets                            401  the operation needs a credential that the request does not have",
        ]
    );
}

#[test]
fn the_address_is_told_first() {
    let folder = folder();
    let mut process = Command::new(env!("CARGO_BIN_EXE_specwright"))
        .args(["mock", "pets.yaml", "--port", "0"])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the command runs");
    let first = line(&mut BufReader::new(process.stdout.take().expect("its output")));
    process.kill().expect("it is ended");
    process.wait().expect("it ends");
    assert!(
        first.starts_with("serving 2 operations of \"Pets\" at http://127.0.0.1:"),
        "{first}"
    );
    assert!(first.ends_with(" (ctrl-c ends it)"), "{first}");
}

#[test]
fn the_settings_of_the_document_count() {
    let folder = folder();
    fs::write(
        folder.path().join("ann.yaml"),
        "overlay: 1.0.0\ninfo: { title: Ann, version: 1.0.0 }\nactions:\n\
         - { target: $.components.schemas.Pet.properties.name, update: { example: Ann } }\n",
    )
    .expect("an overlay");
    let arguments = [
        "pets.yaml",
        "--overlay",
        "ann.yaml",
        "--tag",
        "reading",
        "--no-auth",
    ];
    let mock = Mock::start(folder.path(), &arguments);
    let (status, response) = mock.send("GET /pets HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
    assert_eq!(status, 200);
    assert!(response.ends_with("[{\"id\":1,\"name\":\"Ann\"}]"), "{response}");
    // The operation that is not selected is not there.
    assert_eq!(mock.request("POST /pets", &[], "").0, 405);
}

#[test]
fn the_document_of_a_configuration_is_served() {
    let folder = folder();
    let text = "[clients.pets]\ndocument = \"pets.yaml\"\n";
    fs::write(folder.path().join("specwright.toml"), text).expect("a configuration");
    assert_eq!(Mock::start(folder.path(), &[]).get(&[]).0, 200);
    fs::write(
        folder.path().join("specwright.toml"),
        format!("{text}[clients.others]\ndocument = \"pets.yaml\"\n"),
    )
    .expect("a configuration");
    let (code, text) = fails(folder.path(), &[]);
    assert_eq!(code, Some(2), "{text}");
    assert!(text.contains("`--client pets`"), "{text}");
    assert_eq!(
        Mock::start(folder.path(), &["--client", "others"]).get(&[]).0,
        200
    );
}

#[test]
fn values_vary_by_a_seed() {
    let folder = folder();
    let bodies = |seed: &str| {
        let mock = Mock::start(folder.path(), &["pets.yaml", "--seed", seed]);
        let bodies = (0..4).map(|_| mock.get(&[]).1.split("\r\n\r\n").nth(1).map(str::to_owned));
        bodies.collect::<Vec<_>>()
    };
    let varied = bodies("7");
    assert_eq!(varied, bodies("7"));
    assert!(varied.iter().any(|body| *body != varied[0]), "{varied:?}");
}

#[test]
fn pages_may_call_it_where_that_is_wanted() {
    let folder = folder();
    let asks = ["origin: https://a.example", "access-control-request-method: GET"];
    let allows = |mock: &Mock| {
        let (status, response) = mock.request("OPTIONS /pets", &asks, "");
        assert_eq!(status, 204);
        response.contains("access-control-allow-origin: https://a.example")
    };
    assert!(!allows(&Mock::start(folder.path(), &["pets.yaml"])));
    assert!(allows(&Mock::start(folder.path(), &["pets.yaml", "--cors"])));
}

#[test]
fn what_is_no_request_does_not_end_it() {
    let folder = folder();
    let mock = Mock::start(folder.path(), &["pets.yaml"]);
    let long = "a".repeat(1 << 20);
    let many: String = (0..200).map(|index| format!("x-{index}: 1\r\n")).collect();
    for text in [
        "\0\u{1}\u{2}\r\n\r\n".to_owned(),
        "GET\r\n\r\n".to_owned(),
        format!("GET /{long} HTTP/1.1\r\n\r\n"),
        format!("GET /pets HTTP/1.1\r\n{many}\r\n"),
        "POST /pets HTTP/1.1\r\nhost: a\r\ncontent-length: 99999999999999999999\r\n\r\n".to_owned(),
        "POST /pets HTTP/1.1\r\nhost: a\r\ncontent-length: 10\r\n\r\n{".to_owned(),
    ] {
        let mut stream = TcpStream::connect(&mock.address).expect("a connection");
        // It may be closed before all is sent.
        let _ = stream.write_all(text.as_bytes());
        drop(stream);
    }
    assert_eq!(mock.get(&[]).0, 200);
}

#[test]
fn a_document_that_is_wrong_is_not_served() {
    let folder = folder();
    let wrong = PETS.replace("openapi: 3.1.0", "openapi: 9");
    fs::write(folder.path().join("pets.yaml"), wrong).expect("a document");
    let (code, text) = fails(folder.path(), &["pets.yaml", "--port", "0"]);
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("pets.yaml:2:1"), "{text}");
}

/// Levels of schemas, each of which refers to the next one so many times by `keyword`, in request and response.
fn levels(keyword: &str, count: usize, references: usize) -> String {
    let body = r##"{ content: { application/json: { schema: { $ref: "#/components/schemas/S0" } } } }"##;
    let mut text = format!(
        "openapi: 3.1.0\ninfo: {{ title: Levels, version: '1' }}\nservers: [{{ url: https://example.com }}]\npaths:\n  /p:\n    \
         post:\n      operationId: p\n      requestBody: {body}\n      responses:\n        '200':\n          description: All\n          \
         {}\ncomponents:\n  schemas:\n    S{count}: {{ type: object, required: [k], properties: {{ k: {{ type: string }} }} }}\n",
        &body[2..body.len() - 2]
    );
    for level in 0..count {
        let next = format!(r##"{{ $ref: "#/components/schemas/S{}" }}"##, level + 1);
        text += &format!(
            "    S{level}: {{ {keyword}: [{}] }}\n",
            vec![next; references].join(", ")
        );
    }
    text
}

#[test]
fn levels_that_refer_many_times_to_the_next_are_served_or_refused_soon() {
    let folder = folder();
    let cases = [
        ("allOf", 40, 2, true),
        ("allOf", 5, 40, true),
        ("anyOf", 40, 2, true),
        ("anyOf", 5, 40, false),
        ("oneOf", 12, 12, false),
    ];
    for (keyword, count, references, is_served) in cases {
        fs::write(
            folder.path().join("levels.yaml"),
            levels(keyword, count, references),
        )
        .expect("a document");
        let begun = Instant::now();
        if is_served {
            let mock = Mock::start(folder.path(), &["levels.yaml"]);
            let json = ["content-type: application/json"];
            let (status, text) = mock.request("POST /p", &json, r#"{"k":"a"}"#);
            assert!([200, 422].contains(&status), "{keyword}: {text}");
        } else {
            let (code, text) = fails(folder.path(), &["levels.yaml", "--port", "0"]);
            assert_eq!(code, Some(1), "{keyword}: {text}");
            assert!(text.starts_with("too-large"), "{keyword}: {text}");
        }
        // Without optimization each takes less than a second of a processor.
        let took = begun.elapsed();
        assert!(took < Duration::from_secs(30), "{keyword}: {took:?}");
    }
}

#[test]
fn a_port_that_is_taken_is_told() {
    let folder = folder();
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port().to_string();
    let (code, text) = fails(folder.path(), &["pets.yaml", "--port", &port]);
    assert_eq!(code, Some(1), "{text}");
    assert!(
        text.contains(&format!("error: can't listen at 127.0.0.1:{port}: ")),
        "{text}"
    );
    assert!(text.contains("= help: `--port` names another port"), "{text}");
    let (code, text) = fails(folder.path(), &["pets.yaml", "--host", "no such host"]);
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("can't listen at no such host:4010: "), "{text}");
}

#[test]
fn what_was_made_for_it_is_no_part_of_the_folder() {
    let folder = folder();
    drop(Mock::start(folder.path(), &["pets.yaml"]));
    let entries = fs::read_dir(folder.path()).expect("the folder");
    let names: Vec<PathBuf> = entries.map(|entry| entry.expect("a file").path()).collect();
    assert_eq!(names, [folder.path().join("pets.yaml")]);
}
