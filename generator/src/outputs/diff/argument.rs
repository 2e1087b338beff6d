//! What methods take.

/// Returns whether what was given for the one argument can be given for the other, which may take more: also none, or null.
pub(super) fn takes_all_of(before: &str, after: &str) -> bool {
    /// The traits of arguments. Each is for all that the one before it is for.
    const TRAITS: [&str; 3] = ["Argument", "Optional", "OptionalOrNull"];
    let of_trait = |text: &str| -> Option<(usize, String)> {
        let (path, parameter) = text.strip_prefix("impl ")?.split_once('<')?;
        let name = path.rsplit("::").next().unwrap_or(path);
        let place = TRAITS.iter().position(|known| *known == name)?;
        Some((place, parameter.to_owned()))
    };
    before == after
        || match (of_trait(before), of_trait(after)) {
            (Some((before, of)), Some((after, to))) => of == to && before <= after,
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::takes_all_of;

    #[test]
    fn an_argument_that_may_also_be_null_or_none_takes_what_it_took() {
        assert!(takes_all_of("impl Argument<Order>", "impl Optional<Order>"));
        assert!(takes_all_of("impl Optional<Order>", "impl OptionalOrNull<Order>"));
        assert!(takes_all_of("i64", "i64"));
        assert!(!takes_all_of("impl Optional<Order>", "impl Argument<Order>"));
        assert!(!takes_all_of("impl Argument<Order>", "impl Optional<Item>"));
        // What was inferred, as in `text.parse()?`, is not any more.
        assert!(!takes_all_of("i64", "impl Optional<i64>"));
    }
}
