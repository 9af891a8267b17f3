//! Who is there, and how they act.

use crate::step::{Step, What};
use serde::Serialize;
use std::collections::BTreeMap;
use timebank_api::activity_registry::{ActivityResponse, QueryMsg, State};
use timebank_api::permission::{message_name, Contract};
use timebank_api::proxy::{NewKey, Outcome};
use timebank_api::record::AgeClass;
use timebank_api::rulebook::{Gift, Inheritance, Pack};
use timebank_api::{time_token, ActivityId, BranchId, Event, MemberId, Role};
use timebank_intent::{Scope, SignedIntent};
use timebank_testing::{plain_pack, Suite};

pub const PACKS: [&str; 6] = [
    include_str!("../../../contracts/rulebook/packs/plain.json"),
    include_str!("../../../contracts/rulebook/packs/nanjing.json"),
    include_str!("../../../contracts/rulebook/packs/beijing.json"),
    include_str!("../../../contracts/rulebook/packs/shanghai-2026.json"),
    include_str!("../../../contracts/rulebook/packs/guangzhou.json"),
    include_str!("../../../contracts/rulebook/packs/changning.json"),
];

/// The last of the members who hold offices: 1 to 3 at branch 1, 4 and 5 at branch 2.
pub const OFFICERS: u64 = 5;
const MOST: usize = 14;

/// One of the packs, or one that ends TIME, caps gifts and balances, and lets nobody inherit.
fn pack(number: usize) -> Pack {
    let Some(json) = PACKS.get(number) else {
        let mut pack = plain_pack();
        pack.own_use_age = Some(AgeClass::From60);
        pack.earn_cap_day = Some(600);
        pack.transfers.gift = Gift::Any;
        pack.transfers.gift_acceptance = true;
        pack.transfers.gift_annual_cap = Some(400);
        pack.transfers.balance_cap = Some(1_200);
        pack.transfers.inheritance = Inheritance::Expire;
        pack.transfers.expiry_months = Some(1);
        pack.levels.points_per_hour = 3;
        return pack;
    };
    cosmwasm_std::from_json(json).unwrap()
}

pub struct Walk {
    pub suite: Suite,
    pub packs: [Pack; 2],
    pub sent: Vec<SignedIntent>,
    /// How often what was carried out.
    pub done: BTreeMap<String, usize>,
    /// Open disputes, and whether the service was paid.
    pub disputes: Vec<(ActivityId, MemberId, bool)>,
    pub settled: Vec<(ActivityId, MemberId)>,
    pub listings: Vec<u64>,
    pub gifts: Vec<(u64, MemberId, MemberId)>,
    /// Agreed kin links with their degree, and the salt that opens them.
    pub kin: Vec<(MemberId, MemberId, u8)>,
    pub agents: Vec<(MemberId, MemberId)>,
    pub stopped: Vec<MemberId>,
    pub suspended: Vec<MemberId>,
    pub recoveries: Vec<NewKey>,
    pub lien: Option<(MemberId, ActivityId)>,
}

impl Walk {
    pub fn new(first: usize, second: usize) -> Self {
        let packs = [pack(first), pack(second)];
        let mut suite = Suite::with_packs(packs.clone());
        use Role::{BranchAdministrator, Custodian, Publisher, Reviewer};
        for (branch, roles) in [
            (1, &[Reviewer, Publisher] as &[Role]),
            (1, &[BranchAdministrator, Publisher]),
            (1, &[BranchAdministrator, Custodian]),
            (2, &[BranchAdministrator, Custodian, Publisher]),
            (2, &[BranchAdministrator, Reviewer]),
        ] {
            let member = suite.register(branch, AgeClass::Under60);
            suite.appoint(member, roles);
        }
        let (sent, done, disputes, settled, listings, gifts, kin) = Default::default();
        let (agents, stopped, suspended, recoveries, lien) = Default::default();
        let mut walk = Walk {
            suite,
            packs,
            sent,
            done,
            disputes,
            settled,
            listings,
            gifts,
            kin,
            agents,
            stopped,
            suspended,
            recoveries,
            lien,
        };
        for branch in [1, 2] {
            let budget = time_token::ExecuteMsg::SetOpeningBudget { branch, minutes: 1_000_000 };
            walk.suite.direct(Contract::TimeToken, &budget);
        }
        for branch in [1, 1, 1, 2, 2] {
            let member = walk.suite.member_with_owner_key(branch);
            walk.open(member, 1_100);
            let donate = time_token::ExecuteMsg::Donate { minutes: 200 };
            walk.act(member, Scope::Owner, Contract::TimeToken, &donate);
        }
        // Somebody is near the most one may hold.
        let near = walk.pack(1).transfers.balance_cap;
        let member = walk.suite.member_with_owner_key(1);
        walk.open(member, near.map_or(700, |cap| cap - 40));
        walk
    }

