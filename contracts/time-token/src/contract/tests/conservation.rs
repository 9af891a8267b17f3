//! A random walk over every path on which TIME moves, under changing packs, statuses and times: whatever is accepted or refused,
//! no minute is lost or doubled.

use crate::state;
use crate::testing::{
    account, actor, addr, Token, ADMINISTRATOR, ELDER, GROUP, MEMBERS, OTHER, STRANGER, VOLUNTEER,
};
use cosmwasm_std::{Api, Binary, Response, Uint128};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use std::collections::BTreeMap;
use timebank_api::record::{MemberStatus, TransferRules};
use timebank_api::rulebook::{Gift, Inheritance, Overflow};
use timebank_api::time_token::{
    Action, ExecuteMsg, HoldInfo, KinOpening, Limits, Movement, MovementKind, PositionsResponse, QueryMsg,
};
use timebank_api::{BranchId, Code, Event, MemberId, Minutes, Scope};
use timebank_intent::kin_commitment;
use timebank_std::Result;

const PLAYERS: [MemberId; 5] = [ELDER, VOLUNTEER, STRANGER, GROUP, OTHER];
const ACTIVITIES: u64 = 4;
const DAY: u64 = 86_400;

#[derive(Debug, Clone)]
enum Step {
    Move(Vec<Movement>),
    Owner(MemberId, bool, ExecuteMsg),
    /// Proposed and approved.
    Agreed(Action),
    Grant(MemberId),
    Council(ExecuteMsg),
    Anybody(ExecuteMsg),
    Rules(BranchId, TransferRules),
    Status(MemberId, MemberStatus),
    /// To the other of the two branches, as the member-registry does it.
    Moves(MemberId),
    Dies(MemberId, Option<MemberId>),
    Recovered(MemberId),
    Wait(u64),
}

fn carry_out(token: &mut Token, step: &Step) -> Option<Result<Response>> {
    Some(match step {
        Step::Move(movements) => token.moves(movements.clone()),
        Step::Owner(member, true, msg) => token.owner(*member, msg),
        Step::Owner(member, false, msg) => token.direct(&account(*member), msg.clone()),
        Step::Agreed(action) => token.agreed(action.clone()),
        Step::Grant(member) => {
            let msg = ExecuteMsg::Grant { member: *member, rule: "monthly".into() };
            token.relayed(&actor(ADMINISTRATOR, Scope::Office), &msg)
        }
        Step::Council(msg) => token.council(msg.clone()),
        Step::Anybody(msg) => token.direct(&addr("anybody"), msg.clone()),
        Step::Rules(branch, rules) => {
            *token.world().rules(*branch) = *rules;
            return None;
        }
        Step::Status(member, status) => {
            token.world().member(*member).status = *status;
            return None;
        }
        Step::Moves(member) => {
            let from = token.world().member(*member).branch;
            let to = 3 - from;
            token.world().member(*member).branch = to;
            let msg = ExecuteMsg::MemberMoved { account: account(*member).into(), from, to };
            Ok(token.direct(&addr("member-registry"), msg).unwrap())
        }
        Step::Dies(member, heir) => {
            let before = token.world().member(*member).status;
            token.world().member(*member).status = MemberStatus::Deceased;
            let branch = token.world().member(*member).branch;
            let heir = heir.map(|heir| account(heir).to_string());
            let msg = ExecuteMsg::Inherit { account: account(*member).into(), branch, heir };
            let response = token.direct(&addr("member-registry"), msg).unwrap();
            // So that the walk goes on with all its players.
            token.world().member(*member).status = before;
            Ok(response)
        }
        Step::Recovered(member) => {
            let until = token.env.block.time.seconds() + DAY;
            let msg = ExecuteMsg::Cap { account: account(*member).into(), until, daily: 100 };
            token.direct(&addr("proxy"), msg)
        }
        Step::Wait(seconds) => {
            token.wait(*seconds);
            return None;
        }
    })
}

