//! The contracts as the node gets them: compiled and lowered, and as version 0.1.0 shipped.

use crate::vm::Code;
use cosmwasm_std::Empty;
use cw_multi_test::Contract as Program;
use flate2::read::GzDecoder;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;
use std::sync::LazyLock;
use std::{env, fs, thread};
use timebank_api::permission::Contract;

/// Where the contracts that the node gets are; `cargo timebank test vm` says it.
const CONTRACTS: &str = "TIMEBANK_CONTRACTS";
const FIRST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures/contracts-0.1.0");
/// The contracts that version 0.1.0 had.
pub const FIRST_CONTRACTS: [Contract; 5] = [
    Contract::Proxy,
    Contract::MemberRegistry,
    Contract::ActivityRegistry,
    Contract::TimeToken,
    Contract::Rulebook,
];

static LOWERED: LazyLock<BTreeMap<Contract, Code>> = LazyLock::new(|| {
    let folder = env::var_os(CONTRACTS).unwrap_or_else(|| {
        panic!("{CONTRACTS} does not name the folder of the contracts: cargo timebank test vm")
    });
    compile(&Contract::ALL, |name| read(&Path::new(&folder).join(name)))
});

static SHIPPED: LazyLock<BTreeMap<Contract, Code>> = LazyLock::new(|| {
    let sums = String::from_utf8(read(&Path::new(FIRST).join("checksums.txt"))).expect("a list of checksums");
    compile(&FIRST_CONTRACTS, |name| {
        let packed = read(&Path::new(FIRST).join(format!("{name}.gz")));
        let mut wasm = vec![];
        GzDecoder::new(packed.as_slice()).read_to_end(&mut wasm).expect("gzip");
        let sum: String = Sha256::digest(&wasm).iter().map(|byte| format!("{byte:02x}")).collect();
        assert!(sums.lines().any(|line| line == format!("{sum}  {name}")), "{name} is not what was shipped");
        wasm
    })
});

/// The code that a suite runs for a contract.
pub fn of(contract: Contract) -> Box<dyn Program<Empty>> {
    Box::new(LOWERED[&contract].clone())
}

/// The code that version 0.1.0 ran.
pub fn shipped(contract: Contract) -> Box<dyn Program<Empty>> {
    Box::new(SHIPPED[&contract].clone())
}

fn compile(contracts: &[Contract], wasm: impl Fn(&str) -> Vec<u8> + Sync) -> BTreeMap<Contract, Code> {
    let one = |contract: Contract| {
        let file = format!("{}.wasm", contract.name().replace('-', "_"));
        (contract, Code::new(&file, &wasm(&file)))
    };
    thread::scope(|scope| {
        let all: Vec<_> = contracts.iter().map(|contract| scope.spawn(|| one(*contract))).collect();
        all.into_iter().map(|compiled| compiled.join().expect("code that compiles")).collect()
    })
}

fn read(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
