//! A tree as text: what it means is the same, numbers are written as in the text that they come from, comments are lost.

mod json;
mod yaml;

#[cfg(test)]
mod tests;

use super::tree::Syntax;
use super::{Node, SourceFile};

impl Node {
    /// Returns the value as YAML.
    pub fn to_yaml_text(&self) -> String {
        yaml::print(self)
    }

    /// Returns the value as JSON, indented.
    pub fn to_json_text(&self) -> String {
        json::print(self)
    }
}

impl SourceFile {
    /// Returns whether the text is JSON.
    pub fn is_json(&self) -> bool {
        self.syntax == Syntax::Json
    }
}