/// What must always hold, seen through queries and the records.
fn check(token: &Token) {
    let storage = &token.deps.storage;
    let supply = token.supply();
    let minted = supply.minted_service + supply.minted_grant + supply.minted_opening;
    assert_eq!(supply.supply, minted - supply.burned);
    let balances: BTreeMap<_, _> = state::accounts(storage, None)
        .map(|account| {
            let kept = state::account(storage, &cosmwasm_std::Addr::unchecked(account.as_str())).unwrap();
            (account, kept)
        })
        .collect();
    let sum = balances.values().map(|kept| u128::from(kept.balance)).sum::<u128>();
    assert_eq!(sum, supply.supply.u128(), "Σ balances = minted − burned");
    for kept in balances.values() {
        let dated: u64 = kept.buckets.iter().map(|(_, minutes)| u64::from(minutes)).sum();
        assert!(dated <= kept.balance, "buckets are part of the balance");
        assert!(kept.liens.iter().all(|lien| lien.minutes > 0));
    }
    let mut counted = BTreeMap::<String, u64>::new();
    for hold in (0..=ACTIVITIES).filter_map(|activity| state::hold(storage, activity).unwrap()) {
        if let state::Source::Account { payer, counted: true, .. } = hold.source {
            let payer = token.deps.api.addr_humanize(&payer).unwrap();
            *counted.entry(payer.into()).or_default() += u64::from(hold.minutes);
        }
    }
    let held = balances.iter().filter(|(_, kept)| kept.held > 0).map(|(of, kept)| (of.clone(), kept.held));
    assert_eq!(counted, held.collect(), "what is held of an account");
    let mut held = Uint128::zero();
    let mut reserved = BTreeMap::<BranchId, Minutes>::new();
    for activity in 0..=ACTIVITIES {
        match token.hold(activity) {
            Some(HoldInfo::Account { minutes, .. } | HoldInfo::Fund { minutes, .. }) => {
                held += Uint128::from(minutes)
            }
            Some(HoldInfo::Budget { branch, minutes }) => *reserved.entry(branch).or_default() += minutes,
            None => {}
        }
    }
    assert_eq!(supply.escrow, held, "the registry's balance = its open holds");
    let gifts = state::gifts(storage, None, usize::MAX).unwrap();
    let offered: u64 = gifts.iter().map(|(_, gift)| gift.parcel.minutes).sum();
    assert_eq!(supply.offered, Uint128::from(offered), "the token's balance = what it keeps");

    let positions: PositionsResponse = token.query(QueryMsg::Positions { start_after: None, limit: None });
    assert!(positions.positions.iter().all(|found| (found.low, found.high) == (1, 2)));
    let mut outstanding = 0;
    let mut causes = [Uint128::zero(); 4];
    for branch in [1, 2] {
        let found = token.branch(branch);
        assert!(found.charged <= found.budget && found.minted_opening <= found.opening_budget);
        assert_eq!(found.reserved, reserved.get(&branch).copied().unwrap_or_default());
        let sums = [found.minted_service, found.minted_grant, found.minted_opening, found.burned];
        for (all, part) in causes.iter_mut().zip(sums) {
            *all += Uint128::from(part);
        }
        outstanding += token.guarantee(branch).outstanding;
    }
    let expected = [supply.minted_service, supply.minted_grant, supply.minted_opening, supply.burned];
    assert_eq!(causes, expected, "the branches' causes are the federation's");
    assert_eq!(outstanding, i64::try_from(supply.supply.u128()).unwrap(), "positions sum to nothing");
    assert!(supply.growth_limit.is_none_or(|limit| supply.growth.u128() <= u128::from(limit)));
    // A branch's part is what its members and its fund have, with what is held and offered of it.
    let of_branch = |branch: BranchId| -> i64 {
        let members = MEMBERS.into_iter().filter(|member| token.world().member(*member).branch == branch);
        let members: u128 = members.map(|member| token.of(member)).sum();
        let kept =
            gifts.iter().filter(|(_, gift)| gift.branch == branch).map(|(_, gift)| gift.parcel.minutes);
        let held: u64 = (0..=ACTIVITIES)
            .filter_map(|activity| state::hold(storage, activity).unwrap())
            .filter_map(|hold| match hold.source {
                state::Source::Account { branch: of, .. } | state::Source::Fund(of) => {
                    (of == branch).then_some(u64::from(hold.minutes))
                }
                state::Source::Budget { .. } => None,
            })
            .sum();
        let fund = token.balance(&token.fund(branch));
        i64::try_from(members + fund + u128::from(kept.sum::<u64>() + held)).unwrap()
    };
    for branch in [1, 2] {
        assert_eq!(token.guarantee(branch).outstanding, of_branch(branch));
    }
}

