//! The permissioned genesis: nobody can buy weight, only the council uploads code, governance is one branch one vote.

use super::edit::{push_json, set_json};
use super::spec::{Account, Seed, SeedInstance, BOND_DENOM, CHAIN_ID, FEE_DENOM};
use anyhow::{Context, Result};
use base64::{engine::general_purpose::STANDARD, Engine};
use serde_json::{json, Value};
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{self, Write};

/// Weight of each founding validator: 100 votes.
pub const FOUNDER_BOND: &str = "100000000";
/// What a founder has in all: its weight and money for deposits of proposals.
const FOUNDER_BALANCE: &str = "200000000";
/// Deposit of a proposal, given back in every case.
pub const PROPOSAL_DEPOSIT: &str = "1000000";
const EXPEDITED_DEPOSIT: &str = "1500000";
const TREASURY_BALANCE: &str = "1000000000000";
/// About one second of execution on two cores.
const BLOCK_MAX_GAS: &str = "30000000";
const BLOCK_MAX_BYTES: &str = "4194304";

/// The message that a contract takes.
pub const EXECUTE: &str = "/cosmwasm.wasm.v1.MsgExecuteContract";

/// Who is in the genesis.
pub struct Founders<'a> {
    /// Validators' accounts.
    pub validators: &'a [Account],
    /// Other accounts that shall exist.
    pub accounts: &'a [Account],
    /// The account that may upload code.
    pub council: &'a str,
    /// The module account that holds the weight of members to come.
    pub treasury: &'a str,
    /// How long a proposal is open for votes, in seconds.
    pub voting_seconds: u64,
}

/// Turns the genesis that `wasmd init` writes into that of the federation (still without gentxs).
pub fn permission(genesis: &mut Value, founders: &Founders<'_>) -> Result<()> {
    set_json(genesis, "/chain_id", json!(CHAIN_ID))?;
    consensus(genesis)?;
    accounts(genesis, founders)?;
    weight(genesis)?;
    governance(genesis, founders.voting_seconds)?;
    contracts(genesis, founders.council)?;
    emergency(genesis, founders.council)?;
    closed_borders(genesis)
}

/// Adds the transactions that make the founders validators.
pub fn add_gentxs(genesis: &mut Value, gentxs: Vec<Value>) -> Result<()> {
    gentxs.into_iter().try_for_each(|gentx| push_json(genesis, "/app_state/genutil/gen_txs", gentx))
}

/// The key under which x/wasm counts codes, and that under which it counts contracts.
const SEQUENCES: [&[u8]; 2] = [b"\x04lastCodeId", b"\x04lastContractId"];

/// Adds contracts that are there from the beginning, with governance as admin. What they store is too long to go through
/// JSON values: [`fill`] puts it in.
pub fn add_contracts(genesis: &mut Value, seed: &Seed, founders: &Founders<'_>, gov: &str) -> Result<()> {
    for (number, file) in (1u64..).zip(&seed.codes) {
        let code = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
        let info = json!({
            "code_hash": STANDARD.encode(Sha256::digest(&code)), "creator": founders.council,
            "instantiate_config": {"permission": "AnyOfAddresses", "addresses": [founders.council]},
        });
        let code = json!({
            "code_id": number.to_string(), "code_info": info, "code_bytes": STANDARD.encode(&code), "pinned": true,
        });
        push_json(genesis, "/app_state/wasm/codes", code)?;
    }
    let begin = json!({"block_height": "0", "tx_index": "0"});
    for instance in &seed.instances {
        let code = instance.code.to_string();
        let info = json!({
            "code_id": code, "creator": founders.council, "admin": gov, "label": instance.label, "created": begin,
            "ibc_port_id": "", "extension": null,
        });
        let history = json!({
            "operation": "CONTRACT_CODE_HISTORY_OPERATION_TYPE_GENESIS", "code_id": code, "updated": begin, "msg": {},
        });
        let contract = json!({
            "contract_address": instance.address, "contract_info": info, "contract_state": place(instance),
            "contract_code_history": [history],
        });
        push_json(genesis, "/app_state/wasm/contracts", contract)?;
    }
    for (key, count) in SEQUENCES.into_iter().zip([seed.codes.len(), seed.instances.len()]) {
        let next = count.checked_add(1).context("too many contracts")?;
        let sequence = json!({"id_key": STANDARD.encode(key), "value": next.to_string()});
        push_json(genesis, "/app_state/wasm/sequences", sequence)?;
    }
    Ok(())
}

/// What stands in the genesis where the contract's state is to be.
fn place(instance: &SeedInstance) -> String {
    format!("state of {}", instance.address)
}

