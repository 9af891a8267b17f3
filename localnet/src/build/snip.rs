//! Takes the printing of stack traces out of a contract. Rust's standard library brings it along for the panic hook it starts
//! with; cosmwasm-std puts its own in that place before a contract's code runs, so that nothing ever calls it: an eighth of a
//! small contract for nothing. With it goes the printing of fractions, which no contract has: serde brings it along for the words of
//! its refusals. What should be called all the same traps, which is what a panic does anyway.

use anyhow::{ensure, Context, Result};
use std::collections::HashSet;
use std::convert::Infallible;
use wasm_encoder::reencode::{self, Reencode};
use wasm_encoder::{CodeSection, Function, Module};
use wasmparser::{CustomSectionReader, FunctionBody, KnownCustom, Name, Operator, Parser, Payload, TypeRef};

/// Parts of the names of the functions that go.
const PARTS: [&str; 5] = ["rustc_demangle", "3std9backtrace", "3std12backtrace_rs", "flt2dec", "3fmt5float"];

/// The module without the bodies of these functions, without names and without what is there for debuggers.
///
/// # Errors
/// If the module cannot be read or has no names to go by.
pub fn snip(module: &[u8]) -> Result<Vec<u8>> {
    let (imported, names) = functions(module).context("cannot read the compiled module")?;
    ensure!(!names.is_empty(), "the compiled module has no function names");
    let gone = names.into_iter().filter(|(_, name)| unused(name)).map(|(index, _)| index).collect();
    let gone = uncalled(module, imported, gone).context("cannot read the compiled functions")?;
    let mut snipped = Module::new();
    Snip { next: imported, gone }
        .parse_core_module(&mut snipped, Parser::new(0), module)
        .context("cannot write the module anew")?;
    Ok(snipped.finish())
}

/// Whether a function is one of those parts, and not another crate's that was only made for one of them first: with that crate
/// its name ends, and everybody else uses it too.
fn unused(name: &str) -> bool {
    PARTS.iter().any(|part| name.contains(part) && !name.ends_with(part))
}

/// Those of the functions that no other function calls.
fn uncalled(module: &[u8], imported: u32, mut gone: HashSet<u32>) -> Result<HashSet<u32>> {
    let mut calls = vec![];
    let mut index = imported;
    for payload in Parser::new(0).parse_all(module) {
        let Payload::CodeSectionEntry(body) = payload? else { continue };
        for operator in body.get_operators_reader()? {
            if let Operator::Call { function_index } | Operator::ReturnCall { function_index } = operator? {
                calls.push((index, function_index));
            }
        }
        index = index.saturating_add(1);
    }
    while let Some((_, called)) =
        calls.iter().find(|(by, called)| !gone.contains(by) && gone.contains(called))
    {
        gone.remove(called);
    }
    Ok(gone)
}

/// How many functions are imported, and the names of all by their index.
fn functions(module: &[u8]) -> Result<(u32, Vec<(u32, &str)>)> {
    let (mut imported, mut names) = (0u32, vec![]);
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    imported = imported.saturating_add(u32::from(matches!(import?.ty, TypeRef::Func(_))));
                }
            }
            Payload::CustomSection(section) => {
                let KnownCustom::Name(section) = section.as_known() else { continue };
                for part in section {
                    let Name::Function(functions) = part? else { continue };
                    for naming in functions {
                        let naming = naming?;
                        names.push((naming.index, naming.name));
                    }
                }
            }
            _ => (),
        }
    }
    Ok((imported, names))
}

struct Snip {
    /// The index of the next body.
    next: u32,
    gone: HashSet<u32>,
}

impl Reencode for Snip {
    type Error = Infallible;

