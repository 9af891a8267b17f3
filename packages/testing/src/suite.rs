use crate::code;
use crate::invariants::Ledger;
use crate::member::{key_of, sign, TestMember};
use crate::rooms::Rooms;
use cosmwasm_std::{from_json, to_json_vec, Addr, Api, Binary, Empty, Uint128};
use cw_multi_test::{App, AppBuilder, AppResponse, BankKeeper, Contract as Program, Executor, MockApiBech32};
use cw_multi_test::{
    DistributionKeeper, FailingModule, GovFailingModule, IbcFailingModule, StakeKeeper, StargateFailing,
    WasmKeeper,
};
use serde::{de::DeserializeOwned, Serialize};
use std::collections::BTreeMap;
use timebank_api::activity_registry::{
    self as activities, ActivityInput, Admission, AttendanceCode, Category, Payer, Reward, Window,
};
use timebank_api::permission::Contract;
use timebank_api::proxy::{Outcome, RelayResult};
use timebank_api::record::{AgeClass, TransferRules};
use timebank_api::rulebook::{Conduct, Grant, Levels, MatchingWeights, Pack, Rounding, Skill};
use timebank_api::{
    member_registry, proxy, rulebook, time_token, ActivityId, BranchId, Code, Event, MemberId, Role, Wiring,
};
use timebank_intent::{attendance_digest, key_proof_digest, AttendanceSide, Intent, Scope, SignedIntent};

/// The branches every suite has.
pub const BRANCHES: [BranchId; 2] = [1, 2];
/// Seconds of one step of the attendance code.
pub const CODE_PERIOD: u32 = 15;

/// A simulated chain.
pub type Chain = App<
    BankKeeper,
    MockApiBech32,
    cosmwasm_std::MemoryStorage,
    FailingModule<Empty, Empty, Empty>,
    WasmKeeper<Empty, Empty>,
    StakeKeeper,
    DistributionKeeper,
    IbcFailingModule,
    GovFailingModule,
    StargateFailing,
>;

/// The whole system on one simulated chain.
pub struct Suite {
    pub chain: Chain,
    pub wiring: Wiring,
    pub council: Addr,
    pub operators: BTreeMap<BranchId, Addr>,
    pub members: BTreeMap<MemberId, TestMember>,
    /// Every intent digest that was carried out or failed, to show that none counts twice.
    pub spent: std::collections::BTreeSet<[u8; 32]>,
    pub(crate) ledger: Ledger,
    pub(crate) rooms: Rooms,
}

impl Suite {
    /// Eight contracts, wired; two branches with an operator, a budget of 100 000 minutes and the plain pack each.
    pub fn new() -> Self {
        Self::with_packs([plain_pack(), plain_pack()])
    }

    /// As [`Suite::new`], with these rules.
    pub fn with_packs(packs: [Pack; 2]) -> Self {
        Self::on(new_chain(), packs, |chain, name| chain.api().addr_make(name), CODE_PERIOD)
    }

    /// As [`Suite::with_packs`], on this chain, with these accounts for `council`, `operator 1` and `operator 2`, and with
    /// attendance codes that change after so many seconds.
    pub(crate) fn on(
        mut chain: Chain,
        packs: [Pack; 2],
        account: impl Fn(&Chain, &str) -> Addr,
        code_period: u32,
    ) -> Self {
        let council = account(&chain, "council");
        let wiring =
            Wiring::new(|contract| deploy(&mut chain, &council, contract, code::of(contract), code_period));
        let mut suite = Suite::around(chain, council, wiring);
        suite.operators =
            BRANCHES.map(|branch| (branch, account(&suite.chain, &format!("operator {branch}")))).into();
        let wire = serde_json::json!({ "wire": { "wiring": suite.wiring } });
        for contract in Contract::ALL {
            suite.direct(contract, &wire);
        }
        for (branch, pack) in BRANCHES.into_iter().zip(packs) {
            let operators = vec![suite.operators[&branch].to_string()];
            let add = member_registry::ExecuteMsg::AddBranch {
                name: format!("Branch {branch}"),
                district: "Gulou".into(),
                operators,
            };
            suite.direct(Contract::MemberRegistry, &add);
            let effective = suite.now();
            let adopt = rulebook::ExecuteMsg::Adopt { branch, pack: Box::new(pack), effective };
            suite.direct(Contract::Rulebook, &adopt);
            let budget = time_token::ExecuteMsg::SetBudget { branch, minutes: 100_000 };
            suite.direct(Contract::TimeToken, &budget);
        }
        suite.know_funds();
        suite
    }

