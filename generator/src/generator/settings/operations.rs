//! What operations are called, and what the document does not say of them.

use crate::generator::Generator;
use specwright_document::model::Pagination;

impl Generator {
    /// Takes off an `operationId` what repeats path, method and tag, as frameworks add them: of
    /// `read_user_users__user_id__get` (FastAPI) `read_user` is left, of `getUser_1` (springdoc) `get_user`, and of `Users_Create` with the
    /// tag `Users` (NSwag, NestJS) `create`.
    ///
    /// Methods have names of their own: where what is left is left of two operations, both keep more of their words, with a
    /// warning. Such a name depends on the other operations of the document. Off unless it is said.
    ///
    /// ```
    /// use specwright::Generator;
    ///
    /// let generator = Generator::new("spec/klavis.yaml").trim_operation_ids(true);
    /// ```
    pub fn trim_operation_ids(mut self, on: bool) -> Self {
        self.settings.trim_operation_ids = on;
        self
    }

    /// Puts operations into groups by their tags: `client.issues().list_for_repo("o", "r")` instead of
    /// `client.issues_list_for_repo("o", "r")`. A group is a type of its own in the module `groups`, with a page in the documentation.
    ///
    /// An operation with several tags is in the group of its first one; one without tags stays a method of the client. The words of the tag, in singular or
    /// plural, are taken off a method's name where it begins or ends with them, unless nothing, a keyword, or the name of another method of the
    /// group would be left. So names in a group do not depend on other groups. All other names are those of the flat list. Off
    /// unless it is said.
    ///
    /// ```
    /// use specwright::Generator;
    ///
    /// let generator = Generator::new("spec/klavis.yaml").group_by_tag(true);
    /// ```
    pub fn group_by_tag(mut self, on: bool) -> Self {
        self.settings.group_by_tag = on;
        self
    }

    /// How an operation, by its `operationId` or by method and path, says where its next page is, where the document
    /// does not say so. Its request then has methods that give all pages and what is on them: `pages`, `items`, `all`.
    ///
    /// A `*` in the operation's name stands for anything: all operations have such pages that are so named, and take and give
    /// what it needs. Of several settings for an operation, the last one that fits counts.
    ///
    /// A parameter, or a pointer into a body, that the operation can't have is an error.
    ///
    /// ```
    /// use specwright::{Generator, Pagination};
    ///
    /// let generator = Generator::new("spec/api.yaml")
    ///     .paginate("GET *", Pagination::last_item("after", "/data", "/id").has_more("/has_more"))
    ///     .paginate("listUsers", Pagination::cursor("cursor", "/next_cursor"))
    ///     .paginate("search", Pagination::offset("/from", "/hits"))
    ///     .paginate("GET /groups", Pagination::link());
    /// ```
    pub fn paginate(mut self, operation: impl Into<String>, pagination: Pagination) -> Self {
        self.settings.pagination.push((operation.into(), pagination));
        self
    }

    /// Marks an operation, by its `operationId` or by method and path, as one that changes nothing although its method is
    /// `POST` or `PATCH`: a search, a query. Its requests are sent again as those of a `GET` are. A `*` in the name stands for
    /// anything.
    ///
    /// ```
    /// use specwright::Generator;
    ///
    /// let generator = Generator::new("spec/vectors.json").safe("POST /points/query");
    /// ```
    pub fn safe(mut self, operation: impl Into<String>) -> Self {
        self.settings.safe.push(operation.into());
        self
    }

    /// Gives the requests of an operation a key in a header, by which the server knows a request that it saw before. The key is
    /// made for each call, unless the caller sets one, and stays the same when the request is sent again, which is then
    /// safe. A `*` in the operation's name stands for anything; methods that are safe to repeat get no key.
    ///
    /// A document that describes the header `Idempotency-Key` for an operation needs no setting.
    ///
    /// ```
    /// use specwright::Generator;
    ///
    /// let generator = Generator::new("spec/payments.yaml").idempotency_key("POST *", "Idempotency-Key");
    /// ```
    pub fn idempotency_key(mut self, operation: impl Into<String>, header: impl Into<String>) -> Self {
        let setting = (operation.into(), header.into());
        self.settings.idempotency_keys.push(setting);
        self
    }

    /// Reads the JSON of an operation's successes as a stream of values, one a line, where the document describes but one of
    /// them. A description that ends in `(streaming responses)`, as gateways of gRPC have it, says so by itself.
    ///
    /// ```
    /// use specwright::Generator;
    ///
    /// let generator = Generator::new("spec/api.yaml").stream("watchEvents");
    /// ```
    pub fn stream(mut self, operation: impl Into<String>) -> Self {
        self.settings.streams.push(operation.into());
        self
    }

    /// Whether programs send requests without `async`: `client.get_pet(7).send()?` instead of `.await`, `all()?` for all items of a list, and `for` loops over
    /// pages, events and lines. It needs the feature `blocking` of the runtime, which needs no `tokio`.
    ///
    /// Requests have `send` wherever that feature is on. The setting is for programs that have nothing else: the method that collects the items of all pages
    /// waits for them itself, and a stand-alone crate asks for `blocking` in place of `hyper`.
    ///
    /// ```
    /// use specwright::Generator;
    ///
    /// let generator = Generator::new("spec/klavis.yaml").blocking(true);
    /// ```
    pub fn blocking(mut self, on: bool) -> Self {
        self.settings.blocking = on;
        self
    }

    /// Whether the client can record what servers really send, as shapes without values: it has a table `SHAPES` for a `Recorder` of the
    /// runtime, whose feature `record` it needs. `specwright learn` makes an overlay of the records.
    ///
    /// The table is as long as the document's schemas of responses, about. A client without it pays nothing.
    ///
    /// ```
    /// use specwright::Generator;
    ///
    /// let generator = Generator::new("spec/klavis.yaml").record(true);
    /// ```
    pub fn record(mut self, on: bool) -> Self {
        self.record = on;
        self
    }

    /// Whether the server's side comes with the client: the module `server`, with a trait that has a method for each operation and a service of
    /// `tower` around it. It is there where the feature `server` of the runtime is on; without that, it costs next to nothing.
    ///
    /// ```
    /// use specwright::Generator;
    ///
    /// let generator = Generator::new("spec/klavis.yaml").server(true);
    /// ```
    pub fn server(mut self, on: bool) -> Self {
        self.server = on;
        self
    }

    /// Whether a mock of the server comes with the client: the module `mock`, for tests. It is there where the feature `mock` of
    /// the runtime is on, as in `[dev-dependencies]`; without that, it costs next to nothing. It brings what
    /// [`server`](Self::server) brings, and values of the client's types, `Pet::example()`, where the feature `values` of the runtime is on.
    ///
    /// ```
    /// use specwright::Generator;
    ///
    /// let generator = Generator::new("spec/klavis.yaml").mock(true);
    /// ```
    pub fn mock(mut self, on: bool) -> Self {
        self.mock = on;
        self
    }
}
