//! One source, step by step: read a page, find the members, see what is new, keep it together with the position, say it.

use crate::fact::{self, Said};
use crate::ledger::{Ledger, LedgerError, MESSAGES};
use crate::links::{Links, LinksError, MatchingKey, Tag};
use crate::mapping::{Mapping, MappingError, Policy};
use crate::row::{Bad, Fault, Head, Row};
use crate::source::{Source, SourceError};
use crate::store::{self, int, uint, Known, Standing, Store};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use timebank_api::oracle::{Change, ReportState, MAX_ATTESTATIONS};
use timebank_api::{MemberId, Seconds};
use zeroize::Zeroizing;

/// The span in which changes are counted, and for which somebody lets a mass change pass.
const SPAN: Seconds = 3_600;
/// Of so many members in a hundred something may change in a span before somebody must look; below so many changes nobody must.
const PER_CENT: u64 = 5;
const FEW: u64 = 20;

/// So long members are gathered who were linked anew, before a source is read once more for them.
const LINKED: Seconds = 600;

/// Why a step failed. It is tried again, and nothing of it is kept.
#[derive(Debug, thiserror::Error)]
pub enum FeedError {
    #[error(transparent)]
    Mapping(#[from] MappingError),
    #[error(transparent)]
    Source(#[from] SourceError),
    #[error("links.away: {0}")]
    Links(#[from] LinksError),
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    #[error("store: {0}")]
    Store(#[from] sqlx::Error),
    /// More changed than is usual: somebody must look.
    #[error("mass.held: {0} changes are held back until somebody releases them")]
    Held(u64),
}

/// What a step did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Step {
    pub rows: usize,
    /// Rows of linked members.
    pub members: usize,
    /// Facts that wait to be said now.
    pub attested: usize,
    /// Bad rows that were not known.
    pub bad: Vec<Bad>,
    /// Whether there is more right now.
    pub more: bool,
}

/// A source with all that its steps need. Cheap to clone.
#[derive(Clone)]
pub struct Feed {
    mapping: Arc<Mapping>,
    key: Zeroizing<[u8; 32]>,
    matching: MatchingKey,
    store: Store,
    links: Arc<dyn Links>,
    ledger: Arc<dyn Ledger>,
}

/// A row of somebody, not yet known of whom.
struct Somebody {
    row: Row,
    head: Head,
    tag: Tag,
}

/// What is to be kept of a page.
#[derive(Default)]
struct Plan {
    known: Vec<(Vec<u8>, Known)>,
    new: Vec<Said>,
}

impl Feed {
    /// # Errors
    /// If the source's key cannot be read.
    pub fn new(
        mapping: Mapping,
        matching: MatchingKey,
        store: Store,
        links: Arc<dyn Links>,
        ledger: Arc<dyn Ledger>,
    ) -> Result<Self, MappingError> {
        let key = mapping.secret()?;
        Ok(Feed { mapping: Arc::new(mapping), key, matching, store, links, ledger })
    }

    pub fn mapping(&self) -> &Mapping {
        &self.mapping
    }

    /// Whether the council has set what the mapping takes for granted.
    ///
    /// # Errors
    /// What does not fit, or that the chain is out of reach.
    pub async fn fits(&self) -> Result<(), FeedError> {
        let on_chain = self.ledger.source(self.mapping.source).await?;
        Ok(self.mapping.fits(&on_chain, &self.ledger.account())?)
    }

    /// Reads one page and keeps what is new of it, together with the position after it.
    ///
    /// # Errors
    /// As [`FeedError`] says; nothing is kept then.
    pub async fn read(&self, source: &mut dyn Source, now: Seconds) -> Result<Step, FeedError> {
        let mut standing = self.standing(source).await?;
        if standing.held > 0 {
            return Err(FeedError::Held(uint(standing.held)));
        }
        let links = int(self.links.revision().await?);
        let since = |span: Seconds| int(now) >= standing.swept.saturating_add(int(span));
        let due = since(self.mapping.sweep) || standing.links != links && since(LINKED);
        let anew = source.rereads() && due && !standing.sweeping;
        if anew {
            // Not at the first look: there is nothing that was read before.
            if standing.swept > 0 {
                standing.position = None;
                standing.sweeping = true;
            }
            (standing.swept, standing.links) = (int(now), links);
        }
        let page = source.page(standing.position.as_deref()).await?;
        let mut step = Step { rows: page.rows.len(), bad: page.bad, more: page.more, ..Step::default() };
        let members = self.members(page.rows, &mut step.bad, now).await?;
        step.members = members.len();
        let plan = self.plan(&members, &standing, &mut step.bad).await?;
        drop(members);
        step.attested = plan.new.len();

        standing.position = page.position;
        standing.sweeping &= page.more;
        self.count(&mut standing, plan.new.len(), now).await?;
        for opening in plan.new.iter().filter_map(|said| said.opening.as_ref()) {
            self.links.keep(opening).await?;
        }
        let mut tx = self.store.begin().await?;
        for (thing, known) in &plan.known {
            store::remember(&mut tx, self.mapping.source, thing, known).await?;
        }
        for said in &plan.new {
            store::put(&mut tx, self.mapping.source, said).await?;
        }
        if anew {
            store::forgive(&mut tx, self.mapping.source).await?;
        }
        step.bad = store::note(&mut tx, self.mapping.source, step.bad).await?;
        store::save(&mut tx, self.mapping.source, &standing).await?;
        tx.commit().await?;
        source.kept(standing.position.as_deref(), &step.bad).await?;
        Ok(step)
    }

    /// Where the source stands; a store that begins after others have attested begins where they are.
    async fn standing(&self, source: &mut dyn Source) -> Result<Standing, FeedError> {
        if let Some(standing) = self.store.standing(self.mapping.source).await? {
            return Ok(standing);
        }
        let agreed = self.ledger.source(self.mapping.source).await?.source.sequence;
        let position = (agreed > 0).then(|| source.after(fact::version(agreed))).flatten();
        Ok(Standing { position, joined: agreed > 0, ..Standing::default() })
    }

    /// The rows of linked members; what is left of the others goes at once.
    async fn members(
        &self,
        rows: Vec<Row>,
        bad: &mut Vec<Bad>,
        now: Seconds,
    ) -> Result<Vec<(Somebody, MemberId)>, FeedError> {
        let mut people = Vec::new();
        for row in rows {
            match row.head(&self.mapping, now) {
                Ok(head) => people.push(Somebody { tag: self.matching.tag(&head.number), row, head }),
                Err(fault) => bad.push(Bad { place: row.place.clone(), fault }),
            }
        }
        let tags: Vec<Tag> = people.iter().map(|somebody| somebody.tag).collect();
        let members = self.links.find(&tags).await?;
        Ok(people.into_iter().zip(members).filter_map(|(row, member)| Some((row, member?))).collect())
    }

    /// What is to be attested of a page: of each thing the last word, weighed against what was said before.
    async fn plan(
        &self,
        members: &[(Somebody, MemberId)],
        standing: &Standing,
        bad: &mut Vec<Bad>,
    ) -> Result<Plan, FeedError> {
        let mut last: BTreeMap<Vec<u8>, (Said, &Row)> = BTreeMap::new();
        for (Somebody { row, head, .. }, member) in members {
            let facts = self.mapping.facts.iter().enumerate();
            for fact in facts.filter(|(_, fact)| fact.policy() != Policy::Ignore) {
                match fact::said(&self.mapping, &self.key, fact, (row, head), *member) {
                    Ok(None) => {}
                    Ok(Some(said)) => {
                        let later =
                            |(other, _): &(Said, _)| other.attestation.sequence >= said.attestation.sequence;
                        if !last.get(&said.thing).is_some_and(later) {
                            last.insert(said.thing.clone(), (said, row));
                        }
                    }
                    Err(fault) => bad.push(Bad { place: row.place.clone(), fault }),
                }
            }
        }
        let mut plan = Plan::default();
        let mut sequences = BTreeSet::new();
        for (thing, (said, row)) in last {
            let Some(known) = self.weigh(&said, standing).await? else { continue };
            let new = !known.agreed && known.change.is_some();
            if new && !sequences.insert(said.attestation.sequence) {
                bad.push(Bad { place: row.place.clone(), fault: Fault::Twice });
                continue;
            }
            plan.known.push((thing, known));
            plan.new.extend(new.then_some(said));
        }
        Ok(plan)
    }

    /// What is to be remembered of a fact; nothing if it was seen. It is to be attested unless feeders have agreed on the same already,
    /// or it takes back what was never given.
    async fn weigh(&self, said: &Said, standing: &Standing) -> Result<Option<Known>, FeedError> {
        let known = self.store.known(self.mapping.source, &said.thing).await?;
        let sequence = int(said.attestation.sequence);
        let before = known.as_ref().and_then(|known| known.change.clone());
        if known
            .as_ref()
            .is_some_and(|known| known.seen >= sequence && !(standing.sweeping && before.is_none()))
        {
            return Ok(None);
        }
        let encode = |error: serde_json::Error| sqlx::Error::Encode(error.into());
        let change = serde_json::to_string(&said.attestation.change).map_err(encode)?;
        let same = before.as_ref() == Some(&change);
        let agreed = same && known.is_some_and(|known| known.agreed);
        let unsure = if before.is_some() { same } else { said.takes_back() || standing.joined };
        let mut note = Known { seen: sequence, change: Some(change), agreed };
        if !agreed && unsure {
            match self.agreed(said.attestation.member, &said.attestation.change).await? {
                Some(latest) if latest == said.attestation.change => note.agreed = true,
                // There is nothing that could be taken back.
                None if said.takes_back() && before.is_none() => note.change = None,
                _ => {}
            }
        }
        Ok(Some(note))
    }

    /// What feeders have last agreed on about the same thing, whatever an administrator made of it.
    async fn agreed(&self, member: MemberId, change: &Change) -> Result<Option<Change>, FeedError> {
        let reports = self.ledger.reports(member).await?;
        let mut about = reports.into_iter().filter(|report| {
            report.source == self.mapping.source
                && report.state != ReportState::Superseded
                && report.attestation.change.about() == change.about()
        });
        Ok(about.next().map(|report| report.attestation.change))
    }

    /// Counts what changes, and holds it back if it is more than usual.
    async fn count(&self, standing: &mut Standing, new: usize, now: Seconds) -> Result<(), FeedError> {
        if int(now) >= standing.since.saturating_add(int(SPAN)) {
            (standing.since, standing.changes) = (int(now), 0);
        }
        standing.changes = standing.changes.saturating_add(i64::try_from(new).unwrap_or(i64::MAX));
        let few = self.links.count().await?.saturating_mul(PER_CENT).checked_div(100).unwrap_or(0).max(FEW);
        let most = self.mapping.volume.min(few);
        let released = int(now) < standing.released.saturating_add(int(SPAN));
        if new == 0 || released || uint(standing.changes) <= most {
            return Ok(());
        }
        let changes = uint(standing.changes);
        // Only that it is held is kept: what was read is read again.
        let mut kept = self.store.standing(self.mapping.source).await?.unwrap_or_default();
        (kept.held, kept.joined) = (int(changes), standing.joined);
        let mut tx = self.store.begin().await?;
        store::save(&mut tx, self.mapping.source, &kept).await?;
        tx.commit().await?;
        Err(FeedError::Held(changes))
    }

    /// Says what waits, as much as fits into one transaction, and gives how much that was.
    ///
    /// # Errors
    /// As [`FeedError`] says; it is said again then.
    pub async fn say(&self, now: Seconds) -> Result<usize, FeedError> {
        let source = self.mapping.source;
        let waiting = self.store.waiting(source, MAX_ATTESTATIONS.saturating_mul(MESSAGES), now).await?;
        if waiting.is_empty() {
            return Ok(0);
        }
        let refused = self.ledger.attest(source, &waiting).await?;
        for refusal in &refused {
            tracing::warn!(
                source,
                sequence = refusal.sequence,
                code = refusal.code,
                "an attestation was refused"
            );
        }
        let refused: Vec<(u64, String)> = refused.into_iter().map(|one| (one.sequence, one.code)).collect();
        self.store.said(source, &waiting, &refused).await?;
        self.store.told(source, now).await?;
        Ok(waiting.len())
    }

    /// Says that the source is reached, if the chain has not heard of it for long.
    ///
    /// # Errors
    /// As [`FeedError`] says.
    pub async fn beat(&self, now: Seconds) -> Result<(), FeedError> {
        let source = self.mapping.source;
        let told = self.store.standing(source).await?.unwrap_or_default().told;
        if int(now) >= told.saturating_add(int(self.mapping.heartbeat)) {
            self.ledger.heartbeat(source).await?;
            self.store.told(source, now).await?;
        }
        Ok(())
    }

    /// What is attested of a row, for somebody who wants to look at it first.
    pub(crate) async fn preview(&self, row: Row, now: Seconds) -> Result<crate::check::Line, FeedError> {
        let place = row.place.clone();
        let mut bad = Vec::new();
        let members = self.members(vec![row], &mut bad, now).await?;
        let mut said = Vec::new();
        for (Somebody { row, head, .. }, member) in &members {
            for (at, fact) in self.mapping.facts.iter().enumerate() {
                match fact::said(&self.mapping, &self.key, (at, fact), (row, head), *member) {
                    Ok(None) => {}
                    Ok(Some(one)) => said.push((fact.policy(), one.attestation)),
                    Err(fault) => bad.push(Bad { place: place.clone(), fault }),
                }
            }
        }
        let member = members.first().map(|(_, member)| *member);
        Ok(crate::check::Line { place, member, said, bad: bad.into_iter().map(|bad| bad.fault).collect() })
    }
}
