//! Profile, credentials, kin links, agents and linked accounts.

use super::world::*;
use cosmwasm_std::HexBinary;
use timebank_api::member_registry::{
    AgentsResponse, CredentialsResponse, Decision, ExecuteMsg, KinResponse, LinksResponse, OfAccount,
    OfCommitment, OfMember, Page, Pair, ProfileKind, ProfileRequestsResponse, ProfileResponse, QueryMsg,
    LINK_DELAY, MAX_AGENCY, MAX_AGENTS, MAX_LINKS,
};
use timebank_api::record::{
    agent_key, credential_key, kin_key, link_key, AgeClass, AgentRecord, MemberStatus,
};
use timebank_api::{Actor, Code, Event, MemberId, Right, Rights, Role, Scope};

pub fn digest(byte: u8) -> HexBinary {
    [byte; 32].into()
}

fn request(byte: u8) -> ExecuteMsg {
    ExecuteMsg::RequestProfile { kind: ProfileKind::Skills, commitment: digest(byte) }
}

fn decide(request: u64, approve: bool) -> ExecuteMsg {
    ExecuteMsg::DecideProfile(Decision { id: request, approve, reason: "seen".into() })
}

#[test]
fn profile_changes_when_a_reviewer_of_the_branch_approves_the_newest_request() {
    let mut registry = Registry::staffed();
    let events = registry.does(ANNA, request(1));
    assert_eq!(
        events,
        [Event::ProfileRequested {
            request: 1,
            member: ANNA,
            kind: ProfileKind::Skills,
            commitment: digest(1),
            by: ANNA
        }]
    );
    registry.does(ANNA, request(2));
    registry.does(BO, request(3));
    assert_eq!(registry.refuses(REVIEWER, decide(1, true)), Code::ProfileUnknown);
    let waiting: ProfileRequestsResponse =
        registry.ask(QueryMsg::ProfileRequests(Page { start_after: None, limit: None }));
    let waiting: Vec<_> = waiting.requests.iter().map(|request| (request.id, request.member)).collect();
    assert_eq!(waiting, [(2, ANNA), (3, BO)]);

    registry.advance(60);
    registry.does(REVIEWER, decide(2, true));
    let events = registry.does(REVIEWER, decide(3, false));
    assert!(matches!(&events[..], [Event::ProfileDecided { request: 3, approved: false, by: REVIEWER, .. }]));
    let profile = |registry: &Registry, member| -> ProfileResponse {
        registry.ask(QueryMsg::Profile(OfMember { member }))
    };
    let stands = profile(&registry, ANNA).commitments;
    assert_eq!(stands.len(), 1);
    assert_eq!((&stands[0].commitment, stands[0].since), (&digest(2), registry.now()));
    assert!(profile(&registry, BO).commitments.is_empty());
    assert_eq!(registry.refuses(REVIEWER, decide(2, true)), Code::ProfileUnknown);
}

#[test]
fn profile_is_decided_by_nobody_it_concerns_and_by_no_other_branch() {
    let mut registry = Registry::staffed();
    registry.council(ExecuteMsg::GrantRole { member: CHEN, role: Role::Reviewer });
    let own = Actor { scope: Scope::Everyday, ..registry.actor(REVIEWER) };
    registry.as_member(&own, &request(1)).unwrap();
    assert_eq!(registry.refuses(REVIEWER, decide(1, true)), Code::OwnCase);
    // Asked by the reviewer as somebody's agent.
    let agent = registry.agent_of(ANNA, REVIEWER, Rights::default().with(Right::Profile));
    registry.as_member(&agent, &request(2)).unwrap();
    assert_eq!(registry.refuses(REVIEWER, decide(2, true)), Code::OwnCase);
    let wrong = registry.agent_of(ANNA, BO, Rights::default().with(Right::TakePart));
    assert_eq!(registry.refuses_actor(&wrong, &request(3)), Code::AgentNotAllowed);
    assert_eq!(registry.refuses(CHEN, decide(2, true)), Code::OtherBranch);
    assert_eq!(registry.refuses(ADMIN, decide(2, true)), Code::RoleMissing);
    let unsaid = ExecuteMsg::DecideProfile(Decision { id: 2, approve: false, reason: String::new() });
    assert_eq!(registry.refuses(REVIEWER, unsaid), Code::TextInvalid);
    let short = ExecuteMsg::RequestProfile { kind: ProfileKind::Profile, commitment: vec![1; 31].into() };
    assert_eq!(registry.refuses(ANNA, short), Code::MessageInvalid);
}

