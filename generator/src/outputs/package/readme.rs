//! The README of a stand-alone crate: what it is, its features, and a call for each group of operations.

use std::collections::BTreeMap;

use super::example::{self, Example, Methods};
use super::{Package, Runtime, toml_string};
use specwright_codegen::plan::RuntimeFeature;
use specwright_codegen::plan::named::Operation;
use specwright_codegen::plan::{ModuleName, file_of};
use specwright_document::diagnostic::is_unprintable;

impl Package<'_> {
    /// Returns the README.
    pub(super) fn readme(&self, title: &str) -> String {
        let name = self.name;
        let mut text = format!("# {name}\n\n{title} Do not edit: `specwright generate` makes it again.\n\n");
        self.dependency(&mut text);
        self.features(&mut text);
        if !self.api.types_only {
            self.operations(&mut text);
        }
        text
    }

    /// Writes how a program depends on the crate.
    fn dependency(&self, text: &mut String) {
        text.push_str("```toml\n[dependencies]\n");
        text.push_str(&format!("{} = {{ path = \"…\" }}\n", self.name));
        if self.api.types_only {
            text.push_str("```\n\n");
            return;
        }
        let runtime = match self.runtime {
            Runtime::Version => toml_string(env!("CARGO_PKG_VERSION")),
            Runtime::Path(_) => "{ path = \"…\" }".to_owned(),
        };
        text.push_str("# What a program names of the runtime: errors, settings of requests, streams.\n");
        text.push_str(&format!("specwright-runtime = {runtime}\n```\n\n"));
    }

    fn features(&self, text: &mut String) {
        text.push_str("## Features\n\n");
        if self.api.features.is_empty() {
            text.push_str("The crate has no features of its own.");
        } else {
            text.push_str("| feature | what is there with it |\n|---|---|\n");
            for feature in &self.api.features {
                let tag = cell(&feature.tag);
                text.push_str(&format!(
                    "| `{}` | the operations of the tag {tag}, with their types |\n",
                    feature.name
                ));
            }
            text.push_str(
                "\nAll are on unless a program says `default-features = false`. An operation is there with any of its tags, and one \
                 without tags always.",
            );
        }
        text.push_str(" These features of `specwright-runtime` are on:\n\n");
        text.push_str("| feature | what for |\n|---|---|\n");
        for feature in super::features(self.api, &self.plan.runtime_features) {
            let what = RuntimeFeature::ALL
                .iter()
                .find(|known| known.name() == feature)
                .map_or_else(|| of_all_clients(feature), |known| known.purpose());
            text.push_str(&format!("| `{feature}` | {what} |\n"));
        }
        text.push('\n');
    }

    /// Writes a call for each group of operations that has one whose arguments are short.
    fn operations(&self, text: &mut String) {
        let mut groups: BTreeMap<ModuleName, Vec<&Operation>> = BTreeMap::new();
        for operation in &self.api.operations {
            groups.entry(file_of(operation)).or_default().push(operation);
        }
        if groups.is_empty() {
            return;
        }
        let methods = Methods::of(&self.plan);
        text.push_str("## Operations\n\nA call for each group of them; `cargo doc --open` shows all.\n");
        for (name, operations) in groups {
            let first = operations.first();
            let heading = first.and_then(|operation| operation.tags.first());
            let heading = heading.map_or_else(|| format!("`{name}`"), |tag| cell(tag));
            let examples = operations.iter();
            let examples = examples.filter_map(|operation| example::of(self.api, &methods, operation));
            let Some(example) = examples.min_by_key(|example| example.arguments.len()) else {
                continue;
            };
            text.push_str(&format!("\n### {heading}\n\n"));
            self.example(&name, &example, text);
        }
    }

    fn example(&self, group: &ModuleName, example: &Example, text: &mut String) {
        let module = self.name.replace('-', "_");
        let mut parameters = vec![format!("client: &{module}::Client")];
        for (name, ty) in &example.parameters {
            parameters.push(format!(
                "{name}: {}",
                ty.replace("crate::", &format!("{module}::"))
            ));
        }
        let (kind, send) = match self.api.blocking {
            true => ("fn", "send()"),
            false => ("async fn", "await"),
        };
        text.push_str(&format!(
            "```rust\n{kind} {group}(\n    {},\n) -> Result<(), Box<dyn std::error::Error>> {{\n    let response = client.{}({}).{send}?;\n    Ok(())\n}}\n```\n",
            parameters.join(",\n    "),
            example.method,
            example.arguments.join(", "),
        ));
    }
}

fn of_all_clients(feature: &str) -> &'static str {
    match feature {
        "gzip" => "responses that are compressed",
        _ => "the transport that comes along",
    }
}

/// Returns a text as code in a table of Markdown.
fn cell(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|character| match character {
            '`' | '|' | '\\' => ' ',
            hidden if is_unprintable(hidden) => ' ',
            other => other,
        })
        .collect();
    match plain.trim() {
        "" => "without a name".to_owned(),
        plain => format!("`{plain}`"),
    }
}
