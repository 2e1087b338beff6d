//! A document and all that it refers to, file by file, with references that resolve in the folder.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::path::PathBuf;

use specwright::description::keyword::GRAMMAR;
use specwright::source::Outline;

use super::Problem;
use super::fetch::Fetcher;
use super::layout::{Layout, relative};
use super::location::Location;
use super::record::hash;
use super::rewrite::rewrite;

/// A file that was brought.
#[derive(Debug)]
pub(super) struct Gathered {
    /// Where it is in the folder.
    pub(super) path: PathBuf,
    pub(super) source: Location,
    /// The hash of what was fetched.
    pub(super) fetched: String,
    /// What is written.
    pub(super) bytes: Vec<u8>,
}

/// A file while others are still to be fetched.
struct Found {
    path: PathBuf,
    /// Where its references begin: where a redirect led to.
    base: Location,
    bytes: Vec<u8>,
    outline: Outline,
}

/// Fetches a document and all that it refers to, each file once. The document comes first.
///
/// # Errors
///
/// The first file that can't be had, with the one that refers to it, or a reference that can't be written anew.
pub(super) fn gather(document: &Location, fetcher: &mut Fetcher) -> Result<Vec<Gathered>, Problem> {
    let (bytes, base) = fetcher.fetch(document)?;
    let outline = outline(document, &bytes);
    if !outline.is_document && !is_markdown(document) {
        let help = "name the URL of the document itself, not of a page that shows it";
        return Err(Problem::new(format!("`{document}` is no OpenAPI document"), help));
    }
    let (mut layout, path) = Layout::new(document, &base, &bytes);
    let mut ids = outline.ids.clone();
    let mut order = vec![document.clone()];
    let mut found = HashMap::from([(
        document.clone(),
        Found {
            path,
            base,
            bytes,
            outline,
        },
    )]);
    let mut queue = VecDeque::from([document.clone()]);
    while let Some(from) = queue.pop_front() {
        let references = found[&from].outline.references.clone();
        let base = found[&from].base.clone();
        for reference in references {
            let to = base.join(&reference)?;
            // What a schema says of its own name is no file.
            let is_id = ids.contains(&reference) || ids.contains(&to.to_string());
            if is_id || found.contains_key(&to) {
                continue;
            }
            let (bytes, base) = fetcher.fetch(&to).map_err(|problem| {
                Problem::new(
                    format!("{}, to which `{from}` refers", problem.message),
                    problem.help,
                )
            })?;
            let outline = self::outline(&to, &bytes);
            ids.extend(outline.ids.iter().cloned());
            let path = layout.path(&to);
            found.insert(
                to.clone(),
                Found {
                    path,
                    base,
                    bytes,
                    outline,
                },
            );
            order.push(to.clone());
            queue.push_back(to);
        }
    }
    order.iter().map(|source| file(source, &found, &ids)).collect()
}

fn outline(location: &Location, bytes: &[u8]) -> Outline {
    match is_markdown(location) {
        true => Outline::default(),
        false => Outline::of(bytes, GRAMMAR).unwrap_or_default(),
    }
}

fn is_markdown(location: &Location) -> bool {
    let path = match location {
        Location::Url(url) => url.path().to_ascii_lowercase(),
        Location::File(path) => path.to_string_lossy().to_ascii_lowercase(),
    };
    [".md", ".mdx", ".markdown"]
        .iter()
        .any(|ending| path.ends_with(ending))
}

/// Returns a file as it is written.
fn file(
    source: &Location,
    found: &HashMap<Location, Found>,
    ids: &BTreeSet<String>,
) -> Result<Gathered, Problem> {
    let own = &found[source];
    let mut changes = BTreeMap::new();
    for reference in &own.outline.references {
        let to = own.base.join(reference)?;
        let Some(target) = found.get(&to).filter(|_| !ids.contains(reference)) else {
            continue;
        };
        let new = relative(&own.path, &target.path);
        // Encoded or not, what leads there already stays as it is.
        if reference.strip_prefix("./").unwrap_or(reference) != new {
            changes.insert(reference.clone(), new);
        }
    }
    let bytes = match changes.is_empty() {
        true => own.bytes.clone(),
        false => rewrite(&own.bytes, &changes).map_err(|reference| {
            Problem::new(
                format!("the reference `{reference}` of `{source}` can't be written anew"),
                "write it on the line of its `$ref`, or download the files yourself",
            )
        })?,
    };
    Ok(Gathered {
        path: own.path.clone(),
        source: source.clone(),
        fetched: hash(&own.bytes),
        bytes,
    })
}
