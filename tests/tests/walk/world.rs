//! Who is there, and how they act.

use crate::adversary;
use crate::step::{Step, What};
use cosmwasm_std::{to_json_vec, Addr};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use timebank_api::activity_registry::{ActivityResponse, QueryMsg, State};
use timebank_api::member_registry::{self as members, RecoveryRules};
use timebank_api::oracle::{Attestation, SourceId};
use timebank_api::permission::{message_name, Contract};
use timebank_api::proxy::{NewKey, Outcome};
use timebank_api::record::AgeClass;
use timebank_api::rulebook::{self, Bounds, Gift, Inheritance, Pack};
use timebank_api::training::CertificateId;
use timebank_api::{time_token, ActivityId, BranchId, CourseId, Event, MemberId, Role};
use timebank_intent::{Scope, SignedIntent};
use timebank_testing::{plain_pack, Suite};

const ADOPTED: [&str; 6] = [
    include_str!("../../../contracts/rulebook/packs/plain.json"),
    include_str!("../../../contracts/rulebook/packs/nanjing.json"),
    include_str!("../../../contracts/rulebook/packs/beijing.json"),
    include_str!("../../../contracts/rulebook/packs/shanghai-2026.json"),
    include_str!("../../../contracts/rulebook/packs/guangzhou.json"),
    include_str!("../../../contracts/rulebook/packs/changning.json"),
];
/// How many packs [`pack`] gives.
pub const PACKS: usize = ADOPTED.len() + 2;

/// Refusals that walks must come through.
pub const LIMITS: [&str; 6] = [
    "time.position",
    "enrolment.branch_limit",
    "time.limit",
    "time.insufficient",
    "enrolment.requirement",
    "enrolment.blocked",
];

/// The last of the members who hold offices: 1 to 3 at branch 1, 4 and 5 at branch 2.
pub const OFFICERS: u64 = 5;
const MOST: usize = 16;

/// One of the packs; one that ends TIME, caps gifts and balances, and lets nobody inherit; one that lets TIME go to accounts
/// that no branch registered.
fn pack(number: usize) -> Pack {
    if let Some(json) = ADOPTED.get(number) {
        return cosmwasm_std::from_json(json).unwrap();
    }
    let mut pack = plain_pack();
    if number == ADOPTED.len() {
        pack.own_use_age = Some(AgeClass::From60);
        pack.earn_cap_day = Some(600);
        pack.transfers.gift = Gift::Any;
        pack.transfers.gift_acceptance = true;
        pack.transfers.gift_annual_cap = Some(400);
        pack.transfers.balance_cap = Some(1_200);
        pack.transfers.inheritance = Inheritance::Expire;
        pack.transfers.expiry_months = Some(1);
        pack.levels.points_per_hour = 3;
    } else {
        pack.transfers.unregistered = true;
        pack.transfers.groups_donate_only = false;
        pack.levels.thresholds = [30, 60, 120, 240, 480];
        pack.conduct.silent_limit = 1;
        pack.conduct.no_show_limit = 1;
    }
    pack
}

/// What the federation allows here: every pack above, and little waiting.
fn bounds() -> Bounds {
    Bounds {
        feedback: 30,
        notice: 10,
        unregistered: true,
        first_star: 1,
        grants: 100_000,
        ..Bounds::default()
    }
}

/// How far walks get. Steps of those who should not, and the passing of time, are not counted.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tally {
    pub steps: usize,
    /// In which something was carried out.
    pub fruitful: usize,
    pub sent: usize,
    pub carried_out: usize,
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.steps += other.steps;
        self.fruitful += other.fruitful;
        self.sent += other.sent;
        self.carried_out += other.carried_out;
    }
}

