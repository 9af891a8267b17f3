//! A random walk over every message that can touch TIME, beside a model of plain maps that says what must come of each.

use crate::testing::{
    account, actor, addr, Token, ELDER, ELDER_GRANT, SIXTY, STRANGER, VOLUNTEER, WELCOME_GRANT,
};
use cosmwasm_std::{Binary, Uint128};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use timebank_api::time_token::{BranchSupplyResponse, ExecuteMsg, HoldInfo, Movement, SupplyResponse};
use timebank_api::{BranchId, Code, MemberId, Minutes, Scope};

const PLAYERS: [MemberId; 4] = [ELDER, VOLUNTEER, SIXTY, STRANGER];
const BRANCHES: [BranchId; 2] = [1, 2];
const ACTIVITIES: u64 = 3;

#[derive(Debug, Clone)]
enum Step {
    Move(Vec<Movement>),
    Grant(MemberId, &'static str),
    Budget(BranchId, Minutes),
    Holder(MemberId, bool, Holder),
}

/// What a holder does; `to` is nobody's account when missing.
#[derive(Debug, Clone)]
enum Holder {
    Pay { to: Option<MemberId>, send: bool, amount: Minutes },
    PayFrom { owner: MemberId, to: Option<MemberId>, send: bool, amount: Minutes },
    Burn(Minutes),
    BurnFrom(MemberId, Minutes),
    Allow(MemberId, Minutes),
    Disallow(MemberId, Minutes),
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Held {
    Account(MemberId),
    Budget(BranchId),
}

#[derive(Debug, Clone, Default)]
struct Model {
    balances: BTreeMap<MemberId, u128>,
    escrow: u128,
    holds: BTreeMap<u64, (Held, Minutes)>,
    branches: BTreeMap<BranchId, BranchSupplyResponse>,
    granted: BTreeSet<(MemberId, &'static str)>,
    allowances: BTreeMap<(MemberId, MemberId), u128>,
    minted_service: u128,
    minted_grant: u128,
    burned: u128,
}

type Outcome = Result<(), Code>;

fn check(good: bool, code: Code) -> Outcome {
    good.then_some(()).ok_or(code)
}

fn member_of(account_text: &str) -> Option<MemberId> {
    PLAYERS.into_iter().find(|member| account(*member).as_str() == account_text)
}

impl Model {
    fn balance(&mut self, member: MemberId) -> &mut u128 {
        self.balances.entry(member).or_default()
    }

    fn branch(&mut self, branch: BranchId) -> &mut BranchSupplyResponse {
        self.branches.entry(branch).or_default()
    }

    fn free(&mut self, branch: BranchId) -> u32 {
        let branch = self.branch(branch);
        branch.budget - branch.charged
    }

    fn take(&mut self, activity: u64, minutes: Minutes) -> Result<Held, Code> {
        let (held, rest) = self.holds.get(&activity).copied().ok_or(Code::HoldMissing)?;
        check(minutes <= rest, Code::HoldExceeded)?;
        if minutes == rest {
            self.holds.remove(&activity);
        } else {
            self.holds.insert(activity, (held, rest - minutes));
        }
        Ok(held)
    }

