//! What servers tell each other, so that nobody has to wait for the next look at the records. Only
//! hints: one that is lost costs time, never truth.

use domain::CheckoutId;
use futures::stream::{BoxStream, Stream, StreamExt as _};
use uuid::Uuid;

/// A hint to the other servers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Call {
    /// This checkout has changed.
    Changed(CheckoutId),
    /// Somebody waits for news of this checkout.
    Waiting(CheckoutId),
    /// Mion may have news: ask at once.
    Poke,
    /// An alarm was raised or decided about.
    Alarms,
    /// Who may do what may have changed.
    Access,
}

/// What is heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CallsEvent {
    /// What another server has told.
    Heard(Vec<Call>),
    /// The connection was lost and is back: anything may have been missed.
    Gap,
}

/// The calls of the other servers, as they come.
pub struct Calls(BoxStream<'static, CallsEvent>);

impl Calls {
    /// Calls from anywhere.
    pub fn new(events: impl Stream<Item = CallsEvent> + Send + 'static) -> Self {
        Self(events.boxed())
    }

    /// The next event. Waits for ever once the store is closed. Nothing is lost where the wait is
    /// given up and begun again.
    pub async fn next(&mut self) -> CallsEvent {
        match self.0.next().await {
            Some(event) => event,
            None => futures::future::pending().await,
        }
    }
}

/// `calls` as texts of at most `longest` bytes, each with the name of the `speaker` before it.
pub(super) fn told(speaker: Uuid, calls: &[Call], longest: usize) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for call in calls {
        let word = word(*call);
        match texts.last_mut() {
            Some(text) if text.len().saturating_add(word.len()) < longest => {
                text.push(' ');
                text.push_str(&word);
            }
            _ => texts.push(format!("{} {word}", speaker.simple())),
        }
    }
    texts
}

/// The calls of such a text; none where `listener` itself has told them. What a newer version of this
/// program may add is passed over.
pub(super) fn heard(listener: Uuid, text: &str) -> Vec<Call> {
    let mut words = text.split(' ');
    if words.next().and_then(|speaker| Uuid::try_parse(speaker).ok()) == Some(listener) {
        return Vec::new();
    }
    words.filter_map(call).collect()
}

fn word(call: Call) -> String {
    match call {
        Call::Changed(id) => format!("c{}", id.as_uuid().simple()),
        Call::Waiting(id) => format!("w{}", id.as_uuid().simple()),
        Call::Poke => "poke".to_owned(),
        Call::Alarms => "alarms".to_owned(),
        Call::Access => "access".to_owned(),
    }
}

fn call(word: &str) -> Option<Call> {
    let id = |text| Uuid::try_parse(text).ok().and_then(|uuid| CheckoutId::try_from(uuid).ok());
    match word {
        "poke" => Some(Call::Poke),
        "alarms" => Some(Call::Alarms),
        "access" => Some(Call::Access),
        word => match word.split_at_checked(1)? {
            ("c", text) => id(text).map(Call::Changed),
            ("w", text) => id(text).map(Call::Waiting),
            _ => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONGEST: usize = 200;

    fn checkout(number: u128) -> CheckoutId {
        CheckoutId::try_from(uuid::Builder::from_random_bytes(number.to_be_bytes()).into_uuid()).unwrap()
    }

    #[test]
    fn what_is_told_is_heard_by_all_others() {
        let (speaker, listener) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let mut calls = vec![Call::Poke, Call::Alarms, Call::Access, Call::Waiting(checkout(7))];
        calls.extend((0..50).map(|number| Call::Changed(checkout(number))));
        let texts = told(speaker, &calls, LONGEST);
        assert!(texts.len() > 5 && texts.iter().all(|text| text.len() <= LONGEST), "{texts:?}");
        assert_eq!(texts.iter().flat_map(|text| heard(listener, text)).collect::<Vec<_>>(), calls);
        assert!(texts.iter().all(|text| heard(speaker, text).is_empty()));
        assert!(told(speaker, &[], LONGEST).is_empty());
    }

    #[test]
    fn what_is_not_understood_is_passed_over() {
        for text in ["", " ", "x", "x c", "x w1", "x cé", "x drain", "x c00000000000000000000000000000000"] {
            assert!(heard(Uuid::from_u128(1), text).is_empty(), "{text}");
        }
        assert_eq!(heard(Uuid::from_u128(1), "x drain poke"), [Call::Poke]);
    }
}
