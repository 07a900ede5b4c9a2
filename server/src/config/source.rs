//! One value by two names: `MION_BASE_URL` in the environment, `base_url` under `[mion]` in the file.
//! What nobody asked for in the end was a spelling mistake, and is an error.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// What is wrong with the settings. Never repeats a value: it might be a secret.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// The settings file cannot be used at all.
    #[error("the settings file {file} cannot be read: {problem}")]
    File {
        /// Which.
        file: PathBuf,
        /// What the system or the TOML parser says.
        problem: String,
    },
    /// A setting is needed and nowhere set.
    #[error("{0} is not set: {1}")]
    Missing(String, &'static str),
    /// A setting has a value that cannot be.
    #[error("{0} is wrong: {1}")]
    Wrong(String, String),
    /// No setting has this name.
    #[error("{0} is not a setting of this program; see `mion-kiosk --help` for where they are listed")]
    Unknown(String),
    /// The same secret is given in two ways.
    #[error("set either {0} or {0}_FILE, not both")]
    Twice(String),
}

/// The values that have not been taken yet, by their environment name.
#[derive(Debug, Default)]
pub struct Source {
    values: BTreeMap<String, Value>,
}

#[derive(Debug)]
struct Value {
    text: String,
    /// How the operator called it.
    called: String,
}

const SECTIONS: [(&str, &str); 2] = [("kiosk", "KIOSK_"), ("mion", "MION_")];

impl Source {
    /// Reads `file`, if one is named, and the `KIOSK_` and `MION_` variables of `environment` over it.
    ///
    /// # Errors
    /// [`ConfigError`] where the file cannot be read or holds something that is no setting.
    pub fn read(file: Option<&Path>, environment: impl Iterator<Item = (String, String)>) -> Result<Self, ConfigError> {
        let mut source = Self::default();
        if let Some(file) = file {
            let broken = |problem: String| ConfigError::File { file: file.to_owned(), problem };
            let text = std::fs::read_to_string(file).map_err(|error| broken(error.to_string()))?;
            // The parser's own message would quote the line, which may hold the key.
            let table: toml::Table = text.parse().map_err(|error: toml::de::Error| broken(at_line(&text, &error)))?;
            source.take_file(table)?;
        }
        for (name, text) in environment {
            if SECTIONS.iter().any(|(_, prefix)| name.starts_with(prefix)) {
                source.values.insert(name.clone(), Value { text, called: name });
            }
        }
        Ok(source)
    }

    fn take_file(&mut self, table: toml::Table) -> Result<(), ConfigError> {
        for (section, content) in table {
            let prefix = SECTIONS.iter().find(|(name, _)| *name == section).map(|(_, prefix)| *prefix);
            let (Some(prefix), toml::Value::Table(content)) = (prefix, content) else {
                return Err(ConfigError::Unknown(section));
            };
            for (key, value) in content {
                let called = format!("{section}.{key}");
                let text = match value {
                    toml::Value::String(text) => text,
                    toml::Value::Integer(number) => number.to_string(),
                    toml::Value::Boolean(flag) => flag.to_string(),
                    _ => {
                        return Err(ConfigError::Wrong(
                            called,
                            "expected a text, a whole number, true or false".into(),
                        ));
                    }
                };
                self.values.insert(format!("{prefix}{}", key.to_uppercase()), Value { text, called });
            }
        }
        Ok(())
    }

    /// The value of `name`, if it is set.
    ///
    /// # Errors
    /// [`ConfigError::Wrong`] where it is not what `T` can be.
    pub fn take<T: FromStr<Err: Display>>(&mut self, name: &str) -> Result<Option<T>, ConfigError> {
        let Some(value) = self.values.remove(name) else {
            return Ok(None);
        };
        value.text.parse().map(Some).map_err(|error: T::Err| ConfigError::Wrong(value.called, error.to_string()))
    }

    /// The value of `name`, or `default`.
    ///
    /// # Errors
    /// As [`Source::take`].
    pub fn take_or<T: FromStr<Err: Display>>(&mut self, name: &str, default: T) -> Result<T, ConfigError> {
        Ok(self.take(name)?.unwrap_or(default))
    }

    /// A secret: the value of `name`, or the first line of the file that `name_FILE` names.
    ///
    /// # Errors
    /// [`ConfigError`] where both are set or the file cannot be read.
    pub fn take_secret(&mut self, name: &str) -> Result<Option<String>, ConfigError> {
        let by_file = self.values.remove(&format!("{name}_FILE"));
        let secret = self.take::<String>(name)?;
        match (secret, by_file) {
            (Some(_), Some(_)) => Err(ConfigError::Twice(name.to_owned())),
            (None, Some(Value { text: path, called })) => std::fs::read_to_string(path)
                .map(|text| Some(text.lines().next().unwrap_or_default().trim().to_owned()))
                .map_err(|error| ConfigError::Wrong(called, error.to_string())),
            (secret, None) => Ok(secret),
        }
    }

    /// Checks that every setting was one.
    ///
    /// # Errors
    /// [`ConfigError::Unknown`] names the first that was not.
    pub fn nothing_left(self) -> Result<(), ConfigError> {
        self.values.into_values().next().map_or(Ok(()), |value| Err(ConfigError::Unknown(value.called)))
    }
}

fn at_line(text: &str, error: &toml::de::Error) -> String {
    let line = error.span().and_then(|span| text.get(..span.start)).map_or(1, |before| before.lines().count().max(1));
    format!("not TOML near line {line}")
}
