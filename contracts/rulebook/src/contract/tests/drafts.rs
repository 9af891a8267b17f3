//! The four steps, each refusal, and the two persons.

use super::*;
use cosmwasm_std::HexBinary;
use timebank_api::rulebook::{
    Agreement, Comment, CommentsResponse, DraftResponse, DraftState, DraftsResponse,
};
use timebank_api::{Agent, Rights};

const DAY: u64 = 86_400;
const NOW: u64 = 1_000_000;
/// After a week of comments.
const LATER: u64 = NOW + 7 * DAY;
/// The notice of a day kept.
const EFFECTIVE: u64 = LATER + DAY;

fn digest(byte: u8) -> HexBinary {
    HexBinary::from([byte; 32])
}

fn write(name: &str) -> ExecuteMsg {
    ExecuteMsg::Draft { pack: pack(name), analysis: digest(1) }
}

fn revise(revision: u32, name: &str) -> ExecuteMsg {
    ExecuteMsg::Revise { draft: 1, revision, pack: pack(name), analysis: digest(2) }
}

fn publish(revision: u32, until: u64) -> ExecuteMsg {
    ExecuteMsg::PublishDraft { draft: 1, revision, until }
}

fn comment(revision: u32, support: bool) -> ExecuteMsg {
    ExecuteMsg::Comment { draft: 1, revision, support, text: None }
}

fn agree(revision: u32, effective: u64) -> ExecuteMsg {
    ExecuteMsg::AdoptDraft { draft: 1, revision, effective }
}

/// Two administrators of branch 1 and one of branch 2.
fn world() -> (TestDeps, Registry, [Actor; 3]) {
    let mut deps = setup();
    let registry = with_registry(&mut deps);
    let people = [administrator(1, 1), administrator(2, 1), administrator(3, 2)];
    for actor in &people {
        registry.borrow_mut().insert(actor.id, record(actor));
    }
    (deps, registry, people)
}

fn at_comments() -> (TestDeps, Registry, [Actor; 3]) {
    let (mut deps, registry, people) = world();
    relay(&mut deps, NOW, &people[0], &write("a")).unwrap();
    relay(&mut deps, NOW, &people[0], &publish(1, LATER)).unwrap();
    (deps, registry, people)
}

fn shown(deps: &TestDeps, id: u64) -> DraftResponse {
    from_json(query(deps.as_ref(), env_at(1), QueryMsg::Draft { id }).unwrap()).unwrap()
}

fn comments(deps: &TestDeps, revision: u32, start_after: Option<u64>, limit: Option<u32>) -> Vec<Comment> {
    let msg = QueryMsg::Comments { draft: 1, revision, start_after, limit };
    let page: CommentsResponse = from_json(query(deps.as_ref(), env_at(1), msg).unwrap()).unwrap();
    page.comments
}

fn code(result: Result<Response>) -> Code {
    result.unwrap_err().code()
}

