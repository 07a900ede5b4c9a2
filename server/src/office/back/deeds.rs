//! What an entry of the audit log says, in the words of whoever reads it. What is stored are the program's own names: the
//! hashes are made of them, and so is what the command line writes.

use super::people::role;
use super::timeline;
use crate::words::Words;
use domain::access::Role;
use domain::alarm::{AlarmKind, Verdict};
use domain::catalogue::VatRate;
use domain::settings::PinSwitch;
use domain::{CheckoutId, Currency, Money};
use serde_json::{Map, Number, Value};

/// Whoever reads the log.
#[derive(Clone, Copy)]
pub(super) struct Reader {
    /// Their words.
    pub(super) words: Words,
    /// What amounts are in that stand without a currency.
    pub(super) currency: Currency,
}

impl Reader {
    /// What was done, in a sentence's first words.
    pub(super) fn event(self, name: &str) -> String {
        match event(name, self.words) {
            Some(known) => known.to_owned(),
            // Of a later version.
            None => {
                let mut letters = name.chars().map(|letter| if letter == '-' { ' ' } else { letter });
                letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
            }
        }
    }

    /// The rest of an entry of `event`, as names and values. Ids say nothing to people: a sale has its code, and whoever
    /// has a name has that.
    pub(super) fn details(self, event: &str, json: &str) -> String {
        let Ok(Value::Object(fields)) = serde_json::from_str::<Value>(json) else {
            // What is no object is shown as it stands.
            return json.to_owned();
        };
        let own = fields.get("currency").and_then(Value::as_str).and_then(|code| code.parse().ok());
        let reader = Self { currency: own.unwrap_or(self.currency), ..self };
        reader.fields(&fields, event == "role-changed")
    }

    /// `of_roles`: what it was and what it is are roles.
    fn fields(self, fields: &Map<String, Value>, of_roles: bool) -> String {
        if let (Some(Value::String(setting)), Some(from), Some(to)) =
            (fields.get("setting"), fields.get("from"), fields.get("to"))
        {
            let [from, to] = [from, to].map(|value| self.value(setting, value).unwrap_or_else(|| "–".to_owned()));
            return format!("{}: {from} → {to}", self.label(setting));
        }
        if let (Some(Value::String(name)), Some(changes @ Value::Array(_))) =
            (fields.get("name"), fields.get("changes"))
        {
            return format!("{name} ({})", self.value("changes", changes).unwrap_or_default());
        }
        let one = |(name, value): (&String, &Value)| {
            let meaning = if of_roles && matches!(name.as_str(), "from" | "to") { "role" } else { name };
            let text = self.value(meaning, value).filter(|text| !text.is_empty())?;
            Some(match name.as_str() {
                // The amounts have it.
                "currency" => return None,
                // What a list is of, the entry says.
                _ if value.is_array() => text,
                name => format!("{}: {text}", self.label(name)),
            })
        };
        fields.iter().filter_map(one).collect::<Vec<_>>().join(", ")
    }

    /// The value called `name`; nothing where it says nothing to people.
    fn value(self, name: &str, value: &Value) -> Option<String> {
        let words = self.words;
        match value {
            Value::String(text) => self.text(name, text),
            Value::Bool(true) => Some(words.detail_yes().to_owned()),
            Value::Bool(false) => Some(words.detail_no().to_owned()),
            Value::Null => None,
            Value::Number(number) => Some(self.number(name, number)),
            Value::Array(values) => {
                Some(values.iter().filter_map(|value| self.value(name, value)).collect::<Vec<_>>().join("; "))
            }
            Value::Object(_) if name == "verdict" => {
                let verdict = serde_json::from_value::<Verdict>(value.clone()).ok()?;
                Some(timeline::verdict(verdict, words))
            }
            Value::Object(fields) => Some(self.fields(fields, false)),
        }
    }

    fn text(self, name: &str, text: &str) -> Option<String> {
        let words = self.words;
        if let Ok(id) = text.parse::<CheckoutId>() {
            return (name == "checkout").then(|| id.short_code());
        }
        let known = match (name, text) {
            ("by", "password") => Some(words.what_password()),
            ("by", "pin") => Some(words.what_pin()),
            ("by", "passkey") => Some(words.detail_passkey()),
            ("role", text) => text.parse::<Role>().ok().map(|one| role(one, words).0),
            ("alarm", text) => text.parse::<AlarmKind>().ok().map(|kind| timeline::alarm(kind, words)),
            ("verdict", "accept") => Some(words.sale_accepted()),
            ("verdict", "refund") => Some(words.sale_refund()),
            ("mode", "keypad") => Some(words.detail_keypad()),
            ("mode", "catalogue") => Some(words.catalogue()),
            ("mode", "self-service") => Some(words.detail_self_service()),
            ("offer", "offered") => Some(words.detail_offered()),
            ("offer", "sold-out") => Some(words.sold_out()),
            ("offer", "withdrawn") => Some(words.gone_item()),
            _ => None,
        };
        Some(known.unwrap_or(text).to_owned())
    }

