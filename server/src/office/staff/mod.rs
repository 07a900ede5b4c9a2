//! The staff's pages at a terminal.
//!
//! - [`menu`] is `/staff`
//! - [`sales`] is `/staff/sales`: open ones to take up, and the last ones with the sure answer
//! - [`leave`] is `/staff/leave`: the tablet is to be used for something else
//! - [`self_test`] is `/staff/self-test`: what the tablet can do, and how it is set; [`opening`] offers it
//! - [`alarms`] and [`decision`] are `/staff/alarms`: payments to decide, and the question before it is done

mod alarms;
mod decision;
mod leave;
mod menu;
pub(crate) mod opening;
mod sales;
pub(super) mod self_test;

pub(super) use alarms::facts;

use super::back;
use super::form::{Asked, Typed};
use super::frame::{Page, said as said_so};
use super::here::{Here, Origin, see};
use super::parts::field::Refusals;
use crate::access::AuditEvent;
use crate::store::SalesQuery;
use app::api::ApiError;
use app::view::{AlarmView, ShopNews};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use decision::Way;
use domain::CheckoutId;
use leptos::prelude::*;

/// The first page.
pub(super) const MENU: &str = "/staff";
/// The sales.
pub(super) const SALES: &str = "/staff/sales";
/// What the tablet can do.
pub(super) const SELF_TEST: &str = "/staff/self-test";
/// The way out of the kiosk.
pub(super) const LEAVE: &str = "/staff/leave";
/// The payments to decide.
pub(super) const ALARMS: &str = "/staff/alarms";

/// `GET /staff`.
pub(super) async fn menu(here: Here) -> Response {
    let news = here.office.till.shop_news(ShopNews::UNSEEN).await;
    match here.office.till.open_sales().await {
        Ok(open) => here.staff(MENU, Page::new(here.words.staff(), menu::menu(news.alarms, open.len(), here.words))),
        Err(_) => here.failed(),
    }
}

/// `GET /staff/self-test`.
pub(super) async fn self_test(here: Here) -> Response {
    let script = Some(here.office.self_test.to_string());
    here.staff(SELF_TEST, Page { script, ..Page::new(here.words.self_test(), self_test::body(here.words)) })
}

/// `GET /staff/leave`: the question.
pub(super) async fn ask_leave(here: Here) -> Response {
    here.staff(LEAVE, Page::new(here.words.leave_kiosk(), leave::ask(here.words)))
}

/// `POST /staff/leave`: it is left, and noted.
pub(super) async fn leave(here: Here) -> Response {
    if let Err(error) = here.office.access.note(&here.caller, AuditEvent::KioskLeft {}).await {
        tracing::error!(%error, "that the kiosk was left could not be noted");
        return here.failed();
    }
    let script = Some("/left.js".to_owned());
    here.staff(LEAVE, Page { script, ..Page::new(here.words.kiosk_left(), leave::done(here.words)) })
}

/// `GET /staff/sales`.
pub(super) async fn sales(here: Here) -> Response {
    // Those of this terminal; whoever reads this elsewhere sees everybody's.
    let query = SalesQuery { terminal: here.caller.at(), ..SalesQuery::newest(sales::LAST) };
    let (open, last) = futures::join!(here.office.till.open_sales(), here.office.store.find_sales(&query));
    match (open, last) {
        (Ok(open), Ok(last)) => {
            let lists = sales::lists(&open, &last, &here.times, here.words);
            here.staff(SALES, Page::new(here.words.sales(), lists))
        }
        _ => here.failed(),
    }
}

/// `GET /staff/sales/{id}`.
pub(super) async fn sale(here: Here, Origin(origin): Origin, Path(id): Path<String>) -> Response {
    let Ok(id) = id.parse::<CheckoutId>() else {
        return here.not_found();
    };
    let query = SalesQuery { id: Some(id), ..SalesQuery::newest(1) };
    let ids = [id];
    let (found, sold) = futures::join!(here.office.store.find_sales(&query), here.office.store.sold(&ids));
    match found.and_then(|mut found| Ok((found.pop(), sold?.remove(&id)))) {
        Ok((Some(sale), sold)) => {
            let receipt = here.office.receipts.path_of(&sale.checkout);
            let receipt = receipt.map(|path| sales::receipt(&path, &origin, here.words));
            let body = sales::one(&sale, sold.as_ref(), receipt, None, here.unit, &here.times, here.words);
            here.staff(SALES, Page::new(here.words.sale_code(&id.short_code()), body).with_receipts())
        }
        Ok((None, _)) => here.not_found(),
        Err(error) => {
            tracing::error!(checkout = %id, %error, "a sale could not be shown");
            here.failed()
        }
    }
}

/// `POST /staff/sales/{id}/take-up`: the sale goes on at this terminal.
pub(super) async fn take_up(here: Here, Path(id): Path<String>) -> Response {
    let Ok(id) = id.parse::<CheckoutId>() else {
        return here.not_found();
    };
    match here.office.till.take_over(id).await {
        Ok(_) => see(&format!("/checkout/{id}")),
        Err(ApiError::UnknownCheckout) => here.not_found(),
        Err(_) => here.failed(),
    }
}

