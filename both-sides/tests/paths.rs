//! Paths that are alike: which operation a request is for.

use specwright_both_sides::paths::Client;
use specwright_both_sides::paths::mock::Mock;
use specwright_both_sides::paths::server::{
    Api, ChangeFolder, ChangeFolderResponses, LinkFolder, LinkFolderResponses, ThingById, ThingByIdResponses,
    ThingByName, ThingByNameResponses, service,
};
use specwright_runtime::StatusCode;
use specwright_runtime::http;
use specwright_runtime::transport::Service;
use tower_service::Service as _;

struct Things;

impl Api for Things {
    async fn thing_by_id(&self, _: ThingById) -> ThingByIdResponses {
        1.into()
    }

    async fn thing_by_name(&self, request: ThingByName) -> ThingByNameResponses {
        request.name.into()
    }

    async fn change_folder(&self, _: ChangeFolder) -> ChangeFolderResponses {
        StatusCode::ACCEPTED.into()
    }

    async fn link_folder(&self, _: LinkFolder) -> LinkFolderResponses {
        ().into()
    }
}

async fn status(path: &str) -> u16 {
    let request = http::Request::put(path)
        .body(specwright_runtime::Body::empty())
        .unwrap();
    service(Things).call(request).await.unwrap().status().as_u16()
}

#[tokio::test]
async fn it_is_the_one_whose_parameters_fit() {
    let client = Client::builder()
        .transport(Service::new(service(Things)))
        .build()
        .unwrap();
    assert_eq!(client.thing_by_name("cup").await.unwrap(), "cup");
    let id = "67e55044-10b1-426f-9247-bb680e5fe0c8";
    assert_eq!(client.thing_by_id(id.parse().unwrap()).await.unwrap(), 1);
}

#[tokio::test]
async fn of_several_it_is_the_one_that_asks_for_most() {
    assert_eq!(status("/folders/7?fields=link").await, 204);
    assert_eq!(status("/folders/7?fields=other").await, 202);
    assert_eq!(status("/folders/7").await, 202);
    assert_eq!(status("/folders/x").await, 400);
}

#[tokio::test]
async fn of_a_mock_it_is_the_one_that_is_expected() {
    let mock = Mock::new();
    let id = "67e55044-10b1-426f-9247-bb680e5fe0c8";
    mock.thing_by_name().returns(id.to_owned());
    assert_eq!(mock.client().thing_by_name(id).await.unwrap(), id);
}

#[tokio::test]
async fn what_a_more_literal_path_with_parameters_has_no_method_for_is_of_another_path() {
    let mock = Mock::new();
    mock.get_book().returns(());
    mock.order_book().returns(());
    mock.client().order_book("Emma").await.unwrap();
    mock.client().get_book("new", "Emma").await.unwrap();
    assert_eq!(mock.order_book().requests().pop().unwrap().title, "Emma");
    assert_eq!(mock.get_book().requests().pop().unwrap().shelf, "new");
}
