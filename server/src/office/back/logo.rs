//! The shop's logo, on `/office/settings`: a picture from outside, made anew as those of the catalogue are, shown beside
//! the shop's name on the kiosk, at the counter and on receipts. A shop without one has nothing to load for it.

use super::super::catalogue::{Upload, kept_for_ever, why_no_picture};
use super::super::here::{Here, see};
use super::super::parts::field::Refusals;
use super::super::trouble::Trouble;
use super::managing::settings_form;
use super::settings;
use crate::access::AccessError;
use crate::store::catalogue::Picture;
use crate::words::Words;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use domain::catalogue::PictureId;
use domain::settings::ShopSettings;
use leptos::prelude::*;

/// What sends it and takes it away.
const PATH: &str = "/office/settings/logo";

/// Where the logo of these settings is served, if there is one.
pub(crate) fn path(settings: &ShopSettings) -> Option<String> {
    settings.logo.as_ref().map(|id| format!("/logo/{id}.jpg"))
}

/// The form.
pub(super) fn section(settings: &ShopSettings, refusals: &Refusals, words: Words) -> AnyView {
    let now = path(settings).map(|path| {
        view! {
            <img class="item-picture" src=path alt=words.logo_now() data-logo />
            <form method="post" action=format!("{PATH}/remove")>
                <button class="button" data-do="no-logo">{words.logo_take()}</button>
            </form>
        }
    });
    let wrong = refusals.of("file").map(|why| view! { <p class="field-error" id="logo-error">{why.to_owned()}</p> });
    let described = wrong.is_some().then_some("logo-error");
    view! {
        <section class="form is-panel" aria-labelledby="logo">
            <h2 id="logo">{words.logo()}</h2>
            <p class="lead">{words.logo_lead()}</p>
            {now}
            <form method="post" action=PATH enctype="multipart/form-data" class="form" data-logo-form>
                <div class="field">
                    <label for="field-file">{words.picture_file()}</label>
                    <input
                        id="field-file" r#type="file" name="file" accept="image/jpeg,image/png,image/webp" required
                        aria-describedby=described
                    />
                    {wrong}
                </div>
                <div class="form-ends"><button class="button" data-do="logo">{words.logo_use()}</button></div>
            </form>
        </section>
    }
    .into_any()
}

/// `POST /office/settings/logo`.
pub(in super::super) async fn give(here: Here, Upload(file): Upload) -> Response {
    match here.office.tills.till.catalogue.make_picture(file).await {
        Ok(logo) => change(&here, Some(logo)).await,
        Err(refused) => {
            let wrong = Refusals::one("file", why_no_picture(refused, here.words));
            settings_form(&here, None, &wrong, None).await
        }
    }
}

/// `POST /office/settings/logo/remove`.
pub(in super::super) async fn take(here: Here) -> Response {
    change(&here, None).await
}

async fn change(here: &Here, logo: Option<Picture>) -> Response {
    let seen = match here.office.access.versioned_settings().await {
        Ok(now) => now.version,
        Err(error) => return Trouble::of(error, here.words).answer(here),
    };
    match here.office.access.change_logo(&here.caller, logo, seen).await {
        Ok(()) => see(&format!("{}?done=saved", settings::PATH)),
        Err(error @ AccessError::Stale) => match Trouble::of(error, here.words) {
            Trouble::Refused(refusals) => settings_form(here, None, &refusals, None).await,
            trouble => trouble.answer(here),
        },
        Err(error) => Trouble::of(error, here.words).answer(here),
    }
}

/// `GET /logo/{file}`: the logo, called by what is in it, so that it can be kept for ever.
pub(in super::super) async fn show(here: Here, Path(file): Path<String>) -> Response {
    let id = file.strip_suffix(".jpg").and_then(|id| id.parse::<PictureId>().ok());
    let Some(id) = id else { return StatusCode::NOT_FOUND.into_response() };
    kept_for_ever(here.office.access.logo(&id).await)
}
