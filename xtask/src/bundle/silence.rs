//! Takes the words out of panics. What stops a module in the browser is a trap, which the console shows with the
//! way that led there; the sentences beside it, the code that puts them together and the places in the sources are
//! an eighth of what a tablet would have to load, for nobody. Behaviour is the same: what panicked, traps.
//!
//! `-Cpanic=immediate-abort`, `-Zfmt-debug=none` and `-Zlocation-detail=none` do the same in the compiler, but only
//! for whoever has a nightly one and builds the standard library (docs/adr/0019).
//!
//! - [`stop`]: functions that only ever panic, and whoever calls one, trap at once
//! - [`say_nothing`]: `{:?}` writes nothing, which only panics do
//! - [`forget_places`]: file names, lines and columns, and the sentences themselves

use std::collections::BTreeSet;

use rustc_demangle::demangle;
use walrus::ir::{Instr, Unreachable, Value};
use walrus::{ConstExpr, DataKind, FunctionBuilder, FunctionId, FunctionKind, LocalFunction, Module, ValType};

/// How the names of functions begin that never return. What they are called is the standard library's own affair: one
/// that is called otherwise in another version is only not taken out.
const NEVER_RETURN: [&str; 13] = [
    "alloc::alloc::handle_alloc_error",
    "alloc::raw_vec::handle_error",
    "core::cell::panic_already_",
    "core::option::expect_failed",
    "core::option::unwrap_failed",
    "core::panicking::assert_failed",
    "core::panicking::panic",
    "core::result::unwrap_failed",
    "core::slice::copy_from_slice_impl::len_mismatch_fail",
    "core::slice::index::slice_",
    "core::str::slice_error_fail",
    "std::panicking::panic_handler",
    "std::panicking::panic_with_hook",
];

/// Takes out all that only a panic needs, as far as the names of `module` tell.
pub(crate) fn silence(module: &mut Module) {
    stop(module);
    say_nothing(module);
    forget_places(module);
}

/// Has whatever only panics trap at once, and so what calls it, before it has put together what it would say.
fn stop(module: &mut Module) {
    let mut stopping = named(module, |name, _, results| results.is_empty() && never_returns(name));
    stopping.retain(|function| ends_in_a_trap(module, *function));
    for function in &stopping {
        replace(module, *function, None);
    }
    for (_, function) in module.funcs.iter_local_mut() {
        cut_short(function, &stopping);
    }
}

fn never_returns(name: &str) -> bool {
    NEVER_RETURN.iter().any(|start| name.starts_with(start)) || name.ends_with("::assert_failed")
}

/// Whether the end of `function` is a place that is never reached: whatever else is called like it stays.
fn ends_in_a_trap(module: &Module, function: FunctionId) -> bool {
    let FunctionKind::Local(function) = &module.funcs.get(function).kind else { return false };
    let last = function.block(function.entry_block()).instrs.last();
    last.is_some_and(|(instruction, _)| matches!(instruction, Instr::Unreachable(_)))
}

/// Ends every sequence of instructions where it calls one of `stopping`.
fn cut_short(function: &mut LocalFunction, stopping: &BTreeSet<FunctionId>) {
    let mut waiting = vec![function.entry_block()];
    while let Some(sequence) = waiting.pop() {
        let instructions = &mut function.block_mut(sequence).instrs;
        let stops =
            |(instruction, _): &(Instr, _)| matches!(instruction, Instr::Call(call) if stopping.contains(&call.func));
        if let Some(end) = instructions.iter().position(stops) {
            let place = instructions.get(end).map(|(_, place)| *place).unwrap_or_default();
            // What it would have been handed.
            let handed = |(instruction, _): &&(Instr, _)| {
                matches!(instruction, Instr::Const(_) | Instr::LocalGet(_) | Instr::GlobalGet(_))
            };
            let handed = instructions.iter().take(end).rev().take_while(handed).count();
            instructions.truncate(end - handed);
            instructions.push((Instr::Unreachable(Unreachable {}), place));
        }
        for (instruction, _) in instructions.iter() {
            match instruction {
                Instr::Block(block) => waiting.push(block.seq),
                Instr::Loop(block) => waiting.push(block.seq),
                Instr::IfElse(choice) => waiting.extend([choice.consequent, choice.alternative]),
                _ => {}
            }
        }
    }
}

