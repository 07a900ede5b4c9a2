//! The commands for whoever holds the server, as they are typed, beside a server that runs.

use crate::databases::{Database as _, Sqlite};
use crate::shop::{OTHER_PASSWORD, Shop, peer, secret};
use domain::access::Standing;
use server::access::Caller;
use std::process::{Command, Output};

fn run(database: &Sqlite, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mion-kiosk"));
    command.env_clear().env("KIOSK_DATABASE", database.file()).args(arguments).output().unwrap()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[tokio::test]
async fn whoever_holds_the_server_gets_a_link_that_works_once() {
    let database = Sqlite::new().await;
    let (shop, _) = Shop::with_owner(&database).await;
    let output = run(&database, &["owner"]);
    assert!(output.status.success(), "{}", said(&output));
    let text = said(&output);
    let (_, token) = text.split_once("http://127.0.0.1:3000/set-up?token=").unwrap();
    let token = token.lines().next().unwrap();
    // The program's clock is the machine's, and this shop's is behind: the link is good.
    let browser = Caller::nobody(peer(1));
    let session = shop.access.set_up(&browser, token, "Ada", secret(OTHER_PASSWORD)).await.unwrap();
    assert_eq!(shop.person(&session, 1).await.standing(), Standing::Owner);
    assert!(shop.access.set_up(&browser, token, "Ada", secret(OTHER_PASSWORD)).await.is_err());
    assert!(shop.log().await.contains(&"rescue-link-made".to_owned()));
}

#[tokio::test]
async fn the_log_is_held_against_itself_and_written_out() {
    let database = Sqlite::new().await;
    let shop = Shop::empty(&database).await;
    let output = run(&database, &["audit", "verify"]);
    assert_eq!((said(&output).as_str(), output.status.success()), ("The audit log is empty.\n", true));
    shop.access.add_first_owner("Ada", secret(OTHER_PASSWORD)).await.unwrap();
    shop.signed_in("Ada", OTHER_PASSWORD).await;
    let head = shop.store.audit_head().await.unwrap();
    let output = run(&database, &["audit", "verify"]);
    let expected = format!("2 entries, all as they were written. The last one's hash:\n{}\n", head.hash);
    assert_eq!((said(&output), output.status.success()), (expected.clone(), true));
    let output = run(&database, &["audit", "verify", "--expect", &head.hash.to_uppercase()]);
    assert_eq!((said(&output), output.status.success()), (expected, true));
    let output = run(&database, &["audit", "export"]);
    let lines: Vec<serde_json::Value> = said(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((lines.len(), &lines[0]["event"], &lines[1]["event"]), (2, &"set-up".into(), &"signed-in".into()));
    assert_eq!((&lines[1]["person"], &lines[1]["hash"]), (&"Ada".into(), &head.hash.as_str().into()));

    let output = run(&database, &["audit", "verify", "--expect", "12"]);
    assert!(!output.status.success() && said(&output).contains("expected the 64 digits"), "{}", said(&output));
    let output = run(&database, &["audit", "verify", "--expect", &"0".repeat(64)]);
    assert!(!output.status.success() && said(&output).contains("no entry has the hash"), "{}", said(&output));
    database.by_hand(database.without_triggers()).await;
    database.by_hand("UPDATE audit SET peer = '192.0.2.99' WHERE number = 2").await;
    for command in ["verify", "export"] {
        let output = run(&database, &["audit", command]);
        let text = said(&output);
        assert!(!output.status.success(), "{text}");
        assert!(text.ends_with("the audit log is not as it was written: entry 2 was changed\n"), "{text}");
    }
}

#[test]
fn without_records_the_commands_say_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [&["owner"][..], &["audit", "verify"], &["audit", "export"]] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mion-kiosk"));
        let output = command.env_clear().current_dir(folder.path()).args(arguments).output().unwrap();
        let text = said(&output);
        assert!(!output.status.success() && text.contains("the database cannot be used"), "{text}");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