#[test]
fn a_standard_is_made_in_four_steps() {
    let (mut deps, _, [ann, bo, _]) = world();
    let response = relay(&mut deps, NOW, &ann, &write("a")).unwrap();
    let written = |revision, by, analysis, name| Event::DraftWritten {
        draft: 1,
        branch: 1,
        revision,
        by,
        analysis,
        pack: pack(name),
    };
    assert_eq!(events(&response), [written(1, 1, digest(1), "a")]);
    // Before it is published it can be written anew.
    relay(&mut deps, NOW, &bo, &revise(1, "b")).unwrap();
    assert_eq!((shown(&deps, 1).state, shown(&deps, 1).revision), (DraftState::Drafted, 2));
    let response = relay(&mut deps, NOW, &ann, &publish(2, LATER)).unwrap();
    assert_eq!(events(&response), [Event::DraftPublished { draft: 1, revision: 2, by: 1, until: LATER }]);
    let response = relay(&mut deps, NOW + 1, &member(9, 2), &comment(2, false)).unwrap();
    let said = Event::DraftCommented { draft: 1, revision: 2, by: 9, branch: 2, support: false, text: None };
    assert_eq!(events(&response), [said]);
    let response = relay(&mut deps, LATER, &bo, &revise(2, "c")).unwrap();
    assert_eq!(events(&response), [written(3, 2, digest(2), "c")]);
    let response = relay(&mut deps, LATER, &bo, &agree(3, EFFECTIVE)).unwrap();
    let agreed = Event::DraftAgreed { draft: 1, revision: 3, by: 2, effective: EFFECTIVE };
    assert_eq!(events(&response), [agreed]);
    assert_eq!(shown(&deps, 1).agreed, Some(Agreement { by: 2, effective: EFFECTIVE }));
    assert!(versions(&deps, 1, None, None).is_empty());
    let response = relay(&mut deps, LATER, &ann, &agree(3, EFFECTIVE)).unwrap();
    let adopted = [
        Event::PackAdopted { branch: 1, version: 1, effective: EFFECTIVE, pack: pack("c") },
        Event::DraftAdopted { draft: 1, revision: 3, by: 1, version: 1 },
    ];
    assert_eq!(events(&response), adopted);
    let draft = shown(&deps, 1);
    assert_eq!((draft.state, draft.version, draft.author), (DraftState::Adopted, Some(1), 2));
    assert_eq!(in_force(&deps, 0, 1, Some(EFFECTIVE)).unwrap().pack, *pack("c"));
    assert_eq!(rule_versions(&deps, 1), [1]);
    for msg in [revise(3, "d"), publish(3, LATER + 9 * DAY), agree(3, EFFECTIVE + DAY)] {
        assert_eq!(code(relay(&mut deps, LATER, &ann, &msg)), Code::DraftState);
    }
    let withdraw = ExecuteMsg::WithdrawDraft { draft: 1 };
    assert_eq!(code(relay(&mut deps, LATER, &ann, &withdraw)), Code::DraftState);
}

#[test]
fn nobody_adopts_alone() {
    let (mut deps, _, [ann, bo, _]) = at_comments();
    relay(&mut deps, LATER, &ann, &agree(1, EFFECTIVE)).unwrap();
    assert_eq!(code(relay(&mut deps, LATER, &ann, &agree(1, EFFECTIVE))), Code::OwnCase);
    let through =
        |member| Actor { agent: Some(Agent { member, rights: Rights(15), daily: 9 }), ..ann.clone() };
    assert_eq!(code(relay(&mut deps, LATER, &through(2), &agree(1, EFFECTIVE))), Code::AgentNotAllowed);
    // Another day is another proposal, which takes the place of the first.
    relay(&mut deps, LATER, &bo, &agree(1, EFFECTIVE + 1)).unwrap();
    assert_eq!(code(relay(&mut deps, LATER, &bo, &agree(1, EFFECTIVE + 1))), Code::OwnCase);
    relay(&mut deps, LATER, &bo, &agree(1, EFFECTIVE)).unwrap();
    relay(&mut deps, LATER, &ann, &agree(1, EFFECTIVE)).unwrap();
    assert_eq!(shown(&deps, 1).state, DraftState::Adopted);
}

#[test]
fn the_agreement_of_somebody_who_lost_the_office_does_not_count() {
    let lost: [fn(&mut MemberRecord); 3] = [
        |record| record.roles = Roles::default().with(Role::Reviewer),
        |record| record.status = MemberStatus::Suspended,
        |record| record.branch = 2,
    ];
    for change in lost {
        let (mut deps, registry, [ann, bo, _]) = at_comments();
        relay(&mut deps, LATER, &ann, &agree(1, EFFECTIVE)).unwrap();
        change(registry.borrow_mut().get_mut(&1).unwrap());
        relay(&mut deps, LATER, &bo, &agree(1, EFFECTIVE)).unwrap();
        let draft = shown(&deps, 1);
        assert_eq!(draft.state, DraftState::Published);
        assert_eq!(draft.agreed, Some(Agreement { by: 2, effective: EFFECTIVE }));
    }
}

