//! The news of the shop, for every screen: one question held open at the server, and asked again when it is
//! answered. While a checkout is followed, its own question brings the same news, so this one rests.

use crate::api::shop_update;
use crate::browser;
use crate::calls::{BackOff, Run, TOO_SOON_MS, in_time};
use crate::erased::effect;
use crate::kiosk::Kiosk;
use crate::view::ShopNews;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;

/// Starts to follow the news, until the owner is gone.
pub(crate) fn follow(kiosk: Kiosk) {
    let run = Run::default();
    let rests = Memo::new(move |_| kiosk.followed.with(Option::is_some));
    effect(move || {
        if rests.get() {
            run.stop();
        } else {
            let seen = kiosk.links.shop.get_untracked().unwrap_or(ShopNews::UNSEEN);
            run.start(ask(kiosk, seen));
        }
    });
    effect(move || {
        browser::on_return(move || {
            if !rests.get_untracked() {
                run.start(ask(kiosk, ShopNews::UNSEEN));
            }
        });
    });
}

/// Asks for anything else than `seen`, again and again.
async fn ask(kiosk: Kiosk, mut seen: ShopNews) {
    let mut back_off = BackOff::default();
    loop {
        let asked_at_ms = browser::now_ms();
        let answer = in_time(shop_update(seen)).await;
        kiosk.links.hear(answer.as_ref().map(|news| Some(*news)));
        let heard = answer.unwrap_or(ShopNews::UNSEEN);
        // A lost answer, or one that brings nothing new before its time, is no reason to ask again at once.
        let is_vain =
            heard == ShopNews::UNSEEN || heard == seen && browser::now_ms().saturating_sub(asked_at_ms) < TOO_SOON_MS;
        seen = heard;
        if is_vain {
            TimeoutFuture::new(back_off.next_ms()).await;
        } else {
            back_off = BackOff::default();
        }
    }
}
