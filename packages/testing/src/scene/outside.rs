//! Contracts that are none of the system's: the stock cw20 to compare with, and one that takes what it is sent.

use super::account;
use crate::Suite;
use cosmwasm_std::{Addr, Binary, Deps, DepsMut, Empty, Env, MessageInfo, Response, StdResult};
use cw_multi_test::{ContractWrapper, Executor};
use serde_json::{json, Value};
use timebank_api::permission::Contract;
use timebank_api::record::{account_key, AccountRecord, AgeClass, MemberKind, MemberStatus};

/// Who has the stock cw20 contract's tokens.
pub(super) const HOLDERS: [&str; 2] = ["council", "operator 1"];

/// The stock cw20 contract, and the receiver, which stands in the member-registry as an account of branch 1: a contract joins
/// no other way.
pub(super) fn deploy(suite: &mut Suite) -> (Addr, Addr) {
    let balances: Vec<Value> = HOLDERS
        .iter()
        .map(|name| json!({"address": account(&suite.chain, name), "amount": "1000"}))
        .collect();
    let first = json!({
        "name": "Reference", "symbol": "REF", "decimals": 0, "mint": null, "marketing": null,
        "initial_balances": balances,
    });
    let cw20 = ContractWrapper::new(
        cw20_base::contract::execute,
        cw20_base::contract::instantiate,
        cw20_base::contract::query,
    );
    let council = suite.council.clone();
    let code = suite.chain.store_code(Box::new(cw20));
    let reference = suite.chain.instantiate_contract(code, council.clone(), &first, &[], "reference", None);
    let takes = ContractWrapper::new(take::<Value>, take::<Empty>, ask);
    let code = suite.chain.store_code(Box::new(takes));
    let receiver = suite.chain.instantiate_contract(code, council, &Empty {}, &[], "receiver", None);
    let receiver = receiver.expect("the receiver");
    let known = AccountRecord {
        member: 1_000_000_000,
        branch: 1,
        status: MemberStatus::Active,
        kind: MemberKind::Person,
        age: AgeClass::Under60,
    };
    let registry = suite.address(Contract::MemberRegistry);
    suite.chain.contract_storage_mut(&registry).set(&account_key(receiver.as_str()), &known.to_bytes());
    (reference.expect("the reference"), receiver)
}

fn take<M>(_: DepsMut, _: Env, _: MessageInfo, _: M) -> StdResult<Response> {
    Ok(Response::new())
}

fn ask(_: Deps, _: Env, _: Empty) -> StdResult<Binary> {
    Ok(Binary::default())
}
