//! The reader beside `serde_json`: the same texts are JSON, and say the same.

use specwright_runtime::{Value, json};

/// Texts that are damaged in turn.
const SEEDS: [&str; 8] = [
    r#"{"a":[1,-0,0.5,-12.75e+3,1E-2,123456789012345678,18446744073709551615],"b":{"c":null,"d":[true,false]}}"#,
    r#"["plain","with \"quotes\" and \\ and \/","\b\f\n\r\t","\u00e9\ud83d\ude00","é😀\u007f"]"#,
    " [ { } , [ ] , { \"key\" : \"value\" , \"\" : \"\" } ,\t\r\n 0 ] ",
    r#"{"same":1,"same":{"same":2},"long key that does not fit into one word":"long text that does not fit either"}"#,
    r#"[0.1,0.30000000000000004,1e300,1e-300,2.2250738585072014e-308,9007199254740993,100000000000000000000]"#,
    r#""lone text""#,
    "-7",
    "[[[[[[[[null]]]]]]]]",
];

/// What takes the place of a byte, or is put before it.
const PIECES: [&[u8]; 24] = [
    b"\"",
    b"\\",
    b"{",
    b"}",
    b"[",
    b"]",
    b":",
    b",",
    b" ",
    b"0",
    b"1",
    b"-",
    b".",
    b"e",
    b"\\u",
    b"\\ud800",
    b"n",
    b"true",
    b"null",
    b"\x1f",
    b"\x7f",
    b"\xff",
    b"\xc3\xa9",
    b"",
];

/// The same numbers at every run (Marsaglia's xorshift).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }
}

/// Equal but for the last bits of a float, in which `serde_json` is not exact.
fn alike(ours: &Value, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Value::Number(ours), Value::Number(theirs)) if ours != theirs => {
            let (Some(ours), Some(theirs)) = (ours.as_f64(), theirs.as_f64()) else {
                return false;
            };
            (ours - theirs).abs() <= ours.abs() * 4.0 * f64::EPSILON
        }
        (Value::Array(ours), Value::Array(theirs)) => {
            ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(ours, theirs)| alike(ours, theirs))
        }
        (Value::Object(ours), Value::Object(theirs)) => {
            ours.len() == theirs.len()
                && ours
                    .iter()
                    .zip(theirs)
                    .all(|((name, ours), (same, theirs))| name == same && alike(ours, theirs))
        }
        _ => ours == theirs,
    }
}

#[test]
fn damaged_texts_are_read_or_refused_as_by_serde_json() {
    let mut dice = Dice(0x5eed);
    let (mut read, mut refused) = (0, 0);
    for round in 0..40_000 {
        let mut text = SEEDS[round % SEEDS.len()].as_bytes().to_vec();
        for _ in 0..dice.roll(4) {
            let start = dice.roll(text.len() + 1);
            let end = (start + dice.roll(3)).min(text.len());
            text.splice(start..end, PIECES[dice.roll(PIECES.len())].iter().copied());
        }
        let shown = String::from_utf8_lossy(&text);
        match (
            json::from_slice::<Value>(&text),
            serde_json::from_slice::<Value>(&text),
        ) {
            (Ok(ours), Ok(theirs)) => {
                assert!(alike(&ours, &theirs), "{shown}: {ours} and {theirs}");
                read += 1;
            }
            (Err(_), Err(_)) => refused += 1,
            (ours, theirs) => panic!("{shown}: {ours:?} and {theirs:?}"),
        }
    }
    assert!(read > 5_000 && refused > 5_000, "{read} read, {refused} refused");
}