/// What later steps go on with, as the events tell it.
#[derive(Default)]
pub struct Known {
    /// Members who are not active.
    pub inactive: BTreeSet<MemberId>,
    pub dead: BTreeSet<MemberId>,
    pub suspended: BTreeSet<MemberId>,
    /// Who has an owner key.
    pub owners: BTreeSet<MemberId>,
    /// Those who are not of the highest class of age yet.
    pub younger: Vec<MemberId>,
    pub groups: Vec<MemberId>,
    /// Open disputes, and whether the service was paid.
    pub disputes: Vec<(ActivityId, MemberId, bool)>,
    pub settled: Vec<(ActivityId, MemberId)>,
    pub listings: Vec<u64>,
    /// Who has blocked whom.
    pub blocked: Vec<(MemberId, MemberId)>,
    pub gifts: Vec<(u64, MemberId, MemberId)>,
    /// Agreed kin links with their degree.
    pub kin: Vec<(MemberId, MemberId, u8)>,
    pub agents: Vec<(MemberId, MemberId)>,
    /// Keys that two branches agreed on.
    pub recoveries: Vec<NewKey>,
    /// Those against which somebody objected.
    pub objected: Vec<NewKey>,
    pub lien: Option<(MemberId, ActivityId)>,
    /// Requests for a changed profile.
    pub requests: Vec<(u64, MemberId)>,
    /// Credentials by predicate.
    pub credentials: Vec<(MemberId, u8)>,
    /// Chain accounts of members' own, and whether they are linked.
    pub links: Vec<(MemberId, Addr, bool)>,
    /// Offices that were given to members without one.
    pub offices: Vec<(MemberId, Role)>,
    pub certificates: Vec<(CertificateId, CourseId, MemberId)>,
    /// What partner institutions attested.
    pub attested: Vec<(CourseId, MemberId)>,
    /// What one feeder said, for others to say the same.
    pub said: Vec<(SourceId, Attestation)>,
    /// Sequences on which feeders disagree.
    pub disagreements: Vec<(SourceId, u64)>,
    pub sequence: u64,
    pub quarantined: BTreeSet<SourceId>,
    /// Drafts of rule packs.
    pub drafts: Vec<u64>,
}

pub struct Walk {
    pub suite: Suite,
    pub packs: [Pack; 2],
    pub sent: Vec<SignedIntent>,
    /// How often what was carried out.
    pub done: BTreeMap<String, usize>,
    /// What honest steps were refused, and why.
    pub refusals: BTreeMap<String, usize>,
    pub tally: Tally,
    pub known: Known,
    /// A contract of nobody's that calls back when TIME is sent to it.
    pub hook: Addr,
    /// What the step under way sent.
    pub said: Vec<String>,
    /// Whether it is one of somebody who should not.
    hostile: bool,
}

impl Walk {
    pub fn new((first, second): (usize, usize)) -> Self {
        let packs = [pack(first), pack(second)];
        // What the federation does not allow before it says so.
        let strict = |pack: &Pack| {
            let mut pack = pack.clone();
            pack.transfers.unregistered = false;
            pack.levels.thresholds = plain_pack().levels.thresholds;
            pack
        };
        let mut suite = Suite::with_packs([strict(&packs[0]), strict(&packs[1])]);
        use Role::{BranchAdministrator, Custodian, Publisher, Reviewer, TrainingAdministrator};
        for (branch, roles) in [
            (1, &[Reviewer, Publisher, TrainingAdministrator] as &[Role]),
            (1, &[BranchAdministrator, Publisher]),
            (1, &[BranchAdministrator, Custodian]),
            (2, &[BranchAdministrator, Custodian, Publisher, TrainingAdministrator]),
            (2, &[BranchAdministrator, Reviewer]),
        ] {
            let member = suite.register(branch, AgeClass::Under60);
            suite.appoint(member, roles);
        }
        let hook = adversary::hook(&mut suite);
        let (sent, done, refusals, tally, known, said) = Default::default();
        let mut walk = Walk { suite, packs, sent, done, refusals, tally, known, hook, said, hostile: false };
        walk.begin();
        (walk.tally, walk.said) = Default::default();
        walk
    }

