//! `specwright vendor`: documents from a server and from the disk, and what is not brought.

use std::collections::HashMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Arc, Mutex};
use std::thread;

/// What a path of the server responds with.
#[derive(Clone)]
enum Answer {
    Text(String),
    /// To another URL.
    Redirect(String),
    /// Without an end.
    Endless,
}

/// A server on the loopback, whose responses change while it runs.
#[derive(Clone)]
struct Server {
    address: String,
    answers: Arc<Mutex<HashMap<String, Answer>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let server = Self {
            address: listener.local_addr().expect("an address").to_string(),
            answers: Arc::default(),
            asked: Arc::default(),
        };
        let own = server.clone();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let server = own.clone();
                thread::spawn(move || server.respond(stream.expect("a connection")));
            }
        });
        server
    }

    fn set(&self, path: &str, answer: Answer) {
        self.answers
            .lock()
            .expect("no panic")
            .insert(path.to_owned(), answer);
    }

    fn text(&self, path: &str, text: &str) {
        self.set(path, Answer::Text(text.to_owned()));
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("no panic").clone()
    }

    fn respond(&self, mut stream: TcpStream) {
        let mut lines = BufReader::new(stream.try_clone().expect("a stream")).lines();
        let first = lines.next().expect("a request").expect("text");
        while lines
            .next()
            .is_some_and(|line| line.is_ok_and(|line| !line.is_empty()))
        {}
        let path = first.split(' ').nth(1).expect("a path").to_owned();
        self.asked.lock().expect("no panic").push(path.clone());
        let answer = self.answers.lock().expect("no panic").get(&path).cloned();
        // Who is told too much closes the connection.
        let _ = match answer {
            None => {
                stream.write_all(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
            }
            Some(Answer::Text(text)) => write!(
                stream,
                "HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{text}",
                text.len()
            ),
            Some(Answer::Redirect(url)) => write!(
                stream,
                "HTTP/1.1 302 Found\r\nlocation: {url}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
            ),
            Some(Answer::Endless) => {
                let piece = vec![b' '; 1 << 20];
                let head = stream.write_all(b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n");
                head.and_then(|()| {
                    loop {
                        stream.write_all(&piece)?;
                    }
                })
            }
        };
    }
}

fn specwright(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_specwright"));
    command.arg("vendor").args(arguments);
    command.output().expect("the command runs")
}

/// Brings a document, and returns what it printed.
fn brought(source: &str, folder: &Path, more: &[&str]) -> String {
    let mut arguments = vec![source, "--into", folder.to_str().expect("text")];
    arguments.extend(more);
    let output = specwright(&arguments);
    let printed = String::from_utf8(output.stderr).expect("text");
    assert!(output.status.success(), "{printed}");
    printed
}

/// Returns why a document is not brought; the folder is not made then.
fn refused(source: &str, folder: &Path) -> String {
    let output = specwright(&[source, "--into", folder.to_str().expect("text")]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        !folder.exists(),
        "nothing is written of a document that is not brought whole"
    );
    String::from_utf8(output.stderr).expect("text")
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Returns a document whose one schema is a reference.
fn referring(reference: &str) -> String {
    format!(
        "openapi: 3.1.0\ninfo: {{title: Pets, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n    Pet:\n      $ref: '{reference}'\n"
    )
}

fn space() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let into = folder.path().join("spec");
    (folder, into)
}

const PET: &str = "Pet: {type: object, properties: {name: {type: string}}}\n";

#[test]
fn a_document_comes_with_all_that_it_refers_to_and_can_be_generated_from() {
    let (server, (_space, into)) = (Server::start(), space());
    server.text("/v1/openapi.yaml", &referring("../common/types.yaml#/Pet"));
    server.text("/common/types.yaml", "Pet: {$ref: 'more/pet.yaml#/Pet'}\n");
    server.text(
        "/common/more/pet.yaml",
        "Pet: {type: object, properties: {next: {$ref: '../types.yaml#/Pet'}, name: {type: string}}}\n",
    );
    brought(&server.url("/v1/openapi.yaml"), &into, &[]);
    let elsewhere = format!("elsewhere/{}/common", server.address.replace(':', "_"));
    assert!(read(&into, "openapi.yaml").contains(&format!("$ref: '{elsewhere}/types.yaml#/Pet'")));
    assert_eq!(
        read(&into, &format!("{elsewhere}/types.yaml")),
        "Pet: {$ref: 'more/pet.yaml#/Pet'}\n"
    );
    assert_eq!(
        server.asked().len(),
        3,
        "each file is fetched once, also in a circle"
    );
    let generated = specwright::Generator::new(into.join("openapi.yaml")).generate();
    let client = generated.unwrap_or_else(|error| panic!("{error}")).client;
    assert!(client.contains("pub struct Pet {"), "{client}");
    let lock = read(&into, "vendor.lock");
    assert!(
        lock.contains(&format!("source = \"{}\"", server.url("/v1/openapi.yaml"))),
        "{lock}"
    );
    assert_eq!(
        lock.matches("sha256 = ").count(),
        4,
        "one file is written otherwise than it came: {lock}"
    );
}

#[test]
fn a_check_says_whether_the_source_changed_and_an_update_what_that_does() {
    let (server, (_space, into)) = (Server::start(), space());
    let folder = into.to_str().expect("text").to_owned();
    let document = |path: &str| {
        format!(
            "openapi: 3.1.0\ninfo: {{title: Pets, version: '1'}}\npaths:\n  {path}:\n    get: {{operationId: list, responses: {{'204': {{description: ''}}}}}}\n"
        )
    };
    server.text("/openapi.yaml", &document("/pets"));
    brought(&server.url("/openapi.yaml"), &into, &[]);
    assert!(specwright(&[&folder, "--check"]).status.success());
    let same = specwright(&[&folder, "--update"]);
    assert!(String::from_utf8_lossy(&same.stderr).contains("up to date"));

    server.text("/openapi.yaml", &document("/animals"));
    let check = specwright(&[&folder, "--check"]);
    assert_eq!(check.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&check.stderr).contains("/openapi.yaml: changed"));
    assert!(
        read(&into, "openapi.yaml").contains("/pets"),
        "a check writes nothing"
    );

    let update = specwright(&[&folder, "--update"]);
    assert!(
        update.status.success(),
        "{}",
        String::from_utf8_lossy(&update.stderr)
    );
    let verdict = String::from_utf8_lossy(&update.stdout).into_owned();
    assert!(
        verdict.contains("/animals") && verdict.to_lowercase().contains("major"),
        "{verdict}"
    );
    assert!(read(&into, "openapi.yaml").contains("/animals"));
    let left: Vec<_> = fs::read_dir(into.parent().expect("a folder"))
        .expect("a folder")
        .collect();
    assert_eq!(left.len(), 1, "nothing is left beside the folder");

    fs::write(into.join("openapi.yaml"), document("/mine")).expect("a file");
    assert_eq!(specwright(&[&folder, "--check"]).status.code(), Some(1));
    let update = specwright(&[&folder, "--update"]);
    assert_eq!(update.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&update.stderr).contains("was edited"));
    assert!(
        read(&into, "openapi.yaml").contains("/mine"),
        "what a person wrote is kept"
    );
}

