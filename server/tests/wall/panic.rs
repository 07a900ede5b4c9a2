//! A request in which something panics: whoever asked learns nothing of it, and the next is answered.

use crate::harness::{Kiosk, folder};
use core::sync::atomic::{AtomicBool, Ordering};
use core::time::Duration;
use domain::Timestamp;
use server::clock::{Clock, SystemClock};
use server::config::wall::WallConfig;
use std::sync::Arc;
use tokio::sync::Notify;

const SECRET: &str = "secret-of-the-panic";

/// The machine's time, which panics once when told to. Nobody who waits for it is ever woken, so that it is asked
/// by requests alone.
#[derive(Clone, Default)]
struct Fuse {
    is_lit: Arc<AtomicBool>,
    waited_for: Arc<Notify>,
}

#[async_trait::async_trait]
impl Clock for Fuse {
    fn now(&self) -> Timestamp {
        assert!(!self.is_lit.swap(false, Ordering::SeqCst), "{SECRET}");
        SystemClock.now()
    }

    async fn sleep_until(&self, _: Timestamp) {
        self.waited_for.notify_one();
        core::future::pending().await
    }
}

#[tokio::test]
async fn a_panic_in_a_request_tells_nothing() {
    let (folder, fuse) = (folder(), Fuse::default());
    let kiosk = Kiosk::start_with_fuse(folder.path(), &WallConfig::default(), Arc::new(fuse.clone())).await;
    fuse.waited_for.notified().await;
    for path in ["/", "/sign-in", "/checkout/75099bcf-22d5-43f9-8976-b7c5692eaa85"] {
        fuse.is_lit.store(true, Ordering::SeqCst);
        let answer = kiosk.get(path, &[]).await;
        assert_eq!((answer.status, answer.text().as_str()), (500, r#"{"internal":{"request":""}}"#), "{path}");
        let headers = format!("{:?}", answer.headers);
        for word in [SECRET, "panic", "server/", ".rs", "rust"] {
            assert!(!headers.to_lowercase().contains(word), "{path}: {headers}");
        }
        assert!(answer.header("content-security-policy").is_some() && answer.header("x-request-id").is_some());
        let next = tokio::time::timeout(Duration::from_secs(30), kiosk.get("/sign-in", &[])).await.unwrap();
        assert_eq!(next.status, 200, "the next is answered");
    }
    fuse.is_lit.store(true, Ordering::SeqCst);
    let answer = kiosk.post("/api/open_checkout", &[], "{}").await;
    assert_eq!((answer.status, answer.text().as_str()), (500, r#"{"internal":{"request":""}}"#));
    kiosk.stop().await;
}
