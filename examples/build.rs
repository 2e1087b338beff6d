//! Makes the clients: one of a small API for the examples, two of a document that an overlay mends, that of the book, and those of the programs.

use std::path::PathBuf;

use specwright::{Error, Generator, Pagination, Replacement, Select};

fn main() -> Result<(), Error> {
    Generator::new("../spec/photos.yaml").build_script()?;
    Generator::new("../spec/photos.yaml")
        .blocking(true)
        .name("photos_blocking")
        .build_script()?;
    Generator::new("../spec/library.yaml").build_script()?;
    Generator::new("../spec/library.yaml")
        .overlay("../spec/library.overlay.yaml")
        .strict_overlays(true)
        .name("library_mended")
        .build_script()?;
    github("spec/github.yaml").mock(true).build_script()?;
    stripe("spec/stripe.yaml").mock(true).build_script()?;
    openai("spec/openai.yaml").mock(true).build_script()?;
    klavis("spec/klavis.yaml").mock(true).build_script()?;
    qdrant("spec/qdrant.yaml").mock(true).build_script()?;
    Generator::new("spec/bakery.yaml").build_script()?;
    bank("spec/bank.yaml").build_script()?;
    Generator::new("spec/bakery.yaml")
        .blocking(true)
        .name("bakery_blocking")
        .build_script()?;
    Generator::new("spec/orders_before.yaml")
        .mock(true)
        .build_script()?;
    Generator::new("spec/orders_after.yaml")
        .mock(true)
        .build_script()?;
    Generator::new("spec/deliveries.yaml").server(true).build_script()
}

// What the programs need of a document: of the excerpts in `spec`, or of the whole documents of the vendors, to which the names here
// belong.

/// The client of the test `shaped`.
fn bank(document: impl Into<PathBuf>) -> Generator {
    Generator::new(document)
        .replace("Money", Replacement::text("crate::Money").derives(["Eq", "Hash"]))
        .replace(
            "#/components/schemas/account_v2/properties/hosts/items",
            Replacement::text("crate::ShortHost").derives(["Eq", "Hash"]),
        )
        .derive("*", ["schemars::JsonSchema"])
}

/// The client of `issue_bot`.
pub(crate) fn github(document: impl Into<PathBuf>) -> Generator {
    Generator::new(document)
        .group_by_tag(true)
        .include(Select::path("/repos/{owner}/{repo}/issues"))
        .include(Select::path(
            "/repos/{owner}/{repo}/issues/{issue_number}/comments",
        ))
}

/// The client of `shop`.
pub(crate) fn stripe(document: impl Into<PathBuf>) -> Generator {
    Generator::new(document)
        .include(Select::operation("PostCustomers"))
        .include(Select::operation("GetCustomers"))
        .include(Select::operation("PostPaymentIntents"))
        .include(Select::operation("GetPaymentIntentsIntent"))
        .idempotency_key("POST *", "Idempotency-Key")
}

/// The client of `assistant`.
pub(crate) fn openai(document: impl Into<PathBuf>) -> Generator {
    Generator::new(document)
        .include(Select::operation("createChatCompletion"))
        .include(Select::operation("createResponse"))
        .include(Select::operation("createFile"))
        .include(Select::operation("downloadFile"))
        .include(Select::operation("listFiles"))
}

/// The client of tools of `services`.
pub(crate) fn klavis(document: impl Into<PathBuf>) -> Generator {
    Generator::new(document).include(Select::path("/mcp-server/*"))
}

/// The client of the database of `services`.
pub(crate) fn qdrant(document: impl Into<PathBuf>) -> Generator {
    let scroll = Pagination::cursor("/offset", "/result/next_page_offset").items("/result/points");
    Generator::new(document)
        .include(Select::path("/collections/{collection_name}"))
        .include(Select::path("/collections/{collection_name}/points"))
        .include(Select::operation("query_points"))
        .include(Select::operation("scroll_points"))
        .paginate("scroll_points", scroll)
        .safe("query_points")
        .safe("scroll_points")
        .f32_for_float(true)
}
