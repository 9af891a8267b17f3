//! Reads a partner's source to its end as a feeder does, and says in JSON what that took:
//! `timebank-feed-load <mapping.toml> <store> <members> <step> <pages>`. Every `step`th of the persons 1, 2, … is a linked member, until
//! there are so many. After so many pages it ends as if it were killed; 0 is never.
//!
//! The feeder is the real one. For the chain and the links to members stand what they would do here without waiting: transactions are
//! made and signed, members are looked up.

use anyhow::{Context, Result};
use async_trait::async_trait;
use rustix::time::{clock_gettime, ClockId};
use serde_json::json;
use std::collections::HashMap;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use timebank_api::oracle::{
    Attestation, ExecuteMsg, ReportResponse, SourceId, SourceInput, SourceKind, SourceResponse,
    MAX_ATTESTATIONS,
};
use timebank_api::MemberId;
use timebank_client::{tx, Account, Envelope, Execute, SecretKey};
use timebank_feeder::{
    connect, Feed, FeedError, IdNumber, Ledger, LedgerError, Links, LinksError, Mapping, MatchingKey,
    Opening, Refusal, Store, Tag,
};
use zeroize::Zeroizing;

const MATCHING_KEY: [u8; 32] = [7; 32];
const ACCOUNT_KEY: [u8; 32] = [8; 32];

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let mut next =
        || arguments.next().context("timebank-feed-load <mapping.toml> <store> <members> <step> <pages>");
    let (mapping, store) = (next()?, next()?);
    let (members, step, pages): (u64, u64, u64) = (next()?.parse()?, next()?.parse()?, next()?.parse()?);
    let matching = MatchingKey::new(Zeroizing::new(MATCHING_KEY));
    let links = Arc::new(Everybody::new(&matching, members, step)?);
    let ledger = Arc::new(Signed::new()?);
    let store = Store::open(Path::new(&store)).await?;
    let mapping = Mapping::load(Path::new(&mapping))?;
    let source = mapping.source;
    let mut partner = connect(&mapping)?;
    let feed = Feed::new(mapping, matching, store.clone(), links, ledger.clone())?;

    let (begun, used) = (Instant::now(), processor());
    let (mut rows, mut read) = (0_usize, 0_u64);
    loop {
        let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
        let step = match feed.read(partner.as_mut(), now).await {
            Err(FeedError::Held(_)) => {
                // More than usual, and nobody is there to look at it.
                store.release(source, now).await?;
                continue;
            }
            step => step?,
        };
        rows = rows.saturating_add(step.rows);
        while feed.say(now).await? > 0 {}
        read = read.saturating_add(1);
        if !step.more || read == pages {
            break;
        }
    }
    let figures = json!({
        "rows": rows,
        "facts": ledger.said.load(Ordering::Relaxed),
        "seconds": begun.elapsed().as_secs_f64(),
        "processor_seconds": processor().saturating_sub(used).as_secs_f64(),
        "peak_bytes": peak()?,
    });
    println!("{figures}");
    // Without closing anything.
    std::process::exit(0)
}

/// Processor time of all threads so far.
fn processor() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    let part = |number: i64| u64::try_from(number).unwrap_or(0);
    Duration::from_secs(part(time.tv_sec)).saturating_add(Duration::from_nanos(part(time.tv_nsec)))
}

/// The most memory that was in use at any time, in bytes.
fn peak() -> Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("no VmHWM")?;
    let kibibytes: u64 = line.trim().strip_suffix("kB").context("no kB")?.trim().parse()?;
    Ok(kibibytes.saturating_mul(1_024))
}

/// Members by the tags of persons.
struct Everybody(HashMap<Tag, MemberId>);

impl Everybody {
    fn new(key: &MatchingKey, members: u64, step: u64) -> Result<Self> {
        let tag = |member: MemberId| {
            let number = IdNumber::parse(&format!("9901011950{:07}X", member.saturating_mul(step)));
            Ok((key.tag(&number.context("too many members")?), member))
        };
        Ok(Everybody((1..=members).map(tag).collect::<Result<_>>()?))
    }
}

#[async_trait]
impl Links for Everybody {
    async fn find(&self, tags: &[Tag]) -> Result<Vec<Option<MemberId>>, LinksError> {
        Ok(tags.iter().map(|tag| self.0.get(tag).copied()).collect())
    }

    async fn count(&self) -> Result<u64, LinksError> {
        Ok(u64::try_from(self.0.len()).unwrap_or(u64::MAX))
    }

    async fn revision(&self) -> Result<u64, LinksError> {
        Ok(1)
    }

    async fn keep(&self, _: &Opening) -> Result<(), LinksError> {
        Ok(())
    }
}

/// Makes and signs what a chain would be sent.
struct Signed {
    key: SecretKey,
    said: AtomicU64,
}

impl Signed {
    fn new() -> Result<Self> {
        let key = SecretKey::from_slice(&ACCOUNT_KEY).context("no key")?;
        Ok(Signed { key, said: AtomicU64::new(0) })
    }
}

#[async_trait]
impl Ledger for Signed {
    fn account(&self) -> String {
        self.key.address()
    }

    async fn source(&self, id: SourceId) -> Result<SourceResponse, LedgerError> {
        let source = SourceInput {
            name: "load".into(),
            kind: SourceKind::Postgres,
            branch: 1,
            rules: Vec::new(),
            k: 1,
            feeders: vec![self.account()],
            sequence: 0,
            staleness: 1,
            undo_window: 1,
            mass_change: 1,
        };
        Ok(SourceResponse { id, source, quarantined: false, heard: 0, stale: false })
    }

    async fn reports(&self, _: MemberId) -> Result<Vec<ReportResponse>, LedgerError> {
        Ok(Vec::new())
    }

    async fn attest(&self, source: SourceId, said: &[Attestation]) -> Result<Vec<Refusal>, LedgerError> {
        let wrong = |error: tx::TxError| LedgerError::Refused(error.to_string());
        let message = |part: &[Attestation]| {
            let attestations = part.to_vec();
            Execute::new("oracle", &ExecuteMsg::Attest { source, attestations })
        };
        let messages = said.chunks(MAX_ATTESTATIONS).map(message).collect::<Result<Vec<_>, _>>();
        let account = Account { number: 1, sequence: 1 };
        let envelope = Envelope { chain_id: "load", account, gas: 1, timeout_height: 0 };
        tx::sign(&messages.map_err(wrong)?, envelope, &self.key).map_err(wrong)?;
        self.said.fetch_add(u64::try_from(said.len()).unwrap_or(0), Ordering::Relaxed);
        Ok(Vec::new())
    }

    async fn heartbeat(&self, _: SourceId) -> Result<(), LedgerError> {
        Ok(())
    }
}
