//! Which property of a type a name is.

use std::collections::HashMap;

use super::object::Property;

/// How many properties are looked at from where the next one is expected: some that need not be there may be left out.
const NEAR: usize = 8;

/// With no more properties than this, to look at all is quicker than to hash the name.
const NARROW: usize = 24;

/// The properties of types by their names, for the types with many whose properties came in another order than in their
/// tables.
#[derive(Default)]
pub(super) struct Lookup(Vec<(Address, HashMap<&'static str, usize>)>);

/// The address and the length of a table: tables are constants.
type Address = (usize, usize);

impl Lookup {
    /// Returns the index of a property, expected where it is when properties come in the order of the table.
    #[inline]
    pub(super) fn position(
        &mut self,
        properties: &'static [Property],
        expected: usize,
        name: &str,
    ) -> Option<usize> {
        let after = properties.get(expected..)?;
        let near = after.iter().take(NEAR).position(|(known, _)| *known == name);
        match near {
            Some(index) => Some(expected + index),
            None => self.anywhere(properties, name),
        }
    }

    fn anywhere(&mut self, properties: &'static [Property], name: &str) -> Option<usize> {
        if properties.len() <= NARROW {
            return properties.iter().position(|(known, _)| *known == name);
        }
        let address = (properties.as_ptr().addr(), properties.len());
        let index = match self.0.binary_search_by_key(&address, |(address, _)| *address) {
            Ok(index) => index,
            Err(index) => {
                let names = properties.iter().map(|(name, _)| *name).zip(0..).collect();
                self.0.insert(index, (address, names));
                index
            }
        };
        let (_, names) = self.0.get(index)?;
        names.get(name).copied()
    }
}
