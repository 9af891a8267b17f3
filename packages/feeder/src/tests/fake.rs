//! A chain, links and a source that are none, for tests.

use crate::{
    Bad, Feed, Ledger, LedgerError, Links, LinksError, Mapping, MatchingKey, Opening, Page, Refusal, Row,
    Source, SourceError, Store, Tag,
};
use async_trait::async_trait;
use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use timebank_api::oracle::{
    Attestation, ChangeKind, ReportResponse, ReportState, Rule, SourceId, SourceInput, SourceKind,
    SourceResponse,
};
use timebank_api::{MemberId, Seconds};
use zeroize::Zeroizing;

pub const NOW: Seconds = 1_796_000_000;
pub const MATCHING: [u8; 32] = [7; 32];
pub const MAPPING: &str = r#"
source = 1
name = "hospital"
secret_file = "source.key"
volume = 1000
[from.csv]
folder = "drop"
[columns]
id_number = "id_no"
version = "seq"
observed = "at"
[[fact]]
kind = "credential"
predicate = 4
when = { column = "fit", is = ["yes", "合格"] }
valid_until = { column = "until" }
policy = "apply"
[[fact]]
kind = "age"
born = "born"
policy = "apply"
"#;

/// What was said under a sequence, and by whom.
pub type FakeAnswer = (Attestation, BTreeSet<String>);

/// Polls of one source, as the contract counts them: a fact is agreed on once k feeders have said the same.
pub struct FakeChain {
    pub k: usize,
    pub polls: Mutex<BTreeMap<u64, Vec<FakeAnswer>>>,
    pub reports: Mutex<Vec<ReportResponse>>,
    pub away: Mutex<bool>,
}

impl FakeChain {
    pub fn new(k: usize) -> Arc<Self> {
        Arc::new(FakeChain { k, polls: Mutex::default(), reports: Mutex::default(), away: Mutex::default() })
    }

    /// Sequences and what was agreed under them.
    pub fn agreed(&self) -> Vec<Attestation> {
        self.reports.lock().unwrap().iter().map(|report| report.attestation.clone()).collect()
    }

    pub fn disputes(&self) -> usize {
        self.polls.lock().unwrap().values().filter(|answers| answers.len() > 1).count()
    }
}

/// One feeder's way to it.
pub struct FakeLedger {
    pub chain: Arc<FakeChain>,
    pub name: String,
    /// Says another digest than it saw.
    pub lies: bool,
}

impl FakeLedger {
    fn count(&self, source: SourceId, said: &[Attestation]) -> Vec<Refusal> {
        let mut refused = Vec::new();
        let mut polls = self.chain.polls.lock().unwrap();
        for said in said {
            let mut said = said.clone();
            if self.lies {
                said.digest = [0; 32].into();
            }
            let answers = polls.entry(said.sequence).or_default();
            let other = answers.iter().any(|(other, who)| who.contains(&self.name) && *other != said);
            if other {
                refused.push(Refusal { sequence: said.sequence, code: "attestation.changed".into() });
                continue;
            }
            let at = answers.iter().position(|(other, _)| *other == said).unwrap_or_else(|| {
                answers.push((said.clone(), BTreeSet::new()));
                answers.len() - 1
            });
            if answers[at].1.insert(self.name.clone()) && answers[at].1.len() == self.chain.k {
                let mut reports = self.chain.reports.lock().unwrap();
                let late = reports.iter().any(|report| {
                    report.attestation.member == said.member
                        && report.attestation.change.about() == said.change.about()
                        && report.attestation.sequence > said.sequence
                });
                let state = if late { ReportState::Superseded } else { ReportState::Applied };
                let id = reports.len() as u64 + 1;
                reports.push(ReportResponse {
                    id,
                    source,
                    attestation: said,
                    state,
                    agreed: NOW,
                    applied: Some(NOW),
                    objected: false,
                });
            }
        }
        refused
    }
}

#[async_trait]
impl Ledger for FakeLedger {
    fn account(&self) -> String {
        self.name.clone()
    }

