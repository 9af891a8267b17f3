//! What headers commit to: the transactions of a block, and their results.

use crate::{BlockTx, TxResult};
use cosmrs::tendermint::crypto::default::Sha256;
use cosmrs::tendermint::merkle::simple_hash_from_byte_vectors;

/// What the header of the next block must say about these results (CometBFT 0.38, `TxResultsHash`): the Merkle root over each
/// result's code, data, gas wanted and gas used in protobuf.
pub fn results_hash(txs: &[BlockTx]) -> [u8; 32] {
    let leaves: Vec<Vec<u8>> = txs.iter().map(|tx| deterministic(&tx.result)).collect();
    simple_hash_from_byte_vectors::<Sha256>(&leaves)
}

/// What the header of the same block must say about its transactions: the Merkle root over their hashes.
pub fn data_hash(txs: &[BlockTx]) -> [u8; 32] {
    let leaves: Vec<&[u8]> = txs.iter().map(|tx| tx.hash.as_slice()).collect();
    simple_hash_from_byte_vectors::<Sha256>(&leaves)
}

/// `ExecTxResult` reduced to its committed fields: code = 1, data = 2, gas_wanted = 5, gas_used = 6; zero values are left out.
fn deterministic(result: &TxResult) -> Vec<u8> {
    const CODE: u8 = 0x08;
    const DATA: u8 = 0x12;
    const GAS_WANTED: u8 = 0x28;
    const GAS_USED: u8 = 0x30;
    let mut bytes = Vec::new();
    let number = |tag: u8, value: u64, bytes: &mut Vec<u8>| {
        if value > 0 {
            bytes.push(tag);
            varint(value, bytes);
        }
    };
    number(CODE, u64::from(result.code), &mut bytes);
    let length = u64::try_from(result.data.len()).unwrap_or(u64::MAX);
    number(DATA, length, &mut bytes);
    bytes.extend_from_slice(&result.data);
    number(GAS_WANTED, result.gas_wanted, &mut bytes);
    number(GAS_USED, result.gas_used, &mut bytes);
    bytes
}

fn varint(mut value: u64, bytes: &mut Vec<u8>) {
    loop {
        let low = u8::try_from(value & 0x7f).unwrap_or(0);
        value >>= 7;
        if value == 0 {
            bytes.push(low);
            return;
        }
        bytes.push(low | 0x80);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_fields_are_written_as_protobuf() {
        let result = TxResult {
            code: 5,
            data: vec![1, 2],
            gas_wanted: 300,
            gas_used: 1,
            log: "not committed".into(),
            ..TxResult::default()
        };
        assert_eq!(deterministic(&result), [0x08, 5, 0x12, 2, 1, 2, 0x28, 0xac, 0x02, 0x30, 1]);
        assert!(deterministic(&TxResult::default()).is_empty());
    }

    #[test]
    fn no_transactions_hash_to_the_hash_of_nothing() {
        let nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(hex::encode(results_hash(&[])), nothing);
    }
}
