use super::listing;
use crate::contract::{instantiate, migrate, reply};
use crate::testing::*;
use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env};
use cosmwasm_std::{coins, to_json_binary, Binary, Reply, SubMsgResponse, SubMsgResult};
use timebank_api::activity_registry::*;
use timebank_api::{Code, Event, Right, Rights, Scope, Wiring};

#[test]
fn instantiation_takes_a_sensible_code_period_and_no_coins() {
    let council = contract("council");
    let of = |period, funds: &[cosmwasm_std::Coin]| {
        instantiate(
            mock_dependencies().as_mut(),
            mock_env(),
            message_info(&council, funds),
            InstantiateMsg { council: council.to_string(), code_period: period },
        )
    };
    for period in [0, 4, 301] {
        assert_eq!(refused(of(period, &[])), Code::MessageInvalid);
    }
    assert_eq!(refused(of(5, &coins(1, "ustake"))), Code::FundsSent);
    of(5, &[]).unwrap();
    of(300, &[]).unwrap();
    let world = World::new();
    let config: ConfigResponse = world.ask(QueryMsg::Config {}).unwrap();
    assert_eq!(config.code_period, PERIOD);
}

#[test]
fn only_the_council_wires_and_only_once() {
    let mut world = World::new();
    let wiring = Wiring::new(|_| contract("a").into());
    let wire = ExecuteMsg::Wire { wiring };
    assert_eq!(refused(world.direct(&contract("outsider"), wire.clone())), Code::Unauthorized);
    assert_eq!(refused(world.direct(&contract("council"), wire)), Code::AlreadyWired);
}

/// Every message of members comes through the proxy or not at all.
#[test]
fn a_member_is_believed_only_from_the_proxy() {
    let mut world = World::new();
    let id = world.approved(hospital());
    let enrol = enrolling(id);
    for sender in ["outsider", "proxy"] {
        assert_eq!(refused(world.direct(&contract(sender), enrol.clone())), Code::Unauthorized);
    }
    let relayed = ExecuteMsg::Relayed { actor: everyday(VOLUNTEER), msg: to_json_binary(&enrol).unwrap() };
    assert_eq!(refused(world.direct(&contract("outsider"), relayed.clone())), Code::Unauthorized);
    // Neither twice wrapped, nor a message that is not for members, nor for somebody else, nor unreadable.
    assert_eq!(refused(world.act(everyday(VOLUNTEER), relayed)), Code::NotRelayable);
    assert_eq!(refused(world.act(everyday(VOLUNTEER), ExecuteMsg::Tick { limit: None })), Code::NotRelayable);
    let mut without = agent(HELPER, VOLUNTEER, Scope::Everyday, 0);
    without.agent.as_mut().unwrap().rights = Rights::default().with(Right::Commit);
    assert_eq!(refused(world.act(without, enrol)), Code::AgentNotAllowed);
    let broken = ExecuteMsg::Relayed { actor: everyday(VOLUNTEER), msg: Binary::from(b"{\"enrol\":") };
    assert_eq!(refused(world.direct(&contract("proxy"), broken)), Code::MessageInvalid);
}

#[test]
fn activities_are_listed_in_pages_both_ways() {
    let mut world = World::new();
    for _ in 0..12 {
        world.publish(hospital());
    }
    let page = |start_after, limit, descending| -> Vec<u64> {
        let page: ActivitiesResponse =
            world.ask(QueryMsg::Activities { start_after, limit, descending }).unwrap();
        page.activities.iter().map(|activity| activity.id).collect()
    };
    assert_eq!(page(None, None, None), (1..=10).collect::<Vec<_>>());
    assert_eq!(page(Some(10), None, None), [11, 12]);
    assert_eq!(page(None, Some(2), Some(true)), [12, 11]);
    assert_eq!(page(Some(3), None, Some(true)), [2, 1]);
    let due: DueResponse = world.ask(QueryMsg::Due { at: None, limit: None }).unwrap();
    assert_eq!(due.due, []);
    let due: DueResponse = world.ask(QueryMsg::Due { at: Some(u64::MAX), limit: Some(1) }).unwrap();
    assert_eq!((due.due.len(), due.due[0].activity), (1, 1));
    assert_eq!(due.due[0].participant, None);
}

#[test]
fn what_does_not_exist_is_said_so() {
    let world = World::new();
    let activity = world.ask::<ActivityResponse>(QueryMsg::Activity { id: 1 });
    assert_eq!(refused(activity), Code::ActivityUnknown);
    let part = world.ask::<EnrolmentResponse>(QueryMsg::Enrolment { id: 1, participant: VOLUNTEER });
    assert_eq!(refused(part), Code::EnrolmentUnknown);
    let receipt: ReceiptResponse = world.ask(QueryMsg::Receipt { id: 1, participant: VOLUNTEER }).unwrap();
    assert_eq!(receipt.receipt, None);
}

#[test]
#[allow(deprecated)]
fn a_reply_that_nobody_waits_for_is_refused_and_gas_is_named() {
    let mut world = World::new();
    let id = world.publish(hospital());
    let env = world.env.clone();
    let answer = |id: u64, activity: u64, result: SubMsgResult| Reply {
        id,
        payload: to_json_binary(&(activity, None::<u64>)).unwrap(),
        gas_used: 0,
        result,
    };
    let ok = SubMsgResult::Ok(SubMsgResponse { events: vec![], data: None, msg_responses: vec![] });
    let failed = |text: &str| SubMsgResult::Err(text.into());
    let deps = &mut world.deps;
    assert_eq!(refused(reply(deps.as_mut(), env.clone(), answer(1, id, ok))), Code::Internal);
    assert_eq!(refused(reply(deps.as_mut(), env.clone(), answer(2, id, failed("x")))), Code::Internal);
    for (text, code) in [
        ("codespace: sdk, code: 11", "intent.gas"),
        ("codespace: wasm, code: 5", "system.internal"),
        ("dispatch: time.budget: no", "time.budget"),
    ] {
        let response = reply(deps.as_mut(), env.clone(), answer(1, id, failed(text))).unwrap();
        let event = Event::read(&response.events[0].ty, &response.events[0].attributes[0].value);
        let Some(Event::DeadlineRequeued { code: said, .. }) = event else {
            panic!("{event:?}");
        };
        assert_eq!(said, code);
    }
}

#[test]
#[allow(deprecated)]
fn the_end_of_a_listing_that_failed_comes_again() {
    let mut world = World::new();
    let id = listing::approved(&mut world, ELDER, listing::need());
    let due = |world: &World| crate::state::listing(&world.deps.storage, id).unwrap().due;
    let before = due(&world);
    world.at(listing::need().until);
    let failed = Reply {
        id: 1,
        payload: to_json_binary(&(id, None::<u64>)).unwrap(),
        gas_used: 0,
        result: SubMsgResult::Err("codespace: sdk, code: 11".into()),
    };
    reply(world.deps.as_mut(), world.env.clone(), failed).unwrap();
    let after = due(&world);
    assert!(after > before && after > Some(world.now()), "{before:?} {after:?}");
    world.check();
}

#[test]
fn the_running_version_cannot_follow_itself() {
    let mut world = World::new();
    let again = migrate(world.deps.as_mut(), mock_env(), MigrateMsg {});
    assert_eq!(refused(again), Code::MigrationRefused);
}
