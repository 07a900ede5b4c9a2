//! Why something was not done with the catalogue or a cart. The texts here are for the log; what people read is said where
//! they read it (`office::catalogue`, `office::counter`).

use super::picture::PictureRefused;
use super::sheet::SheetRefused;
use crate::store::StoreError;
use domain::cart::CartRefused;
use domain::catalogue::label::NotALabel;

/// Why it was not done. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    /// The cart cannot be sold, or not be changed so.
    #[error(transparent)]
    Cart(#[from] CartRefused),
    /// No item has this code.
    #[error("no item has this code")]
    UnknownCode,
    /// The item is not in the catalogue.
    #[error("this item is not in the catalogue")]
    UnknownItem,
    /// The category is not in the catalogue.
    #[error("this category is not in the catalogue")]
    UnknownCategory,
    /// The name is none.
    #[error(transparent)]
    Label(#[from] NotALabel),
    /// Another item has the code.
    #[error("another item has this code")]
    CodeTaken,
    /// Somebody has changed it in the meantime.
    #[error("somebody else has changed this in the meantime: look again")]
    Stale,
    /// There is no room for more.
    #[error("there is no room for more")]
    Full,
    /// The cart that waited has been taken up by somebody else.
    #[error("somebody has taken this cart up already")]
    Gone,
    /// The picture is none that can be used.
    #[error(transparent)]
    Picture(#[from] PictureRefused),
    /// The file is none that can be read.
    #[error(transparent)]
    Sheet(#[from] SheetRefused),
    /// The records failed.
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for CatalogueError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Stale => Self::Stale,
            error => Self::Store(error),
        }
    }
}
