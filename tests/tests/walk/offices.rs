//! Groups and their signatories, offices, profiles, credentials, linked chain accounts, objections, and drafts of rule packs.

use crate::step::What;
use crate::together::SALT;
use crate::world::Walk;
use timebank_api::activity_registry::ExecuteMsg as Activities;
use timebank_api::member_registry::{
    Action, Decision, ExecuteMsg as Members, KinOpening, OfAccount, OfCommitment, OfMember, Office, Pair,
    ProfileKind,
};
use timebank_api::permission::Contract;
use timebank_api::record::AgeClass;
use timebank_api::rulebook::{DraftResponse, DraftState, ExecuteMsg as Rules, QueryMsg as RulesQuery};
use timebank_api::time_token::ExecuteMsg as Token;
use timebank_api::{BranchId, Event, MemberId, Right, Rights, Role};
use timebank_intent::{credential_commitment, kin_commitment, Scope};

/// How many groups there are at most.
const GROUPS: usize = 3;

impl Walk {
    pub fn custodian(branch: BranchId) -> MemberId {
        if branch == 1 {
            3
        } else {
            4
        }
    }

    pub fn offices(&mut self, what: What, a: u64, b: u64, c: u64) -> Option<()> {
        let member = self.ordinary(a);
        let branch = self.branch(member);
        match what {
            What::Group => self.group(a, b, c)?,
            What::AsGroup => {
                let groups: Vec<_> = self
                    .known
                    .agents
                    .iter()
                    .filter(|(of, _)| self.known.groups.contains(of))
                    .copied()
                    .collect();
                let (group, signatory) = Self::pick(&groups, a)?;
                self.in_the_name_of(group, signatory, b, c)?;
            }
            What::Office => {
                let member = match Self::pick(&self.known.offices, a) {
                    Some((member, _)) if c.is_multiple_of(2) => member,
                    _ => member,
                };
                let branch = self.branch(member);
                let ([first, second], [away, _]) =
                    (Self::administrators(branch), Self::administrators(3 - branch));
                let held: Vec<_> =
                    self.known.offices.iter().filter(|(of, _)| *of == member).copied().collect();
                let weighty = c % 5 > 2;
                let light = [Role::Auditor, Role::TrainingAdministrator, Role::Publisher][b as usize % 3];
                let held = held.into_iter().find(|(_, role)| (*role == Role::Reviewer) == weighty);
                let office = Office {
                    member,
                    role: held.map_or(if weighty { Role::Reviewer } else { light }, |held| held.1),
                };
                match (weighty, held.is_some()) {
                    (true, false) => self.case(first, away, Action::GrantRole(office.clone()))?,
                    (true, true) => self.case(first, away, Action::RevokeRole(office.clone()))?,
                    (false, false) => {
                        self.members(first, Scope::Office, &Members::Appoint(office.clone()))?;
                    }
                    (false, true) => {
                        self.members(second, Scope::Office, &Members::Dismiss(office.clone()))?;
                    }
                }
                let Office { member, role } = office;
                if held.is_some() {
                    self.known.offices.retain(|held| *held != (member, role));
                } else {
                    self.known.offices.push((member, role));
                }
            }
            What::Profile => {
                if let Some((id, of)) = Self::pick(&self.known.requests, a).filter(|_| !c.is_multiple_of(3)) {
                    let reviewer = if self.branch(of) == 1 { 1 } else { 5 };
                    let (approve, reason) = (!c.is_multiple_of(5), "not readable".into());
                    let decision = Decision { id, approve, reason };
                    self.known.requests.retain(|(request, _)| *request != id);
                    self.members(reviewer, Scope::Office, &Members::DecideProfile(decision))?;
                    return Some(());
                }
                let kind = Self::pick(&ProfileKind::ALL, b)?;
                let ask = Members::RequestProfile { kind, commitment: [c as u8; 32].into() };
                let events = self.members(member, Scope::Everyday, &ask)?;
                self.known.requests.extend(events.iter().find_map(|event| match event {
                    Event::ProfileRequested { request, member, .. } => Some((*request, *member)),
                    _ => None,
                }));
            }
            What::Credential => {
                let (predicate, held) = ((b % 3) as u8, Self::pick(&self.known.credentials, c));
                if let Some((member, predicate)) = held.filter(|_| c.is_multiple_of(4)) {
                    let commitment = credential_commitment(member, predicate, &SALT).into();
                    let revoke = Members::RevokeCredential { member, commitment };
                    self.members(Self::custodian(self.branch(member)), Scope::Office, &revoke)?;
                    self.known.credentials.retain(|held| *held != (member, predicate));
                    return Some(());
                }
                let commitment = credential_commitment(member, predicate, &SALT).into();
                let valid_until = self.suite.now() + if c.is_multiple_of(3) { 200 } else { 90 * 86_400 };
                let issue = Members::IssueCredential { member, commitment, valid_until };
                self.members(Self::custodian(branch), Scope::Office, &issue)?;
                self.known.credentials.push((member, predicate));
            }
            What::Age => {
                let member = Self::pick(&self.known.younger, a)?;
                let renew = Members::RenewAge { member, age: AgeClass::From80 };
                self.members(Self::custodian(self.branch(member)), Scope::Office, &renew)?;
                self.known.younger.retain(|known| *known != member);
            }
            What::EndKin => {
                let (one, other, degree) = Self::pick(&self.known.kin, a)?;
                let commitment = kin_commitment(one, other, degree, &SALT).into();
                let revoke = Members::RevokeKin(OfCommitment { commitment });
                self.members(if b.is_multiple_of(2) { one } else { other }, Scope::Everyday, &revoke)?;
                self.known.kin.retain(|known| *known != (one, other, degree));
            }
            What::EndAgent => {
                let (principal, agent) = Self::pick(&self.known.agents, a)?;
                let pair = Pair { principal, agent };
                if b.is_multiple_of(2) || self.known.groups.contains(&principal) {
                    let branch = self.branch(principal);
                    let [first, second] = Self::administrators(branch);
                    self.case(first, second, Action::DismissAgent(pair))?;
                } else {
                    let by = if c.is_multiple_of(2) { principal } else { agent };
                    self.members(by, Scope::Everyday, &Members::RevokeAgent(pair))?;
                }
            }
            What::StayPut => {
                self.members(member, Scope::Owner, &Members::RequestMove { to: 3 - branch })?;
                self.members(member, Scope::Everyday, &Members::WithdrawMove {})?;
            }
            What::Link => self.link(member, c)?,
            What::AsLinked => self.as_linked(a, b, c)?,
            What::ObjectKey => {
                let open = Self::pick(&self.known.objected, a);
                if let Some(new) = open.filter(|_| !c.is_multiple_of(3)) {
                    return self.settle_objection(new, b.is_multiple_of(2));
                }
                self.together(What::Recover, a, b, c)?;
                let new = self.known.recoveries.last()?.clone();
                let (of, scope) = (new.member, new.scope);
                // By the member, or by kin.
                let kin = self.known.kin.iter().find(|(one, other, _)| [*one, *other].contains(&of)).copied();
                let (by, kin) = match kin.filter(|_| b.is_multiple_of(2)) {
                    Some((one, other, degree)) => {
                        let by = if one == of { other } else { one };
                        (by, Some(KinOpening { degree, salt: SALT.into() }))
                    }
                    None => (of, None),
                };
                self.members(by, Scope::Everyday, &Members::ObjectKey { member: of, scope, kin })?;
                self.count("key objected");
                self.known.recoveries.retain(|known| known.member != of);
                self.known.objected.push(new);
            }
            What::Pack => self.rules(a, b, c)?,
            other => unreachable!("{other:?}"),
        }
        Some(())
    }

