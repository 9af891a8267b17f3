//! A world prepared for measuring: every message of the system has a case in the state it needs, and as many members and
//! activities as wished stand around. What the contracts then store goes into the genesis of a real chain, where each prepared
//! message is sent once and its gas is read.

mod activities;
mod crowd;
mod keys;
mod learning;
mod members;
mod outside;
mod rules;
mod token;
mod write;

use crate::code;
use crate::member::key_of;
use crate::suite::{deploy, new_chain, Chain};
use crate::{plain_pack, Suite, BRANCHES};
use cosmwasm_std::{to_json_vec, Addr, Api, CanonicalAddr, Timestamp};
use ripemd::Ripemd160;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::fmt::Debug;
use timebank_api::permission::{message_name, Contract};
use timebank_api::record::AgeClass;
use timebank_api::{time_token, BranchId, Code, Event, MemberId, Role, Seconds, Wiring};
use timebank_intent::{Intent, Scope, SignedIntent};

pub use crowd::Crowd;

/// Chain id of the network that the scene is for: intents bear it.
pub const CHAIN_ID: &str = "timebank-local-1";
/// How long the world has been there when the first message is measured.
const PAST: Seconds = 130 * DAY;
const DAY: Seconds = 86_400;
const HOUR: Seconds = 3_600;
/// Intents in a batch.
const BATCH: usize = 25;

/// The value that one of the events bears.
macro_rules! told {
    ($events:expr, $name:ident, $field:ident) => {
        $events
            .iter()
            .find_map(|event| match event {
                timebank_api::Event::$name { $field, .. } => Some($field.clone()),
                _ => None,
            })
            .expect(stringify!($name))
    };
}
use told;

/// How a measured message reaches the chain.
pub enum Way {
    /// As signed intents of members in one transaction of an operator.
    Relayed(Vec<(MemberId, Scope, Contract, Saying)>),
    /// In a transaction of this account.
    Direct { sender: Addr, contract: Addr, message: Vec<u8> },
}

/// What an intent says.
pub enum Saying {
    Plain(Vec<u8>),
    /// Bears the code that is shown on site when it is sent.
    WithCode(
        Box<dyn Fn(timebank_api::activity_registry::AttendanceCode) -> Vec<u8>>,
        u64,
        timebank_intent::AttendanceSide,
    ),
}

/// A message to be measured.
pub struct Measure {
    pub contract: Contract,
    pub message: String,
    /// What is special about this one, if its message has several.
    pub case: String,
    pub way: Way,
    /// Messages of contracts to each other that are part of it.
    pub within: Vec<(Contract, &'static str)>,
    /// The refusal, where that is what the message is for.
    pub refused: Option<Code>,
}

/// The prepared world.
pub struct Scene {
    pub suite: Suite,
    /// When the first message is measured.
    pub now: Seconds,
    measures: Vec<Measure>,
    /// The stock cw20 contract.
    reference: Addr,
    /// Takes TIME that is sent to a contract.
    receiver: Addr,
    /// The same contracts once more, not yet wired.
    unwired: Wiring,
    officers: Officers,
    pub crowd: Crowd,
}

/// Who holds which office.
#[derive(Clone, Copy, Default)]
pub(crate) struct Officers {
    pub reviewer: MemberId,
    pub second_reviewer: MemberId,
    pub administrator: MemberId,
    pub second_administrator: MemberId,
    /// Custodian and administrator of training.
    pub custodian: MemberId,
    pub away: MemberId,
    pub away_custodian: MemberId,
}

/// The chain account of a name, the same in every run.
pub(crate) fn account(chain: &Chain, name: &str) -> Addr {
    let public = key_of(name).verifying_key().to_encoded_point(true);
    let hash = Ripemd160::digest(Sha256::digest(public.as_bytes()));
    chain.api().addr_humanize(&CanonicalAddr::from(&hash[..])).expect("an address")
}

impl Scene {
    /// The world at `now`, with a crowd of this size.
    pub fn new(now: Seconds, crowd: &Crowd) -> Self {
        let mut chain = new_chain();
        chain.update_block(|block| {
            block.chain_id = CHAIN_ID.into();
            block.time = Timestamp::from_seconds(now - PAST);
        });
        let mut away = plain_pack();
        away.transfers.gift_acceptance = true;
        away.transfers.expiry_months = Some(1);
        let mut suite = Suite::on(chain, [plain_pack(), away], account, write::PERIOD as u32);
        let council = suite.council.clone();
        let unwired = Wiring::new(|contract| {
            deploy(&mut suite.chain, &council, contract, code::of(contract), write::PERIOD as u32)
        });
        let (reference, receiver) = outside::deploy(&mut suite);
        for branch in BRANCHES {
            let budget = time_token::ExecuteMsg::SetBudget { branch, minutes: u32::MAX };
            suite.direct(Contract::TimeToken, &budget);
        }
        let mut scene = Scene {
            suite,
            now,
            measures: Vec::new(),
            reference,
            receiver,
            unwired,
            officers: Officers::default(),
            crowd: crowd.clone(),
        };
        scene.appoint();
        scene.token_long_ago();
        scene.until(10 * DAY);
        scene.keys_early();
        scene.members_early();
        scene.rules_early();
        scene.activities_early();
        scene.until(4 * HOUR);
        scene.gather();
        scene.until(3 * HOUR);
        scene.learning();
        scene.activities();
        scene.token();
        scene.members();
        scene.keys();
        scene.rules();
        scene.until(0);
        scene
    }

