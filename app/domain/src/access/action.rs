//! What can be asked for.

use serde::{Deserialize, Serialize};

// One list: the type, its names and `ALL` cannot drift apart.
macro_rules! actions {
    ($($(#[$about:meta])* $action:ident = $name:literal,)*) => {
        /// What can be asked for: the rows of the table.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Action {
            $($(#[$about])* $action,)*
        }

        impl Action {
            /// Every action, in the order of the table's rows.
            pub const ALL: &'static [Self] = &[$(Self::$action),*];

            /// Its name, as in the table.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$action => $name,)*
                }
            }
        }
    };
}

actions! {
    /// What says nothing about the shop: health, style, script, how to trust the local CA.
    UsePublic = "use what is public",
    /// Enter a pairing code.
    Pair = "pair a tablet",
    /// Sign in with a password or a passkey, or use a set-up link.
    SignIn = "sign in",
    /// Enter a PIN.
    EnterPin = "enter a PIN",
    /// Open a sale and follow it; put it aside and take it up again at the same terminal.
    Sell = "sell",
    /// Call off a sale of which no code was shown.
    CancelBeforeCode = "cancel before the code is shown",
    /// Call off a sale after its code was shown: somebody may be paying it.
    CancelAfterCode = "cancel after the code was shown",
    /// Take up another terminal's sale.
    TakeOver = "take over another terminal's sale",
    /// The last sales of this terminal, and those that are open.
    SeeLastSales = "see the last sales",
    /// Decide about a payment that came late, twice, short or in excess.
    DecideAlarm = "decide about a payment",
    /// Leave the kiosk's full screen.
    LeaveKiosk = "leave the kiosk",
    /// The tablet's own settings.
    ChangeTablet = "change the tablet's settings",
    /// The back office's first page, and one's own account.
    SeeOffice = "see the back office",
    /// One's own password, PIN and passkeys.
    ChangeOwn = "change one's own password, PIN and passkeys",
    /// Every sale of the shop.
    SeeSales = "see all sales",
    /// Sales as a file.
    ExportSales = "export sales",
    /// Count the day's takings.
    CloseDay = "close the day",
    /// Pair, rename, lock and revoke terminals.
    ManageTerminals = "manage terminals",
    /// Add cashiers, set their PINs, disable them.
    ManageCashiers = "manage cashiers",
    /// The same for everybody, and roles.
    ManagePeople = "manage managers and owners",
    /// The catalogue.
    ManageCatalogue = "manage the catalogue",
    /// The shop's settings, such as what asks for a PIN.
    ChangeSettings = "change the shop's settings",
    /// Read the audit log.
    SeeAudit = "see the audit log",
}