    fn movement(&mut self, movement: &Movement) -> Outcome {
        match movement {
            Movement::Hold { activity, payer, minutes } => {
                check(*minutes > 0, Code::ZeroAmount)?;
                let payer = member_of(payer).unwrap();
                self.debit(payer, u128::from(*minutes))?;
                check(!self.holds.contains_key(activity), Code::HoldExists)?;
                self.escrow += u128::from(*minutes);
                self.holds.insert(*activity, (Held::Account(payer), *minutes));
            }
            Movement::Reserve { activity, branch, minutes } => {
                check(*minutes > 0, Code::ZeroAmount)?;
                check(*minutes <= self.free(*branch), Code::BudgetExceeded)?;
                check(!self.holds.contains_key(activity), Code::HoldExists)?;
                self.branch(*branch).reserved += minutes;
                self.branch(*branch).charged += minutes;
                self.holds.insert(*activity, (Held::Budget(*branch), *minutes));
            }
            Movement::Settle { activity, participant, to, minutes } => {
                check(*minutes > 0, Code::ZeroAmount)?;
                check(member_of(to) == Some(*participant), Code::RecipientUnregistered)?;
                let held = self.take(*activity, *minutes)?;
                check(matches!(held, Held::Account(_)), Code::HoldKind)?;
                self.escrow -= u128::from(*minutes);
                *self.balance(*participant) += u128::from(*minutes);
            }
            Movement::Refund { activity, minutes } => {
                check(*minutes > 0, Code::ZeroAmount)?;
                let Held::Account(payer) = self.take(*activity, *minutes)? else {
                    return Err(Code::HoldKind);
                };
                self.escrow -= u128::from(*minutes);
                *self.balance(payer) += u128::from(*minutes);
            }
            Movement::MintService { activity, participant, to, minutes } => {
                check(*minutes > 0, Code::ZeroAmount)?;
                check(member_of(to) == Some(*participant), Code::RecipientUnregistered)?;
                let Held::Budget(branch) = self.take(*activity, *minutes)? else {
                    return Err(Code::HoldKind);
                };
                let supply = self.branch(branch);
                supply.reserved -= minutes;
                supply.minted_service += minutes;
                self.minted_service += u128::from(*minutes);
                *self.balance(*participant) += u128::from(*minutes);
            }
            Movement::Unreserve { activity, minutes } => {
                check(*minutes > 0, Code::ZeroAmount)?;
                let Held::Budget(branch) = self.take(*activity, *minutes)? else {
                    return Err(Code::HoldKind);
                };
                self.branch(branch).reserved -= minutes;
                self.branch(branch).charged -= minutes;
            }
            Movement::HoldFund { .. } | Movement::Reverse { .. } => unreachable!("not in this walk"),
        }
        Ok(())
    }

    fn grant(&mut self, member: MemberId, rule: &'static str) -> Outcome {
        check(member != STRANGER, Code::OtherBranch)?;
        let minutes = match rule {
            "elder-80" => {
                check(member == ELDER, Code::GrantNotEligible)?;
                ELDER_GRANT.1
            }
            "welcome" => WELCOME_GRANT.1,
            _ => return Err(Code::GrantRuleUnknown),
        };
        check(!self.granted.contains(&(member, rule)), Code::GrantTaken)?;
        check(minutes <= self.free(1), Code::BudgetExceeded)?;
        self.granted.insert((member, rule));
        self.branch(1).minted_grant += minutes;
        self.branch(1).charged += minutes;
        self.minted_grant += u128::from(minutes);
        *self.balance(member) += u128::from(minutes);
        Ok(())
    }

    fn budget(&mut self, branch: BranchId, minutes: Minutes) -> Outcome {
        let supply = self.branch(branch);
        check(supply.charged <= minutes, Code::BudgetExceeded)?;
        supply.budget = minutes;
        Ok(())
    }

    fn debit(&mut self, member: MemberId, amount: u128) -> Outcome {
        let balance = self.balance(member);
        check(amount <= *balance, Code::InsufficientTime)?;
        *balance -= amount;
        Ok(())
    }

    fn burn(&mut self, member: MemberId, amount: Minutes) {
        self.burned += u128::from(amount);
        self.branch(if member == STRANGER { 2 } else { 1 }).burned += amount;
    }

    fn debit_allowed(&mut self, owner: MemberId, spender: MemberId, amount: u128) -> Outcome {
        let allowance = self.allowances.get(&(owner, spender)).copied().ok_or(Code::AllowanceExceeded)?;
        check(amount <= allowance, Code::AllowanceExceeded)?;
        self.allowances.insert((owner, spender), allowance - amount);
        self.debit(owner, amount)
    }

    fn holder(&mut self, member: MemberId, deed: &Holder) -> Outcome {
        match deed {
            Holder::Pay { to, amount, .. } => {
                check(*amount > 0, Code::ZeroAmount)?;
                self.debit(member, u128::from(*amount))?;
                let to = to.ok_or(Code::RecipientUnregistered)?;
                *self.balance(to) += u128::from(*amount);
            }
            Holder::PayFrom { owner, to, amount, .. } => {
                check(*amount > 0, Code::ZeroAmount)?;
                self.debit_allowed(*owner, member, u128::from(*amount))?;
                let to = to.ok_or(Code::RecipientUnregistered)?;
                *self.balance(to) += u128::from(*amount);
            }
            Holder::Burn(amount) => {
                check(*amount > 0, Code::ZeroAmount)?;
                self.debit(member, u128::from(*amount))?;
                self.burn(member, *amount);
            }
            Holder::BurnFrom(owner, amount) => {
                check(*amount > 0, Code::ZeroAmount)?;
                self.debit_allowed(*owner, member, u128::from(*amount))?;
                self.burn(*owner, *amount);
            }
            Holder::Allow(spender, amount) => {
                check(*spender != member, Code::AllowanceOwn)?;
                *self.allowances.entry((member, *spender)).or_default() += u128::from(*amount);
            }
            Holder::Disallow(spender, amount) => {
                check(*spender != member, Code::AllowanceOwn)?;
                let key = (member, *spender);
                let allowance = self.allowances.get_mut(&key).ok_or(Code::AllowanceExceeded)?;
                if u128::from(*amount) < *allowance {
                    *allowance -= u128::from(*amount);
                } else {
                    self.allowances.remove(&key);
                }
            }
        }
        Ok(())
    }