    fn number(self, name: &str, number: &Number) -> String {
        let whole = number.as_u64();
        let rate = || VatRate::try_from(u16::try_from(whole?).ok()?).ok();
        match (name, whole) {
            ("price_minor" | "expected_minor" | "counted_minor", Some(minor)) => {
                self.words.money(Money::from_minor(minor, self.currency))
            }
            ("vat_basis_points", _) => rate().map_or_else(|| number.to_string(), |rate| rate.to_string()),
            _ => number.to_string(),
        }
    }

    /// What the value called `name` is.
    fn label(self, name: &str) -> String {
        let words = self.words;
        let switch =
            name.strip_prefix("pin-for.").and_then(|name| PinSwitch::ALL.into_iter().find(|one| one.name() == name));
        if let Some(switch) = switch {
            return words.detail_pin_for(super::settings::label(switch, words));
        }
        let known = match name {
            "alarm" => words.detail_alarm(),
            "asks_for_tip" => words.detail_asks_for_tip(),
            "by" => words.detail_by(),
            "category" => words.detail_category(),
            "checkout" => words.detail_sale(),
            "code" => words.detail_code(),
            "code_was_shown" => words.detail_code_shown(),
            "counted_minor" => words.detail_counted(),
            "expected_minor" => words.detail_expected(),
            "from" => words.detail_from(),
            "logo" => words.detail_logo(),
            "mode" => words.detail_mode(),
            "name" => words.detail_name(),
            "number" => words.detail_number(),
            "offer" => words.detail_offer(),
            "pass" => words.detail_pin_seconds(),
            "passkey" => words.detail_passkey(),
            "picture" => words.detail_picture(),
            "price_minor" => words.detail_price(),
            "role" => words.what_role(),
            "rows" => words.detail_rows(),
            "sales" => words.detail_sales(),
            "to" => words.detail_to(),
            "user_agent" => words.detail_browser(),
            "vat_basis_points" => words.detail_vat(),
            "verdict" => words.detail_verdict(),
            "was" => words.detail_was(),
            // Of a later version.
            name => return name.replace(['_', '-'], " "),
        };
        known.to_owned()
    }
}

