//! Where the workspace is that this program was built in.

use std::path::Path;

/// The root of the workspace, to which the commands' own paths are relative.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask is a folder of the workspace")
}
