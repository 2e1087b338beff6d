//! The same structs as somebody writes them by hand for `serde`.

use serde::{Deserialize, Serialize};

/// `types::Item`.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Item {
    /// `id`
    pub id: i64,
    /// `name`
    pub name: String,
    /// `description`
    pub description: String,
    /// `price`
    pub price: f64,
    /// `available`
    pub available: bool,
    /// `tags`
    pub tags: Vec<String>,
    /// `dimensions`
    pub dimensions: Dimensions,
    /// `related`
    pub related: Vec<i64>,
    /// `supplier`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supplier: Option<String>,
}

/// `types::Dimensions`.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Dimensions {
    /// `width`
    pub width: f64,
    /// `height`
    pub height: f64,
    /// `depth`
    pub depth: f64,
}

/// `types::Event`, except that `serde` takes the tag away from the variants, so that they have one string less.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    /// `types::Added`
    Added {
        /// `item`
        item: Item,
    },
    /// `types::Moved`
    Moved {
        /// `id`
        id: i64,
        /// `from`
        from: String,
        /// `to`
        to: String,
    },
    /// `types::Removed`
    Removed {
        /// `id`
        id: i64,
        /// `reason`
        #[serde(skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
}
