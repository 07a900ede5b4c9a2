//! The customer's language: chosen on the screen of a sale, kept over a reload, and given up with the sale.

use super::Kiosk;
use crate::browser;
use crate::erased::{begin, effect};
use crate::i18n::{Choice, Words};
use crate::screen::Screen;
use leptos::prelude::*;

const KEY: &str = "language";

impl Kiosk {
    /// Lets the document say which language it is in, and takes up the one chosen before a reload.
    pub(super) fn wake_language(self) {
        effect(move || browser::speak(self.words.get()));
        effect(move || match (browser::recall(KEY), self.screen.get_untracked()) {
            (Some(tag), Screen::Checkout(_)) => self.speak(&tag),
            (Some(_), _) => browser::forget(KEY),
            (None, _) => {}
        });
    }

    /// Speaks the language of `tag` for as long as the sale is on the screen. One that cannot be loaded changes
    /// nothing.
    pub(crate) fn speak(self, tag: &str) {
        let known = self.loaded.with_value(|loaded| loaded.iter().copied().find(|words| words.tag() == tag));
        if let Some(words) = Some(self.staff).filter(|words| words.tag() == tag).or(known) {
            return self.take_words(words);
        }
        let choice = self.choices.with_value(|choices| choices.iter().find(|choice| choice.tag == tag).cloned());
        let Some(Choice { file, formats, .. }) = choice else {
            return;
        };
        let screen = self.screen.get_untracked();
        begin(async move {
            let table = browser::load(&file).await;
            if let Some(words) = table.and_then(|table| Words::keep(table, &formats)) {
                self.loaded.update_value(|loaded| loaded.push(words));
                // Another sale is another customer.
                if self.screen.get_untracked() == screen {
                    return self.take_words(words);
                }
            }
            // The switch shows what is spoken again.
            self.words.notify();
        });
    }

    fn take_words(self, words: Words) {
        if words == self.staff {
            browser::forget(KEY);
        } else {
            browser::keep(KEY, words.tag());
        }
        self.words.set(words);
    }

    /// Shows `screen`. The customer of the screen before takes their language along.
    pub(super) fn show(self, screen: Screen) {
        if self.screen.get_untracked() != screen && self.words() != self.staff {
            self.take_words(self.staff);
        }
        self.screen.set(screen);
    }
}
