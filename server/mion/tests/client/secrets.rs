//! Where the key, the invoice and bodies must not appear.
//! Each is marked, and every log line down to the finest, every `Debug` and every message is searched.

use crate::responder::{ATTEMPT, ID, KEY, Reply, Responder, id, new_session, now};
use std::fmt::Write as _;
use std::io;
use std::sync::{Arc, Mutex};
use tracing_subscriber::fmt::MakeWriter;

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Self;
    fn make_writer(&self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn nothing_secret_is_shown_or_logged() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(log.clone()).finish();
    // For the whole process: one for this thread alone misses lines whose place in the code another test,
    // which records nothing, was the first to reach.
    tracing::subscriber::set_global_default(subscriber).unwrap();

    let attempt = ATTEMPT.replace("\"string\"", "\"lnbcrt_marked_invoice\"");
    let unreadable = attempt.replace("25000000", "\"marked_amount\"");
    let echo = format!("the key {KEY} is unknown, marked_words");
    let mion = Responder::giving([
        Reply::json(200, &attempt),
        Reply::json(200, &unreadable),
        Reply::json(401, &echo),
        Reply::Last(format!("HTTP/1.1 200 X\r\ncontent-length: 999\r\n\r\n{attempt}")),
    ])
    .await;
    let client = mion.client();
    let mut shown = format!("{:?} {client:?} ", mion.settings());
    write!(shown, "{:?} ", client.create_attempt(&id()).await.unwrap()).unwrap();
    for _ in 0..3 {
        let error = client.create_attempt(&id()).await.unwrap_err();
        write!(shown, "{error} {error:?} {:?} ", std::error::Error::source(&error)).unwrap();
        assert!(!error.provider_text().unwrap_or_default().contains(KEY), "{error:?}");
    }
    assert_eq!(mion.asked().len(), 4);

    let logged = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(logged.matches("Mion answered").count() >= 4, "{logged}");
    for text in [&shown, &logged] {
        for marked in [KEY, "marked_invoice", "marked_amount", "marked_words"] {
            assert!(!text.contains(marked), "{marked} in {text}");
        }
    }
    assert!(shown.contains(ID), "what is not secret is shown");
}

#[tokio::test]
async fn an_unreachable_mion_does_not_bring_the_key_to_light() {
    let mion = Responder::giving([Reply::HangUp]).await;
    let error = mion.client().create_session(&new_session(), now()).await.unwrap_err();
    assert!(!format!("{error} {error:?}").contains(KEY));
}