    async fn source(&self, id: SourceId) -> Result<SourceResponse, LedgerError> {
        let rules = [ChangeKind::Credential, ChangeKind::RevokeCredential, ChangeKind::Age];
        let reports = self.chain.reports.lock().unwrap();
        let of = reports.iter().filter(|report| report.source == id);
        let sequence = of.map(|report| report.attestation.sequence).max().unwrap_or(0);
        let source = SourceInput {
            name: "hospital".into(),
            kind: SourceKind::Postgres,
            branch: 1,
            rules: rules.map(|kind| Rule { kind, automatic: true }).to_vec(),
            k: 2,
            feeders: vec![self.name.clone()],
            sequence,
            staleness: 1,
            undo_window: 1,
            mass_change: 1,
        };
        Ok(SourceResponse { id, source, quarantined: false, heard: 0, stale: false })
    }

    async fn reports(&self, member: MemberId) -> Result<Vec<ReportResponse>, LedgerError> {
        let reports = self.chain.reports.lock().unwrap();
        Ok(reports.iter().rev().filter(|report| report.attestation.member == member).cloned().collect())
    }

    async fn attest(&self, source: SourceId, said: &[Attestation]) -> Result<Vec<Refusal>, LedgerError> {
        tokio::task::yield_now().await;
        if *self.chain.away.lock().unwrap() {
            return Err(LedgerError::Away("test".into()));
        }
        let refused = self.count(source, said);
        // A process may be killed when the block is made and before it knows.
        tokio::task::yield_now().await;
        Ok(refused)
    }

    async fn heartbeat(&self, _: SourceId) -> Result<(), LedgerError> {
        Ok(())
    }
}

/// Members by their tags.
#[derive(Default)]
pub struct FakeLinks {
    pub members: Mutex<BTreeMap<Tag, MemberId>>,
    pub openings: Mutex<Vec<Opening>>,
}

impl FakeLinks {
    pub fn link(&self, number: &str, member: MemberId) {
        let tag = matching().tag(&crate::IdNumber::parse(number).unwrap());
        self.members.lock().unwrap().insert(tag, member);
    }
}

#[async_trait]
impl Links for FakeLinks {
    async fn find(&self, tags: &[Tag]) -> Result<Vec<Option<MemberId>>, LinksError> {
        let members = self.members.lock().unwrap();
        Ok(tags.iter().map(|tag| members.get(tag).copied()).collect())
    }

    async fn count(&self) -> Result<u64, LinksError> {
        Ok(self.members.lock().unwrap().len() as u64)
    }

    async fn revision(&self) -> Result<u64, LinksError> {
        self.count().await
    }

    async fn keep(&self, opening: &Opening) -> Result<(), LinksError> {
        self.openings.lock().unwrap().push(opening.clone());
        Ok(())
    }
}

/// Rows by version, read two at a time; the last one of a page comes again.
#[derive(Default, Clone)]
pub struct FakeSource {
    pub rows: Vec<Vec<Option<String>>>,
    /// Breaks off after so many pages.
    pub cut: Option<usize>,
}

impl FakeSource {
    pub fn row(&mut self, version: u64, number: &str, at: Seconds, fit: &str, born: &str) -> &mut Self {
        let cell = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        self.rows.push(vec![
            cell(number),
            Some(version.to_string()),
            Some(at.to_string()),
            cell(fit),
            Some("2027-06-30".into()),
            cell(born),
        ]);
        self
    }
}

#[async_trait]
impl Source for FakeSource {
    async fn page(&mut self, after: Option<&str>) -> Result<Page, SourceError> {
        tokio::task::yield_now().await;
        if let Some(left) = &mut self.cut {
            *left = left.checked_sub(1).ok_or(SourceError::Away("test".into()))?;
        }
        let after: usize = after.map_or(0, |text| text.parse().unwrap());
        let from = after.saturating_sub(1);
        let rows = self.rows.iter().enumerate().skip(from).take(3);
        let rows: Vec<Row> =
            rows.map(|(at, values)| Row { place: format!("row {at}"), values: values.clone() }).collect();
        let to = (from + rows.len()).max(after);
        Ok(Page { rows, bad: vec![], position: Some(to.to_string()), more: to < self.rows.len() })
    }

