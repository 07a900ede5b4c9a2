//! Every address of the office, and which action of the table in `docs/access.md` it is.

use super::{back, catalogue, counter, staff};
use crate::http::Routes;
use back::{handlers as office, logo, managing, passkeys};
use domain::access::Action;

/// A note of 500 characters, as a browser sends it.
const NOTE_BYTES: usize = 16 * 1024;

/// The office's routes.
pub(crate) fn routes(routes: Routes) -> Routes {
    let routes = routes
        .page("/staff", Action::SeeLastSales, staff::menu)
        .page("/staff/sales", Action::SeeLastSales, staff::sales)
        .page("/staff/sales/{id}", Action::SeeLastSales, staff::sale)
        .page("/staff/self-test", Action::ChangeTablet, staff::self_test)
        .page("/staff/leave", Action::LeaveKiosk, staff::ask_leave)
        .form("/staff/leave", Action::LeaveKiosk, staff::leave)
        .page(staff::opening::PATH, Action::Sell, staff::opening::show)
        .form("/staff/sales/{id}/take-up", Action::TakeOver, staff::take_up)
        .page("/staff/alarms", Action::DecideAlarm, staff::alarms)
        .page("/staff/alarms/{id}/{kind}/{way}", Action::DecideAlarm, staff::question)
        .form("/staff/alarms/{id}/{kind}/{way}", Action::DecideAlarm, staff::decide)
        .of_up_to(NOTE_BYTES);
    let routes = routes
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
        .upload("/office/settings/logo", Action::ChangeSettings, logo::give)
        .of_up_to(catalogue::PICTURE_BYTES)
        .form("/office/settings/logo/remove", Action::ChangeSettings, logo::take)
        // Called by 64 digits, as the catalogue's pictures are; a receipt shows it to whoever has its address.
        .page("/logo/{file}", Action::UsePublic, logo::show)
        .page("/office/account", Action::ChangeOwn, managing::account)
        .form("/office/account/password", Action::ChangeOwn, managing::own_password)
        .form("/office/account/pin", Action::ChangeOwn, managing::own_pin)
        .call("/office/account/passkey/ask", Action::ChangeOwn, passkeys::ask)
        .call("/office/account/passkey", Action::ChangeOwn, passkeys::add)
        .of_up_to(NOTE_BYTES)
        .form("/office/account/passkey/forget", Action::ChangeOwn, passkeys::forget)
        .page("/office/audit", Action::SeeAudit, office::audit_log);
    for_sale(routes)
}

/// What is sold, and how it is looked after.
fn for_sale(routes: Routes) -> Routes {
    routes
        .page(counter::PATH, Action::Sell, counter::show)
        .form("/catalogue/cart", Action::Sell, counter::change)
        .page("/catalogue/held", Action::Sell, counter::list_held)
        .form("/catalogue/hold", Action::Sell, counter::hold)
        .form("/catalogue/recall", Action::Sell, counter::recall)
        .page("/catalogue/tip", Action::Sell, counter::ask_tip)
        .form("/catalogue/pay", Action::Sell, counter::pay)
        .call("/catalogue/stay", Action::Sell, counter::stay)
        .form("/catalogue/language", Action::Sell, counter::speak)
        // Called by 64 digits that nobody guesses; the back office shows it as well as a terminal.
        .page("/pictures/{file}", Action::UsePublic, catalogue::picture)
        .page(catalogue::PATH, Action::ManageCatalogue, catalogue::list)
        .page("/office/catalogue.csv", Action::ManageCatalogue, catalogue::export)
        .upload("/office/catalogue/import", Action::ManageCatalogue, catalogue::import)
        .of_up_to(catalogue::SHEET_BYTES)
        .page("/office/catalogue/items/new", Action::ManageCatalogue, catalogue::new_item)
        .form("/office/catalogue/items/new", Action::ManageCatalogue, catalogue::add_item)
        .of_up_to(NOTE_BYTES)
        .page("/office/catalogue/items/{id}", Action::ManageCatalogue, catalogue::item)
        .form("/office/catalogue/items/{id}", Action::ManageCatalogue, catalogue::change_item)
        .of_up_to(NOTE_BYTES)
        .upload("/office/catalogue/items/{id}/picture", Action::ManageCatalogue, catalogue::give_picture)
        .of_up_to(catalogue::PICTURE_BYTES)
        .form("/office/catalogue/items/{id}/picture/remove", Action::ManageCatalogue, catalogue::take_picture)
        .page(catalogue::CATEGORIES, Action::ManageCatalogue, catalogue::list_categories)
        .form(catalogue::CATEGORIES, Action::ManageCatalogue, catalogue::add_category)
        .form("/office/catalogue/categories/{id}/{way}", Action::ManageCatalogue, catalogue::change_category)
        .page(catalogue::SELLING, Action::ManageCatalogue, catalogue::show_selling)
        .form(catalogue::SELLING, Action::ManageCatalogue, catalogue::set_selling)
}
