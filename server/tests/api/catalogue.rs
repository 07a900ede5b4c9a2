//! Looking after the catalogue in the back office: items, categories, pictures, and the whole as a file.

use crate::forms::{get, leads_to, refused, send, somebody};
use crate::harness::{Kiosk, World, on_both_databases};
use domain::access::Role;
use domain::mode::Mode;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use reqwest::{Client, Response};
use std::io::Cursor;

on_both_databases! {
    an_item_is_added_changed_and_sold_out_by_forms,
    what_is_wrong_with_an_item_is_said_at_its_field_and_changes_nothing,
    of_two_who_change_an_item_the_second_is_told,
    categories_are_added_renamed_and_removed,
    a_picture_is_made_small_and_served_for_ever,
    what_is_no_picture_is_refused_in_words_and_changes_nothing,
    the_catalogue_goes_out_as_a_file_and_comes_back,
    how_terminals_sell_is_set_by_a_form,
    it_is_looked_after_in_the_readers_language,
}

const ITEMS: &str = "/office/catalogue/items";

pub(crate) async fn upload(by: &Client, kiosk: &Kiosk, path: &str, file: &[u8]) -> Response {
    try_upload(by, kiosk, path, file).await.unwrap()
}

pub(crate) async fn try_upload(by: &Client, kiosk: &Kiosk, path: &str, file: &[u8]) -> reqwest::Result<Response> {
    let mut body = b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../../x.php\"\r\n\r\n".to_vec();
    body.extend_from_slice(file);
    body.extend_from_slice(b"\r\n--x--\r\n");
    by.post(format!("{}{path}", kiosk.base))
        .header("content-type", "multipart/form-data; boundary=x")
        .header("origin", &kiosk.base)
        .body(body)
        .send()
        .await
}

async fn new_item(by: &Client, kiosk: &Kiosk, name: &str) -> String {
    let fields = [("name", name), ("price", "3.50"), ("vat", "19"), ("offer", "offered"), ("place", "")];
    let to = leads_to(send(by, kiosk, &format!("{ITEMS}/new"), &fields).await).await;
    to.split('?').next().unwrap().to_owned()
}

pub(crate) fn photo(format: ImageFormat) -> Vec<u8> {
    let picture: DynamicImage = RgbImage::from_pixel(1000, 500, Rgb([200, 30, 30])).into();
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

async fn an_item_is_added_changed_and_sold_out_by_forms() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let manager = somebody(&world, &kiosk, Role::Manager).await;
    let path = new_item(&manager, &kiosk, "Café <b>").await;
    let (_, page) = get(&manager, &kiosk, &path).await;
    assert!(
        page.contains("Café &lt;b&gt;") && page.contains("value=\"3.50\"") && page.contains("value=\"19\""),
        "{page}"
    );
    let fields = [
        ("name", "Tee 茶"),
        ("price", "4,20"),
        ("vat", "5.5"),
        ("offer", "sold-out"),
        ("code", "123"),
        ("revision", "1"),
    ];
    leads_to(send(&manager, &kiosk, &path, &fields).await).await;
    let item = kiosk.store.catalogue().await.unwrap().items.remove(0);
    assert_eq!((item.name.as_str(), item.price_minor, item.vat.basis_points()), ("Tee 茶", 420, 550));
    assert_eq!((item.offer.name(), item.code.unwrap().as_str().to_owned()), ("sold-out", "123".to_owned()));
    let (_, list) = get(&manager, &kiosk, "/office/catalogue?q=tee").await;
    assert!(list.contains("Tee 茶") && list.contains("Sold out"), "{list}");
}

async fn what_is_wrong_with_an_item_is_said_at_its_field_and_changes_nothing() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let manager = somebody(&world, &kiosk, Role::Manager).await;
    let long = "é".repeat(501);
    let good = [("name", "Tea"), ("price", "1"), ("vat", "0"), ("offer", "offered"), ("code", "")];
    for (field, value, words) in [
        ("name", " ", "Write a name"),
        ("name", long.as_str(), "at most 500"),
        ("name", "a\u{202e}b", "plain text"),
        ("price", "-1", "such as 3.50"),
        ("price", "10000000", "such as 3.50"),
        ("price", "1.234", "such as 3.50"),
        ("vat", "101", "0 to 100 per cent"),
        ("code", "a b", "1 to 64 letters"),
    ] {
        let fields = good.map(|(name, usual)| (name, if name == field { value } else { usual }));
        let page = refused(send(&manager, &kiosk, &format!("{ITEMS}/new"), &fields).await).await;
        assert!(page.contains(words), "{field}={value}: {page}");
    }
    assert!(kiosk.store.catalogue().await.unwrap().items.is_empty());
    assert_eq!(send(&manager, &kiosk, &format!("{ITEMS}/7"), &good).await.status(), 404);
}

