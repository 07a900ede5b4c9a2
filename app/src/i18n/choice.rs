//! The languages a customer can choose from, as they travel in the page: one line each.

/// A language to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Choice {
    /// Its tag, as browsers want it in `lang`.
    pub(crate) tag: String,
    /// What it is called by those who speak it.
    pub(crate) name: String,
    /// Where its table is.
    pub(crate) file: String,
    /// How it writes amounts of the shop's currency.
    pub(crate) formats: String,
}

impl Choice {
    /// All of `choices` as text.
    #[cfg(any(feature = "ssr", test))]
    pub(crate) fn pack(choices: &[Self]) -> String {
        let lines: Vec<String> = choices
            .iter()
            .map(|Self { tag, name, file, formats }| [tag, name, file, formats].map(String::as_str).join("\t"))
            .collect();
        lines.join("\n")
    }

    /// The choices in `text`.
    #[cfg(any(not(feature = "ssr"), test))]
    pub(crate) fn unpack(text: &str) -> Vec<Self> {
        let choice = |line: &str| {
            let mut parts = line.split('\t').map(str::to_owned);
            Some(Self { tag: parts.next()?, name: parts.next()?, file: parts.next()?, formats: parts.next()? })
        };
        text.lines().filter_map(choice).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_packed_is_unpacked() {
        let choice = |tag: &str| Choice {
            tag: tag.to_owned(),
            name: "Name".to_owned(),
            file: "/pkg/a".to_owned(),
            formats: "EUR.,1€{}".to_owned(),
        };
        let choices = [choice("de"), choice("pt-PT")];
        assert_eq!(Choice::unpack(&Choice::pack(&choices)), choices);
        assert_eq!(Choice::unpack("nonsense"), []);
    }
}
