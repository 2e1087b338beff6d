//! Options for what the document does not say of its operations.

use specwright::{Generator, Pagination};

const CALLS: &str = "Calls (each may be repeated; an OPERATION is an operationId, or method and path, and a * in it stands for anything)";

/// What the document does not say of its operations.
#[derive(Debug, clap::Args)]
pub(crate) struct Calls {
    /// Say how pages follow each other: "listUsers=cursor page_token /next_page_token"
    ///
    /// HOW is one of "link", "next-url POINTER", "cursor INPUT POINTER", "last-item INPUT ITEMS VALUE",
    /// "page INPUT FIRST ITEMS" and "offset INPUT ITEMS", then perhaps "has-more POINTER" and "items POINTER". An INPUT is a
    /// parameter of the query, or a JSON pointer into the body of the request.
    #[arg(long, value_name = "OPERATION=HOW", value_parser = pagination, help_heading = CALLS)]
    paginate: Vec<(String, Pagination)>,
    /// Say that an operation changes nothing, whatever its method: it is sent again as a GET is
    #[arg(long, value_name = "OPERATION", help_heading = CALLS)]
    safe: Vec<String>,
    /// Give requests a key in a header, by which the server knows one that it saw before: "POST *=Idempotency-Key"
    #[arg(long, value_name = "OPERATION=HEADER", value_parser = header, help_heading = CALLS)]
    idempotency_key: Vec<(String, String)>,
    /// Read the JSON of an operation's successes as a stream, one value a line
    #[arg(long, value_name = "OPERATION", help_heading = CALLS)]
    stream: Vec<String>,
    /// Accept responses that lack a required property at or below a place: "#/components/schemas/Pet/properties/name"
    ///
    /// "#" is everywhere, "#/components/schemas/Pet" a schema.
    #[arg(long, value_name = "PLACE", help_heading = CALLS)]
    accept_missing: Vec<String>,
}

impl Calls {
    /// Returns the generator with these settings.
    pub(crate) fn apply(&self, generator: Generator) -> Generator {
        let places = self.accept_missing.iter();
        let generator = places.fold(generator, Generator::accept_missing);
        let paginate = self.paginate.iter().cloned();
        let generator = paginate.fold(generator, |generator, (operation, pagination)| {
            generator.paginate(operation, pagination)
        });
        let generator = self.safe.iter().fold(generator, Generator::safe);
        let generator = self.stream.iter().fold(generator, Generator::stream);
        let keys = self.idempotency_key.iter();
        keys.fold(generator, |generator, (operation, header)| {
            generator.idempotency_key(operation, header)
        })
    }
}

fn pagination(text: &str) -> Result<(String, Pagination), String> {
    let (operation, how) = operation(text)?;
    let pagination = how.parse::<Pagination>();
    Ok((operation, pagination.map_err(|error| error.to_string())?))
}

fn header(text: &str) -> Result<(String, String), String> {
    let (operation, header) = operation(text)?;
    Ok((operation, header.to_owned()))
}

/// Splits `OPERATION=SETTING`.
fn operation(text: &str) -> Result<(String, &str), String> {
    let (operation, setting) = text.split_once('=').ok_or("expected OPERATION=…, found no `=`")?;
    Ok((operation.to_owned(), setting))
}
