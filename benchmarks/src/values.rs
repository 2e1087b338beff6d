//! JSON of items and events.

use std::fmt::Write;

/// A list of items of at least so many bytes.
pub fn items(bytes: usize) -> String {
    list(bytes, write_item)
}

/// A list of events of at least so many bytes: a third of them with an item, the others small.
pub fn events(bytes: usize) -> String {
    list(bytes, |text, index| {
        let written = match index % 3 {
            0 => {
                text.push_str(r#"{"kind":"added","item":"#);
                write_item(text, index);
                text.push('}');
                return;
            }
            // What tells the kind is not always first.
            1 => write!(
                text,
                r#"{{"id":{index},"from":"shelf {index}","to":"the \"cellar\"","kind":"moved"}}"#
            ),
            _ => write!(text, r#"{{"kind":"removed","id":{index},"reason":"broken"}}"#),
        };
        written.expect("a string takes all");
    })
}

/// One item.
pub fn item(index: usize) -> String {
    let mut text = String::new();
    write_item(&mut text, index);
    text
}

fn list(bytes: usize, write: impl Fn(&mut String, usize)) -> String {
    let mut text = String::with_capacity(bytes + 1000);
    text.push('[');
    for index in 0.. {
        if text.len() >= bytes {
            break;
        }
        if index > 0 {
            text.push(',');
        }
        write(&mut text, index);
    }
    text.push(']');
    text
}

fn write_item(text: &mut String, index: usize) {
    let supplier = if index.is_multiple_of(2) {
        r#","supplier":"Müller & Söhne""#
    } else {
        ""
    };
    let written = write!(
        text,
        r#"{{"id":{index},"name":"Item number {index}","description":"What it is good for, in a sentence or two.\nThe second is here.","price":{}.95,"available":{},"tags":["new","made of wood","n{index}"],"dimensions":{{"width":12.5,"height":{index}.25,"depth":0.125}},"related":[{},{},{}]{supplier}}}"#,
        index % 1000,
        index.is_multiple_of(3),
        index + 1,
        index + 2,
        index * 7,
    );
    written.expect("a string takes all");
}