    /// A system that stands already, with nothing in its books.
    pub fn around(chain: Chain, council: Addr, wiring: Wiring) -> Self {
        let operators =
            BRANCHES.map(|branch| (branch, chain.api().addr_make(&format!("operator {branch}")))).into();
        let (members, spent, ledger, rooms) = Default::default();
        Suite { chain, wiring, council, operators, members, spent, ledger, rooms }
    }

    /// Books the funds' accounts to their branches.
    pub fn know_funds(&mut self) {
        for branch in BRANCHES {
            let account = self.guarantee(branch).account;
            self.ledger.know(account, branch);
        }
    }

    /// Books an account to its branch, which no event told.
    pub fn know_account(&mut self, account: &Addr, branch: BranchId) {
        self.ledger.know(account.to_string(), branch);
    }

    /// The block's time.
    pub fn now(&self) -> u64 {
        self.chain.block_info().time.seconds()
    }

    /// Lets time pass, one block.
    pub fn advance(&mut self, seconds: u64) {
        self.chain.update_block(|block| {
            block.height += 1;
            block.time = block.time.plus_seconds(seconds);
        });
    }

    pub fn address(&self, contract: Contract) -> Addr {
        Addr::unchecked(self.wiring.address(contract))
    }

    pub fn canonical(&self, contract: Contract) -> [u8; 32] {
        let address = self.address(contract);
        let canonical = self.chain.api().addr_canonicalize(address.as_str()).expect("own address");
        canonical.as_slice().try_into().unwrap_or_else(|_| panic!("{address} is not 32 bytes long"))
    }

    /// The council sends a message; it must succeed.
    pub fn direct<M: Serialize + std::fmt::Debug>(&mut self, contract: Contract, msg: &M) -> Vec<Event> {
        let council = self.council.clone();
        self.execute(&council, contract, msg).unwrap_or_else(|code| panic!("{msg:?}: {code}"))
    }

    /// A chain account sends a message.
    pub fn execute<M: Serialize + std::fmt::Debug>(
        &mut self,
        sender: &Addr,
        contract: Contract,
        msg: &M,
    ) -> Result<Vec<Event>, Code> {
        let target = self.address(contract);
        let response = self.chain.execute_contract(sender.clone(), target, msg, &[]).map_err(|error| {
            Code::find(&format!("{error:#}")).unwrap_or_else(|| panic!("no code in: {error:#}"))
        })?;
        self.advance(1);
        Ok(self.hear(&response))
    }

    /// The system's events of a response, booked. Whoever executes past [`Suite::execute`] and [`Suite::relay`] says so here.
    pub fn hear(&mut self, response: &AppResponse) -> Vec<Event> {
        let events = events(response);
        for event in &events {
            self.ledger.book(event);
            self.rooms.book(event);
            if let Event::BranchChanged { member, to, .. } = event {
                self.members.get_mut(member).expect("a member").branch = *to;
            }
        }
        events
    }

    pub fn try_query<M: Serialize, R: DeserializeOwned>(
        &self,
        contract: Contract,
        msg: &M,
    ) -> Result<R, Code> {
        let answer = self.chain.wrap().query_wasm_smart(self.address(contract), msg);
        answer.map_err(|error| {
            Code::find(&format!("{error:#}")).unwrap_or_else(|| panic!("no code in: {error:#}"))
        })
    }

    pub fn query<M: Serialize, R: DeserializeOwned>(&self, contract: Contract, msg: &M) -> R {
        self.chain.wrap().query_wasm_smart(self.address(contract), msg).expect("query")
    }

    /// Registers a person as member of a branch.
    pub fn register(&mut self, branch: BranchId, age: AgeClass) -> MemberId {
        let id = self.members.len() as u64 + 1;
        let person = format!("person {id}");
        self.try_register(branch, &person, age).unwrap_or_else(|code| panic!("{person}: {code}"))
    }

    /// Registers a person by name.
    pub fn try_register(&mut self, branch: BranchId, person: &str, age: AgeClass) -> Result<MemberId, Code> {
        use sha2::{Digest, Sha256};
        let salt = Binary::from(&Sha256::digest(format!("salt {branch} {person}"))[..16]);
        let account: proxy::AccountResponse =
            self.query(Contract::Proxy, &proxy::QueryMsg::Account { salt: salt.clone() });
        let key = TestMember::new(0, account.account.clone(), branch).key(Scope::Everyday);
        let nullifier = [&[1u8][..], &Sha256::digest(person)[..]].concat();
        let msg = member_registry::ExecuteMsg::RegisterMember {
            nullifier: nullifier.into(),
            salt,
            everyday_key: public(&key),
            age,
        };
        let operator = self.operators[&branch].clone();
        let events = self.execute(&operator, Contract::MemberRegistry, &msg)?;
        let id = events
            .iter()
            .find_map(|event| match event {
                Event::MemberRegistered { member, account: registered, .. } => {
                    assert_eq!(registered, &account.account);
                    Some(*member)
                }
                _ => None,
            })
            .expect("member_registered");
        self.members.insert(id, TestMember::new(id, account.account, branch));
        Ok(id)
    }