/// What was done; nothing where it is not known here.
fn event(name: &str, words: Words) -> Option<&'static str> {
    Some(match name {
        "set-up" => words.event_set_up(),
        "rescue-link-made" => words.event_rescue_link_made(),
        "rescued" => words.event_rescued(),
        "signed-in" => words.event_signed_in(),
        "sign-in-failed" => words.event_sign_in_failed(),
        "signed-out" => words.event_signed_out(),
        "terminal-invited" => words.event_terminal_invited(),
        "terminal-paired" => words.event_terminal_paired(),
        "terminal-paired-by-itself" => words.event_terminal_paired_by_itself(),
        "pairing-failed" => words.event_pairing_failed(),
        "terminal-renamed" => words.event_terminal_renamed(),
        "terminal-locked" => words.event_terminal_locked(),
        "terminal-unlocked" => words.event_terminal_unlocked(),
        "terminal-revoked" => words.event_terminal_revoked(),
        "person-added" => words.event_person_added(),
        "person-renamed" => words.event_person_renamed(),
        "role-changed" => words.event_role_changed(),
        "password-changed" => words.event_password_changed(),
        "pin-changed" => words.event_pin_changed(),
        "pin-removed" => words.event_pin_removed(),
        "person-disabled" => words.event_person_disabled(),
        "person-enabled" => words.event_person_enabled(),
        "passkey-added" => words.event_passkey_added(),
        "passkey-removed" => words.event_passkey_removed(),
        "settings-changed" => words.event_settings_changed(),
        "cancel-asked" => words.event_cancel_asked(),
        "sale-taken-over" => words.event_sale_taken_over(),
        "payment-decided" => words.event_payment_decided(),
        "kiosk-left" => words.event_kiosk_left(),
        "sales-exported" => words.event_sales_exported(),
        "day-closed" => words.event_day_closed(),
        "items-changed" => words.event_items_changed(),
        "categories-changed" => words.event_categories_changed(),
        "category-removed" => words.event_category_removed(),
        "picture-changed" => words.event_picture_changed(),
        "selling-changed" => words.event_selling_changed(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::AuditEvent;
    use app::i18n::Language;

    const ID: &str = "75099bcf-22d5-43f9-8976-b7c5692eaa85";

    fn reader(code: &str) -> Reader {
        Reader { words: Words::of(code.parse().unwrap()), currency: Currency::EUR }
    }

    /// How the log names the events, read from what names them.
    fn events() -> Vec<String> {
        let source = std::fs::read_to_string("src/access/event.rs").unwrap();
        let variants = source.split("pub enum AuditEvent {").nth(1).unwrap().split("\n}\n").next().unwrap();
        let is_variant = |line: &&str| line.starts_with("    ") && line[4..].starts_with(char::is_uppercase);
        let kebab = |line: &str| {
            let name = line.trim().split([' ', '{', ',']).next().unwrap();
            let parts = name.split_inclusive(char::is_lowercase).map(str::to_owned);
            parts.enumerate().fold(String::new(), |all, (at, part)| {
                let starts = at > 0 && part.starts_with(char::is_uppercase);
                format!("{all}{}{}", if starts { "-" } else { "" }, part.to_lowercase())
            })
        };
        variants.lines().filter(is_variant).map(kebab).collect()
    }

    #[test]
    fn every_event_is_said_in_every_language_and_no_two_alike() {
        let events = events();
        assert_eq!(events.len(), 36, "{events:?}");
        for language in Language::all() {
            let words = Words::of(language);
            let mut said: Vec<_> =
                events.iter().map(|name| event(name, words).unwrap_or_else(|| panic!("{name} has no words"))).collect();
            said.sort_unstable();
            said.dedup();
            assert_eq!(said.len(), events.len(), "{}", language.code());
        }
        assert_eq!(reader("de").event("of-a-later-version"), "Of a later version");
        let entry = AuditEvent::PairingFailed {}.entry(None, domain::Timestamp::from_unix_ms(0));
        assert!(events.contains(&entry.event), "{events:?}");
    }

    #[test]
    fn what_was_changed_is_said_without_ids_and_brackets() {
        let items = format!(
            r#"{{"items":[{{"item":"{ID}","name":"Coffee","changes":[{{"setting":"price_minor","from":350,"to":400}},
            {{"setting":"category","from":null,"to":"Hot"}},{{"setting":"vat_basis_points","from":700,"to":1900}},
            {{"setting":"offer","from":"offered","to":"sold-out"}}]}}],"by":"import"}}"#
        );
        assert_eq!(
            reader("en").details("items-changed", &items),
            "by: import, Coffee (price: €3.50 → €4.00; category: – → Hot; VAT: 7\u{a0}% → 19\u{a0}%; \
             offer: offered → Sold out)"
        );
        let mixed = r#"{"by":"pin","person":null,"rows":7,"own":true,"checkout":"ID"}"#.replace("ID", ID);
        let code = ID.parse::<CheckoutId>().unwrap().short_code();
        assert_eq!(reader("en").details("", &mixed), format!("by: PIN, sale: {code}, own: yes, rows: 7"));
        assert_eq!(reader("en").details("", "no JSON"), "no JSON");
    }

    #[test]
    fn an_entry_is_told_in_the_words_of_whoever_reads() {
        let day = r#"{"counted_minor":2490,"currency":"EUR","expected_minor":2500,"number":1,"sales":2}"#;
        let told = |event: &str, json: &str| reader("de").details(event, json);
        assert_eq!(told("day-closed", day), "gezählt: 24,90\u{a0}€, erwartet: 25,00\u{a0}€, Nummer: 1, Verkäufe: 2");
        let role = r#"{"from":"cashier","name":"owner","to":"owner"}"#;
        assert_eq!(told("role-changed", role), "von: Kassenkraft, Name: owner, zu: Inhaber");
        assert_eq!(told("person-renamed", role), "von: cashier, Name: owner, zu: owner", "names are names");
        let linked = format!(r#"{{"alarm":"twice","verdict":{{"link":"{ID}"}}}}"#);
        let code = ID.parse::<CheckoutId>().unwrap().short_code();
        assert_eq!(
            told("payment-decided", &linked),
            format!("Alarm: Wahrscheinlich doppelt bezahlt, Entscheidung: Gehört zu Verkauf {code}")
        );
        let settings = r#"{"changes":[{"setting":"pin-for.leave","from":true,"to":false},
            {"setting":"pass","from":180,"to":60}]}"#;
        assert_eq!(
            told("settings-changed", settings),
            "PIN für „Kasse verlassen“: ja → nein; PIN-Gültigkeit in Sekunden: 180 → 60"
        );
    }
}