/// Has every `Debug` write nothing, successfully.
fn say_nothing(module: &mut Module) {
    let debugging = named(module, |name, _, results| is_debugs(name) && results == [ValType::I32]);
    for function in debugging {
        replace(module, function, Some(0));
    }
}

/// Whether only `{:?}` needs the function `name`, of which the compiler may have made several that it numbers.
fn is_debugs(name: &str) -> bool {
    let name = name.trim_end_matches(|end: char| end.is_ascii_digit()).trim_end_matches('.');
    name.ends_with(" as core::fmt::Debug>::fmt") || name.starts_with("<core::fmt::builders::")
}

/// The functions of which `is_meant` says so by their name in the sources, parameters and results.
fn named(module: &Module, is_meant: impl Fn(&str, &[ValType], &[ValType]) -> bool) -> BTreeSet<FunctionId> {
    let is_meant = |function: &walrus::Function| {
        let kind = module.types.get(function.ty());
        let name = function.name.as_deref().map(|name| format!("{:#}", demangle(name)));
        name.is_some_and(|name| is_meant(&name, kind.params(), kind.results()))
    };
    module.funcs.iter_local().map(|(id, _)| id).filter(|id| is_meant(module.funcs.get(*id))).collect()
}

/// Gives `function` another body: that returns `answer`, or traps.
fn replace(module: &mut Module, function: FunctionId, answer: Option<i32>) {
    let kind = module.types.get(module.funcs.get(function).ty());
    let (parameters, results) = (kind.params().to_vec(), kind.results().to_vec());
    let locals = parameters.iter().map(|kind| module.locals.add(*kind)).collect();
    let mut builder = FunctionBuilder::new(&mut module.types, &parameters, &results);
    match answer {
        Some(answer) => builder.func_body().i32_const(answer),
        None => builder.func_body().unreachable(),
    };
    module.funcs.get_mut(function).kind = FunctionKind::Local(builder.local_func(locals));
}

/// Blanks the places in the sources that panics point at. A place is four numbers: where its file's name stands, how
/// long that is, line and column; nothing else points at a text that ends in `.rs`.
fn forget_places(module: &mut Module) {
    let segments: Vec<_> = module.data.iter().map(|data| data.id()).collect();
    for segment in segments {
        let data = module.data.get_mut(segment);
        if let DataKind::Active { offset: ConstExpr::Value(Value::I32(start)), .. } = data.kind {
            blank_places(&mut data.value, start.cast_unsigned() as usize);
            blank_text(&mut data.value, FOR_PROGRAMMERS);
            for said in SAID_BY_PANICS.lines() {
                while blank_text(&mut data.value, (said.as_bytes(), b"")) {}
            }
        }
    }
}

/// How Leptos's longest word of advice begins: what it panics with where browser and server were mixed up. It is half
/// a kilobyte.
const FOR_PROGRAMMERS: (&[u8], &[u8]) = (b"Value is None because the `ssr` feature", b"to identify the source.");

/// What the standard library and the crates of the module say when they panic, a line each: of the kiosk's own words none
/// is in the module. One that reads otherwise in another version is only not taken out.
const SAID_BY_PANICS: &str = include_str!("said_by_panics.txt");

