//! Signed intents of members: keys, scopes, nonces, and the batch that carries them to their targets.

use crate::actor::{Actor, Role, Scope, Wiring};
use crate::codes::Code;
use crate::permission::{member, office, permissions, Contract, Who, OWNER};
use crate::reading::reading;
use crate::{BranchId, MemberId, Seconds};
use cosmwasm_schema::schemars::JsonSchema;
use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Binary, HexBinary};
use serde::Serialize;

/// The most intents one `relay` carries.
pub const MAX_INTENTS: usize = 50;
/// The longest time from now to an intent's `valid_until`.
pub const MAX_VALIDITY_SECONDS: u64 = 86_400;

#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct InstantiateMsg {
    /// The federation's council.
    pub council: String,
}

#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct MigrateMsg {}

#[derive(Serialize, Clone, Debug, PartialEq, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[schemars(crate = "cosmwasm_schema::schemars")]
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
    /// Replaces the sender's everyday or owner key. An own key for both scopes is an export, a key of the branch the return.
    /// Emits `key_set`, and `custody_changed` when somebody else holds it from now on.
    RotateKey(NewKey),
    /// Recovery, first step: the member's branch proposes a new owner key, or a new office key for the holder of a role. One that
    /// nobody has approved is replaced by a newer one. Emits `key_proposed`.
    ProposeKey(NewKey),
    /// Second step, from another branch. An office key is set at once, an owner key when the time lock is over. Emits
    /// `key_approved`.
    ApproveKey(NewKey),
    /// Last step: sets an approved owner key after the time lock, for an active member. After it little TIME leaves the account
    /// for a while, and linked accounts and agents are cut off. Emits `key_set`.
    FinishKey(NewKey),
    /// The council sets a key that was proposed, whatever became of it since; ends the freeze of an objection. Emits `key_set`.
    ConfirmKey(NewKey),
    /// The council drops a recovery; ends the freeze of an objection. Emits `key_refused`.
    RefuseKey(NewKey),
}

reading!(ExecuteMsg {
    wiring: Wiring,
    intents: Vec<Binary>,
    actor: Actor,
    msg: Binary,
    member: u64,
    everyday_key: Binary,
    key: Binary,
    proof: Binary,
    scope: Scope,
    own: bool,
}
    Wire "wire" { wiring need }
    Relay "relay" { intents need }
    Relayed "relayed" { actor need, msg need }
    AddMember "add_member" { member need, everyday_key need }
    SetOwnerKey "set_owner_key" { key need, proof need }
    SetOfficeKey "set_office_key" { member need, key need }
    RotateKey(NewKey) "rotate_key" { member need, scope need, key need, proof default, own default }
    ProposeKey(NewKey) "propose_key" { member need, scope need, key need, proof default, own default }
    ApproveKey(NewKey) "approve_key" { member need, scope need, key need, proof default, own default }
    FinishKey(NewKey) "finish_key" { member need, scope need, key need, proof default, own default }
    ConfirmKey(NewKey) "confirm_key" { member need, scope need, key need, proof default, own default }
    RefuseKey(NewKey) "refuse_key" { member need, scope need, key need, proof default, own default }
);

/// A key that is to take the place of another. Whoever decides names the key, so that nothing else is decided; `proof` and `own`
/// count where it is brought in.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct NewKey {
    pub member: MemberId,
    pub scope: Scope,
    /// 33-byte compressed secp256k1.
    pub key: Binary,
    /// The new key's signature over `timebank-intent`'s key proof, with the epoch it will have.
    #[serde(default)]
    pub proof: Binary,
    /// Whether the member holds it, and no branch keeps it in custody.
    #[serde(default)]
    pub own: bool,
}

/// A recovery under way, in the proxy under [`recovery_key`]. 66 bytes:
/// `point 33 ‖ epoch u32 ‖ branch u32 ‖ by u64 ‖ approver u64 ‖ ready u64 ‖ own u8`; an approver of 0 is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecoveryRecord {
    pub point: [u8; 33],
    /// The epoch the key will have, and for which its holder has proven it.
    pub epoch: u32,
    /// The member's branch, whose office proposed it.
    pub branch: BranchId,
    pub by: MemberId,
    /// Of another branch.
    pub approver: Option<MemberId>,
    /// When an approved owner key can be set.
    pub ready: Seconds,
    pub own: bool,
}