    fn appoint(&mut self) {
        use Role::{BranchAdministrator, Custodian, Publisher, Reviewer, TrainingAdministrator};
        let mut office = |branch: BranchId, roles: &[Role]| {
            let member = self.suite.register(branch, AgeClass::Under60);
            self.suite.appoint(member, roles);
            member
        };
        self.officers = Officers {
            reviewer: office(1, &[Reviewer]),
            second_reviewer: office(1, &[Reviewer]),
            administrator: office(1, &[BranchAdministrator, Publisher]),
            second_administrator: office(1, &[BranchAdministrator]),
            custodian: office(1, &[Custodian, TrainingAdministrator]),
            away: office(2, &[BranchAdministrator]),
            away_custodian: office(2, &[Custodian, BranchAdministrator]),
        };
    }

    /// Lets time pass until so long before the measurement.
    fn until(&mut self, before: Seconds) {
        let (now, then) = (self.suite.now(), self.now - before);
        assert!(now <= then, "the preparations take {} s too long", now - then);
        self.suite.advance(then - now);
    }

    /// A chain account with a key.
    fn account(&self, name: &str) -> Addr {
        account(&self.suite.chain, name)
    }

    fn account_of(&self, member: MemberId) -> String {
        self.suite.members[&member].account.clone()
    }

    /// Somebody with an owner key.
    fn person(&mut self) -> MemberId {
        self.suite.member_with_owner_key(1)
    }

    /// Somebody with an owner key at the other branch.
    fn person_away(&mut self) -> MemberId {
        self.suite.member_with_owner_key(2)
    }

    /// Somebody with an owner key and 600 minutes.
    fn holder(&mut self) -> MemberId {
        let member = self.person();
        self.suite.grant(self.officers.administrator, member).expect("a grant");
        member
    }

    fn holder_away(&mut self) -> MemberId {
        let member = self.person_away();
        self.suite.grant(self.officers.away, member).expect("a grant");
        member
    }

    /// A member does something as a preparation.
    fn act<M: Serialize + Debug>(
        &mut self,
        member: MemberId,
        scope: Scope,
        of: Contract,
        msg: &M,
    ) -> Vec<Event> {
        self.suite.act(member, scope, of, msg).unwrap_or_else(|code| panic!("{msg:?}: {code}"))
    }

    fn own<M: Serialize + Debug>(&mut self, member: MemberId, of: Contract, msg: &M) -> Vec<Event> {
        self.act(member, Scope::Owner, of, msg)
    }

    fn office<M: Serialize + Debug>(&mut self, member: MemberId, of: Contract, msg: &M) -> Vec<Event> {
        self.act(member, Scope::Office, of, msg)
    }

    /// Puts a relayed message on the list.
    fn measure<M: Serialize>(
        &mut self,
        member: MemberId,
        scope: Scope,
        contract: Contract,
        msg: &M,
    ) -> &mut Measure {
        let message = to_json_vec(msg).expect("a message");
        let name = message_name(&message).expect("a name").to_owned();
        let way = Way::Relayed(vec![(member, scope, contract, Saying::Plain(message))]);
        self.list(contract, name, way)
    }

    /// Puts a message that is not relayed on the list.
    fn measure_direct<M: Serialize>(&mut self, sender: &Addr, contract: Contract, msg: &M) -> &mut Measure {
        let message = to_json_vec(msg).expect("a message");
        let name = message_name(&message).expect("a name").to_owned();
        let way = Way::Direct { sender: sender.clone(), contract: self.suite.address(contract), message };
        self.list(contract, name, way)
    }

    fn measure_council<M: Serialize>(&mut self, contract: Contract, msg: &M) -> &mut Measure {
        let council = self.suite.council.clone();
        self.measure_direct(&council, contract, msg)
    }

    fn list(&mut self, contract: Contract, message: String, way: Way) -> &mut Measure {
        let (case, within, refused) = Default::default();
        self.measures.push(Measure { contract, message, case, way, within, refused });
        self.measures.last_mut().expect("just put there")
    }

    /// An intent that is good for as long as everything is measured.
    fn signed(
        &self,
        member: MemberId,
        scope: Scope,
        contract: Contract,
        message: Vec<u8>,
        nonce: u64,
    ) -> SignedIntent {
        let intent = Intent {
            scope,
            signer: member,
            on_behalf_of: None,
            key_epoch: self.suite.epoch(member, scope),
            lane: 0,
            nonce,
            valid_until: self.now + 20 * HOUR,
            contract: self.suite.canonical(contract),
            message,
        };
        self.suite.sign(member, intent)
    }
}

impl Measure {
    fn case(&mut self, case: &str) -> &mut Self {
        self.case = case.into();
        self
    }

    fn within(&mut self, contract: Contract, message: &'static str) -> &mut Self {
        assert!(contract.permissions().iter().any(|line| line.message == message));
        self.within.push((contract, message));
        self
    }

    fn refused(&mut self, code: Code) {
        self.refused = Some(code);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    const NOW: Seconds = 1_800_000_000;

    #[test]
    fn every_message_of_the_tables_is_measured_and_goes_as_it_should() {
        let mut scene = Scene::new(NOW, &Crowd::of(20));
        let sent = scene.sent();
        let wrong = scene.rehearse(&sent);
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));

        let mut measured = BTreeSet::new();
        for (measure, _) in &sent {
            measured.insert((measure.contract, measure.message.as_str()));
            measured.extend(measure.within.iter().copied());
            if matches!(measure.way, Way::Relayed(_)) {
                measured.insert((measure.contract, "relayed"));
            }
        }
        for contract in Contract::ALL {
            for line in contract.permissions() {
                let known = measured.contains(&(contract, line.message));
                assert!(known || line.message == "relayed", "{} {}", contract.name(), line.message);
            }
        }
    }
}
