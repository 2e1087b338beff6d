//! What the help of the command ends with.

pub(crate) const EXIT_CODES: &str = "\
Exit codes:
  0  done, and nothing is wrong
  1  the document has errors, output is stale (--check), or a file can't be read or written
  2  the command line is wrong
  3, 4, 5  diff: the new document asks for a new patch, minor or major version";

pub(crate) const EXAMPLES: &str = "\
Examples:
  Write a crate for an API, and see later whether it is still up to date:
    specwright generate openapi.yaml --out crates/my-api
    specwright generate openapi.yaml --out crates/my-api --check

  Write only a part of it, with just the types that it needs:
    specwright generate openapi.yaml --out crates/my-api --tag pets --path '/users/*' --exclude-operation deletePet

  Keep documents and settings in a file, and work on all of them:
    specwright init openapi.yaml
    specwright generate
    specwright check

  See what a document becomes, before generating anything:
    specwright inspect openapi.yaml
    specwright inspect openapi.yaml --tag pets --details
    specwright inspect openapi.yaml --json | jq '.untyped'

  Give a document of any version to a tool that reads OpenAPI 3.0:
    specwright convert openapi.yaml --out openapi-3.0.json

  See what a new document does to programs that were written for an old one:
    specwright diff old.yaml new.yaml
    specwright diff old.yaml new.yaml --format markdown

  Correct a document by what its servers really send:
    specwright learn traffic.jsonl browser.har --document openapi.yaml --out fixes.overlay.yaml
    specwright generate openapi.yaml --overlay fixes.overlay.yaml --out crates/my-api

  See which recorded traffic of tests no longer fits a new document:
    specwright cassette check tests/cassettes/*.json --document openapi.yaml

  Run a program against a document, where there is no server yet:
    specwright mock openapi.yaml

  Find out what is wrong with a document:
    specwright check openapi.yaml
    specwright explain unresolved-reference

  Find out why a crate with a build script does not compile:
    specwright doctor

  Complete the command line:
    specwright completions bash > ~/.local/share/bash-completion/completions/specwright

Exit codes:
  0  done, and nothing is wrong
  1  the document has errors, output is stale (--check), or a file can't be read or written
  2  the command line is wrong
  3, 4, 5  diff: the new document asks for a new patch, minor or major version";

pub(crate) const DIFF_EXIT_CODES: &str = "\
Exit codes:
  0  the clients are the same
  1  a document has errors or can't be read
  2  the command line is wrong
  3  a new patch version: only what is said of the items differs
  4  a new minor version: something is new
  5  a new major version: something breaks";
