//! Values that are made without a look into other schemas.

use serde_json::{Value, json};

use crate::choice::Choice;
use crate::flat::Flat;
use crate::formats;
use crate::numbers::{integer, number};
use crate::pattern::Texts;

/// How long a text is made at most, in characters.
pub(crate) const LONGEST: usize = 10_000;

pub(crate) fn is_of(value: &Value, name: &str) -> bool {
    match value {
        Value::Null => name == "null",
        Value::Bool(_) => name == "boolean",
        Value::Number(number) => {
            name == "number" || (name == "integer" && number.as_f64().is_some_and(|n| n.fract() == 0.0))
        }
        Value::String(_) => name == "string",
        Value::Array(_) => name == "array",
        Value::Object(_) => name == "object",
    }
}

pub(crate) fn likely_type(flat: &Flat<'_>) -> Option<&'static str> {
    let object = !flat.properties.is_empty()
        || !flat.required.is_empty()
        || !flat.patterns.is_empty()
        || flat.additional.is_some();
    if object {
        Some("object")
    } else if !flat.items.is_empty() || !flat.prefix.is_empty() {
        Some("array")
    } else if flat.format.is_some()
        || flat.at_least("minLength") > 0
        || flat.at_most("maxLength") < usize::MAX
    {
        Some("string")
    } else if flat.bounds().next().is_some() {
        Some("number")
    } else {
        None
    }
}

pub(crate) fn anything() -> Vec<Value> {
    vec![
        json!({"some": ["thing", {"deep": null}], "n": 1.5}),
        json!("text"),
        json!([1, "two", false]),
        json!(12),
        json!(true),
        Value::Null,
    ]
}

pub(crate) fn strings<'b>(flat: &Flat<'b>, texts: &mut Texts<'b>) -> Vec<Value> {
    let least = flat.at_least("minLength");
    let most = flat.at_most("maxLength");
    if least > LONGEST {
        return Vec::new();
    }
    let of_format = flat.format.map(formats::texts).unwrap_or_default();
    if !of_format.is_empty() {
        return of_format.iter().map(|text| json!(text)).collect();
    }
    if let Some(pattern) = flat.pattern {
        let made = [
            texts.matching(pattern, least, &mut Choice::First),
            texts.matching(pattern, least.max(most.min(20)), &mut Choice::First),
            texts.matching(pattern, least, &mut Choice::Seeded(1)),
        ];
        return made.into_iter().flatten().map(Value::from).collect();
    }
    let fitted = |text: &str| -> Value {
        text.chars()
            .cycle()
            .take(text.chars().count().max(least).min(most))
            .collect::<String>()
            .into()
    };
    let mut made = vec![fitted("text"), fitted("quo\"te\\ \n\u{1f600} ünï\u{0}\u{7f}")];
    if least == 0 {
        made.push(json!(""));
    }
    if most <= 1000 {
        made.push("m".repeat(most).into());
    }
    made.push(fitted("12"));
    made
}

pub(crate) fn integers(flat: &Flat<'_>) -> Vec<Value> {
    let mut bounds: Vec<i128> = flat.bounds().filter_map(integer).collect();
    let (least, most) = formats::integers(flat.format);
    // A stated bound may lead out of the format; nothing else does.
    let fits = |number: &i128| (least..=most).contains(number);
    let near: Vec<i128> = bounds
        .iter()
        .flat_map(|bound| [bound.saturating_add(1), bound.saturating_sub(1)])
        .filter(fits)
        .collect();
    let usual = [0, -1, 1000].into_iter().filter(fits);
    let multiples: Vec<i128> = flat.multiple_of.and_then(integer).map_or(Vec::new(), |step| {
        let step = step.max(1);
        let times = |count: i128| count.saturating_mul(step);
        let of_bounds = bounds.iter().map(|bound| bound.div_euclid(step));
        let of_bounds = of_bounds.flat_map(|count| [times(count), times(count.saturating_add(1))]);
        [times(1), times(2)].into_iter().chain(of_bounds).collect()
    });
    if bounds.is_empty() {
        bounds.extend([most, least]);
        // Of an integer without bounds the usual ones come first.
        let made = multiples.into_iter().chain([1]).chain(usual).chain(bounds);
        return made.filter_map(number).collect();
    }
    // The bounds themselves show most: that they come before what is usual keeps them in where just a few are taken.
    let made = multiples.into_iter().chain([1]).chain(bounds.iter().copied());
    made.chain(usual)
        .chain(near)
        .filter_map(number)
        .filter(|value| flat.in_range(value))
        .collect()
}

pub(crate) fn numbers(flat: &Flat<'_>) -> Vec<Value> {
    // Of the bounds of a float a bit less, so that the last digit counts for nothing.
    let is_float = flat.format == Some("float");
    let most = if is_float { 3.402_823e38 } else { f64::MAX };
    let bounds = flat.bounds().filter_map(Value::as_f64);
    let bounds: Vec<f64> = bounds.map(|bound| bound.clamp(-most, most)).collect();
    let between = match bounds[..] {
        [a, b] => Some((a / 2.0) + (b / 2.0)),
        _ => None,
    };
    let multiples = flat.multiple_of.and_then(Value::as_f64).into_iter();
    let multiples = multiples.flat_map(|step| {
        let of_bounds = bounds
            .clone()
            .into_iter()
            .map(move |bound| (bound / step).ceil() * step);
        [step, step * 2.0, 0.0].into_iter().chain(of_bounds)
    });
    let multiples: Vec<f64> = multiples.collect();
    let usual = [1.5, 0.0, -0.25, 3.0, 1e-7, 123_456.789, 1e21];
    multiples
        .into_iter()
        .chain(usual)
        .chain(bounds)
        .chain(between)
        .filter(|number| number.is_finite())
        .map(|number| json!(number))
        .filter(|value| flat.in_range(value))
        .collect()
}