impl RecoveryRecord {
    pub fn to_bytes(self) -> Vec<u8> {
        [
            self.point.as_slice(),
            &self.epoch.to_be_bytes(),
            &self.branch.to_be_bytes(),
            &self.by.to_be_bytes(),
            &self.approver.unwrap_or(0).to_be_bytes(),
            &self.ready.to_be_bytes(),
            &[u8::from(self.own)],
        ]
        .concat()
    }

    /// Nothing if the bytes are not a recovery.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (point, rest) = bytes.split_first_chunk()?;
        let (epoch, rest) = rest.split_first_chunk()?;
        let (branch, rest) = rest.split_first_chunk()?;
        let (by, rest) = rest.split_first_chunk()?;
        let (approver, rest) = rest.split_first_chunk()?;
        let (ready, rest) = rest.split_first_chunk()?;
        let [own] = rest else { return None };
        Some(RecoveryRecord {
            point: *point,
            epoch: u32::from_be_bytes(*epoch),
            branch: u32::from_be_bytes(*branch),
            by: u64::from_be_bytes(*by),
            approver: Some(u64::from_be_bytes(*approver)).filter(|approver| *approver != 0),
            ready: u64::from_be_bytes(*ready),
            own: *own != 0,
        })
    }
}

/// In the proxy: the [`RecoveryRecord`] of a member's key; `scope` is the byte of the envelope.
pub fn recovery_key(member: MemberId, scope: u8) -> Vec<u8> {
    [b"y/".as_slice(), &member.to_be_bytes(), &[scope]].concat()
}

permissions!(ExecuteMsg {
    Wire "wire" => Who::Council, 0;
    Relay "relay" => Who::Operator, 0;
    Relayed "relayed" => Who::Contract(Contract::Proxy), 0;
    AddMember "add_member" => Who::Contract(Contract::MemberRegistry), 0;
    SetOwnerKey "set_owner_key" => member(&[Scope::Everyday]), 120_000;
    SetOfficeKey "set_office_key" => Who::Council, 0;
    RotateKey "rotate_key" => member(OWNER), 150_000;
    ProposeKey "propose_key" => office(&[Role::Custodian]), 200_000;
    ApproveKey "approve_key" => office(&[Role::BranchAdministrator]), 200_000;
    FinishKey "finish_key" => Who::Anyone, 0;
    ConfirmKey "confirm_key" => Who::Council, 0;
    RefuseKey "refuse_key" => Who::Council, 0;
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

#[derive(Serialize, Clone, Debug, PartialEq, JsonSchema, QueryResponses)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[schemars(crate = "cosmwasm_schema::schemars")]
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

reading!(QueryMsg {
    member: u64,
    scope: Scope,
    lane: u8,
    salt: Binary,
}
    Key "key" { member need, scope need }
    Nonces "nonces" { member need, scope need, lane need }
    Account "account" { salt need }
);

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
    /// Whether the member holds it, and no branch keeps it in custody.
    pub own: bool,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recovery_keeps_its_bytes() {
        let proposed = RecoveryRecord {
            point: [2; 33],
            epoch: 3,
            branch: 4,
            by: 5,
            approver: None,
            ready: 0,
            own: true,
        };
        let approved = RecoveryRecord { approver: Some(6), ready: 7, own: false, ..proposed };
        for recovery in [proposed, approved] {
            let bytes = recovery.to_bytes();
            assert_eq!(bytes.len(), 66);
            assert_eq!(RecoveryRecord::from_bytes(&bytes), Some(recovery));
            assert_eq!(RecoveryRecord::from_bytes(&bytes[..65]), None);
        }
        let golden = [[2; 33].as_slice(), b"\0\0\0\x03\0\0\0\x04\0\0\0\0\0\0\0\x05", &[0; 16], &[1]].concat();
        assert_eq!(proposed.to_bytes(), golden);
        assert_eq!(recovery_key(258, 1), b"y/\0\0\0\0\0\0\x01\x02\x01");
    }
}