#[test]
fn an_agreement_is_to_one_revision() {
    let (mut deps, _, [ann, bo, _]) = at_comments();
    relay(&mut deps, LATER, &ann, &agree(1, EFFECTIVE)).unwrap();
    relay(&mut deps, LATER, &ann, &revise(1, "worse")).unwrap();
    assert_eq!(code(relay(&mut deps, LATER, &bo, &agree(1, EFFECTIVE))), Code::DraftRevision);
    relay(&mut deps, LATER, &bo, &agree(2, EFFECTIVE)).unwrap();
    assert_eq!(shown(&deps, 1).state, DraftState::Revised, "the first agreement was to the revision before");
    relay(&mut deps, LATER, &ann, &publish(2, LATER + 7 * DAY)).unwrap();
    assert_eq!(shown(&deps, 1).agreed, None, "another round of comments ends it too");
}

#[test]
fn members_have_the_time_for_comments_that_was_promised() {
    let (mut deps, _, [ann, ..]) = at_comments();
    for msg in [revise(1, "b"), agree(1, EFFECTIVE)] {
        assert_eq!(code(relay(&mut deps, LATER - 1, &ann, &msg)), Code::DraftFeedback);
    }
    relay(&mut deps, LATER - 1, &member(9, 1), &comment(1, true)).unwrap();
    assert_eq!(code(relay(&mut deps, LATER, &member(9, 1), &comment(1, true))), Code::DraftFeedback);
    relay(&mut deps, LATER, &ann, &revise(1, "b")).unwrap();
    assert_eq!(code(relay(&mut deps, LATER, &member(9, 1), &comment(2, true))), Code::DraftState);
    // A revised one can go another round.
    relay(&mut deps, LATER, &ann, &publish(2, LATER + 7 * DAY)).unwrap();
    relay(&mut deps, LATER, &member(9, 1), &comment(2, true)).unwrap();
    assert_eq!(code(relay(&mut deps, LATER, &ann, &agree(2, LATER + 9 * DAY))), Code::DraftFeedback);
}

#[test]
fn comments_run_no_shorter_than_the_bounds_and_no_longer_than_ninety_days() {
    let (mut deps, _, [ann, ..]) = world();
    relay(&mut deps, NOW, &ann, &write("a")).unwrap();
    for until in [0, NOW, LATER - 1, NOW + 90 * DAY + 1] {
        assert_eq!(code(relay(&mut deps, NOW, &ann, &publish(1, until))), Code::DraftFeedback);
    }
    let council = message_info(&addr("council"), &[]);
    let bounds = Bounds { feedback: 0, notice: 0, ..Bounds::default() };
    execute(deps.as_mut(), env_at(NOW), council, ExecuteMsg::SetBounds { bounds }).unwrap();
    assert_eq!(code(relay(&mut deps, NOW, &ann, &publish(1, NOW))), Code::DraftFeedback);
    relay(&mut deps, NOW, &ann, &publish(1, NOW + 1)).unwrap();
    relay(&mut deps, NOW + 1, &ann, &agree(1, NOW + 1)).unwrap();
}

#[test]
fn adoption_keeps_notice_order_and_bounds() {
    let (mut deps, _, [ann, bo, _]) = at_comments();
    assert_eq!(code(relay(&mut deps, LATER, &ann, &agree(1, EFFECTIVE - 1))), Code::PackDate);
    relay(&mut deps, LATER, &ann, &agree(1, EFFECTIVE)).unwrap();
    // The second one comes too late for the day.
    assert_eq!(code(relay(&mut deps, LATER + 1, &bo, &agree(1, EFFECTIVE))), Code::PackDate);
    adopt(&mut deps, LATER, 1, "by the council", EFFECTIVE).unwrap();
    assert_eq!(code(relay(&mut deps, LATER, &bo, &agree(1, EFFECTIVE))), Code::PackDate);
    let council = message_info(&addr("council"), &[]);
    let bounds = Bounds { gift: Gift::Lineal, ..Bounds::default() };
    execute(deps.as_mut(), env_at(NOW), council, ExecuteMsg::SetBounds { bounds }).unwrap();
    assert_eq!(code(relay(&mut deps, LATER, &bo, &agree(1, EFFECTIVE + DAY))), Code::PackBounds);
    assert_eq!(code(relay(&mut deps, LATER, &bo, &write("b"))), Code::PackBounds);
    assert_eq!(code(relay(&mut deps, LATER, &bo, &revise(1, "b"))), Code::PackBounds);
}

