use specwright_examples::programs::issue_bot::github::mock::Mock;
use specwright_examples::programs::issue_bot::github::server::*;
use specwright_examples::programs::issue_bot::github::types::*;
use specwright_examples::programs::issue_bot::{Bot, BotError, label_names};
use specwright_runtime::StatusCode;
use specwright_runtime::values::Example;

fn issue(number: i64) -> Issue {
    let mut issue = Issue::example();
    issue.number = number;
    issue
}

fn limited(remaining: u32, response: IssuesListForRepoResponses) -> IssuesListForRepoResponses {
    response
        .with_header("x-ratelimit-limit", "5000")
        .with_header("x-ratelimit-remaining", remaining)
        .with_header("x-ratelimit-reset", "1700000000")
}

/// Three pages of three issues, the first of each a pull request.
fn page(number: i64) -> IssuesListForRepoResponses {
    let mut issues: Vec<Issue> = (number * 3 - 2..=number * 3).map(issue).collect();
    for (index, issue) in issues.iter_mut().enumerate() {
        issue.pull_request = (index == 0).then(IssuePullRequest::new);
    }
    let next = format!(
        "</repos/o/r/issues?state=all&labels=bug&page={}>; rel=\"next\"",
        number + 1
    );
    let page = limited(7, issues.into());
    if number < 3 {
        page.with_header("link", next)
    } else {
        page
    }
}

async fn bot(mock: &Mock, repo: &str) -> (Bot, specwright_runtime::mock::Served) {
    let served = mock.serve().await.expect("a port");
    let bot = Bot::new("t0ken", Some(&served.url()), "o", repo).expect("a bot");
    (bot, served)
}

#[tokio::test]
async fn lists_the_issues_of_all_pages_without_pull_requests() {
    let mock = Mock::new();
    mock.issues_list_for_repo()
        .with(|request| request.headers["authorization"] == "Bearer t0ken")
        .with(|request| {
            request.state == Some(IssuesListForRepoState::All) && request.labels.as_deref() == Some("bug")
        })
        .returns_with(|request| page(request.page.unwrap_or(1)));
    let (bot, _served) = bot(&mock, "r").await;
    let (issues, limit) = bot.issues("bug").await.expect("issues");
    let numbers: Vec<i64> = issues.iter().map(|issue| issue.number).collect();
    assert_eq!(numbers, [2, 3, 5, 6, 8, 9]);
    assert_eq!(limit.map(|limit| limit.remaining), Some(7));
}

#[tokio::test]
async fn opens_an_issue_and_comments_on_it() {
    let mock = Mock::new();
    let mut opened = issue(42);
    opened.labels = vec![IssueLabelObject::new().name("bug").into(), "p1".into()];
    let body = IssuesCreateBody::new("It breaks")
        .body("Each time.")
        .labels(["bug", "p1"]);
    mock.issues_create().with_body(&body).returns(opened);
    mock.issues_create_comment()
        .with(|request| request.issue_number == 42)
        .returns(IssueComment::example().body("Me too."));
    let (bot, _served) = bot(&mock, "r").await;
    let issue = bot
        .open("It breaks", "Each time.", &["bug", "p1"])
        .await
        .expect("an issue");
    assert_eq!(label_names(&issue), ["bug", "p1"]);
    let comment = bot.comment(&issue, "Me too.").await.expect("a comment");
    assert_eq!(comment.body.as_deref(), Some("Me too."));
}

#[tokio::test]
async fn tells_failures_apart() {
    let mock = Mock::new();
    let field = InvalidField::new("missing_field").field("title");
    let invalid = ValidationError::new("https://docs", "Validation Failed").errors([field]);
    mock.issues_create()
        .returns(IssuesCreateResponses::UnprocessableEntity(invalid));
    mock.issues_list_for_repo()
        .returns(limited(
            9,
            IssuesListForRepoResponses::NotFound(BasicError::new()),
        ))
        .then(limited(0, StatusCode::FORBIDDEN.into()));
    let (bot, _served) = bot(&mock, "r").await;
    match bot.open("", "", &[]).await {
        Err(BotError::Invalid(fields)) => assert_eq!(fields, ["title: missing_field"]),
        other => panic!("{other:?}"),
    }
    assert!(matches!(bot.issues("bug").await, Err(BotError::NoSuchRepository)));
    assert!(matches!(
        bot.issues("bug").await,
        Err(BotError::RateLimited { reset: 1_700_000_000 })
    ));
}
