//! The people of the demo: an owner and a cashier, with a password and a PIN that everybody may know.
//! Nobody but this machine reaches it, and nothing of it is kept.

use crate::access::{Access, AccessError, Caller, PersonHere, SignedInBy};
use domain::access::Role;
use domain::settings::{PinFor, ShopSettings};
use std::net::{IpAddr, Ipv4Addr};

/// The owner's name and password.
const OWNER: (&str, &str) = ("Olivia", "training mode only");

/// The cashier's name and PIN.
const CASHIER: (&str, &str) = ("Carl", "2580");

/// Makes them. Nothing asks for a PIN, unless `pins`.
pub(super) async fn invent(access: &Access, pins: bool) -> Result<(), AccessError> {
    let Some(id) = access.add_first_owner(OWNER.0, OWNER.1.to_owned().into()).await? else { return Ok(()) };
    let person = PersonHere { id, name: OWNER.0.to_owned(), role: Role::Owner, by: SignedInBy::Password };
    let owner = Caller { person: Some(person), ..Caller::nobody(IpAddr::V4(Ipv4Addr::LOCALHOST)) };
    access.add_person(&owner, CASHIER.0, Role::Cashier, None, Some(CASHIER.1.to_owned().into())).await?;
    if !pins {
        access.begin_with(&ShopSettings { pin_for: PinFor::NEVER, ..ShopSettings::default() }).await?;
    }
    Ok(())
}

/// Says who they are.
#[expect(clippy::print_stdout, reason = "this is what a person who tries the demo reads")]
pub(super) fn introduce(url: &str) {
    println!("  Back office:  {url}/office  (name {}, password {:?})", OWNER.0, OWNER.1);
    println!("  Cashier:      {}, PIN {}", CASHIER.0, CASHIER.1);
}