#[test]
fn credentials_are_stated_and_taken_back_by_the_branchs_office() {
    let mut registry = Registry::staffed();
    let until = registry.now() + 100;
    let issue = |byte, valid_until| ExecuteMsg::IssueCredential {
        member: ANNA,
        commitment: digest(byte),
        valid_until,
    };
    assert_eq!(registry.refuses(CLERK, issue(1, registry.now())), Code::CredentialDate);
    let events = registry.does(CLERK, issue(1, until));
    let by = Some(CLERK);
    assert_eq!(
        events,
        [Event::CredentialIssued { member: ANNA, commitment: digest(1), valid_until: until, by }]
    );
    let key = credential_key(ANNA, &[1; 32]);
    assert_eq!(registry.raw(&key), Some(until.to_be_bytes().to_vec()));
    registry.does(CLERK, issue(2, until + 1));
    let page = |registry: &Registry, start_after| -> Vec<(HexBinary, u64, Option<MemberId>)> {
        let page: CredentialsResponse =
            registry.ask(QueryMsg::Credentials { member: ANNA, start_after, limit: Some(1) });
        page.credentials.into_iter().map(|one| (one.commitment, one.valid_until, one.by)).collect()
    };
    assert_eq!(page(&registry, None), [(digest(1), until, by)]);
    assert_eq!(page(&registry, Some(digest(1))), [(digest(2), until + 1, by)]);
    assert_eq!(page(&registry, Some(digest(2))), []);

    let revoke = ExecuteMsg::RevokeCredential { member: ANNA, commitment: digest(1) };
    registry.does(CLERK, revoke.clone());
    assert_eq!(registry.raw(&key), None);
    assert_eq!(registry.refuses(CLERK, revoke), Code::CredentialUnknown);

    let own = ExecuteMsg::IssueCredential { member: CLERK, commitment: digest(3), valid_until: until };
    assert_eq!(registry.refuses(CLERK, own), Code::OwnCase);
    let other = ExecuteMsg::IssueCredential { member: CHEN, commitment: digest(3), valid_until: until };
    assert_eq!(registry.refuses(CLERK, other), Code::OtherBranch);
    assert_eq!(registry.refuses(ADMIN, issue(3, until)), Code::RoleMissing);
}

#[test]
fn age_only_rises_and_both_records_follow() {
    let mut registry = Registry::staffed();
    let renew = |age| ExecuteMsg::RenewAge { member: ANNA, age };
    for age in [AgeClass::Under18, AgeClass::Under60, AgeClass::From60] {
        assert_eq!(registry.refuses(CLERK, renew(age)), Code::AgeOrder);
    }
    registry.does(CLERK, renew(AgeClass::From65));
    assert_eq!(registry.member(ANNA).age, AgeClass::From65);
    assert_eq!(registry.short(ANNA).age, AgeClass::From65);
    let own = ExecuteMsg::RenewAge { member: CLERK, age: AgeClass::From80 };
    assert_eq!(registry.refuses(CLERK, own), Code::OwnCase);
}

