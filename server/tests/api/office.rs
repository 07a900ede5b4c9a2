//! The back office, as a browser without a script sees it: what it shows, what its forms do, and what they refuse.

use crate::forms::{get, leads_to, refused, send, somebody};
use crate::harness::{World, browser, invoice, new_id, on_both_databases};
use domain::access::Role;
use domain::settings::PinFor;

on_both_databases! {
    a_terminal_is_invited_paired_renamed_locked_and_revoked,
    a_terminal_with_a_name_that_cannot_be_is_not_made,
    a_cashier_is_added_changed_and_disabled,
    a_person_who_cannot_be_is_not_added,
    one_changes_ones_own_password_and_pin,
    settings_are_changed_by_whoever_has_seen_the_last_ones,
    every_deed_stands_in_the_audit_log,
    a_sale_is_found_and_shows_all_that_happened,
    a_search_that_makes_no_sense_is_refused_in_words,
    the_file_has_all_that_was_looked_for,
    a_day_is_closed_once_with_what_was_seen,
    a_manager_sees_and_does_less_than_an_owner,
}

/// The last part of the first link to `path` on a page.
fn id_after(page: &str, path: &str) -> String {
    let rest = page.split(&format!("href=\"{path}/")).nth(1).unwrap_or_else(|| panic!("no {path} in {page}"));
    rest.split(['"', '/', '?']).next().unwrap().to_owned()
}

async fn a_terminal_is_invited_paired_renamed_locked_and_revoked() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let owner = somebody(&world, &kiosk, Role::Owner).await;
    let shown = send(&owner, &kiosk, "/office/terminals", &[("name", "Terrace <2>")]).await;
    assert_eq!(shown.status(), 200);
    let page = shown.text().await.unwrap();
    let code = page.split("data-code=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert!(page.contains("Terrace &lt;2&gt;") && page.contains(&format!("/pair?code={code}")), "{page}");
    assert!(page.contains("class=\"qr\""), "{page}");

    let tablet = browser("x=y");
    let (_, form) = get(&tablet, &kiosk, &format!("/pair?code={code}")).await;
    assert!(form.contains(&format!("value=\"{code}\"")), "{form}");
    let paired = send(&tablet, &kiosk, "/pair", &[("code", &code)]).await;
    let mut given = paired.headers().get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap());
    assert!(given.any(|cookie| cookie.starts_with("kiosk-terminal=")), "{paired:?}");
    assert_eq!(leads_to(paired).await, "/");

    let (_, list) = get(&owner, &kiosk, "/office/terminals").await;
    assert!(list.contains("Terrace &lt;2&gt;") && list.contains("In use"), "{list}");
    let all = kiosk.store.terminals().await.unwrap();
    let id = all.iter().find(|terminal| terminal.name == "Terrace <2>").unwrap().id;
    let path = format!("/office/terminals/{id}");
    for (way, fields, done, words) in [
        ("rename", vec![("name", " Bar ")], "renamed", "The terminal has its new name."),
        ("lock", vec![], "locked", "The terminal is locked."),
        ("unlock", vec![], "unlocked", "The terminal is in use again."),
    ] {
        let to = leads_to(send(&owner, &kiosk, &format!("{path}/{way}"), &fields).await).await;
        assert_eq!(to, format!("{path}?done={done}"));
        let (_, page) = get(&owner, &kiosk, &to).await;
        assert!(page.contains(words), "{way}: {page}");
    }
    assert_eq!(kiosk.store.terminal(id).await.unwrap().unwrap().name, "Bar");
    let (_, question) = get(&owner, &kiosk, &format!("{path}/revoke")).await;
    assert!(question.contains("Remove Bar?") && question.contains("Keep it"), "{question}");
    assert!(kiosk.store.terminal(id).await.unwrap().unwrap().revoked_at.is_none(), "asking does nothing");
    let to = leads_to(send(&owner, &kiosk, &format!("{path}/revoke"), &[]).await).await;
    assert_eq!(to, "/office/terminals?done=revoked");
    assert!(kiosk.store.terminal(id).await.unwrap().unwrap().revoked_at.is_some());
    let again = send(&owner, &kiosk, &format!("{path}/lock"), &[]).await;
    assert_eq!(again.status(), 404, "what is removed cannot be locked");
    assert_eq!(send(&owner, &kiosk, &format!("{path}/explode"), &[]).await.status(), 404);
}