/// Blanks the text between the two words, and those; whether it was there.
fn blank_text(memory: &mut [u8], (first, last): (&[u8], &[u8])) -> bool {
    let find = |memory: &[u8], word: &[u8]| memory.windows(word.len()).position(|text| text == word);
    let Some(start) = find(memory, first) else { return false };
    let text = memory.get_mut(start..).unwrap_or_default();
    let after = text.get(first.len()..).unwrap_or_default();
    let end = if last.is_empty() { Some(0) } else { find(after, last) };
    let Some(end) = end else { return false };
    text.iter_mut().take(first.len() + end + last.len()).for_each(|byte| *byte = 0);
    true
}

/// How many bytes a place takes.
const PLACE: usize = 16;
/// An empty name, line and column 0. Text is never nowhere, however short, so it is at the address 1.
const NOWHERE: [u8; PLACE] = [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

fn blank_places(memory: &mut [u8], start: usize) {
    let mut names = BTreeSet::new();
    let mut at = start.next_multiple_of(4) - start;
    while let Some(place) = memory.get(at..at + PLACE) {
        let name = name_in(place, memory, start);
        if let (Some(name), Some(place)) = (&name, memory.get_mut(at..at + PLACE)) {
            place.copy_from_slice(&NOWHERE);
            names.insert((name.start, name.end));
        }
        at += if name.is_some() { PLACE } else { 4 };
    }
    for (from, to) in names {
        if let Some(name) = memory.get_mut(from..to) {
            name.fill(0);
        }
    }
}

/// Where in `memory` the file's name stands that `place` points at, if it is a place.
fn name_in(place: &[u8], memory: &[u8], start: usize) -> Option<core::ops::Range<usize>> {
    let number = |index: usize| {
        let bytes = place.get(index * 4..index * 4 + 4)?;
        Some(u32::from_le_bytes(bytes.try_into().ok()?) as usize)
    };
    let [address, length, line, column] = [number(0)?, number(1)?, number(2)?, number(3)?];
    let from = address.checked_sub(start)?;
    let name = from..from.checked_add(length)?;
    let text = memory.get(name.clone())?;
    let is_name = text.ends_with(b".rs") && text.iter().all(|byte| (b' '..=b'~').contains(byte));
    (is_name && length < 400 && (1..1_000_000).contains(&line) && (1..10_000).contains(&column)).then_some(name)
}

#[cfg(test)]
mod tests {
    use walrus::ir::BinaryOp;
    use walrus::{InstrSeqBuilder, ModuleConfig};

    use super::*;

    /// Adds a function of that name to `module`, whose parameters and results are numbers.
    fn function(
        module: &mut Module,
        name: &str,
        parameters: usize,
        results: usize,
        body: impl FnOnce(&mut InstrSeqBuilder<'_>),
    ) -> FunctionId {
        let (parameters, results) = (vec![ValType::I32; parameters], vec![ValType::I32; results]);
        let locals = parameters.iter().map(|kind| module.locals.add(*kind)).collect();
        let mut builder = FunctionBuilder::new(&mut module.types, &parameters, &results);
        builder.name(name.to_owned());
        body(&mut builder.func_body());
        builder.finish(locals, &mut module.funcs)
    }

    fn instructions(module: &Module, function: FunctionId) -> Vec<String> {
        let function = module.funcs.get(function).kind.unwrap_local();
        let entry = function.block(function.entry_block());
        entry.instrs.iter().map(|(instruction, _)| format!("{instruction:?}")).collect()
    }

    #[test]
    fn what_would_say_why_it_panics_traps_where_it_is() {
        let mut module = Module::with_config(ModuleConfig::new());
        let said = function(&mut module, "app::said", 1, 0, |body| {
            body.unreachable();
        });
        let panic = function(&mut module, "core::panicking::panic_fmt", 1, 0, |body| {
            body.i32_const(1).call(said).unreachable();
        });
        let caller = function(&mut module, "app::caller", 0, 1, |body| {
            body.i32_const(3).i32_const(4).binop(BinaryOp::I32Add).drop().i32_const(1048).call(panic).i32_const(9);
        });
        silence(&mut module);
        assert_eq!(instructions(&module, panic), ["Unreachable(Unreachable)"]);
        let left = instructions(&module, caller);
        assert_eq!(left.len(), 5, "what it does before is done: {left:?}");
        assert_eq!(left.last().unwrap(), "Unreachable(Unreachable)");
        module.exports.add("caller", caller);
        walrus::passes::gc::run(&mut module);
        assert!(module.funcs.by_name("app::said").is_none(), "nobody needs it any more");
        Module::from_buffer(&module.emit_wasm()).unwrap();
    }

    #[test]
    fn what_comes_back_is_left_alone_whatever_it_is_called() {
        let mut module = Module::with_config(ModuleConfig::new());
        let counting = function(&mut module, "core::panicking::panic_count", 1, 0, |body| {
            body.i32_const(1).drop();
        });
        let answering = function(&mut module, "core::option::unwrap_failed", 0, 1, |body| {
            body.i32_const(7);
        });
        let before = [counting, answering].map(|function| instructions(&module, function));
        silence(&mut module);
        assert_eq!([counting, answering].map(|function| instructions(&module, function)), before);
    }

    #[test]
    fn debugging_writes_nothing_and_display_what_it_did() {
        let mut module = Module::with_config(ModuleConfig::new());
        let body = |body: &mut InstrSeqBuilder<'_>| {
            body.i32_const(1);
        };
        let debug = function(&mut module, "<app::Id as core::fmt::Debug>::fmt", 2, 1, body);
        let display = function(&mut module, "<app::Id as core::fmt::Display>::fmt", 2, 1, body);
        silence(&mut module);
        assert!(instructions(&module, debug)[0].contains("I32(0)"));
        assert!(instructions(&module, display)[0].contains("I32(1)"));
    }

    #[test]
    fn advice_to_programmers_goes_and_what_stands_beside_it_stays() {
        let mut memory = b"[words for nobody]words".to_vec();
        blank_text(&mut memory, (b"[words", b"nobody]"));
        assert_eq!(memory, b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0words");
        for (first, last) in [(&b"[words"[..], &b"nobody]"[..]), (b"words", b"never")] {
            let before = memory.clone();
            blank_text(&mut memory, (first, last));
            assert_eq!(memory, before);
        }
    }

    #[test]
    fn what_panics_say_goes_wherever_it_is_said() {
        let said = SAID_BY_PANICS.lines().find(|said| said.contains("unwrap()")).unwrap();
        let mut module = Module::with_config(ModuleConfig::new());
        let memory = module.memories.add_local(false, false, 1, None, None);
        let kind = DataKind::Active { memory, offset: ConstExpr::Value(Value::I32(1024)) };
        let data = module.data.add(kind, format!("{said}key{said}").into_bytes());
        silence(&mut module);
        let blank = "\0".repeat(said.len());
        assert_eq!(module.data.get(data).value, format!("{blank}key{blank}").into_bytes());
        assert!(SAID_BY_PANICS.lines().all(|said| said.len() >= 10), "a short one may be anybody's");
    }

    #[test]
    fn places_are_forgotten_and_what_only_looks_like_one_is_not() {
        let start = 1024;
        let mut memory = b"src/a.rssrc/b.txt".to_vec();
        memory.resize(20, b'!');
        let mut place = |address: u32, length: u32, line: u32, column: u32| {
            for number in [address, length, line, column] {
                memory.extend_from_slice(&number.to_le_bytes());
            }
        };
        place(1024, 8, 12, 5);
        place(1032, 9, 12, 5);
        place(1024, 8, 0, 5);
        place(9000, 8, 12, 5);
        let before = memory.clone();
        blank_places(&mut memory, start);
        assert_eq!(&memory[..8], [0; 8]);
        assert_eq!(memory[8..20], before[8..20]);
        assert_eq!(memory[20..36], NOWHERE);
        assert_eq!(memory[36..], before[36..]);
    }
}
