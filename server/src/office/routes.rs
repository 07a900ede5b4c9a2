//! Every address of the office, and which action of the table in `docs/access.md` it is.

use super::{back, staff};
use crate::http::Routes;
use back::{handlers as office, managing, passkeys};
use domain::access::Action;

/// A note of 500 characters, as a browser sends it.
const NOTE_BYTES: usize = 16 * 1024;

/// The office's routes.
pub(crate) fn routes(routes: Routes) -> Routes {
    let routes = routes
        .page("/staff", Action::SeeLastSales, staff::menu)
        .page("/staff/sales", Action::SeeLastSales, staff::sales)
        .page("/staff/sales/{id}", Action::SeeLastSales, staff::sale)
        .form("/staff/sales/{id}/take-up", Action::TakeOver, staff::take_up)
        .page("/staff/alarms", Action::DecideAlarm, staff::alarms)
        .page("/staff/alarms/{id}/{kind}/{way}", Action::DecideAlarm, staff::question)
        .form("/staff/alarms/{id}/{kind}/{way}", Action::DecideAlarm, staff::decide)
        .of_up_to(NOTE_BYTES);
    routes
        .page("/office", Action::SeeOffice, office::overview)
        .page("/office/sales", Action::SeeSales, office::sales)
        .page("/office/sales/{id}", Action::SeeSales, office::sale)
        .page("/office/sales.csv", Action::ExportSales, office::export)
        .page("/office/close", Action::CloseDay, office::show_closing)
        .form("/office/close", Action::CloseDay, office::close)
        .page("/office/close/{number}", Action::CloseDay, office::closed)
        .page("/office/alarms", Action::DecideAlarm, staff::office_alarms)
        .page("/office/alarms/{id}/{kind}/{way}", Action::DecideAlarm, staff::office_question)
        .form("/office/alarms/{id}/{kind}/{way}", Action::DecideAlarm, staff::office_decide)
        .of_up_to(NOTE_BYTES)
        .page("/office/terminals", Action::ManageTerminals, managing::list_terminals)
        .form("/office/terminals", Action::ManageTerminals, managing::invite)
        .page("/office/terminals/{id}", Action::ManageTerminals, managing::terminal)
        .page("/office/terminals/{id}/revoke", Action::ManageTerminals, managing::ask_revoke)
        .form("/office/terminals/{id}/revoke", Action::ManageTerminals, managing::revoke_terminal)
        .form("/office/terminals/{id}/{way}", Action::ManageTerminals, managing::change_terminal)
        .page("/office/people", Action::ManageCashiers, managing::list_people)
        .form("/office/people", Action::ManageCashiers, managing::add_person)
        .page("/office/people/{id}", Action::ManageCashiers, managing::person)
        .form("/office/people/{id}/{way}", Action::ManageCashiers, managing::change_person)
        .page("/office/settings", Action::ChangeSettings, managing::show_settings)
        .form("/office/settings", Action::ChangeSettings, managing::change_settings)
        .page("/office/account", Action::ChangeOwn, managing::account)
        .form("/office/account/password", Action::ChangeOwn, managing::own_password)
        .form("/office/account/pin", Action::ChangeOwn, managing::own_pin)
        .call("/office/account/passkey/ask", Action::ChangeOwn, passkeys::ask)
        .call("/office/account/passkey", Action::ChangeOwn, passkeys::add)
        .of_up_to(NOTE_BYTES)
        .form("/office/account/passkey/forget", Action::ChangeOwn, passkeys::forget)
        .page("/office/audit", Action::SeeAudit, office::audit_log)
}