#[test]
fn kin_link_holds_when_both_agreed_and_until_one_ends_it() {
    let mut registry = Registry::staffed();
    let commitment = || digest(5);
    let propose = |other| ExecuteMsg::ProposeKin { other, commitment: commitment() };
    let (accept, revoke) = (
        ExecuteMsg::AcceptKin(OfCommitment { commitment: commitment() }),
        ExecuteMsg::RevokeKin(OfCommitment { commitment: commitment() }),
    );
    assert_eq!(registry.refuses(BO, propose(BO)), Code::OwnCase);
    assert_eq!(registry.refuses(ANNA, accept.clone()), Code::KinUnknown);
    registry.does(CHEN, propose(ANNA));
    assert_eq!(registry.refuses(BO, propose(ANNA)), Code::KinExists);
    // Whoever offers cannot accept for the other.
    for member in [CHEN, BO] {
        assert_eq!(registry.refuses(member, accept.clone()), Code::Unauthorized);
    }
    let key = kin_key(&[5; 32]);
    assert_eq!(registry.raw(&key), None);
    registry.does(ANNA, accept.clone());
    assert_eq!(registry.raw(&key), Some([ANNA, CHEN].map(u64::to_be_bytes).concat()));
    assert_eq!(registry.refuses(ANNA, accept), Code::KinExists);
    let kin: KinResponse = registry.ask(QueryMsg::Kin { commitment: commitment() });
    assert!(kin.link.unwrap().accepted);

    assert_eq!(registry.refuses(BO, revoke.clone()), Code::Unauthorized);
    let events = registry.does(CHEN, revoke.clone());
    assert_eq!(events, [Event::KinRevoked { commitment: commitment(), of: CHEN, to: ANNA, by: CHEN }]);
    assert_eq!(registry.raw(&key), None);
    assert_eq!(registry.refuses(CHEN, revoke), Code::KinUnknown);
    // With the everyday key nobody becomes kin.
    let everyday = Actor { scope: Scope::Everyday, ..registry.actor(CHEN) };
    assert_eq!(registry.refuses_actor(&everyday, &propose(ANNA)), Code::ScopeInsufficient);
}

fn appoint(registry: &Registry, agent: MemberId) -> ExecuteMsg {
    let rights = Rights::default().with(Right::TakePart);
    ExecuteMsg::AppointAgent { agent, rights, daily: 60, until: registry.now() + 1_000 }
}

#[test]
fn agent_acts_after_both_agreed_and_until_one_ends_it() {
    let mut registry = Registry::staffed();
    let msg = appoint(&registry, BO);
    registry.does(ANNA, msg);
    let key = agent_key(ANNA, BO);
    assert_eq!(registry.raw(&key), None);
    let accept = ExecuteMsg::AcceptAgent(OfMember { member: ANNA });
    assert_eq!(registry.refuses(CHEN, accept.clone()), Code::AgentUnknown);
    registry.does(BO, accept.clone());
    let record = AgentRecord::from_bytes(&registry.raw(&key).unwrap()).unwrap();
    assert_eq!((record.daily, record.until), (60, registry.now() + 1_000));
    assert_eq!(registry.refuses(BO, accept.clone()), Code::AgentUnknown);

    // New terms count when the agent accepts them.
    let wider =
        ExecuteMsg::AppointAgent { agent: BO, rights: Rights(15), daily: 90, until: registry.now() + 10 };
    registry.does(ANNA, wider);
    assert_eq!(AgentRecord::from_bytes(&registry.raw(&key).unwrap()).unwrap().daily, 60);
    let agents: AgentsResponse = registry.ask(QueryMsg::Agents(OfMember { member: ANNA }));
    assert_eq!(agents.agents.len(), 1);
    registry.advance(10);
    assert_eq!(registry.refuses(BO, accept), Code::AgentTerms);

    let revoke = ExecuteMsg::RevokeAgent(Pair { principal: ANNA, agent: BO });
    assert_eq!(registry.refuses(CHEN, revoke.clone()), Code::Unauthorized);
    let events = registry.does(BO, revoke.clone());
    assert_eq!(events, [Event::AgentRevoked { principal: ANNA, agent: BO, by: BO }]);
    assert_eq!(registry.raw(&key), None);
    assert_eq!(registry.refuses(ANNA, revoke), Code::AgentUnknown);
}