    /// Registers a group; it has no keys, its signatories act as its agents.
    pub fn register_group(&mut self, branch: BranchId) -> MemberId {
        use sha2::{Digest, Sha256};
        let name = format!("group {}", self.members.len() + 1);
        let salt = Binary::from(&Sha256::digest(format!("salt {name}"))[..16]);
        let registration = Sha256::digest(&name).to_vec().into();
        let operator = self.operators[&branch].clone();
        let msg = member_registry::ExecuteMsg::RegisterGroup { registration, salt };
        let events = self.execute(&operator, Contract::MemberRegistry, &msg);
        let events = events.unwrap_or_else(|code| panic!("{name}: {code}"));
        let registered = events.iter().find_map(|event| match event {
            Event::MemberRegistered { member, account, .. } => Some((*member, account.clone())),
            _ => None,
        });
        let (id, account) = registered.expect("member_registered");
        self.members.insert(id, TestMember::new(id, account, branch));
        id
    }

    /// Sets the member's first owner key.
    pub fn set_owner_key(&mut self, member: MemberId) -> Result<(), Code> {
        let msg = self.first_owner_key(member);
        self.act(member, Scope::Everyday, Contract::Proxy, &msg)?;
        self.members.get_mut(&member).expect("member").epochs.insert(Scope::Owner, 1);
        Ok(())
    }

    /// The message that sets the member's first owner key.
    pub(crate) fn first_owner_key(&self, member: MemberId) -> proxy::ExecuteMsg {
        let chain_id = self.chain.block_info().chain_id;
        let proxy_address = self.canonical(Contract::Proxy);
        let key = key_of(&format!("{}/{:?}/1", self.members[&member].account, Scope::Owner));
        let proof = sign(&key, &key_proof_digest(&chain_id, &proxy_address, member, Scope::Owner, 1));
        proxy::ExecuteMsg::SetOwnerKey { key: public(&key), proof: Binary::from(&proof[..]) }
    }

    /// A key that is to take the place of the member's, proven by itself.
    pub fn new_key(&self, member: MemberId, scope: Scope, own: bool) -> proxy::NewKey {
        let epoch = self.members[&member].epochs.get(&scope).map_or(1, |epoch| epoch + 1);
        let key = key_of(&format!("{}/{scope:?}/{epoch}", self.members[&member].account));
        let chain_id = self.chain.block_info().chain_id;
        let digest = key_proof_digest(&chain_id, &self.canonical(Contract::Proxy), member, scope, epoch);
        let scope = match scope {
            Scope::Everyday => timebank_api::Scope::Everyday,
            Scope::Owner => timebank_api::Scope::Owner,
            Scope::Office => timebank_api::Scope::Office,
        };
        proxy::NewKey { member, scope, key: public(&key), proof: sign(&key, &digest).to_vec().into(), own }
    }

    /// From now on the member signs with the key of [`Suite::new_key`].
    pub fn use_new_key(&mut self, member: MemberId, scope: Scope) {
        let member = self.members.get_mut(&member).expect("member");
        *member.epochs.entry(scope).or_default() += 1;
        member.nonces.retain(|(of, _), _| *of != scope);
    }

    /// A member with an owner key and this much TIME, by grant.
    pub fn member_with_owner_key(&mut self, branch: BranchId) -> MemberId {
        let member = self.register(branch, AgeClass::From80);
        self.set_owner_key(member).expect("owner key");
        member
    }

    /// The council gives roles and an office key.
    pub fn appoint(&mut self, member: MemberId, roles: &[Role]) {
        for role in roles {
            self.direct(
                Contract::MemberRegistry,
                &member_registry::ExecuteMsg::GrantRole { member, role: *role },
            );
        }
        let epoch = self.members[&member].epochs.get(&Scope::Office).map_or(1, |epoch| epoch + 1);
        self.members.get_mut(&member).expect("member").epochs.insert(Scope::Office, epoch);
        let key = public(&self.members[&member].key(Scope::Office));
        self.direct(Contract::Proxy, &proxy::ExecuteMsg::SetOfficeKey { member, key });
    }