#[test]
fn a_draft_must_be_a_pack_that_could_be_adopted() {
    let (mut deps, _, [ann, ..]) = world();
    let mut bad = pack("a");
    bad.rounding = Rounding::Floor { step: 0 };
    let msg = ExecuteMsg::Draft { pack: bad, analysis: digest(1) };
    assert_eq!(code(relay(&mut deps, NOW, &ann, &msg)), Code::PackInvalid);
    for analysis in [HexBinary::default(), HexBinary::from([1; 31]), HexBinary::from([1; 33])] {
        let msg = ExecuteMsg::Draft { pack: pack("a"), analysis };
        assert_eq!(code(relay(&mut deps, NOW, &ann, &msg)), Code::MessageInvalid);
    }
}

#[test]
fn only_administrators_of_the_branch_with_the_office_key_make_its_standard() {
    let (mut deps, _, [ann, _, cy]) = at_comments();
    let all = [
        revise(1, "b"),
        publish(1, LATER + 9 * DAY),
        agree(1, EFFECTIVE),
        ExecuteMsg::WithdrawDraft { draft: 1 },
    ];
    for msg in &all {
        assert_eq!(code(relay(&mut deps, LATER, &cy, msg)), Code::OtherBranch);
    }
    for msg in all.iter().chain([&write("b")]) {
        let reviewer = Actor { roles: Roles::default().with(Role::Reviewer), ..ann.clone() };
        assert_eq!(code(relay(&mut deps, LATER, &reviewer, msg)), Code::RoleMissing);
        let everyday = Actor { scope: Scope::Everyday, ..ann.clone() };
        assert_eq!(code(relay(&mut deps, LATER, &everyday, msg)), Code::ScopeInsufficient);
        let stranger = message_info(&addr("stranger"), &[]);
        assert_eq!(code(execute(deps.as_mut(), env_at(LATER), stranger, msg.clone())), Code::Unauthorized);
    }
    let stale = [revise(2, "b"), publish(2, LATER + 9 * DAY), agree(2, EFFECTIVE)];
    for msg in &stale {
        assert_eq!(code(relay(&mut deps, LATER, &ann, msg)), Code::DraftRevision);
    }
    let unknown = ExecuteMsg::WithdrawDraft { draft: 2 };
    assert_eq!(code(relay(&mut deps, LATER, &ann, &unknown)), Code::DraftUnknown);
    // A draft is that of the office-holder's branch.
    relay(&mut deps, NOW, &cy, &write("c")).unwrap();
    assert_eq!(shown(&deps, 2).branch, 2);
}

#[test]
fn a_withdrawn_draft_is_over() {
    let (mut deps, _, [ann, bo, _]) = at_comments();
    let response = relay(&mut deps, NOW, &bo, &ExecuteMsg::WithdrawDraft { draft: 1 }).unwrap();
    assert_eq!(events(&response), [Event::DraftWithdrawn { draft: 1, by: 2 }]);
    assert_eq!(shown(&deps, 1).state, DraftState::Withdrawn);
    assert_eq!(code(relay(&mut deps, NOW, &member(9, 1), &comment(1, true))), Code::DraftState);
    assert_eq!(code(relay(&mut deps, LATER, &ann, &agree(1, EFFECTIVE))), Code::DraftState);
}

