//! On every screen: a payment came when or as it should not have, and a person has to decide about it. It
//! takes no focus and covers nothing: the screen beneath makes room.

use super::go_to::GoTo;
use crate::kiosk::Kiosk;
use crate::screen::Screen;
use leptos::prelude::*;

/// The banner; empty while there is nothing to decide, and on the screen where it is decided.
#[component]
pub(crate) fn AlarmBanner() -> impl IntoView {
    let kiosk = Kiosk::here();
    let count = Memo::new(move |_| match kiosk.screen.get() {
        Screen::Alarms => 0,
        _ => kiosk.links.alarms().map_or(0, |(count, _)| count),
    });
    view! {
        <div class="alarm-banner" role="status" data-alarms=move || count.get()>
            {move || words(count.get()).map(|words| view! { <GoTo to=Screen::Alarms says=words /> })}
        </div>
    }
}

/// What it says of `count` payments.
pub(crate) fn words(count: u32) -> Option<String> {
    match count {
        0 => None,
        1 => Some("A payment needs a decision".to_owned()),
        _ => Some(format!("{count} payments need a decision")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_payment_is_not_many() {
        assert_eq!(words(0), None);
        assert_eq!(words(1).as_deref(), Some("A payment needs a decision"));
        assert_eq!(words(2).as_deref(), Some("2 payments need a decision"));
    }
}
