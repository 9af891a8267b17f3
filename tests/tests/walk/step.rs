//! What somebody can try.

/// One thing somebody tries. The numbers are taken modulo what exists, so that most steps make sense and many do not.
#[derive(Debug, Clone, Copy)]
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

        const WEIGHTS: &[(What, u64)] = &[$((What::$name, $weight),)+];
    };
}

what! {
    // The way of a service.
    Forward 130, Publish 10, Draft 2, Series 1, Edit 2, Submit 2, Withdraw 1, Review 5, TakeDown 1, Helper 4, Enrol 8,
    Leave 2, Admit 6, CheckIn 5, CheckOut 5, Record 3, Confirm 6, Rate 4, Settle 5, Dispute 5, Verdict 7, Assess 3,
    FollowUp 2, Block 3, Listing 9, Respond 6, Tick 5, Wait 9, LongWait 4,
    // What moves TIME besides.
    Grant 3, Transfer 4, Burn 1, Gift 8, AnswerGift 5, Donate 4, Allowance 4, Limits 2, Introduce 1, Sweep 2, Opening 2,
    ReverseOpening 1, TopUp 1, Send 3,
    // What members are to each other.
    Register 2, OwnerKey 2, Kin 4, EndKin 1, Agent 5, EndAgent 3, AsAgent 10, Freeze 1, Order 2, Thaw 4, Death 2, Move 3,
    StayPut 1, Suspend 1, Close 1, Reinstate 3, RotateKey 2, Recover 2, ObjectKey 5, Council 9, FinishKey 5, Follow 4, Refresh 1,
    // What offices do, and what they certify.
    Group 5, AsGroup 8, Office 4, Profile 4, Credential 4, Age 1, Link 8, AsLinked 10,
    // Courses, partner institutions, rule packs.
    Course 26, Certificate 8, Skilled 8, Attest 12, Heartbeat 1, Report 6, Source 3, Pack 6,
    // Those who should not.
    Replay 4, Stale 2, Wrong 4, Direct 4, Thief 4, Extreme 6, Reenter 2, Operator 5,
}

impl What {
    /// Whether it is tried by somebody who should not.
    pub fn is_hostile(self) -> bool {
        use What::{Direct, Extreme, Operator, Reenter, Replay, Stale, Thief, Wrong};
        matches!(self, Replay | Stale | Wrong | Direct | Thief | Extreme | Reenter | Operator)
    }
}

/// The steps of a walk, the same for the same number.
pub fn steps(walk: usize, count: usize) -> Vec<Step> {
    let mut dice = Dice(walk as u64);
    let all: u64 = WEIGHTS.iter().map(|(_, weight)| weight).sum();
    let what = |mut at: u64| {
        let mut weights = WEIGHTS.iter();
        loop {
            let (what, weight) = weights.next().unwrap();
            match at.checked_sub(*weight) {
                None => break *what,
                Some(left) => at = left,
            }
        }
    };
    let step = |_| Step { what: what(dice.roll() % all), a: dice.roll(), b: dice.roll(), c: dice.roll() };
    (0..count).map(step).collect()
}

/// SplitMix64 (Steele, Lea and Flood 2014).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut number = self.0;
        number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        number ^ (number >> 31)
    }
}
