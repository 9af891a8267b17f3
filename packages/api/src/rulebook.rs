//! Versioned rule packs per branch: the coin standard.

use crate::actor::{Actor, Wiring};
use crate::permission::{member, office, permissions, Contract, Who, ANY_SCOPE};
use crate::reading::reading;
use crate::record::{AgeClass, TransferRules};
use crate::{BranchId, MemberId, Minutes, Role, Seconds};
use cosmwasm_schema::schemars::JsonSchema;
use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Binary, HexBinary};
use serde::Serialize;

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
    /// An intent of `actor`, checked by the proxy; `msg` is another variant of this enum.
    Relayed { actor: Actor, msg: Binary },
    /// Sets what packs must keep to from now on; adopted ones stay as they are. Emits `bounds_set`.
    SetBounds { bounds: Bounds },
    /// Adopts a pack for a branch that joins, from a time on which lies after that of every pack before it and within a year.
    /// An adopted pack never changes. Emits `pack_adopted`.
    Adopt { branch: BranchId, pack: Box<Pack>, effective: Seconds },
    /// Writes a draft for the own branch. `analysis` is the sha256 of the statistics it rests on. Emits `draft_written`.
    Draft { pack: Box<Pack>, analysis: HexBinary },
    /// Writes a draft anew, before it is published or after its feedback. Emits `draft_written`.
    Revise { draft: DraftId, revision: u32, pack: Box<Pack>, analysis: HexBinary },
    /// Opens a draft for comments until a time. Emits `draft_published`.
    PublishDraft { draft: DraftId, revision: u32, until: Seconds },
    /// Says what one thinks of a published draft: once per revision, and a later comment takes the place of the one before.
    /// `text` is the sha256 of what was written. Emits `draft_commented`.
    Comment { draft: DraftId, revision: u32, support: bool, text: Option<HexBinary> },
    /// Agrees to a draft's adoption from a time on. When two administrators of the branch have agreed to the same, it is
    /// adopted. Emits `draft_agreed` for the first, `pack_adopted` and `draft_adopted` for the second.
    AdoptDraft { draft: DraftId, revision: u32, effective: Seconds },
    /// Gives a draft up. Emits `draft_withdrawn`.
    WithdrawDraft { draft: DraftId },
    /// Writes the record of a branch's rules anew from its packs, for packs that were adopted before there were such records.
    /// Emits `rules_published`.
    Publish { branch: BranchId },
}

reading!(ExecuteMsg {
    wiring: Wiring,
    actor: Actor,
    msg: Binary,
    bounds: Bounds,
    branch: BranchId,
    pack: Box<Pack>,
    effective: Seconds,
    analysis: HexBinary,
    draft: u64,
    revision: u32,
    until: Seconds,
    support: bool,
    text: HexBinary,
}
    Wire "wire" { wiring need }
    Relayed "relayed" { actor need, msg need }
    SetBounds "set_bounds" { bounds need }
    Adopt "adopt" { branch need, pack need, effective need }
    Draft "draft" { pack need, analysis need }
    Revise "revise" { draft need, revision need, pack need, analysis need }
    PublishDraft "publish_draft" { draft need, revision need, until need }
    Comment "comment" { draft need, revision need, support need, text opt }
    AdoptDraft "adopt_draft" { draft need, revision need, effective need }
    WithdrawDraft "withdraw_draft" { draft need }
    Publish "publish" { branch need }
);

permissions!(ExecuteMsg {
    Wire "wire" => Who::Council, 0;
    Relayed "relayed" => Who::Contract(Contract::Proxy), 0;
    SetBounds "set_bounds" => Who::Council, 0;
    Adopt "adopt" => Who::Council, 0;
    Draft "draft" => office(&[Role::BranchAdministrator]), 300_000;
    Revise "revise" => office(&[Role::BranchAdministrator]), 300_000;
    PublishDraft "publish_draft" => office(&[Role::BranchAdministrator]), 120_000;
    Comment "comment" => member(ANY_SCOPE), 120_000;
    AdoptDraft "adopt_draft" => office(&[Role::BranchAdministrator]), 400_000;
    WithdrawDraft "withdraw_draft" => office(&[Role::BranchAdministrator]), 120_000;
    Publish "publish" => Who::Anyone, 0;
});

/// A draft, numbered over all branches from 1.
pub type DraftId = u64;

