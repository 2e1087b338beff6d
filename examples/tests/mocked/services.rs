use specwright_examples::programs::services::Services;
use specwright_examples::programs::services::klavis::server::CallServerToolResponses;
use specwright_examples::programs::services::klavis::types::*;
use specwright_examples::programs::services::klavis::{self};
use specwright_examples::programs::services::qdrant::types::*;
use specwright_examples::programs::services::qdrant::{self};
use specwright_runtime::StatusCode;

/// The services, of which a test says what the one or the other is asked.
fn services(qdrant: &qdrant::mock::Mock, klavis: &klavis::mock::Mock) -> Services {
    Services {
        qdrant: qdrant.client(),
        klavis: klavis.client(),
    }
}

#[tokio::test]
async fn finds_the_texts_that_it_stored() {
    let (qdrant, klavis) = (qdrant::mock::Mock::new(), klavis::mock::Mock::new());
    let collection = CreateCollection::new()
        .vectors(VectorParams::new(4, Distance::Cosine))
        .shard_number(1);
    qdrant.get_collection().returns(StatusCode::NOT_FOUND);
    qdrant
        .create_collection()
        .with_body(&collection)
        .returns(CreateCollectionResponse::new().result(true));
    let point = PointStruct::new(1, vec![0.1, 0.2, 0.3, 0.4]).payload([("text", "hello")]);
    qdrant
        .upsert_points()
        .with_body(&PointsList::new([point]))
        .returns(UpsertPointsResponse::new());
    let found = ScoredPoint::new(1, 1, 0.9).payload([("text", "hello")]);
    qdrant
        .query_points()
        .with(|request| request.collection_name == "docs")
        .returns(QueryPointsResponse::new().result(QueryResponse::new([found])));
    let services = services(&qdrant, &klavis);
    services.ensure_collection("docs").await.expect("a collection");
    services
        .store("docs", 1, &[0.1, 0.2, 0.3, 0.4], "hello")
        .await
        .expect("a point");
    assert_eq!(
        services.search("docs", &[0.1; 4], "en").await.expect("texts"),
        ["hello"]
    );
}

#[tokio::test]
async fn lists_the_ids_of_all_pages() {
    let (qdrant, klavis) = (qdrant::mock::Mock::new(), klavis::mock::Mock::new());
    let page = |ids: &[u64]| ScrollResult::new(ids.iter().map(|id| Record::new(*id)).collect::<Vec<_>>());
    qdrant
        .scroll_points()
        .returns(StatusCode::SERVICE_UNAVAILABLE)
        .then(ScrollPointsResponse::new().result(page(&[1, 2]).next_page_offset(3)))
        .then(ScrollPointsResponse::new().result(page(&[3])));
    let ids = services(&qdrant, &klavis).ids("docs").await.expect("ids");
    assert_eq!(ids, [1, 2, 3].map(ExtendedPointId::from));
}

#[tokio::test]
async fn says_why_a_tool_fails() {
    let (qdrant, klavis) = (qdrant::mock::Mock::new(), klavis::mock::Mock::new());
    let missing = ValidationError::new(["body", "toolName"], "field required", "missing");
    klavis
        .call_server_tool()
        .returns(CallServerToolResponses::UnprocessableEntity(
            HttpValidationError::new().detail([missing]),
        ))
        .then(CallToolResponse::new(false).error("no such channel"))
        .then(CallToolResponse::new(true));
    let services = services(&qdrant, &klavis);
    let failure = async || {
        services
            .send("http://tool", "hi")
            .await
            .expect_err("a failure")
            .to_string()
    };
    assert_eq!(failure().await, "not a valid call: field required");
    assert_eq!(failure().await, "the tool failed: no such channel");
    services.send("http://tool", "hi").await.expect("no failure");
}
