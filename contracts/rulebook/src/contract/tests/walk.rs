//! A random walk over the four steps beside a plain model: what was adopted never changes, nothing is adopted without two
//! persons and the promised time for comments, and the published rules say what the packs say.

use super::*;
use cosmwasm_std::HexBinary;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use std::cell::Cell;
use timebank_api::rulebook::{DraftResponse, DraftState};

const HOUR: u64 = 3_600;

#[derive(Debug, Clone)]
enum Step {
    Draft {
        by: u64,
    },
    Revise {
        by: u64,
        draft: u64,
    },
    Publish {
        by: u64,
        draft: u64,
        hours: u64,
    },
    Comment {
        by: u64,
        draft: u64,
        support: bool,
    },
    Agree {
        by: u64,
        draft: u64,
        hours: u64,
    },
    Withdraw {
        by: u64,
        draft: u64,
    },
    Council {
        branch: u32,
        hours: u64,
    },
    Pass {
        hours: u64,
    },
    /// Whoever holds the office loses it, and the other way round.
    Appoint {
        member: u64,
    },
}

fn step() -> impl Strategy<Value = Step> {
    let (by, draft) = (1u64..=5, 1u64..=2);
    let both = || (by.clone(), draft.clone());
    prop_oneof![
        1 => by.clone().prop_map(|by| Step::Draft { by }),
        2 => both().prop_map(|(by, draft)| Step::Revise { by, draft }),
        6 => (both(), 0u64..3).prop_map(|((by, draft), hours)| Step::Publish { by, draft, hours }),
        4 => (1u64..=9, draft.clone(), any::<bool>())
            .prop_map(|(by, draft, support)| Step::Comment { by, draft, support }),
        24 => (both(), 1u64..3).prop_map(|((by, draft), hours)| Step::Agree { by, draft, hours }),
        1 => both().prop_map(|(by, draft)| Step::Withdraw { by, draft }),
        1 => (1u32..=2, 0u64..5).prop_map(|(branch, hours)| Step::Council { branch, hours }),
        5 => (1u64..4).prop_map(|hours| Step::Pass { hours }),
        1 => by.prop_map(|member| Step::Appoint { member }),
    ]
}

/// Members 1 to 4 administer branch 1, the fifth branch 2.
fn branch_of(member: u64) -> u32 {
    if member <= 4 {
        1
    } else {
        2
    }
}

fn all_packs(deps: &TestDeps) -> Vec<PackResponse> {
    let page = |branch| -> PacksResponse {
        let msg = QueryMsg::Packs { branch, start_after: None, limit: Some(30) };
        from_json(query(deps.as_ref(), env_at(1), msg).unwrap()).unwrap()
    };
    [1, 2].into_iter().flat_map(|branch| page(branch).packs).collect()
}

fn may_draft(deps: &TestDeps, id: u64) -> Option<DraftResponse> {
    query(deps.as_ref(), env_at(1), QueryMsg::Draft { id }).ok().map(|json| from_json(json).unwrap())
}

fn snapshot(deps: &TestDeps) -> Vec<(Vec<u8>, Vec<u8>)> {
    deps.storage.range(None, None, cosmwasm_std::Order::Ascending).collect()
}