    fn parse_function_body(
        &mut self,
        code: &mut CodeSection,
        body: FunctionBody<'_>,
    ) -> Result<(), reencode::Error<Infallible>> {
        let index = self.next;
        self.next = index.saturating_add(1);
        if !self.gone.contains(&index) {
            return reencode::utils::parse_function_body(self, code, body);
        }
        let mut empty = Function::new([]);
        empty.instructions().unreachable().end();
        code.function(&empty);
        Ok(())
    }

    fn parse_custom_section(
        &mut self,
        _: &mut Module,
        _: CustomSectionReader<'_>,
    ) -> Result<(), reencode::Error<Infallible>> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{
        CodeSection, ExportKind, ExportSection, FunctionSection, ImportSection, Instruction, NameMap,
        NameSection, TypeSection,
    };

    /// One imported function and two own ones that do nothing.
    fn module(names: &[&str]) -> Vec<u8> {
        module_of(names, [&Instruction::Nop, &Instruction::Nop])
    }

    /// One imported function and two own ones of these instructions.
    fn module_of(names: &[&str], instructions: [&Instruction; 2]) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        imports.import("env", "abort", wasm_encoder::EntityType::Function(0));
        let mut functions = FunctionSection::new();
        functions.function(0).function(0);
        let mut exports = ExportSection::new();
        exports.export("execute", ExportKind::Func, 1);
        let mut code = CodeSection::new();
        for instruction in instructions {
            let mut body = Function::new([]);
            body.instruction(instruction).instruction(&Instruction::End);
            code.function(&body);
        }
        let mut map = NameMap::new();
        for (index, name) in (0u32..).zip(names) {
            map.append(index, name);
        }
        let mut named = NameSection::new();
        named.functions(&map);
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions).section(&exports).section(&code);
        if !names.is_empty() {
            module.section(&named);
        }
        module.finish()
    }

    fn bodies(module: &[u8]) -> Vec<Vec<u8>> {
        let payloads = Parser::new(0).parse_all(module).map(|payload| payload.unwrap());
        payloads
            .filter_map(|payload| match payload {
                Payload::CodeSectionEntry(body) => Some(body.as_bytes().to_vec()),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn only_what_prints_stack_traces_goes_and_all_names() {
        let before = module(&["abort", "_ZN5proxy7executeE", "_RNvCsowIhRXm7bo_14rustc_demangle8demangle"]);
        let after = snip(&before).unwrap();
        let (nop, unreachable) = (vec![0, 1, 0x0b], vec![0, 0, 0x0b]);
        assert_eq!(bodies(&before), [nop.clone(), nop.clone()]);
        assert_eq!(bodies(&after), [nop, unreachable]);
        assert_eq!(functions(&after).unwrap(), (1, vec![]));
        wasmparser::Validator::new().validate_all(&after).unwrap();
    }

    /// `<&str as Debug>::fmt`, made for the crate that prints stack traces first.
    #[test]
    fn what_others_share_with_it_stays() {
        let shared = "_RNvXs1g_NtCsgXGp5Oqx2Ny_4core3fmtReNtB6_5Debug3fmtCsowIhRXm7bo_14rustc_demangle";
        let before = module(&["abort", "_ZN5proxy7executeE", shared]);
        assert_eq!(bodies(&snip(&before).unwrap()), bodies(&before));
    }

    #[test]
    fn what_is_called_by_what_stays_stays() {
        let names = ["abort", "_ZN5proxy7executeE", "_RNvCsowIhRXm7bo_14rustc_demangle8demangle"];
        let before = module_of(&names, [&Instruction::Call(2), &Instruction::Nop]);
        assert_eq!(bodies(&snip(&before).unwrap()), bodies(&before));
        let before = module_of(&names, [&Instruction::Nop, &Instruction::Call(1)]);
        assert_ne!(bodies(&snip(&before).unwrap()), bodies(&before));
    }

    #[test]
    fn a_module_without_names_is_refused() {
        let error = snip(&module(&[])).unwrap_err().to_string();
        assert_eq!(error, "the compiled module has no function names");
    }
}