    /// Gives the pack's grant of 600 minutes.
    pub fn grant(&mut self, administrator: MemberId, member: MemberId) -> Result<Vec<Event>, Code> {
        let msg = time_token::ExecuteMsg::Grant { member, rule: "elder-80".into() };
        self.act(administrator, Scope::Office, Contract::TimeToken, &msg)
    }

    /// The next intent of a member on lane 0, signed.
    pub fn intent<M: Serialize>(
        &mut self,
        member: MemberId,
        scope: Scope,
        contract: Contract,
        msg: &M,
    ) -> SignedIntent {
        self.intent_for(None, member, scope, contract, msg)
    }

    /// As [`Suite::intent`], on behalf of a principal.
    pub fn intent_for<M: Serialize>(
        &mut self,
        principal: Option<MemberId>,
        member: MemberId,
        scope: Scope,
        contract: Contract,
        msg: &M,
    ) -> SignedIntent {
        let nonce = self.next_nonce(member, scope);
        let key_epoch = self.epoch(member, scope);
        let intent = Intent {
            scope,
            signer: member,
            on_behalf_of: principal,
            key_epoch,
            lane: 0,
            nonce,
            valid_until: self.now() + 600,
            contract: self.canonical(contract),
            message: to_json_vec(msg).expect("message"),
        };
        self.sign(member, intent)
    }

    pub(crate) fn next_nonce(&mut self, member: MemberId, scope: Scope) -> u64 {
        let nonces = &mut self.members.get_mut(&member).expect("member").nonces;
        let next = nonces.entry((scope, 0)).or_default();
        *next += 1;
        *next - 1
    }

    pub(crate) fn epoch(&self, member: MemberId, scope: Scope) -> u32 {
        *self.members[&member].epochs.get(&scope).unwrap_or(&1)
    }

    /// Makes the last nonce of a lane available again, after it was not spent.
    pub fn give_back_nonce(&mut self, member: MemberId, scope: Scope) {
        let nonces = &mut self.members.get_mut(&member).expect("member").nonces;
        nonces.entry((scope, 0)).and_modify(|nonce| *nonce = nonce.saturating_sub(1));
    }

    /// Signs an intent with the member's key of its scope.
    pub fn sign(&self, member: MemberId, intent: Intent) -> SignedIntent {
        let digest = self.digest(&intent);
        let signature = sign(&self.members[&member].key(intent.scope), &digest);
        SignedIntent { intent, signature }
    }

    pub fn digest(&self, intent: &Intent) -> [u8; 32] {
        let proxy_address = self.canonical(Contract::Proxy);
        intent.digest(&self.chain.block_info().chain_id, &proxy_address).expect("intent fits")
    }

    /// An operator hands a batch in.
    pub fn relay(&mut self, branch: BranchId, intents: &[SignedIntent]) -> (Vec<Outcome>, Vec<Event>) {
        let bytes =
            intents.iter().map(|intent| Binary::from(intent.encode().expect("intent fits"))).collect();
        let operator = self.operators[&branch].clone();
        let proxy_address = self.address(Contract::Proxy);
        let response = self
            .chain
            .execute_contract(operator, proxy_address, &proxy::ExecuteMsg::Relay { intents: bytes }, &[])
            .unwrap_or_else(|error| panic!("relay: {error:#}"));
        self.advance(1);
        let result: RelayResult = from_json(response.data.clone().expect("data")).expect("relay result");
        assert_eq!(result.results.len(), intents.len());
        for (intent, outcome) in intents.iter().zip(&result.results) {
            if !matches!(outcome, Outcome::Rejected(_)) {
                assert!(self.spent.insert(self.digest(&intent.intent)), "a digest counted twice");
            }
        }
        let events = self.hear(&response);
        (result.results, events)
    }

    /// A member does something: one intent, handed in by the own branch.
    pub fn act<M: Serialize>(
        &mut self,
        member: MemberId,
        scope: Scope,
        contract: Contract,
        msg: &M,
    ) -> Result<Vec<Event>, Code> {
        let branch = self.members[&member].branch;
        let intent = self.intent(member, scope, contract, msg);
        let (outcomes, events) = self.relay(branch, &[intent]);
        match &outcomes[0] {
            Outcome::Done => Ok(events),
            Outcome::Failed(code) | Outcome::Rejected(code) => {
                Err(Code::find(code).unwrap_or_else(|| panic!("unknown code {code}")))
            }
        }
    }

    /// As [`Suite::act`], at the activity-registry.
    pub fn activity(
        &mut self,
        member: MemberId,
        scope: Scope,
        msg: &activities::ExecuteMsg,
    ) -> Result<Vec<Event>, Code> {
        self.act(member, scope, Contract::ActivityRegistry, msg)
    }

