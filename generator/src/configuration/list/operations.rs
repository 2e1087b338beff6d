//! What operations are called, and what the document does not say of them.

use super::{list, table};
use crate::configuration::setting::{Form, Group, Setting, Words};
use crate::generator::Generator;
use specwright_document::model::Pagination;

const OPERATION: Words = Words::Any("OPERATION");

pub(super) const SETTINGS: &[Setting] = &[
    Setting {
        key: "trim-operation-ids",
        method: "trim_operation_ids",
        flag: Some("trim-operation-ids"),
        group: Group::Operations,
        help: "Take off operation ids what repeats path, method and tag: \"read_user_users__user_id__get\" is \"read_user\"",
        more: "",
        example: "true",
        form: Form::Switch(Generator::trim_operation_ids),
    },
    Setting {
        key: "group-by-tag",
        method: "group_by_tag",
        flag: Some("group-by-tag"),
        group: Group::Operations,
        help: "Put operations into groups by their tags: \"client.issues().list_for_repo()\"",
        more: "",
        example: "true",
        form: Form::Switch(Generator::group_by_tag),
    },
    Setting {
        key: "paginate",
        method: "paginate",
        flag: Some("paginate"),
        group: Group::Operations,
        help: "Say how pages follow each other: \"listUsers=cursor page_token /next_page_token\"",
        more: "HOW is one of \"link\", \"next-url POINTER\", \"cursor INPUT POINTER\", \"last-item INPUT ITEMS VALUE\", \
               \"page INPUT FIRST ITEMS\" and \"offset INPUT ITEMS\", then perhaps \"has-more POINTER\" and \"items POINTER\". \
               An INPUT is a parameter of the query, or a JSON pointer into the body of the request. The last that fits an \
               operation counts.",
        example: r#"{ "GET *" = "last-item after /data /id has-more /has_more", listPets = "link" }"#,
        form: table(OPERATION, Words::Any("HOW"), |generator, entry| {
            let pagination = entry.value.parse::<Pagination>();
            let pagination = pagination.map_err(|error| error.to_string())?;
            Ok(generator.paginate(entry.key, pagination))
        }),
    },
    Setting {
        key: "safe",
        method: "safe",
        flag: Some("safe"),
        group: Group::Operations,
        help: "Say that an operation changes nothing, whatever its method: it is sent again as a GET is",
        more: "",
        example: r#"["POST /pets/search"]"#,
        form: list(OPERATION, |generator, entry| Ok(generator.safe(entry.value))),
    },
    Setting {
        key: "idempotency-key",
        method: "idempotency_key",
        flag: Some("idempotency-key"),
        group: Group::Operations,
        help: "Give requests a key in a header, by which the server knows one that it saw before: \"POST *=Idempotency-Key\"",
        more: "",
        example: r#"{ "POST *" = "Idempotency-Key" }"#,
        form: table(OPERATION, Words::Any("HEADER"), |generator, entry| {
            Ok(generator.idempotency_key(entry.key, entry.value))
        }),
    },
    Setting {
        key: "stream",
        method: "stream",
        flag: Some("stream"),
        group: Group::Operations,
        help: "Read the JSON of an operation's successes as a stream, one value a line",
        more: "",
        example: r#"["watchPets"]"#,
        form: list(OPERATION, |generator, entry| Ok(generator.stream(entry.value))),
    },
    Setting {
        key: "blocking",
        method: "blocking",
        flag: Some("blocking"),
        group: Group::Operations,
        help: "Send requests without async: \"client.get_pet(7).send()?\" instead of \".await\"",
        more: "It needs the feature `blocking` of the runtime, and no `tokio`.",
        example: "true",
        form: Form::Switch(Generator::blocking),
    },
    Setting {
        key: "record",
        method: "record",
        flag: Some("record"),
        group: Group::Operations,
        help: "Let the client record the shapes of what servers really send, for `specwright learn`",
        more: "It then has a table `SHAPES`, and needs the feature `record` of the runtime.",
        example: "true",
        form: Form::Switch(Generator::record),
    },
    Setting {
        key: "server",
        method: "server",
        flag: Some("server"),
        group: Group::Operations,
        help: "Add the server's side: a trait with a method for each operation, and a service around it",
        more: "It is there where the feature `server` of the runtime is on.",
        example: "true",
        form: Form::Switch(Generator::server),
    },
    Setting {
        key: "mock",
        method: "mock",
        flag: Some("mock"),
        group: Group::Operations,
        help: "Add a mock of the server, for tests",
        more: "It is there where the feature `mock` of the runtime is on.",
        example: "true",
        form: Form::Switch(Generator::mock),
    },
];
