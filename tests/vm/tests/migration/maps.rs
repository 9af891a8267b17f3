//! Everything that version 0.1.0 keeps, from its `state` modules: by contract, each item's key and each map's first bytes.

use timebank_api::permission::Contract;
use timebank_testing::code::FIRST_CONTRACTS;
use timebank_testing::Suite;

/// What cw-storage-plus puts before the keys of a map.
macro_rules! map {
    ($name:literal) => {{
        assert!($name.len() < 256);
        [&[0, $name.len() as u8], $name.as_bytes()].concat()
    }};
}

fn kept(contract: Contract) -> Vec<Vec<u8>> {
    let raw = |names: &[&str]| names.iter().map(|name| name.as_bytes().to_vec()).collect();
    let mut all = vec![b"contract_info".to_vec(), map!("wiring")];
    let own: Vec<Vec<u8>> = match contract {
        Contract::Proxy => raw(&["k/", "n/", "t", "r"]),
        Contract::MemberRegistry => {
            all.extend([map!("branches"), map!("operators"), map!("persons"), map!("members_since")]);
            raw(&["nullifier_version", "branch_count", "member_count", "m/", "a/", "o/"])
        }
        Contract::ActivityRegistry => {
            raw(&["a/", "t/", "x/", "y/", "e/", "w/", "q/", "r/", "c/last", "c/period"])
        }
        Contract::TimeToken => {
            all.extend([map!("balance"), map!("allowance"), map!("allowance_spender")]);
            raw(&["token_info", "ledger", "b/", "h/", "g/"])
        }
        Contract::Rulebook => vec![map!("packs"), map!("versions")],
        later => panic!("version 0.1.0 had no {}", later.name()),
    };
    all.extend(own);
    all
}

/// Every map and item has data, and there is nothing that is not named above.
pub fn assert_all_full(suite: &Suite) {
    for contract in FIRST_CONTRACTS {
        let stored = suite.chain.dump_wasm_raw(&suite.address(contract));
        let kept = kept(contract);
        for place in &kept {
            let full = stored.iter().any(|(key, value)| key.starts_with(place) && !value.is_empty());
            assert!(full, "{}: nothing under {}", contract.name(), place.escape_ascii());
        }
        for (key, _) in &stored {
            let known = kept.iter().any(|place| key.starts_with(place));
            assert!(known, "{}: {} is in no list", contract.name(), key.escape_ascii());
        }
    }
}