    async fn kept(&mut self, _: Option<&str>, _: &[Bad]) -> Result<(), SourceError> {
        tokio::task::yield_now().await;
        Ok(())
    }

    fn after(&self, version: u64) -> Option<String> {
        let read = self
            .rows
            .iter()
            .filter(|row| row[1].as_ref().unwrap().parse::<u64>().unwrap() <= version)
            .count();
        Some(read.to_string())
    }
}

/// Polls a future so many times at most: what is left of it then is dropped, as when a process is killed.
pub struct Killed<F> {
    pub future: Pin<Box<F>>,
    pub left: usize,
}

impl<F: Future> Future for Killed<F> {
    type Output = Option<F::Output>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Some(left) = self.left.checked_sub(1) else { return Poll::Ready(None) };
        self.left = left;
        self.future.as_mut().poll(context).map(Some)
    }
}

pub fn matching() -> MatchingKey {
    MatchingKey::new(Zeroizing::new(MATCHING))
}

/// A number that no person has; its check character is not looked at.
pub fn number(person: u64) -> String {
    format!("99010119500101{person:03}X")
}

/// A feeder with a store of its own.
pub struct Feeder {
    pub feed: Feed,
    pub store: Store,
    pub links: Arc<FakeLinks>,
    path: PathBuf,
    mapping: Mapping,
    ledger: Arc<FakeLedger>,
    _folder: Arc<tempfile::TempDir>,
}

impl Feeder {
    pub async fn new(chain: &Arc<FakeChain>, links: &Arc<FakeLinks>, name: &str) -> Self {
        Self::with(chain, links, name, MAPPING, false).await
    }

    pub async fn with(
        chain: &Arc<FakeChain>,
        links: &Arc<FakeLinks>,
        name: &str,
        mapping: &str,
        lies: bool,
    ) -> Self {
        let folder = Arc::new(tempfile::tempdir().unwrap());
        key(&folder.path().join("source.key"));
        let mapping = Mapping::parse(mapping, folder.path()).unwrap();
        let ledger = Arc::new(FakeLedger { chain: chain.clone(), name: name.into(), lies });
        let path = folder.path().join("feeder.sqlite");
        Self::open(path, mapping, ledger, links.clone(), folder).await
    }

    async fn open(
        path: PathBuf,
        mapping: Mapping,
        ledger: Arc<FakeLedger>,
        links: Arc<FakeLinks>,
        folder: Arc<tempfile::TempDir>,
    ) -> Self {
        let store = Store::open(&path).await.unwrap();
        let feed =
            Feed::new(mapping.clone(), matching(), store.clone(), links.clone(), ledger.clone()).unwrap();
        Feeder { feed, store, links, path, mapping, ledger, _folder: folder }
    }

    /// The same feeder in another process.
    pub async fn again(self) -> Self {
        let Feeder { path, mapping, ledger, links, _folder, store, .. } = self;
        store.close().await;
        Self::open(path, mapping, ledger, links, _folder).await
    }

    /// The same one, its store lost.
    pub async fn without_store(self) -> Self {
        self.store.close().await;
        let Feeder { mapping, ledger, links, _folder, path, .. } = self;
        for end in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{end}", path.display()));
        }
        Self::open(path, mapping, ledger, links, _folder).await
    }

    /// Reads to the end and says everything.
    pub async fn all(&self, source: &mut dyn Source, now: Seconds) -> Result<Vec<Bad>, crate::FeedError> {
        let mut bad = Vec::new();
        loop {
            let step = self.feed.read(source, now).await?;
            bad.extend(step.bad);
            while self.feed.say(now).await? > 0 {}
            if !step.more {
                return Ok(bad);
            }
        }
    }
}

pub fn key(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::write(path, "42".repeat(32)).unwrap();
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).unwrap();
}
