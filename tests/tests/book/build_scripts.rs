//! The code of pages about build scripts.

#![allow(dead_code)]

use specwright::{Error, Generator, Pagination, Patch, Replacement, Select};

fn pages() -> Generator {
    Generator::new("spec/api.yaml")
        .paginate("listUsers", Pagination::cursor("page_token", "/next_page_token"))
        .paginate("listGroups", Pagination::page("page", 1, "/groups"))
}

fn names() -> Generator {
    Generator::new("spec/payments.yaml")
        .rename("PostPaymentIntents", "create_payment_intent")
        .rename("payment_intent_v2", "PaymentIntent")
        .rename("#/components/schemas/Refund/properties/amt", "amount")
}

fn names_that_stay() -> Generator {
    Generator::new("spec/payments.yaml").lock("specwright.lock")
}

fn patches() -> Generator {
    Generator::new("spec/pets.yaml")
        .patch(Patch::update(
            "$.components.schemas.Pet.properties.nickname",
            "nullable: true",
        ))
        .patch(Patch::copy("$.paths['/v2/pets']", "$.paths['/pets']"))
        .patch(Patch::remove("$.paths['/internal']"))
}

fn traits() -> Generator {
    Generator::new("spec/shop.yaml")
        .derive("*Id", ["Eq", "Hash", "PartialOrd", "Ord"])
        .derive("*", ["schemars::JsonSchema"])
        .attribute("Order", "#[must_use]")
}

fn types() -> Generator {
    Generator::new("spec/bank.yaml")
        .replace("Money", Replacement::json("crate::Money"))
        .replace(
            "format:decimal",
            Replacement::text("rust_decimal::Decimal").derives(["Eq", "Hash"]),
        )
        .replace(
            "#/components/schemas/Event/properties/created",
            Replacement::unix_seconds(),
        )
}

fn what_a_program_uses() -> Generator {
    Generator::new("spec/bank.yaml")
        .include_used_in("src")
        .include_used_in("tests")
}

fn a_part() -> Generator {
    Generator::new("spec/api.yaml")
        .include(Select::tag("users"))
        .include(Select::path("/groups/*"))
        .exclude(Select::operation("deleteUser"))
}

mod without_async {
    fn main() -> Result<(), specwright::Error> {
        specwright::Generator::new("spec/bakery.yaml")
            .blocking(true)
            .build_script()
    }
}

fn second_round() -> Result<(), Error> {
    // build.rs
    specwright::Generator::new("spec/pets.yaml")
        .overlay("spec/fixes.overlay.yaml")
        .record(true)
        .build_script()
}

fn record() -> Result<(), Error> {
    // build.rs
    specwright::Generator::new("spec/pets.yaml")
        .record(true)
        .build_script()
}

mod of_a_configuration {
    fn main() -> Result<(), specwright::Error> {
        specwright::build_script("specwright.toml")
    }
}

mod of_a_document {
    // build.rs
    fn main() -> Result<(), specwright::Error> {
        specwright::Generator::new("spec/bakery.yaml").build_script()
    }
}

fn of_one_client() -> Result<(), Error> {
    specwright::Generator::from_config("specwright.toml", "pets")?
        .out_dir("src/generated")
        .build_script()
}

fn converted() -> Result<openapiv3::OpenAPI, Error> {
    let converted = specwright::convert("openapi.yaml")?;
    let document: openapiv3::OpenAPI = converted.openapi;
    Ok(document)
}