#[test]
fn a_comment_takes_the_place_of_the_one_before() {
    let (mut deps, _, _) = at_comments();
    let text = Some(digest(7));
    let with_text = ExecuteMsg::Comment { draft: 1, revision: 1, support: false, text: text.clone() };
    relay(&mut deps, NOW, &member(9, 1), &comment(1, true)).unwrap();
    relay(&mut deps, NOW, &member(10, 2), &comment(1, true)).unwrap();
    relay(&mut deps, NOW + 5, &member(9, 1), &with_text).unwrap();
    let draft = shown(&deps, 1);
    assert_eq!((draft.support, draft.oppose), (1, 1));
    let expected = [
        Comment { member: 9, branch: 1, support: false, text, at: NOW + 5 },
        Comment { member: 10, branch: 2, support: true, text: None, at: NOW },
    ];
    assert_eq!(comments(&deps, 1, None, None), expected);
    assert!(comments(&deps, 2, None, None).is_empty());
    let long =
        ExecuteMsg::Comment { draft: 1, revision: 1, support: true, text: Some(HexBinary::from([1; 33])) };
    assert_eq!(code(relay(&mut deps, NOW, &member(9, 1), &long)), Code::MessageInvalid);
    assert_eq!(code(relay(&mut deps, NOW, &member(9, 1), &comment(2, true))), Code::DraftRevision);
    let unknown = ExecuteMsg::Comment { draft: 2, revision: 1, support: true, text: None };
    assert_eq!(code(relay(&mut deps, NOW, &member(9, 1), &unknown)), Code::DraftUnknown);
    let agent = Agent { member: 2, rights: Rights(15), daily: 9 };
    let through = Actor { agent: Some(agent), ..member(9, 1) };
    assert_eq!(code(relay(&mut deps, NOW, &through, &comment(1, true))), Code::AgentNotAllowed);
}

#[test]
fn drafts_and_comments_are_listed_in_pages() {
    let (mut deps, _, [ann, _, cy]) = at_comments();
    for _ in 0..12 {
        relay(&mut deps, NOW, &cy, &write("c")).unwrap();
    }
    relay(&mut deps, NOW, &ann, &write("d")).unwrap();
    let drafts = |branch, start_after, limit| -> Vec<u64> {
        let msg = QueryMsg::Drafts { branch, start_after, limit };
        let page: DraftsResponse = from_json(query(deps.as_ref(), env_at(1), msg).unwrap()).unwrap();
        page.drafts.iter().map(|draft| draft.id).collect()
    };
    assert_eq!(drafts(1, None, None), [1, 14]);
    assert_eq!(drafts(1, Some(1), None), [14]);
    assert_eq!(drafts(2, None, None), (2..=11).collect::<Vec<_>>());
    assert_eq!(drafts(2, Some(11), Some(1)), [12]);
    assert_eq!(drafts(3, None, None), [0; 0]);
    for id in 100..140 {
        relay(&mut deps, NOW, &member(id, 1), &comment(1, true)).unwrap();
    }
    let members = |start_after, limit| -> Vec<u64> {
        comments(&deps, 1, start_after, limit).iter().map(|comment| comment.member).collect()
    };
    assert_eq!(members(None, None), (100..110).collect::<Vec<_>>());
    assert_eq!(members(Some(104), Some(99)), (105..135).collect::<Vec<_>>());
    assert_eq!(members(Some(139), None), [0; 0]);
}

#[test]
fn a_linked_account_comments_as_its_member() {
    let (mut deps, ..) = at_comments();
    let holder = addr("holder");
    let text = holder.to_string();
    deps.querier.update_wasm(move |question| {
        let WasmQuery::Raw { key, .. } = question else { panic!("asked {question:?}") };
        let bytes = if key.as_slice() == timebank_api::record::link_key(&text) {
            9u64.to_be_bytes().to_vec()
        } else {
            assert_eq!(key.as_slice(), member_key(9));
            record(&member(9, 1)).to_bytes()
        };
        SystemResult::Ok(ContractResult::Ok(bytes.into()))
    });
    execute(deps.as_mut(), env_at(NOW), message_info(&holder, &[]), comment(1, true)).unwrap();
    assert_eq!(comments(&deps, 1, None, None)[0].member, 9);
    let direct = execute(deps.as_mut(), env_at(NOW), message_info(&holder, &[]), write("a"));
    assert_eq!(code(direct), Code::ScopeInsufficient, "an office is held with the office key alone");
}
