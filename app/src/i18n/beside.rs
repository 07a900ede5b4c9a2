//! The words of the pages that the server draws beside the kiosk: a receipt, and the page for a server out of reach;
//! and how a language writes numbers, for the words of all other pages, which are the server's own.

use super::Language;
use domain::money::BitcoinUnit;
use domain::{Money, Msat};

/// What stands on a receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReceiptWords {
    /// What it is.
    pub receipt: &'static str,
    /// That it is paid, and how.
    pub paid: &'static str,
    /// Over the time.
    pub time: &'static str,
    /// Over the code.
    pub code: &'static str,
}

/// What is said where the server is out of reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfflineWords {
    /// What is the matter.
    pub headline: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// That the page looks again.
    pub look: &'static str,
    /// What a tap does.
    pub again: &'static str,
}

/// The words of the two lights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LightWords {
    /// What both are.
    pub connections: &'static str,
    /// The first one's name; the other is called Mion everywhere.
    pub server: &'static str,
    /// That there is an answer.
    pub up: &'static str,
    /// That there is none.
    pub down: &'static str,
}

/// The words before an unusual amount is charged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReallyWords {
    /// Whether it is meant.
    pub question: String,
    /// Why that is asked.
    pub meaning: &'static str,
    /// What undoes it.
    pub back: &'static str,
}

impl Language {
    /// The words of the two lights.
    pub fn lights(self) -> LightWords {
        let words = self.words();
        LightWords {
            connections: words.connections(),
            server: words.server(),
            up: words.lights_up(),
            down: words.lights_down(),
        }
    }

    /// The words before `total` is charged.
    pub fn really(self, total: &str) -> ReallyWords {
        let words = self.words();
        ReallyWords {
            question: words.really_question(total),
            meaning: words.really_meaning(),
            back: words.really_back(),
        }
    }

    /// What the tablet's own script says: JSON by names of its own.
    pub fn of_the_tablet(self) -> &'static str {
        self.words().of_the_tablet()
    }

    /// The words of a receipt.
    pub fn receipt(self) -> ReceiptWords {
        let words = self.words();
        ReceiptWords {
            receipt: words.receipt(),
            paid: words.receipt_paid(),
            time: words.time_paid(),
            code: words.code(),
        }
    }

    /// The words for a server out of reach.
    pub fn offline(self) -> OfflineWords {
        let words = self.words();
        OfflineWords {
            headline: words.offline(),
            meaning: words.offline_meaning(),
            look: words.offline_look(),
            again: words.offline_again(),
        }
    }

    /// An amount, as it is written here.
    pub fn money(self, money: Money) -> String {
        self.words().money(money)
    }

    /// An amount of bitcoin, as it is written here.
    pub fn bitcoin(self, unit: BitcoinUnit, amount: Msat) -> String {
        self.words().bitcoin(unit, amount)
    }

    /// A number of digits and at most one point, `1234.5`, as it is written here.
    pub fn number(self, decimal: &str) -> String {
        self.words().number(decimal)
    }

    /// Which of the six lines of a counted text is for `count`.
    pub fn plural(self, count: u32) -> usize {
        self.words().plural(count)
    }
}
