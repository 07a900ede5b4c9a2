//! What each address of the catalogue answers. Who may call it is declared in [`super::super::routes`].

use super::super::form::{Asked, Typed};
use super::super::frame::{Page, said};
use super::super::here::{Here, see};
use super::super::parts::field::Refusals;
use super::upload::Upload;
use super::{CATEGORIES, PATH, SELLING, categories, items, selling as page, typed as read, why};
use crate::catalogue::shelf::{Shelf, Wanted};
use crate::catalogue::{Catalogue, CatalogueError};
use crate::store::catalogue::Picture;
use crate::words::Words;
use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderName, StatusCode};
use axum::response::{IntoResponse as _, Response};
use domain::access::TerminalId;
use domain::catalogue::{CategoryId, ItemId, PictureId};
use domain::mode::Selling;
use leptos::prelude::*;
use std::sync::Arc;

/// The page of a new item.
const NEW: &str = "new";

fn catalogue(here: &Here) -> Catalogue {
    here.office.tills.till.catalogue.clone()
}

async fn shelf(here: &Here) -> Result<(Catalogue, Arc<Shelf>), Response> {
    let catalogue = catalogue(here);
    match catalogue.shelf().await {
        Ok(shelf) => Ok((catalogue, shelf)),
        Err(error) => {
            tracing::error!(%error, "the catalogue cannot be read");
            Err(here.failed())
        }
    }
}

/// Why something was not done, at the field it is about; none where nobody can do anything about it, which is logged.
fn refusals(here: &Here, error: &CatalogueError) -> Option<Refusals> {
    let why = why::change(error, catalogue(here).currency(), here.words);
    if why.is_none() {
        tracing::error!(%error, "the catalogue could not be changed");
    }
    why.map(|(field, why)| Refusals::one(field, why))
}

fn status(refusals: &Refusals) -> StatusCode {
    if refusals.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
}

fn done(typed: &Typed, words: Words) -> Option<&'static str> {
    Some(match typed.text("done") {
        "saved" => words.saved(),
        "added" => words.added(),
        "removed" => words.removed(),
        "picture" => words.picture_done(),
        _ => return None,
    })
}

/// `GET /office/catalogue`.
pub(in super::super) async fn list(here: Here, Asked(typed): Asked) -> Response {
    match shelf(&here).await {
        Ok((catalogue, shelf)) => {
            let done = done(&typed, here.words).map(said);
            listed(&here, &catalogue, &shelf, &typed, done, &Refusals::none())
        }
        Err(answer) => answer,
    }
}

fn listed(
    here: &Here,
    catalogue: &Catalogue,
    shelf: &Shelf,
    typed: &Typed,
    done: Option<AnyView>,
    refusals: &Refusals,
) -> Response {
    let wanted = Wanted { category: None, search: typed.text("q").chars().take(200).collect() };
    let page = typed.text("page").parse().unwrap_or(0);
    let body = items::list(shelf, &wanted, page, catalogue.currency(), done, refusals, here.words);
    here.office(PATH, Page::new(here.words.catalogue(), body).with_status(status(refusals)))
}

/// `GET /office/catalogue/items/new`.
pub(in super::super) async fn new_item(here: Here) -> Response {
    one(&here, NEW, None, &Refusals::none(), None).await
}

/// `GET /office/catalogue/items/{id}`.
pub(in super::super) async fn item(here: Here, Path(id): Path<String>, Asked(typed): Asked) -> Response {
    one(&here, &id, None, &Refusals::none(), done(&typed, here.words)).await
}

async fn one(
    here: &Here,
    id: &str,
    typed: Option<&Typed>,
    refusals: &Refusals,
    done: Option<&'static str>,
) -> Response {
    let (catalogue, shelf) = match shelf(here).await {
        Ok(begun) => begun,
        Err(answer) => return answer,
    };
    let item = id.parse::<ItemId>().ok().and_then(|id| shelf.find(id));
    if item.is_none() && id != NEW {
        return here.not_found();
    }
    let title = item.map_or_else(|| here.words.new_item().to_owned(), |item| item.name.to_string());
    let body = items::one(&shelf, item, typed, refusals, done, catalogue.currency(), here.words);
    here.office(PATH, Page::new(title, body).with_status(status(refusals)))
}

/// `POST /office/catalogue/items/new`.
pub(in super::super) async fn add_item(here: Here, typed: Typed) -> Response {
    put_item(&here, NEW, &typed).await
}