async fn a_terminal_with_a_name_that_cannot_be_is_not_made() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let owner = somebody(&world, &kiosk, Role::Owner).await;
    let before = kiosk.store.terminals().await.unwrap().len();
    let long = "W".repeat(500);
    for (name, words) in [
        ("", "Type a name."),
        ("   ", "Type a name."),
        (long.as_str(), "This name is too long: at most 40 characters."),
        ("Bar\u{202e}", "holds characters that cannot be seen"),
        ("Bar\nTwo", "holds characters that cannot be seen"),
    ] {
        let page = refused(send(&owner, &kiosk, "/office/terminals", &[("name", name)]).await).await;
        assert!(page.contains(words), "{name}: {page}");
    }
    assert_eq!(kiosk.store.terminals().await.unwrap().len(), before);
}

async fn a_cashier_is_added_changed_and_disabled() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    // Somebody with a password has to stay an owner, whatever becomes of the others.
    kiosk.access.add_first_owner("Olivia", "correct horse battery".to_owned().into()).await.unwrap();
    let owner = somebody(&world, &kiosk, Role::Owner).await;
    let fields = [("name", "Ada"), ("role", "cashier"), ("pin", "7391"), ("password", "")];
    assert_eq!(leads_to(send(&owner, &kiosk, "/office/people", &fields).await).await, "/office/people?done=added");
    let (_, list) = get(&owner, &kiosk, "/office/people").await;
    assert!(list.contains("Ada") && !list.contains("7391"), "{list}");
    let people = kiosk.store.people().await.unwrap();
    let ada = people.iter().find(|person| person.name == "Ada").unwrap();
    assert!(ada.pin_hash.is_some() && ada.password_hash.is_none());
    let path = format!("/office/people/{}", ada.id);
    for (way, fields, done) in [
        ("rename", vec![("name", "Ada L.")], "renamed"),
        ("pin", vec![("pin", "8264")], "pin"),
        ("role", vec![("role", "manager"), ("password", "correct horse battery")], "role"),
        ("password", vec![("password", "another horse battery")], "password"),
        ("disable", vec![], "disabled"),
        ("enable", vec![], "enabled"),
    ] {
        let to = leads_to(send(&owner, &kiosk, &format!("{path}/{way}"), &fields).await).await;
        assert_eq!(to, format!("{path}?done={done}"), "{way}");
        let (status, page) = get(&owner, &kiosk, &to).await;
        assert!(status == 200 && page.contains("data-said"), "{way}: {page}");
    }
    let ada = kiosk.store.person(ada.id).await.unwrap().unwrap();
    assert_eq!((ada.name.as_str(), ada.role, ada.enabled), ("Ada L.", Role::Manager, true));
}

