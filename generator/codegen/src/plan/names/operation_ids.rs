//! Operation ids that a framework made, without what repeats path, method and tag.

use foldhash::HashMap;

use super::case::snake;
use specwright_document::diagnostic::{Code, Diagnostics, SourcePointer};
use specwright_document::model::{Api, Operation};

/// Returns for each operation what is left of its id; `None` where it stays as it is. An id that would be that of another
/// operation keeps more of its words, and a warning says so.
pub(super) fn trimmed(api: &Api, diagnostics: &mut Diagnostics) -> Vec<Option<String>> {
    let candidates: Vec<Vec<String>> = api.operations.iter().map(candidates).collect();
    let mut chosen = vec![0; candidates.len()];
    let name = |index: usize, chosen: usize| candidates[index].get(chosen);
    loop {
        let mut count: HashMap<&str, usize> = HashMap::default();
        for (index, &chosen) in chosen.iter().enumerate() {
            if let Some(name) = name(index, chosen) {
                *count.entry(name).or_default() += 1;
            }
        }
        let mut is_done = true;
        for (index, chosen) in chosen.iter_mut().enumerate() {
            let is_shared = name(index, *chosen).is_some_and(|name| count[name.as_str()] > 1);
            if is_shared && *chosen + 1 < candidates[index].len() {
                *chosen += 1;
                is_done = false;
            }
        }
        if is_done {
            break;
        }
    }
    let operations = api.operations.iter().zip(candidates).zip(chosen);
    operations
        .map(|((operation, candidates), chosen)| {
            if chosen > 0 {
                warn(api, operation, &candidates[0], &candidates[chosen], diagnostics);
            }
            (chosen + 1 < candidates.len()).then(|| candidates[chosen].clone())
        })
        .collect()
}

fn warn(api: &Api, operation: &Operation, wanted: &str, kept: &str, diagnostics: &mut Diagnostics) {
    let place = api.sources.place(operation.source);
    let id = operation.id.as_deref().unwrap_or_default();
    diagnostics.warning(
        Code::AmbiguousOperationId,
        SourcePointer {
            pointer: format!("{}/operationId", place.pointer),
            ..place
        },
        format!("cannot trim operationId `{id}` to `{wanted}`: another operation would be called so, too"),
        format!("its method is `{kept}`; give it an operationId of its own to choose"),
    );
}

/// Returns what an operation can be called, the shortest first and the whole id last; nothing without an id.
fn candidates(operation: &Operation) -> Vec<String> {
    let Some(id) = operation.id.as_deref() else {
        return Vec::new();
    };
    let whole = words(id);
    let unnumbered = without_number(id, &whole);
    let unplaced = without_place(operation, unnumbered);
    let mut candidates: Vec<String> = [without_tag(operation, unplaced), unplaced, &whole]
        .map(|words| words.join("_"))
        .into();
    candidates.dedup();
    candidates.retain(|candidate| !candidate.is_empty());
    candidates
}

/// Returns the words without the number that springdoc adds to the second method of a name: `getUser_1`.
fn without_number<'w>(id: &str, words: &'w [String]) -> &'w [String] {
    let number = id.rsplit_once('_').map_or("", |(_, number)| number);
    let is_number =
        !number.is_empty() && number.len() <= 2 && number.bytes().all(|byte| byte.is_ascii_digit());
    match words.split_last() {
        Some((last, rest)) if is_number && last == number && !rest.is_empty() => rest,
        _ => words,
    }
}

/// Returns the words without the path and the method that FastAPI adds: `read_user_users__user_id__get`.
fn without_place<'w>(operation: &Operation, words: &'w [String]) -> &'w [String] {
    let mut place = self::words(&operation.key);
    place.push(operation.method.to_lowercase());
    match words.strip_suffix(place.as_slice()) {
        Some(rest) if !rest.is_empty() => rest,
        _ => words,
    }
}

/// Returns the words without the tag that NSwag and NestJS begin with: `Users_GetAll`, `UsersController_findAll`.
fn without_tag<'w>(operation: &Operation, words: &'w [String]) -> &'w [String] {
    for tag in &operation.tags {
        let tag = self::words(tag);
        let rest = words.strip_prefix(tag.as_slice()).unwrap_or(words);
        let rest = match rest.split_first() {
            Some((first, rest)) if first == "controller" => rest,
            _ => rest,
        };
        if rest.len() < words.len() && !tag.is_empty() && !rest.is_empty() {
            return rest;
        }
    }
    words
}

fn words(text: &str) -> Vec<String> {
    let snake = snake(text);
    let words = snake.split('_').filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}
