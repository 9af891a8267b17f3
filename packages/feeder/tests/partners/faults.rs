//! What goes wrong with a partner's database: nothing is lost, nothing is said twice or differently, other sources go on.

use crate::fake::{FakeChain, FakeLinks, Feeder, Killed, NOW};
use crate::partner::{number, Partner, Server};
use crate::proxy::Proxy;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::Arc;
use std::time::Duration;
use timebank_api::oracle::{Change, MemberFact};
use timebank_feeder::{connect, run, Bad, Fault, FeedError, Mapping};
use tokio_util::sync::CancellationToken;

const PATIENCE: Duration = Duration::from_secs(60);
const KILLS: usize = 50;

#[tokio::test]
async fn faults_of_postgresql_lose_nothing_and_change_nothing() {
    faults(Server::postgres()).await;
}

#[tokio::test]
async fn faults_of_mariadb_lose_nothing_and_change_nothing() {
    faults(Server::mariadb()).await;
}

async fn faults(mut server: Server) {
    a_connection_cut_in_the_middle_of_a_page_is_read_on(&server).await;
    a_row_that_is_deleted_says_nothing(&server).await;
    a_column_that_is_gone_or_of_another_type_holds_only_its_source_up(&server).await;
    the_same_row_twice_is_one_and_two_of_one_version_are_told(&server).await;
    a_clock_an_hour_back_changes_nothing(&server).await;
    a_version_that_is_too_high_is_told_and_passes_over_nothing(&server).await;
    a_feeder_killed_anywhere_loses_nothing_and_says_nothing_twice(&server).await;
    while_a_partner_is_away_other_sources_go_on_and_it_is_read_when_it_is_back(&mut server).await;
}

/// A partner with so many members, all fit, and a feeder of it.
struct Scene {
    partner: Partner,
    chain: Arc<FakeChain>,
    feeder: Feeder,
    mapping: Mapping,
}

impl Scene {
    async fn new(server: &Server, database: &str, people: u64) -> Self {
        let partner = server.partner(database);
        let (chain, links) = (FakeChain::new(1), Arc::new(FakeLinks::default()));
        for person in 1..=people {
            links.link(&number(person), 10 + person);
        }
        partner.rows(server, &(1..=people).map(|person| (person, person, true)).collect::<Vec<_>>());
        let text = partner.text(server, "page = 4\noverlap = 3");
        let feeder = Feeder::with(&chain, &links, "one", &text, false).await;
        let mapping = feeder.feed.mapping().clone();
        Scene { partner, chain, feeder, mapping }
    }

    async fn read(&self) -> Result<Vec<Bad>, FeedError> {
        self.feeder.all(connect(&self.mapping).unwrap().as_mut(), NOW).await
    }

    /// Members and whether they hold the credential, as agreed last.
    fn agreed(&self) -> BTreeMap<u64, bool> {
        let agreed = self.chain.agreed();
        let sequences: BTreeSet<u64> = agreed.iter().map(|said| said.sequence).collect();
        assert_eq!(sequences.len(), agreed.len(), "something was applied twice");
        assert_eq!(self.chain.disputes(), 0, "something was said differently");
        let mut last = BTreeMap::new();
        for said in agreed {
            let holds = matches!(said.change, Change::Member { fact: MemberFact::Credential { .. } });
            let entry = last.entry(said.member).or_insert((said.sequence, holds));
            *entry = (*entry).max((said.sequence, holds));
        }
        last.into_iter().map(|(member, (_, holds))| (member, holds)).collect()
    }
}

async fn a_connection_cut_in_the_middle_of_a_page_is_read_on(server: &Server) {
    let scene = Scene::new(server, "cuts", 18).await;
    let proxy = Proxy::start(server, &scene.partner);
    let mut cut = 0;
    for bytes in (1..=40).map(|step| step * 97) {
        proxy.allow(bytes);
        match scene.read().await {
            Ok(_) => {}
            Err(FeedError::Source(error)) => {
                assert!(error.to_string().starts_with("source.away"), "{error}");
                cut += 1;
            }
            Err(error) => panic!("{error}"),
        }
    }
    assert!(cut > 5, "{cut}");
    proxy.allow(usize::MAX);
    assert_eq!(scene.read().await.unwrap(), []);
    assert_eq!(scene.agreed(), (11..=28).map(|member| (member, true)).collect());
}