/// Every change of a balance is in the events, numbered without a gap.
fn check_told(counts: &mut BTreeMap<String, u64>, changes: &mut BTreeMap<String, i128>, response: &Response) {
    for event in &response.events {
        let Some(Event::TimeMoved { from, to, minutes, from_count, to_count, .. }) =
            Event::read(&event.ty, &event.attributes[0].value)
        else {
            continue;
        };
        let minutes = i128::try_from(minutes.u128()).unwrap();
        for (account, count, minutes) in [(from, from_count, -minutes), (to, to_count, minutes)] {
            let Some(account) = account else {
                assert_eq!(count, None);
                continue;
            };
            *changes.entry(account.clone()).or_default() += minutes;
            if let Some(count) = count {
                let last = counts.entry(account).or_default();
                assert_eq!(count, *last + 1);
                *last = count;
            }
        }
    }
}

fn player() -> impl Strategy<Value = MemberId> {
    prop::sample::select(PLAYERS.to_vec())
}

fn minutes() -> impl Strategy<Value = Minutes> {
    prop_oneof![1 => Just(0), 20 => 1..=60u32, 3 => 61..=400u32, 1 => Just(u32::MAX)]
}

fn movement() -> impl Strategy<Value = Movement> {
    (0..8, 0..ACTIVITIES, player(), player(), any::<bool>(), minutes(), 1..=2u32).prop_map(
        |(kind, activity, member, payer, known, minutes, branch)| {
            let paid = account(member).to_string();
            match kind {
                0 => Movement::Hold { activity, payer: paid, minutes },
                1 => Movement::Settle { activity, participant: member, to: paid, minutes },
                2 => Movement::Refund { activity, minutes },
                3 => Movement::Reserve { activity, branch, minutes },
                4 => Movement::MintService { activity, participant: member, to: paid, minutes },
                5 => Movement::Unreserve { activity, minutes },
                6 => Movement::HoldFund { activity, branch, minutes },
                _ => Movement::Reverse {
                    activity: u64::from(minutes % 12) + 1,
                    participant: member,
                    from: paid,
                    to: known.then(|| account(payer).into()),
                    minutes,
                },
            }
        },
    )
}

fn owner() -> impl Strategy<Value = ExecuteMsg> {
    let amount = || minutes().prop_map(Uint128::from);
    prop_oneof![
        (player(), amount())
            .prop_map(|(to, amount)| ExecuteMsg::Transfer { recipient: account(to).into(), amount }),
        (player(), amount()).prop_map(|(to, amount)| ExecuteMsg::Send {
            contract: account(to).into(),
            amount,
            msg: Binary::default(),
        }),
        (player(), player(), amount()).prop_map(|(owner, to, amount)| ExecuteMsg::TransferFrom {
            owner: account(owner).into(),
            recipient: account(to).into(),
            amount,
        }),
        (player(), amount()).prop_map(|(spender, amount)| ExecuteMsg::IncreaseAllowance {
            spender: account(spender).into(),
            amount,
            expires: None,
        }),
        amount().prop_map(|amount| ExecuteMsg::Burn { amount }),
        minutes().prop_map(|minutes| ExecuteMsg::Donate { minutes }),
        (player(), minutes(), prop::option::of(1..=2u8)).prop_map(|(to, minutes, degree)| ExecuteMsg::Gift {
            to,
            minutes,
            kin: degree.map(|degree| KinOpening { degree, salt: Binary::from([9; 16]) }),
        }),
        (1..=3u64).prop_map(|gift| ExecuteMsg::AcceptGift { gift }),
        (1..=3u64).prop_map(|gift| ExecuteMsg::DeclineGift { gift }),
        (prop::option::of(minutes()), 0..2 * DAY).prop_map(|(daily, new_recipient_delay)| {
            ExecuteMsg::SetLimits { limits: Limits { daily, new_recipient_delay } }
        }),
    ]
}

