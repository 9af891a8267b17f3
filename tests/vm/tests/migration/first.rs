//! A time bank of version 0.1.0: its own code, its own messages, and something of everything that can be under way.

use cosmwasm_std::Addr;
use cw_multi_test::{AppBuilder, MockApiBech32};
use serde_json::{json, Value};
use timebank_api::permission::Contract;
use timebank_api::record::AgeClass;
use timebank_api::{ActivityId, Code, MemberId, Role, Wiring};
use timebank_intent::{AttendanceSide, Scope, SignedIntent};
use timebank_testing::code::{self, FIRST_CONTRACTS};
use timebank_testing::{activity, deploy, Suite, BRANCHES, CODE_PERIOD};

const DAY: u64 = 86_400;

/// Who there is. Branch 1 has everybody but `away`, who holds the offices of branch 2, and `neighbour`.
pub struct First {
    pub suite: Suite,
    pub reviewer: MemberId,
    pub staff: MemberId,
    pub elder: MemberId,
    pub volunteer: MemberId,
    pub other: MemberId,
    pub away: MemberId,
    pub neighbour: MemberId,
    pub activities: Activities,
    /// Carried out before the migration.
    pub used: SignedIntent,
    /// Signed before the migration and still with an operator, on a lane with a gap.
    pub waiting: SignedIntent,
}

/// One activity in every state, by what has happened in it. The elder pays, where nothing else is said.
#[derive(Default)]
pub struct Activities {
    pub draft: ActivityId,
    pub submitted: ActivityId,
    pub returned: ActivityId,
    /// The volunteer is admitted, the other and the neighbour wait for the seat.
    pub full: ActivityId,
    /// The volunteer is enrolled, the other declined, the neighbour withdrew.
    pub applied: ActivityId,
    pub attending: ActivityId,
    pub attended: ActivityId,
    pub disputed: ActivityId,
    pub agreed: ActivityId,
    pub rated: ActivityId,
    /// The volunteer is settled, the other has attended.
    pub half: ActivityId,
    pub settled: ActivityId,
    pub withdrawn: ActivityId,
    pub taken_down: ActivityId,
    /// Issuance, attended.
    pub issued: ActivityId,
    /// Issuance, settled.
    pub minted: ActivityId,
}

impl First {
    /// Fills every map.
    pub fn new() -> Self {
        let mut suite = system();
        let person = |suite: &mut Suite, branch, age: AgeClass| {
            let member = suite.register(branch, age);
            suite.set_owner_key(member).unwrap();
            member
        };
        let reviewer = suite.register(1, AgeClass::Under60);
        suite.appoint(reviewer, &[Role::Reviewer, Role::Auditor]);
        suite.direct(
            Contract::MemberRegistry,
            &json!({"revoke_role": {"member": reviewer, "role": "auditor"}}),
        );
        let staff = suite.register(1, AgeClass::Under60);
        suite.appoint(staff, &[Role::BranchAdministrator, Role::Publisher]);
        // A second office key.
        suite.appoint(staff, &[]);
        let elder = person(&mut suite, 1, AgeClass::From80);
        let volunteer = person(&mut suite, 1, AgeClass::From60);
        let other = person(&mut suite, 1, AgeClass::Under60);
        let away = suite.register(2, AgeClass::Under60);
        suite.appoint(away, &[Role::BranchAdministrator, Role::Reviewer, Role::Publisher]);
        let neighbour = person(&mut suite, 2, AgeClass::From80);
        for (administrator, member) in [(staff, elder), (away, neighbour)] {
            suite.grant(administrator, member).unwrap();
        }

        let used = suite.intent(elder, Scope::Owner, Contract::TimeToken, &transfer(&suite, volunteer, 30));
        let used = for_a_day(&suite, used);
        suite.relay(1, std::slice::from_ref(&used));
        let waiting = waiting(&mut suite, elder, volunteer);
        let activities = Activities::default();
        let mut first = First {
            suite,
            reviewer,
            staff,
            elder,
            volunteer,
            other,
            away,
            neighbour,
            activities,
            used,
            waiting,
        };
        first.allowances();
        first.activities();
        first
    }

