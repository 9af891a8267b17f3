//! What messages read and write, in the node's gas for storage: the same however many take part.

use crate::contract::execute;
use crate::testing::*;
use cosmwasm_std::testing::message_info;
use cosmwasm_std::{to_json_binary, DepsMut, QuerierWrapper};
use timebank_api::training::*;
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

/// Costs along one participant's way through a course where so many others are enrolled.
fn along_the_way(others: u64) -> Vec<(&'static str, u64)> {
    let mut world = World::new();
    let id = world.open(CourseInput { seats: 300, ..first_aid() });
    for member in 0..others {
        let enrol = ExecuteMsg::Enrol { id, holder: holder(6) };
        world.act(everyday(1_000 + member), enrol).unwrap();
    }
    let (enrol, participants) = (ExecuteMsg::Enrol { id, holder: holder(6) }, vec![6]);
    let mut costs = vec![("enrol", cost(&world, everyday(6), &enrol))];
    world.enrol(id, 6).unwrap();
    let withdraw = ExecuteMsg::WithdrawEnrolment { id };
    costs.push(("withdraw", cost(&world, everyday(6), &withdraw)));
    world.at(START + 2 * DAY);
    world.attend(id, 0, &[6]).unwrap();
    world.at(START + 3 * DAY);
    let attend = ExecuteMsg::Attend { id, session: 1, participants: participants.clone(), present: true };
    costs.push(("attend", cost(&world, owner(TRAINER), &attend)));
    world.attend(id, 1, &[6]).unwrap();
    let pass = ExecuteMsg::Pass { id, participants };
    costs.push(("pass", cost(&world, owner(TRAINER), &pass)));
    costs
}

#[test]
fn storage_gas_is_bounded_and_does_not_grow_with_the_course() {
    let (few, many) = (along_the_way(2), along_the_way(250));
    for ((name, few), (_, many)) in few.into_iter().zip(many) {
        // A count of two bytes instead of one.
        assert!(many <= few + 200, "{name}: {few} with two, {many} with 250");
        let limit = match name {
            "pass" => 40_000,
            _ => 15_000,
        };
        assert!(few <= limit, "{name}: {few}");
    }
}
