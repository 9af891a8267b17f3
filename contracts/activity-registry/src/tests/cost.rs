//! What messages read and write, in the node's gas for storage: bounded, and the same however many take part.

use crate::contract::execute;
use crate::testing::*;
use cosmwasm_std::testing::{message_info, MockStorage};
use cosmwasm_std::{to_json_binary, DepsMut, Order, QuerierWrapper, Record, Storage};
use std::cell::Cell;
use timebank_api::activity_registry::*;
use timebank_api::Actor;

/// The node's prices: flat and per byte of key and value. A key carries the contract's address.
const READ: (u64, u64) = (1_000, 3);
const WRITE: (u64, u64) = (2_000, 30);
const DELETE: u64 = 1_000;
const NEXT: u64 = 30;
const ADDRESS: usize = 33;

struct Counting {
    inner: MockStorage,
    gas: Cell<u64>,
}

impl Counting {
    fn pay(&self, (flat, byte): (u64, u64), key: &[u8], value: usize) {
        let bytes = u64::try_from(ADDRESS + key.len() + value).unwrap();
        self.gas.set(self.gas.get() + flat + byte * bytes);
    }
}

impl Storage for Counting {
    fn get(&self, key: &[u8]) -> Option<Vec<u8>> {
        let value = self.inner.get(key);
        self.pay(READ, key, value.as_ref().map_or(0, Vec::len));
        value
    }

    fn range<'a>(
        &'a self,
        start: Option<&[u8]>,
        end: Option<&[u8]>,
        order: Order,
    ) -> Box<dyn Iterator<Item = Record> + 'a> {
        Box::new(self.inner.range(start, end, order).inspect(|(key, value)| {
            self.pay((NEXT, READ.1), key, value.len());
        }))
    }

    fn set(&mut self, key: &[u8], value: &[u8]) {
        self.pay(WRITE, key, value.len());
        self.inner.set(key, value);
    }

    fn remove(&mut self, key: &[u8]) {
        self.gas.set(self.gas.get() + DELETE);
        self.inner.remove(key);
    }
}

/// Storage gas of a message on a copy of the world; the world stays as it is.
fn cost(world: &World, actor: Actor, msg: &ExecuteMsg) -> u64 {
    let mut inner = MockStorage::new();
    for (key, value) in world.deps.storage.range(None, None, Order::Ascending) {
        inner.set(&key, &value);
    }
    let mut storage = Counting { inner, gas: Cell::new(0) };
    let deps = DepsMut {
        storage: &mut storage,
        api: &world.deps.api,
        querier: QuerierWrapper::new(&world.deps.querier),
    };
    let relayed = ExecuteMsg::Relayed { actor, msg: to_json_binary(msg).unwrap() };
    execute(deps, world.env.clone(), message_info(&contract("proxy"), &[]), relayed).unwrap();
    storage.gas.get()
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