#[test]
fn agent_terms_are_bounded_and_no_agent_appoints_another() {
    let mut registry = Registry::staffed();
    let now = registry.now();
    let terms =
        |rights, until| ExecuteMsg::AppointAgent { agent: BO, rights: Rights(rights), daily: 0, until };
    for (rights, until) in [(0, now + 9), (16, now + 9), (255, now + 9), (1, now), (1, now + MAX_AGENCY + 1)]
    {
        assert_eq!(registry.refuses(ANNA, terms(rights, until)), Code::AgentTerms);
    }
    registry.does(ANNA, terms(15, now + MAX_AGENCY));
    let own = appoint(&registry, ANNA);
    assert_eq!(registry.refuses(ANNA, own), Code::OwnCase);
    let agent = registry.agent_of(ANNA, BO, Rights(15));
    for msg in [
        appoint(&registry, CHEN),
        ExecuteMsg::RevokeAgent(Pair { principal: ANNA, agent: BO }),
        ExecuteMsg::Freeze {},
        ExecuteMsg::RequestMove { to: 2 },
        ExecuteMsg::LinkAccount(OfAccount { account: addr("x").into() }),
        ExecuteMsg::AcceptKin(OfCommitment { commitment: digest(1) }),
    ] {
        assert_eq!(registry.refuses_actor(&agent, &msg), Code::AgentNotAllowed);
    }
    let everyday = Actor { scope: Scope::Everyday, ..registry.actor(ANNA) };
    let msg = appoint(&registry, CHEN);
    assert_eq!(registry.refuses_actor(&everyday, &msg), Code::ScopeInsufficient);
}

#[test]
fn a_member_has_ten_agents_at_most() {
    let mut registry = Registry::new();
    for person_ in 1..=13 {
        registry.execute("one", person(person_)).unwrap();
    }
    for agent in 2..=u64::from(MAX_AGENTS) + 1 {
        let msg = appoint(&registry, agent);
        registry.does(1, msg);
        if agent % 2 == 0 {
            registry.does(agent, ExecuteMsg::AcceptAgent(OfMember { member: 1 }));
        }
    }
    let agents: AgentsResponse = registry.ask(QueryMsg::Agents(OfMember { member: 1 }));
    let accepted: Vec<_> = agents.agents.iter().map(|agent| (agent.agent, agent.accepted)).collect();
    assert_eq!(accepted, (2..=11).map(|agent| (agent, agent % 2 == 0)).collect::<Vec<_>>());
    let msg = appoint(&registry, 12);
    assert_eq!(registry.refuses(1, msg), Code::TooMany);
    // Other terms for one of the ten are none more.
    let msg = appoint(&registry, 2);
    registry.does(1, msg);
    registry.does(1, ExecuteMsg::RevokeAgent(Pair { principal: 1, agent: 3 }));
    let msg = appoint(&registry, 12);
    registry.does(1, msg);
}

fn link(account: &str) -> ExecuteMsg {
    ExecuteMsg::LinkAccount(OfAccount { account: addr(account).into() })
}

#[test]
fn a_chain_account_is_linked_by_both_after_the_delay() {
    let mut registry = Registry::staffed();
    let confirm = || ExecuteMsg::ConfirmLink(OfMember { member: ANNA });
    assert_eq!(registry.refused("wallet", confirm()), Code::LinkUnknown);
    let events = registry.does(ANNA, link("wallet"));
    let from = registry.now() + LINK_DELAY;
    assert_eq!(events, [Event::LinkOffered { member: ANNA, account: addr("wallet").into(), from }]);
    assert_eq!(registry.refuses(ANNA, link("wallet")), Code::AccountTaken);
    assert_eq!(registry.refused("wallet", confirm()), Code::LinkEarly);
    assert_eq!(registry.refused("wallet", ExecuteMsg::Freeze {}), Code::Unauthorized);
    registry.advance(LINK_DELAY - 1);
    assert_eq!(registry.refused("wallet", confirm()), Code::LinkEarly);
    registry.advance(1);
    assert_eq!(registry.refused("other", confirm()), Code::LinkUnknown);
    registry.execute("wallet", confirm()).unwrap();
    assert_eq!(registry.raw(&link_key(addr("wallet").as_str())), Some(ANNA.to_be_bytes().to_vec()));
    assert_eq!(registry.refused("wallet", confirm()), Code::LinkUnknown);
    assert_eq!(registry.refuses(BO, link("wallet")), Code::AccountTaken);

    // It ends it itself.
    registry.execute("wallet", ExecuteMsg::Unlink(OfAccount { account: addr("wallet").into() })).unwrap();
    assert_eq!(registry.refused("wallet", ExecuteMsg::Freeze {}), Code::Unauthorized);
    assert_eq!(registry.raw(&link_key(addr("wallet").as_str())), None);
}

