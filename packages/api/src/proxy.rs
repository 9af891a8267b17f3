//! Signed intents of members: keys, scopes, nonces, and the batch that carries them to their targets.

use crate::actor::{Actor, Scope, Wiring};
use crate::codes::Code;
use crate::permission::{member, permissions, Contract, Who};
use crate::{MemberId, Seconds};
use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Binary, HexBinary};

/// The most intents one `relay` carries.
pub const MAX_INTENTS: usize = 50;
/// The longest time from now to an intent's `valid_until`.
pub const MAX_VALIDITY_SECONDS: u64 = 86_400;

#[cw_serde]
pub struct InstantiateMsg {
    /// The federation's council.
    pub council: String,
}

#[cw_serde]
pub struct MigrateMsg {}

#[cw_serde]
pub enum ExecuteMsg {
    /// Sets the addresses of the system, once.
    Wire { wiring: Wiring },
    /// A batch of signed intents (`timebank-intent`'s `SignedIntent` bytes), at most [`MAX_INTENTS`]. Each is carried out on its
    /// own: one that is not authentic is skipped and spends nothing, one that its target refuses spends its nonce, the others
    /// are not touched. The response's `data` is a [`RelayResult`] in JSON.
    Relay { intents: Vec<Binary> },
    /// An intent of `actor` for the proxy itself; `msg` is another variant of this enum.
    Relayed { actor: Actor, msg: Binary },
    /// Gives a new member the first everyday key. Emits `key_set`.
    AddMember { member: MemberId, everyday_key: Binary },
    /// Sets the member's first owner key, with the custodian branch relaying and a balance of 0. `proof` is the new key's
    /// signature over `timebank-intent`'s key proof with epoch 1. Emits `key_set`.
    SetOwnerKey { key: Binary, proof: Binary },
    /// Sets or replaces the office key of a member that the council gave a role. Emits `key_set`.
    SetOfficeKey { member: MemberId, key: Binary },
}

permissions!(ExecuteMsg {
    Wire "wire" => Who::Council, 0;
    Relay "relay" => Who::Operator, 0;
    Relayed "relayed" => Who::Contract(Contract::Proxy), 0;
    AddMember "add_member" => Who::Contract(Contract::MemberRegistry), 0;
    SetOwnerKey "set_owner_key" => member(&[Scope::Everyday]), 120_000;
    SetOfficeKey "set_office_key" => Who::Council, 0;
});

/// What became of each intent of a batch, in the batch's order. Headers commit to it through `last_results_hash`.
#[cw_serde]
pub struct RelayResult {
    pub results: Vec<Outcome>,
}

/// What became of one intent.
#[cw_serde]
pub enum Outcome {
    /// Carried out.
    Done,
    /// Skipped: not authentic, expired or out of its nonce window. Nothing was spent, and it says nothing about the digest:
    /// a forged copy of a live intent is rejected too.
    Rejected(String),
    /// Authentic, but refused by its target or out of gas: the nonce is spent, nothing else changed. Terminal.
    Failed(String),
}

impl Outcome {
    pub fn rejected(code: Code) -> Self {
        Outcome::Rejected(code.text().to_owned())
    }

    pub fn failed(code: Code) -> Self {
        Outcome::Failed(code.text().to_owned())
    }
}

#[cw_serde]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// The key of a member and scope.
    #[returns(KeyResponse)]
    Key { member: MemberId, scope: Scope },
    /// The nonces spent on a lane.
    #[returns(NoncesResponse)]
    Nonces { member: MemberId, scope: Scope, lane: u8 },
    /// The account that a registration with this salt would get.
    #[returns(AccountResponse)]
    Account { salt: Binary },
}

#[cw_serde]
pub struct KeyResponse {
    pub key: Option<KeyInfo>,
}

#[cw_serde]
pub struct KeyInfo {
    /// 33-byte compressed secp256k1.
    pub key: HexBinary,
    pub epoch: u32,
    pub since: Seconds,
}

#[cw_serde]
pub struct NoncesResponse {
    pub epoch: u32,
    /// One more than the highest nonce spent.
    pub next: u64,
    /// 16 bytes, big-endian; bit `i` stands for nonce `next − 1 − i`.
    pub spent: HexBinary,
}

#[cw_serde]
pub struct AccountResponse {
    pub account: String,
}
