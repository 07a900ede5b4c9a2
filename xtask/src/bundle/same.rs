//! Functions that are the same to the byte become one. Most are copies of the framework's code for types that differ in
//! nothing any more, once it is forgotten where each would have panicked.

use std::collections::HashMap;

use anyhow::{Context as _, Result, ensure};
use walrus::ir::Instr;
use walrus::{ElementItems, ExportItem, FunctionId, FunctionKind, Module};

/// Has every function of `wasm` that is another one over again be that one, until none is.
///
/// # Errors
/// When `wasm` is no module that walrus writes.
pub(crate) fn once_each(mut wasm: Vec<u8>) -> Result<Vec<u8>> {
    loop {
        let mut module = Module::from_buffer(&wasm).context("the module cannot be read")?;
        let twins = twins(&module, &wasm)?;
        if twins.is_empty() {
            return Ok(wasm);
        }
        redirect(&mut module, &twins);
        walrus::passes::gc::run(&mut module);
        wasm = module.emit_wasm();
    }
}

/// Of every function that was there before, the first like it.
fn twins(module: &Module, wasm: &[u8]) -> Result<HashMap<FunctionId, FunctionId>> {
    let is_own = |function: &&walrus::Function| matches!(function.kind, FunctionKind::Local(_));
    let own: Vec<_> = module.funcs.iter().filter(is_own).map(|function| (function.id(), function.ty())).collect();
    let bodies = bodies(wasm).context("the module has no code where it should be")?;
    ensure!(own.len() == bodies.len(), "{} functions have {} bodies", own.len(), bodies.len());
    let (mut first, mut twins) = (HashMap::new(), HashMap::new());
    for ((id, kind), body) in own.into_iter().zip(bodies) {
        let one = *first.entry((kind, body)).or_insert(id);
        if one != id {
            twins.insert(id, one);
        }
    }
    Ok(twins)
}

/// The bodies of all functions, in the order of the functions.
fn bodies(wasm: &[u8]) -> Option<Vec<&[u8]>> {
    const HEADER: usize = 8;
    const CODE: u8 = 10;
    let mut rest = wasm.get(HEADER..)?;
    while let Some((kind, after)) = rest.split_first() {
        let (section, after) = counted(after)?;
        if *kind == CODE {
            let (count, mut rest) = number(section)?;
            let mut bodies = Vec::new();
            for _ in 0..count {
                let (body, after) = counted(rest)?;
                bodies.push(body);
                rest = after;
            }
            return Some(bodies);
        }
        rest = after;
    }
    Some(Vec::new())
}

/// What stands behind its own length, and what follows it.
fn counted(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = number(bytes)?;
    rest.split_at_checked(length)
}

/// A number as WebAssembly writes it, seven bits a byte, and what follows it.
fn number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut number = 0_usize;
    for (index, byte) in bytes.iter().enumerate().take(5) {
        number |= usize::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            return Some((number, bytes.get(index + 1..)?));
        }
    }
    None
}

/// Has whoever means one of `twins` mean the first like it.
fn redirect(module: &mut Module, twins: &HashMap<FunctionId, FunctionId>) {
    let mean = |function: &mut FunctionId| {
        if let Some(first) = twins.get(function) {
            *function = *first;
        }
    };
    for (_, function) in module.funcs.iter_local_mut() {
        let mut waiting = vec![function.entry_block()];
        while let Some(sequence) = waiting.pop() {
            for (instruction, _) in &mut function.block_mut(sequence).instrs {
                match instruction {
                    Instr::Call(call) => mean(&mut call.func),
                    Instr::ReturnCall(call) => mean(&mut call.func),
                    Instr::RefFunc(reference) => mean(&mut reference.func),
                    Instr::Block(block) => waiting.push(block.seq),
                    Instr::Loop(block) => waiting.push(block.seq),
                    Instr::IfElse(choice) => waiting.extend([choice.consequent, choice.alternative]),
                    _ => {}
                }
            }
        }
    }
    for element in module.elements.iter_mut() {
        if let ElementItems::Functions(functions) = &mut element.items {
            functions.iter_mut().for_each(mean);
        }
    }
    for export in module.exports.iter_mut() {
        if let ExportItem::Function(function) = &mut export.item {
            mean(function);
        }
    }
}

#[cfg(test)]
mod tests {
    use walrus::{FunctionBuilder, ValType};

    use super::*;

    fn answering(module: &mut Module, results: usize, answer: i32) -> FunctionId {
        let mut builder = FunctionBuilder::new(&mut module.types, &[], &vec![ValType::I32; results]);
        builder.func_body().i32_const(answer);
        if results == 0 {
            builder.func_body().drop();
        }
        builder.finish(Vec::new(), &mut module.funcs)
    }

    fn calling(module: &mut Module, called: FunctionId) -> FunctionId {
        let mut builder = FunctionBuilder::new(&mut module.types, &[], &[ValType::I32]);
        builder.func_body().call(called);
        builder.finish(Vec::new(), &mut module.funcs)
    }

    #[test]
    fn twins_are_one_and_so_are_those_that_differed_in_nothing_else() {
        let mut module = Module::default();
        let [one, same, other] =
            [answering(&mut module, 1, 7), answering(&mut module, 1, 7), answering(&mut module, 1, 8)];
        for (name, called) in [("a", one), ("b", same), ("c", other)] {
            let caller = calling(&mut module, called);
            module.exports.add(name, caller);
        }
        let wasm = once_each(module.emit_wasm()).unwrap();
        let module = Module::from_buffer(&wasm).unwrap();
        let exported = |name| module.exports.get_func(name).unwrap();
        assert_eq!(exported("a"), exported("b"));
        assert_ne!(exported("a"), exported("c"));
        assert_eq!(module.funcs.iter().count(), 4);
    }

    #[test]
    fn a_module_without_code_is_left_as_it_is_and_half_a_one_is_refused() {
        let empty = Module::default().emit_wasm();
        assert_eq!(once_each(empty.clone()).unwrap(), empty);
        assert!(once_each(b"\0asm\x01\0\0\0\x0a\x7f".to_vec()).is_err());
        assert_eq!(number(&[0xe5, 0x8e, 0x26, 9]), Some((624_485, &[9_u8][..])));
    }
}
