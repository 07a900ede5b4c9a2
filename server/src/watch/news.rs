//! What every tablet is told of the shop, and waking those that wait for it.

use app::view::ShopNews;
use domain::Timestamp;
use tokio::sync::watch;

/// The news of the shop, as this server knows them.
#[derive(Debug)]
pub(super) struct News(watch::Sender<ShopNews>);

impl News {
    /// Nothing bad is known of.
    pub(super) fn new() -> Self {
        Self(watch::Sender::new(ShopNews { mion_answers: true, alarms: 0, newest_alarm_ms: 0 }))
    }

    /// The news now.
    pub(super) fn now(&self) -> ShopNews {
        *self.0.borrow()
    }

    /// To be told when they change.
    pub(super) fn subscribe(&self) -> watch::Receiver<ShopNews> {
        self.0.subscribe()
    }

    /// Notes whether Mion answers.
    pub(super) fn mion_answers(&self, answers: bool) {
        self.change(|news| news.mion_answers = answers);
    }

    /// Notes how many alarms nobody has decided about, and when the newest was raised.
    pub(super) fn alarms(&self, (count, newest): (u32, Option<Timestamp>)) {
        let newest_alarm_ms = newest.map_or(0, Timestamp::as_unix_ms);
        self.change(|news| (news.alarms, news.newest_alarm_ms) = (count, newest_alarm_ms));
    }

    fn change(&self, change: impl FnOnce(&mut ShopNews)) {
        self.0.send_if_modified(|news| {
            let before = *news;
            change(news);
            *news != before
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_new_wakes_anybody() {
        let news = News::new();
        let told = news.subscribe();
        news.mion_answers(true);
        news.alarms((0, None));
        assert!(!told.has_changed().unwrap());
        news.alarms((1, Some(Timestamp::from_unix_ms(5))));
        assert!(told.has_changed().unwrap());
        assert_eq!((news.now().alarms, news.now().newest_alarm_ms), (1, 5));
    }
}