/// What the federation lets a branch's pack say.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Bounds {
    /// The least time a draft is open for comments.
    pub feedback: Seconds,
    /// The least time from a draft's adoption until it comes into force.
    pub notice: Seconds,
    /// The longest time for a confirmation, for a payment and for a dispute.
    pub deadline: Seconds,
    /// The most percent of the plain rate.
    pub weight: u16,
    /// The most minutes the grants together may give one member in a year.
    pub grants: Minutes,
    /// The widest circle of gifts.
    pub gift: Gift,
    /// Whether addresses that no branch registered may hold TIME.
    pub unregistered: bool,
    /// The highest cap on a balance; `None` is any, and none at all.
    pub balance_cap: Option<Minutes>,
    /// The fewest minutes of service for the first star, as stars count at every branch.
    pub first_star: Minutes,
}

impl Default for Bounds {
    /// Until the council says otherwise: a week for comments, as public notices of star levels run three to five working days.
    fn default() -> Self {
        Bounds {
            feedback: 7 * 86_400,
            notice: 86_400,
            deadline: 30 * 86_400,
            weight: 300,
            grants: 6_000,
            gift: Gift::Any,
            unregistered: false,
            balance_cap: None,
            first_star: 3_000,
        }
    }
}

/// Where a draft is.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum DraftState {
    Drafted,
    /// Open for comments, or past them.
    Published,
    /// Written anew after the comments.
    Revised,
    Adopted,
    Withdrawn,
}

/// An administrator's agreement to a draft's adoption.
#[cw_serde]
#[derive(Copy, Eq)]
pub struct Agreement {
    pub by: MemberId,
    pub effective: Seconds,
}

/// The rules of a branch, as data. What Chinese time banks really use, with sources: the pages `docs/packs/*.md`.
#[cw_serde]
#[serde(deny_unknown_fields)]
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
    /// The most TIME one participant can earn on one day (UTC+8), before the bonus of the stars; `None` is no limit.
    #[serde(default)]
    pub earn_cap_day: Option<Minutes>,
    /// The youngest class of age that may pay from an own balance.
    #[serde(default)]
    pub own_use_age: Option<AgeClass>,
    /// The youngest class of age that may give services.
    #[serde(default)]
    pub provider_age: Option<AgeClass>,
    /// From approval (or the opening of a need) until one that nobody took escalates a step.
    #[serde(default = "three_days")]
    pub escalate_after: Seconds,
    /// How TIME may move between accounts.
    #[serde(default)]
    pub transfers: TransferRules,
    /// Points and stars.
    #[serde(default)]
    pub levels: Levels,
    /// When rights are withdrawn, and for how long.
    #[serde(default)]
    pub conduct: Conduct,
    /// What counts when activities are recommended to the branch's members.
    #[serde(default)]
    pub matching_weights: MatchingWeights,
}

fn three_days() -> Seconds {
    3 * 86_400
}

impl Default for TransferRules {
    /// The plain rules: gifts to anybody, donations, no caps, no expiry.
    fn default() -> Self {
        TransferRules {
            gift: Gift::Any,
            gift_acceptance: false,
            donation: true,
            groups_donate_only: true,
            unregistered: false,
            overflow: Overflow::Fund,
            inheritance: Inheritance::Beneficiary,
            gift_annual_cap: None,
            balance_cap: None,
            min_to_redeem: None,
            expiry_months: None,
        }
    }
}

/// Points and the five stars. Hours of the thresholds: the ministry's practice of 100, 300, 600, 1000 and 1500.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Levels {
    /// Minutes of service for one to five stars, rising.
    pub thresholds: [Minutes; 5],
    /// The least mean rating for one to five stars, in hundredths of a score; who has no rating yet passes.
    pub min_rating: [u16; 5],
    /// What one to five stars give.
    pub rewards: [StarReward; 5],
    /// Points for an hour of service.
    pub points_per_hour: u16,
    /// Points for each score over 3, and off for each under 3, by the distance.
    pub points_per_score: u16,
    /// Points off for not coming.
    pub points_off_no_show: u16,
    /// Points off for letting a deadline pass.
    pub points_off_silent: u16,
}