#[test]
fn a_link_that_two_members_offered_goes_to_the_one_the_account_confirms() {
    let mut registry = Registry::staffed();
    registry.does(ANNA, link("wallet"));
    registry.does(BO, link("wallet"));
    registry.advance(LINK_DELAY);
    registry.execute("wallet", ExecuteMsg::ConfirmLink(OfMember { member: BO })).unwrap();
    assert_eq!(
        registry.refused("wallet", ExecuteMsg::ConfirmLink(OfMember { member: ANNA })),
        Code::AccountTaken
    );
    // Ending an offer leaves the other's link alone.
    registry.does(ANNA, ExecuteMsg::Unlink(OfAccount { account: addr("wallet").into() }));
    assert_eq!(registry.raw(&link_key(addr("wallet").as_str())), Some(BO.to_be_bytes().to_vec()));
    registry.does(BO, ExecuteMsg::Unlink(OfAccount { account: addr("wallet").into() }));
    assert_eq!(registry.raw(&link_key(addr("wallet").as_str())), None);
    assert_eq!(
        registry.refuses(BO, ExecuteMsg::Unlink(OfAccount { account: addr("wallet").into() })),
        Code::LinkUnknown
    );
}

#[test]
fn links_are_few_never_a_members_account_and_the_council_sets_the_delay() {
    let mut registry = Registry::staffed();
    let account = registry.member(BO).account;
    let own = ExecuteMsg::LinkAccount(OfAccount { account });
    assert_eq!(registry.refuses(ANNA, own), Code::AccountTaken);
    let upper = addr("wallet").to_string().to_uppercase();
    assert_eq!(
        registry.refuses(ANNA, ExecuteMsg::LinkAccount(OfAccount { account: upper })),
        Code::AddressInvalid
    );
    for wallet in 0..MAX_LINKS {
        registry.does(ANNA, link(&format!("wallet {wallet}")));
    }
    assert_eq!(registry.refuses(ANNA, link("one more")), Code::TooMany);
    let links: LinksResponse = registry.ask(QueryMsg::Links(OfMember { member: ANNA }));
    assert!(links.links.len() == 5 && links.links.iter().all(|link| !link.confirmed));

    assert_eq!(registry.refused("one", ExecuteMsg::SetLinkDelay { seconds: 5 }), Code::Unauthorized);
    for seconds in [0, 3_599, 30 * 86_400 + 1] {
        assert_eq!(registry.refused("council", ExecuteMsg::SetLinkDelay { seconds }), Code::MessageInvalid);
    }
    registry.council(ExecuteMsg::SetLinkDelay { seconds: 3_600 });
    registry.does(BO, link("fast"));
    registry.advance(3_600);
    // Whoever is frozen gets no new hands.
    registry.does(BO, ExecuteMsg::Freeze {});
    assert_eq!(
        registry.refused("fast", ExecuteMsg::ConfirmLink(OfMember { member: BO })),
        Code::MemberInactive
    );
    assert_eq!(registry.member(BO).status, MemberStatus::Frozen);
}

#[test]
fn group_acts_through_its_signatories_alone() {
    let mut registry = Registry::staffed();
    let group =
        |byte: u8| ExecuteMsg::RegisterGroup { registration: digest(byte), salt: vec![byte; 16].into() };
    let response = registry.execute("one", group(77)).unwrap();
    // The proxy is given no key for it.
    assert!(response.messages.is_empty());
    let id = OTHER_ADMIN + 1;
    assert!(matches!(
        &events(&response)[..],
        [Event::MemberRegistered { member, .. }, Event::GroupRegistered { .. }] if *member == id
    ));
    assert_eq!(registry.member(id).kind, timebank_api::record::MemberKind::Group);
    assert_eq!(registry.refused("two", group(77)), Code::PersonRegistered);
    assert_eq!(registry.refused("stranger", group(78)), Code::OperatorUnknown);
    // It holds no office, is nobody's kin and nobody's agent.
    let role = ExecuteMsg::GrantRole { member: id, role: Role::Auditor };
    assert_eq!(registry.refused("council", role), Code::ForPersons);
    let kin = ExecuteMsg::ProposeKin { other: id, commitment: digest(1) };
    assert_eq!(registry.refuses(ANNA, kin), Code::ForPersons);
    let msg = appoint(&registry, id);
    assert_eq!(registry.refuses(ANNA, msg), Code::ForPersons);
}