    fn token(&mut self, member: MemberId, msg: &Value) -> Result<(), Code> {
        self.suite.act(member, Scope::Owner, Contract::TimeToken, msg).map(drop)
    }

    fn allowances(&mut self) {
        let account = |member| self.suite.members[&member].account.clone();
        let (elder, volunteer, other) = (account(self.elder), account(self.volunteer), account(self.other));
        let never = json!({"never": {}});
        let later = json!({"at_time": (self.suite.now() + 90 * DAY).to_string() + "000000000"});
        for (spender, amount, expires) in [(&volunteer, "40", &never), (&other, "25", &later)] {
            let allow =
                json!({"increase_allowance": {"spender": spender, "amount": amount, "expires": expires}});
            self.token(self.elder, &allow).unwrap();
        }
        let less = json!({"decrease_allowance": {"spender": other, "amount": "5", "expires": null}});
        self.token(self.elder, &less).unwrap();
        let from = json!({"transfer_from": {"owner": elder, "recipient": other, "amount": "10"}});
        self.token(self.volunteer, &from).unwrap();
        self.token(self.volunteer, &json!({"burn": {"amount": "3"}})).unwrap();
        // What was refused is reported too.
        let much = transfer(&self.suite, self.volunteer, 100_000);
        assert_eq!(self.token(self.elder, &much), Err(Code::InsufficientTime));
    }

    fn activities(&mut self) {
        let (later, now) = (2 * DAY, 0);
        let draft = json!({"draft": {"activity": self.input(later, 1, "automatic", "own_balance")}});
        self.everyday(self.elder, &draft);
        self.activities.draft = self.last();
        self.activities.submitted = self.publish(later, 1, "automatic");
        self.activities.returned = self.publish(later, 1, "automatic");
        let id = self.activities.returned;
        self.office(self.reviewer, &json!({"return": {"id": id, "revision": 1, "reason": "Which house?"}}));
        self.activities.withdrawn = self.approved(later, 1, "automatic");
        let id = self.activities.withdrawn;
        self.owner(self.elder, &json!({"withdraw": {"id": id, "reason": "Not needed"}}));
        self.activities.taken_down = self.approved(later, 1, "automatic");
        let id = self.activities.taken_down;
        self.office(self.staff, &json!({"take_down": {"id": id, "reason": "A mistake"}}));

        self.activities.full = self.approved(later, 1, "automatic");
        let id = self.activities.full;
        for member in [self.volunteer, self.other, self.neighbour] {
            self.everyday(member, &json!({"enrol": {"id": id}}));
        }
        self.activities.applied = self.approved(later, 2, "by_administrator");
        let id = self.activities.applied;
        for member in [self.volunteer, self.other, self.neighbour] {
            self.everyday(member, &json!({"enrol": {"id": id}}));
        }
        let decline = json!({"decline": {"id": id, "participant": self.other, "reason": "Full"}});
        self.owner(self.elder, &decline);
        self.everyday(self.neighbour, &json!({"withdraw_enrolment": {"id": id}}));

        // The neighbour of branch 2 serves in one of them, so that TIME crosses between branches.
        let two = |first: &mut Self, seats| first.approved(now, seats, "automatic");
        self.activities.attending = two(self, 1);
        let id = self.activities.attending;
        self.owner(self.elder, &json!({"add_co_administrator": {"id": id, "member": self.other}}));
        self.activities.attended = two(self, 1);
        self.activities.disputed = two(self, 1);
        self.activities.agreed = two(self, 1);
        self.activities.rated = two(self, 1);
        self.activities.half = two(self, 2);
        self.activities.settled = two(self, 1);
        self.activities.issued = self.issuance();
        self.activities.minted = self.issuance();
        let Activities {
            attending, attended, disputed, agreed, rated, half, settled, issued, minted, ..
        } = self.activities;
        let (volunteer, other, neighbour) = (self.volunteer, self.other, self.neighbour);
        let all = [
            (attending, volunteer),
            (attended, volunteer),
            (disputed, other),
            (agreed, volunteer),
            (rated, volunteer),
            (half, volunteer),
            (half, other),
            (settled, neighbour),
            (issued, volunteer),
            (minted, neighbour),
        ];
        for (id, participant) in all {
            self.everyday(participant, &json!({"enrol": {"id": id}}));
            self.check(participant, id, AttendanceSide::Start);
        }
        self.suite.advance(6_000);
        for (id, participant) in all.into_iter().filter(|(id, _)| *id != attending) {
            self.check(participant, id, AttendanceSide::End);
        }
        self.confirm(disputed, other, (100, 20));
        for (id, participant) in [(agreed, volunteer), (rated, volunteer), (half, volunteer)] {
            self.confirm(id, participant, (100, 98));
        }
        for (id, participant) in [(settled, neighbour), (minted, neighbour)] {
            self.confirm(id, participant, (100, 98));
        }
        let rate = |id, participant| json!({"rate": {"id": id, "participant": participant, "score": 5, "comment": null}});
        self.everyday(volunteer, &rate(agreed, volunteer));
        for (id, participant) in
            [(rated, volunteer), (half, volunteer), (settled, neighbour), (minted, neighbour)]
        {
            let payer = if id == minted { self.staff } else { self.elder };
            for by in [participant, payer] {
                self.everyday(by, &rate(id, participant));
            }
        }
        let settle = |id, participant| json!({"settle": {"id": id, "participant": participant}});
        self.owner(self.elder, &settle(half, volunteer));
        self.owner(self.elder, &settle(settled, neighbour));
        self.office(self.staff, &settle(minted, neighbour));
    }

