//! Whether a branch's instance can work, and what to do when it cannot.

use crate::config::Config;
use crate::db::Db;
use crate::relay::now;
use anyhow::Result;
use timebank_api::activity_registry::{ConfigResponse, QueryMsg};
use timebank_api::permission::Contract;
use timebank_api::record::operator_key;
use timebank_api::BranchId;
use timebank_client::{Client, Node, NodeError};

/// Seconds by which this machine's clock may differ from the chain's.
const MAX_SKEW: u64 = 60;

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub what: String,
    /// What is wrong and what to do; nothing when it is well.
    pub wrong: Option<String>,
}

/// Looks at everything an instance needs.
pub async fn examine(config: &Config) -> Vec<Finding> {
    let mut findings = vec![
        finding("operator keys", config.operator_keys().map(|_| ())),
        finding("identity", crate::app::identity_files(config)),
        finding("store", Db::open(&config.database).await.map(|_| ())),
    ];
    match client(config) {
        Ok(client) => {
            findings.extend(chain(config, &client).await);
            findings.extend(operators(config, &client).await);
        }
        Err(error) => findings.push(finding("chain", Err(error))),
    }
    findings
}

fn client(config: &Config) -> Result<Client> {
    Ok(Client::new(&config.chain.rpc, config.chain.chain_id.as_str(), config.contracts()?)?)
}

async fn chain(config: &Config, client: &Client) -> Vec<Finding> {
    let status = match client.status().await {
        Ok(status) => status,
        Err(error) => {
            let wrong = format!("{error}: is a node running at {}?", config.chain.rpc.join(", "));
            return vec![wrong_with("node", wrong)];
        }
    };
    let mut findings = Vec::new();
    let mut check = |what: &str, well: bool, wrong: String| {
        findings.push(Finding { what: what.to_owned(), wrong: (!well).then_some(wrong) });
    };
    check(
        "chain id",
        status.chain_id == config.chain.chain_id,
        format!(
            "the node is of chain {}, not of {}: correct chain.chain_id or chain.rpc",
            status.chain_id, config.chain.chain_id
        ),
    );
    check(
        "archive",
        status.earliest <= 1,
        format!(
            "the node's oldest block is {}: `index rebuild` needs one with pruning = \"nothing\"",
            status.earliest
        ),
    );
    check(
        "node in step",
        !status.catching_up,
        "the node is catching up: wait, or name another one first".into(),
    );
    let skew = now().abs_diff(status.time);
    check(
        "clock",
        skew <= MAX_SKEW,
        format!("the last block is {skew} s from this machine's clock: set the clock, or see whether the chain stands still"),
    );
    let asked: Result<ConfigResponse, NodeError> =
        client.query(Contract::ActivityRegistry, &QueryMsg::Config {}).await;
    findings.push(match asked {
        Ok(_) => finding("contracts", Ok(())),
        Err(error) => wrong_with(
            "contracts",
            format!("the activity-registry does not answer ({error}): correct chain.contracts"),
        ),
    });
    findings
}

async fn operators(config: &Config, client: &Client) -> Vec<Finding> {
    let mut findings = Vec::new();
    for key in config.operator_keys().unwrap_or_default() {
        let address = key.address();
        let what = format!("operator {address}");
        let account = client.account(&address).await;
        let stored = client.raw(Contract::MemberRegistry, &operator_key(&address), None).await;
        let branch =
            stored.ok().flatten().and_then(|bytes| Some(BranchId::from_be_bytes(bytes.try_into().ok()?)));
        findings.push(match (account, branch) {
            (Err(_), _) => {
                wrong_with(&what, "the account does not exist: the federation grants it fees first".into())
            }
            (_, Some(branch)) if branch == config.branch => finding(&what, Ok(())),
            (_, Some(branch)) => {
                wrong_with(&what, format!("it is an operator of branch {branch}, not of {}", config.branch))
            }
            (_, None) => {
                wrong_with(&what, "it is no operator: the council registers it with add_operator".into())
            }
        });
    }
    findings
}

fn finding(what: &str, result: Result<()>) -> Finding {
    Finding { what: what.to_owned(), wrong: result.err().map(|error| format!("{error:#}")) }
}

fn wrong_with(what: &str, wrong: String) -> Finding {
    Finding { what: what.to_owned(), wrong: Some(wrong) }
}
