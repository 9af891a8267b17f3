//! What messages read and write, in the node's gas for storage: the same however many take part.

use crate::contract::execute;
use crate::testing::*;
use cosmwasm_std::testing::{message_info, MockStorage};
use cosmwasm_std::{to_json_binary, DepsMut, Order, QuerierWrapper, Record, Storage};
use std::cell::Cell;
use timebank_api::training::*;
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