async fn a_person_who_cannot_be_is_not_added() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let owner = somebody(&world, &kiosk, Role::Owner).await;
    let add = async |fields: &[(&str, &str)]| refused(send(&owner, &kiosk, "/office/people", fields).await).await;
    let fine = [("name", "Ada"), ("role", "cashier"), ("pin", "7391")];
    leads_to(send(&owner, &kiosk, "/office/people", &fine).await).await;
    let before = kiosk.store.people().await.unwrap().len();
    for (fields, words) in [
        (vec![("name", "Bob"), ("role", "cashier")], "Type a PIN."),
        (vec![("name", "Bob"), ("role", "cashier"), ("pin", "12")], "This PIN is too short: at least 4 characters."),
        (vec![("name", "Bob"), ("role", "cashier"), ("pin", "1234")], "This PIN is guessed first."),
        (vec![("name", "Bob"), ("role", "cashier"), ("pin", "12ab")], "A PIN is made of digits alone."),
        (vec![("name", "Bob"), ("role", "manager"), ("pin", "7391")], "Managers and owners need a password."),
        (vec![("name", "Bob"), ("role", "manager"), ("password", "short")], "at least 12 characters"),
        (vec![("name", "Bob"), ("role", "manager"), ("password", "password1234")], "Many people use this password"),
        (vec![("name", " aDa "), ("role", "cashier"), ("pin", "8264")], "Somebody else has this name."),
        (vec![("name", "Bob"), ("role", "king"), ("pin", "7391")], "Choose a role."),
        (vec![("name", "Bob"), ("pin", "7391")], "Choose a role."),
    ] {
        let page = add(&fields).await;
        assert!(page.contains(words), "{words}: {page}");
        assert!(!page.contains("7391") && !page.contains("password1234"), "a secret is not written back: {page}");
        if fields[0].1 == "Bob" {
            assert!(page.contains("value=\"Bob\""), "what was typed stays: {page}");
        }
    }
    assert_eq!(kiosk.store.people().await.unwrap().len(), before);
}

async fn one_changes_ones_own_password_and_pin() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let owner = somebody(&world, &kiosk, Role::Owner).await;
    let (_, page) = get(&owner, &kiosk, "/office/account").await;
    assert!(page.contains("Your password until now"), "{page}");
    let fields = [("current", "not mine at all"), ("password", "correct horse battery"), ("again", "correct horse")];
    let page = refused(send(&owner, &kiosk, "/office/account/password", &fields).await).await;
    assert!(page.contains("The two new passwords are not the same."), "{page}");
    let fields =
        [("current", "not mine at all"), ("password", "correct horse battery"), ("again", "correct horse battery")];
    let page = refused(send(&owner, &kiosk, "/office/account/password", &fields).await).await;
    assert!(page.contains("This is not your password."), "{page}");
    let page = refused(send(&owner, &kiosk, "/office/account/pin", &[("pin", "0000")]).await).await;
    assert!(page.contains("This PIN is guessed first."), "{page}");
    for (pin, to) in [("7391", "/office/account?done=pin"), ("", "/office/account?done=no-pin")] {
        assert_eq!(leads_to(send(&owner, &kiosk, "/office/account/pin", &[("pin", pin)]).await).await, to);
        let (_, page) = get(&owner, &kiosk, to).await;
        assert!(page.contains("data-said"), "{page}");
    }
}

async fn settings_are_changed_by_whoever_has_seen_the_last_ones() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let owner = somebody(&world, &kiosk, Role::Owner).await;
    let (_, page) = get(&owner, &kiosk, "/office/settings").await;
    let version = page.split("name=\"version\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let fields = [("version", version.as_str()), ("pin_for_sales", "on"), ("pass_seconds", "60")];
    let to = leads_to(send(&owner, &kiosk, "/office/settings", &fields).await).await;
    assert_eq!(to, "/office/settings?done=saved");
    let settings = kiosk.store.settings().await.unwrap().settings;
    assert_eq!(settings.pin_for, PinFor { sales: true, ..PinFor::NEVER });
    assert_eq!(settings.pass.as_secs(), 60);

    let page = refused(send(&owner, &kiosk, "/office/settings", &fields).await).await;
    assert!(page.contains("Somebody has changed it in the meantime."), "{page}");
    let wrong = [("version", version.as_str()), ("pass_seconds", "9999")];
    let page = refused(send(&owner, &kiosk, "/office/settings", &wrong).await).await;
    assert!(page.contains("Type a number of seconds from 30 to 900.") && page.contains("value=\"9999\""), "{page}");
    assert_eq!(kiosk.store.settings().await.unwrap().settings, settings);
}

