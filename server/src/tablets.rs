//! How a tablet says that it is: what it can do, and how far its clock is off. Words of a closed set and numbers, so
//! that whatever a page sends, what is stored and shown is ours.

use domain::Timestamp;
use domain::mode::Selling;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;

/// Whether the screen stays on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WakeLock {
    /// It was not asked for yet.
    Asking,
    /// It does.
    Held,
    /// The browser took it back.
    Released,
    /// The browser refuses.
    Denied,
    /// It refuses because the battery is low.
    Battery,
    /// The page did not come over HTTPS.
    Insecure,
    /// The browser cannot.
    Unsupported,
}

/// Whether the kiosk fills the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FullScreen {
    /// It does.
    Full,
    /// It is in a window.
    Window,
    /// The browser cannot.
    Unsupported,
}

/// Whether it can be heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sound {
    /// Not before the first tap.
    Locked,
    /// It can.
    Ready,
    /// The browser refuses.
    Denied,
    /// The browser cannot.
    Unsupported,
}

/// Whether the page for a server out of reach is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Worker {
    /// It is.
    Ready,
    /// It is not.
    Absent,
    /// The browser cannot keep it.
    Unsupported,
}

/// What a tablet sends.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Sent {
    /// Which version of the kiosk it runs: 16 hexadecimal digits.
    version: String,
    wake: WakeLock,
    full: FullScreen,
    sound: Sound,
    worker: Worker,
    secure: bool,
    /// Its time, in milliseconds since the Unix epoch.
    clock_ms: i64,
}

/// What is kept of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Whether it runs the version that the server has.
    pub is_current: bool,
    /// Whether the screen stays on.
    pub wake: WakeLock,
    /// Whether the kiosk fills it.
    pub full: FullScreen,
    /// Whether it can be heard.
    pub sound: Sound,
    /// Whether the page for a server out of reach is kept.
    pub worker: Worker,
    /// Whether the browser takes the connection for a safe one.
    pub secure: bool,
    /// How many seconds its clock is ahead of the server's.
    pub clock_ahead_seconds: i64,
    /// What came of the last self-test, if there was one.
    #[serde(default)]
    pub self_test: Option<SelfTest>,
}

/// What a self-test tries, in the order of its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Check {
    /// The browser takes the connection for a safe one.
    Https,
    /// The server answers.
    Server,
    /// Mion answers the server.
    Mion,
    /// The clock is right.
    Clock,
    /// The screen stays on.
    Wake,
    /// The kiosk fills it.
    Full,
    /// It sounds.
    Sound,
    /// It prints.
    Print,
    /// The page for a server out of reach is kept.
    Worker,
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It works.
    Good,
    /// It does not.
    Bad,
    /// Nobody has tapped it.
    Untried,
}

/// A self-test, as a tablet sends it.
pub type Tried = BTreeMap<Check, Outcome>;

/// The last self-test of a tablet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelfTest {
    /// When the server heard of it, in milliseconds since the Unix epoch.
    pub at_ms: i64,
    /// What was tried, and what came of it.
    pub tried: Tried,
}

impl SelfTest {
    /// The checks that ended in `outcome`.
    pub fn ended(&self, outcome: Outcome) -> Vec<Check> {
        self.tried.iter().filter(|(_, found)| **found == outcome).map(|(check, _)| *check).collect()
    }
}

/// Which page of the kiosk a tablet should have: another one where the server has another `version`, and where the shop
/// has set something else for this terminal, which is then taken up in the same way.
pub fn page_version(version: &str, selling: Selling, logo: Option<&str>, terminal: Option<&str>) -> String {
    let mut hasher = Sha256::new();
    let tips = if selling.asks_for_tip { "tip" } else { "" };
    for part in [version, selling.mode.name(), tips, logo.unwrap_or_default(), terminal.unwrap_or_default()] {
        hasher.update(part.len().to_le_bytes());
        hasher.update(part);
    }
    let mut version = format!("{:x}", hasher.finalize());
    version.truncate(16);
    version
}

/// A clock that is further off than this confuses people; nothing of a sale depends on it.
const GOOD_CLOCK_SECONDS: u64 = 60;

impl Sent {
    /// Which version of the kiosk it runs.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// What is kept of it, heard at `now` by a server whose kiosk is `version`.
    pub fn heard(&self, version: &str, now: Timestamp) -> Report {
        Report {
            is_current: self.version == version,
            wake: self.wake,
            full: self.full,
            sound: self.sound,
            worker: self.worker,
            secure: self.secure,
            clock_ahead_seconds: self.clock_ms.saturating_sub(now.as_unix_ms()).saturating_div(1_000),
            self_test: None,
        }
    }
}

/// What somebody should see to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The screen may turn off.
    ScreenTurnsOff,
    /// It may, for the battery is low.
    BatteryIsLow,
    /// It may, for the page did not come over HTTPS.
    NeedsHttps,
    /// It may, for the browser cannot keep it on.
    NoWakeLock,
    /// It cannot be heard.
    NoSound,
    /// The kiosk does not fill the screen.
    InAWindow,
    /// Its clock is too far off.
    WrongClock,
    /// It does not run the version that the server has.
    OlderVersion,
}

