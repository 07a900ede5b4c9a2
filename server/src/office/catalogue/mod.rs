//! The catalogue in the back office: items, categories, pictures, the whole as a file, and how terminals sell.
//!
//! - `handlers`: what each address answers; `typed`: a form becomes an item
//! - `items`, `categories`, `selling`: what the pages look like; `why`: what is said where something was refused
//! - `upload`: a file that a form brings

mod categories;
mod handlers;
mod items;
mod selling;
#[cfg(test)]
mod tests;
mod typed;
mod upload;
mod why;

pub(super) use handlers::{
    add_category, add_item, change_category, change_item, export, give_picture, import, item, kept_for_ever, list,
    list_categories, new_item, picture, selling as show_selling, set_selling, take_picture,
};

pub(super) use upload::Upload;
pub(super) use why::picture as why_no_picture;

/// Where the items are.
pub(super) const PATH: &str = "/office/catalogue";
/// Where the categories are.
pub(super) const CATEGORIES: &str = "/office/catalogue/categories";
/// How terminals sell.
pub(super) const SELLING: &str = "/office/catalogue/selling";
/// The largest form with a picture: the picture, and what is around it.
pub(super) const PICTURE_BYTES: usize = crate::catalogue::picture::MOST_BYTES + 64 * 1024;
/// The largest form with a file of items.
pub(super) const SHEET_BYTES: usize = crate::catalogue::sheet::MOST_BYTES + 64 * 1024;
