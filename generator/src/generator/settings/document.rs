//! Which document is read, and what the client is called.

use std::path::PathBuf;

use crate::generator::Generator;

impl Generator {
    /// The client's name: its file in `OUT_DIR` is `NAME.rs`. Unless set, it is made from the document's file name, or from
    /// the title of a document in memory.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// The folder that [`build_script`](Self::build_script) writes to, instead of Cargo's `OUT_DIR`.
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out_dir = Some(folder.into());
        self
    }

    /// The folder that the document's references may lead to, with all folders in it: the document's own unless set.
    /// A document from elsewhere must not read just any file.
    pub fn root(mut self, folder: impl Into<PathBuf>) -> Self {
        self.load.root = Some(folder.into());
        self
    }
}