/// `POST /office/catalogue/items/{id}`.
pub(in super::super) async fn change_item(here: Here, Path(id): Path<String>, typed: Typed) -> Response {
    put_item(&here, &id, &typed).await
}

async fn put_item(here: &Here, id: &str, typed: &Typed) -> Response {
    let (catalogue, shelf) = match shelf(here).await {
        Ok(begun) => begun,
        Err(answer) => return answer,
    };
    let before = id.parse::<ItemId>().ok().and_then(|id| shelf.find(id));
    if before.is_none() && id != NEW {
        return here.not_found();
    }
    let wrong = match read::item(typed, before, &shelf, catalogue.currency(), here.words) {
        Err(wrong) => wrong,
        Ok(item) => match catalogue.put_items(&here.caller, std::slice::from_ref(&item)).await {
            Ok(()) if id == NEW => return see(&format!("{PATH}/items/{}?done=added", item.id)),
            Ok(()) => return see(&format!("{PATH}/items/{}?done=saved", item.id)),
            Err(error) => match refusals(here, &error) {
                Some(wrong) => wrong,
                None => return here.failed(),
            },
        },
    };
    one(here, id, Some(typed), &wrong, None).await
}

/// `POST /office/catalogue/items/{id}/picture`.
pub(in super::super) async fn give_picture(here: Here, Path(id): Path<String>, Upload(file): Upload) -> Response {
    let Ok(item) = id.parse::<ItemId>() else { return here.not_found() };
    match catalogue(&here).give_picture(&here.caller, item, file).await {
        Ok(_) => see(&format!("{PATH}/items/{item}?done=picture")),
        Err(CatalogueError::UnknownItem) => here.not_found(),
        Err(error) => match refusals(&here, &error) {
            Some(wrong) => one(&here, &id, None, &wrong, None).await,
            None => here.failed(),
        },
    }
}

/// `POST /office/catalogue/items/{id}/picture/remove`.
pub(in super::super) async fn take_picture(here: Here, Path(id): Path<String>) -> Response {
    let Ok(item) = id.parse::<ItemId>() else { return here.not_found() };
    match catalogue(&here).take_picture(&here.caller, item).await {
        Ok(()) => see(&format!("{PATH}/items/{item}?done=saved")),
        Err(CatalogueError::UnknownItem) => here.not_found(),
        Err(error) => {
            tracing::error!(%error, "a picture could not be taken away");
            here.failed()
        }
    }
}

/// `GET /office/catalogue/categories`.
pub(in super::super) async fn list_categories(here: Here, Asked(typed): Asked) -> Response {
    all_categories(&here, &Typed::default(), &Refusals::none(), done(&typed, here.words)).await
}

async fn all_categories(here: &Here, typed: &Typed, refusals: &Refusals, done: Option<&'static str>) -> Response {
    match shelf(here).await {
        Ok((_, shelf)) => {
            let body = categories::list(&shelf, typed, refusals, done, here.words);
            here.office(PATH, Page::new(here.words.categories(), body).with_status(status(refusals)))
        }
        Err(answer) => answer,
    }
}

/// `POST /office/catalogue/categories`.
pub(in super::super) async fn add_category(here: Here, typed: Typed) -> Response {
    put_category(&here, None, &typed, "added").await
}

/// `POST /office/catalogue/categories/{id}/{way}`: `change` or `remove`.
pub(in super::super) async fn change_category(
    here: Here,
    Path((id, way)): Path<(String, String)>,
    typed: Typed,
) -> Response {
    let Ok(id) = id.parse::<CategoryId>() else { return here.not_found() };
    match way.as_str() {
        "change" => put_category(&here, Some(id), &typed, "saved").await,
        "remove" => match catalogue(&here).drop_category(&here.caller, id).await {
            Ok(()) => see(&format!("{CATEGORIES}?done=removed")),
            Err(CatalogueError::UnknownCategory) => here.not_found(),
            Err(error) => {
                tracing::error!(%error, "a category could not be removed");
                here.failed()
            }
        },
        _ => here.not_found(),
    }
}

