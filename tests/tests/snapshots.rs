//! Rules, each by a document of its own in `documents/`, beside the code that it gives.
//!
//! A snapshot shows the document, what the generator has to say about it, and the generated items that are not the same
//! for every document. To add a rule, add a document and its name to the list below.

use std::fs;
use std::path::{Path, PathBuf};

use specwright::Generator;

/// Snapshots of the documents in a folder, a test each, and a test that none is left out.
macro_rules! rules {
    ($folder:ident: $($rule:ident),+ $(,)?) => {
        mod $folder {
            $(
                #[test]
                fn $rule() {
                    super::assert_rule(stringify!($folder), stringify!($rule));
                }
            )+

            #[test]
            fn each_document_of_the_folder_has_its_test() {
                super::assert_all_listed(stringify!($folder), &[$(stringify!($rule)),+]);
            }
        }
    };
}

rules! {
    schemas:
    a_base_that_lists_its_children_is_a_union_of_them,
    a_child_that_adds_nothing_is_no_alias_of_its_base,
    a_closed_object_without_properties_is_an_empty_struct,
    a_const_is_an_enum_of_one,
    a_discriminator_that_a_variant_does_not_describe_is_a_field,
    a_large_value_is_behind_a_pointer,
    a_mapping_without_alternatives_is_a_union,
    a_number_that_may_be_text_is_a_number,
    a_reference_with_siblings,
    a_tuple_has_a_fixed_length,
    a_union_is_made_of_what_a_union_in_it_is_made_of,
    a_union_keeps_what_a_list_beside_it_demands,
    a_union_of_unions_is_tagged_through,
    additional_properties_beside_alternatives_are_kept,
    all_of_around_a_tagged_union_stays_tagged,
    all_of_is_one_struct,
    all_of_with_a_conflict,
    all_of_with_alternatives_is_a_union_of_structs,
    alternatives_that_are_unions_lend_their_tags,
    alternatives_that_only_demand_properties_are_one_struct,
    an_alternative_that_leads_back_is_left_out,
    an_enum_of_integers,
    an_enum_of_mixed_values,
    an_enum_of_strings_keeps_unknown_values,
    an_inheritance_by_discriminator,
    an_inline_schema_is_named_from_where_it_stands,
    any_of_tries_the_narrow_before_the_wide,
    any_of_with_null_is_nullable,
    anything_is_any_json,
    base64_by_content_encoding,
    constants_of_any_type_are_tags,
    constants_with_titles_are_one_enum,
    cycles_are_boxed_where_they_must_be,
    documentation_is_on_the_items,
    enums_and_a_string_are_one_enum,
    inline_schemas_that_say_the_same_are_one_type,
    keywords_for_objects_say_nothing_of_scalars,
    maps_alone_and_beside_fields,
    names_that_rust_or_the_client_needs,
    one_alternative_without_a_tag_leaves_the_others_tagged,
    one_of_with_a_discriminator_is_tagged,
    one_of_with_distinct_constants_is_tagged,
    optional_and_nullable_tell_absent_from_null,
    prefix_items_are_a_tuple,
    read_only_and_write_only,
    references_into_any_place,
    scalars_with_formats,
    values_of_enums_that_no_identifier_holds,
    values_that_fit_several_alternatives_keep_the_properties_of_all,
}

rules! {
    operations:
    a_multipart_body_of_alternatives_has_all_their_parts,
    a_response_that_is_a_stream_or_a_whole,
    bodies_of_forms_and_files,
    bodies_of_json_and_their_optionality,
    headers_of_responses_are_methods_of_one_view,
    headers_that_are_objects_or_json,
    operations_without_an_id_and_with_the_same,
    pages_follow_where_the_document_says_how,
    parameters_required_are_arguments_and_optional_are_setters,
    responses_are_told_apart_by_media_type,
    responses_as_streams,
    responses_by_status_range_and_default,
    responses_that_are_alike_share_an_enum,
    security_schemes_are_builder_methods,
    security_schemes_with_token_sources_and_certificates,
    servers_with_variables,
    several_media_types_of_a_body_are_a_choice,
    what_webhooks_send_gets_types,
}

rules! {
    versions:
    openapi_3_0,
    openapi_3_1,
    openapi_3_2,
    swagger_2,
}

rules! {
    files:
    several_files,
}

rules! {
    sloppy:
    a_byte_order_mark_tabs_and_crlf,
    an_unknown_type,
    an_unquoted_null_in_a_list_of_types,
    discriminators_that_name_nothing,
    duplicate_keys,
    items_as_a_list_of_what_is_no_array,
    media_types_with_parameters,
    missing_responses_and_undeclared_path_parameters,
    null_where_a_mapping_or_list_is_meant,
    numbers_where_strings_are_meant,
    required_true_on_a_property,
}

#[test]
fn the_model_of_klavis() {
    let generated = Generator::new("../spec/klavis.yaml").generate().unwrap();
    insta::assert_debug_snapshot!(generated.api());
}

#[test]
fn the_client_of_klavis() {
    let generated = Generator::new("../spec/klavis.yaml").generate().unwrap();
    assert_eq!(generated.diagnostics, []);
    insta::assert_snapshot!(generated.client);
}

fn documents(folder: &str) -> PathBuf {
    Path::new("documents").join(folder)
}

fn assert_rule(folder: &str, rule: &str) {
    let file = documents(folder).join(format!("{rule}.yaml"));
    let root = if file.exists() {
        file
    } else {
        documents(folder).join(rule).join("root.yaml")
    };
    let generated = Generator::new(&root)
        .name("example")
        .generate()
        .unwrap_or_else(|error| panic!("{error}"));
    let mut text = String::new();
    for input in &generated.inputs {
        text += &format!(
            "# {}\n\n{}\n",
            input.display(),
            fs::read_to_string(input).unwrap()
        );
    }
    for diagnostic in &generated.diagnostics {
        text += &format!("{diagnostic}\n\n");
    }
    text += "------ gives ------\n\n";
    text += &without_frame(&generated.client);
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(format!("snapshots/{folder}"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(rule, text));
}

fn assert_all_listed(folder: &str, listed: &[&str]) {
    let mut present: Vec<String> = fs::read_dir(documents(folder))
        .unwrap()
        .map(|entry| {
            entry
                .unwrap()
                .path()
                .file_stem()
                .unwrap()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    present.sort();
    assert_eq!(present, listed);
}

/// The code without the items that are the same for each of these documents.
fn without_frame(client: &str) -> String {
    let frame = Generator::new("documents/frame.yaml")
        .name("example")
        .generate()
        .unwrap()
        .client;
    let same: Vec<&str> = items(&frame);
    items(client)
        .into_iter()
        .filter(|item| !same.contains(item) && !item.starts_with("// "))
        .collect::<Vec<_>>()
        .join("\n\n")
}

/// The text of each item at the top, with its documentation and attributes.
fn items(code: &str) -> Vec<&str> {
    let mut items = Vec::new();
    let mut start = 0;
    let mut end = 0;
    for line in code.split_inclusive('\n') {
        end += line.len();
        let closes = line.starts_with('}') || line.trim_end().ends_with("{}") && !line.starts_with(' ');
        let is_macro = line.starts_with("rt::") && line.trim_end().ends_with('}');
        let is_import = line.starts_with("use ") && line.trim_end().ends_with(';');
        let is_version = line.starts_with("specwright_runtime::generated_for!");
        if closes || is_macro || is_import || is_version || line.starts_with("// ") {
            items.push(code[start..end].trim());
            start = end;
        }
    }
    items.push(code[start..].trim());
    items
}
