//! The chain, as a feeder sees it.

use async_trait::async_trait;
use std::time::Duration;
use timebank_api::event::Event;
use timebank_api::oracle::{
    Attestation, ExecuteMsg, QueryMsg, ReportResponse, ReportsResponse, SourceId, SourceResponse,
    MAX_ATTESTATIONS,
};
use timebank_api::permission::Contract;
use timebank_api::{Code, MemberId};
use timebank_client::{decode, tx, Client, Commits, Envelope, Execute, Node, NodeError, SecretKey, TxResult};
use tokio::sync::Mutex;

/// Messages of one transaction.
pub const MESSAGES: usize = 3;
/// What a message burns at most, and each attestation in it: one that k feeders agree on is applied at once, at 400 000 at most.
const MESSAGE_GAS: u64 = 300_000;
const ATTESTATION_GAS: u64 = 600_000;
/// How long a block is waited for.
const PATIENCE: Duration = Duration::from_secs(60);
/// Blocks after which a transaction can be in none any more, so that it is never sent twice at once.
const BLOCKS: u64 = 60;
/// A member's newest reports that are looked at.
const REPORTS: u32 = 50;

/// Why the chain did not take something.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LedgerError {
    /// Asking again may help.
    #[error("chain.away: {0}")]
    Away(String),
    /// It was carried out and refused.
    #[error("chain.refused: {0}")]
    Refused(String),
}

impl From<NodeError> for LedgerError {
    fn from(error: NodeError) -> Self {
        match error {
            NodeError::Refused(words) => {
                LedgerError::Refused(Code::find(&words).map_or(words, |code| code.text().to_owned()))
            }
            other => LedgerError::Away(other.to_string()),
        }
    }
}

/// An attestation that the contract refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub sequence: u64,
    pub code: String,
}

/// The oracle contract, spoken to as one feeder.
#[async_trait]
pub trait Ledger: Send + Sync + 'static {
    /// The feeder's account.
    fn account(&self) -> String;

    /// What the council has set of a source, and where it stands.
    async fn source(&self, id: SourceId) -> Result<SourceResponse, LedgerError>;

    /// A member's newest reports, newest first.
    async fn reports(&self, member: MemberId) -> Result<Vec<ReportResponse>, LedgerError>;

    /// Says what was seen and waits for the block: at most three messages full. Gives what was refused; saying the same
    /// again changes nothing.
    async fn attest(&self, source: SourceId, said: &[Attestation]) -> Result<Vec<Refusal>, LedgerError>;

    /// Says that the source is reached.
    async fn heartbeat(&self, source: SourceId) -> Result<(), LedgerError>;
}

/// The real one. One transaction at a time: it waits for its block.
pub struct OnChain {
    client: Client,
    key: SecretKey,
    lane: Mutex<Option<Commits>>,
}

impl OnChain {
    /// `key` is of the feeder's own account, which the council has admitted.
    pub fn new(client: Client, key: SecretKey) -> Self {
        OnChain { client, key, lane: Mutex::default() }
    }

    async fn send(&self, messages: &[ExecuteMsg], gas: u64) -> Result<TxResult, LedgerError> {
        let mut lane = self.lane.lock().await;
        let commits = match &mut *lane {
            Some(commits) => commits,
            none => none.insert(Commits::follow(self.client.clone()).await?),
        };
        let contract = self.client.contracts().address(Contract::Oracle);
        let wrong = |error: tx::TxError| LedgerError::Refused(error.to_string());
        let messages = messages.iter().map(|message| Execute::new(contract, message));
        let messages = messages.collect::<Result<Vec<_>, _>>().map_err(wrong)?;
        let account = self.client.account(&self.key.address()).await?;
        let timeout_height = self.client.status().await?.height.saturating_add(BLOCKS);
        let envelope = Envelope { chain_id: self.client.chain_id(), account, gas, timeout_height };
        let signed = tx::sign(&messages, envelope, &self.key).map_err(wrong)?;
        let result = commits.commit(&self.client, &signed, PATIENCE).await;
        let result = result.map_err(|error| LedgerError::Away(error.to_string()))?;
        match result.code {
            0 => Ok(result),
            code => Err(LedgerError::Refused(match Code::find(&result.log) {
                Some(code) => code.text().to_owned(),
                None => format!("{} {code}", result.codespace),
            })),
        }
    }
}

#[async_trait]
impl Ledger for OnChain {
    fn account(&self) -> String {
        self.key.address()
    }

    async fn source(&self, id: SourceId) -> Result<SourceResponse, LedgerError> {
        Ok(self.client.query(Contract::Oracle, &QueryMsg::Source { id }).await?)
    }

    async fn reports(&self, member: MemberId) -> Result<Vec<ReportResponse>, LedgerError> {
        let query = QueryMsg::MemberReports { member, start_before: None, limit: Some(REPORTS) };
        let answer: ReportsResponse = self.client.query(Contract::Oracle, &query).await?;
        Ok(answer.reports)
    }

    async fn attest(&self, source: SourceId, said: &[Attestation]) -> Result<Vec<Refusal>, LedgerError> {
        let message = |part: &[Attestation]| ExecuteMsg::Attest { source, attestations: part.to_vec() };
        let messages: Vec<ExecuteMsg> = said.chunks(MAX_ATTESTATIONS).take(MESSAGES).map(message).collect();
        let count = |length: usize| u64::try_from(length).unwrap_or(u64::MAX);
        let gas = MESSAGE_GAS
            .saturating_mul(count(messages.len()))
            .saturating_add(ATTESTATION_GAS.saturating_mul(count(said.len())));
        let result = self.send(&messages, gas).await?;
        let account = self.account();
        let events = decode::events(self.client.contracts(), &result.events);
        let refused = events.into_iter().filter_map(|event| match event {
            Event::AttestationRefused { source: of, feeder, sequence, code }
                if of == source && feeder == account =>
            {
                Some(Refusal { sequence, code })
            }
            _ => None,
        });
        Ok(refused.collect())
    }

    async fn heartbeat(&self, source: SourceId) -> Result<(), LedgerError> {
        self.send(&[ExecuteMsg::Heartbeat { source }], MESSAGE_GAS).await.map(drop)
    }
}
