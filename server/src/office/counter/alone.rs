//! What our script says where customers stand alone: to somebody who may have gone, and of the staff's door
//! (`public/tablet/left-alone.js`).

use super::switch;
use crate::words::Words;
use app::i18n::Language;
use serde_json::{Map, Value, json};

/// The words in all languages, for a page on which the customer may choose another than the `shop`'s without its being
/// loaded anew.
pub(crate) fn alone_words(shop: Language) -> String {
    let all: Vec<Words> = switch::choices(shop).into_iter().map(Words::of).collect();
    words_of(&all)
}

/// The words in `languages`, by their tags.
pub(super) fn words_of(languages: &[Words]) -> String {
    let one = |words: &Words| {
        let said = json!({
            "question": words.still_there(),
            "meaning": words.starts_over(),
            "more": words.more_time(),
            "door": words.staff_door(),
        });
        (words.tag().to_owned(), said)
    };
    Value::Object(languages.iter().map(one).collect::<Map<_, _>>()).to_string()
}
