//! Addresses as text and as bytes.

use bech32::{Bech32, Hrp};

/// The prefix of every address of the chain.
pub const PREFIX: &str = "wasm";

/// The text of canonical bytes: 20 for an ordinary account, 32 for a contract or a member.
pub fn text(bytes: &[u8]) -> String {
    // Neither can fail: the prefix is constant, and no address is longer than bech32 allows.
    Hrp::parse(PREFIX)
        .ok()
        .and_then(|prefix| bech32::encode::<Bech32>(prefix, bytes).ok())
        .unwrap_or_default()
}

/// The bytes of an address of this chain; nothing if the text is none.
pub fn bytes(text: &str) -> Option<Vec<u8>> {
    let (prefix, bytes) = bech32::decode(text).ok()?;
    (prefix.as_str() == PREFIX && matches!(bytes.len(), 20 | 32)).then_some(bytes)
}

/// The 32 bytes of a contract's address; nothing for any other text.
pub fn contract(text: &str) -> Option<[u8; 32]> {
    bytes(text)?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_bytes_are_each_others_inverse() {
        for length in [20, 32] {
            let original = vec![7; length];
            assert_eq!(bytes(&text(&original)), Some(original));
        }
    }

    #[test]
    fn other_prefixes_and_lengths_are_refused() {
        let other = bech32::encode::<Bech32>(Hrp::parse("cosmos").unwrap(), &[7; 32]).unwrap();
        assert_eq!(contract(&other), None);
        assert_eq!(contract(&text(&[7; 20])), None);
        assert_eq!(bytes(&text(&[7; 31])), None);
    }
}
