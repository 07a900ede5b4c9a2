//! Every address of the office, and which action of the table in `docs/access.md` it is.

use super::{back, staff};
use crate::http::Routes;
use back::handlers as office;
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
        .page("/office/alarms", Action::DecideAlarm, staff::office_alarms)
        .page("/office/alarms/{id}/{kind}/{way}", Action::DecideAlarm, staff::office_question)
        .form("/office/alarms/{id}/{kind}/{way}", Action::DecideAlarm, staff::office_decide)
        .of_up_to(NOTE_BYTES)
        .page("/office/terminals", Action::ManageTerminals, office::list_terminals)
        .form("/office/terminals", Action::ManageTerminals, office::invite)
        .page("/office/terminals/{id}", Action::ManageTerminals, office::terminal)
        .page("/office/terminals/{id}/revoke", Action::ManageTerminals, office::ask_revoke)
        .form("/office/terminals/{id}/{way}", Action::ManageTerminals, office::change_terminal)
        .page("/office/people", Action::ManageCashiers, office::list_people)
        .form("/office/people", Action::ManageCashiers, office::add_person)
        .page("/office/people/{id}", Action::ManageCashiers, office::person)
        .form("/office/people/{id}/{way}", Action::ManageCashiers, office::change_person)
        .page("/office/settings", Action::ChangeSettings, office::show_settings)
        .form("/office/settings", Action::ChangeSettings, office::change_settings)
        .page("/office/account", Action::ChangeOwn, office::account)
        .form("/office/account/password", Action::ChangeOwn, office::own_password)
        .form("/office/account/pin", Action::ChangeOwn, office::own_pin)
        .page("/office/audit", Action::SeeAudit, office::audit_log)
}
