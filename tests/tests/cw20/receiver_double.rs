//! A contract that takes TIME by cw20's hook and remembers what it was told. It stands for any contract of others; no contract
//! of the system has the hook.

use crate::scene::Scene;
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{
    from_json, to_json_vec, Addr, Binary, Coin, Deps, DepsMut, Empty, Env, MessageInfo, Response, StdError,
    StdResult,
};
use cw20::Cw20ReceiveMsg;
use cw_multi_test::{ContractWrapper, Executor};
use timebank_api::record::{
    account_key, member_key, AccountRecord, AgeClass, MemberKind, MemberRecord, MemberStatus,
};
use timebank_api::{MemberId, Roles};

/// What makes the double refuse.
pub const REFUSE: &[u8] = b"{\"refuse\":{}}";
/// The member whose account the double has; no registration ever comes this far.
const HOLDER: MemberId = 1 << 40;
const LOG: &[u8] = b"received";

/// One call of the hook.
#[cw_serde]
pub struct Received {
    pub caller: Addr,
    pub funds: Vec<Coin>,
    pub told: Cw20ReceiveMsg,
}

/// All that a cw20 receiver understands; anything else is refused.
#[cw_serde]
enum Hook {
    Receive(Cw20ReceiveMsg),
}

fn instantiate(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    Ok(Response::new())
}

fn execute(deps: DepsMut, _: Env, info: MessageInfo, hook: Hook) -> StdResult<Response> {
    let Hook::Receive(told) = hook;
    if told.msg.as_slice() == REFUSE {
        return Err(StdError::generic_err("the double refuses"));
    }
    let mut log: Vec<Received> = deps.storage.get(LOG).map_or(Ok(vec![]), from_json)?;
    log.push(Received { caller: info.sender, funds: info.funds, told });
    deps.storage.set(LOG, &to_json_vec(&log)?);
    Ok(Response::new())
}

fn query(_: Deps, _: Env, _: Empty) -> StdResult<Binary> {
    Ok(Binary::default())
}

impl Scene {
    /// A receiver that no branch registered.
    pub fn receiver(&mut self) -> Addr {
        let code = self.suite.chain.store_code(Box::new(ContractWrapper::new(execute, instantiate, query)));
        let creator = self.suite.council.clone();
        self.suite.chain.instantiate_contract(code, creator, &Empty {}, &[], "receiver double", None).unwrap()
    }

    /// A receiver whose address the registry knows as a member's. Registration cannot make one, for it derives every account
    /// from a salt; so this writes what the member-registry would publish.
    pub fn registered_receiver(&mut self) -> Addr {
        let receiver = self.receiver();
        let record = MemberRecord {
            branch: 1,
            roles: Roles::default(),
            status: MemberStatus::Active,
            kind: MemberKind::Person,
            age: AgeClass::Under60,
            account: receiver.to_string(),
        };
        self.publish_by_hand(
            &account_key(receiver.as_str()),
            &AccountRecord::new(HOLDER, &record).to_bytes(),
        );
        self.publish_by_hand(&member_key(HOLDER), &record.to_bytes());
        self.suite.know_account(&receiver, record.branch);
        receiver
    }

    /// Every call of the receiver's hook so far.
    pub fn received(&self, receiver: &Addr) -> Vec<Received> {
        let log = self.suite.chain.contract_storage(receiver).get(LOG);
        log.map_or(vec![], |bytes| from_json(bytes).unwrap())
    }
}
