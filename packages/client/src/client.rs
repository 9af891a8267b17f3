use crate::node::{Account, Block, BlockTx, Broadcast, Node, NodeError, RawEvent, Status, Trial, TxResult};
use crate::proof::{Head, Proven, Validators};
use crate::tx::{self, Envelope, Execute, SignedTx};
use crate::{Contracts, SecretKey};
use async_trait::async_trait;
use base64::engine::general_purpose::STANDARD;
use base64::Engine;
use cosmrs::proto::cosmos::auth::v1beta1::{BaseAccount, QueryAccountRequest, QueryAccountResponse};
use cosmrs::proto::cosmos::tx::v1beta1::SimulateResponse;
use cosmrs::proto::cosmwasm::wasm::v1::{
    QueryRawContractStateRequest, QueryRawContractStateResponse, QuerySmartContractStateRequest,
    QuerySmartContractStateResponse,
};
use cosmrs::proto::traits::Message;
use cosmrs::tendermint::{block::Height, Hash};
use serde::de::DeserializeOwned;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::future::Future;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::Arc;
use std::time::Duration;
use tendermint_rpc::client::CompatMode;
use tendermint_rpc::error::ErrorDetail;
use tendermint_rpc::{Client as _, HttpClient, HttpClientUrl};
use timebank_api::permission::Contract;
use timebank_api::{time_token, Minutes};

const TIMEOUT: Duration = Duration::from_secs(10);
/// How long an endpoint has to say where it is.
const LOOK: Duration = Duration::from_secs(3);
/// Blocks by which an endpoint may be behind the furthest one and still be asked first.
const MOST_BEHIND: u64 = 5;
/// The code by which a node says that it knows the transaction already (`sdk`, "tx already in mempool").
const IN_MEMPOOL: u32 = 19;
const MEMPOOL_FULL: u32 = 20;
const TIMEOUT_HEIGHT: u32 = 30;
const WRONG_SEQUENCE: u32 = 32;

/// A chain behind one or more RPC endpoints. Whoever answers is asked first the next time. Cheap to clone.
#[derive(Clone)]
pub struct Client {
    endpoints: Arc<[Endpoint]>,
    preferred: Arc<AtomicUsize>,
    chain_id: Arc<str>,
    contracts: Arc<Contracts>,
}

struct Endpoint {
    url: String,
    http: HttpClient,
}

impl Client {
    /// # Errors
    /// If no URL is given, or one cannot be read.
    pub fn new(
        urls: &[String],
        chain_id: impl Into<Arc<str>>,
        contracts: Contracts,
    ) -> Result<Self, NodeError> {
        let endpoints: Vec<Endpoint> = urls.iter().map(|url| endpoint(url)).collect::<Result<_, _>>()?;
        if endpoints.is_empty() {
            return Err(NodeError::Unreachable("no endpoint is configured".into()));
        }
        Ok(Client {
            endpoints: endpoints.into(),
            preferred: Arc::default(),
            chain_id: chain_id.into(),
            contracts: Arc::new(contracts),
        })
    }

    pub fn chain_id(&self) -> &str {
        &self.chain_id
    }

    pub fn contracts(&self) -> &Contracts {
        &self.contracts
    }

    /// The endpoints, in the order they were given.
    pub fn urls(&self) -> impl Iterator<Item = &str> {
        self.endpoints.iter().map(|endpoint| endpoint.url.as_str())
    }

    /// Looks where every endpoint is, and asks first from now on the first of them that is in step.
    pub async fn choose(&self) {
        let mut heights = Vec::new();
        for endpoint in self.endpoints.iter() {
            let status = tokio::time::timeout(LOOK, endpoint.http.status()).await;
            let status = status.ok().and_then(Result::ok).filter(|status| {
                status.node_info.network.as_str() == &*self.chain_id && !status.sync_info.catching_up
            });
            heights.push(status.map(|status| status.sync_info.latest_block_height.value()));
        }
        if let Some(first) = first_in_step(&heights) {
            if self.preferred.swap(first, Ordering::Relaxed) != first {
                let url = self.endpoints.get(first).map_or("", |endpoint| endpoint.url.as_str());
                tracing::info!(url, "this RPC endpoint is asked first now");
            }
        }
    }

