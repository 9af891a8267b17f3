use crate::tx::{self, Envelope, Execute, SignedTx};
use crate::{BlockTx, Broadcast, Node, NodeError, SecretKey};
use std::sync::Arc;
use std::time::Duration;

/// Blocks a transaction may wait for its block.
const TIMEOUT_BLOCKS: u64 = 10;
/// How often the chain is looked at while waiting.
const POLL: Duration = Duration::from_millis(150);
/// How often a transaction is built anew before giving up.
const TRIES: u32 = 5;

/// A transaction in a block, whatever its code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Included {
    pub height: u64,
    /// Unix seconds of the block.
    pub time: u64,
    pub tx: BlockTx,
}

/// One account that sends one transaction at a time and waits for its block, for tools and measurements. (The relayer's
/// lanes keep theirs in a store and leave the waiting to the index.)
pub struct Lane {
    node: Arc<dyn Node>,
    chain_id: String,
    key: SecretKey,
}

impl Lane {
    pub fn new(node: Arc<dyn Node>, chain_id: impl Into<String>, key: SecretKey) -> Self {
        Lane { node, chain_id: chain_id.into(), key }
    }

    pub fn address(&self) -> String {
        self.key.address()
    }

    /// Sends messages in one transaction and waits for its block. One that is lost is handed in again until its timeout height
    /// is over, then built anew: at the same sequence, so that only one of them can ever count. The exclusive borrow is what
    /// keeps a second one from being in flight.
    ///
    /// # Errors
    /// If the node refuses it for good or cannot be reached. A code other than 0 in the block is no error here.
    pub async fn send(&mut self, messages: &[Execute], gas: u64) -> Result<Included, NodeError> {
        for _ in 0..TRIES {
            let account = self.node.account(&self.address()).await?;
            let start = self.node.status().await?.height;
            let timeout_height = start.saturating_add(TIMEOUT_BLOCKS);
            let envelope = Envelope { chain_id: &self.chain_id, account, gas, timeout_height };
            let signed = tx::sign(messages, envelope, &self.key)
                .map_err(|error| NodeError::Refused(error.to_string()))?;
            if let Some(included) = self.await_block(&signed, start, timeout_height).await? {
                return Ok(included);
            }
        }
        Err(NodeError::Refused("the transaction was lost again and again".into()))
    }

    /// Nothing when the transaction cannot be in a block any more, or was never out.
    async fn await_block(
        &self,
        signed: &SignedTx,
        start: u64,
        timeout_height: u64,
    ) -> Result<Option<Included>, NodeError> {
        let mut next = start.saturating_add(1);
        let mut ever_out = false;
        while next <= timeout_height {
            match self.node.broadcast(&signed.raw).await {
                Broadcast::Taken | Broadcast::Unknown(_) => ever_out = true,
                Broadcast::Refused { codespace, code, log } if !ever_out => {
                    return Err(NodeError::Refused(format!("{codespace} {code}: {log}")));
                }
                Broadcast::Sequence(_) | Broadcast::Full | Broadcast::TimedOut if !ever_out => {
                    tokio::time::sleep(POLL).await;
                    return Ok(None);
                }
                // Once it was out, a refusal proves nothing: it may be in a block already.
                _ => {}
            }
            let block = self.block(next).await?;
            let found = block.txs.iter().find(|tx| tx.hash == signed.hash);
            if let Some(tx) = found {
                return Ok(Some(Included { height: block.height, time: block.time, tx: tx.clone() }));
            }
            next = next.saturating_add(1);
        }
        Ok(None)
    }

    /// A block, as soon as there is one.
    async fn block(&self, height: u64) -> Result<crate::Block, NodeError> {
        loop {
            match self.node.block(height).await {
                Err(NodeError::Missing) => tokio::time::sleep(POLL).await,
                answer => return answer,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Account, Block, Status, TxResult};
    use async_trait::async_trait;
    use sha2::{Digest, Sha256};
    use std::sync::Mutex;
    use timebank_api::permission::Contract;

    /// Makes a block whenever one is asked for; loses what is handed in before a height.
    struct FakeChain {
        state: Mutex<(u64, u64, Vec<Vec<u8>>)>,
        loses_before: u64,
    }

    #[async_trait]
    impl Node for FakeChain {
        async fn status(&self) -> Result<Status, NodeError> {
            let height = self.state.lock().unwrap().0;
            Ok(Status { chain_id: "c".into(), height, time: height, earliest: 1, catching_up: false })
        }

        async fn block(&self, height: u64) -> Result<Block, NodeError> {
            let mut state = self.state.lock().unwrap();
            state.0 = height;
            let mut txs = Vec::new();
            for raw in std::mem::take(&mut state.2) {
                state.1 += 1;
                txs.push(BlockTx { hash: Sha256::digest(&raw).into(), raw, result: TxResult::default() });
            }
            Ok(Block {
                chain_id: "c".into(),
                height,
                time: height,
                hash: [0; 32],
                previous: None,
                previous_results: None,
                app_hash: vec![],
                txs,
            })
        }

        async fn account(&self, _: &str) -> Result<Account, NodeError> {
            Ok(Account { number: 1, sequence: self.state.lock().unwrap().1 })
        }

        async fn broadcast(&self, raw: &[u8]) -> Broadcast {
            let mut state = self.state.lock().unwrap();
            if state.0 < self.loses_before {
                return Broadcast::Unknown("lost".into());
            }
            state.2 = vec![raw.to_vec()];
            Broadcast::Taken
        }

        async fn smart(&self, _: Contract, _: &[u8]) -> Result<Vec<u8>, NodeError> {
            Err(NodeError::Missing)
        }
    }

    async fn height_of_one_send(loses_before: u64) -> u64 {
        let chain = Arc::new(FakeChain { state: Mutex::default(), loses_before });
        let key = SecretKey::from_slice(&[1; 32]).unwrap();
        let mut lane = Lane::new(chain.clone(), "c", key);
        let message = Execute { contract: crate::address::text(&[1; 32]), message: b"{}".to_vec() };
        let included = lane.send(&[message], 1).await.unwrap();
        assert_eq!(chain.state.lock().unwrap().1, 1);
        included.height
    }

    #[tokio::test]
    async fn a_transaction_is_awaited_handed_in_again_and_built_anew() {
        assert_eq!(height_of_one_send(0).await, 1);
        assert_eq!(height_of_one_send(4).await, 5);
        assert_eq!(height_of_one_send(25).await, 26);
    }
}