    /// An opening balance, with what must be there to pay from it.
    fn open(&mut self, member: MemberId, minutes: u32) {
        let branch = self.suite.members[&member].branch;
        let rules = &self.pack(branch).transfers;
        let minutes = minutes.max(rules.min_to_redeem.unwrap_or(0) + 600);
        self.opening(member, minutes);
    }

    /// Two administrators of the branch mint an opening balance.
    pub fn opening(&mut self, member: MemberId, minutes: u32) {
        let action = time_token::Action::Opening { member, minutes, evidence: [7; 32].into() };
        self.token_case(self.suite.members[&member].branch, action);
    }

    pub fn token_case(&mut self, branch: BranchId, action: time_token::Action) -> bool {
        let [first, second] = Self::administrators(branch);
        let propose = time_token::ExecuteMsg::Propose { action };
        let opened = self.act(first, Scope::Office, Contract::TimeToken, &propose).unwrap_or_default();
        let case = opened.iter().find_map(|event| match event {
            Event::TimeCaseOpened { case, .. } => Some(*case),
            _ => None,
        });
        let Some(case) = case else { return false };
        let decide = time_token::ExecuteMsg::Decide { case, approve: true };
        self.act(second, Scope::Office, Contract::TimeToken, &decide).is_some()
    }

    pub fn administrators(branch: BranchId) -> [MemberId; 2] {
        if branch == 1 {
            [2, 3]
        } else {
            [4, 5]
        }
    }

    /// Somebody of the branch who may review, and is not this member.
    pub fn reviewer(branch: BranchId, number: u64, not: MemberId) -> MemberId {
        let all = if branch == 1 { vec![1, 2, 3] } else { vec![4, 5] };
        let others: Vec<_> = all.into_iter().filter(|reviewer| *reviewer != not).collect();
        others[number as usize % others.len()]
    }

    pub fn pack(&self, branch: BranchId) -> &Pack {
        &self.packs[branch as usize - 1]
    }

    /// An existing member; numbers beyond come round.
    pub fn member(&self, number: u64) -> MemberId {
        number % self.suite.members.len() as u64 + 1
    }

    /// A member without an office.
    pub fn ordinary(&self, number: u64) -> MemberId {
        number % (self.suite.members.len() as u64 - OFFICERS) + OFFICERS + 1
    }

    pub fn account(&self, member: MemberId) -> String {
        self.suite.members[&member].account.clone()
    }

    pub fn branch(&self, member: MemberId) -> BranchId {
        self.suite.members[&member].branch
    }

    pub fn get(&self, id: ActivityId) -> Option<ActivityResponse> {
        self.suite.try_query(Contract::ActivityRegistry, &QueryMsg::Activity { id }).ok()
    }

    /// One of the six newest activities: three times of four one in the wanted state, if there is one.
    pub fn activity(&self, number: u64, wanted: State) -> Option<ActivityResponse> {
        let query = QueryMsg::Activities { start_after: None, limit: Some(6), descending: Some(true) };
        let page: timebank_api::activity_registry::ActivitiesResponse =
            self.suite.query(Contract::ActivityRegistry, &query);
        let fitting: Vec<_> =
            page.activities.iter().filter(|activity| activity.state == wanted).cloned().collect();
        let from = if number.is_multiple_of(4) || fitting.is_empty() { page.activities } else { fitting };
        let index = (number / 4) as usize % from.len().max(1);
        from.into_iter().nth(index)
    }

    /// One intent, handed in by the signer's branch; its events if it was carried out.
    pub fn act<M: Serialize>(
        &mut self,
        member: MemberId,
        scope: Scope,
        contract: Contract,
        msg: &M,
    ) -> Option<Vec<Event>> {
        self.act_for(None, member, scope, contract, msg)
    }