/// Writes a genesis, with what the contracts of a seed store.
pub fn fill(genesis: &Value, seed: &Seed, to: &mut impl Write) -> Result<()> {
    let text = serde_json::to_string(genesis).context("cannot write the genesis as JSON")?;
    let mut rest = text.as_str();
    for instance in &seed.instances {
        let place = format!("\"{}\"", place(instance));
        let (before, after) = rest.split_once(&place).context("a contract has no place in the genesis")?;
        to.write_all(before.as_bytes()).context("cannot write a genesis")?;
        let state = &instance.state;
        let mut file = File::open(state).with_context(|| format!("cannot read {}", state.display()))?;
        io::copy(&mut file, to).context("cannot write a genesis")?;
        rest = after;
    }
    to.write_all(rest.as_bytes()).context("cannot write a genesis")
}

fn merge(genesis: &mut Value, pointer: &str, settings: Value) -> Result<()> {
    let settings = settings.as_object().context("settings are an object")?.clone();
    settings.into_iter().try_for_each(|(key, value)| set_json(genesis, &format!("{pointer}/{key}"), value))
}

fn consensus(genesis: &mut Value) -> Result<()> {
    let params = "/consensus/params";
    merge(
        genesis,
        &format!("{params}/block"),
        json!({"max_bytes": BLOCK_MAX_BYTES, "max_gas": BLOCK_MAX_GAS}),
    )?;
    // Evidence has to count for as long as weight takes to be unbonded.
    let evidence =
        json!({"max_age_num_blocks": "10000", "max_age_duration": "3600000000000", "max_bytes": "1048576"});
    merge(genesis, &format!("{params}/evidence"), evidence)
}

fn accounts(genesis: &mut Value, founders: &Founders<'_>) -> Result<()> {
    let with_bond = founders.validators.iter().map(|account| (account, BOND_DENOM, FOUNDER_BALANCE));
    let existing = founders.accounts.iter().map(|account| (account, FEE_DENOM, "1"));
    for (number, (account, denom, amount)) in with_bond.chain(existing).enumerate() {
        push_json(
            genesis,
            "/app_state/auth/accounts",
            json!({
                "@type": "/cosmos.auth.v1beta1.BaseAccount",
                "address": account.address,
                "pub_key": null,
                "account_number": number.to_string(),
                "sequence": "0",
            }),
        )?;
        push_json(genesis, "/app_state/bank/balances", balance(&account.address, denom, amount))?;
    }
    // A module account: a balance only, never an entry among the accounts.
    push_json(genesis, "/app_state/bank/balances", balance(founders.treasury, BOND_DENOM, TREASURY_BALANCE))?;
    merge(genesis, "/app_state/auth/params", json!({"tx_sig_limit": "100", "max_memo_characters": "256"}))
}

fn balance(address: &str, denom: &str, amount: &str) -> Value {
    json!({"address": address, "coins": [{"denom": denom, "amount": amount}]})
}

/// Weight cannot be sent, does not grow, and earns nothing.
fn weight(genesis: &mut Value) -> Result<()> {
    let zero = "0.000000000000000000";
    set_json(genesis, "/app_state/bank/params/default_send_enabled", json!(true))?;
    set_json(genesis, "/app_state/bank/send_enabled", json!([{"denom": BOND_DENOM, "enabled": false}]))?;
    let staking = json!({
        "bond_denom": BOND_DENOM, "unbonding_time": "120s", "max_validators": 32, "max_entries": 7,
        "historical_entries": 0, "min_commission_rate": zero,
    });
    merge(genesis, "/app_state/staking/params", staking)?;
    set_json(genesis, "/app_state/mint/minter/inflation", json!(zero))?;
    let mint = json!({
        "mint_denom": BOND_DENOM, "inflation_rate_change": zero, "inflation_max": zero, "inflation_min": zero,
        "blocks_per_year": "31536000",
    });
    merge(genesis, "/app_state/mint/params", mint)?;
    let distribution = json!({
        "community_tax": zero, "withdraw_addr_enabled": false, "base_proposer_reward": zero,
        "bonus_proposer_reward": zero,
    });
    merge(genesis, "/app_state/distribution/params", distribution)?;
    // Being away costs a turn, never weight; signing twice costs weight.
    let slashing = json!({
        "signed_blocks_window": "100", "min_signed_per_window": "0.500000000000000000",
        "downtime_jail_duration": "60s", "slash_fraction_downtime": zero,
        "slash_fraction_double_sign": "0.050000000000000000",
    });
    merge(genesis, "/app_state/slashing/params", slashing)
}

