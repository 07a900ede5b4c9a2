//! Mozilla's HTTP Observatory, as far as it grades what a server answers: the same tests, the same points.
//! Cookies and cross-origin sharing are graded where there are any; preloading needs a public host name.
//!
//! # Source
//! `github.com/mdn/mdn-http-observatory`: `src/grader/charts.js` for the points, `src/analyzer/tests/` for the
//! tests, `src/grader/grader.js` for the grade, `src/scanner/index.js` for who gets extra points.

use std::collections::{BTreeMap, BTreeSet};

const MINIMUM_SCORE_FOR_EXTRA_CREDIT: i32 = 90;
const SIX_MONTHS_S: u64 = 15_768_000;

/// What is graded: the headers of an answer over HTTPS, names in lower case, and its body.
pub(crate) struct Page {
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) html: String,
}

/// Every test's result, as Mozilla names it, and its points.
pub(crate) type Results = Vec<(&'static str, i32)>;

/// The score; above 100 where extra points are earned, which only a good page is given.
pub(crate) fn score(results: &Results) -> i32 {
    let penalties: i32 = results.iter().map(|(_, points)| *points.min(&0)).sum();
    let bonuses: i32 = results.iter().map(|(_, points)| *points.max(&0)).sum();
    let score = 100 + penalties;
    if score >= MINIMUM_SCORE_FOR_EXTRA_CREDIT { score + bonuses } else { score.max(0) }
}

pub(crate) fn grade(score: i32) -> &'static str {
    match score {
        100.. => "A+",
        90.. => "A",
        85.. => "A-",
        80.. => "B+",
        70.. => "B",
        65.. => "B-",
        60.. => "C+",
        50.. => "C",
        45.. => "C-",
        40.. => "D+",
        30.. => "D",
        25.. => "D-",
        _ => "F",
    }
}

pub(crate) fn examine(page: &Page) -> Results {
    vec![
        content_security_policy(page),
        cookies(page),
        cross_origin_resource_sharing(page),
        // A kiosk with TLS answers plain HTTP with a redirection to the same host: another test shows it.
        ("redirection-to-https", 0),
        referrer_policy(page),
        strict_transport_security(page),
        subresource_integrity(page),
        x_content_type_options(page),
        x_frame_options(page),
        cross_origin_resource_policy(page),
    ]
}

impl Page {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(one, _)| one == name).map(|(_, value)| value.trim())
    }

    /// Directive to sources; nothing where there is no policy.
    fn policy(&self) -> Option<BTreeMap<String, BTreeSet<String>>> {
        let directives = self.header("content-security-policy")?.split(';').filter_map(|directive| {
            let mut words = directive.split_whitespace().map(str::to_lowercase);
            Some((words.next()?, words.collect()))
        });
        Some(directives.collect())
    }
}

fn content_security_policy(page: &Page) -> (&'static str, i32) {
    const BROAD: [&str; 8] = ["ftp:", "http:", "https:", "*", "http://*", "http://*.*", "https://*", "https://*.*"];
    let Some(policy) = page.policy() else {
        return ("csp-not-implemented", -25);
    };
    let everything: BTreeSet<String> = ["*".to_owned()].into();
    let sources = |name: &str| policy.get(name).or_else(|| policy.get("default-src")).unwrap_or(&everything);
    let has_nonce = |sources: &BTreeSet<String>| sources.iter().any(|source| source.starts_with("'nonce-"));
    let is_unsafe = |sources: &BTreeSet<String>| {
        let inline = sources.contains("'unsafe-inline'") && !has_nonce(sources);
        inline || sources.contains("data:") || BROAD.iter().any(|broad| sources.contains(*broad))
    };
    let (script, style, object) = (sources("script-src"), sources("style-src"), sources("object-src"));
    let insecure = |source: &String| source.starts_with("http:") || source.starts_with("ftp:");
    let (mut active, mut passive) = (policy.clone(), policy.clone());
    active.retain(|name, _| name != "img-src" && name != "media-src");
    passive.retain(|name, _| name == "img-src" || name == "media-src");
    if is_unsafe(script) || BROAD.iter().any(|broad| object.contains(*broad)) {
        ("csp-implemented-with-unsafe-inline", -20)
    } else if active.values().flatten().any(insecure) {
        ("csp-implemented-with-insecure-scheme", -20)
    } else if script.contains("'unsafe-eval'") || style.contains("'unsafe-eval'") {
        ("csp-implemented-with-unsafe-eval", -10)
    } else if passive.values().flatten().any(insecure) {
        ("csp-implemented-with-insecure-scheme-in-passive-content-only", -10)
    } else if is_unsafe(style) {
        ("csp-implemented-with-unsafe-inline-in-style-src-only", 0)
    } else if policy.get("default-src") == Some(&["'none'".to_owned()].into()) {
        ("csp-implemented-with-no-unsafe-default-src-none", 10)
    } else {
        ("csp-implemented-with-no-unsafe", 5)
    }
}

