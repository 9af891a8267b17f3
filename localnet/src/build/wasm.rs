//! Checks of a compiled contract: what the node would refuse is refused here, with a reason.

use anyhow::{bail, Context, Result};
use std::collections::BTreeSet;
use wasmparser::{Parser, Payload, Validator, WasmFeatures};

/// What the node's VM takes and nothing newer: no bulk memory, sign extension, saturating conversion or table
/// instructions of reference types.
const FEATURES: WasmFeatures = WasmFeatures::MUTABLE_GLOBAL
    .union(WasmFeatures::MULTI_VALUE)
    .union(WasmFeatures::FLOATS)
    .union(WasmFeatures::GC_TYPES);

const EXPORTS: [&str; 7] =
    ["interface_version_8", "allocate", "deallocate", "instantiate", "execute", "query", "migrate"];

/// The largest size, in KiB, that a contract may have.
pub fn budget(contract: &str) -> u64 {
    match contract {
        "time-token" => 400,
        "activity-registry" => 520,
        "proxy" => 260,
        _ => 420,
    }
}

/// Fails when the module uses what the node does not take or lacks an entry point.
pub fn check(contract: &str, wasm: &[u8]) -> Result<()> {
    Validator::new_with_features(FEATURES)
        .validate_all(wasm)
        .with_context(|| format!("{contract} uses what the node does not take"))?;
    let exported = exports(wasm).with_context(|| format!("cannot read {contract}"))?;
    let missing: Vec<&str> = EXPORTS.into_iter().filter(|name| !exported.contains(*name)).collect();
    if !missing.is_empty() {
        bail!("{contract} does not export {}", missing.join(", "));
    }
    Ok(())
}

fn exports(wasm: &[u8]) -> Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for payload in Parser::new(0).parse_all(wasm) {
        if let Payload::ExportSection(section) = payload? {
            for export in section {
                names.insert(export?.name.to_owned());
            }
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &[u8] = b"\0asm\x01\0\0\0";

    fn section(id: u8, content: &[u8]) -> Vec<u8> {
        let mut bytes = vec![id, u8::try_from(content.len()).unwrap()];
        bytes.extend_from_slice(content);
        bytes
    }

    /// A module with one function of the given type and body, exported under all the names.
    fn module(kind: &[u8], body: &[u8], names: &[&str]) -> Vec<u8> {
        let function = [&[0], body, &[0x0b]].concat();
        let code = [&[u8::try_from(function.len()).unwrap()], function.as_slice()].concat();
        let mut exports = vec![u8::try_from(names.len()).unwrap()];
        for name in names {
            exports.push(u8::try_from(name.len()).unwrap());
            exports.extend_from_slice(name.as_bytes());
            exports.extend_from_slice(&[0, 0]);
        }
        let mut wasm = HEADER.to_vec();
        wasm.extend(section(1, &[&[1, 0x60], kind].concat()));
        wasm.extend(section(3, &[1, 0]));
        wasm.extend(section(5, &[1, 0, 1]));
        wasm.extend(section(7, &exports));
        wasm.extend(section(10, &[&[1], code.as_slice()].concat()));
        wasm
    }

    #[test]
    fn whole_module_passes_and_missing_entry_point_is_named() {
        assert!(check("x", &module(&[0, 0], &[], &EXPORTS)).is_ok());
        let error = check("x", &module(&[0, 0], &[], EXPORTS.split_last().unwrap().1)).unwrap_err();
        assert_eq!(error.to_string(), "x does not export migrate");
    }

    #[test]
    fn newer_instructions_are_refused() {
        let unary = [1, 0x7f, 1, 0x7f];
        let sign_extension = module(&unary, &[0x20, 0, 0xc0], &EXPORTS);
        assert!(format!("{:#}", check("x", &sign_extension).unwrap_err()).contains("sign extension"));
        let memory_fill = module(&[0, 0], &[0x41, 0, 0x41, 0, 0x41, 0, 0xfc, 0x0b, 0], &EXPORTS);
        assert!(format!("{:#}", check("x", &memory_fill).unwrap_err()).contains("bulk memory"));
        let saturating = module(&[1, 0x7d, 1, 0x7f], &[0x20, 0, 0xfc, 0x00], &EXPORTS);
        assert!(format!("{:#}", check("x", &saturating).unwrap_err()).contains("saturating"));
    }
}
