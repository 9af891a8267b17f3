//! What messages read, write and ask, in the node's gas for storage: bounded for those that everything else stands on.

use crate::contract::execute;
use crate::testing::{account, actor, addr, Token, ELDER, VOLUNTEER};
use cosmwasm_std::testing::{message_info, MockStorage};
use cosmwasm_std::{
    to_json_binary, Addr, DepsMut, Order, Querier, QuerierResult, QuerierWrapper, Record, Storage, Uint128,
};
use std::cell::Cell;
use timebank_api::time_token::{ExecuteMsg, Limits, Movement};
use timebank_api::Scope;

/// The node's prices: flat and per byte of key and value. A key carries the contract's address.
const READ: (u64, u64) = (1_000, 3);
const WRITE: (u64, u64) = (2_000, 30);
const DELETE: u64 = 1_000;
const ADDRESS: usize = 33;
/// A record of another contract's, of some eighty bytes with its key.
const ASKED: u64 = 1_350;

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
        _: Option<&[u8]>,
        _: Option<&[u8]>,
        _: Order,
    ) -> Box<dyn Iterator<Item = Record> + 'a> {
        panic!("no message goes through records")
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

struct Asking<'a> {
    inner: &'a dyn Querier,
    asked: Cell<u64>,
}

impl Querier for Asking<'_> {
    fn raw_query(&self, request: &[u8]) -> QuerierResult {
        self.asked.set(self.asked.get() + 1);
        self.inner.raw_query(request)
    }
}

/// Gas of a message, which is carried out; what it asks of other contracts with it.
fn cost(token: &mut Token, sender: &Addr, msg: ExecuteMsg) -> u64 {
    let mut inner = MockStorage::new();
    for (key, value) in token.dump() {
        inner.set(&key, &value);
    }
    let mut storage = Counting { inner, gas: Cell::new(0) };
    let asking = Asking { inner: &token.deps.querier, asked: Cell::new(0) };
    let deps = DepsMut { storage: &mut storage, api: &token.deps.api, querier: QuerierWrapper::new(&asking) };
    execute(deps, token.env.clone(), message_info(sender, &[]), msg.clone()).unwrap();
    let gas = storage.gas.get() + ASKED * asking.asked.get();
    token.direct(sender, msg).unwrap();
    gas
}

/// The elder has TIME and the volunteer has had some.
fn token() -> Token {
    let mut token = Token::with_budget(10_000);
    token.earn(ELDER, 1_000);
    token.earn(VOLUNTEER, 100);
    token
}

fn relayed(token: &mut Token, msg: &ExecuteMsg) -> u64 {
    let actor = actor(ELDER, Scope::Owner);
    let msg = ExecuteMsg::Relayed { actor, msg: to_json_binary(msg).unwrap() };
    cost(token, &addr("proxy"), msg)
}

fn moved(token: &mut Token, movement: Movement) -> u64 {
    cost(token, &addr("activity-registry"), ExecuteMsg::Move { movements: vec![movement] })
}

#[test]
fn what_everything_stands_on_stays_cheap() {
    let mut token = token();
    let (activity, minutes, participant) = (7, 60, VOLUNTEER);
    let (payer, to) = (account(ELDER).to_string(), account(VOLUNTEER).to_string());
    let transfer = ExecuteMsg::Transfer { recipient: to.clone(), amount: Uint128::new(60) };
    let gift = ExecuteMsg::Gift { to: VOLUNTEER, minutes, kin: None };
    let mut costs = vec![
        ("transfer", relayed(&mut token, &transfer), 19_500),
        ("gift", relayed(&mut token, &gift), 19_500),
        ("donate", relayed(&mut token, &ExecuteMsg::Donate { minutes }), 24_500),
        ("hold", moved(&mut token, Movement::Hold { activity, payer, minutes }), 23_700),
        (
            "settle",
            moved(&mut token, Movement::Settle { activity, participant, to: to.clone(), minutes }),
            20_300,
        ),
        ("reserve", moved(&mut token, Movement::Reserve { activity, branch: 1, minutes }), 16_900),
        (
            "mint_service",
            moved(&mut token, Movement::MintService { activity, participant, to, minutes }),
            24_400,
        ),
    ];
    let limits = Limits { daily: Some(600), new_recipient_delay: 0 };
    token.council(ExecuteMsg::SetDefaultLimits { limits }).unwrap();
    costs.push(("transfer within limits", relayed(&mut token, &transfer), 19_800));
    for (name, gas, most) in costs {
        assert!(gas <= most, "{name} costs {gas}");
    }
}
