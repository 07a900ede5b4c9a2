//! The settings: every documented name works, and a wrong or unknown one is named.

use server::config::kiosk::DatabaseConfig;
use server::config::{Config, ConfigError};
use std::io::Write as _;

fn read(file: &str, environment: &[(&str, &str)]) -> Result<Config, ConfigError> {
    let mut settings = tempfile::NamedTempFile::new().unwrap();
    settings.write_all(file.as_bytes()).unwrap();
    let environment = environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Config::read(Some(settings.path()), environment)
}

const ALL_OF_MION: [(&str, &str); 14] = [
    ("MION_BASE_URL", "https://api.example/v1"),
    ("MION_API_KEY", "marked-key"),
    ("MION_AUTH_HEADER", "X-Api-Key"),
    ("MION_AUTH_PREFIX", ""),
    ("MION_ROUTE_CREATE_SESSION", "POST /s"),
    ("MION_ROUTE_CREATE_ATTEMPT", "POST /s/{paymentSessionId}/a"),
    ("MION_ROUTE_STATUS", "GET /s/{paymentSessionId}/st"),
    ("MION_ROUTE_SESSION", "GET /s/{paymentSessionId}"),
    ("MION_ROUTE_SESSION_BY_REFERENCE", "GET /r/{reference}"),
    ("MION_EXPIRY_FORMAT", "seconds"),
    ("MION_PAYMENT_METHOD_LIGHTNING", "ln"),
    ("MION_CURRENCY", "NOK"),
    ("MION_RETAIL_POS", "omit"),
    ("MION_SESSION_SECONDS", "900"),
];

#[test]
fn every_documented_setting_of_mion_is_taken_from_the_environment_and_from_the_file() {
    let from_environment = read("", &ALL_OF_MION).unwrap();
    let lines =
        ALL_OF_MION.map(|(name, value)| format!("{} = \"{value}\"", name.trim_start_matches("MION_").to_lowercase()));
    let from_file = read(&format!("[mion]\n{}", lines.join("\n")), &[]).unwrap();
    for config in [from_environment, from_file] {
        let settings = config.mion.client.unwrap();
        assert_eq!(settings.auth.to_string(), "X-Api-Key: <key>");
        assert_eq!((settings.currency.as_str(), settings.lightning_method.as_str()), ("NOK", "ln"));
        assert_eq!(settings.expiry_format, mion::ExpiryFormat::Seconds);
        assert_eq!(settings.retail_pos, mion::RetailPos::Omit);
        assert_eq!(settings.routes.session_by_reference.to_string(), "GET /r/{reference}");
        assert_eq!(config.mion.session_life.as_secs(), 900);
    }
}

#[test]
fn the_environment_wins_over_the_file() {
    let config = read("[kiosk]\nshop_name = \"File\"\nmax_amount_minor = 500", &[("KIOSK_SHOP_NAME", "Env")]).unwrap();
    assert_eq!((config.kiosk.shop_name.as_str(), config.kiosk.max_amount_minor), ("Env", 500));
}

#[test]
fn a_wrong_or_unknown_setting_is_named() {
    let message = |file: &str, environment: &[(&str, &str)]| read(file, environment).unwrap_err().to_string();
    for (name, value) in [
        ("KIOSK_ADDR", "here"),
        ("KIOSK_BITCOIN_UNIT", "bits"),
        ("KIOSK_TIME_ZONE", "Middle/Earth"),
        ("KIOSK_MAX_AMOUNT_MINOR", "12.50"),
        ("KIOSK_SHOP_NAME", " "),
        ("KIOSK_LOG_FORMAT", "xml"),
        ("MION_BASE_URL", "ftp://x"),
        ("MION_ROUTE_STATUS", "GET /status"),
        ("MION_EXPIRY_FORMAT", "weeks"),
        ("MION_RETAIL_POS", "maybe"),
        ("MION_CURRENCY", "eur"),
        ("MION_LIGHTNING_NETWORK", "mainnet"),
        ("MION_SESSION_SECONDS", "0"),
        ("MION_SESSION_SECONDS", "-5"),
        ("MION_ON_CHAIN", "yes"),
        ("MION_REQUESTS_PER_SECOND", "0"),
        ("MION_FUNDING_UNDER", "\u{7}"),
        ("MION_STATUS_SEEN", ","),
        ("KIOSK_WEBHOOK_TOKEN", "short"),
        ("KIOSK_WEBHOOK_TOKEN", "0123456789abcdef0123456789abcde/"),
        ("KIOSK_DATABASE_URL", "mysql://x"),
    ] {
        let message = message("", &[(name, value)]);
        assert!(message.starts_with(&format!("{name} is wrong:")), "{message}");
    }
    assert!(message("", &[("MION_BASE_ULR", "x")]).starts_with("MION_BASE_ULR is not a setting"));
    assert!(message("[kiosk]\naddres = \"x\"", &[]).starts_with("kiosk.addres is not a setting"));
    assert!(message("[kiosc]\n", &[]).starts_with("kiosc is not a setting"));
    assert!(message("[kiosk]\naddr = [1]", &[]).starts_with("kiosk.addr is wrong"));
    assert!(message("api_key = 'secret", &[]).contains("not TOML near line 1"));
}