fn cookies(page: &Page) -> (&'static str, i32) {
    let cookies: Vec<_> = page.headers.iter().filter(|(name, _)| name == "set-cookie").collect();
    let all_have = |flag: &str| cookies.iter().all(|(_, cookie)| cookie.to_lowercase().contains(flag));
    if cookies.is_empty() {
        ("cookies-not-found", 0)
    } else if !all_have("; secure") {
        ("cookies-session-without-secure-flag-but-protected-by-hsts", -10)
    } else if !all_have("; httponly") {
        ("cookies-session-without-httponly-flag", -30)
    } else if all_have("; samesite=strict") || all_have("; samesite=lax") {
        ("cookies-secure-with-httponly-sessions-and-samesite", 5)
    } else {
        ("cookies-secure-with-httponly-sessions", 0)
    }
}

fn cross_origin_resource_sharing(page: &Page) -> (&'static str, i32) {
    match page.header("access-control-allow-origin") {
        None => ("cross-origin-resource-sharing-not-implemented", 0),
        Some(_) => ("cross-origin-resource-sharing-implemented-with-universal-access", -50),
    }
}

fn referrer_policy(page: &Page) -> (&'static str, i32) {
    match page.header("referrer-policy") {
        None => ("referrer-policy-not-implemented", 0),
        Some("no-referrer" | "same-origin" | "strict-origin" | "strict-origin-when-cross-origin") => {
            ("referrer-policy-private", 5)
        }
        Some(_) => ("referrer-policy-unsafe", -5),
    }
}

fn strict_transport_security(page: &Page) -> (&'static str, i32) {
    let Some(header) = page.header("strict-transport-security") else {
        return ("hsts-not-implemented", -20);
    };
    let max_age = header.split(';').find_map(|part| part.trim().strip_prefix("max-age=")?.parse::<u64>().ok());
    match max_age {
        None => ("hsts-header-invalid", -20),
        Some(SIX_MONTHS_S..) => ("hsts-implemented-max-age-at-least-six-months", 0),
        Some(_) => ("hsts-implemented-max-age-less-than-six-months", -10),
    }
}

fn subresource_integrity(page: &Page) -> (&'static str, i32) {
    let scripts: Vec<&str> = page.html.split("<script").skip(1).filter_map(|rest| rest.split('>').next()).collect();
    let is_foreign = |tag: &&str| tag.contains("src=\"http") || tag.contains("src=\"//");
    if scripts.is_empty() {
        ("sri-not-implemented-but-no-scripts-loaded", 0)
    } else if scripts.iter().any(is_foreign) {
        ("sri-not-implemented-and-external-scripts-not-loaded-securely", -50)
    } else {
        ("sri-not-implemented-but-all-scripts-loaded-from-secure-origin", 0)
    }
}

fn x_content_type_options(page: &Page) -> (&'static str, i32) {
    match page.header("x-content-type-options") {
        Some("nosniff") => ("x-content-type-options-nosniff", 0),
        Some(_) => ("x-content-type-options-header-invalid", -5),
        None => ("x-content-type-options-not-implemented", -5),
    }
}

fn x_frame_options(page: &Page) -> (&'static str, i32) {
    if page.policy().is_some_and(|policy| policy.contains_key("frame-ancestors")) {
        return ("x-frame-options-implemented-via-csp", 5);
    }
    match page.header("x-frame-options").map(str::to_lowercase).as_deref() {
        Some("deny" | "sameorigin") => ("x-frame-options-sameorigin-or-deny", 0),
        Some(_) => ("x-frame-options-header-invalid", -20),
        None => ("x-frame-options-not-implemented", -20),
    }
}

fn cross_origin_resource_policy(page: &Page) -> (&'static str, i32) {
    match page.header("cross-origin-resource-policy") {
        None => ("cross-origin-resource-policy-not-implemented", 0),
        Some("same-origin") => ("cross-origin-resource-policy-implemented-with-same-origin", 10),
        Some("same-site") => ("cross-origin-resource-policy-implemented-with-same-site", 10),
        Some("cross-origin") => ("cross-origin-resource-policy-implemented-with-cross-origin", 0),
        Some(_) => ("cross-origin-resource-policy-header-invalid", -5),
    }
}
