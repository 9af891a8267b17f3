//! What a node can be asked, apart from how.

use crate::proof::{Head, Proven, Validators};
use crate::Execute;
use async_trait::async_trait;
use timebank_api::permission::Contract;

/// Why a question has no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NodeError {
    /// No endpoint answered, or what came was not understood; asking again may help.
    #[error("the node cannot be reached: {0}")]
    Unreachable(String),
    /// The node answered that it will not; its words are for the log.
    #[error("the node refused: {0}")]
    Refused(String),
    /// There is no such thing (yet).
    #[error("the node does not have it")]
    Missing,
}

/// Where a node is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    pub chain_id: String,
    /// The last block whose state can be asked for.
    pub height: u64,
    /// Unix seconds of that block.
    pub time: u64,
    /// The oldest block it still has.
    pub earliest: u64,
    pub catching_up: bool,
}

/// An ordinary account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Account {
    pub number: u64,
    /// What the account's next transaction must carry.
    pub sequence: u64,
}

/// What a node said about a transaction. It is never a result: only a block says what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Broadcast {
    /// Taken into the mempool, or known there already.
    Taken,
    /// Refused because the account is at another sequence.
    Sequence(String),
    /// Refused because the mempool is full.
    Full,
    /// Refused because its timeout height is over.
    TimedOut,
    /// Refused for another reason: code space, code and the node's words.
    Refused { codespace: String, code: u32, log: String },
    /// No answer: it may or may not have been taken.
    Unknown(String),
}

/// What came of carrying a message out on trial, on the state of the last block; nothing of it stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trial {
    /// It would be carried out, at this gas.
    Done { gas: u64 },
    /// It would fail; the node's words, in which the contract's code stands.
    Failed(String),
    /// The node did not say.
    Unknown(String),
}

/// One attribute of an event.
pub type Attribute = (String, String);

/// An event as the node gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawEvent {
    pub kind: String,
    pub attributes: Vec<Attribute>,
}

impl RawEvent {
    /// The first value of an attribute.
    pub fn attribute(&self, key: &str) -> Option<&str> {
        self.attributes.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }
}

/// A transaction's result, as it is in a block.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TxResult {
    pub code: u32,
    pub codespace: String,
    /// Free text of the node; not committed to by any header.
    pub log: String,
    /// `TxMsgData`, committed to by the next header.
    pub data: Vec<u8>,
    pub gas_wanted: u64,
    pub gas_used: u64,
    /// Not committed to by any header.
    pub events: Vec<RawEvent>,
}

/// A transaction in a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockTx {
    /// sha256 of the bytes.
    pub hash: [u8; 32],
    pub raw: Vec<u8>,
    pub result: TxResult,
}

/// A block with its results.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    pub chain_id: String,
    /// The last block whose state can be asked for.
    pub height: u64,
    /// Unix seconds.
    pub time: u64,
    pub hash: [u8; 32],
    /// Hash of the block before; nothing in the first one.
    pub previous: Option<[u8; 32]>,
    /// What the header says the results of the block before hash to.
    pub previous_results: Option<[u8; 32]>,
    pub app_hash: Vec<u8>,
    pub txs: Vec<BlockTx>,
}

impl Block {
    /// Whether two nodes tell the same of a block, free text aside.
    pub fn agrees_with(&self, other: &Block) -> bool {
        let told = |block: &Block| {
            let mut block = block.clone();
            block.txs.iter_mut().for_each(|tx| tx.result.log.clear());
            block
        };
        told(self) == told(other)
    }
}

/// What the relayer's parts need of a node; [`crate::Client`] is the real one, tests put their own in.
#[async_trait]
pub trait Node: Send + Sync + 'static {
    async fn status(&self) -> Result<Status, NodeError>;

    /// A block with its results; [`NodeError::Missing`] when the node does not have both (yet).
    async fn block(&self, height: u64) -> Result<Block, NodeError>;

    /// The same block from another node than the one that is asked first; nothing when no other one gives it.
    async fn second_block(&self, _height: u64) -> Option<Block> {
        None
    }

    /// An ordinary account as of the last block; [`NodeError::Missing`] when there is none.
    async fn account(&self, address: &str) -> Result<Account, NodeError>;

    /// Hands a transaction in and says what the node answered.
    async fn broadcast(&self, raw: &[u8]) -> Broadcast;

    /// Carries a message out on trial, as if this account had sent it; no signature is looked at.
    async fn try_out(&self, sender: &str, execute: &Execute) -> Trial;

    /// A smart query in JSON.
    async fn smart(&self, contract: Contract, query: &[u8]) -> Result<Vec<u8>, NodeError>;

    /// A block's header with signatures and validators, from any node that has it.
    async fn head(&self, height: u64) -> Result<Head, NodeError>;

    /// What a contract keeps under a key after a block, with proof, from any node that has it.
    async fn proven(&self, contract: Contract, key: &[u8], height: u64) -> Result<Proven, NodeError>;

    /// Gives validators the names that the chain has of them after a block.
    async fn name(&self, validators: &mut Validators, height: u64) -> Result<(), NodeError>;
}