async fn of_two_who_change_an_item_the_second_is_told() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let manager = somebody(&world, &kiosk, Role::Manager).await;
    let path = new_item(&manager, &kiosk, "Tea").await;
    let fields = |price| [("name", "Tea"), ("price", price), ("vat", "0"), ("offer", "offered"), ("revision", "1")];
    leads_to(send(&manager, &kiosk, &path, &fields("2")).await).await;
    let page = refused(send(&manager, &kiosk, &path, &fields("9")).await).await;
    assert!(page.contains("Somebody else has changed this"), "{page}");
    assert_eq!(kiosk.store.catalogue().await.unwrap().items[0].price_minor, 200);
}

async fn categories_are_added_renamed_and_removed() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let manager = somebody(&world, &kiosk, Role::Manager).await;
    const PATH: &str = "/office/catalogue/categories";
    leads_to(send(&manager, &kiosk, PATH, &[("name", "Drinks"), ("place", "2")]).await).await;
    let id = kiosk.store.catalogue().await.unwrap().categories[0].id;
    leads_to(send(&manager, &kiosk, &format!("{PATH}/{id}/change"), &[("name", "<i>"), ("place", "1")]).await).await;
    let (_, page) = get(&manager, &kiosk, PATH).await;
    assert!(page.contains("value=\"<i>\"") || page.contains("value=\"&lt;i&gt;\""), "{page}");
    let wrong = refused(send(&manager, &kiosk, PATH, &[("name", ""), ("place", "first")]).await).await;
    assert!(wrong.contains("Write a name") && wrong.contains("whole number"), "{wrong}");
    leads_to(send(&manager, &kiosk, &format!("{PATH}/{id}/remove"), &[]).await).await;
    assert_eq!(send(&manager, &kiosk, &format!("{PATH}/{id}/remove"), &[]).await.status(), 404);
    assert!(kiosk.store.catalogue().await.unwrap().categories.is_empty());
}

async fn a_picture_is_made_small_and_served_for_ever() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let manager = somebody(&world, &kiosk, Role::Manager).await;
    let path = new_item(&manager, &kiosk, "Tea").await;
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        leads_to(upload(&manager, &kiosk, &format!("{path}/picture"), &photo(format)).await).await;
    }
    let id = kiosk.store.catalogue().await.unwrap().items[0].picture.clone().unwrap();
    let answer = kiosk.http.get(format!("{}/pictures/{id}.jpg", kiosk.base)).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["content-type"], "image/jpeg");
    assert_eq!(answer.headers()["cache-control"], "public, max-age=31536000, immutable");
    assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
    let picture = image::load_from_memory(&answer.bytes().await.unwrap()).unwrap();
    assert_eq!((picture.width(), picture.height()), (480, 240));
    leads_to(send(&manager, &kiosk, &format!("{path}/picture/remove"), &[]).await).await;
    let gone = format!("/pictures/{id}.jpg");
    for path in [gone.as_str(), "/pictures/x.jpg", "/pictures/..%2f..%2fkiosk.sqlite", "/pictures/"] {
        assert_eq!(get(&kiosk.http, &kiosk, path).await.0, 404, "{path}");
    }
}

async fn what_is_no_picture_is_refused_in_words_and_changes_nothing() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let manager = somebody(&world, &kiosk, Role::Manager).await;
    let path = format!("{}/picture", new_item(&manager, &kiosk, "Tea").await);
    // A picture of 20 000 by 20 000 pixels, in a few bytes.
    let mut bomb = photo(ImageFormat::Png);
    bomb[16..20].copy_from_slice(&20_000_u32.to_be_bytes());
    bomb[20..24].copy_from_slice(&20_000_u32.to_be_bytes());
    for (file, words) in [
        (b"".to_vec(), "Choose a picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>".to_vec(), "JPEG, PNG or WebP"),
        (b"GIF89a\x01\0\x01\0\0\0\0;".to_vec(), "JPEG, PNG or WebP"),
        (b"<?php system($_GET[0]); ?>".to_vec(), "JPEG, PNG or WebP"),
        (photo(ImageFormat::Png)[..400].to_vec(), "damaged"),
        (bomb, ""),
    ] {
        let page = refused(upload(&manager, &kiosk, &path, &file).await).await;
        assert!(page.contains(words), "{words}: {page}");
    }
    // It may be shut out before all of it was sent.
    if let Ok(answer) = try_upload(&manager, &kiosk, &path, &vec![0; 9_000_000]).await {
        assert_eq!(answer.status(), 413);
    }
    let form = send(&manager, &kiosk, &path, &[("file", "x")]).await;
    assert_eq!(form.status(), 415, "a form without a file is another kind of form");
    assert_eq!(kiosk.store.catalogue().await.unwrap().items[0].picture, None);
    let by_a_terminal = upload(&kiosk.http, &kiosk, &path, &photo(ImageFormat::Png)).await;
    assert_eq!(leads_to(by_a_terminal).await, "/sign-in", "a terminal may not");
    assert_eq!(kiosk.store.catalogue().await.unwrap().items[0].picture, None);
}