    /// A new group, or somebody who is to sign for one.
    fn group(&mut self, a: u64, b: u64, c: u64) -> Option<()> {
        if self.known.groups.len() < GROUPS && (a.is_multiple_of(3) || self.known.groups.is_empty()) {
            let branch = b as BranchId % 2 + 1;
            let group = self.suite.register_group(branch);
            self.known.groups.push(group);
            self.tally.sent += 1;
            self.said.push(format!("branch {branch} registers group {group}"));
            self.carried_out(Contract::MemberRegistry, "register_group");
            return Some(());
        }
        let (group, agent) = (Self::pick(&self.known.groups, a)?, self.ordinary(b));
        let branch = self.branch(group);
        let [first, second] = Self::administrators(branch);
        let rights =
            [Right::TakePart, Right::Commit, Right::Donate].into_iter().fold(Rights::default(), Rights::with);
        let (until, consent) = (self.suite.now() + 90 * 86_400, [4; 32].into());
        let daily = 100 + (c % 100) as u32;
        let appoint = Action::AppointAgent { principal: group, agent, rights, daily, until, consent };
        self.case(Self::custodian(branch), if branch == 1 { first } else { second }, appoint)?;
        self.members(agent, Scope::Everyday, &Members::AcceptAgent(OfMember { member: group }))?;
        self.opening(group, 200);
        Some(())
    }

    /// A signatory acts for a group.
    fn in_the_name_of(&mut self, group: MemberId, signatory: MemberId, b: u64, c: u64) -> Option<()> {
        let principal = Some(group);
        match c % 5 {
            0 | 1 => {
                let donate = Token::Donate { minutes: (b % 60) as u32 + 1 };
                self.act_for(principal, signatory, Scope::Owner, Contract::TimeToken, &donate)?;
            }
            2 => {
                let mut input = self.input(1, 3_600);
                input.reward = timebank_api::activity_registry::Reward::PerParticipant { minutes: 40 };
                let publish = Activities::Publish { activity: input };
                self.act_for(principal, signatory, Scope::Owner, Contract::ActivityRegistry, &publish)?;
            }
            _ => {
                let id = self.open_for(group, b)?;
                let enrol = Activities::Enrol { id, openings: vec![] };
                self.act_for(principal, signatory, Scope::Everyday, Contract::ActivityRegistry, &enrol)?;
            }
        }
        Some(())
    }