    fn everyday(&mut self, member: MemberId, msg: &Value) {
        self.act(member, Scope::Everyday, msg);
    }

    fn owner(&mut self, member: MemberId, msg: &Value) {
        self.act(member, Scope::Owner, msg);
    }

    fn office(&mut self, member: MemberId, msg: &Value) {
        self.act(member, Scope::Office, msg);
    }

    fn act(&mut self, member: MemberId, scope: Scope, msg: &Value) {
        let done = self.suite.act(member, scope, Contract::ActivityRegistry, msg);
        done.unwrap_or_else(|code| panic!("{msg}: {code}"));
    }

    /// An hour or two, so long from now on, for 20 minutes each.
    fn input(&self, from: u64, seats: u16, admission: &str, payer: &str) -> Value {
        let mut input = serde_json::to_value(activity(self.suite.now() + from)).unwrap();
        // Registration opens at once.
        input["registration"]["start"] = self.suite.now().into();
        for (field, value) in [
            ("seats", seats.into()),
            ("admission", admission.into()),
            ("payer", payer.into()),
            ("reward", json!({"per_participant": {"minutes": 20}})),
        ] {
            input[field] = value;
        }
        for later in ["skill", "requirements", "listing"] {
            input.as_object_mut().unwrap().remove(later).unwrap();
        }
        input
    }

    fn publish(&mut self, from: u64, seats: u16, admission: &str) -> ActivityId {
        let publish = json!({"publish": {"activity": self.input(from, seats, admission, "own_balance")}});
        self.owner(self.elder, &publish);
        self.last()
    }

    fn approved(&mut self, from: u64, seats: u16, admission: &str) -> ActivityId {
        let id = self.publish(from, seats, admission);
        self.office(self.reviewer, &json!({"approve": {"id": id, "revision": 1}}));
        id
    }

    fn issuance(&mut self) -> ActivityId {
        let publish = json!({"publish": {"activity": self.input(0, 1, "automatic", "issuance")}});
        self.office(self.staff, &publish);
        let id = self.last();
        self.office(self.reviewer, &json!({"approve": {"id": id, "revision": 1}}));
        id
    }

    fn last(&self) -> ActivityId {
        let query = json!({"activities": {"start_after": null, "limit": 1, "descending": true}});
        let page: Value = self.suite.query(Contract::ActivityRegistry, &query);
        page["activities"][0]["id"].as_u64().unwrap()
    }

    fn check(&mut self, participant: MemberId, id: ActivityId, side: AttendanceSide) {
        let code = self.suite.code(id, side);
        let name = if side == AttendanceSide::Start { "check_in" } else { "check_out" };
        self.everyday(participant, &json!({ name: {"id": id, "code": code} }));
    }

