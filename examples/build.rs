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

// What the programs need of a document, with its mistakes mended and its names shortened: of the excerpts in `spec`, or of the whole documents of the vendors, to which the names here
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
        .rename(
            "type:#/components/schemas/validation-error/properties/errors/items",
            "InvalidField",
        )
        .include(Select::path("/repos/{owner}/{repo}/issues"))
        .include(Select::path(
            "/repos/{owner}/{repo}/issues/{issue_number}/comments",
        ))
}

/// The client of `shop`.
pub(crate) fn stripe(document: impl Into<PathBuf>) -> Generator {
    let body = |path: &str| {
        format!("#/paths/{path}/post/requestBody/content/application~1x-www-form-urlencoded/schema")
    };
    let (customer, payment) = (body("~1v1~1customers"), body("~1v1~1payment_intents"));
    let options = format!("{payment}/properties/payment_method_options");
    Generator::new(document)
        .include(Select::operation("PostCustomers"))
        .include(Select::operation("GetCustomers"))
        .include(Select::operation("PostPaymentIntents"))
        .include(Select::operation("GetPaymentIntentsIntent"))
        .idempotency_key("POST *", "Idempotency-Key")
        .rename("PostCustomers", "create_customer")
        .rename("GetCustomers", "list_customers")
        .rename("PostPaymentIntents", "pay")
        .rename("GetPaymentIntentsIntent", "get_payment")
        .rename(format!("type:{customer}"), "NewCustomer")
        .rename(
            format!("type:{customer}/properties/address/anyOf/0"),
            "NewAddress",
        )
        .rename(
            format!("type:{customer}/properties/shipping/anyOf/0"),
            "NewShipping",
        )
        .rename(
            format!("type:{customer}/properties/shipping/anyOf/0/properties/address"),
            "NewShippingAddress",
        )
        .rename(format!("type:{payment}"), "NewPayment")
        .rename(format!("type:{options}"), "PaymentOptions")
        .rename(format!("type:{options}/properties/card/anyOf/0"), "CardOptions")
        .replace("format:unix-time", Replacement::unix_seconds())
}

/// The client of `assistant`.
pub(crate) fn openai(document: impl Into<PathBuf>) -> Generator {
    Generator::new(document)
        .overlay("../examples/spec/openai.overlay.yaml")
        .strict_overlays(true)
        .rename("ChatCompletionRequestSystemMessage", "SystemMessage")
        .rename("ChatCompletionRequestUserMessage", "UserMessage")
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
