//! What moves TIME besides services, and what members and offices are to each other.

use crate::step::What;
use crate::world::{Walk, OFFICERS};
use cosmwasm_std::Binary;
use timebank_api::activity_registry::{ExecuteMsg as Activities, Reward};
use timebank_api::member_registry::{
    Action, Decision, ExecuteMsg as Members, FreezeCause, OfCommitment, OfMember,
};
use timebank_api::permission::Contract;
use timebank_api::proxy::ExecuteMsg as Keys;
use timebank_api::reputation::ExecuteMsg as Reputation;
use timebank_api::time_token::{self, ExecuteMsg as Token, KinOpening, Limits};
use timebank_api::{Event, MemberId, Right, Rights};
use timebank_intent::{kin_commitment, Scope};

/// What opens every commitment here.
pub const SALT: [u8; 16] = [9; 16];

impl Walk {
    fn token(&mut self, member: MemberId, scope: Scope, msg: &Token) -> Option<Vec<Event>> {
        self.act(member, scope, Contract::TimeToken, msg)
    }

    pub fn members(&mut self, member: MemberId, scope: Scope, msg: &Members) -> Option<Vec<Event>> {
        self.act(member, scope, Contract::MemberRegistry, msg)
    }

    pub fn together(&mut self, what: What, a: u64, b: u64, c: u64) -> Option<()> {
        let (member, other) = (self.ordinary(a), self.ordinary(b));
        let minutes = (c % 90) as u32;
        let recipient = self.account(other);
        match what {
            What::Grant => {
                let [first, _] = Self::administrators(self.branch(member));
                self.token(first, Scope::Office, &Token::Grant { member, rule: "elder-80".into() })?;
            }
            What::Transfer => {
                let recipient = self.account(self.neighbour(member, b));
                self.token(member, Scope::Owner, &Token::Transfer { recipient, amount: minutes.into() })?;
            }
            What::Burn => {
                self.token(member, Scope::Owner, &Token::Burn { amount: (minutes / 4).into() })?;
            }
            What::Gift => {
                // Half of them to somebody who is kin.
                let kin = self.known.kin.get(b as usize % self.known.kin.len().max(1)).copied();
                let kin = kin.filter(|_| c.is_multiple_of(2));
                let (member, to, kin) = kin.map_or((member, other, None), |(a, b, degree)| {
                    (a, b, Some(KinOpening { degree, salt: Binary::from(SALT) }))
                });
                self.token(member, Scope::Owner, &Token::Gift { to, minutes, kin })?;
            }
            What::AnswerGift => {
                let (gift, from, to) = *self.known.gifts.get(a as usize % self.known.gifts.len().max(1))?;
                match c % 4 {
                    0 => self.token(to, Scope::Everyday, &Token::DeclineGift { gift }),
                    1 if b.is_multiple_of(2) => {
                        self.token(from, Scope::Everyday, &Token::DeclineGift { gift })
                    }
                    _ => self.token(to, Scope::Everyday, &Token::AcceptGift { gift }),
                }?;
            }
            What::Donate => {
                self.token(member, Scope::Owner, &Token::Donate { minutes })?;
            }
            What::Allowance => {
                let (owner, other) = (self.account(member), self.neighbour(member, b));
                let spender = self.account(other);
                let increase = Token::IncreaseAllowance { spender, amount: 50u128.into(), expires: None };
                self.token(member, Scope::Owner, &increase)?;
                let recipient = self.account(self.neighbour(member, c));
                let amount = (minutes / 3).into();
                let lenient = self.pack(self.branch(member)).transfers.unregistered;
                let pull = match c % 4 {
                    0 => Token::BurnFrom { owner, amount },
                    1 | 2 if lenient => {
                        let contract = self.hook.to_string();
                        Token::SendFrom { owner, contract, amount, msg: self.callback(member, b) }
                    }
                    _ => Token::TransferFrom { owner, recipient, amount },
                };
                self.token(other, Scope::Owner, &pull)?;
                let spender = self.account(other);
                let decrease = Token::DecreaseAllowance { spender, amount: 10u128.into(), expires: None };
                self.token(member, Scope::Owner, &decrease)?;
            }
            What::Limits => {
                let daily = (!c.is_multiple_of(3)).then_some(minutes + 200);
                let limits = Limits { daily, new_recipient_delay: c % 2 * 86_400 };
                self.token(member, Scope::Owner, &Token::SetLimits { limits })?;
            }
            What::Introduce => {
                self.token(member, Scope::Owner, &Token::Introduce { recipient })?;
            }
            What::Sweep => {
                let all = self.suite.members.values().map(|member| member.account.clone());
                let accounts = all.skip((a % 6) as usize).take(10).collect();
                self.anybody(Contract::TimeToken, &Token::Sweep { accounts });
            }
            What::Send => {
                let all = (0..4).map(|more| self.ordinary(a + 8 * more));
                let mut lenient = all.filter(|member| self.pack(self.branch(*member)).transfers.unregistered);
                let member = lenient.next()?;
                let (contract, msg) = (self.hook.to_string(), self.callback(member, b));
                let send = Token::Send { contract, amount: (minutes / 3 + 1).into(), msg };
                self.token(member, Scope::Owner, &send)?;
            }
            What::Opening => self.opening(member, minutes),
            What::ReverseOpening => {
                let action = time_token::Action::ReverseOpening { member, evidence: [8; 32].into() };
                if self.token_case(self.branch(member), action) {
                    self.count("opening reversed");
                }
            }
            What::TopUp => {
                let (member, activity) = self.known.lien?;
                self.token_case(self.branch(member), time_token::Action::TopUp { member, activity });
            }
            What::OwnerKey => {
                let all = self.suite.members.keys().filter(|member| !self.known.owners.contains(member));
                let all: Vec<_> = all.filter(|member| !self.known.groups.contains(member)).copied().collect();
                let member = Self::pick(&all, a)?;
                self.tally.sent += 1;
                self.said.push(format!("member {member} sets an owner key"));
                if self.suite.set_owner_key(member).is_ok() {
                    self.carried_out(Contract::Proxy, "set_owner_key");
                    self.known.owners.insert(member);
                }
            }
            What::Kin => {
                let degree = (c % 2) as u8 + 1;
                let commitment = kin_commitment(member, other, degree, &SALT);
                let propose = Members::ProposeKin { other, commitment: commitment.into() };
                self.members(member, Scope::Owner, &propose)?;
                let accept = Members::AcceptKin(OfCommitment { commitment: commitment.into() });
                self.members(other, Scope::Owner, &accept)?;
                self.known.kin.push((member, other, degree));
            }
            What::Agent => {
                let rights = [Right::TakePart, Right::Commit, Right::Donate, Right::Profile]
                    .into_iter()
                    .filter(|right| *right == Right::TakePart || !c.is_multiple_of(3))
                    .fold(Rights::default(), Rights::with);
                let until = self.suite.now() + 90 * 86_400;
                let appoint = Members::AppointAgent { agent: other, rights, daily: 150, until };
                self.members(member, Scope::Owner, &appoint)?;
                self.members(other, Scope::Everyday, &Members::AcceptAgent(OfMember { member }))?;
            }
            What::AsAgent => {
                let (principal, agent) =
                    *self.known.agents.get(a as usize % self.known.agents.len().max(1))?;
                let of = principal;
                let principal = Some(principal);
                match c % 3 {
                    0 => {
                        let id = self.open_for(of, b)?;
                        let enrol = Activities::Enrol { id, openings: vec![] };
                        self.act_for(principal, agent, Scope::Everyday, Contract::ActivityRegistry, &enrol)?;
                    }
                    1 => {
                        let donate = Token::Donate { minutes };
                        self.act_for(principal, agent, Scope::Owner, Contract::TimeToken, &donate)?;
                    }
                    _ => {
                        let mut input = self.input(1, 3_600);
                        input.reward = Reward::PerParticipant { minutes: 60 };
                        let publish = Activities::Publish { activity: input };
                        self.act_for(principal, agent, Scope::Owner, Contract::ActivityRegistry, &publish)?;
                    }
                }
            }
            What::Freeze => {
                self.members(member, Scope::Everyday, &Members::Freeze {})?;
            }
            What::Order => {
                let [first, second] = Self::administrators(self.branch(member));
                let action = Action::Freeze { member, cause: FreezeCause::Dispute };
                self.case(first, second, action)?;
            }
            What::Thaw => {
                let known = &self.known;
                let frozen = known.inactive.iter().copied();
                let frozen =
                    frozen.filter(|member| !known.suspended.contains(member) && !known.dead.contains(member));
                let objected = |member: &MemberId| known.objected.iter().any(|new| new.member == *member);
                let frozen: Vec<_> = frozen.filter(|member| !objected(member)).collect();
                let member = Self::pick(&frozen, a)?;
                let [first, second] = Self::administrators(self.branch(member));
                self.case(first, second, Action::Thaw(OfMember { member }))?;
            }
            What::Death => {
                // Not all of them, or the walk ends with nobody.
                if member % 3 != 0 || !a.is_multiple_of(2) {
                    return None;
                }
                let branch = self.branch(member);
                let [first, _] = Self::administrators(branch);
                let [away, _] = Self::administrators(3 - branch);
                let heir = c.is_multiple_of(2).then_some(other);
                self.case(first, away, Action::ReportDeath { member, heir })?;
                self.count("death");
            }
            What::Move => {
                let (from, to) = (self.branch(member), 3 - self.branch(member));
                self.members(member, Scope::Owner, &Members::RequestMove { to })?;
                for branch in [from, to] {
                    let [first, _] = Self::administrators(branch);
                    let approve = !c.is_multiple_of(7);
                    self.members(first, Scope::Office, &Members::DecideMove { member, to, approve })?;
                }
            }
            What::Suspend => {
                let [first, _] = Self::administrators(self.branch(member));
                let suspend = Members::Suspend { member, reason: "see case".into() };
                self.members(first, Scope::Office, &suspend)?;
            }
            What::Close => {
                let member = self.ordinary(a);
                self.members(member, Scope::Owner, &Members::Close {})?;
            }
            What::Reinstate => {
                let suspended: Vec<_> = self.known.suspended.iter().copied().collect();
                let member = Self::pick(&suspended, a)?;
                let [first, _] = Self::administrators(self.branch(member));
                self.members(first, Scope::Office, &Members::Reinstate(OfMember { member }))?;
            }
            What::RotateKey => {
                let scope = if c.is_multiple_of(2) { Scope::Everyday } else { Scope::Owner };
                let new = self.suite.new_key(member, scope, c.is_multiple_of(3));
                self.act(member, Scope::Owner, Contract::Proxy, &Keys::RotateKey(new))?;
                self.suite.use_new_key(member, scope);
            }
            What::Recover => {
                let branch = self.branch(member);
                let custodian = if branch == 1 { 3 } else { 4 };
                let [away, _] = Self::administrators(3 - branch);
                let new = self.suite.new_key(member, Scope::Owner, false);
                self.act(custodian, Scope::Office, Contract::Proxy, &Keys::ProposeKey(new.clone()))?;
                self.act(away, Scope::Office, Contract::Proxy, &Keys::ApproveKey(new.clone()))?;
                self.known.recoveries.push(new);
            }
            What::FinishKey => {
                if self.known.recoveries.is_empty() {
                    return self.together(What::Recover, a, b, c);
                }
                let index = a as usize % self.known.recoveries.len();
                let new = self.known.recoveries.get(index)?.clone();
                assert!(new.member > OFFICERS);
                if self.anybody(Contract::Proxy, &Keys::FinishKey(new.clone())).is_some() {
                    self.suite.use_new_key(new.member, Scope::Owner);
                    self.known.recoveries.remove(index);
                }
            }
            What::Follow => {
                let limit = c.is_multiple_of(3).then_some(2);
                self.anybody(Contract::Reputation, &Reputation::Follow { limit });
            }
            What::Refresh => {
                let members = self.suite.members.keys().copied().collect();
                self.anybody(Contract::Reputation, &Reputation::Refresh { members });
            }
            other => unreachable!("{other:?}"),
        }
        Some(())
    }

    /// Another member of the same branch, if there is one.
    pub fn neighbour(&self, member: MemberId, number: u64) -> MemberId {
        let known = &self.known;
        let all = (OFFICERS + 1..=self.suite.members.len() as u64)
            .filter(|other| *other != member && self.branch(*other) == self.branch(member))
            .filter(|other| !known.dead.contains(other) && known.owners.contains(other));
        let all: Vec<_> = all.collect();
        all.get(number as usize % all.len().max(1)).copied().unwrap_or(member)
    }

    /// One office-holder proposes, another approves.
    pub fn case(&mut self, first: MemberId, second: MemberId, action: Action) -> Option<()> {
        let opened = self.members(first, Scope::Office, &Members::Propose { action })?;
        let case = opened.iter().find_map(|event| match event {
            Event::CaseOpened { case, .. } => Some(*case),
            _ => None,
        })?;
        self.members(
            second,
            Scope::Office,
            &Members::Decide(Decision { id: case, approve: true, reason: String::new() }),
        )?;
        Some(())
    }
}
