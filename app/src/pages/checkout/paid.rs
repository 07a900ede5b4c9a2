//! Paid, unmistakably from across the room: the only green screen there is. What moves on it tells a
//! screen from a picture of one. `.receipt` and `.paid-effects` are filled
//! by the tablet's own script (`public/tablet/`): the customer's receipt; sound, speech, and the way back.

use crate::components::icon::{Icon, Symbol};
use crate::components::{Elapsed, NewSale, Place, ToStaff, Totals};
use crate::erased::effect;
use crate::live::Live;
use domain::Msat;
use leptos::prelude::*;

/// The screen of a paid sale.
#[component]
pub(crate) fn Paid(
    /// The checkout.
    live: Live,
    /// When, in milliseconds since the Unix epoch.
    paid_at_ms: i64,
    /// What was paid, where known.
    amount: Option<Msat>,
    /// The end of its receipt's address.
    receipt: String,
) -> impl IntoView {
    let (words, staff) = (live.kiosk.words(), live.kiosk.staff);
    // Only the tablet knows where it stands, and so what time it is there.
    let time = RwSignal::new(String::new());
    let (minor, currency) = untrack(|| live.total())
        .map_or_else(Default::default, |total| (total.minor().to_string(), total.currency().code().to_owned()));
    effect(move || time.set(words.time(paid_at_ms)));
    let is_too_much = move || !live.alarms().is_empty();
    view! {
        <section class="paid" class:is-tight=is_too_much data-paid>
            <div class="paid-mark">
                <span class="ring" aria-hidden="true"></span>
                <Icon symbol=Symbol::Check />
            </div>
            <h1>{words.paid()}</h1>
            <Totals live amount />
            <dl class="paid-facts">
                <div>
                    <dt>{words.time_paid()}</dt>
                    <dd data-paid-time>{move || time.get()}</dd>
                </div>
                <div>
                    <dt>{words.code()}</dt>
                    <dd data-code>{live.id.short_code()}</dd>
                </div>
                {live.kiosk.shop.with_value(|shop| shop.terminal.clone()).map(|terminal| view! {
                    <div>
                        <dt>{words.terminal()}</dt>
                        <dd><bdi>{terminal}</bdi></dd>
                    </div>
                })}
                <div>
                    <dt>{words.shown_for()}</dt>
                    <dd>
                        <Elapsed />
                    </dd>
                </div>
            </dl>
            {move || is_too_much().then(|| view! {
                <p class="paid-too-much" lang=staff.tag() dir=staff.direction() data-too-much>
                    {staff.too_much()}
                    <ToStaff to=Place::Alarms says=staff.decide().to_owned() />
                </p>
            })}
            <div class="receipt" data-receipt=receipt></div>
            <div class="paid-effects" data-minor=minor data-currency=currency></div>
            <NewSale />
        </section>
    }
}