fn rules() -> impl Strategy<Value = TransferRules> {
    let some = || prop::option::weighted(0.3, 50..=500u32);
    let gift =
        prop::sample::select(vec![Gift::None, Gift::Lineal, Gift::Kin, Gift::Any, Gift::Any, Gift::Any]);
    let inheritance =
        prop::sample::select(vec![Inheritance::Beneficiary, Inheritance::Fund, Inheritance::Expire]);
    let flags = (any::<bool>(), any::<bool>(), any::<bool>());
    let expiry = prop::option::of(1..=60u16);
    (gift, inheritance, flags, some(), some(), prop::option::weighted(0.1, 1..=50u32), expiry).prop_map(
        |(gift, inheritance, flags, gift_annual_cap, balance_cap, min_to_redeem, expiry_months)| {
            TransferRules {
                gift,
                gift_acceptance: flags.0,
                donation: true,
                groups_donate_only: flags.1,
                unregistered: false,
                overflow: if flags.2 { Overflow::Fund } else { Overflow::Reject },
                inheritance,
                gift_annual_cap,
                balance_cap,
                min_to_redeem,
                expiry_months,
            }
        },
    )
}

fn step() -> impl Strategy<Value = Step> {
    let evidence = || vec![7; 32].into();
    let status = prop::sample::select(vec![
        MemberStatus::Active,
        MemberStatus::Active,
        MemberStatus::Active,
        MemberStatus::Active,
        MemberStatus::Active,
        MemberStatus::Frozen,
        MemberStatus::Suspended,
        MemberStatus::Deceased,
    ]);
    prop_oneof![
        20 => movement().prop_map(|movement| Step::Move(vec![movement])),
        6 => prop::collection::vec(movement(), 2..=4).prop_map(Step::Move),
        30 => (player(), any::<bool>(), owner()).prop_map(|(member, relayed, msg)| Step::Owner(member, relayed, msg)),
        2 => (player(), minutes()).prop_map(move |(member, minutes)| {
            Step::Agreed(Action::Opening { member, minutes, evidence: evidence() })
        }),
        2 => player().prop_map(|member| {
            Step::Agreed(Action::ReverseOpening { member, evidence: vec![7; 32].into() })
        }),
        6 => (player(), 0..=12u64)
            .prop_map(|(member, activity)| Step::Agreed(Action::TopUp { member, activity })),
        2 => player().prop_map(Step::Grant),
        1 => (1..=2u32, 0..=3_000u32)
            .prop_map(|(branch, minutes)| Step::Council(ExecuteMsg::SetBudget { branch, minutes })),
        1 => (1..=2u32, 0..=1_000u32)
            .prop_map(|(branch, minutes)| Step::Council(ExecuteMsg::SetOpeningBudget { branch, minutes })),
        1 => prop::option::of(500..=5_000u32)
            .prop_map(|minutes| Step::Council(ExecuteMsg::SetGrowthLimit { minutes })),
        1 => prop::option::of(1..=300u32)
            .prop_map(|minutes| Step::Council(ExecuteMsg::SetPositionLimit { a: 1, b: 2, minutes })),
        2 => prop::collection::vec(player(), 0..=5).prop_map(|members| {
            let accounts = members.into_iter().map(|member| account(member).into()).collect();
            Step::Anybody(ExecuteMsg::Sweep { accounts })
        }),
        1 => (1..=2u32, rules()).prop_map(|(branch, rules)| Step::Rules(branch, rules)),
        2 => (player(), status).prop_map(|(member, status)| Step::Status(member, status)),
        1 => player().prop_map(Step::Moves),
        1 => (player(), prop::option::of(player())).prop_map(|(member, heir)| Step::Dies(member, heir)),
        1 => player().prop_map(Step::Recovered),
        2 => prop_oneof![0..2 * DAY, 20 * DAY..100 * DAY].prop_map(Step::Wait),
    ]
}