impl Default for Levels {
    fn default() -> Self {
        let reward = |early_hours: u64, earn_cap_percent, open_enrolments| StarReward {
            early: early_hours.saturating_mul(3_600),
            earn_cap_percent,
            open_enrolments,
        };
        Levels {
            thresholds: [100, 300, 600, 1_000, 1_500].map(|hours: Minutes| hours.saturating_mul(60)),
            min_rating: [0, 300, 350, 400, 450],
            rewards: [
                reward(1, 110, 12),
                reward(2, 120, 14),
                reward(4, 130, 16),
                reward(8, 140, 18),
                reward(12, 150, 20),
            ],
            points_per_hour: 10,
            points_per_score: 2,
            points_off_no_show: 20,
            points_off_silent: 5,
        }
    }
}

/// What a star gives, enforced at enrolment.
#[cw_serde]
#[derive(Copy)]
#[serde(deny_unknown_fields)]
pub struct StarReward {
    /// Seconds before registration opens for everybody in which the holder may enrol already.
    pub early: Seconds,
    /// The cap on a day's earnings in percent of the pack's; at least 100.
    pub earn_cap_percent: u16,
    /// Seats the holder may have at once in activities to come; without a star it is [`OPEN_ENROLMENTS`].
    pub open_enrolments: u16,
}

/// The seats a member without a star may have at once in activities to come.
pub const OPEN_ENROLMENTS: u16 = 10;

/// When the right to publish or to enrol is withdrawn by rule. It comes back by itself when the time is over.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Conduct {
    /// How far back facts count.
    pub window: Seconds,
    /// So many deadlines passed in the window withdraw the right to publish; 0 never does.
    pub silent_limit: u16,
    /// So many seats not taken in the window withdraw the right to enrol; 0 never does.
    pub no_show_limit: u16,
    /// A mean rating below this, in hundredths of a score, withdraws the right to publish; 0 never does.
    pub min_rating: u16,
    /// The fewest ratings of which a mean is taken.
    pub min_ratings: u16,
    /// For how long a right is withdrawn.
    pub suspension: Seconds,
}

impl Default for Conduct {
    fn default() -> Self {
        Conduct {
            window: 90 * 86_400,
            silent_limit: 3,
            no_show_limit: 3,
            min_rating: 200,
            min_ratings: 5,
            suspension: 30 * 86_400,
        }
    }
}

/// How much each factor counts in how well an activity suits a member, in percent: together 100. No contract reads it; the
/// branches' relayers do.
#[cw_serde]
#[derive(Copy, Eq)]
#[serde(deny_unknown_fields)]
pub struct MatchingWeights {
    /// How near it is to where the member usually helps.
    pub distance: u8,
    /// How often the member has given this kind of help.
    pub skill: u8,
    /// How well the time fits when the member usually helps.
    pub free_time: u8,
    /// How member and publisher rated each other, or how the member is rated.
    pub rating: u8,
    /// How reliably the member comes.
    pub reliability: u8,
    /// How much service the member has given.
    pub service_time: u8,
    /// How often the member has helped lately.
    pub frequency: u8,
}

impl Default for MatchingWeights {
    fn default() -> Self {
        MatchingWeights {
            distance: 25,
            skill: 20,
            free_time: 20,
            rating: 15,
            reliability: 10,
            service_time: 5,
            frequency: 5,
        }
    }
}

/// How a number of minutes is brought to a multiple of `step`.
#[cw_serde]
#[derive(Copy)]
#[serde(deny_unknown_fields)]
pub enum Rounding {
    /// Every minute counts.
    Exact,
    /// Down to a multiple of `step` minutes.
    Floor { step: Minutes },
    /// To the nearest multiple of `step` minutes, half up.
    Nearest { step: Minutes },
}

/// To whom members may give TIME, from the narrowest circle to the widest.
#[cw_serde]
#[derive(Copy, Eq, PartialOrd, Ord)]
pub enum Gift {
    None,
    /// Lineal relatives: parents, children, grandparents, grandchildren, and spouses.
    Lineal,
    /// Any relative.
    Kin,
    Any,
}

impl Gift {
    pub(crate) const ALL: [Gift; 4] = [Gift::None, Gift::Lineal, Gift::Kin, Gift::Any];
}

/// What becomes of TIME over the cap on a balance.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum Overflow {
    /// It goes to the welfare fund of the member's branch.
    Fund,
    /// A gift or transfer is refused. What a service earned over the cap goes to the fund, for a settlement is never refused.
    Reject,
}

impl Overflow {
    pub(crate) const ALL: [Overflow; 2] = [Overflow::Fund, Overflow::Reject];
}