async fn every_deed_stands_in_the_audit_log() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let owner = somebody(&world, &kiosk, Role::Owner).await;
    let (_, empty) = get(&owner, &kiosk, "/office/audit").await;
    assert!(empty.contains("data-chain=\"whole\""), "{empty}");
    for number in 0..60 {
        let name = format!("Terminal {number}");
        send(&owner, &kiosk, "/office/terminals", &[("name", &name)]).await;
    }
    let (_, page) = get(&owner, &kiosk, "/office/audit").await;
    assert_eq!(page.matches("data-entry=").count(), 50, "{page}");
    assert!(page.contains("Terminal invited") && page.contains("name: Terminal 59"), "{page}");
    assert!(page.contains("60 entries"), "{page}");
    let older = page.split("data-next").next().unwrap().rsplit("href=\"").next().unwrap();
    let older = older.split('"').next().unwrap().replace("&amp;", "&");
    let (_, page) = get(&owner, &kiosk, &older).await;
    assert_eq!(page.matches("data-entry=").count(), 10, "{page}");
    let (_, page) = get(&owner, &kiosk, "/office/audit?q=Terminal+7").await;
    assert_eq!(page.matches("data-entry=").count(), 1, "{page}");
    let (_, page) = get(&owner, &kiosk, "/office/audit?q=%3Cscript%3E").await;
    assert!(page.contains("data-empty") && !page.contains("<script>"), "{page}");
}

async fn a_sale_is_found_and_shows_all_that_happened() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let owner = somebody(&world, &kiosk, Role::Owner).await;
    let view = kiosk.awaiting().await;
    world.mion().pay(&invoice(&view), false).unwrap();
    kiosk.until(view.id, |view| !view.state.is_live()).await;
    let other = kiosk.open(new_id(), 999).await.unwrap();
    for found in [view.code.clone(), view.id.to_string(), format!("kiosk-{}", view.id), "12,50".to_owned()] {
        let query: String = form_urlencoded::byte_serialize(found.as_bytes()).collect();
        let (_, page) = get(&owner, &kiosk, &format!("/office/sales?q={query}")).await;
        assert!(page.contains(&view.code) && !page.contains(&other.code), "{found}: {page}");
    }
    let (_, paid) = get(&owner, &kiosk, "/office/sales?state=paid").await;
    assert!(paid.contains(&view.code) && !paid.contains(&other.code), "{paid}");
    let (_, both) = get(&owner, &kiosk, "/office/sales?from=2026-11-23&to=2026-11-23").await;
    assert!(both.contains(&view.code) && both.contains(&other.code) && both.contains("Bar"), "{both}");
    let (_, none) = get(&owner, &kiosk, "/office/sales?from=2026-11-24").await;
    assert!(none.contains("data-empty"), "{none}");
    let (status, page) = get(&owner, &kiosk, &format!("/office/sales/{}", view.id)).await;
    assert_eq!(status, 200);
    for words in ["Yes. It is paid.", "Charged at the terminal", "The invoice is checked", "Paid; by Mion", "Bar"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains(&invoice(&view)), "an invoice is for customers");
    assert!(!page.contains("data-list=\"deeds\""), "nobody did anything but the customer: {page}");
    kiosk.cancel(other.id).await.unwrap();
    let (_, page) = get(&owner, &kiosk, &format!("/office/sales/{}", other.id)).await;
    let deeds = page.split("data-list=\"deeds\"").nth(1).unwrap();
    assert!(deeds.contains("Cancel asked") && deeds.contains("Bar (127.0.0.1)"), "{page}");
    let (status, overview) = get(&owner, &kiosk, "/office").await;
    assert!(status == 200 && overview.contains("€12.50") && overview.contains("One sale was paid."), "{overview}");
}