fn token() -> Token {
    let mut token = Token::with_budget(6_000);
    token.world().rules(2).gift_acceptance = true;
    for member in PLAYERS {
        token.earn(member, 400);
        token.owner(member, &ExecuteMsg::Donate { minutes: 50 }).unwrap();
    }
    token.council(ExecuteMsg::SetOpeningBudget { branch: 1, minutes: 1_000 }).unwrap();
    for (i, a) in PLAYERS.into_iter().enumerate() {
        for b in PLAYERS.into_iter().skip(i + 1) {
            let degree = if (a + b) % 2 == 0 { 1 } else { 2 };
            token.world().kin.insert(kin_commitment(a, b, degree, &[9; 16]), [a.min(b), a.max(b)]);
        }
    }
    token
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]
    #[test]
    fn no_minute_is_lost_or_doubled_on_any_path(steps in prop::collection::vec(step(), 200..=210)) {
        let mut token = token();
        let (mut counts, mut changes) = (BTreeMap::new(), BTreeMap::new());
        for account in PLAYERS.map(account).into_iter().chain([1, 2].map(|branch| token.fund(branch))) {
            let kept = state::account(&token.deps.storage, &account).unwrap();
            counts.insert(account.to_string(), kept.count);
            changes.insert(account.to_string(), i128::try_from(token.balance(&account)).unwrap());
        }
        for step in &steps {
            match carry_out(&mut token, step) {
                Some(Ok(response)) => check_told(&mut counts, &mut changes, &response),
                Some(Err(error)) => {
                    let broken = [Code::Internal, Code::StateInvalid, Code::NotWired];
                    prop_assert!(!broken.contains(&error.code()), "{:?}: {}", step, error);
                }
                None => {}
            }
            check(&token);
        }
        for (account, change) in changes {
            let balance = token.balance(&cosmwasm_std::Addr::unchecked(account));
            prop_assert_eq!(i128::try_from(balance).unwrap(), change, "the events give the balance");
        }
    }
}

#[test]
fn the_walk_reaches_every_kind_of_movement() {
    let mut reached = BTreeMap::<MovementKind, u32>::new();
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let strategy = step();
    for _ in 0..20 {
        let mut token = token();
        for _ in 0..250 {
            let step = strategy.new_tree(&mut runner).unwrap().current();
            if let Some(Ok(response)) = carry_out(&mut token, &step) {
                for (kind, ..) in crate::testing::moved(&response) {
                    *reached.entry(kind).or_default() += 1;
                }
            }
        }
    }
    let all = [
        MovementKind::Hold,
        MovementKind::Settle,
        MovementKind::Refund,
        MovementKind::MintService,
        MovementKind::MintGrant,
        MovementKind::Transfer,
        MovementKind::Burn,
        MovementKind::MintOpening,
        MovementKind::FundHold,
        MovementKind::Gift,
        MovementKind::GiftOffered,
        MovementKind::GiftReturned,
        MovementKind::Donate,
        MovementKind::Inherit,
        MovementKind::Overflow,
        MovementKind::Expire,
        MovementKind::Reversal,
        MovementKind::TopUp,
    ];
    for kind in all {
        assert!(reached.contains_key(&kind), "{kind:?} was never reached: {reached:?}");
    }
}
