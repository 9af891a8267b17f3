//! The permissioned genesis: nobody can buy weight, only the council uploads code, governance is one branch one vote.

use super::edit::{push_json, set_json};
use super::spec::{Account, BOND_DENOM, CHAIN_ID, FEE_DENOM};
use anyhow::{Context, Result};
use serde_json::{json, Value};

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
    closed_borders(genesis)
}

/// Adds the transactions that make the founders validators.
pub fn add_gentxs(genesis: &mut Value, gentxs: Vec<Value>) -> Result<()> {
    gentxs.into_iter().try_for_each(|gentx| push_json(genesis, "/app_state/genutil/gen_txs", gentx))
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
    fn voting_needs_room_for_an_expedited_vote() {
        assert!(governance(&mut json!({}), 1).unwrap_err().to_string().contains("too short"));
    }
}