    fn confirm(&mut self, id: ActivityId, participant: MemberId, (claimed, confirmed): (u32, u32)) {
        let minutes =
            |minutes| json!({"confirm_minutes": {"id": id, "participant": participant, "minutes": minutes}});
        self.everyday(participant, &minutes(claimed));
        if [self.activities.issued, self.activities.minted].contains(&id) {
            self.office(self.staff, &minutes(confirmed));
        } else {
            self.owner(self.elder, &minutes(confirmed));
        }
    }
}

/// Five contracts of version 0.1.0, wired; two branches with an operator, a budget and three packs each.
fn system() -> Suite {
    let mut chain = AppBuilder::new().with_api(MockApiBech32::new("wasm")).build(|_, _, _| {});
    let council = chain.api().addr_make("council");
    let wiring = Wiring::new(|contract| {
        if FIRST_CONTRACTS.contains(&contract) {
            deploy(&mut chain, &council, contract, code::shipped(contract), CODE_PERIOD)
        } else {
            String::new()
        }
    });
    let mut suite = Suite::around(chain, council, wiring);
    let wiring: serde_json::Map<String, Value> = FIRST_CONTRACTS
        .map(|contract| (contract.name().replace('-', "_"), suite.wiring.address(contract).into()))
        .into_iter()
        .collect();
    for contract in FIRST_CONTRACTS {
        suite.direct(contract, &json!({"wire": {"wiring": wiring}}));
    }
    for branch in BRANCHES {
        let operators = vec![suite.operators[&branch].to_string()];
        let name = format!("Branch {branch}");
        let add = json!({"add_branch": {"name": name, "district": "Gulou", "operators": operators}});
        suite.direct(Contract::MemberRegistry, &add);
        let second: Addr = suite.chain.api().addr_make(&format!("second operator {branch}"));
        suite.direct(
            Contract::MemberRegistry,
            &json!({"add_operator": {"branch": branch, "operator": second}}),
        );
        // One that no longer applies, the one in force, and one that waits.
        let now = suite.now();
        for (effective, name) in [(now, "Plain"), (now + 5, "Plain, again"), (now + 30 * DAY, "Next month")] {
            let pack = pack(name);
            let adopt = json!({"adopt": {"branch": branch, "pack": pack, "effective": effective}});
            suite.direct(Contract::Rulebook, &adopt);
        }
        suite.direct(Contract::TimeToken, &json!({"set_budget": {"branch": branch, "minutes": 100_000}}));
    }
    let gone: Addr = suite.chain.api().addr_make("second operator 2");
    suite.direct(Contract::MemberRegistry, &json!({"remove_operator": {"operator": gone}}));
    suite
}

fn pack(name: &str) -> Value {
    json!({
        "name": name,
        "rounding": "exact",
        "weights": [{"category": "bathing", "percent": 150}],
        "earn_cap_activity": 480,
        "tolerance": 10,
        "confirm_deadline": DAY,
        "settle_deadline": 2 * DAY,
        "dispute_window": 3 * DAY,
        "settle_requires_rating": true,
        "grants": [{"id": "elder-80", "minutes": 600, "min_age": "from80"}],
    })
}

fn transfer(suite: &Suite, to: MemberId, minutes: u32) -> Value {
    json!({"transfer": {"recipient": suite.members[&to].account, "amount": minutes.to_string()}})
}

/// Three of its lane were lost before it.
fn waiting(suite: &mut Suite, from: MemberId, to: MemberId) -> SignedIntent {
    let mut signed = suite.intent(from, Scope::Owner, Contract::TimeToken, &transfer(suite, to, 7));
    suite.give_back_nonce(from, Scope::Owner);
    (signed.intent.lane, signed.intent.nonce) = (2, 3);
    for_a_day(suite, signed)
}

fn for_a_day(suite: &Suite, mut signed: SignedIntent) -> SignedIntent {
    signed.intent.valid_until = suite.now() + DAY;
    suite.sign(signed.intent.signer, signed.intent)
}