async fn a_row_that_is_deleted_says_nothing(server: &Server) {
    let scene = Scene::new(server, "deleted", 9).await;
    scene.read().await.unwrap();
    scene.partner.says(server, "DELETE FROM people");
    assert_eq!(scene.read().await.unwrap(), []);
    assert_eq!(scene.agreed(), (11..=19).map(|member| (member, true)).collect());
    scene.partner.rows(server, &[(30, 4, false)]);
    scene.read().await.unwrap();
    assert_eq!(scene.agreed().into_iter().filter(|(_, holds)| !holds).collect::<Vec<_>>(), [(14, false)]);
}

async fn a_column_that_is_gone_or_of_another_type_holds_only_its_source_up(server: &Server) {
    let scene = Scene::new(server, "types", 5).await;
    scene.read().await.unwrap();
    scene.partner.rows(server, &[(40, 2, false)]);
    let (sequence, id, text) = server.of(("\"Seq\"", "\"证件号\"", "text"), ("Seq", "`证件号`", "char"));
    let column = |name: &str, said: &str| {
        scene.partner.view(server, &format!("{sequence}, {id}, at, {said} AS {name}, until"));
    };
    column("fitness", "fit");
    let error = scene.read().await.unwrap_err().to_string();
    assert!(error.starts_with("source.columns"), "{error}");
    scene.partner.view(server, &format!("CAST({sequence} AS {text}) AS {sequence}, {id}, at, fit, until"));
    let error = scene.read().await.unwrap_err().to_string();
    assert!(error.starts_with("source.columns"), "{error}");
    assert_eq!((scene.agreed().len(), scene.chain.agreed().len()), (5, 5));
    // Of another type, but it says the same.
    column("fit", &format!("CAST(fit AS {text})"));
    scene.read().await.unwrap();
    assert_eq!((scene.agreed()[&12], scene.chain.agreed().len()), (false, 6));
}

async fn the_same_row_twice_is_one_and_two_of_one_version_are_told(server: &Server) {
    let scene = Scene::new(server, "twice", 3).await;
    scene.partner.rows(server, &[(3, 3, true), (2, 2, true), (1, 1, true)]);
    assert_eq!(scene.read().await.unwrap(), []);
    assert_eq!(scene.chain.agreed().len(), 3);
    scene.partner.rows(server, &[(9, 1, false), (9, 2, false)]);
    let faults: Vec<Fault> = scene.read().await.unwrap().into_iter().map(|bad| bad.fault).collect();
    assert_eq!(faults, [Fault::Twice]);
    assert_eq!(scene.read().await.unwrap(), [], "it was told");
    assert_eq!((scene.chain.agreed().len(), scene.feeder.store.bad(1).await.unwrap()), (4, 1));
    scene.agreed();
}

async fn a_clock_an_hour_back_changes_nothing(server: &Server) {
    let scene = Scene::new(server, "clock", 3).await;
    scene.read().await.unwrap();
    scene.partner.rows(server, &[(7, 1, false)]);
    let hour = server.of("at - interval '1 hour'", "at - INTERVAL 1 HOUR");
    let version = server.of("\"Seq\"", "Seq");
    scene.partner.says(server, &format!("UPDATE people SET at = {hour} WHERE {version} = 7"));
    let mut source = connect(&scene.mapping).unwrap();
    scene.feeder.all(source.as_mut(), NOW - 3_600).await.unwrap();
    assert_eq!((scene.agreed()[&11], scene.chain.agreed().len()), (false, 4));
    scene.feeder.all(source.as_mut(), NOW).await.unwrap();
    assert_eq!(scene.chain.agreed().len(), 4);
}