    /// A chain account of the member's own: named, confirmed, given up.
    fn link(&mut self, member: MemberId, c: u64) -> Option<()> {
        if let Some((of, account, linked)) = Self::pick(&self.known.links, c / 4) {
            if linked && c.is_multiple_of(8) {
                let unlink = Members::Unlink(OfAccount { account: account.to_string() });
                self.members(of, Scope::Everyday, &unlink)?;
                return Some(());
            }
            if !linked {
                let confirm = Members::ConfirmLink(OfMember { member: of });
                let who = format!("member {of}'s own chain account");
                self.send(&who, &account, Contract::MemberRegistry, &confirm)?;
                return Some(());
            }
        }
        let number = self.known.links.len();
        let account = self.suite.chain.api().addr_make(&format!("own {member} {number} {}", c % 97));
        let link = Members::LinkAccount(OfAccount { account: account.to_string() });
        self.members(member, Scope::Owner, &link)?;
        self.known.links.push((member, account, false));
        Some(())
    }

    /// A member acts with a linked chain account.
    fn as_linked(&mut self, a: u64, b: u64, c: u64) -> Option<()> {
        let linked: Vec<_> = self.known.links.iter().filter(|link| link.2).cloned().collect();
        let (member, account, _) = Self::pick(&linked, a)?;
        let who = format!("member {member}'s own chain account");
        let minutes = (b % 40) as u32 + 1;
        let recipient = self.account(self.neighbour(member, b));
        let token = |walk: &mut Self, msg: &Token| walk.send(&who, &account, Contract::TimeToken, msg);
        let name = match c % 7 {
            0 | 4 | 5 => {
                token(self, &Token::Transfer { recipient, amount: minutes.into() })?;
                "linked transfer"
            }
            1 => {
                token(self, &Token::Donate { minutes })?;
                "linked donate"
            }
            2 => {
                let mut input = self.input(1, 3_600);
                input.reward = timebank_api::activity_registry::Reward::PerParticipant { minutes };
                self.send(
                    &who,
                    &account,
                    Contract::ActivityRegistry,
                    &Activities::Publish { activity: input },
                )?;
                "linked publish"
            }
            _ => {
                let id = self.open_for(member, b)?;
                let enrol = Activities::Enrol { id, openings: vec![] };
                self.send(&who, &account, Contract::ActivityRegistry, &enrol)?;
                "linked enrol"
            }
        };
        self.count(name);
        Some(())
    }

    /// A draft of the next rules, and the way to its adoption.
    fn rules(&mut self, a: u64, b: u64, c: u64) -> Option<()> {
        let draft = self.known.drafts.last().copied();
        let found: Option<DraftResponse> =
            draft.map(|id| self.suite.query(Contract::Rulebook, &RulesQuery::Draft { id }));
        let open =
            |draft: &DraftResponse| !matches!(draft.state, DraftState::Adopted | DraftState::Withdrawn);
        let act = |walk: &mut Self, by, msg: &Rules| walk.act(by, Scope::Office, Contract::Rulebook, msg);
        let Some(found) = found.filter(open) else {
            let branch = a as BranchId % 2 + 1;
            let mut pack = self.pack(branch).clone();
            pack.tolerance += 1;
            let write = Rules::Draft { pack: Box::new(pack), analysis: [5; 32].into() };
            let events = act(self, Self::administrators(branch)[0], &write)?;
            self.known.drafts.extend(events.iter().find_map(|event| match event {
                Event::DraftWritten { draft, .. } => Some(*draft),
                _ => None,
            }));
            return Some(());
        };
        let (draft, revision, now) = (found.id, found.revision, self.suite.now());
        let [first, second] = Self::administrators(found.branch);
        if c.is_multiple_of(12) {
            act(self, first, &Rules::WithdrawDraft { draft })?;
            return Some(());
        }
        let running = found.until.is_some_and(|until| until > now);
        match found.state {
            DraftState::Drafted if b.is_multiple_of(3) => {
                let pack = Box::new(self.pack(found.branch).clone());
                act(self, first, &Rules::Revise { draft, revision, pack, analysis: [6; 32].into() })?;
            }
            DraftState::Drafted => {
                act(self, first, &Rules::PublishDraft { draft, revision, until: now + 40 })?;
            }
            DraftState::Published if running => {
                let comment = Rules::Comment { draft, revision, support: b.is_multiple_of(2), text: None };
                self.act(self.member(a), Scope::Everyday, Contract::Rulebook, &comment)?;
            }
            DraftState::Published if b.is_multiple_of(4) => {
                let pack = Box::new(self.pack(found.branch).clone());
                act(self, second, &Rules::Revise { draft, revision, pack, analysis: [6; 32].into() })?;
            }
            _ => {
                let agree = Rules::AdoptDraft { draft, revision, effective: now + 20 };
                act(self, first, &agree)?;
                act(self, second, &agree)?;
            }
        }
        Some(())
    }
}