async fn a_search_that_makes_no_sense_is_refused_in_words() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let owner = somebody(&world, &kiosk, Role::Owner).await;
    for (query, words) in [
        ("q=%3Cb%3E", "Type a code of six letters"),
        ("from=yesterday", "Type a day as 2026-11-23."),
        ("from=2026-11-24&to=2026-11-23", "The last day is before the first."),
        ("state=stolen", "There is no such group of sales."),
        ("terminal=Bar", "There is no such terminal."),
    ] {
        let (status, page) = get(&owner, &kiosk, &format!("/office/sales?{query}")).await;
        assert!(status == 422 && page.contains(words), "{query}: {page}");
        let (status, _) = get(&owner, &kiosk, &format!("/office/sales.csv?{query}")).await;
        assert_eq!(status, 404, "{query}");
    }
}

async fn the_file_has_all_that_was_looked_for() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let owner = somebody(&world, &kiosk, Role::Owner).await;
    let view = kiosk.awaiting().await;
    world.mion().pay(&invoice(&view), false).unwrap();
    kiosk.until(view.id, |view| !view.state.is_live()).await;
    kiosk.open(new_id(), 999).await.unwrap();
    let all = kiosk.store.terminals().await.unwrap();
    let path = format!("/office/terminals/{}/rename", all[0].id);
    leads_to(send(&owner, &kiosk, &path, &[("name", "=HYPERLINK(1)")]).await).await;

    let answer = owner.get(format!("{}/office/sales.csv?format=point", kiosk.base)).send().await.unwrap();
    assert_eq!(answer.headers()["content-type"], "text/csv; charset=utf-8");
    let name = answer.headers()["content-disposition"].to_str().unwrap().to_owned();
    assert_eq!(name, "attachment; filename=\"sales-EUR-2026-11-23.csv\"");
    let text = answer.text().await.unwrap();
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(lines.len(), 3, "{text}");
    assert!(lines[0].starts_with("\u{feff}opened,paid,"), "{text}");
    let line = lines.iter().find(|line| line.contains(&view.code)).unwrap();
    assert!(line.contains(",paid,EUR,12.50,12.50,") && line.contains(",\"'=HYPERLINK(1)\","), "{line}");
    let comma = get(&owner, &kiosk, "/office/sales.csv?format=comma&state=paid").await.1;
    assert_eq!(comma.lines().count(), 2, "{comma}");
    assert!(comma.contains(";12,50;12,50;"), "{comma}");
    assert_eq!(get(&owner, &kiosk, "/office/sales.csv?format=xml").await.0, 404);
    let log = kiosk.store.audit_before(u64::MAX, 10).await.unwrap();
    let exported: Vec<_> = log.iter().filter(|entry| entry.event == "sales-exported").collect();
    assert_eq!(
        exported.iter().map(|entry| entry.detail_json.as_str()).collect::<Vec<_>>(),
        [r#"{"rows":1}"#, r#"{"rows":2}"#]
    );
}

async fn a_manager_sees_and_does_less_than_an_owner() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let (owner, manager) = (somebody(&world, &kiosk, Role::Owner).await, somebody(&world, &kiosk, Role::Manager).await);
    let (_, page) = get(&manager, &kiosk, "/office/people").await;
    assert!(page.contains("value=\"cashier\"") && !page.contains("value=\"owner\""), "{page}");
    assert!(!page.contains("/office/settings") && !page.contains("/office/audit"), "no way that leads nowhere: {page}");
    let (_, page) = get(&owner, &kiosk, "/office/people").await;
    let boss = id_after(&page, "/office/people");
    assert_eq!(get(&manager, &kiosk, &format!("/office/people/{boss}")).await.0, 404);
    for (way, fields) in [("pin", vec![("pin", "7391")]), ("disable", vec![]), ("role", vec![("role", "cashier")])] {
        let answer = send(&manager, &kiosk, &format!("/office/people/{boss}/{way}"), &fields).await;
        assert!(answer.status().is_client_error(), "{way}: {answer:?}");
    }
    let fields = [("name", "Eve"), ("role", "owner"), ("password", "correct horse battery")];
    assert!(send(&manager, &kiosk, "/office/people", &fields).await.status().is_client_error());
    for path in ["/office/settings", "/office/audit"] {
        let (status, page) = get(&manager, &kiosk, path).await;
        assert!(status == 403 && page.contains("This is not yours to do"), "{path}: {page}");
    }
    let nobody = browser("x=y");
    for path in ["/office", "/office/sales", "/office/terminals", "/office/sales.csv", "/office/people"] {
        assert_eq!(get(&nobody, &kiosk, path).await.0, 303, "{path}");
        assert_eq!(get(&kiosk.http, &kiosk, path).await.0, 303, "a terminal is no person: {path}");
    }
}

