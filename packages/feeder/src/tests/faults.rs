use super::fake::*;
use std::sync::Arc;
use timebank_api::oracle::{Attestation, Change, MemberFact};

async fn source(links: &FakeLinks) -> FakeSource {
    let mut source = FakeSource::default();
    for person in 1..=9 {
        links.link(&number(person), 10 + person);
        source.row(person, &number(person), NOW, "yes", "1950-01-01");
    }
    source
}

#[tokio::test]
async fn killed_anywhere_and_started_again_nothing_is_lost_and_nothing_applied_twice() {
    let (chain, links) = (FakeChain::new(1), Arc::new(FakeLinks::default()));
    let mut source = source(&links).await;
    let mut feeder = Feeder::new(&chain, &links, "one").await;
    let mut killed = 0;
    for left in 1..=50 {
        let work = async { feeder.all(&mut source, NOW).await.map(drop) };
        let ended = Killed { future: Box::pin(work), left }.await;
        killed += usize::from(ended.is_none());
        feeder = feeder.again().await;
        // More than 20 facts an hour are many for nine members.
        feeder.store.release(1, NOW).await.unwrap();
        // So that there is always something to do.
        let version = 100 + left as u64;
        let fit = if left % 2 == 0 { "yes" } else { "no" };
        source.row(version, &number(1), NOW, fit, "1950-01-01");
    }
    assert!(killed > 20, "{killed}");
    while feeder.all(&mut source, NOW).await.is_err() {
        assert!(feeder.store.release(1, NOW).await.unwrap());
    }
    let agreed = chain.agreed();
    let mut sequences: Vec<u64> = agreed.iter().map(|said| said.sequence).collect();
    sequences.sort_unstable();
    sequences.dedup();
    assert_eq!(sequences.len(), agreed.len(), "twice");
    for person in 1..=9 {
        let facts = agreed.iter().filter(|said| said.member == 10 + person).count();
        assert!(facts >= 2, "a fact of {person} is lost");
    }
    // The last word counts, and it is yes.
    let word = |said: &&Attestation| {
        said.member == 11 && !matches!(said.change, Change::Member { fact: MemberFact::Age { .. } })
    };
    let last = agreed.iter().filter(word).max_by_key(|said| said.sequence).unwrap();
    assert!(matches!(last.change, Change::Member { fact: MemberFact::Credential { .. } }), "{last:?}");
    assert_eq!(feeder.store.outbox(1).await.unwrap(), (0, 0));
}

#[tokio::test]
async fn a_partner_that_breaks_off_in_the_middle_is_read_on_from_there() {
    let (chain, links) = (FakeChain::new(1), Arc::new(FakeLinks::default()));
    let mut source = source(&links).await;
    let feeder = Feeder::new(&chain, &links, "one").await;
    source.cut = Some(2);
    let error = feeder.all(&mut source, NOW).await.unwrap_err();
    assert!(error.to_string().starts_with("source.away"), "{error}");
    let (before, standing) = (chain.agreed().len(), feeder.store.standing(1).await.unwrap().unwrap());
    assert!(before > 0 && standing.position.is_some_and(|position| position != "0"));
    source.cut = None;
    feeder.all(&mut source, NOW).await.unwrap();
    assert_eq!(chain.agreed().len(), 18);
}

#[tokio::test]
async fn while_the_chain_is_away_facts_wait_in_the_store() {
    let (chain, links) = (FakeChain::new(1), Arc::new(FakeLinks::default()));
    let mut source = source(&links).await;
    let feeder = Feeder::new(&chain, &links, "one").await;
    *chain.away.lock().unwrap() = true;
    assert!(feeder.all(&mut source, NOW).await.is_err());
    while feeder.feed.read(&mut source, NOW).await.unwrap().more {}
    assert_eq!((feeder.store.outbox(1).await.unwrap(), chain.agreed().len()), ((18, 0), 0));
    let feeder = feeder.again().await;
    *chain.away.lock().unwrap() = false;
    feeder.all(&mut source, NOW).await.unwrap();
    assert_eq!((feeder.store.outbox(1).await.unwrap(), chain.agreed().len()), ((0, 0), 18));
}

#[tokio::test]
async fn a_clock_that_goes_back_changes_nothing() {
    let (chain, links) = (FakeChain::new(1), Arc::new(FakeLinks::default()));
    let mut source = source(&links).await;
    let feeder = Feeder::new(&chain, &links, "one").await;
    feeder.all(&mut source, NOW).await.unwrap();
    // The partner's and the feeder's: both are an hour behind now.
    source.row(20, &number(1), NOW - 3_600, "no", "");
    feeder.all(&mut source, NOW - 3_600).await.unwrap();
    assert_eq!(chain.agreed().last().map(|said| (said.sequence, said.observed)), Some((320, NOW - 3_600)));
    assert_eq!(chain.agreed().len(), 19);
}

#[tokio::test]
async fn what_is_of_later_waits_for_its_time_and_holds_up_nothing() {
    let (chain, links) = (FakeChain::new(1), Arc::new(FakeLinks::default()));
    links.link(&number(1), 11);
    links.link(&number(2), 12);
    let feeder = Feeder::new(&chain, &links, "one").await;
    let mut source = FakeSource::default();
    source.row(1, &number(1), NOW + 900, "yes", "").row(2, &number(2), NOW, "yes", "");
    feeder.all(&mut source, NOW).await.unwrap();
    assert_eq!(chain.agreed().iter().map(|said| said.member).collect::<Vec<_>>(), [12]);
    feeder.all(&mut source, NOW + 900).await.unwrap();
    assert_eq!(chain.agreed().len(), 2);
}

#[tokio::test]
async fn one_feeder_that_lies_changes_nothing_and_is_seen() {
    let (chain, links) = (FakeChain::new(2), Arc::new(FakeLinks::default()));
    let mut source = source(&links).await;
    let liar = Feeder::with(&chain, &links, "liar", MAPPING, true).await;
    let honest = [Feeder::new(&chain, &links, "one").await, Feeder::new(&chain, &links, "two").await];
    liar.all(&mut source, NOW).await.unwrap();
    honest[0].all(&mut source, NOW).await.unwrap();
    assert_eq!((chain.agreed().len(), chain.disputes()), (0, 18));
    honest[1].all(&mut source, NOW).await.unwrap();
    assert_eq!(chain.agreed().len(), 18);
    assert!(chain.agreed().iter().all(|said| said.digest.as_slice() != [0; 32]));
}
