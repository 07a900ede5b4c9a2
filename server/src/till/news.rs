//! What every tablet is told of the shop.

use super::ShopTill;
use super::wait::LONGEST_WAIT;
use app::view::ShopNews;

impl ShopTill {
    /// The news as soon as they are not what was `seen`, else as they are after a bounded wait.
    pub(super) async fn wait_for_shop_news(&self, seen: ShopNews) -> ShopNews {
        let until = self.clock.now().plus(LONGEST_WAIT);
        let (mut news, stop) = self.watcher.subscribe();
        tokio::select! {
            // The sender lives as long as the watcher does.
            _ = news.wait_for(|news| *news != seen) => {}
            () = self.clock.sleep_until(until) => {}
            () = stop.cancelled() => {}
        }
        self.watcher.news()
    }
}