#[test]
fn serve_is_told_what_is_missing() {
    let missing = |environment: &[(&str, &str)]| read("", environment).unwrap().mion.client.unwrap_err().to_string();
    assert!(missing(&[]).starts_with("MION_BASE_URL is not set: set it to"));
    assert!(missing(&[("MION_BASE_URL", "https://x.example")]).starts_with("MION_API_KEY is not set: set it, or"));
}

#[test]
fn a_secret_may_lie_in_a_file_and_is_never_shown() {
    let mut secret = tempfile::NamedTempFile::new().unwrap();
    secret.write_all(b"marked-key\n").unwrap();
    let path = secret.path().to_str().unwrap();
    let base = ("MION_BASE_URL", "https://x.example");
    let config = read("", &[base, ("MION_API_KEY_FILE", path)]).unwrap();
    assert!(!format!("{config:?}").contains("marked-key"));
    assert!(mion::Client::new(config.mion.client.unwrap()).is_ok());
    let both = read("", &[base, ("MION_API_KEY_FILE", path), ("MION_API_KEY", "other")]).unwrap_err();
    assert_eq!(both, ConfigError::Twice("MION_API_KEY".to_owned()));
    let nowhere = read("", &[base, ("MION_API_KEY_FILE", "/nowhere/at/all")]).unwrap_err().to_string();
    assert!(nowhere.starts_with("MION_API_KEY_FILE is wrong"), "{nowhere}");
}

#[test]
fn regular_bitcoin_needs_a_session_that_lives_for_hours() {
    let on = ("MION_ON_CHAIN", "true");
    for short in [None, Some(("MION_SESSION_SECONDS", "14399"))] {
        let environment: Vec<_> = [Some(on), short].into_iter().flatten().collect();
        let message = read("", &environment).unwrap_err().to_string();
        assert!(message.starts_with("MION_SESSION_SECONDS is wrong: regular bitcoin (MION_ON_CHAIN) can take hours"));
    }
    assert!(read("", &[on, ("MION_SESSION_SECONDS", "14400")]).unwrap().mion.on_chain);
    assert!(!read("", &[]).unwrap().mion.on_chain, "off unless asked for, as Mion advises");
}

#[test]
fn the_records_are_in_a_file_or_on_a_server_and_the_password_is_never_shown() {
    let url = "postgres://kiosk:marked-password@db.example/kiosk";
    let config = read("", &[("KIOSK_DATABASE_URL", url)]).unwrap();
    assert!(matches!(config.kiosk.database, DatabaseConfig::Server(_)));
    assert!(!format!("{config:?}").contains("marked-password"));
    assert!(
        matches!(read("", &[]).unwrap().kiosk.database, DatabaseConfig::File(path) if path.ends_with("mion-kiosk.sqlite"))
    );
    let both = read("", &[("KIOSK_DATABASE_URL", url), ("KIOSK_DATABASE", "x.sqlite")]).unwrap_err().to_string();
    assert!(both.contains("not both") && !both.contains("marked-password"), "{both}");
}

#[test]
fn mions_words_are_settings() {
    let config = read(
        "",
        &[
            ("MION_BASE_URL", "https://x.example"),
            ("MION_API_KEY", "k"),
            ("MION_FUNDING_WELL", "full"),
            ("MION_FUNDING_UNDER", "short,part"),
            ("MION_FUNDING_OVER", "much"),
            ("MION_STATUS_SEEN", "mempool"),
            ("MION_FEE_CORRECT", "fine"),
            ("MION_REQUESTS_PER_SECOND", "7"),
        ],
    )
    .unwrap();
    let words = &config.mion.client.as_ref().unwrap().words;
    assert!(words.funding_under.has("part") && words.funding_over.has("much") && words.funding_well.has("full"));
    assert!(words.status_seen.has("mempool") && words.fee_correct.has("fine"));
    assert_eq!(config.mion.requests_per_second, 7);
}

#[test]
fn nothing_begun_is_sent_when_others_may_have_taken_over() {
    assert!(mion::Timeouts::default().send <= engine::membership::SENT_WITHIN);
}
