//! What a direct transfer of the stock cw20 contract costs on the same chain: the measure for a relayed one.

use super::load::{Load, Sender};
use crate::deploy::{self, Instance};
use crate::net::spec::{operator, COUNCIL};
use crate::net::Network;
use anyhow::{Context, Result};
use cosmrs::proto::cosmwasm::wasm::v1::MsgExecuteContract;
use serde_json::json;
use std::path::Path;
use timebank_client::{tx, SecretKey};
use tokio::runtime::Runtime;

const GAS: u64 = 300_000;

/// Stores, pins and makes the contract; gas of a further transfer between accounts with a balance.
pub fn gas(runtime: &Runtime, load: &Load, network: &Network, code: &Path) -> Result<u64> {
    let chain = network.chain();
    let manifest = network.manifest();
    let holder = operator(1);
    let message = json!({
        "name": "Reference", "symbol": "REF", "decimals": 0, "mint": null, "marketing": null,
        "initial_balances": [
            {"address": manifest.address(&holder)?, "amount": "1000"},
            {"address": manifest.address(COUNCIL)?, "amount": "1000"},
        ],
    });
    let codes = deploy::store(&chain, &[code])?;
    deploy::pin(&chain, &codes)?;
    let number = *codes.first().context("the reference has no code")?;
    let made =
        deploy::instantiate(&chain, vec![Instance { code: number, label: "reference".to_owned(), message }])?;
    let contract = made.first().context("the reference was not made")?;
    let transfer = json!({"transfer": {"recipient": manifest.address(COUNCIL)?, "amount": "1"}});
    let key = SecretKey::from_hex(&network.secret(&holder)?.hex()).context("the holder's key")?;
    runtime.block_on(async {
        let mut sender = Sender::new(load, key).await?;
        let message = MsgExecuteContract {
            sender: sender.address(),
            contract: contract.clone(),
            msg: transfer.to_string().into_bytes(),
            funds: Vec::new(),
        };
        // The first transaction of an account is dearer: it puts the public key on the chain.
        sender.send(load, vec![tx::any(&message)], GAS).await?;
        let (result, _) = sender.send(load, vec![tx::any(&message)], GAS).await?;
        Ok(result.gas_used)
    })
}