#[test]
fn redirects_are_followed_on_the_same_host_and_not_without_end() {
    let (server, (_space, into)) = (Server::start(), space());
    server.text("/v3/real.yaml", &referring("pet.yaml#/Pet"));
    server.text("/v3/pet.yaml", PET);
    server.set("/openapi.yaml", Answer::Redirect("/v3/real.yaml".to_owned()));
    brought(&server.url("/openapi.yaml"), &into, &[]);
    assert_eq!(read(&into, "openapi.yaml"), referring("pet.yaml#/Pet"));
    assert_eq!(read(&into, "pet.yaml"), PET);

    let (_space, into) = space();
    server.set("/loop.yaml", Answer::Redirect("/loop.yaml".to_owned()));
    let printed = refused(&server.url("/loop.yaml"), &into);
    assert!(printed.contains("is redirected more than 5 times"), "{printed}");
    server.set("/file.yaml", Answer::Redirect("file:///etc/passwd".to_owned()));
    let printed = refused(&server.url("/file.yaml"), &into);
    assert!(
        printed.contains("`file:///etc/passwd` is not fetched"),
        "{printed}"
    );
}

#[test]
fn another_host_is_asked_only_if_it_is_named() {
    let (server, other, (_space, into)) = (Server::start(), Server::start(), space());
    other.text("/pet.yaml", PET);
    server.text(
        "/openapi.yaml",
        &referring(&format!("{}#/Pet", other.url("/pet.yaml"))),
    );
    let printed = refused(&server.url("/openapi.yaml"), &into);
    assert!(
        printed.contains(&format!("allow it by `--host {}`", other.address)),
        "{printed}"
    );
    server.text("/own.yaml", &referring("moved.yaml#/Pet"));
    server.set("/moved.yaml", Answer::Redirect(other.url("/pet.yaml")));
    let printed = refused(&server.url("/own.yaml"), &into);
    assert!(printed.contains("it is on another host, to which"), "{printed}");
    assert_eq!(other.asked(), [""; 0]);

    brought(&server.url("/openapi.yaml"), &into, &["--host", &other.address]);
    let folder = into.to_str().expect("text");
    assert!(
        specwright(&[folder, "--check"]).status.success(),
        "the lock keeps the host"
    );
}

