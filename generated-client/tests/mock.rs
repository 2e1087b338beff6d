//! A program that deletes users, tested with a mock that knows the document.

use std::panic::{AssertUnwindSafe, catch_unwind};

use klavis::operations::DeleteUserByUserIdError;
use klavis::server::DeleteUserByUserIdResponses;
use klavis::types::{DeleteUserResponse, HttpValidationError};
use specwright_runtime::{ApiError, Error, StatusCode, http, mock};

/// The program: what it is told, or that there was no such user.
async fn forget(client: &klavis::Client, user: &str) -> Result<String, ApiError> {
    match client.delete_user_by_user_id(user).await {
        Ok(done) => Ok(done.message),
        Err(Error::Api(failure)) if failure.status() == StatusCode::UNPROCESSABLE_ENTITY => {
            Ok("nobody".to_owned())
        }
        Err(other) => Err(other.into()),
    }
}

#[tokio::test]
async fn a_user_is_deleted() {
    let mock = klavis::mock::Mock::new();
    mock.delete_user_by_user_id()
        .with(|request| request.user_id == "user-42")
        .returns(DeleteUserResponse::new(true, "gone"));

    assert_eq!(forget(&mock.client(), "user-42").await.unwrap(), "gone");
}

#[tokio::test]
async fn responses_come_in_turn_and_requests_are_kept() {
    let mock = klavis::mock::Mock::new();
    mock.delete_user_by_user_id()
        .returns(DeleteUserByUserIdResponses::UnprocessableEntity(
            HttpValidationError::new(),
        ))
        .then(DeleteUserResponse::new(true, "gone"));

    let client = mock.client();
    assert_eq!(forget(&client, "user 1").await.unwrap(), "nobody");
    assert_eq!(forget(&client, "user/2").await.unwrap(), "gone");
    let requests = mock.delete_user_by_user_id().requests();
    let users: Vec<&str> = requests.iter().map(|request| request.user_id.as_str()).collect();
    assert_eq!(users, ["user 1", "user/2"]);
}

#[tokio::test]
async fn a_server_that_is_busy_is_called_again() {
    let mock = klavis::mock::Mock::new();
    mock.delete_user_by_user_id()
        .returns(StatusCode::TOO_MANY_REQUESTS)
        .then(DeleteUserResponse::new(true, "gone"));

    assert_eq!(forget(&mock.client(), "user-42").await.unwrap(), "gone");
    assert_eq!(mock.delete_user_by_user_id().calls(), 2);
}

#[tokio::test]
async fn the_same_mock_answers_at_a_port() {
    let mock = klavis::mock::Mock::new();
    mock.delete_user_by_user_id()
        .returns(DeleteUserResponse::new(true, "gone"))
        .times(2);
    let served = mock.serve().await.unwrap();
    let client = klavis::Client::builder()
        .base_url(&served.url())
        .api_key("t")
        .build()
        .unwrap();
    assert_eq!(forget(&client, "user-42").await.unwrap(), "gone");
    assert_eq!(forget(&mock.client(), "user-42").await.unwrap(), "gone");
}

#[tokio::test]
async fn connections_break_in_every_way() {
    let mock = klavis::mock::Mock::new();
    mock.delete_user_by_user_id()
        .times_out()
        .resets()
        .truncates(DeleteUserResponse::new(true, "gone"));
    let client = mock
        .client_builder()
        .retry(specwright_runtime::Retry::none())
        .build()
        .unwrap();
    for _ in 0..3 {
        let error = forget(&client, "user-42").await.unwrap_err();
        assert!(error.status().is_none(), "{error}");
    }
}

#[tokio::test]
async fn what_a_client_returns_can_be_made_by_a_test() {
    let body = DeleteUserByUserIdError::UnprocessableEntity(HttpValidationError::new());
    let error = Error::Api(mock::failure(StatusCode::UNPROCESSABLE_ENTITY, body));
    assert_eq!(error.status(), Some(StatusCode::UNPROCESSABLE_ENTITY));
}

/// Returns what makes a test fail.
fn problem_of(test: impl AsyncFnOnce(&klavis::mock::Mock)) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let failed = catch_unwind(AssertUnwindSafe(|| {
        runtime.block_on(async {
            let mock = klavis::mock::Mock::new();
            test(&mock).await;
        });
    }));
    *failed
        .expect_err("the test fails")
        .downcast::<String>()
        .expect("a text")
}

#[test]
fn a_request_that_the_document_forbids_fails_the_test() {
    let problem = problem_of(async |mock| {
        mock.delete_user_by_user_id()
            .returns(DeleteUserResponse::new(true, "gone"))
            .times(0);
        let sent = mock
            .client()
            .request("DELETE", "/user/7")
            .without_credentials()
            .await;
        assert!(sent.is_err());
    });
    assert!(
        problem.contains(
            "DELETE /user/7: the request is not what the document describes: the operation needs a credential"
        ),
        "{problem}"
    );
}

#[test]
fn a_request_that_nothing_expects_fails_the_test() {
    let problem = problem_of(async |mock| {
        let error = forget(&mock.client(), "user-42").await.unwrap_err();
        assert_eq!(error.status(), Some(StatusCode::NOT_IMPLEMENTED));
    });
    assert!(
        problem.contains("deleteUserByUserId: nothing is expected of the operation"),
        "{problem}"
    );
    assert!(problem.contains(r#"{"path userId":"user-42"}"#), "{problem}");
}

#[test]
fn an_expectation_that_is_not_met_fails_the_test() {
    let problem = problem_of(async |mock| {
        mock.delete_user_by_user_id()
            .with(|request| request.user_id == "user-1")
            .returns(DeleteUserResponse::new(true, "gone"));
        assert!(forget(&mock.client(), "user-2").await.is_err());
    });
    assert!(
        problem.contains("its function is false for the request"),
        "{problem}"
    );
    assert!(problem.contains("expected 1 request, found 0"), "{problem}");
    assert!(problem.contains("tests/mock.rs:"), "{problem}");
}

#[test]
fn a_response_that_the_document_does_not_describe_is_told_unless_it_is_raw() {
    let teapot = || {
        http::Response::builder()
            .status(418)
            .body("short and stout")
            .unwrap()
    };
    let problem = problem_of(async |mock| {
        mock.delete_user_by_user_id().returns_with(|_| {
            let response = DeleteUserByUserIdResponses::Ok(DeleteUserResponse::new(true, "gone"));
            response.with_header(
                http::header::CONTENT_TYPE,
                http::HeaderValue::from_static("text/html"),
            )
        });
        assert!(forget(&mock.client(), "user-1").await.is_err());
    });
    assert!(
        problem.contains("the document describes no body of the media type text/html"),
        "{problem}"
    );

    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let mock = klavis::mock::Mock::new();
        mock.delete_user_by_user_id().returns_raw(teapot());
        let error = forget(&mock.client(), "user-1").await.unwrap_err();
        assert_eq!(error.status(), Some(StatusCode::IM_A_TEAPOT));
    });
}
