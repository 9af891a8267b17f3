//! Cases of the member-registry.

use super::{told, Measure, Scene};
use cosmwasm_std::{Binary, HexBinary};
use sha2::{Digest, Sha256};
use timebank_api::member_registry::{
    Action, Decision, ExecuteMsg, OfAccount, OfCommitment, OfMember, Office, Pair, ProfileKind, RecoveryRules,
};
use timebank_api::permission::Contract;
use timebank_api::record::AgeClass;
use timebank_api::{MemberId, Right, Rights, Role};
use timebank_intent::{kin_commitment, Scope};

const MEMBERS: Contract = Contract::MemberRegistry;
const TOKEN: Contract = Contract::TimeToken;

fn digest(of: &str) -> [u8; 32] {
    Sha256::digest(of).into()
}

impl Scene {
    /// Accounts whose waiting time is over when everything is measured.
    pub(super) fn members_early(&mut self) {
        let member = self.person();
        let account = self.account("linked");
        self.own(member, MEMBERS, &ExecuteMsg::LinkAccount(OfAccount { account: account.to_string() }));
        self.measure_direct(&account, MEMBERS, &ExecuteMsg::ConfirmLink(OfMember { member }));
    }

    fn by_member(&mut self, member: MemberId, msg: &ExecuteMsg) -> &mut Measure {
        self.measure(member, Scope::Owner, MEMBERS, msg)
    }

    fn by_office(&mut self, member: MemberId, msg: &ExecuteMsg) -> &mut Measure {
        self.measure(member, Scope::Office, MEMBERS, msg)
    }

    pub(super) fn members(&mut self) {
        self.branches();
        self.registrations();
        self.roles();
        self.profiles();
        self.relations();
        self.standing();
        self.between_branches();
        self.links();
    }

    fn branches(&mut self) {
        let operator = self.account("another operator").to_string();
        let add = ExecuteMsg::AddBranch {
            name: "Pukou 浦口".into(),
            district: "Pukou".into(),
            operators: vec![operator],
        };
        self.measure_council(MEMBERS, &add);
        let operator = self.account("a further operator").to_string();
        self.measure_council(MEMBERS, &ExecuteMsg::AddOperator { branch: 1, operator });
        let operator = self.account("a former operator").to_string();
        self.suite.direct(MEMBERS, &ExecuteMsg::AddOperator { branch: 1, operator: operator.clone() });
        self.measure_council(MEMBERS, &ExecuteMsg::RemoveOperator { operator });
        let rules = RecoveryRules { per_day: 1_000, ..RecoveryRules::default() };
        self.measure_council(MEMBERS, &ExecuteMsg::SetRecoveryRules { rules });
        self.measure_council(MEMBERS, &ExecuteMsg::SetLinkDelay { seconds: 7_200 });
    }

    fn registrations(&mut self) {
        let operator = self.suite.operators[&1].clone();
        let register = ExecuteMsg::RegisterMember {
            nullifier: [&[1u8][..], &digest("a newcomer")].concat().into(),
            salt: Binary::from(&digest("salt")[..16]),
            everyday_key: crate::suite::public(&crate::key_of("a newcomer")),
            age: AgeClass::From60,
        };
        self.measure_direct(&operator, MEMBERS, &register).within(Contract::Proxy, "add_member");
        let group = ExecuteMsg::RegisterGroup {
            registration: HexBinary::from(digest("a group")),
            salt: Binary::from(&digest("salt of a group")[..16]),
        };
        self.measure_direct(&operator, MEMBERS, &group);
    }

    fn roles(&mut self) {
        let (role, administrator) = (Role::Auditor, self.officers.administrator);
        let member = self.person();
        self.measure_council(MEMBERS, &ExecuteMsg::GrantRole { member, role });
        let member = self.person();
        self.suite.direct(MEMBERS, &ExecuteMsg::GrantRole { member, role });
        self.measure_council(MEMBERS, &ExecuteMsg::RevokeRole { member, role });
        let member = self.person();
        self.by_office(administrator, &ExecuteMsg::Appoint(Office { member, role }));
        let member = self.person();
        self.office(administrator, MEMBERS, &ExecuteMsg::Appoint(Office { member, role }));
        self.by_office(administrator, &ExecuteMsg::Dismiss(Office { member, role }));
    }