/// Where the payments to decide are read: by the staff at a terminal, or in the back office.
#[derive(Clone, Copy)]
enum Desk {
    Staff,
    Office,
}

impl Desk {
    fn path(self) -> &'static str {
        match self {
            Self::Staff => ALARMS,
            Self::Office => back::ALARMS,
        }
    }

    fn back(self) -> &'static str {
        match self {
            Self::Staff => MENU,
            Self::Office => back::OVERVIEW,
        }
    }

    fn show(self, here: &Here, page: Page) -> Response {
        match self {
            Self::Staff => here.staff(ALARMS, page),
            Self::Office => here.office(back::ALARMS, page),
        }
    }
}

type Asking = Path<(String, String, String)>;

/// `GET /staff/alarms`.
pub(super) async fn alarms(here: Here, Asked(asked): Asked) -> Response {
    list(&here, Desk::Staff, &asked).await
}

/// `GET /office/alarms`.
pub(super) async fn office_alarms(here: Here, Asked(asked): Asked) -> Response {
    list(&here, Desk::Office, &asked).await
}

/// `GET /staff/alarms/{id}/{kind}/{way}`: the question.
pub(super) async fn question(here: Here, Path(path): Asking) -> Response {
    ask_first(&here, Desk::Staff, &path).await
}

/// `GET /office/alarms/{id}/{kind}/{way}`: the question.
pub(super) async fn office_question(here: Here, Path(path): Asking) -> Response {
    ask_first(&here, Desk::Office, &path).await
}

/// `POST /staff/alarms/{id}/{kind}/{way}`: the decision.
pub(super) async fn decide(here: Here, Path(path): Asking, typed: Typed) -> Response {
    decided(&here, Desk::Staff, &path, &typed).await
}

/// `POST /office/alarms/{id}/{kind}/{way}`: the decision.
pub(super) async fn office_decide(here: Here, Path(path): Asking, typed: Typed) -> Response {
    decided(&here, Desk::Office, &path, &typed).await
}

async fn list(here: &Here, desk: Desk, asked: &Typed) -> Response {
    let Ok(alarms) = here.office.till.alarms().await else {
        return here.failed();
    };
    let said = alarms::said(asked.text("done"), here.words);
    let list = alarms::list(&alarms, desk.path(), desk.back(), here.unit, &here.times, here.words);
    let body = view! {
        <div data-screen="alarms">
            {said.map(said_so)}
            {list}
        </div>
    };
    desk.show(here, Page::new(alarms::headline(alarms.len(), here.words), body))
}

async fn ask_first(here: &Here, desk: Desk, path: &(String, String, String)) -> Response {
    match asked_about(here, desk, path).await {
        Ok((alarm, way)) => ask(here, desk, &alarm, way, &Typed::default(), &Refusals::none()).await,
        Err(answer) => answer,
    }
}

async fn decided(here: &Here, desk: Desk, path: &(String, String, String), typed: &Typed) -> Response {
    let (alarm, way) = match asked_about(here, desk, path).await {
        Ok(found) => found,
        Err(answer) => return answer,
    };
    let refusals = match way.verdict(typed, here.words) {
        Err(refusals) => refusals,
        Ok(verdict) => {
            let note = typed.text("note").to_owned();
            match here.office.till.decide(alarm.id, alarm.kind, verdict, note).await {
                Ok(_) => return see(&format!("{}?done={}", desk.path(), way.name())),
                Err(error) => match decision::reason(&error, typed, here.words) {
                    Some(refusals) => refusals,
                    None => return see(&format!("{}?done=already", desk.path())),
                },
            }
        }
    };
    ask(here, desk, &alarm, way, typed, &refusals).await
}

/// What an address asks about: a payment that still waits, and a way to decide.
async fn asked_about(
    here: &Here,
    desk: Desk,
    (id, kind, way): &(String, String, String),
) -> Result<(AlarmView, Way), Response> {
    let named = (id.parse::<CheckoutId>().ok(), kind.parse().ok(), Way::named(way));
    let (Some(id), Some(kind), Some(way)) = named else {
        return Err(here.not_found());
    };
    let alarms = here.office.till.alarms().await.map_err(|_| here.failed())?;
    let alarm = alarms.into_iter().find(|alarm| alarm.id == id && alarm.kind == kind);
    // Somebody else was faster.
    alarm.map(|alarm| (alarm, way)).ok_or_else(|| see(&format!("{}?done=already", desk.path())))
}

async fn ask(here: &Here, desk: Desk, alarm: &AlarmView, way: Way, typed: &Typed, refusals: &Refusals) -> Response {
    let open = match way {
        Way::Link => here.office.till.open_sales().await.unwrap_or_default(),
        Way::Accept | Way::Refund => Vec::new(),
    };
    let status = if refusals.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let body = decision::form(alarm, way, &open, typed, refusals, desk.path(), here.words);
    desk.show(here, Page::new(way.question(here.words).0, body).with_status(status))
}