    pub fn act_for<M: Serialize>(
        &mut self,
        principal: Option<MemberId>,
        member: MemberId,
        scope: Scope,
        contract: Contract,
        msg: &M,
    ) -> Option<Vec<Event>> {
        let branch = self.branch(member);
        let intent = self.suite.intent_for(principal, member, scope, contract, msg);
        let (outcomes, events) = self.suite.relay(branch, std::slice::from_ref(&intent));
        match &outcomes[0] {
            Outcome::Rejected(code) => {
                // What was not spent is taken back, so that the lane does not run dry.
                let known = ["key.missing", "member.inactive", "auth.agent"];
                assert!(known.contains(&code.as_str()), "an honest intent was rejected: {code}");
                self.suite.give_back_nonce(member, scope);
                None
            }
            Outcome::Done => {
                let name = message_name(&intent.intent.message).unwrap().to_owned();
                self.count(&format!("{} {name}", contract.name()));
                if principal.is_some() {
                    self.count(&format!("agent {name}"));
                }
                self.sent.push(intent);
                self.hear(&events);
                Some(events)
            }
            Outcome::Failed(code) => {
                assert!(
                    !["system.internal", "system.overflow", "system.state"].contains(&code.as_str()),
                    "{code}"
                );
                self.sent.push(intent);
                None
            }
        }
    }

    /// A chain account sends something itself.
    pub fn send<M: Serialize + std::fmt::Debug>(&mut self, contract: Contract, name: &str, msg: &M) -> bool {
        let anybody = self.suite.operators[&2].clone();
        match self.suite.execute(&anybody, contract, msg) {
            Ok(events) => {
                self.count(&format!("{} {name}", contract.name()));
                self.hear(&events);
                true
            }
            Err(code) => {
                assert!(
                    !["system.internal", "system.overflow", "system.state"].contains(&code.text()),
                    "{code}"
                );
                false
            }
        }
    }

    pub fn count(&mut self, what: &str) {
        *self.done.entry(what.to_owned()).or_default() += 1;
    }

    /// Remembers what later steps go on with.
    fn hear(&mut self, events: &[Event]) {
        for event in events {
            match event {
                Event::DisputeRaised { activity, participant, paid, .. } => {
                    self.disputes.push((*activity, *participant, *paid));
                }
                Event::DisputeOpened { activity, participant, .. } => {
                    self.disputes.push((*activity, *participant, false));
                }
                Event::DisputeResolved { activity, participant, .. } => {
                    self.disputes.retain(|(id, of, _)| (id, of) != (activity, participant));
                }
                Event::Settled { activity, receipt } => self.settled.push((*activity, receipt.participant)),
                Event::GiftOffered { gift, from, to, .. } => self.gifts.push((*gift, *from, *to)),
                Event::GiftClosed { gift, .. } => self.gifts.retain(|(open, ..)| open != gift),
                Event::NeedEscalated { .. } => self.count("escalation"),
                Event::DeadlineRequeued { code, .. } => {
                    panic!("a deadline could not do what the rules say: {code}")
                }
                _ => (),
            }
        }
    }

    pub fn take(&mut self, step: &Step) {
        let Step { what, a, b, c } = *step;
        use What::*;
        match what {
            Wait => self.suite.advance([20, 20, 120, 900][a as usize % 4]),
            LongWait => {
                self.suite.advance([90_000, 300_000, 1_300_000, 8_500_000][a as usize % 4]);
                self.service(Tick, 0, 0, 0);
                self.together(Sweep, a, b, c);
            }
            Register => {
                if self.suite.members.len() < MOST {
                    let branch = a as u32 % 2 + 1;
                    self.suite.register(branch, AgeClass::From80);
                    self.count("member-registry register_member");
                }
            }
            Replay | Stale | Wrong | Direct | Thief | Extreme | Reenter => self.adversary(what, a, b, c),
            Grant | Transfer | Burn | Gift | AnswerGift | Donate | Allowance | Limits | Introduce | Sweep
            | Opening | ReverseOpening | TopUp | OwnerKey | Kin | Agent | AsAgent | Freeze | Order | Thaw
            | Death | Move | Suspend | Reinstate | RotateKey | Recover | FinishKey | Follow => {
                self.together(what, a, b, c)
            }
            _ => self.service(what, a, b, c),
        }
    }
}