async fn a_version_that_is_too_high_is_told_and_passes_over_nothing(server: &Server) {
    let scene = Scene::new(server, "high", 3).await;
    scene.partner.rows(server, &[(1 << 48, 1, false), (i64::MAX as u64, 2, false)]);
    let faults: Vec<Fault> = scene.read().await.unwrap().into_iter().map(|bad| bad.fault).collect();
    assert_eq!(faults, [Fault::Version]);
    scene.partner.rows(server, &[(8, 3, false)]);
    assert_eq!(scene.read().await.unwrap(), []);
    assert_eq!(scene.agreed(), BTreeMap::from([(11, true), (12, true), (13, false)]));
    assert_eq!(scene.feeder.store.bad(1).await.unwrap(), 1, "rows without a version count as one");
}

async fn a_feeder_killed_anywhere_loses_nothing_and_says_nothing_twice(server: &Server) {
    let people = 12;
    let mut scene = Scene::new(server, "killed", people).await;
    let mut chance = Chance(0x7469_6d65_6261_6e6b);
    let mut fit = vec![true; people as usize];
    let (mut version, mut killed) = (people, 0);
    for _ in 0..KILLS {
        let left = 1 + chance.below(40);
        let mut source = connect(&scene.mapping).unwrap();
        let work = scene.feeder.all(source.as_mut(), NOW);
        killed += usize::from(Killed { future: Box::pin(work), left }.await.is_none());
        drop(source);
        scene.feeder = scene.feeder.again().await;
        scene.feeder.store.release(1, NOW).await.unwrap();
        // So that there is always something to do.
        let person = chance.below(fit.len());
        fit[person] = !fit[person];
        version += 1;
        scene.partner.rows(server, &[(version, person as u64 + 1, fit[person])]);
    }
    assert!(killed > KILLS / 3, "{killed}");
    loop {
        match scene.read().await {
            Ok(bad) => break assert_eq!(bad, []),
            Err(FeedError::Held(_)) => assert!(scene.feeder.store.release(1, NOW).await.unwrap()),
            Err(error) => panic!("{error}"),
        }
    }
    let said = (11..).zip(fit).collect();
    assert_eq!(scene.agreed(), said);
    assert_eq!(scene.feeder.store.outbox(1).await.unwrap(), (0, 0));
}

async fn while_a_partner_is_away_other_sources_go_on_and_it_is_read_when_it_is_back(server: &mut Server) {
    let scene = Scene::new(server, "absent", 4).await;
    let (chain, feed, links) = (scene.chain.clone(), scene.feeder.feed.clone(), scene.feeder.links.clone());
    let Scene { feeder, partner, .. } = scene;
    links.link(&number(99), 99);
    // Long ago, by any clock.
    partner.says(server, "UPDATE people SET at = '2020-01-01'");
    let folder = partner.folder.path().join("drop");
    fs::create_dir(&folder).unwrap();
    let text = crate::fake::MAPPING.replace("source = 1", "source = 2\npoll = 1");
    let text = text.replace("\"drop\"", &format!("{folder:?}"));
    let other = Feeder::with(&chain, &links, "one", &text, false).await;
    server.stop();
    let stop = CancellationToken::new();
    let running = tokio::spawn(run(vec![feed, other.feed.clone()], stop.clone()));
    let line = format!("id_no,seq,at,fit,until,born\n{},90000,2020-01-01,yes,2027-06-30,\n", number(99));
    fs::write(folder.join("a.part"), line).unwrap();
    fs::rename(folder.join("a.part"), folder.join("a.csv")).unwrap();
    let members = |expected: Vec<u64>| {
        let chain = chain.clone();
        async move {
            let reached = async {
                loop {
                    let mut members: Vec<u64> = chain.agreed().iter().map(|said| said.member).collect();
                    members.sort_unstable();
                    if members == expected {
                        return;
                    }
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            };
            tokio::time::timeout(PATIENCE, reached).await.unwrap();
        }
    };
    members(vec![99]).await;
    server.resume();
    members(vec![11, 12, 13, 14, 99]).await;
    stop.cancel();
    running.await.unwrap();
    drop((feeder, partner));
}

/// Chance that is the same each time (xorshift of Marsaglia).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }
}