    /// Publishes from the member's own balance.
    pub fn publish(&mut self, member: MemberId, input: ActivityInput) -> Result<ActivityId, Code> {
        let scope = if input.payer == Payer::Issuance { Scope::Office } else { Scope::Owner };
        let events = self.activity(member, scope, &activities::ExecuteMsg::Publish { activity: input })?;
        Ok(events
            .iter()
            .find_map(|event| match event {
                Event::ActivityDrafted { activity, .. } => Some(*activity),
                _ => None,
            })
            .expect("activity_drafted"))
    }

    /// The code shown on site now.
    pub fn code(&self, activity: ActivityId, side: AttendanceSide) -> AttendanceCode {
        self.code_at(activity, side, self.now() / u64::from(CODE_PERIOD))
    }

    pub fn code_at(&self, activity: ActivityId, side: AttendanceSide, step: u64) -> AttendanceCode {
        let registry = self.canonical(Contract::ActivityRegistry);
        let digest = attendance_digest(&self.chain.block_info().chain_id, &registry, activity, side, step);
        AttendanceCode { step, signature: Binary::from(&sign(&key_of("attendance"), &digest)[..]) }
    }

    pub fn balance(&self, member: MemberId) -> u128 {
        self.balance_of(&self.members[&member].account)
    }

    pub fn balance_of(&self, account: &str) -> u128 {
        let response: cw20::BalanceResponse =
            self.query(Contract::TimeToken, &time_token::QueryMsg::Balance { address: account.to_owned() });
        Uint128::u128(&response.balance)
    }
}

impl Default for Suite {
    fn default() -> Self {
        Self::new()
    }
}

/// An hour each minute of which counts, with short deadlines.
pub fn plain_pack() -> Pack {
    Pack {
        name: "Plain".into(),
        rounding: Rounding::Exact,
        weights: vec![],
        earn_cap_activity: None,
        tolerance: 10,
        confirm_deadline: 86_400,
        settle_deadline: 2 * 86_400,
        dispute_window: 3 * 86_400,
        settle_requires_rating: true,
        grants: vec![Grant { id: "elder-80".into(), minutes: 600, min_age: AgeClass::From80, every: None }],
        earn_cap_day: None,
        own_use_age: None,
        provider_age: None,
        escalate_after: 3 * 86_400,
        transfers: TransferRules::default(),
        levels: Levels::default(),
        conduct: Conduct::default(),
        matching_weights: MatchingWeights::default(),
    }
}

/// Two hours of company to the hospital for one volunteer, from now on, paid by the publisher.
pub fn activity(now: u64) -> ActivityInput {
    ActivityInput {
        title: "Accompany to hospital".into(),
        summary: "Two hours, by bus".into(),
        text: None,
        category: Category::Medical,
        place: "Gulou".into(),
        registration: Window { start: now, end: now + 7_200 },
        service: Window { start: now + 60, end: now + 60 + 7_200 },
        seats: 1,
        reward: Reward::PerHour { minutes: 60 },
        payer: Payer::OwnBalance,
        admission: Admission::ByAdministrator,
        attendance_key: public(&key_of("attendance")),
        skill: Skill::Plain,
        requirements: vec![],
        listing: None,
    }
}

pub(crate) fn public(key: &k256::ecdsa::SigningKey) -> Binary {
    Binary::from(key.verifying_key().to_encoded_point(true).as_bytes())
}

pub(crate) fn events(response: &AppResponse) -> Vec<Event> {
    response
        .events
        .iter()
        .filter_map(|event| {
            let data = &event.attributes.iter().find(|attribute| attribute.key == "data")?.value;
            Event::read(&event.ty, data)
        })
        .collect()
}

pub(crate) fn new_chain() -> Chain {
    AppBuilder::new().with_api(MockApiBech32::new("wasm")).build(|_, _, _| {})
}

/// Stores a contract's code and instantiates it, with the council as its administrator; its address.
pub fn deploy(
    chain: &mut Chain,
    council: &Addr,
    contract: Contract,
    code: Box<dyn Program<Empty>>,
    code_period: u32,
) -> String {
    let name = contract.name();
    let msg = match contract {
        Contract::MemberRegistry => serde_json::json!({"council": council, "nullifier_version": 1}),
        Contract::ActivityRegistry => serde_json::json!({"council": council, "code_period": code_period}),
        _ => serde_json::json!({"council": council}),
    };
    let code = chain.store_code(code);
    chain
        .instantiate_contract(code, council.clone(), &msg, &[], name, Some(council.to_string()))
        .unwrap_or_else(|error| panic!("instantiate {name}: {error:#}"))
        .to_string()
}
