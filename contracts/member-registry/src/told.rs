//! What other contracts are told. Their own messages would bring the code of all the others along.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{to_json_binary, Binary, Deps, WasmMsg};
use timebank_api::permission::Contract;
use timebank_api::{BranchId, MemberId};
use timebank_std::{address, Result};

#[cw_serde]
pub enum Told {
    AddMember { member: MemberId, everyday_key: Binary },
    Inherit { account: String, branch: BranchId, heir: Option<String> },
    MemberMoved { account: String, from: BranchId, to: BranchId },
}

/// The message to a contract.
pub fn tell(deps: Deps, contract: Contract, told: &Told) -> Result<WasmMsg> {
    Ok(WasmMsg::Execute {
        contract_addr: address(deps, contract)?.into_string(),
        msg: to_json_binary(told)?,
        funds: vec![],
    })
}
