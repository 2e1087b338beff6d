//! Tokens to text, and many items at once.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use proc_macro2::TokenStream;

/// The text of items.
pub(super) fn items(tokens: TokenStream) -> String {
    match syn::parse2(tokens) {
        Ok(file) => prettyplease::unparse(&file),
        // Tokens come from `quote!` with checked names in its holes, so this is a mistake of an emitter; the
        // compiler shows it at its place.
        Err(error) => format!("compile_error!({});\n", super::table::literal(&error.to_string())),
    }
}

/// The text of what stands in a block: methods of `head`, which is an `impl`.
pub(super) fn members(head: TokenStream, tokens: TokenStream) -> String {
    let text = items(quote::quote!(#head { #tokens }));
    let lines: Vec<&str> = text.lines().collect();
    let inner = lines.get(1..lines.len().saturating_sub(1)).unwrap_or_default();
    let mut out = String::with_capacity(text.len());
    for line in inner {
        out.push_str(line.strip_prefix("    ").unwrap_or(line));
        out.push('\n');
    }
    out
}

/// A type, as it stands in a table.
pub(super) fn ty(ty: &TokenStream) -> String {
    let text = items(quote::quote!(type T = #ty;));
    let text = text
        .trim_start_matches("type T =")
        .trim_end()
        .trim_end_matches(';');
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `text` as it stands in a block. No literal holds a line break, so that each line can move.
pub(super) fn indented(text: &str, out: &mut String) {
    for line in text.lines() {
        if !line.is_empty() {
            out.push_str("    ");
            out.push_str(line);
        }
        out.push('\n');
    }
}

/// Prints each item, on all processors, in order.
pub(super) fn each<T: Sync>(items: &[T], print: impl Fn(&T) -> String + Sync) -> Vec<String> {
    /// Items that one thread takes at a time.
    const BATCH: usize = 16;
    let threads = thread::available_parallelism()
        .map_or(1, NonZero::get)
        .min(items.len().div_ceil(BATCH));
    let next = AtomicUsize::new(0);
    let work = || {
        let mut printed = Vec::new();
        loop {
            let batch = next.fetch_add(1, Ordering::Relaxed);
            let Some(items) = items.chunks(BATCH).nth(batch) else {
                return printed;
            };
            printed.push((batch, items.iter().map(&print).collect::<Vec<_>>()));
        }
    };
    let mut printed = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut printed = work();
        for other in others {
            match other.join() {
                Ok(batches) => printed.extend(batches),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        printed
    });
    printed.sort_by_key(|(batch, _)| *batch);
    printed.into_iter().flat_map(|(_, texts)| texts).collect()
}
