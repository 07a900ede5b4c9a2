//! The table of who may do what stands in the documentation, for people; this holds it against the one
//! that decides, cell by cell.

use domain::access::{Action, Rule, Standing, rule};

/// What stands in a cell.
fn cell(standing: Standing, action: Action) -> String {
    match rule(standing, action) {
        Rule::No => "no".to_owned(),
        Rule::Yes => "yes".to_owned(),
        Rule::UnlessPin(switch) => format!("unless `{}` asks", switch.name()),
    }
}

fn cells(line: &str) -> Vec<&str> {
    line.trim().trim_matches('|').split('|').map(str::trim).collect()
}

#[test]
fn the_table_in_the_documentation_is_the_one_that_decides() {
    let document = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/access.md")).unwrap();
    let mut lines = document.lines().skip_while(|line| !line.starts_with("| action |"));
    let head = cells(lines.next().unwrap());
    let mut expected = vec!["action", "needs a terminal"];
    expected.extend(Standing::ALL.map(Standing::name));
    assert_eq!(head, expected);
    let rows: Vec<_> = lines.skip(1).take_while(|line| line.starts_with('|')).map(cells).collect();
    let mut compared = 0;
    for (row, action) in rows.iter().zip(Action::ALL) {
        let needs_terminal = if action.needs_terminal() { "yes" } else { "" };
        assert_eq!(row[..2], [action.name(), needs_terminal]);
        for (found, standing) in row[2..].iter().zip(Standing::ALL) {
            assert_eq!(*found, cell(standing, *action), "{action:?} {standing:?}");
            compared += 1;
        }
    }
    assert_eq!((rows.len(), compared), (Action::ALL.len(), Action::ALL.len() * Standing::ALL.len()));
}