    /// Asks one endpoint after the other until one can be reached.
    async fn ask<T, F>(&self, question: impl Fn(HttpClient) -> F) -> Result<T, NodeError>
    where
        F: Future<Output = Result<T, NodeError>>,
    {
        let first = self.preferred.load(Ordering::Relaxed);
        let mut last = NodeError::Unreachable("no endpoint is configured".into());
        for (position, endpoint) in self.from(first) {
            match question(endpoint.http.clone()).await {
                Err(NodeError::Unreachable(why)) => {
                    tracing::debug!(url = endpoint.url, why, "an RPC endpoint does not answer");
                    last = NodeError::Unreachable(why);
                }
                answer => {
                    self.preferred.store(position, Ordering::Relaxed);
                    return answer;
                }
            }
        }
        Err(last)
    }

    /// Asks one endpoint after the other until one has what is asked for: not every node has every height.
    pub(crate) async fn ask_each<T, F>(&self, question: impl Fn(HttpClient) -> F) -> Result<T, NodeError>
    where
        F: Future<Output = Result<T, NodeError>>,
    {
        let first = self.preferred.load(Ordering::Relaxed);
        let mut last = NodeError::Unreachable("no endpoint is configured".into());
        for (_, endpoint) in self.from(first) {
            match question(endpoint.http.clone()).await {
                Ok(answer) => return Ok(answer),
                Err(error) => {
                    tracing::debug!(url = endpoint.url, %error, "an RPC endpoint does not have it");
                    last = error;
                }
            }
        }
        Err(last)
    }

    /// The endpoints with their positions, beginning at one.
    fn from(&self, first: usize) -> impl Iterator<Item = (usize, &Endpoint)> {
        let all = self.endpoints.iter().enumerate();
        all.clone().skip(first).chain(all.take(first)).take(self.endpoints.len())
    }

    /// One ABCI query, as of the last block or of a given height.
    ///
    /// # Errors
    /// As [`NodeError`] says.
    pub async fn abci<Q: Message, A: Message + Default>(
        &self,
        path: &str,
        query: &Q,
        height: Option<u64>,
    ) -> Result<A, NodeError> {
        let bytes = query.encode_to_vec();
        let height = height.map(to_height).transpose()?;
        let answer = self
            .ask(|http| {
                let (path, bytes) = (path.to_owned(), bytes.clone());
                async move { http.abci_query(Some(path), bytes, height, false).await.map_err(failure) }
            })
            .await?;
        if answer.code.is_err() {
            if answer.log.contains("not found") || answer.log.contains("no such contract") {
                return Err(NodeError::Missing);
            }
            return Err(NodeError::Refused(answer.log));
        }
        A::decode(answer.value.as_slice()).map_err(unreadable)
    }

    /// A typed smart query of any contract.
    ///
    /// # Errors
    /// [`NodeError::Refused`] with the contract's words when it refuses.
    pub async fn query_at<A: DeserializeOwned>(
        &self,
        address: &str,
        query: &impl Serialize,
        height: Option<u64>,
    ) -> Result<A, NodeError> {
        let query = serde_json::to_vec(query).map_err(unreadable)?;
        let answer = self.smart_at(address, query, height).await?;
        cosmwasm_std::from_json(answer).map_err(unreadable)
    }

    /// A typed smart query of one of our contracts.
    ///
    /// # Errors
    /// As [`Client::query_at`].
    pub async fn query<A: DeserializeOwned>(
        &self,
        contract: Contract,
        query: &impl Serialize,
    ) -> Result<A, NodeError> {
        self.query_at(self.contracts.address(contract), query, None).await
    }

    async fn smart_at(
        &self,
        address: &str,
        query: Vec<u8>,
        height: Option<u64>,
    ) -> Result<Vec<u8>, NodeError> {
        let query = QuerySmartContractStateRequest { address: address.to_owned(), query_data: query };
        let path = "/cosmwasm.wasm.v1.Query/SmartContractState";
        let answer: QuerySmartContractStateResponse = self.abci(path, &query, height).await?;
        Ok(answer.data)
    }

    /// The stored value under a key of one of our contracts; nothing if there is none.
    ///
    /// # Errors
    /// As [`NodeError`] says.
    pub async fn raw(
        &self,
        contract: Contract,
        key: &[u8],
        height: Option<u64>,
    ) -> Result<Option<Vec<u8>>, NodeError> {
        let query = QueryRawContractStateRequest {
            address: self.contracts.address(contract).to_owned(),
            query_data: key.to_vec(),
        };
        let path = "/cosmwasm.wasm.v1.Query/RawContractState";
        let answer: QueryRawContractStateResponse = self.abci(path, &query, height).await?;
        Ok(Some(answer.data).filter(|data| !data.is_empty()))
    }