    fn profiles(&mut self) {
        let profile = |text: &str| ExecuteMsg::RequestProfile {
            kind: ProfileKind::Skills,
            commitment: HexBinary::from(digest(text)),
        };
        let member = self.person();
        self.measure(member, Scope::Everyday, MEMBERS, &profile("a"));
        let member = self.person();
        let id = told!(self.own(member, MEMBERS, &profile("b")), ProfileRequested, request);
        let reviewer = self.officers.reviewer;
        self.by_office(
            reviewer,
            &ExecuteMsg::DecideProfile(Decision { id, approve: true, reason: String::new() }),
        );

        let custodian = self.officers.custodian;
        let valid_until = self.now + 365 * 86_400;
        let issue = |member, text: &str| ExecuteMsg::IssueCredential {
            member,
            commitment: HexBinary::from(digest(text)),
            valid_until,
        };
        let member = self.person();
        self.by_office(custodian, &issue(member, "c"));
        self.office(custodian, MEMBERS, &issue(member, "d"));
        let commitment = HexBinary::from(digest("d"));
        self.by_office(custodian, &ExecuteMsg::RevokeCredential { member, commitment });
        let member = self.suite.register(1, AgeClass::Under60);
        self.by_office(custodian, &ExecuteMsg::RenewAge { member, age: AgeClass::From60 });
    }

    fn relations(&mut self) {
        let kin = |of, to| HexBinary::from(kin_commitment(of, to, 1, &[9; 16]));
        for step in 0..3 {
            let (of, other) = (self.person(), self.person());
            let commitment = kin(of, other);
            let propose = ExecuteMsg::ProposeKin { other, commitment: commitment.clone() };
            let accept = ExecuteMsg::AcceptKin(OfCommitment { commitment: commitment.clone() });
            if step > 0 {
                self.own(of, MEMBERS, &propose);
            }
            if step > 1 {
                self.own(other, MEMBERS, &accept);
            }
            match step {
                0 => self.by_member(of, &propose),
                1 => self.by_member(other, &accept),
                _ => self.by_member(of, &ExecuteMsg::RevokeKin(OfCommitment { commitment })),
            };
        }
        let until = self.now + 90 * 86_400;
        for step in 0..3 {
            let (member, agent) = (self.person(), self.person());
            let rights = Rights::default().with(Right::TakePart);
            let appoint = ExecuteMsg::AppointAgent { agent, rights, daily: 0, until };
            let accept = ExecuteMsg::AcceptAgent(OfMember { member });
            if step > 0 {
                self.own(member, MEMBERS, &appoint);
            }
            if step > 1 {
                self.own(agent, MEMBERS, &accept);
            }
            match step {
                0 => self.by_member(member, &appoint),
                1 => self.by_member(agent, &accept),
                _ => self.by_member(member, &ExecuteMsg::RevokeAgent(Pair { principal: member, agent })),
            };
        }
    }

    fn standing(&mut self) {
        let administrator = self.officers.administrator;
        let suspend = |member| ExecuteMsg::Suspend { member, reason: "See the case file".into() };
        let member = self.person();
        self.by_office(administrator, &suspend(member));
        let member = self.person();
        self.office(administrator, MEMBERS, &suspend(member));
        self.by_office(administrator, &ExecuteMsg::Reinstate(OfMember { member }));
        let member = self.person();
        self.measure(member, Scope::Everyday, MEMBERS, &ExecuteMsg::Freeze {});
        let member = self.holder();
        self.by_member(member, &ExecuteMsg::Close {}).within(TOKEN, "inherit");
        let (member, _) = self.proposed();
        let object = ExecuteMsg::ObjectKey { member, scope: timebank_api::Scope::Owner, kin: None };
        self.measure(member, Scope::Everyday, MEMBERS, &object);
    }

    fn between_branches(&mut self) {
        let (administrator, away) = (self.officers.administrator, self.officers.away);
        let (member, heir) = (self.holder(), self.person());
        let report = ExecuteMsg::Propose { action: Action::ReportDeath { member, heir: Some(heir) } };
        self.by_office(administrator, &report);
        let (member, heir) = (self.holder(), self.person());
        let report = ExecuteMsg::Propose { action: Action::ReportDeath { member, heir: Some(heir) } };
        let id = told!(self.office(administrator, MEMBERS, &report), CaseOpened, case);
        let decision = ExecuteMsg::Decide(Decision { id, approve: true, reason: String::new() });
        self.by_office(away, &decision).case("a death, with an heir").within(TOKEN, "inherit");

        let request = ExecuteMsg::RequestMove { to: 2 };
        let member = self.person();
        self.by_member(member, &request);
        let member = self.person();
        self.own(member, MEMBERS, &request);
        self.by_member(member, &ExecuteMsg::WithdrawMove {});
        let member = self.holder();
        self.own(member, MEMBERS, &request);
        let decide = ExecuteMsg::DecideMove { member, to: 2, approve: true };
        self.office(administrator, MEMBERS, &decide);
        self.by_office(away, &decide).case("the second, the member moves").within(TOKEN, "member_moved");
    }

    fn links(&mut self) {
        let link = |account: String| ExecuteMsg::LinkAccount(OfAccount { account });
        let (member, account) = (self.person(), self.account("own").to_string());
        self.by_member(member, &link(account));
        let (member, account) = (self.person(), self.account("another own").to_string());
        self.own(member, MEMBERS, &link(account.clone()));
        self.by_member(member, &ExecuteMsg::Unlink(OfAccount { account }));
    }
}
