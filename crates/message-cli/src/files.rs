//! The one way in which commands write files: nothing is lost, and nothing is half written.
//!
//! - A [`WholeFile`] is a file that is replaced as a whole.
//! - A [`NewFolder`] is a folder that appears as a whole, where nothing or an empty folder was.
//! - A [`FilledFolder`] is such a folder, or is there already and just what would be written.
//! - A [`FolderUpdate`] changes some files of a folder that a command has written before. A
//!   [`Claim`] is one or the other of the two, as there is something at the place or not.
//!
//! Each of them is written under a temporary name, flushed to disk, and then renamed. So a reader
//! sees the old content or the new one, a failure leaves the old one, two runs at the same place
//! exclude each other, and what a killed run has left behind is removed by the next run at that
//! place.

mod claim;
mod filled_folder;
mod new_folder;
mod part;
mod update;
mod whole;

pub use claim::Claim;
pub use filled_folder::FilledFolder;
pub use new_folder::{NewFolder, folder_path, is_free};
pub use part::{claim_folder, is_part};
pub use update::FolderUpdate;
pub use whole::{WholeFile, write_file};