/// Two thirds of the branches decide; whoever proposes gets the deposit back.
fn governance(genesis: &mut Value, voting_seconds: u64) -> Result<()> {
    let expedited_seconds =
        voting_seconds.checked_div(2).filter(|half| *half > 0).context("voting is too short")?;
    let deposit = |amount: &str| json!([{"denom": BOND_DENOM, "amount": amount}]);
    let gov = json!({
        "min_deposit": deposit(PROPOSAL_DEPOSIT), "expedited_min_deposit": deposit(EXPEDITED_DEPOSIT),
        "min_initial_deposit_ratio": "1.000000000000000000", "max_deposit_period": "60s",
        "voting_period": format!("{voting_seconds}s"),
        "expedited_voting_period": format!("{expedited_seconds}s"),
        "quorum": "0.667000000000000000", "threshold": "0.667000000000000000",
        "veto_threshold": "0.334000000000000000", "expedited_threshold": "0.750000000000000000",
        "proposal_cancel_ratio": "0.000000000000000000", "burn_vote_quorum": false,
        "burn_proposal_deposit_prevote": false, "burn_vote_veto": false,
    });
    merge(genesis, "/app_state/gov/params", gov)
}

/// Only the council uploads code; only the uploader makes contracts from it.
fn contracts(genesis: &mut Value, council: &str) -> Result<()> {
    let params = json!({
        "code_upload_access": {"permission": "AnyOfAddresses", "addresses": [council]},
        "instantiate_default_permission": "AnyOfAddresses",
    });
    set_json(genesis, "/app_state/wasm/params", params)
}

/// What the council can switch off and on again without a vote: every message to a contract. Governance can always switch
/// anything, and goes on while this is off: it votes, migrates contracts, names another council.
fn emergency(genesis: &mut Value, council: &str) -> Result<()> {
    let permissions = json!({"level": "LEVEL_SOME_MSGS", "limit_type_urls": [EXECUTE]});
    let account = json!({"address": council, "permissions": permissions});
    set_json(genesis, "/app_state/circuit/account_permissions", json!([account]))
}

/// No traffic with other chains.
fn closed_borders(genesis: &mut Value) -> Result<()> {
    merge(genesis, "/app_state/transfer/params", json!({"send_enabled": false, "receive_enabled": false}))?;
    let accounts = "/app_state/interchainaccounts";
    let controller = format!("{accounts}/controller_genesis_state/params/controller_enabled");
    set_json(genesis, &controller, json!(false))?;
    let host = json!({"host_enabled": false, "allow_messages": []});
    merge(genesis, &format!("{accounts}/host_genesis_state/params"), host)?;
    set_json(genesis, "/app_state/ibc/client_genesis/params/allowed_clients", json!([]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_part_of_a_genesis_is_an_error() {
        let founders =
            Founders { validators: &[], accounts: &[], council: "c", treasury: "t", voting_seconds: 10 };
        let error = permission(&mut json!({"chain_id": "x"}), &founders).unwrap_err();
        assert!(error.to_string().contains("/consensus/params/block"), "{error}");
    }

    #[test]
    fn state_of_contracts_is_put_where_it_belongs() {
        let folder = tempfile::tempdir().unwrap();
        let instances = ["one", "two"].map(|name| {
            let state = folder.path().join(name);
            fs::write(&state, format!("[\"{name}\"]")).unwrap();
            SeedInstance { code: 1, label: name.to_owned(), address: name.to_owned(), state }
        });
        let code = folder.path().join("code");
        fs::write(&code, b"wasm").unwrap();
        let seed = Seed { accounts: vec![], codes: vec![code], instances: instances.into() };
        let mut genesis = json!({"app_state": {"wasm": {"codes": [], "contracts": [], "sequences": []}}});
        let founders =
            Founders { validators: &[], accounts: &[], council: "c", treasury: "t", voting_seconds: 10 };
        add_contracts(&mut genesis, &seed, &founders, "g").unwrap();
        let mut written = Vec::new();
        fill(&genesis, &seed, &mut written).unwrap();
        let written: Value = serde_json::from_slice(&written).unwrap();
        assert_eq!(written.pointer("/app_state/wasm/contracts/1/contract_state"), Some(&json!(["two"])));
        assert_eq!(written.pointer("/app_state/wasm/sequences/1/value"), Some(&json!("3")));
        assert_eq!(written.pointer("/app_state/wasm/codes/0/pinned"), Some(&json!(true)));
    }

    #[test]
    fn voting_needs_room_for_an_expedited_vote() {
        assert!(governance(&mut json!({}), 1).unwrap_err().to_string().contains("too short"));
    }
}
