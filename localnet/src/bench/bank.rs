//! Reference: single-message bank sends, as many as the nodes take.

use super::load::{Load, Sender};
use super::sample::{Committed, Sample};
use super::sender;
use crate::net::spec::FEE_DENOM;
use crate::net::Network;
use anyhow::{Context, Result};
use cosmrs::proto::cosmos::bank::v1beta1::MsgSend;
use cosmrs::proto::cosmos::base::v1beta1::Coin;
use futures::future::join_all;
use std::time::Instant;
use timebank_client::{tx, SecretKey};

const GAS: u64 = 90_000;

#[derive(Default)]
struct Tally {
    done: Vec<Committed>,
    failed: u64,
    gas: u64,
}

/// Every sender sends a coin to itself again and again, one transaction at a time.
pub async fn run(load: &Load, network: &Network, senders: u16) -> Result<Sample> {
    let mut ready = Vec::new();
    for number in 1..=senders {
        let secret = network.secret(&sender(number))?.hex();
        ready.push(Sender::new(load, SecretKey::from_hex(&secret).context("a sender's key")?).await?);
    }
    let begun = Instant::now();
    let tallies = join_all(ready.into_iter().map(|sender| send_on(load, sender, begun))).await;
    let done: Vec<Committed> = tallies.iter().flat_map(|tally| &tally.done).copied().collect();
    let failed = tallies.iter().map(|tally| tally.failed).sum();
    let gas = tallies.iter().map(|tally| tally.gas).sum();
    Ok(Sample::new(begun, &done, failed, gas))
}

async fn send_on(load: &Load, mut sender: Sender, begun: Instant) -> Tally {
    let mut tally = Tally::default();
    let address = sender.address();
    let coin = Coin { denom: FEE_DENOM.to_owned(), amount: "1".to_owned() };
    let message = MsgSend { from_address: address.clone(), to_address: address, amount: vec![coin] };
    while begun.elapsed() < load.length {
        match sender.send(load, vec![tx::any(&message)], GAS).await {
            Ok((result, took)) => {
                tally.gas = tally.gas.saturating_add(result.gas_used);
                tally.done.push(Committed { at: Instant::now(), took, actions: 1 });
            }
            Err(_) => tally.failed = tally.failed.saturating_add(1),
        }
    }
    tally
}
