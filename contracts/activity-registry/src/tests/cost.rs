//! What messages read and write, in the node's gas for storage: bounded, and the same however many take part.

use crate::contract::execute;
use crate::testing::*;
use cosmwasm_std::testing::message_info;
use cosmwasm_std::{to_json_binary, DepsMut, QuerierWrapper};
use timebank_api::activity_registry::*;
use timebank_api::Actor;
use timebank_std::testing::Metered;

/// Storage gas of a message on a copy of the world; the world stays as it is.
fn cost(world: &World, actor: Actor, msg: &ExecuteMsg) -> u64 {
    let mut storage = Metered::copy_of(&world.deps.storage);
    let deps = DepsMut {
        storage: &mut storage,
        api: &world.deps.api,
        querier: QuerierWrapper::new(&world.deps.querier),
    };
    let relayed = ExecuteMsg::Relayed { actor, msg: to_json_binary(msg).unwrap() };
    execute(deps, world.env.clone(), message_info(&contract("proxy"), &[]), relayed).unwrap();
    storage.gas()
}

/// Costs along the life of one participant in an activity where so many others are enrolled.
fn along_the_way(others: u64) -> Vec<(&'static str, u64)> {
    let mut world = World::new();
    let id = world.approved(ActivityInput { seats: 300, ..party() });
    for member in 0..others {
        world.enrol(id, 1_000 + member);
    }
    let mut costs = vec![];
    let mut act = |world: &mut World, actor: Actor, msg: ExecuteMsg| {
        costs.push((msg.name(), cost(world, actor.clone(), &msg)));
        world.act(actor, msg).unwrap();
    };
    let service = party().service;
    let (participant, minutes) = (VOLUNTEER, 120);
    act(&mut world, everyday(VOLUNTEER), enrolling(id));
    world.at(service.start);
    let code = world.code(id, timebank_intent::AttendanceSide::Start, world.step());
    act(&mut world, everyday(VOLUNTEER), ExecuteMsg::CheckIn { id, code });
    world.at(service.end);
    let code = world.code(id, timebank_intent::AttendanceSide::End, world.step());
    act(&mut world, everyday(VOLUNTEER), ExecuteMsg::CheckOut { id, code });
    for actor in [everyday(VOLUNTEER), office(OFFICER)] {
        act(&mut world, actor, ExecuteMsg::ConfirmMinutes { id, participant, minutes });
    }
    for actor in [everyday(VOLUNTEER), everyday(OFFICER)] {
        let rate = ExecuteMsg::Rate { id, participant, score: 5, comment: None };
        act(&mut world, actor, rate);
    }
    act(&mut world, office(OFFICER), ExecuteMsg::Settle { id, participant });
    costs
}

#[test]
fn the_way_to_the_settled_hour_stays_cheap() {
    for (name, gas) in along_the_way(0) {
        let most = match name {
            "rate" => 15_000,
            "confirm_minutes" => 15_500,
            "settle" => 34_500,
            _ => 20_000,
        };
        assert!(gas <= most, "{name} costs {gas}");
    }
}

#[test]
fn the_number_of_others_changes_nothing() {
    // Numbers of more digits take a byte or two more.
    for ((name, few), (_, many)) in along_the_way(2).into_iter().zip(along_the_way(250)) {
        assert!(many.abs_diff(few) <= 200, "{name}: {few} with few, {many} with many");
    }
}