    /// What the council sets, and members with TIME.
    fn begin(&mut self) {
        let rules = RecoveryRules { lock: 3_600, ..RecoveryRules::default() };
        self.council(Contract::MemberRegistry, &members::ExecuteMsg::SetRecoveryRules { rules });
        self.council(Contract::MemberRegistry, &members::ExecuteMsg::SetLinkDelay { seconds: 3_600 });
        self.council(Contract::Rulebook, &rulebook::ExecuteMsg::SetBounds { bounds: bounds() });
        for (branch, pack) in [1, 2].into_iter().zip(self.packs.clone()) {
            let effective = self.suite.now() + 1;
            self.council(
                Contract::Rulebook,
                &rulebook::ExecuteMsg::Adopt { branch, pack: Box::new(pack), effective },
            );
            let budget = time_token::ExecuteMsg::SetOpeningBudget { branch, minutes: 1_000_000 };
            self.council(Contract::TimeToken, &budget);
        }
        self.suite.advance(2);
        self.sources();
        for branch in [1, 1, 1, 2, 2] {
            let member = self.suite.member_with_owner_key(branch);
            self.known.owners.insert(member);
            self.open(member, 1_100);
            let donate = time_token::ExecuteMsg::Donate { minutes: 200 };
            self.act(member, Scope::Owner, Contract::TimeToken, &donate);
        }
        // Somebody is near the most one may hold.
        let near = self.pack(1).transfers.balance_cap;
        let member = self.suite.member_with_owner_key(1);
        self.known.owners.insert(member);
        self.open(member, near.map_or(700, |cap| cap - 40));
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

    /// Those of the branch who may review.
    pub fn reviewers(branch: BranchId) -> Vec<MemberId> {
        if branch == 1 {
            vec![1, 2, 3]
        } else {
            vec![4, 5]
        }
    }

    /// Somebody of the branch who may review, and is not this member.
    pub fn reviewer(branch: BranchId, number: u64, not: MemberId) -> MemberId {
        let others: Vec<_> =
            Self::reviewers(branch).into_iter().filter(|reviewer| *reviewer != not).collect();
        others[number as usize % others.len()]
    }

    pub fn pack(&self, branch: BranchId) -> &Pack {
        &self.packs[branch as usize - 1]
    }

    /// Of these, one that comes round with the number.
    pub fn pick<T: Clone>(all: &[T], number: u64) -> Option<T> {
        all.get((number % all.len().max(1) as u64) as usize).cloned()
    }

    fn persons(&self) -> impl Iterator<Item = MemberId> + '_ {
        let all = self.suite.members.keys().copied();
        all.filter(|member| !self.known.groups.contains(member) && !self.known.dead.contains(member))
    }

    /// A person: seven times of eight one who is active.
    pub fn member(&self, number: u64) -> MemberId {
        let all: Vec<_> = self.persons().collect();
        let active: Vec<_> =
            all.iter().copied().filter(|member| !self.known.inactive.contains(member)).collect();
        Self::pick(if number.is_multiple_of(8) { &all } else { &active }, number / 8).unwrap_or(1)
    }

