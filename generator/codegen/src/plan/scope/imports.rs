//! What a module imports, and under which features.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::super::runtime::RUNTIME;
use super::super::{Import, Name, RustType};
use super::Scope;
use specwright_document::order;

impl<'a> Scope<'a> {
    /// Plans the imports that the items planned so far need: one for what comes from the same module under the same
    /// condition.
    pub(in super::super) fn imports(&self) -> Vec<Import<'a>> {
        let mut imports: Vec<Import<'a>> = Vec::new();
        for ((module, name), features) in self.imports.borrow().iter() {
            let gate = self.gate(features.iter().copied());
            let same = |import: &Import<'a>| import.module == *module && import.gate == gate;
            let place = match imports.iter().position(same) {
                Some(place) => place,
                None => {
                    imports.push(Import {
                        gate,
                        module,
                        alias: None,
                        names: Vec::new(),
                    });
                    imports.len() - 1
                }
            };
            match (*module, &**name) == RUNTIME {
                true => imports[place].alias = Some(RUNTIME.1),
                false => imports[place].names.push(name.clone()),
            }
        }
        // As rustfmt sorts them: the client's own first, and modules before the items beside them.
        order::sort_by_key(&mut imports, |import| {
            (
                !import.module.starts_with("super"),
                Reverse(import.module.contains("::")),
            )
        });
        imports
    }

    /// Has the item that is planned import a name.
    pub(super) fn import(&self, module: &'static str, name: impl Into<Cow<'static, str>>) {
        let mut imports = self.imports.borrow_mut();
        let key = (module, name.into());
        match (imports.get_mut(&key), self.item.get()) {
            (Some(features), []) => features.clear(),
            (Some(features), more) if !features.is_empty() => features.extend(more),
            (Some(_), _) => {}
            (None, features) => drop(imports.insert(key, features.iter().copied().collect())),
        }
    }

    /// Plans what holds these types, of which some are dropped again: only what the rest names is imported.
    pub(in super::super) fn import_only_kept<T>(
        &self,
        plan: impl FnOnce() -> T,
        kept: impl FnOnce(&T) -> Vec<RustType>,
    ) -> T {
        let before = self.imports.take();
        let planned = plan();
        let named = self.imports.replace(before);
        let mut words = BTreeSet::new();
        kept(&planned).iter().for_each(|ty| ty.names(&mut words));
        for (module, name) in named.into_keys() {
            if words.contains(&*name) || (module, &*name) == RUNTIME {
                self.import(module, name);
            }
        }
        planned
    }

    /// Has the item that is planned import an item of its module, if that is in another file.
    pub(super) fn import_beside(&self, name: &Name) {
        if self.file.as_ref().is_some_and(|own| !own.contains(name.as_str())) {
            self.import("super", name.as_str().to_owned());
        }
    }
}
