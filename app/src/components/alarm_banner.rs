//! On every screen: a payment came when or as it should not have, and a person has to decide about it. It
//! takes no focus and covers nothing: the screen beneath makes room. It speaks the shop's language, whatever the
//! customer's is.

use super::{Place, ToStaff};
use crate::kiosk::Kiosk;
use leptos::prelude::*;

/// The banner; empty while there is nothing to decide.
#[component]
pub(crate) fn AlarmBanner() -> impl IntoView {
    let kiosk = Kiosk::here();
    let alarms = Memo::new(move |_| kiosk.links.alarms());
    let count = move || alarms.get().map_or(0, |(count, _)| count);
    view! {
        <div class="alarm-banner" role="status" lang=kiosk.staff.tag() dir=kiosk.staff.direction() data-alarms=count>
            {move || Some(count()).filter(|count| *count > 0).map(|count| view! {
                <ToStaff to=Place::Alarms says=kiosk.staff.to_decide(count) />
            })}
        </div>
    }
}
