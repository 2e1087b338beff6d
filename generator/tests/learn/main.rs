//! What servers really send, beside a document, and the overlay that comes out.

mod fixes;
mod hostile;
mod requests;
mod told;

use std::fs;

use serde_json::{Value, json};
use specwright::{Learned, Learner};

/// A document of OpenAPI 3.0, in which `{}` are schemas.
fn document(version: &str, pet: &str) -> String {
    format!(
        "openapi: {version}
info: {{title: Pets, version: '1'}}
servers: [{{url: 'https://api.example.com/v1'}}]
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        '200': {{description: ok, content: {{application/json: {{schema: {{type: array, items: {{$ref: '#/components/schemas/Pet'}}}}}}}}}}
  /pets/{{id}}:
    get:
      operationId: getPet
      parameters: [{{name: id, in: path, required: true, schema: {{type: string}}}}]
      responses:
        '200': {{description: ok, content: {{application/json: {{schema: {{$ref: '#/components/schemas/Pet'}}}}}}}}
        '404': {{$ref: '#/components/responses/Missing'}}
components:
  responses:
    Missing: {{description: none, content: {{application/json: {{schema: {{type: object}}}}}}}}
  schemas:
    Owner: {{type: object, properties: {{name: {{type: string}}}}}}
    Pet:
{pet}
"
    )
}

struct Case {
    folder: tempfile::TempDir,
    learner: Learner,
}

impl Case {
    fn new(document: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("pets.yaml"), document).unwrap();
        let learner = Learner::new(folder.path().join("pets.yaml"));
        Self { folder, learner }
    }

    /// Adds a HAR file with these responses, thrice each: path, status, media type and body.
    fn har(self, responses: &[(&str, u16, &str, &str)]) -> Self {
        let entries = responses.iter().flat_map(|(path, status, media_type, body)| {
            let entry = json!({
                "startedDateTime": "2026-01-01T00:00:00Z",
                "request": { "method": "GET", "url": format!("https://api.example.com{path}"), "headers": [
                    { "name": "authorization", "value": "Bearer planted-token" }] },
                "response": { "status": status, "content": { "size": body.len(), "mimeType": media_type, "text": body } }
            });
            [entry.clone(), entry.clone(), entry]
        });
        let har = json!({ "log": { "version": "1.2", "entries": entries.collect::<Vec<_>>() } });
        self.file("traffic.har", &har.to_string())
    }

    fn file(mut self, name: &str, text: &str) -> Self {
        let path = self.folder.path().join(name);
        fs::write(&path, text).unwrap();
        self.learner = self.learner.read(path);
        self
    }

    /// Returns what is learned: an overlay that can be applied, if it changes anything.
    fn learn(&self) -> Learned {
        let learned = self.learner.learn().unwrap_or_else(|error| panic!("{error}"));
        if learned.actions > 0 {
            let (document, overlay) = ("pets.yaml", "learned.overlay.yaml");
            fs::write(self.folder.path().join(overlay), &learned.overlay).unwrap();
            let generator = specwright::Generator::new(self.folder.path().join(document));
            let generator = generator.overlay(self.folder.path().join(overlay));
            let applied = generator.strict_overlays(true).effective_document();
            applied.unwrap_or_else(|error| panic!("{error}\n{}", learned.overlay));
        }
        learned
    }
}

/// Returns the actions: target and what is merged there, or `"remove"`.
fn actions(learned: &Learned) -> Vec<(String, Value)> {
    if learned.actions == 0 {
        // An overlay has at least one.
        assert_eq!(learned.overlay, "");
        return Vec::new();
    }
    let overlay: Value = serde_yaml::from_str(&learned.overlay).expect("YAML");
    assert_eq!(overlay["overlay"], "1.0.0");
    let actions = overlay["actions"].as_array().expect("actions").iter();
    actions
        .map(|action| {
            let target = action["target"].as_str().unwrap().to_owned();
            assert!(!action["description"].as_str().unwrap().is_empty());
            match action.get("update") {
                Some(update) => (target, update.clone()),
                None => (target, json!("remove")),
            }
        })
        .collect()
}

fn action(target: &str, update: Value) -> (String, Value) {
    (target.to_owned(), update)
}