async fn the_catalogue_goes_out_as_a_file_and_comes_back() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let manager = somebody(&world, &kiosk, Role::Manager).await;
    const IMPORT: &str = "/office/catalogue/import";
    let file = "name;price;vat;category;code\n\"Tea; hot\";3,50;7;Drinks;123\n=1+1;2;19;Drinks;\n";
    let answer = upload(&manager, &kiosk, IMPORT, file.as_bytes()).await;
    let page = answer.text().await.unwrap();
    assert!(page.contains("2 new, 0 changed, 0 as before"), "{page}");
    let (_, out) = get(&manager, &kiosk, "/office/catalogue.csv").await;
    assert!(out.contains("\"Tea; hot\",Drinks,3.50,7,123,offered") && out.contains("'=1+1"), "{out}");
    let dearer = out.replace("3.50", "3.80");
    let page = upload(&manager, &kiosk, IMPORT, dearer.as_bytes()).await.text().await.unwrap();
    assert!(page.contains("0 new, 1 changed, 1 as before"), "{page}");
    let before = kiosk.store.catalogue().await.unwrap();
    let names: Vec<_> = before.items.iter().map(|item| item.name.as_str().to_owned()).collect();
    assert!(names.contains(&"=1+1".to_owned()), "{names:?}");
    for (file, words) in [
        (&b"\xff\xfe"[..], "not text in UTF-8"),
        (b"", "no items"),
        (b"a,b\n1,2", "name is missing"),
        (b"name,price\nTea,1\nMilk,free", "Line 3, price: Write what one costs"),
        (b"name,price,code\nOther,1,123", "Another item has this code"),
    ] {
        let page = refused(upload(&manager, &kiosk, IMPORT, file).await).await;
        assert!(page.contains(words), "{words}: {page}");
    }
    assert_eq!(kiosk.store.catalogue().await.unwrap().items, before.items, "nothing was changed");
}

async fn how_terminals_sell_is_set_by_a_form() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let manager = somebody(&world, &kiosk, Role::Manager).await;
    const PATH: &str = "/office/catalogue/selling";
    let (_, page) = get(&manager, &kiosk, PATH).await;
    assert!(page.contains(&kiosk.terminal.to_string()), "{page}");
    let terminal = kiosk.terminal.to_string();
    let fields = [("terminal", terminal.as_str()), ("mode", "self-service"), ("tip", "on")];
    leads_to(send(&manager, &kiosk, PATH, &fields).await).await;
    let selling = kiosk.store.catalogue().await.unwrap().selling;
    assert_eq!((selling[&terminal].mode, selling[&terminal].asks_for_tip), (Mode::SelfService, true));
    for nonsense in [[("terminal", ""), ("mode", "flying")], [("terminal", "x"), ("mode", "keypad")]] {
        assert_eq!(send(&manager, &kiosk, PATH, &nonsense).await.status(), 404);
    }
}

async fn it_is_looked_after_in_the_readers_language() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let manager = somebody(&world, &kiosk, Role::Manager).await;
    let path = new_item(&manager, &kiosk, "Tee").await;
    let read = async |path: &str| {
        let answer =
            manager.get(format!("{}{path}", kiosk.base)).header("accept-language", "de-AT").send().await.unwrap();
        answer.text().await.unwrap()
    };
    for (path, words) in [
        ("/office/catalogue", "Artikel hinzufügen"),
        ("/office/catalogue", "3,50\u{a0}€ · 19\u{a0}%"),
        ("/office/catalogue?done=removed", "Entfernt."),
        ("/office/catalogue/items/new", "Preis in EUR, inkl. MwSt."),
        (path.as_str(), "value=\"3,50\""),
        ("/office/catalogue/categories", "Noch keine Kategorie."),
        ("/office/catalogue/selling", "Selbstbedienung"),
    ] {
        let page = read(path).await;
        assert!(page.contains("<html lang=\"de\" dir=\"ltr\">") && page.contains(words), "{path}, {words}: {page}");
    }
    let body = b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nname,price\nTee,gratis\r\n--x--\r\n";
    let wrong = manager.post(format!("{}/office/catalogue/import", kiosk.base)).header("accept-language", "de");
    let wrong = wrong.header("content-type", "multipart/form-data; boundary=x").header("origin", &kiosk.base);
    let page = refused(wrong.body(body.to_vec()).send().await.unwrap()).await;
    assert!(page.contains("Zeile 2, price: Bitte den Preis eingeben, etwa 3,50."), "{page}");
}
