//! The shop's logo: uploaded by the owner, shown beside the name, and nothing to load where there is none.

use crate::catalogue::{photo, try_upload, upload};
use crate::forms::{get, leads_to, refused, send, somebody};
use crate::harness::{World, on_both_databases};
use domain::access::Role;
use image::ImageFormat;

on_both_databases! {
    a_logo_is_made_small_shown_and_taken_away_again,
    what_is_no_logo_is_refused_in_words_and_changes_nothing,
}

const PATH: &str = "/office/settings/logo";

async fn a_logo_is_made_small_shown_and_taken_away_again() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let owner = somebody(&world, &kiosk, Role::Owner).await;
    let (_, page) = get(&kiosk.http, &kiosk, "/").await;
    assert!(!page.contains("/logo/"), "{page}");

    let to = leads_to(upload(&owner, &kiosk, PATH, &photo(ImageFormat::Jpeg)).await).await;
    assert_eq!(to, "/office/settings?done=saved");
    let first = kiosk.store.settings().await.unwrap().settings.logo.unwrap();
    let path = format!("/logo/{first}.jpg");
    let answer = kiosk.http.get(format!("{}{path}", kiosk.base)).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["content-type"], "image/jpeg");
    assert_eq!(answer.headers()["cache-control"], "public, max-age=31536000, immutable");
    let picture = image::load_from_memory(&answer.bytes().await.unwrap()).unwrap();
    assert_eq!((picture.width(), picture.height()), (480, 240));
    for shown in ["/", "/office/settings"] {
        let (_, page) = get(if shown.starts_with("/office") { &owner } else { &kiosk.http }, &kiosk, shown).await;
        assert!(page.contains(&path), "{shown}: {page}");
    }
    let (_, log) = get(&owner, &kiosk, "/office/audit").await;
    assert!(log.contains("logo"), "{log}");

    // Of two logos only the one that is shown is kept.
    leads_to(upload(&owner, &kiosk, PATH, &photo(ImageFormat::Png)).await).await;
    let second = kiosk.store.settings().await.unwrap().settings.logo.unwrap();
    assert_ne!(first, second);
    assert_eq!(get(&kiosk.http, &kiosk, &path).await.0, 404);
    leads_to(send(&owner, &kiosk, &format!("{PATH}/remove"), &[]).await).await;
    assert_eq!(kiosk.store.settings().await.unwrap().settings.logo, None);
    for gone in [format!("/logo/{second}.jpg"), "/logo/x.jpg".to_owned(), "/logo/..%2f..%2fkiosk.sqlite".to_owned()] {
        assert_eq!(get(&kiosk.http, &kiosk, &gone).await.0, 404, "{gone}");
    }
    let (_, page) = get(&kiosk.http, &kiosk, "/").await;
    assert!(!page.contains("/logo/"), "{page}");
}

async fn what_is_no_logo_is_refused_in_words_and_changes_nothing() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let owner = somebody(&world, &kiosk, Role::Owner).await;
    for (file, words) in [
        (b"".to_vec(), "Choose a picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>".to_vec(), "JPEG, PNG or WebP"),
        (photo(ImageFormat::Png)[..400].to_vec(), "damaged"),
    ] {
        let page = refused(upload(&owner, &kiosk, PATH, &file).await).await;
        assert!(page.contains(words), "{words}: {page}");
    }
    // It may be shut out before all of it was sent.
    if let Ok(answer) = try_upload(&owner, &kiosk, PATH, &vec![0; 9_000_000]).await {
        assert_eq!(answer.status(), 413);
    }
    let manager = somebody(&world, &kiosk, Role::Manager).await;
    assert_eq!(
        upload(&manager, &kiosk, PATH, &photo(ImageFormat::Png)).await.status(),
        403,
        "it is the owner's to set"
    );
    let by_a_terminal = upload(&kiosk.http, &kiosk, PATH, &photo(ImageFormat::Png)).await;
    assert_eq!(leads_to(by_a_terminal).await, "/sign-in", "a terminal may not");
    assert_eq!(kiosk.store.settings().await.unwrap().settings.logo, None);
}
