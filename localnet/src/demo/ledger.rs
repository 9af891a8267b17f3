//! What the chain itself says, asked of every node and never of a relayer.

use super::chain;
use crate::deploy::Deployment;
use crate::net::rpc::{number, text, Rpc};
use crate::net::spec::NodeSpec;
use crate::net::Network;
use anyhow::{ensure, Context, Result};
use cosmwasm_std::Uint128;
use cw20::AllAccountsResponse;
use serde::Serialize;
use timebank_api::permission::Contract;
use timebank_api::record::{receipt_key, Receipt};
use timebank_api::time_token::{HoldResponse, QueryMsg, SupplyResponse};
use timebank_api::{ActivityId, MemberId, MAX_LIMIT};
use timebank_client::Client;

/// The ledger at one height, as every node has it.
#[derive(Debug, Serialize)]
pub struct Ledger {
    /// The block after which this was so.
    pub height: u64,
    /// The nodes that were asked; all gave the same.
    pub nodes: Vec<String>,
    /// The hash of the state, from the header of the next block.
    pub app_hash: String,
    #[serde(flatten)]
    pub state: State,
}

/// What one node says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct State {
    /// Sum over all accounts.
    pub balances: Uint128,
    pub supply: SupplyResponse,
    /// What the activity still holds.
    pub hold: HoldResponse,
    pub receipt: Option<Receipt>,
}

impl Ledger {
    /// Reads the ledger at the highest block that all nodes have; an error if two nodes differ.
    pub fn read(network: &Network, activity: ActivityId, participant: MemberId) -> Result<Self> {
        let deployment = Deployment::read(network)?.context("no contracts are deployed")?;
        let manifest = network.manifest();
        let heights = manifest.nodes.iter().map(|node| Rpc::new(node.ports.rpc).height());
        let common = heights.collect::<Result<Vec<_>>>()?.into_iter().min().context("no nodes")?;
        let height = common.checked_sub(1).context("no blocks yet")?;
        let mut ledgers = Vec::new();
        for node in &manifest.nodes {
            let client = chain::client(manifest, &deployment, &[node])?;
            let state = chain::wait_for(State::read(&client, height, activity, participant))
                .with_context(|| format!("asking {}", node.name))?;
            ledgers.push((node.name.clone(), app_hash(node, common)?, state));
        }
        let nodes = ledgers.iter().map(|(name, ..)| name.clone()).collect();
        let (first, app_hash, state) = ledgers.first().context("no nodes")?.clone();
        for (name, hash, other) in &ledgers {
            ensure!(*hash == app_hash, "{first} and {name} have different state hashes at {common}");
            ensure!(*other == state, "{first} and {name} give different answers at {height}");
        }
        Ok(Ledger { height, nodes, app_hash, state })
    }

    /// Asserts what must hold when everything has been settled and this much was paid.
    pub fn check(&self, paid: u32) -> Result<()> {
        let State { balances, supply, hold, receipt } = &self.state;
        let minted = supply.minted_service.checked_add(supply.minted_grant)?;
        ensure!(
            supply.supply == minted.checked_sub(supply.burned)?,
            "supply is not minted − burned: {supply:?}"
        );
        ensure!(*balances == supply.supply, "balances sum to {balances}, the supply is {}", supply.supply);
        ensure!(hold.hold.is_none(), "the activity still holds TIME: {hold:?}");
        let receipt = receipt.as_ref().context("there is no receipt on chain")?;
        ensure!(receipt.paid == paid, "the receipt says {} minutes were paid", receipt.paid);
        Ok(())
    }
}

impl State {
    async fn read(client: &Client, height: u64, activity: ActivityId, participant: MemberId) -> Result<Self> {
        let token = client.contracts().address(Contract::TimeToken);
        let supply = client.query_at(token, &QueryMsg::Supply {}, Some(height)).await?;
        let hold = client.query_at(token, &QueryMsg::Hold { activity }, Some(height)).await?;
        let receipt =
            client.raw(Contract::ActivityRegistry, &receipt_key(activity, participant), Some(height)).await?;
        let receipt = receipt.and_then(|bytes| Receipt::from_bytes(&bytes));
        let mut balances = Uint128::zero();
        let mut start_after = None;
        loop {
            let query = QueryMsg::AllAccounts { start_after, limit: Some(MAX_LIMIT) };
            let page: AllAccountsResponse = client.query_at(token, &query, Some(height)).await?;
            for account in &page.accounts {
                balances = balances.checked_add(client.balance(account, Some(height)).await?.into())?;
            }
            match page.accounts.last() {
                Some(last) => start_after = Some(last.clone()),
                None => break,
            }
        }
        Ok(State { balances, supply, hold, receipt })
    }
}

/// The hash of the state before this block.
fn app_hash(node: &NodeSpec, height: u64) -> Result<String> {
    let block = Rpc::new(node.ports.rpc).get(&format!("block?height={height}"))?;
    ensure!(number(&block, "/block/header/height")? == height, "another block than {height}");
    Ok(text(&block, "/block/header/app_hash")?.to_owned())
}
