//! Points, stars, reliability, and the rights that follow from them.

use crate::actor::{Actor, Wiring};
use crate::permission::{permissions, Contract, Who};
use crate::reading::reading;
use crate::{MemberId, Seconds};
use cosmwasm_schema::schemars::JsonSchema;
use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::Binary;
use serde::Serialize;

/// How many facts one `Follow` takes, and how many members one `Refresh`.
pub const MAX_FOLLOWED: u32 = 20;

/// Of each kind of dated fact, the newest that are kept per member. A pack's [`Conduct`](crate::rulebook::Conduct) may ask for
/// no more than they can tell.
pub const RECENT: u16 = 16;

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
    /// Sets the addresses of the system; one that is known never changes.
    Wire { wiring: Wiring },
    /// An intent of `actor`, checked by the proxy; no message of this contract is relayable, so it is always refused.
    Relayed { actor: Actor, msg: Binary },
    /// Learns the next facts of the activity-registry: 20, or fewer if `limit` says so. Emits `facts_followed` and
    /// `standing_set` for each member they are about; nothing when there is nothing new.
    Follow { limit: Option<u32> },
    /// Judges up to 20 members anew by the pack in force now, after a new pack or a move of branch. Emits `standing_set` for
    /// each of whom something is known.
    Refresh { members: Vec<MemberId> },
}

reading!(ExecuteMsg {
    wiring: Wiring,
    actor: Actor,
    msg: Binary,
    limit: u32,
    members: Vec<MemberId>,
}
    Wire "wire" { wiring need }
    Relayed "relayed" { actor need, msg need }
    Follow "follow" { limit opt }
    Refresh "refresh" { members need }
);

permissions!(ExecuteMsg {
    Wire "wire" => Who::Council, 0;
    Relayed "relayed" => Who::Contract(Contract::Proxy), 0;
    Follow "follow" => Who::Anyone, 0;
    Refresh "refresh" => Who::Anyone, 0;
});

/// What a member did and what others said of it, summed over all time and all branches.
#[cw_serde]
#[derive(Copy, Eq, Default)]
pub struct Totals {
    /// Services given, and their minutes.
    pub services: u32,
    pub minutes: u64,
    /// Services received and paid, and their minutes.
    pub received: u32,
    pub received_minutes: u64,
    /// Ratings by the other side, and the sum of their scores.
    pub ratings: u32,
    pub rating_sum: u32,
    /// Assessments by activity administrators, and the sum of their scores.
    pub assessments: u32,
    pub assessment_sum: u32,
    /// Seats not taken.
    pub no_shows: u32,
    /// Deadlines passed.
    pub silences: u32,
    /// Of the services received, those paid only when a deadline was over, which is a silence too.
    pub late: u32,
    /// Of the minutes of services given, those whose payment was reversed: they count for nothing any more.
    pub reversed_minutes: u64,
}

#[derive(Serialize, Clone, Debug, PartialEq, JsonSchema, QueryResponses)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[schemars(crate = "cosmwasm_schema::schemars")]
pub enum QueryMsg {
    #[returns(ConfigResponse)]
    Config {},
    /// A member's standing by now; one of whom nothing is known has no stars and every right.
    #[returns(StandingResponse)]
    Standing { member: MemberId },
    /// What the standing comes from.
    #[returns(TotalsResponse)]
    Totals { member: MemberId },
}

reading!(QueryMsg {
    member: u64,
}
    Config "config" {}
    Standing "standing" { member need }
    Totals "totals" { member need }
);

#[cw_serde]
pub struct ConfigResponse {
    pub council: String,
    /// The number of the next fact.
    pub next: u64,
}

#[cw_serde]
pub struct StandingResponse {
    pub member: MemberId,
    pub stars: u8,
    pub points: u32,
    pub may_publish: bool,
    pub may_enrol: bool,
    /// Until when the right was or is withdrawn; 0 is never.
    pub publishing_suspended: Seconds,
    pub enrolling_suspended: Seconds,
    /// Percent of engagements that were kept in time; missing without any.
    pub reliability: Option<u8>,
}

#[cw_serde]
pub struct TotalsResponse {
    pub member: MemberId,
    pub totals: Totals,
    /// When the newest deadlines passed and the newest seats were not taken, to the hour, oldest first; at most [`RECENT`].
    pub silences: Vec<Seconds>,
    pub no_shows: Vec<Seconds>,
    /// Mean of the newest ratings in hundredths of a score.
    pub recent_rating: Option<u16>,
}
