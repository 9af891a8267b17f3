//! A contract that takes what it is sent and does nothing, for `send`: written here byte by byte, for nobody needs it elsewhere.

use wasm_encoder::{
    CodeSection, ConstExpr, DataSection, ExportKind, ExportSection, Function, FunctionSection, GlobalSection,
    GlobalType, Instruction, MemArg, MemArgTarget, MemorySection, MemoryType, Module, TypeSection, ValType,
};

/// What it answers.
const ANSWER: &[u8] = br#"{"ok":{"messages":[],"attributes":[],"events":[],"data":null}}"#;
/// Where the region is that says where the answer is, and where the answer is.
const REGION: u32 = 16;
const TEXT: u32 = 64;
/// Memory from here on is given away, and never taken back: an instance serves one call.
const HEAP: i32 = 1_024;

/// The module.
pub fn module() -> Vec<u8> {
    let mut types = TypeSection::new();
    types.ty().function([], []);
    types.ty().function([ValType::I32], [ValType::I32]);
    types.ty().function([ValType::I32], []);
    types.ty().function([ValType::I32; 3], [ValType::I32]);
    let mut functions = FunctionSection::new();
    for number in 0..4 {
        functions.function(number);
    }
    let mut memories = MemorySection::new();
    memories.memory(MemoryType {
        minimum: 2,
        maximum: None,
        memory64: false,
        shared: false,
        page_size_log2: None,
    });
    let mut globals = GlobalSection::new();
    let next = GlobalType { val_type: ValType::I32, mutable: true, shared: false };
    globals.global(next, &ConstExpr::i32_const(HEAP));
    let mut exports = ExportSection::new();
    exports.export("memory", ExportKind::Memory, 0);
    let names =
        [("interface_version_8", 0), ("allocate", 1), ("deallocate", 2), ("instantiate", 3), ("execute", 3)];
    for (name, function) in names {
        exports.export(name, ExportKind::Func, function);
    }
    let mut code = CodeSection::new();
    for instructions in
        [vec![], allocate(), vec![], vec![Instruction::I32Const(i32::try_from(REGION).unwrap_or_default())]]
    {
        let mut function = Function::new([]);
        for instruction in &instructions {
            function.instruction(instruction);
        }
        function.instruction(&Instruction::End);
        code.function(&function);
    }
    let mut data = DataSection::new();
    let length = u32::try_from(ANSWER.len()).unwrap_or_default();
    let region: Vec<u8> = [TEXT, length, length].iter().flat_map(|number| number.to_le_bytes()).collect();
    for (place, bytes) in [(REGION, region.as_slice()), (TEXT, ANSWER)] {
        data.active(
            0,
            &ConstExpr::i32_const(i32::try_from(place).unwrap_or_default()),
            bytes.iter().copied(),
        );
    }
    let mut module = Module::new();
    module.section(&types).section(&functions).section(&memories).section(&globals);
    module.section(&exports).section(&code).section(&data);
    module.finish()
}

/// A region of so many bytes: the region itself in front, then the bytes.
fn allocate() -> Vec<Instruction<'static>> {
    let target = MemArgTarget::Memory(0);
    let at = |offset| MemArg { offset, align: 2, target, ordering: None };
    vec![
        // offset = next + 12
        Instruction::GlobalGet(0),
        Instruction::GlobalGet(0),
        Instruction::I32Const(12),
        Instruction::I32Add,
        Instruction::I32Store(at(0)),
        // capacity = size
        Instruction::GlobalGet(0),
        Instruction::LocalGet(0),
        Instruction::I32Store(at(4)),
        Instruction::GlobalGet(0),
        // next = (next + size + 15) & !3
        Instruction::GlobalGet(0),
        Instruction::LocalGet(0),
        Instruction::I32Add,
        Instruction::I32Const(15),
        Instruction::I32Add,
        Instruction::I32Const(-4),
        Instruction::I32And,
        Instruction::GlobalSet(0),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn module_is_one_that_the_node_takes() {
        wasmparser::Validator::new().validate_all(&module()).unwrap();
    }
}
