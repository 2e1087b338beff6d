//! Servers, credentials and headers: what belongs to no single operation.

use super::Comparison;
use super::change::{Changes, Subject, quoted};
use super::kind::ChangeKind;
use super::verdict::Sides;
use specwright_codegen::plan::named::{Api, Server};
use specwright_document::diagnostic::SourcePointer;

/// Compares what belongs to the client as a whole.
pub(super) fn compare(comparison: &Comparison<'_>, changes: &mut Changes) {
    servers(comparison, changes);
    security_schemes(comparison, changes);
    headers(comparison, changes);
}

fn subject(name: &str, pointer: &str, sides: Sides) -> Subject {
    let place = SourcePointer {
        pointer: pointer.to_owned(),
        ..SourcePointer::default()
    };
    Subject {
        name: name.to_owned(),
        rust: "the client".to_owned(),
        places: (Some(place.clone()), Some(place)),
        sides,
    }
}

fn servers(comparison: &Comparison<'_>, changes: &mut Changes) {
    let (old, new) = (&comparison.old.api.servers, &comparison.new.api.servers);
    let subject = subject("servers", "/servers", Sides::REQUEST);
    let same = |servers: &'_ [Server], server: &Server| -> Option<Server> {
        let by_url = servers.iter().find(|other| other.url == server.url);
        by_url
            .or_else(|| servers.iter().find(|other| other.name == server.name))
            .cloned()
    };
    for before in old {
        let item = quoted(&before.url);
        let Some(after) = same(new, before) else {
            changes.add(ChangeKind::ServerRemoved, &subject, &item);
            continue;
        };
        if before.url != after.url {
            let detail = format!("{} now", quoted(&after.url));
            changes.add_with(ChangeKind::ServerMoved, &subject, &item, &detail, &[]);
        }
        if before.name != after.name {
            changes.add(ChangeKind::VariantRenamed, &subject, &item);
        }
        if before.variables != after.variables {
            changes.add(ChangeKind::ServerVariablesChanged, &subject, &item);
        }
    }
    for after in new {
        if same(old, after).is_none() {
            changes.add(ChangeKind::ServerAdded, &subject, &quoted(&after.url));
        }
    }
    let first = |servers: &[Server]| servers.first().map(|server| server.url.clone());
    if let (Some(before), Some(after)) = (first(old), first(new))
        && before != after
        && new.iter().any(|server| server.url == before)
    {
        changes.add(ChangeKind::DefaultServerChanged, &subject, &quoted(&after));
    }
}

fn security_schemes(comparison: &Comparison<'_>, changes: &mut Changes) {
    let (old, new) = (
        &comparison.old.api.security_schemes,
        &comparison.new.api.security_schemes,
    );
    let at = |key: &str| {
        let mut pointer = String::from("/components/securitySchemes");
        specwright_document::source::pointer::push_key(&mut pointer, key);
        subject(
            &format!("security scheme {}", quoted(key)),
            &pointer,
            Sides::REQUEST,
        )
    };
    for before in old {
        let item = quoted(&before.key);
        let Some(after) = new.iter().find(|after| after.key == before.key) else {
            changes.add(ChangeKind::SchemeRemoved, &at(&before.key), &item);
            continue;
        };
        if before.credential != after.credential {
            changes.add(ChangeKind::SchemeChanged, &at(&before.key), &item);
        }
        let methods = |scheme: &'_ specwright_codegen::plan::named::SecurityScheme| {
            [
                Some(&scheme.name),
                scheme.source.as_ref(),
                scheme.client_credentials.as_ref(),
            ]
            .into_iter()
            .flatten()
            .map(|name| name.as_str().to_owned())
            .collect::<Vec<_>>()
        };
        let after_methods = methods(after);
        if !methods(before).iter().all(|name| after_methods.contains(name)) {
            changes.add(ChangeKind::SchemeRenamed, &at(&before.key), &item);
        }
    }
    for after in new {
        if !old.iter().any(|before| before.key == after.key) {
            changes.add(ChangeKind::SchemeAdded, &at(&after.key), &quoted(&after.key));
        }
    }
}

fn headers(comparison: &Comparison<'_>, changes: &mut Changes) {
    let methods = |api: &Api| -> Vec<(String, String, String)> {
        let headers = api.headers.iter().flat_map(|headers| &headers.headers);
        headers
            .map(|header| {
                (
                    header.wire.clone(),
                    header.name.as_str().to_owned(),
                    format!("{:?} {}", header.ty.is_some(), header.is_json),
                )
            })
            .collect()
    };
    let types = |side: &super::Side<'_>| -> Vec<(String, String)> {
        let headers = side
            .plan
            .operations
            .headers
            .iter()
            .flat_map(|headers| &headers.methods);
        headers
            .map(|method| {
                let ty = method
                    .ty
                    .as_ref()
                    .map_or_else(String::new, |ty| ty.short().to_string());
                (method.name.to_string(), ty)
            })
            .collect()
    };
    let subject = subject("headers of responses", "/paths", Sides::RESPONSE);
    let (old, new) = (methods(comparison.old.api), methods(comparison.new.api));
    let (old_types, new_types) = (types(&comparison.old), types(&comparison.new));
    for (before, ty) in old.iter().zip(&old_types) {
        if !new.contains(before) || !new_types.contains(ty) {
            changes.add(ChangeKind::HeaderRemoved, &subject, &quoted(&before.0));
        }
    }
    for after in &new {
        if !old.iter().any(|before| before.0 == after.0) {
            changes.add(ChangeKind::HeaderAdded, &subject, &quoted(&after.0));
        }
    }
}