    /// What comes of a step; a refused one changes nothing.
    fn step(&mut self, step: &Step) -> Outcome {
        let mut next = self.clone();
        match step {
            Step::Move(movements) => movements.iter().try_for_each(|m| next.movement(m))?,
            Step::Grant(member, rule) => next.grant(*member, rule)?,
            Step::Budget(branch, minutes) => next.budget(*branch, *minutes)?,
            Step::Holder(member, _, deed) => next.holder(*member, deed)?,
        }
        *self = next;
        Ok(())
    }

    /// What must always hold, first within the model, then between model and contract.
    fn compare(&self, token: &Token) {
        let supply = self.minted_service + self.minted_grant - self.burned;
        assert_eq!(self.balances.values().sum::<u128>() + self.escrow, supply);

        let mut sum = token.escrow();
        for member in PLAYERS {
            let balance = token.balance(&account(member));
            assert_eq!(balance, self.balances.get(&member).copied().unwrap_or_default());
            sum += balance;
        }
        assert_eq!(sum, supply, "balances = minted − burned");
        assert_eq!(
            token.supply(),
            SupplyResponse {
                supply: Uint128::new(supply),
                minted_service: Uint128::new(self.minted_service),
                minted_grant: Uint128::new(self.minted_grant),
                burned: Uint128::new(self.burned),
                growth: self.branches.values().map(|branch| u128::from(branch.charged)).sum::<u128>().into(),
                escrow: Uint128::new(self.escrow),
                ..SupplyResponse::default()
            }
        );

        let (mut held, mut reserved) = (0, BTreeMap::<BranchId, u32>::new());
        for activity in 0..ACTIVITIES {
            let expected = self.holds.get(&activity).map(|(source, minutes)| match source {
                Held::Account(payer) => {
                    HoldInfo::Account { payer: account(*payer).into(), minutes: *minutes }
                }
                Held::Budget(branch) => HoldInfo::Budget { branch: *branch, minutes: *minutes },
            });
            let found = token.hold(activity);
            assert_eq!(found, expected);
            match found {
                Some(HoldInfo::Account { minutes, .. }) => held += u128::from(minutes),
                Some(HoldInfo::Budget { branch, minutes }) => *reserved.entry(branch).or_default() += minutes,
                Some(HoldInfo::Fund { .. }) | None => {}
            }
        }
        assert_eq!(token.escrow(), held, "the registry's balance = its open holds");

        let mut minted = 0;
        for branch in BRANCHES {
            let found = token.branch(branch);
            assert_eq!(found, self.branches.get(&branch).cloned().unwrap_or_default());
            assert_eq!(found.reserved, reserved.get(&branch).copied().unwrap_or_default());
            assert!(found.charged <= found.budget, "within the budget");
            minted += u128::from(found.minted_service + found.minted_grant);
        }
        assert_eq!(minted, self.minted_service + self.minted_grant);
    }
}

fn carry_out(token: &mut Token, step: &Step) -> Outcome {
    let result = match step {
        Step::Move(movements) => token.moves(movements.clone()),
        Step::Grant(member, rule) => token.grant(*member, rule),
        Step::Budget(branch, minutes) => token.set_budget(*branch, *minutes),
        Step::Holder(member, relayed, deed) => {
            let msg = message(deed);
            if *relayed {
                token.relayed(&actor(*member, Scope::Owner), &msg)
            } else {
                token.direct(&account(*member), msg)
            }
        }
    };
    result.map(|_| ()).map_err(|error| error.code())
}

fn message(deed: &Holder) -> ExecuteMsg {
    let text = |member: &MemberId| account(*member).to_string();
    let recipient = |to: &Option<MemberId>| to.map_or(addr("activity-registry"), account).to_string();
    let amount = |minutes: &Minutes| Uint128::from(*minutes);
    match deed {
        Holder::Pay { to, send: false, amount: a } => {
            ExecuteMsg::Transfer { recipient: recipient(to), amount: amount(a) }
        }
        Holder::Pay { to, send: true, amount: a } => {
            ExecuteMsg::Send { contract: recipient(to), amount: amount(a), msg: Binary::default() }
        }
        Holder::PayFrom { owner, to, send: false, amount: a } => {
            ExecuteMsg::TransferFrom { owner: text(owner), recipient: recipient(to), amount: amount(a) }
        }
        Holder::PayFrom { owner, to, send: true, amount: a } => ExecuteMsg::SendFrom {
            owner: text(owner),
            contract: recipient(to),
            amount: amount(a),
            msg: Binary::default(),
        },
        Holder::Burn(a) => ExecuteMsg::Burn { amount: amount(a) },
        Holder::BurnFrom(owner, a) => ExecuteMsg::BurnFrom { owner: text(owner), amount: amount(a) },
        Holder::Allow(spender, a) => {
            ExecuteMsg::IncreaseAllowance { spender: text(spender), amount: amount(a), expires: None }
        }
        Holder::Disallow(spender, a) => {
            ExecuteMsg::DecreaseAllowance { spender: text(spender), amount: amount(a), expires: None }
        }
    }
}

fn player() -> impl Strategy<Value = MemberId> {
    prop::sample::select(PLAYERS.to_vec())
}

fn recipient() -> impl Strategy<Value = Option<MemberId>> {
    prop::option::weighted(0.9, player())
}

fn minutes() -> impl Strategy<Value = Minutes> {
    prop_oneof![1 => Just(0), 20 => 1..=40u32, 2 => 1..=700u32]
}

fn movement() -> impl Strategy<Value = Movement> {
    (0..6, 0..ACTIVITIES, player(), recipient(), minutes(), 1..=2u32).prop_map(
        |(kind, activity, member, to, minutes, branch)| {
            let paid = to.map_or(addr("nobody"), |_| account(member)).to_string();
            match kind {
                0 => Movement::Hold { activity, payer: account(member).into(), minutes },
                1 => Movement::Settle { activity, participant: member, to: paid, minutes },
                2 => Movement::Refund { activity, minutes },
                3 => Movement::Reserve { activity, branch, minutes },
                4 => Movement::MintService { activity, participant: member, to: paid, minutes },
                _ => Movement::Unreserve { activity, minutes },
            }
        },
    )
}

fn deed() -> impl Strategy<Value = Holder> {
    prop_oneof![
        3 => (recipient(), any::<bool>(), minutes()).prop_map(|(to, send, amount)| Holder::Pay { to, send, amount }),
        3 => (player(), recipient(), any::<bool>(), minutes())
            .prop_map(|(owner, to, send, amount)| Holder::PayFrom { owner, to, send, amount }),
        1 => minutes().prop_map(Holder::Burn),
        1 => (player(), minutes()).prop_map(|(owner, amount)| Holder::BurnFrom(owner, amount)),
        2 => (player(), minutes()).prop_map(|(spender, amount)| Holder::Allow(spender, amount)),
        1 => (player(), minutes()).prop_map(|(spender, amount)| Holder::Disallow(spender, amount)),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let rules = vec![ELDER_GRANT.0, WELCOME_GRANT.0, "unknown"];
    prop_oneof![
        12 => movement().prop_map(|movement| Step::Move(vec![movement])),
        4 => prop::collection::vec(movement(), 2..=4).prop_map(Step::Move),
        2 => (player(), prop::sample::select(rules)).prop_map(|(member, rule)| Step::Grant(member, rule)),
        2 => (1..=2u32, 0..=3_000u32).prop_map(|(branch, minutes)| Step::Budget(branch, minutes)),
        10 => (player(), any::<bool>(), deed()).prop_map(|(member, relayed, deed)| Step::Holder(member, relayed, deed)),
    ]
}

proptest! {
    // 12,000 steps at least.
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]
    #[test]
    fn time_is_conserved_on_every_path(steps in prop::collection::vec(step(), 300..=320)) {
        let mut token = Token::with_budget(2_000);
        let mut model = Model::default();
        for branch in BRANCHES {
            model.branch(branch).budget = 2_000;
        }
        for step in &steps {
            let expected = model.step(step);
            let found = carry_out(&mut token, step);
            prop_assert_eq!(found, expected, "{:?}", step);
            model.compare(&token);
        }
    }
}
