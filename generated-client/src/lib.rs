//! The Klavis AI client. Its code is in no repository: the build script makes it from `spec/klavis.yaml`.

specwright_runtime::include_client!("klavis");