    /// The balance of an account, by the token's plain cw20 query.
    ///
    /// # Errors
    /// As [`NodeError`] says.
    pub async fn balance(&self, account: &str, height: Option<u64>) -> Result<Minutes, NodeError> {
        let query = time_token::QueryMsg::Balance { address: account.to_owned() };
        let token = self.contracts.address(Contract::TimeToken);
        let answer: cw20::BalanceResponse = self.query_at(token, &query, height).await?;
        Minutes::try_from(answer.balance.u128()).map_err(unreadable)
    }

    /// Signs messages as `key` at its account's present sequence.
    ///
    /// # Errors
    /// If the account cannot be read or the transaction not built.
    pub async fn prepare(
        &self,
        messages: &[Execute],
        key: &SecretKey,
        gas: u64,
        timeout_height: u64,
    ) -> Result<SignedTx, NodeError> {
        let envelope = Envelope {
            chain_id: &self.chain_id,
            account: self.account(&key.address()).await?,
            gas,
            timeout_height,
        };
        tx::sign(messages, envelope, key).map_err(|error| NodeError::Refused(error.to_string()))
    }
}

#[async_trait]
impl Node for Client {
    async fn status(&self) -> Result<Status, NodeError> {
        let (status, state) = self
            .ask(|http| async move {
                let status = http.status().await.map_err(failure)?;
                Ok((status, http.abci_info().await.map_err(failure)?))
            })
            .await?;
        // A node shows a block before it has committed to its state: until then it would answer questions as of the block before.
        let height = status.sync_info.latest_block_height.min(state.last_block_height);
        Ok(Status {
            chain_id: status.node_info.network.to_string(),
            height: height.value(),
            time: seconds(status.sync_info.latest_block_time),
            earliest: status.sync_info.earliest_block_height.value(),
            catching_up: status.sync_info.catching_up,
        })
    }

    async fn block(&self, height: u64) -> Result<Block, NodeError> {
        let height = to_height(height)?;
        self.ask(|http| read_block(http, height)).await
    }

    async fn second_block(&self, height: u64) -> Option<Block> {
        let height = to_height(height).ok()?;
        let first = self.preferred.load(Ordering::Relaxed);
        for (_, endpoint) in self.from(first).skip(1) {
            if let Ok(block) = read_block(endpoint.http.clone(), height).await {
                return Some(block);
            }
        }
        None
    }

    async fn account(&self, address: &str) -> Result<Account, NodeError> {
        let request = QueryAccountRequest { address: address.to_owned() };
        let path = "/cosmos.auth.v1beta1.Query/Account";
        let answer: QueryAccountResponse = self.abci(path, &request, None).await?;
        let account = answer.account.ok_or(NodeError::Missing)?;
        let account = BaseAccount::decode(account.value.as_slice()).map_err(unreadable)?;
        Ok(Account { number: account.account_number, sequence: account.sequence })
    }

    async fn broadcast(&self, raw: &[u8]) -> Broadcast {
        let first = self.preferred.load(Ordering::Relaxed);
        let mut last = Broadcast::Unknown("no endpoint is configured".into());
        for (position, endpoint) in self.from(first) {
            last = match endpoint.http.broadcast_tx_sync(raw.to_vec()).await {
                Ok(answer) => classify(&answer.codespace, answer.code.value(), answer.log),
                Err(error) => classify_failure(&error),
            };
            if !matches!(last, Broadcast::Unknown(_)) {
                self.preferred.store(position, Ordering::Relaxed);
                break;
            }
        }
        last
    }

    async fn try_out(&self, sender: &str, execute: &Execute) -> Trial {
        let request = tx::on_trial(execute, sender);
        let path = "/cosmos.tx.v1beta1.Service/Simulate";
        match self.abci::<_, SimulateResponse>(path, &request, None).await {
            Ok(answer) => Trial::Done { gas: answer.gas_info.map_or(0, |gas| gas.gas_used) },
            Err(NodeError::Refused(log)) => Trial::Failed(log),
            Err(error) => Trial::Unknown(error.to_string()),
        }
    }

    async fn smart(&self, contract: Contract, query: &[u8]) -> Result<Vec<u8>, NodeError> {
        self.smart_at(self.contracts.address(contract), query.to_vec(), None).await
    }

    async fn head(&self, height: u64) -> Result<Head, NodeError> {
        Client::head(self, height).await
    }

    async fn proven(&self, contract: Contract, key: &[u8], height: u64) -> Result<Proven, NodeError> {
        Client::proven(self, contract, key, height).await
    }

