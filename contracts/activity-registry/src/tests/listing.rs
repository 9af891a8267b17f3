use crate::testing::*;
use timebank_api::activity_registry::*;
use timebank_api::{Code, Event};

pub(super) fn need() -> ListingInput {
    ListingInput {
        kind: ListingKind::Need,
        category: Category::Escort,
        title: "每周陪同买菜".into(),
        summary: String::new(),
        place: "鼓楼区".into(),
        until: START + 30 * DAY,
    }
}

fn saved(world: &mut World, by: u64, listing: ListingInput) -> u64 {
    let events = world.act(everyday(by), ExecuteMsg::DraftListing { listing }).unwrap();
    let Event::ListingSaved { listing, .. } = events[0] else {
        panic!("{events:?}");
    };
    listing
}

fn review(id: u64, revision: u32, reason: Option<&str>) -> ExecuteMsg {
    ExecuteMsg::ReviewListing { id, revision, reason: reason.map(Into::into) }
}

pub(super) fn approved(world: &mut World, by: u64, listing: ListingInput) -> u64 {
    let id = saved(world, by, listing);
    world.act(everyday(by), ExecuteMsg::SubmitListing { id, revision: 1 }).unwrap();
    world.act(office(REVIEWER), review(id, 1, None)).unwrap();
    id
}

fn listing(world: &World, id: u64) -> ListingResponse {
    world.ask(QueryMsg::Listing { id }).unwrap()
}

#[test]
fn a_listing_is_reviewed_by_somebody_else_at_the_revision_that_was_seen() {
    let mut world = World::new();
    let id = saved(&mut world, ELDER, need());
    let submit = |revision| ExecuteMsg::SubmitListing { id, revision };
    assert_eq!(refused(world.act(everyday(VOLUNTEER), submit(1))), Code::NotAdministrator);
    assert_eq!(refused(world.act(everyday(ELDER), submit(2))), Code::ListingRevision);
    assert_eq!(refused(world.act(office(REVIEWER), review(id, 1, None))), Code::ListingState);
    world.act(everyday(ELDER), submit(1)).unwrap();
    assert_eq!(refused(world.act(office(FOREIGN), review(id, 1, None))), Code::OtherBranch);
    let edit = |revision| ExecuteMsg::EditListing { id, revision, listing: need() };
    let events = world.act(everyday(ELDER), edit(1)).unwrap();
    assert!(matches!(
        events.as_slice(),
        [Event::ListingSaved { revision: 2, .. }, Event::ListingMoved { state: ListingState::Submitted, .. }]
    ));
    assert_eq!(refused(world.act(office(REVIEWER), review(id, 1, None))), Code::ListingRevision);
    assert_eq!(refused(world.act(office(REVIEWER), review(id, 2, Some(" ")))), Code::TextInvalid);
    world.act(office(REVIEWER), review(id, 2, Some("where?"))).unwrap();
    let returned = listing(&world, id);
    assert_eq!((returned.state, returned.reason.as_deref()), (ListingState::Returned, Some("where?")));
    world.act(everyday(ELDER), submit(2)).unwrap();
    world.act(office(REVIEWER), review(id, 2, None)).unwrap();
    assert_eq!((listing(&world, id).state, listing(&world, id).reason), (ListingState::Approved, None));
    // An edit goes back to review.
    world.act(everyday(ELDER), edit(2)).unwrap();
    assert_eq!(listing(&world, id).state, ListingState::Submitted);
    let own = saved(&mut world, REVIEWER, need());
    world.act(everyday(REVIEWER), ExecuteMsg::SubmitListing { id: own, revision: 1 }).unwrap();
    assert_eq!(refused(world.act(office(REVIEWER), review(own, 1, None))), Code::OwnCase);
    for (listing, code) in [
        (ListingInput { title: " ".into(), ..need() }, Code::TextInvalid),
        (ListingInput { until: START, ..need() }, Code::ActivityTimes),
        (ListingInput { until: START + 367 * DAY, ..need() }, Code::ActivityTimes),
    ] {
        assert_eq!(refused(world.act(everyday(ELDER), ExecuteMsg::DraftListing { listing })), code);
    }
}