/// What becomes of the TIME of a member who died.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum Inheritance {
    /// It goes to the heir the report names, and to the fund if it names none.
    Beneficiary,
    /// It goes to the welfare fund of the member's branch.
    Fund,
    /// It is burned.
    Expire,
}

impl Inheritance {
    pub(crate) const ALL: [Inheritance; 3] =
        [Inheritance::Beneficiary, Inheritance::Fund, Inheritance::Expire];
}

/// The first weight of the list that fits an activity counts; where none does it is 100 percent.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Weight {
    pub category: crate::activity_registry::Category,
    pub percent: u16,
    /// Only for this skill; `None` is any.
    #[serde(default)]
    pub skill: Option<Skill>,
    /// Only for services that begin in this band of time; `None` is any.
    #[serde(default)]
    pub band: Option<Band>,
}

/// What a service asks of whoever gives it.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum Skill {
    Plain,
    /// Needs a training.
    Trained,
    /// Needs a profession.
    Professional,
}

/// When a service begins, by the clock of UTC+8.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum Band {
    /// Monday to Friday, 06:00 to 22:00.
    Weekday,
    /// Saturday and Sunday, 06:00 to 22:00.
    Weekend,
    /// 22:00 to 06:00.
    Night,
}

/// A grant of TIME by rule, once per member or once per period.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Grant {
    /// Stable id within the branch, e.g. "elder-80".
    pub id: String,
    pub minutes: Minutes,
    /// The youngest class of age it is for.
    pub min_age: AgeClass,
    /// Seconds after which a member may have it again; `None` is never.
    #[serde(default)]
    pub every: Option<Seconds>,
}

#[derive(Serialize, Clone, Debug, PartialEq, JsonSchema, QueryResponses)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[schemars(crate = "cosmwasm_schema::schemars")]
pub enum QueryMsg {
    /// The pack in force at a branch at a time (default: now).
    #[returns(PackResponse)]
    Pack { branch: BranchId, at: Option<Seconds> },
    /// Every pack of a branch in order of version.
    #[returns(PacksResponse)]
    Packs { branch: BranchId, start_after: Option<u32>, limit: Option<u32> },
    #[returns(Bounds)]
    Bounds {},
    #[returns(DraftResponse)]
    Draft { id: DraftId },
    /// The drafts of a branch in order of their numbers.
    #[returns(DraftsResponse)]
    Drafts { branch: BranchId, start_after: Option<DraftId>, limit: Option<u32> },
    /// The comments on a revision in order of members.
    #[returns(CommentsResponse)]
    Comments { draft: DraftId, revision: u32, start_after: Option<MemberId>, limit: Option<u32> },
}

reading!(QueryMsg {
    branch: BranchId,
    at: Seconds,
    start_after: u64,
    limit: u32,
    id: u64,
    draft: u64,
    revision: u32,
}
    Pack "pack" { branch need, at opt }
    Packs "packs" { branch need, start_after opt_as, limit opt }
    Bounds "bounds" {}
    Draft "draft" { id need }
    Drafts "drafts" { branch need, start_after opt, limit opt }
    Comments "comments" { draft need, revision need, start_after opt, limit opt }
);

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

#[cw_serde]
pub struct DraftResponse {
    pub id: DraftId,
    pub branch: BranchId,
    pub state: DraftState,
    /// Counted from 1.
    pub revision: u32,
    /// Who wrote this revision.
    pub author: MemberId,
    /// The sha256 of the statistics it rests on.
    pub analysis: HexBinary,
    /// When the comments end or ended; missing before it was published.
    pub until: Option<Seconds>,
    /// The first administrator's agreement, while it waits for a second one.
    pub agreed: Option<Agreement>,
    /// The adopted pack's version.
    pub version: Option<u32>,
    /// Comments on this revision.
    pub support: u32,
    pub oppose: u32,
    pub pack: Pack,
}

#[cw_serde]
pub struct DraftsResponse {
    pub drafts: Vec<DraftResponse>,
}

#[cw_serde]
pub struct CommentsResponse {
    pub comments: Vec<Comment>,
}

/// What a member thinks of a draft.
#[cw_serde]
pub struct Comment {
    pub member: MemberId,
    pub branch: BranchId,
    pub support: bool,
    pub text: Option<HexBinary>,
    pub at: Seconds,
}
