//! A deterministic simulation of the checkout engine on its worst days.

#![expect(clippy::print_stdout, reason = "it talks to the person who typed it")]

mod clock;
mod customer;
mod event;
mod faults;
mod mion;
mod queue;
mod random;
mod records;
mod rules;
mod server;
mod setup;
mod stats;
mod tablet;
mod view;
mod world;

fn main() {
    let mut args = std::env::args().skip(1);
    let from: u64 = args.next().and_then(|a| a.parse().ok()).unwrap_or(0);
    let n: u64 = args.next().and_then(|a| a.parse().ok()).unwrap_or(1000);
    let told = n == 1;
    let mut stats = stats::Stats::new();
    let mut bad = 0;
    for seed in from..from + n {
        let (s, v) = world::World::new(seed, told).run();
        stats.add(&s);
        if let Some(v) = v {
            bad += 1;
            println!("{seed}: {v}");
            if bad > 30 { break; }
        }
    }
    if !told { for (name, n) in stats.all() { println!("{n:>10} {name}"); } }
}