#[test]
fn members_answer_once_and_may_take_it_back() {
    let mut world = World::new();
    let id = approved(&mut world, ELDER, need());
    let say = |yes| ExecuteMsg::Respond { id, yes };
    assert_eq!(refused(world.act(everyday(ELDER), say(true))), Code::OwnCase);
    assert_eq!(refused(world.act(everyday(VOLUNTEER), say(false))), Code::ListingAnswered);
    let events = world.act(everyday(VOLUNTEER), say(true)).unwrap();
    let answered = Event::ListingAnswered { listing: id, member: VOLUNTEER, yes: true, by: VOLUNTEER };
    assert_eq!(events, [answered]);
    assert_eq!(refused(world.act(everyday(VOLUNTEER), say(true))), Code::ListingAnswered);
    world.act(everyday(SECOND), say(true)).unwrap();
    world.act(everyday(THIRD), ExecuteMsg::Block { member: ELDER }).unwrap();
    assert_eq!(refused(world.act(everyday(THIRD), say(true))), Code::EnrolmentBlocked);
    let members = |world: &World, start_after| -> Vec<u64> {
        let page: AnswersResponse = world.ask(QueryMsg::Answers { id, start_after, limit: None }).unwrap();
        page.members
    };
    assert_eq!(members(&world, None), [VOLUNTEER, SECOND]);
    assert_eq!(members(&world, Some(VOLUNTEER)), [SECOND]);
    world.act(everyday(VOLUNTEER), say(false)).unwrap();
    assert_eq!((members(&world, None), listing(&world, id).answers), (vec![SECOND], 1));
    let close = |reason: Option<&str>| ExecuteMsg::CloseListing { id, reason: reason.map(Into::into) };
    assert_eq!(refused(world.act(everyday(SECOND), close(Some("x")))), Code::Unauthorized);
    assert_eq!(refused(world.act(office(OFFICER), close(None))), Code::TextInvalid);
    assert_eq!(refused(world.act(office(FOREIGN), close(Some("x")))), Code::OtherBranch);
    world.act(everyday(ELDER), close(None)).unwrap();
    assert_eq!(refused(world.act(office(OFFICER), close(Some("x")))), Code::ListingState);
    assert_eq!(refused(world.act(everyday(STRANGER), say(true))), Code::ListingState);
}

#[test]
fn a_need_that_nobody_answers_escalates_and_ends_with_its_time() {
    let mut world = World::new();
    world.rule(|pack| pack.escalate_after = 2 * DAY);
    let id = approved(&mut world, ELDER, need());
    let offer = approved(&mut world, VOLUNTEER, ListingInput { kind: ListingKind::Offer, ..need() });
    let mut after = |days: u64| {
        world.at(START + days * DAY);
        world.tick()
    };
    assert_eq!(after(1), []);
    for (days, level) in [(2, Escalation::Wider), (4, Escalation::Invited), (6, Escalation::Staff)] {
        assert_eq!(after(days), [Event::NeedEscalated { need: id, level }]);
    }
    assert_eq!(after(20), []);
    let closed = |listing| Event::ListingMoved {
        listing,
        revision: 1,
        state: ListingState::Closed,
        by: None,
        reason: None,
    };
    assert_eq!(after(30), [closed(id), closed(offer)]);
    assert_eq!(after(60), []);
}

#[test]
fn an_answered_need_stays_where_it_is() {
    let mut world = World::new();
    world.rule(|pack| pack.escalate_after = DAY);
    let id = approved(&mut world, ELDER, need());
    world.act(everyday(VOLUNTEER), ExecuteMsg::Respond { id, yes: true }).unwrap();
    world.at(START + DAY);
    assert_eq!(world.tick(), []);
    world.act(everyday(VOLUNTEER), ExecuteMsg::Respond { id, yes: false }).unwrap();
    world.at(START + 2 * DAY);
    assert_eq!(world.tick(), [Event::NeedEscalated { need: id, level: Escalation::Wider }]);
}

#[test]
fn a_dated_activity_names_an_own_need_or_anybodys_offer() {
    let mut world = World::new();
    let need_id = approved(&mut world, ELDER, need());
    let offer = approved(&mut world, VOLUNTEER, ListingInput { kind: ListingKind::Offer, ..need() });
    let others = approved(&mut world, SECOND, need());
    let draft = saved(&mut world, ELDER, need());
    let publish = |listing| {
        let activity = ActivityInput { listing: Some(listing), ..hospital() };
        ExecuteMsg::Publish { activity }
    };
    for (listing, code) in
        [(others, Code::NotAdministrator), (draft, Code::ListingState), (99, Code::ListingUnknown)]
    {
        assert_eq!(refused(world.act(owner(ELDER), publish(listing))), code);
    }
    for listing in [need_id, offer] {
        world.act(owner(ELDER), publish(listing)).unwrap();
    }
    let page = |descending| -> Vec<u64> {
        let page: ListingsResponse =
            world.ask(QueryMsg::Listings { start_after: None, limit: Some(2), descending }).unwrap();
        page.listings.iter().map(|listing| listing.id).collect()
    };
    assert_eq!(page(None), [need_id, offer]);
    assert_eq!(page(Some(true)), [draft, others]);
}
