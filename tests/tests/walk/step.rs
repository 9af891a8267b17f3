//! What somebody can try.

use proptest::prelude::*;
use proptest::sample::select;

/// One thing somebody tries. The numbers are taken modulo what exists, so that most steps make sense and many do not.
#[derive(Debug, Clone)]
pub struct Step {
    pub what: What,
    pub a: u64,
    pub b: u64,
    pub c: u64,
}

macro_rules! what {
    ($($name:ident $weight:literal,)+) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum What { $($name,)+ }

        const WEIGHTS: &[(What, usize)] = &[$((What::$name, $weight),)+];
    };
}

what! {
    // The way of a service.
    Forward 130, Publish 10, Series 1, Edit 2, Submit 2, Withdraw 1, Review 5, TakeDown 1, Enrol 8, Leave 2, Admit 6,
    CheckIn 5, CheckOut 5, Record 3, Confirm 6, Rate 4, Settle 5, Dispute 5, Verdict 7, Assess 3, FollowUp 2, Block 3,
    Listing 9, Respond 6, Tick 5, Wait 9, LongWait 3,
    // What moves TIME besides.
    Grant 3, Transfer 4, Burn 1, Gift 6, AnswerGift 4, Donate 4, Allowance 4, Limits 2, Introduce 1, Sweep 2, Opening 2,
    ReverseOpening 1, TopUp 1,
    // What members are to each other.
    Register 2, OwnerKey 2, Kin 4, Agent 5, AsAgent 8, Freeze 1, Order 2, Thaw 4, Death 2, Move 3, Suspend 1, Reinstate 3,
    RotateKey 2, Recover 2, FinishKey 3, Follow 4,
    // Those who should not.
    Replay 4, Stale 2, Wrong 4, Direct 4, Thief 4, Extreme 5, Reenter 2,
}

pub fn step() -> impl Strategy<Value = Step> {
    let all: Vec<What> =
        WEIGHTS.iter().flat_map(|(what, weight)| std::iter::repeat_n(*what, *weight)).collect();
    (select(all), any::<u64>(), any::<u64>(), any::<u64>()).prop_map(|(what, a, b, c)| Step { what, a, b, c })
}

/// Messages that must have been carried out at least once.
pub const EXPECTED: &[&str] = &[
    "activity-registry publish",
    "activity-registry publish_series",
    "activity-registry edit",
    "activity-registry submit",
    "activity-registry withdraw",
    "activity-registry approve",
    "activity-registry return",
    "activity-registry take_down",
    "activity-registry enrol",
    "activity-registry withdraw_enrolment",
    "activity-registry admit",
    "activity-registry decline",
    "activity-registry check_in",
    "activity-registry check_out",
    "activity-registry record_attendance",
    "activity-registry confirm_minutes",
    "activity-registry open_dispute",
    "activity-registry decide_dispute",
    "activity-registry rate",
    "activity-registry settle",
    "activity-registry assess",
    "activity-registry follow_up",
    "activity-registry block",
    "activity-registry unblock",
    "activity-registry draft_listing",
    "activity-registry submit_listing",
    "activity-registry review_listing",
    "activity-registry respond",
    "activity-registry close_listing",
    "activity-registry tick",
    "time-token grant",
    "time-token transfer",
    "time-token burn",
    "time-token gift",
    "time-token accept_gift",
    "time-token decline_gift",
    "time-token donate",
    "time-token increase_allowance",
    "time-token transfer_from",
    "time-token set_limits",
    "time-token introduce",
    "time-token sweep",
    "time-token propose",
    "time-token decide",
    "member-registry register_member",
    "proxy set_owner_key",
    "member-registry propose_kin",
    "member-registry accept_kin",
    "member-registry appoint_agent",
    "member-registry accept_agent",
    "member-registry freeze",
    "member-registry propose",
    "member-registry decide",
    "member-registry request_move",
    "member-registry decide_move",
    "member-registry suspend",
    "member-registry reinstate",
    "proxy rotate_key",
    "proxy propose_key",
    "proxy approve_key",
    "proxy finish_key",
    "reputation follow",
    // With what is worth a line of its own.
    "agent enrol",
    "agent donate",
    "agent publish",
    "reversal",
    "death",
    "escalation",
    "fund-paid publish",
    "issuance-paid publish",
];
