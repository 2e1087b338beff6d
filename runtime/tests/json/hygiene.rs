//! Schemas may be named as anything of Rust's prelude.

#![allow(dead_code, clippy::enum_variant_names)]

mod types {
    macro_rules! empty {
        ($($name:ident)*) => {$(
            pub(super) struct $name {}
            specwright_runtime::object! { $name {} }
        )*};
    }

    empty! {
        Option Vec Box Result Ok Err Some Default Clone Into From Iterator ToString Fn Drop Sized Send Sync AsRef
        Debug Display Formatter Value Map Reader Writer Decode Encode DecodeError Serialize Deserialize Serializer
        Deserializer Error ToOwned FromStr Infallible
    }

    pub(super) struct String(pub(super) ::std::string::String);
    specwright_runtime::newtype! { String }

    pub(super) enum None {
        None,
        Some,
        Ok,
        Err,
        Self_,
        Unknown(::std::string::String),
    }
    specwright_runtime::string_enum! { None { None = "None", Some = "Some", Ok = "Ok", Err = "Err", Self_ = "Self"; Unknown } }

    pub(super) enum Number {
        None,
        Some,
        Unknown(i64),
    }
    specwright_runtime::integer_enum! { Number { None = 0, Some = 1; Unknown } }

    pub(super) enum Literal {
        Ok,
        Err,
        Unknown(specwright_runtime::Value),
    }
    specwright_runtime::literal_enum! { Literal { Ok = "1", Err = "\"x\""; Unknown } }

    pub(super) enum Tagged {
        None(Fields),
        Some(::std::boxed::Box<Fields>),
        Unknown(specwright_runtime::Value),
    }
    specwright_runtime::tagged_union! { Tagged by "type" { None = "none", Some = "some"; Unknown, fallback None } }

    pub(super) enum Untagged {
        Ok(String),
        Err(Option),
        None(None),
    }
    specwright_runtime::untagged_union! { Untagged { None, Ok, Err } }

    pub(super) struct Fields {
        pub(super) r#type: ::core::option::Option<String>,
        pub(super) reader: ::core::option::Option<::std::vec::Vec<Box>>,
        pub(super) slots: specwright_runtime::Nullable<Result>,
        pub(super) error: ::core::option::Option<bool>,
        pub(super) writer: ::core::option::Option<bool>,
        pub(super) settled: ::core::option::Option<bool>,
        pub(super) r#fn: specwright_runtime::Map<None>,
    }
    specwright_runtime::object! {
        Fields {
            r#type = optional "type",
            reader = optional "reader",
            slots = nullable "slots",
            error = optional "error",
            writer = optional "writer",
            settled = optional "settled",
            ..r#fn
        }
    }
}

#[test]
fn types_named_as_the_prelude_are_read_and_written() {
    let text = r#"{"type":"none","reader":[{}],"slots":null,"error":true,"x":"Some","y":"new"}"#;
    let types::Tagged::None(fields) = super::read(text) else {
        panic!("the variant None")
    };
    assert!(matches!(fields.r#fn["x"], types::None::Some));
    assert_eq!(super::write(&fields), text);
    assert!(matches!(
        super::read(r#""Ok""#),
        types::Untagged::None(types::None::Ok)
    ));
}