#[test]
fn adopted_packs_never_change_and_two_persons_stand_behind_each() {
    let config = ProptestConfig { cases: 30, failure_persistence: None, ..ProptestConfig::default() };
    let adopted = Cell::new(0);
    let walk = TestRunner::new(config).run(&proptest::collection::vec(step(), 1..120), |steps| {
        let mut deps = setup();
        let registry = with_registry(&mut deps);
        let mut roles: BTreeMap<u64, Actor> =
            (1..=5).map(|id| (id, administrator(id, branch_of(id)))).collect();
        for actor in roles.values() {
            registry.borrow_mut().insert(actor.id, record(actor));
        }
        let bounds = Bounds { feedback: HOUR, notice: HOUR, ..Bounds::default() };
        let council = message_info(&addr("council"), &[]);
        execute(deps.as_mut(), env_at(1), council.clone(), ExecuteMsg::SetBounds { bounds }).unwrap();
        let mut now = 1_000_000;
        for by in [1, 2] {
            let msg = ExecuteMsg::Draft { pack: pack("first"), analysis: HexBinary::from([1; 32]) };
            relay(&mut deps, now, &roles[&by], &msg).unwrap();
        }
        // Who last agreed to what, as the events say.
        let mut agreed: BTreeMap<u64, (u64, u32, u64)> = BTreeMap::new();
        for (serial, step) in steps.into_iter().enumerate() {
            let before = all_packs(&deps);
            let drafts: BTreeMap<u64, DraftResponse> =
                (1..=4).filter_map(|id| Some((id, may_draft(&deps, id)?))).collect();
            let revision = |draft| drafts.get(draft).map_or(1, |draft: &DraftResponse| draft.revision);
            let named = pack(&format!("pack {serial}"));
            let analysis = HexBinary::from([1; 32]);
            let (by, msg) = match &step {
                Step::Draft { by } => (*by, ExecuteMsg::Draft { pack: named, analysis }),
                Step::Revise { by, draft } => (
                    *by,
                    ExecuteMsg::Revise { draft: *draft, revision: revision(draft), pack: named, analysis },
                ),
                Step::Publish { by, draft, hours } => {
                    let until = now + hours * HOUR;
                    (*by, ExecuteMsg::PublishDraft { draft: *draft, revision: revision(draft), until })
                }
                Step::Comment { by, draft, support } => {
                    let revision = revision(draft);
                    (*by, ExecuteMsg::Comment { draft: *draft, revision, support: *support, text: None })
                }
                Step::Agree { by, draft, hours } => {
                    // Whole hours ahead, so that two agree to the same now and then.
                    let effective = (now / HOUR + 1 + hours) * HOUR;
                    (*by, ExecuteMsg::AdoptDraft { draft: *draft, revision: revision(draft), effective })
                }
                Step::Withdraw { by, draft } => (*by, ExecuteMsg::WithdrawDraft { draft: *draft }),
                Step::Council { branch, hours } => {
                    let effective = now + hours * HOUR;
                    let msg = ExecuteMsg::Adopt { branch: *branch, pack: named, effective };
                    let records = snapshot(&deps);
                    if execute(deps.as_mut(), env_at(now), council.clone(), msg).is_err() {
                        prop_assert_eq!(snapshot(&deps), records);
                    }
                    continue;
                }
                Step::Pass { hours } => {
                    now += hours * HOUR;
                    continue;
                }
                Step::Appoint { member } => {
                    let actor = roles.get_mut(member).unwrap();
                    let office = Roles::default().with(Role::BranchAdministrator);
                    actor.roles = if actor.roles == office { Roles::default() } else { office };
                    registry.borrow_mut().insert(*member, record(actor));
                    continue;
                }
            };
            let actor = roles.get(&by).cloned().unwrap_or_else(|| member(by, 1));
            let records = snapshot(&deps);
            let result = relay(&mut deps, now, &actor, &msg);
            let after = all_packs(&deps);
            match &result {
                Err(_) => prop_assert_eq!(snapshot(&deps), records, "a refusal changes nothing"),
                Ok(response) => {
                    for event in events(response) {
                        match event {
                            Event::DraftAgreed { draft, revision, by, effective } => {
                                agreed.insert(draft, (by, revision, effective));
                            }
                            Event::DraftAdopted { draft, revision, by, version } => {
                                let (first, agreed_revision, effective) = agreed[&draft];
                                adopted.set(adopted.get() + 1);
                                prop_assert_ne!(first, by);
                                prop_assert_eq!(agreed_revision, revision);
                                prop_assert!(roles[&first].roles.contains(Role::BranchAdministrator));
                                let shown = &drafts[&draft];
                                prop_assert_eq!(branch_of(first), shown.branch);
                                prop_assert_eq!(branch_of(by), shown.branch);
                                prop_assert!(shown.until.is_some_and(|until| until <= now));
                                prop_assert!(effective >= now + HOUR);
                                let found =
                                    after.iter().find(|p| p.branch == shown.branch && p.version == version);
                                let found = found.unwrap();
                                prop_assert_eq!((found.effective, &found.pack), (effective, &shown.pack));
                            }
                            _ => (),
                        }
                    }
                }
            }
            for pack in &before {
                prop_assert!(after.contains(pack), "an adopted pack changed");
            }
            for branch in [1, 2] {
                let mut versions: Vec<_> = after.iter().filter(|pack| pack.branch == branch).collect();
                versions.sort_by_key(|pack| pack.version);
                prop_assert!(versions.windows(2).all(|pair| pair[0].effective < pair[1].effective));
                let published = rules(&deps, branch);
                for at in (0..6).map(|hours| now + hours * HOUR) {
                    let expected = versions.iter().rev().find(|pack| pack.effective <= at);
                    let found = published.as_ref().and_then(|rules| rules.at(at));
                    prop_assert_eq!(found, expected.map(|pack| (pack.version, pack.pack.transfers)));
                }
            }
            for id in 1..=4 {
                if let Some(draft) = may_draft(&deps, id) {
                    prop_assert_eq!(draft.version.is_some(), draft.state == DraftState::Adopted);
                }
            }
        }
        Ok(())
    });
    walk.unwrap_or_else(|error| panic!("{error}"));
    assert!(adopted.get() > 0, "{} adoptions were seen", adopted.get());
}