async fn a_day_is_closed_once_with_what_was_seen() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let owner = somebody(&world, &kiosk, Role::Owner).await;
    let sell = async || {
        let view = kiosk.awaiting().await;
        world.mion().pay(&invoice(&view), false).unwrap();
        kiosk.until(view.id, |view| !view.state.is_live()).await;
    };
    sell().await;
    let (_, page) = get(&owner, &kiosk, "/office/close").await;
    assert!(page.contains("class=\"today-sum\">€12.50<") && page.contains("data-empty"), "{page}");
    let seen = |sales, expected| vec![("after", "0"), ("sales", sales), ("expected", expected)];
    let with =
        |seen: Vec<(&'static str, &'static str)>, more: &[(&'static str, &'static str)]| [seen, more.to_vec()].concat();

    let page =
        refused(send(&owner, &kiosk, "/office/close", &with(seen("1", "1250"), &[("counted", "12")])).await).await;
    assert!(page.contains("Say why it differs.") && page.contains("value=\"12\""), "{page}");
    let page =
        refused(send(&owner, &kiosk, "/office/close", &with(seen("1", "1250"), &[("counted", "a lot")])).await).await;
    assert!(page.contains("Type what you have counted"), "{page}");
    let hidden = with(seen("1", "1250"), &[("counted", "12"), ("reason", "a\u{202e}b")]);
    let page = refused(send(&owner, &kiosk, "/office/close", &hidden).await).await;
    assert!(page.contains("holds characters that cannot be seen"), "{page}");

    // Something comes in between looking and closing.
    sell().await;
    let page =
        refused(send(&owner, &kiosk, "/office/close", &with(seen("1", "1250"), &[("counted", "12.50")])).await).await;
    assert!(page.contains("count again") && page.contains("class=\"today-sum\">€25.00<"), "{page}");
    assert!(kiosk.store.closings(u64::MAX, 9).await.unwrap().is_empty());

    let fields = with(seen("2", "2500"), &[("counted", "24.90"), ("reason", "A fee <b>")]);
    assert_eq!(leads_to(send(&owner, &kiosk, "/office/close", &fields).await).await, "/office/close/1?done=closed");
    let (_, page) = get(&owner, &kiosk, "/office/close/1?done=closed").await;
    assert!(
        page.contains("€0.10 too little") && page.contains("A fee &lt;b&gt;") && page.contains("data-said"),
        "{page}"
    );
    let page = refused(send(&owner, &kiosk, "/office/close", &fields).await).await;
    assert!(page.contains("class=\"today-sum\">€0.00<"), "a second tap closes nothing: {page}");
    sell().await;
    let next = [("after", "1"), ("sales", "1"), ("expected", "1250"), ("counted", "12,50")];
    assert_eq!(leads_to(send(&owner, &kiosk, "/office/close", &next).await).await, "/office/close/2?done=closed");
    for path in ["/office/close/3", "/office/close/0", "/office/close/x", "/office/close/18446744073709551615"] {
        assert_eq!(get(&owner, &kiosk, path).await.0, 404, "{path}");
    }
    let log = kiosk.store.audit_before(u64::MAX, 1).await.unwrap();
    assert_eq!(log[0].event, "day-closed");
}
