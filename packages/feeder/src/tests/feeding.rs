use super::fake::*;
use crate::row::Fault;
use crate::FeedError;
use std::sync::Arc;
use timebank_api::oracle::{Change, MemberFact};
use timebank_api::record::AgeClass;
use timebank_intent::credential_commitment;

fn kinds(chain: &FakeChain) -> Vec<(u64, u64, &'static str)> {
    let kind = |change: &Change| match change {
        Change::Member { fact: MemberFact::Credential { .. } } => "credential",
        Change::Member { fact: MemberFact::RevokeCredential { .. } } => "revoke",
        Change::Member { fact: MemberFact::Age { .. } } => "age",
        _ => "other",
    };
    chain.agreed().iter().map(|said| (said.sequence, said.member, kind(&said.change))).collect()
}

async fn world() -> (Arc<FakeChain>, Arc<FakeLinks>, Feeder, Feeder) {
    let (chain, links) = (FakeChain::new(2), Arc::new(FakeLinks::default()));
    links.link(&number(1), 11);
    links.link(&number(2), 12);
    let one = Feeder::new(&chain, &links, "one").await;
    let two = Feeder::new(&chain, &links, "two").await;
    (chain, links, one, two)
}

#[tokio::test]
async fn two_feeders_say_the_same_of_the_members_and_nothing_of_anybody_else() {
    let (chain, links, one, two) = world().await;
    let mut source = FakeSource::default();
    source.row(3, &number(1), NOW, "yes", "1950-01-01").row(4, &number(5), NOW, "yes", "1950-01-01");
    source.row(9, &number(2), NOW, "", "1990-05-05").row(10, &number(6), NOW, "no", "");
    one.all(&mut source.clone(), NOW).await.unwrap();
    assert!(kinds(&chain).is_empty(), "one of two");
    two.all(&mut source, NOW + 7).await.unwrap();
    assert_eq!(kinds(&chain), [(48, 11, "credential"), (49, 11, "age"), (145, 12, "age")]);
    let agreed = chain.agreed();
    let Change::Member { fact: MemberFact::Credential { commitment, valid_until } } = &agreed[0].change
    else {
        panic!()
    };
    let opening = links.openings.lock().unwrap()[0].clone();
    assert_eq!((opening.member, opening.predicate), (11, 4));
    assert_eq!(commitment.as_slice(), credential_commitment(11, 4, &opening.salt));
    assert_eq!(*valid_until, 1_814_371_200, "the end of 2027-06-30 in China");
    assert_eq!(agreed[1].change, Change::Member { fact: MemberFact::Age { class: AgeClass::From65 } });
    let all = serde_json::to_string(&agreed).unwrap() + &format!("{:?}", links.openings.lock().unwrap());
    assert!(!all.contains("990101") && !all.contains("1950"), "{all}");
}

#[tokio::test]
async fn what_was_agreed_is_not_said_again_and_what_was_not_is() {
    let (chain, _, one, two) = world().await;
    let mut source = FakeSource::default();
    source.row(3, &number(1), NOW, "yes", "");
    one.all(&mut source, NOW).await.unwrap();
    // The row is touched before the second feeder sees it.
    source.rows.clear();
    source.row(5, &number(1), NOW, "yes", "");
    two.all(&mut source, NOW).await.unwrap();
    assert!(chain.agreed().is_empty());
    one.all(&mut source, NOW).await.unwrap();
    assert_eq!(kinds(&chain), [(80, 11, "credential")]);
    // It is touched once more: nothing is new.
    source.row(6, &number(1), NOW, "YES ", "");
    for feeder in [&one, &two] {
        feeder.all(&mut source, NOW).await.unwrap();
        assert_eq!(feeder.store.outbox(1).await.unwrap(), (0, 0));
    }
    assert_eq!(chain.polls.lock().unwrap().keys().copied().collect::<Vec<_>>(), [48, 80]);
}