#[test]
fn what_is_too_large_is_not_brought() {
    let (server, (_space, into)) = (Server::start(), space());
    server.set("/openapi.yaml", Answer::Endless);
    let printed = refused(&server.url("/openapi.yaml"), &into);
    assert!(
        printed.contains("is larger than the 64 MiB that are left"),
        "{printed}"
    );
}

#[test]
fn a_url_refers_to_no_file_and_to_no_other_scheme() {
    let (server, (_space, into)) = (Server::start(), space());
    for reference in [
        "file:///etc/passwd",
        "FILE:/etc/passwd",
        "ftp://example.com/pet.yaml",
        "data:text/plain,a",
    ] {
        server.text("/openapi.yaml", &referring(reference));
        let printed = refused(&server.url("/openapi.yaml"), &into);
        assert!(
            printed.contains(&format!("`{reference}` is not fetched, to which")),
            "{printed}"
        );
    }
}

#[test]
fn a_page_or_an_error_of_the_server_is_no_document() {
    let (server, (_space, into)) = (Server::start(), space());
    server.text("/openapi.yaml", "<!doctype html><title>Sign in</title>");
    let printed = refused(&server.url("/openapi.yaml"), &into);
    assert!(printed.contains("is no OpenAPI document"), "{printed}");
    let printed = refused(&server.url("/missing.yaml"), &into);
    assert!(printed.contains("the server responds with 404"), "{printed}");
    server.text("/half.yaml", &referring("gone.yaml"));
    let printed = refused(&server.url("/half.yaml"), &into);
    assert!(
        printed.contains("responds with 404 Not Found, to which"),
        "{printed}"
    );
}

#[test]
fn files_of_a_folder_are_brought_and_nothing_else_of_the_disk() {
    let (space, into) = space();
    let own = space.path().join("own");
    fs::create_dir_all(own.join("parts")).expect("a folder");
    let write = |name: &str, text: &str| fs::write(space.path().join(name), text).expect("a file");
    write("own/api.yaml", &referring("parts/pet.yaml#/Pet"));
    write("own/parts/pet.yaml", PET);
    let document = own.join("api.yaml");
    let document = document.to_str().expect("text");
    brought(document, &into, &[]);
    assert_eq!(read(&into, "parts/pet.yaml"), PET);
    fs::remove_dir_all(&into).expect("a folder");

    write("secret.yaml", PET);
    write("own/api.yaml", &referring("../secret.yaml#/Pet"));
    let printed = refused(document, &into);
    assert!(
        printed.contains("is outside of the document's folder"),
        "{printed}"
    );
    write("own/api.yaml", &referring("/etc/passwd"));
    let printed = refused(document, &into);
    assert!(
        printed.contains("`/etc/passwd` is outside of the document's folder"),
        "{printed}"
    );
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(space.path().join("secret.yaml"), own.join("link.yaml")).expect("a link");
        write("own/api.yaml", &referring("link.yaml#/Pet"));
        let printed = refused(document, &into);
        assert!(
            printed.contains("is outside of the document's folder"),
            "{printed}"
        );
    }
}

#[test]
fn a_file_that_was_not_brought_is_not_written_over() {
    let (server, (_space, into)) = (Server::start(), space());
    server.text(
        "/openapi.yaml",
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\n",
    );
    fs::create_dir_all(&into).expect("a folder");
    fs::write(into.join("openapi.yaml"), "mine").expect("a file");
    let output = specwright(&[
        &server.url("/openapi.yaml"),
        "--into",
        into.to_str().expect("text"),
    ]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("is there, and was not brought"));
    assert_eq!(read(&into, "openapi.yaml"), "mine");
}

#[test]
fn a_lock_from_anybody_leads_to_no_file_outside_of_its_folder() {
    let (space, into) = space();
    fs::create_dir_all(&into).expect("a folder");
    fs::write(space.path().join("mine.yaml"), "mine").expect("a file");
    let lock = "version = 1\nsource = \"http://127.0.0.1:9/openapi.yaml\"\n[[file]]\npath = \"../mine.yaml\"\nsource = \"x\"\nsha256 = \"0\"\n";
    fs::write(into.join("vendor.lock"), lock).expect("a file");
    let output = specwright(&[into.to_str().expect("text"), "--update"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("a path leads out of the folder"));
    assert_eq!(read(space.path(), "mine.yaml"), "mine");
}