impl Report {
    /// What somebody should see to.
    pub fn troubles(&self) -> Vec<Trouble> {
        let wake = match self.wake {
            WakeLock::Held | WakeLock::Asking => None,
            WakeLock::Released | WakeLock::Denied => Some(Trouble::ScreenTurnsOff),
            WakeLock::Battery => Some(Trouble::BatteryIsLow),
            WakeLock::Insecure => Some(Trouble::NeedsHttps),
            WakeLock::Unsupported => Some(Trouble::NoWakeLock),
        };
        let sound = match self.sound {
            Sound::Ready | Sound::Locked => None,
            Sound::Denied | Sound::Unsupported => Some(Trouble::NoSound),
        };
        let window = (self.full == FullScreen::Window).then_some(Trouble::InAWindow);
        let clock = (self.clock_ahead_seconds.unsigned_abs() > GOOD_CLOCK_SECONDS).then_some(Trouble::WrongClock);
        let old = (!self.is_current).then_some(Trouble::OlderVersion);
        [wake, window, sound, clock, old].into_iter().flatten().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn sent(clock_ms: i64) -> Value {
        json!({ "version": "0123456789abcdef", "wake": "held", "full": "full", "sound": "ready", "worker": "ready",
                "secure": true, "clock_ms": clock_ms })
    }

    fn heard(sent: Value) -> Report {
        serde_json::from_value::<Sent>(sent).unwrap().heard("0123456789abcdef", Timestamp::from_unix_ms(1_000_000))
    }

    #[test]
    fn whatever_the_shop_sets_is_another_page() {
        let plain = Selling::default();
        let pages = [
            page_version("1", plain, None, Some("Bar")),
            page_version("2", plain, None, Some("Bar")),
            page_version("1", Selling { asks_for_tip: true, ..plain }, None, Some("Bar")),
            page_version("1", Selling { mode: domain::mode::Mode::Catalogue, ..plain }, None, Some("Bar")),
            page_version("1", plain, Some("/logo/a"), Some("Bar")),
            page_version("1", plain, None, Some("Door")),
        ];
        let different: std::collections::BTreeSet<_> = pages.iter().collect();
        assert_eq!(different.len(), pages.len());
        assert!(pages.iter().all(|page| page.len() == 16));
        assert_eq!(pages[0], page_version("1", plain, None, Some("Bar")));
    }

    #[test]
    fn a_tablet_that_is_well_has_no_troubles() {
        let report = heard(sent(1_030_000));
        assert_eq!((report.clock_ahead_seconds, report.troubles()), (30, Vec::new()));
        let stored = serde_json::to_string(&report).unwrap();
        assert_eq!(serde_json::from_str::<Report>(&stored).unwrap(), report);
    }

    #[test]
    fn what_is_wrong_is_told() {
        let mut bad = sent(1_000_000 - 7_200_000);
        for (key, value) in [("wake", "battery"), ("full", "window"), ("sound", "denied"), ("version", "x")] {
            bad[key] = value.into();
        }
        let report = heard(bad);
        assert_eq!(report.clock_ahead_seconds, -7_200);
        let all =
            [Trouble::BatteryIsLow, Trouble::InAWindow, Trouble::NoSound, Trouble::WrongClock, Trouble::OlderVersion];
        assert_eq!(report.troubles(), all);
    }

    #[test]
    fn a_self_test_is_a_closed_set_of_words() {
        let tried: Tried =
            serde_json::from_value(json!({ "sound": "good", "print": "untried", "wake": "bad" })).unwrap();
        let test = SelfTest { at_ms: 5, tried };
        assert_eq!(test.ended(Outcome::Bad), [Check::Wake]);
        assert_eq!(test.ended(Outcome::Untried), [Check::Print]);
        let report = Report { self_test: Some(test), ..heard(sent(0)) };
        let stored = serde_json::to_string(&report).unwrap();
        assert_eq!(serde_json::from_str::<Report>(&stored).unwrap(), report);
        for wrong in [json!({ "<b>": "good" }), json!({ "sound": "<b>" }), json!([]), json!({ "sound": 1 })] {
            assert!(serde_json::from_value::<Tried>(wrong.clone()).is_err(), "{wrong}");
        }
        // What was stored before there were any.
        let before = stored.replace(",\"self_test\":", ",\"other\":");
        assert_eq!(serde_json::from_str::<Report>(&before).unwrap().self_test, None);
    }

    #[test]
    fn any_other_word_is_no_report() {
        for (key, value) in
            [("wake", json!("<b>")), ("secure", json!("yes")), ("clock_ms", json!(1.5)), ("full", json!(null))]
        {
            let mut wrong = sent(0);
            wrong[key] = value;
            assert!(serde_json::from_value::<Sent>(wrong).is_err(), "{key}");
        }
        assert_eq!(heard(sent(i64::MIN)).troubles(), [Trouble::WrongClock]);
        assert_eq!(heard(sent(i64::MAX)).troubles(), [Trouble::WrongClock]);
    }
}
