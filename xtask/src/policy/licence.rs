//! SPDX licence expressions, as crates write them: `MIT OR Apache-2.0`, `(MIT OR Apache-2.0) AND Unicode-3.0`,
//! `Apache-2.0 WITH LLVM-exception`, and the older `MIT/Apache-2.0`.
//!
//! ```text
//! any     = all, { ("OR" | "/"), all }
//! all     = single, { "AND", single }
//! single  = "(", any, ")" | id, [ "WITH", id ]
//! ```

use std::fmt;

/// Why an expression could not be read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Unreadable {
    /// It ends where a licence should stand.
    Cut,
    /// This word stands where it cannot.
    Misplaced(String),
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cut => f.write_str("it ends too early"),
            Self::Misplaced(word) => write!(f, "`{word}` stands in the wrong place"),
        }
    }
}

/// Can the terms of `expression` be met with licences that `allowed` accepts?
///
/// `allowed` is asked about single licences, with their exception where they have one.
///
/// # Errors
/// When the expression is none.
pub(crate) fn satisfied(expression: &str, allowed: &dyn Fn(&str) -> bool) -> Result<bool, Unreadable> {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let mut reader = Reader { words: spaced.split_whitespace().collect(), at: 0, allowed };
    let met = reader.any()?;
    match reader.peek() {
        None => Ok(met),
        Some(word) => Err(Unreadable::Misplaced(word.to_owned())),
    }
}

struct Reader<'a> {
    words: Vec<&'a str>,
    at: usize,
    allowed: &'a dyn Fn(&str) -> bool,
}

impl<'a> Reader<'a> {
    fn any(&mut self) -> Result<bool, Unreadable> {
        let mut met = self.all()?;
        while self.take("OR") {
            // Read first: a right side that is never read would be taken for a misplaced word.
            met = self.all()? || met;
        }
        Ok(met)
    }

    fn all(&mut self) -> Result<bool, Unreadable> {
        let mut met = self.single()?;
        while self.take("AND") {
            met = self.single()? && met;
        }
        Ok(met)
    }

    fn single(&mut self) -> Result<bool, Unreadable> {
        if self.take("(") {
            let met = self.any()?;
            return if self.take(")") { Ok(met) } else { Err(self.misplaced()) };
        }
        let id = self.id()?;
        if self.take("WITH") {
            let exception = self.id()?;
            return Ok((self.allowed)(&format!("{id} WITH {exception}")));
        }
        Ok((self.allowed)(id))
    }

    fn id(&mut self) -> Result<&'a str, Unreadable> {
        match self.peek() {
            Some(word) if !["AND", "OR", "WITH", "(", ")"].contains(&word) => {
                self.at += 1;
                Ok(word)
            }
            _ => Err(self.misplaced()),
        }
    }

    fn peek(&self) -> Option<&'a str> {
        self.words.get(self.at).copied()
    }

    fn take(&mut self, word: &str) -> bool {
        let found = self.peek() == Some(word);
        self.at += usize::from(found);
        found
    }

    fn misplaced(&self) -> Unreadable {
        self.peek().map_or(Unreadable::Cut, |word| Unreadable::Misplaced(word.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(allowed: &[&str], expression: &str) -> Result<bool, Unreadable> {
        satisfied(expression, &|licence| allowed.contains(&licence))
    }

    #[test]
    fn one_of_several_is_enough() {
        assert_eq!(with(&["MIT"], "MIT"), Ok(true));
        assert_eq!(with(&["MIT"], "GPL-3.0-only OR MIT"), Ok(true));
        assert_eq!(with(&["MIT"], "MIT OR GPL-3.0-only"), Ok(true));
        assert_eq!(with(&["MIT"], "Apache-2.0 OR GPL-3.0-only"), Ok(false));
    }

    #[test]
    fn all_of_several_are_needed() {
        assert_eq!(with(&["MIT", "ISC"], "MIT AND ISC"), Ok(true));
        assert_eq!(with(&["MIT"], "MIT AND OpenSSL"), Ok(false));
        assert_eq!(with(&["MIT"], "OpenSSL AND MIT"), Ok(false));
    }

    #[test]
    fn and_binds_closer_than_or() {
        assert_eq!(with(&["MIT"], "MIT OR ISC AND OpenSSL"), Ok(true));
        assert_eq!(with(&["ISC"], "MIT OR ISC AND OpenSSL"), Ok(false));
        assert_eq!(with(&["MIT"], "OpenSSL AND ISC OR MIT"), Ok(true));
    }

    #[test]
    fn parentheses_come_first() {
        assert_eq!(with(&["MIT"], "(MIT OR ISC) AND OpenSSL"), Ok(false));
        assert_eq!(with(&["MIT", "Unicode-3.0"], "(MIT OR Apache-2.0) AND Unicode-3.0"), Ok(true));
        assert_eq!(with(&["MIT", "ISC"], "((MIT) AND (GPL-2.0 OR (ISC)))"), Ok(true));
    }

    #[test]
    fn a_slash_is_the_older_or() {
        assert_eq!(with(&["MIT"], "Apache-2.0/MIT"), Ok(true));
        assert_eq!(with(&["MIT"], "Apache-2.0 / MIT"), Ok(true));
    }

    #[test]
    fn an_exception_makes_another_licence() {
        assert_eq!(with(&["Apache-2.0"], "Apache-2.0 WITH LLVM-exception"), Ok(false));
        assert_eq!(with(&["Apache-2.0 WITH LLVM-exception"], "Apache-2.0 WITH LLVM-exception"), Ok(true));
        assert_eq!(with(&["MIT"], "Apache-2.0 WITH LLVM-exception OR MIT"), Ok(true));
    }

    #[test]
    fn nonsense_is_never_taken_for_a_yes() {
        let misplaced = |word: &str| Err(Unreadable::Misplaced(word.to_owned()));
        assert_eq!(with(&["MIT"], ""), Err(Unreadable::Cut));
        assert_eq!(with(&["MIT"], "MIT OR"), Err(Unreadable::Cut));
        assert_eq!(with(&["MIT"], "(MIT"), Err(Unreadable::Cut));
        assert_eq!(with(&["MIT"], "MIT)"), misplaced(")"));
        assert_eq!(with(&["MIT"], "MIT MIT"), misplaced("MIT"));
        assert_eq!(with(&["MIT"], "AND MIT"), misplaced("AND"));
        assert_eq!(with(&["MIT"], "MIT WITH OR"), misplaced("OR"));
    }
}