#[tokio::test]
async fn what_does_not_hold_any_more_is_taken_back_and_what_never_held_is_not() {
    let (chain, _, one, two) = world().await;
    let mut source = FakeSource::default();
    source.row(3, &number(1), NOW, "yes", "").row(4, &number(2), NOW, "no", "");
    for feeder in [&one, &two] {
        feeder.all(&mut source, NOW).await.unwrap();
    }
    source.row(7, &number(1), NOW, "no", "");
    // One of them has lost its store: it asks the chain what there is to take back.
    let one = one.without_store().await;
    for feeder in [&one, &two] {
        feeder.all(&mut source, NOW).await.unwrap();
    }
    assert_eq!(kinds(&chain), [(48, 11, "credential"), (112, 11, "revoke")]);
    let commitments: Vec<_> = chain
        .agreed()
        .iter()
        .map(|said| match &said.change {
            Change::Member {
                fact: MemberFact::Credential { commitment, .. } | MemberFact::RevokeCredential { commitment },
            } => commitment.clone(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(commitments[0], commitments[1]);
    // A row that is gone says nothing.
    source.rows.clear();
    one.all(&mut source, NOW).await.unwrap();
    assert_eq!(chain.agreed().len(), 2);
}

#[tokio::test]
async fn a_lost_store_begins_where_the_chain_stands_and_nothing_is_applied_twice() {
    let (chain, _, one, two) = world().await;
    let mut source = FakeSource::default();
    for version in 1..=6 {
        source.row(
            version,
            &number(1 + version % 2),
            NOW,
            if version < 3 { "yes" } else { "合格" },
            "1950-01-01",
        );
    }
    for feeder in [&one, &two] {
        feeder.all(&mut source, NOW).await.unwrap();
    }
    let before = chain.agreed();
    let (one, two) = (one.without_store().await, two.without_store().await);
    source.row(7, &number(1), NOW, "yes", "1950-01-01");
    for feeder in [&one, &two] {
        let step = feeder.feed.read(&mut source, NOW).await.unwrap();
        assert!(step.rows < 4, "it does not begin at the first row");
        feeder.all(&mut source, NOW).await.unwrap();
    }
    assert_eq!(chain.agreed(), before);
}

#[tokio::test]
async fn whoever_is_linked_later_is_found_by_reading_from_the_beginning() {
    let (chain, links, one, two) = world().await;
    let mut source = FakeSource::default();
    source.row(1, &number(8), NOW, "yes", "");
    for version in 2..9 {
        source.row(version, &number(1), NOW, "yes", "");
    }
    for feeder in [&one, &two] {
        feeder.all(&mut source, NOW).await.unwrap();
    }
    assert_eq!(chain.agreed().len(), 1);
    links.link(&number(8), 18);
    for feeder in [&one, &two] {
        feeder.all(&mut source, NOW + 600).await.unwrap();
        assert!(!feeder.store.standing(1).await.unwrap().unwrap().sweeping);
    }
    assert_eq!(kinds(&chain).last(), Some(&(16, 18, "credential")));
    assert_eq!(chain.agreed().len(), 2);
}

#[tokio::test]
async fn a_mass_change_waits_until_somebody_releases_it() {
    let (chain, links, one, two) = world().await;
    let mut source = FakeSource::default();
    for person in 1..=25 {
        links.link(&number(person), 10 + person);
        source.row(person, &number(person), NOW, "yes", "");
    }
    for feeder in [&one, &two] {
        let held = feeder.all(&mut source, NOW).await.unwrap_err();
        assert!(matches!(held, FeedError::Held(21..=25)), "{held}");
        assert!(matches!(feeder.feed.read(&mut source, NOW).await, Err(FeedError::Held(_))));
    }
    let before = chain.agreed().len();
    assert!(before <= 20, "{before}");
    for feeder in [&one, &two] {
        assert!(feeder.store.release(1, NOW).await.unwrap());
        assert!(!feeder.store.release(1, NOW).await.unwrap());
        feeder.all(&mut source, NOW).await.unwrap();
    }
    assert_eq!(chain.agreed().len(), 25);
}

#[tokio::test]
async fn bad_rows_are_told_by_place_and_hold_up_no_other() {
    let (chain, _, one, two) = world().await;
    let mut source = FakeSource::default();
    source.row(1, "110", NOW, "yes", "").row(2, &number(1), NOW, "yes", "born in May");
    source.row(3, &number(2), NOW + 100_000, "yes", "").row(4, &number(2), NOW, "yes", "");
    source.rows.push(vec![Some(number(1)), Some("five".into()), Some("now".into()), None, None, None]);
    source.rows.push(vec![None]);
    let parsed = source.rows.clone();
    let mut source = FakeSource { rows: parsed, cut: None };
    for feeder in [&one, &two] {
        let mut bad = feeder.all(&mut source, NOW).await.unwrap();
        bad.sort_by(|a, b| a.place.cmp(&b.place));
        bad.dedup();
        let faults: Vec<Fault> = bad.into_iter().map(|bad| bad.fault).collect();
        let born = Fault::Value("born".into());
        assert_eq!(faults, [Fault::IdNumber, born, Fault::Future, Fault::Version, Fault::Columns]);
    }
    assert_eq!(kinds(&chain), [(32, 11, "credential"), (64, 12, "credential")]);
}

#[tokio::test]
async fn a_bad_row_is_counted_once_however_often_it_is_read_until_it_is_none_any_more() {
    let (_, links, one, _) = world().await;
    let mut source = FakeSource::default();
    source.row(1, &number(1), NOW, "yes", "born in May");
    source.row(2, &number(2), NOW, "yes", "").row(3, "110", NOW, "yes", "");
    let bad = one.all(&mut source, NOW).await.unwrap();
    assert_eq!((bad.len(), one.store.bad(1).await.unwrap()), (2, 2));
    // The last row comes again with the next page, and all do when they are read from the beginning.
    source.row(4, "110", NOW, "yes", "");
    let bad = one.all(&mut source, NOW).await.unwrap();
    assert_eq!((bad.len(), one.store.bad(1).await.unwrap()), (1, 3));
    links.link(&number(9), 19);
    one.all(&mut source, NOW + 600).await.unwrap();
    assert_eq!(one.store.bad(1).await.unwrap(), 3);
    let one = one.again().await;
    source.rows[2][0] = Some(number(5));
    links.link(&number(8), 18);
    one.all(&mut source, NOW + 1_200).await.unwrap();
    assert_eq!(one.store.bad(1).await.unwrap(), 2);
}

#[tokio::test]
async fn two_rows_of_one_version_are_told_and_the_same_row_twice_is_one() {
    let (chain, _, one, two) = world().await;
    let mut source = FakeSource::default();
    source.row(1, &number(1), NOW, "yes", "").row(1, &number(1), NOW, "yes", "").row(
        1,
        &number(2),
        NOW,
        "yes",
        "",
    );
    for feeder in [&one, &two] {
        let bad = feeder.all(&mut source, NOW).await.unwrap();
        let faults: Vec<Fault> = bad.into_iter().map(|bad| bad.fault).collect();
        assert_eq!(faults, [Fault::Twice]);
    }
    assert_eq!(kinds(&chain), [(16, 11, "credential")]);
}