    async fn name(&self, validators: &mut Validators, height: u64) -> Result<(), NodeError> {
        Client::name(self, validators, height).await
    }
}

/// A block with its results from one endpoint.
async fn read_block(http: HttpClient, height: Height) -> Result<Block, NodeError> {
    let block = http.block(height).await.map_err(failure)?.block;
    let results = http.block_results(height).await.map_err(failure)?;
    let results = results.txs_results.unwrap_or_default();
    if results.len() != block.data.len() || block.header.height != height {
        return Err(unreadable("block and results do not fit together"));
    }
    let txs = block.data.into_iter().zip(results).map(|(raw, outcome)| BlockTx {
        hash: Sha256::digest(&raw).into(),
        raw,
        result: result(outcome),
    });
    let txs: Vec<BlockTx> = txs.collect();
    let committed = block.header.data_hash.and_then(sha256);
    if committed.is_some_and(|hash| hash != crate::results::data_hash(&txs)) {
        return Err(unreadable("the block's transactions are not those of its header"));
    }
    Ok(Block {
        chain_id: block.header.chain_id.to_string(),
        height: block.header.height.value(),
        time: seconds(block.header.time),
        hash: sha256(block.header.hash()).ok_or_else(|| unreadable("no block hash"))?,
        previous: block.header.last_block_id.and_then(|id| sha256(id.hash)),
        previous_results: block.header.last_results_hash.and_then(sha256),
        app_hash: block.header.app_hash.as_bytes().to_vec(),
        txs,
    })
}

/// The first endpoint that is not behind, by the heights of those that answered.
fn first_in_step(heights: &[Option<u64>]) -> Option<usize> {
    let furthest = heights.iter().flatten().max()?;
    heights
        .iter()
        .position(|height| height.is_some_and(|height| height.saturating_add(MOST_BEHIND) >= *furthest))
}

fn endpoint(url: &str) -> Result<Endpoint, NodeError> {
    let parsed: HttpClientUrl =
        url.parse().map_err(|_| NodeError::Unreachable(format!("{url} is not a URL")))?;
    let http = HttpClient::builder(parsed)
        .compat_mode(CompatMode::V0_38)
        .timeout(TIMEOUT)
        .build()
        .map_err(failure)?;
    Ok(Endpoint { url: url.to_owned(), http })
}

pub(crate) fn to_height(height: u64) -> Result<Height, NodeError> {
    Height::try_from(height).map_err(unreadable)
}

fn seconds(time: cosmrs::tendermint::Time) -> u64 {
    u64::try_from(time.unix_timestamp()).unwrap_or(0)
}

fn sha256(hash: Hash) -> Option<[u8; 32]> {
    match hash {
        Hash::Sha256(bytes) => Some(bytes),
        Hash::None => None,
    }
}

pub(crate) fn unreadable(error: impl ToString) -> NodeError {
    NodeError::Unreachable(error.to_string())
}

/// What an RPC error says about the question.
pub(crate) fn failure(error: tendermint_rpc::Error) -> NodeError {
    let ErrorDetail::Response(detail) = error.detail() else {
        return NodeError::Unreachable(error.to_string());
    };
    let words = detail.source.to_string();
    let missing = ["could not find", "must be less than or equal to", "not found"];
    if missing.iter().any(|part| words.contains(part)) {
        NodeError::Missing
    } else {
        NodeError::Refused(words)
    }
}

/// What a node's answer to a transaction means.
fn classify(codespace: &str, code: u32, log: String) -> Broadcast {
    match (codespace, code) {
        (_, 0) | ("sdk", IN_MEMPOOL) => Broadcast::Taken,
        ("sdk", MEMPOOL_FULL) => Broadcast::Full,
        ("sdk", TIMEOUT_HEIGHT) => Broadcast::TimedOut,
        ("sdk", WRONG_SEQUENCE) => Broadcast::Sequence(log),
        _ => Broadcast::Refused { codespace: codespace.to_owned(), code, log },
    }
}

/// What it means that a node answered with an error instead.
fn classify_failure(error: &tendermint_rpc::Error) -> Broadcast {
    let ErrorDetail::Response(detail) = error.detail() else {
        return Broadcast::Unknown(error.to_string());
    };
    classify_words(detail.source.to_string())
}

fn classify_words(words: String) -> Broadcast {
    if words.contains("tx already exists in cache") {
        Broadcast::Taken
    } else if words.contains("mempool is full") {
        Broadcast::Full
    } else {
        Broadcast::Refused { codespace: "rpc".into(), code: 0, log: words }
    }
}

