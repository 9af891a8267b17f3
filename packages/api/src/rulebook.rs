//! Versioned rule packs per branch: the coin standard.

use crate::actor::{Actor, Wiring};
use crate::permission::{permissions, Contract, Who};
use crate::record::AgeClass;
use crate::{BranchId, Minutes, Seconds};
use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::Binary;

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
    /// An intent of `actor`, checked by the proxy; no message of this contract is relayable yet, so it is always refused.
    Relayed { actor: Actor, msg: Binary },
    /// Adopts a pack for a branch from a time on, which lies after that of every pack before it. An adopted pack never
    /// changes. Emits `pack_adopted`.
    Adopt { branch: BranchId, pack: Box<Pack>, effective: Seconds },
}

permissions!(ExecuteMsg {
    Wire "wire" => Who::Council, 0;
    Relayed "relayed" => Who::Contract(Contract::Proxy), 0;
    Adopt "adopt" => Who::Council, 0;
});

/// The rules of a branch, as data. What Chinese time banks really use, with sources: the pages `docs/packs/*.md`.
#[cw_serde]
pub struct Pack {
    /// Name people know it by, e.g. "Nanjing 2019".
    pub name: String,
    /// How confirmed minutes become TIME.
    pub rounding: Rounding,
    /// Percent of the plain rate by category; a category that is not listed counts 100. At most 32.
    pub weights: Vec<Weight>,
    /// The most TIME one participant can earn in one activity; `None` is no limit.
    pub earn_cap_activity: Option<Minutes>,
    /// Minutes by which the two sides' figures may differ and still be averaged.
    pub tolerance: Minutes,
    /// From check-out until a missing confirmation is decided by rule.
    pub confirm_deadline: Seconds,
    /// From agreement until an unpaid service is paid by rule.
    pub settle_deadline: Seconds,
    /// From a dispute's beginning until it is decided by rule (the lower figure is paid).
    pub dispute_window: Seconds,
    /// Whether the payer can settle before both sides have rated. When the settle deadline is over it is paid anyway.
    pub settle_requires_rating: bool,
    /// The grants by which TIME may come into being without a service. At most 16.
    pub grants: Vec<Grant>,
}

/// How a number of minutes is brought to a multiple of `step`.
#[cw_serde]
#[derive(Copy)]
pub enum Rounding {
    /// Every minute counts.
    Exact,
    /// Down to a multiple of `step` minutes.
    Floor { step: Minutes },
    /// To the nearest multiple of `step` minutes, half up.
    Nearest { step: Minutes },
}

#[cw_serde]
pub struct Weight {
    pub category: crate::activity_registry::Category,
    pub percent: u16,
}

/// A grant of TIME by rule, once per member.
#[cw_serde]
pub struct Grant {
    /// Stable id within the branch, e.g. "elder-80".
    pub id: String,
    pub minutes: Minutes,
    /// The youngest class of age it is for.
    pub min_age: AgeClass,
}

#[cw_serde]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// The pack in force at a branch at a time (default: now).
    #[returns(PackResponse)]
    Pack { branch: BranchId, at: Option<Seconds> },
    /// Every pack of a branch in order of version.
    #[returns(PacksResponse)]
    Packs { branch: BranchId, start_after: Option<u32>, limit: Option<u32> },
}

#[cw_serde]
pub struct PackResponse {
    pub branch: BranchId,
    /// Counted from 1 within the branch.
    pub version: u32,
    pub effective: Seconds,
    pub pack: Pack,
}

#[cw_serde]
pub struct PacksResponse {
    pub packs: Vec<PackResponse>,
}