    /// A person without an office: seven times of eight one who is active and has an owner key.
    pub fn ordinary(&self, number: u64) -> MemberId {
        let all: Vec<_> = self.persons().filter(|member| *member > OFFICERS).collect();
        let able =
            |member: &MemberId| self.known.owners.contains(member) && !self.known.inactive.contains(member);
        let able: Vec<_> = all.iter().copied().filter(able).collect();
        let from = if number.is_multiple_of(8) || able.is_empty() { &all } else { &able };
        Self::pick(from, number / 8).unwrap_or(OFFICERS + 1)
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

    /// One of the six newest activities: seven times of eight one in the wanted state, if there is one.
    pub fn activity(&self, number: u64, wanted: State) -> Option<ActivityResponse> {
        let query = QueryMsg::Activities { start_after: None, limit: Some(6), descending: Some(true) };
        let page: timebank_api::activity_registry::ActivitiesResponse =
            self.suite.query(Contract::ActivityRegistry, &query);
        let fitting: Vec<_> =
            page.activities.iter().filter(|activity| activity.state == wanted).cloned().collect();
        Self::pick(if number.is_multiple_of(8) { &page.activities } else { &fitting }, number / 8)
    }

    /// An activity in which this member may well be able to enrol.
    pub fn open_for(&self, member: MemberId, number: u64) -> Option<ActivityId> {
        let query = QueryMsg::Activities { start_after: None, limit: Some(10), descending: Some(true) };
        let page: timebank_api::activity_registry::ActivitiesResponse =
            self.suite.query(Contract::ActivityRegistry, &query);
        let now = self.suite.now();
        let open = page.activities.iter().filter(|found| {
            let registration = found.activity.registration;
            let own = found.publisher == member || found.co_administrators.contains(&member);
            found.state == State::Approved
                && (registration.start..registration.end).contains(&now)
                && !own
                && found.activity.requirements.is_empty()
                && self.enrolments(found.id).iter().all(|enrolment| enrolment.participant != member)
        });
        Self::pick(&open.map(|found| found.id).collect::<Vec<_>>(), number)
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
        let instead = principal.map(|of| format!(", for member {of},")).unwrap_or_default();
        let who =
            format!("member {member} of branch {branch} with the {scope:?} key{instead}").to_lowercase();
        self.note(&who, contract, &intent.intent.message);
        self.tally.sent += usize::from(!self.hostile);
        let (outcomes, events) = self.suite.relay(branch, std::slice::from_ref(&intent));
        match &outcomes[0] {
            Outcome::Rejected(code) => {
                self.outcome(&format!("rejected: {code}"));
                // What was not spent is taken back, so that the lane does not run dry.
                let known = ["key.missing", "member.inactive", "auth.agent"];
                assert!(known.contains(&code.as_str()), "an honest intent was rejected: {code}");
                self.suite.give_back_nonce(member, scope);
                None
            }
            Outcome::Done => {
                self.outcome("done");
                let name = message_name(&intent.intent.message).unwrap().to_owned();
                self.count("proxy relay");
                self.count(&format!("{} relayed", contract.name()));
                self.carried_out(contract, &name);
                match principal {
                    Some(group) if self.known.groups.contains(&group) => self.count(&format!("group {name}")),
                    Some(_) => self.count(&format!("agent {name}")),
                    None => (),
                }
                self.sent.push(intent);
                self.hear(&events);
                Some(events)
            }
            Outcome::Failed(code) => {
                self.refused(&intent.intent.message, code);
                self.sent.push(intent);
                None
            }
        }
    }

    /// A chain account sends something itself.
    pub fn send<M: Serialize + std::fmt::Debug>(
        &mut self,
        who: &str,
        sender: &Addr,
        contract: Contract,
        msg: &M,
    ) -> Option<Vec<Event>> {
        let json = to_json_vec(msg).unwrap();
        self.note(who, contract, &json);
        self.tally.sent += usize::from(!self.hostile);
        match self.suite.execute(sender, contract, msg) {
            Ok(events) => {
                self.outcome("done");
                self.carried_out(contract, message_name(&json).unwrap());
                self.hear(&events);
                Some(events)
            }
            Err(code) => {
                self.refused(&json, code.text());
                None
            }
        }
    }

    /// Somebody who is nobody sends what anybody may.
    pub fn anybody<M: Serialize + std::fmt::Debug>(
        &mut self,
        contract: Contract,
        msg: &M,
    ) -> Option<Vec<Event>> {
        let anybody = self.suite.chain.api().addr_make("anybody");
        self.send("anybody", &anybody, contract, msg)
    }

    /// The council sends something.
    pub fn council<M: Serialize + std::fmt::Debug>(
        &mut self,
        contract: Contract,
        msg: &M,
    ) -> Option<Vec<Event>> {
        let council = self.suite.council.clone();
        self.send("the council", &council, contract, msg)
    }

    /// Notes a refusal, which may not say that the system is at fault.
    fn refused(&mut self, message: &[u8], code: &str) {
        self.outcome(code);
        let faults = ["system.internal", "system.overflow", "system.state"];
        assert!(!faults.contains(&code), "the system is at fault: {code}");
        if LIMITS.contains(&code) {
            self.count(&format!("refused {code}"));
        }
        if !self.hostile {
            let name = message_name(message).unwrap_or_default();
            *self.refusals.entry(format!("{name} {code}")).or_default() += 1;
        }
    }

    pub fn carried_out(&mut self, contract: Contract, name: &str) {
        self.tally.carried_out += usize::from(!self.hostile);
        self.count(&format!("{} {name}", contract.name()));
    }

    pub fn count(&mut self, what: &str) {
        *self.done.entry(what.to_owned()).or_default() += 1;
    }

    pub fn take(&mut self, step: &Step) {
        let Step { what, a, b, c } = *step;
        let before = self.tally;
        self.said.clear();
        self.hostile = what.is_hostile();
        if self.hostile {
            self.adversary(what, a, b, c);
            self.hostile = false;
            return;
        }
        match what {
            What::Wait => self.suite.advance([20, 20, 120, 900][a as usize % 4]),
            What::LongWait => {
                self.suite.advance([90_000, 300_000, 1_300_000, 8_500_000, 8_500_000][a as usize % 5]);
                self.service(What::Tick, 0, 0, 0);
                self.together(What::Sweep, a, b, c);
                self.tally = before;
            }
            _ => {
                self.try_step(what, a, b, c);
                if self.tally.sent == before.sent {
                    // Nothing there fits; a service goes on instead.
                    self.service(What::Forward, a, b, c);
                }
                if self.tally.sent == before.sent {
                    self.service(What::Publish, a, b, c);
                }
                self.tally.steps += 1;
                self.tally.fruitful += usize::from(self.tally.carried_out > before.carried_out);
            }
        }
    }

    /// Nothing if the step has come to an end before its time.
    fn try_step(&mut self, what: What, a: u64, b: u64, c: u64) -> Option<()> {
        use What::*;
        match what {
            Register => {
                if self.suite.members.len() < MOST {
                    let branch = a as u32 % 2 + 1;
                    let age = [AgeClass::From80, AgeClass::Under60, AgeClass::From65][b as usize % 3];
                    let member = self.suite.register(branch, age);
                    if age != AgeClass::From80 {
                        self.known.younger.push(member);
                    }
                    self.tally.sent += 1;
                    self.said.push(format!("branch {branch} registers member {member}, {age:?}"));
                    self.carried_out(Contract::MemberRegistry, "register_member");
                    self.count("proxy add_member");
                }
                Some(())
            }
            Group | AsGroup | Office | Profile | Credential | Age | Link | AsLinked | EndKin | EndAgent
            | StayPut | ObjectKey | Pack => self.offices(what, a, b, c),
            Council => self.council_acts(a, b, c),
            Course | Certificate | Skilled => self.school(what, a, b, c),
            Attest | Heartbeat | Report | Source => self.partners(what, a, b, c),
            Grant | Transfer | Burn | Gift | AnswerGift | Donate | Allowance | Limits | Introduce | Sweep
            | Opening | ReverseOpening | TopUp | Send | OwnerKey | Kin | Agent | AsAgent | Freeze | Order
            | Thaw | Death | Move | Suspend | Close | Reinstate | RotateKey | Recover | FinishKey
            | Follow | Refresh => self.together(what, a, b, c),
            _ => self.service(what, a, b, c),
        }
    }
}