/// The node writes `data` in base64; `tendermint` 0.40 hands the text on as it is.
fn data(text: &[u8]) -> Vec<u8> {
    STANDARD.decode(text).unwrap_or_default()
}

fn result(result: cosmrs::tendermint::abci::types::ExecTxResult) -> TxResult {
    TxResult {
        code: result.code.value(),
        codespace: result.codespace,
        log: result.log,
        data: data(&result.data),
        gas_wanted: u64::try_from(result.gas_wanted).unwrap_or(0),
        gas_used: u64::try_from(result.gas_used).unwrap_or(0),
        events: result.events.iter().map(event).collect(),
    }
}

fn event(event: &cosmrs::tendermint::abci::Event) -> RawEvent {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let attributes = event.attributes.iter();
    RawEvent {
        kind: event.kind.clone(),
        attributes: attributes
            .map(|attribute| (text(attribute.key_bytes()), text(attribute.value_bytes())))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_endpoint_in_step_is_asked_first() {
        assert_eq!(first_in_step(&[Some(100), Some(104)]), Some(0));
        assert_eq!(first_in_step(&[Some(90), Some(104)]), Some(1));
        assert_eq!(first_in_step(&[None, Some(7), Some(9)]), Some(1));
        assert_eq!(first_in_step(&[None, None]), None);
    }

    #[test]
    fn an_answer_is_classified_by_code_space_and_code() {
        let refused = |codespace: &str, code| Broadcast::Refused {
            codespace: codespace.into(),
            code,
            log: "words".into(),
        };
        for (codespace, code, expected) in [
            ("", 0, Broadcast::Taken),
            ("sdk", 19, Broadcast::Taken),
            ("sdk", 20, Broadcast::Full),
            ("sdk", 30, Broadcast::TimedOut),
            ("sdk", 32, Broadcast::Sequence("words".into())),
            ("sdk", 11, refused("sdk", 11)),
            ("wasm", 32, refused("wasm", 32)),
            ("wasm", 5, refused("wasm", 5)),
        ] {
            assert_eq!(classify(codespace, code, "words".into()), expected, "{codespace} {code}");
        }
    }

    #[test]
    fn a_transaction_the_node_knows_is_taken() {
        let known = "Internal error: tx already exists in cache (code: -32603)";
        assert_eq!(classify_words(known.into()), Broadcast::Taken);
        let full = "Internal error: mempool is full: number of txs 5000 (code: -32603)";
        assert_eq!(classify_words(full.into()), Broadcast::Full);
        assert!(matches!(classify_words("tx too large".into()), Broadcast::Refused { .. }));
    }

    #[test]
    fn data_is_what_the_chain_commits_to() {
        let json = r#"{"code":0,"data":"AQID","log":"","gas_wanted":"300","gas_used":"200","events":[
            {"type":"tx","attributes":[{"key":"fee","value":"1","index":true}]}]}"#;
        let parsed = result(serde_json::from_str(json).unwrap());
        assert_eq!(parsed.data, [1, 2, 3]);
        assert_eq!((parsed.gas_wanted, parsed.gas_used), (300, 200));
        assert_eq!(parsed.events[0].attribute("fee"), Some("1"));
        let none = r#"{"code":0,"data":null,"log":"","gas_wanted":"0","gas_used":"0","events":[]}"#;
        assert!(result(serde_json::from_str(none).unwrap()).data.is_empty());
    }

    #[tokio::test]
    async fn an_endpoint_that_does_not_answer_is_unknown_not_refused() {
        let contracts = Contracts::new(|_| crate::address::text(&[1; 32])).unwrap();
        let urls = ["http://127.0.0.1:1".to_owned(), "http://127.0.0.1:2".to_owned()];
        let client = Client::new(&urls, "c", contracts).unwrap();
        assert!(matches!(client.broadcast(b"x").await, Broadcast::Unknown(_)));
        assert!(matches!(client.status().await, Err(NodeError::Unreachable(_))));
        assert_eq!(client.from(1).map(|(position, _)| position).collect::<Vec<_>>(), [1, 0]);
    }

    #[test]
    fn no_endpoint_or_a_url_that_is_none_is_refused() {
        let contracts = Contracts::new(|_| crate::address::text(&[1; 32])).unwrap();
        assert!(Client::new(&[], "c", contracts.clone()).is_err());
        assert!(Client::new(&["nowhere".to_owned()], "c", contracts).is_err());
    }
}