async fn put_category(here: &Here, id: Option<CategoryId>, typed: &Typed, said: &str) -> Response {
    let (catalogue, shelf) = match shelf(here).await {
        Ok(begun) => begun,
        Err(answer) => return answer,
    };
    let before = id.and_then(|id| shelf.category(id));
    if id.is_some() && before.is_none() {
        return here.not_found();
    }
    let wrong = match read::category(typed, before, here.words) {
        Err(wrong) => wrong,
        Ok(category) => match catalogue.put_categories(&here.caller, &[category]).await {
            Ok(()) => return see(&format!("{CATEGORIES}?done={said}")),
            Err(error) => match refusals(here, &error) {
                Some(wrong) => wrong,
                None => return here.failed(),
            },
        },
    };
    all_categories(here, typed, &wrong, None).await
}

/// `GET /office/catalogue.csv`.
pub(in super::super) async fn export(here: Here) -> Response {
    match catalogue(&here).sheet().await {
        Ok(text) => {
            let headers = [
                (CONTENT_TYPE, "text/csv; charset=utf-8"),
                (CONTENT_DISPOSITION, "attachment; filename=\"catalogue.csv\""),
            ];
            // The mark at the beginning tells spreadsheets that it is UTF-8.
            (headers, format!("\u{feff}{text}")).into_response()
        }
        Err(error) => {
            tracing::error!(%error, "the catalogue cannot be written out");
            here.failed()
        }
    }
}

/// `POST /office/catalogue/import`.
pub(in super::super) async fn import(here: Here, Upload(file): Upload) -> Response {
    let read = catalogue(&here).read_sheet(&here.caller, &file).await;
    let (catalogue, shelf) = match shelf(&here).await {
        Ok(begun) => begun,
        Err(answer) => return answer,
    };
    let (done, wrong) = match read {
        Ok(read) => {
            let count = |items: usize| here.words.number(&items.to_string());
            let done = here.words.sheet_done(&count(read.new), &count(read.changed), &count(read.same));
            (Some(view! { <p class="said" role="status" data-said>{done}</p> }.into_any()), Refusals::none())
        }
        Err(error) => match refusals(&here, &error) {
            Some(wrong) => (None, wrong),
            None => return here.failed(),
        },
    };
    listed(&here, &catalogue, &shelf, &Typed::default(), done, &wrong)
}

/// `GET /office/catalogue/selling`.
pub(in super::super) async fn selling(here: Here, Asked(typed): Asked) -> Response {
    let terminals = here.office.access.terminals(&here.caller).await.unwrap_or_default();
    let terminals: Vec<_> = terminals
        .into_iter()
        .filter(|terminal| terminal.paired_at.is_some())
        .map(|terminal| (terminal.id.to_string(), terminal.name))
        .collect();
    match shelf(&here).await {
        Ok((_, shelf)) => {
            let body = page::page(&shelf, &terminals, done(&typed, here.words), here.words);
            here.office(PATH, Page::new(here.words.how_terminals_sell(), body))
        }
        Err(answer) => answer,
    }
}

/// `POST /office/catalogue/selling`.
pub(in super::super) async fn set_selling(here: Here, typed: Typed) -> Response {
    let terminal = Some(typed.text("terminal")).filter(|id| !id.is_empty()).map(str::parse::<TerminalId>);
    let (Ok(mode), Ok(terminal)) = (typed.text("mode").parse(), terminal.transpose()) else {
        return here.not_found();
    };
    let selling = Selling { mode, asks_for_tip: typed.is_on("tip") };
    match catalogue(&here).set_selling(&here.caller, terminal, selling).await {
        Ok(()) => see(&format!("{SELLING}?done=saved")),
        Err(error) => {
            tracing::error!(%error, "how a terminal sells could not be set");
            here.failed()
        }
    }
}

/// `GET /pictures/{file}`: a picture, called by what is in it, so that it can be kept for ever.
pub(in super::super) async fn picture(here: Here, Path(file): Path<String>) -> Response {
    let id = file.strip_suffix(".jpg").and_then(|id| id.parse::<PictureId>().ok());
    let Some(id) = id else { return StatusCode::NOT_FOUND.into_response() };
    kept_for_ever(catalogue(&here).picture(&id).await)
}

/// A picture as it is sent, which every browser keeps: another one has another name.
pub(in super::super) fn kept_for_ever<E: core::fmt::Display>(picture: Result<Option<Picture>, E>) -> Response {
    match picture {
        Ok(Some(picture)) => {
            let headers: [(HeaderName, &str); 2] =
                [(CONTENT_TYPE, "image/jpeg"), (CACHE_CONTROL, "public, max-age=31536000, immutable")];
            (headers, picture.bytes).into_response()
        }
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => {
            tracing::error!(%error, "a picture cannot be read");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
