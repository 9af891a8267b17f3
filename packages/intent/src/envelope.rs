use crate::{CanonicalAddress, Digest};
use sha2::{Digest as _, Sha256};
use thiserror::Error;

/// The only version this crate reads and writes.
pub const VERSION: u8 = 1;
/// Bytes before the message.
pub const HEADER_LEN: usize = 73;
/// Longest message an intent may carry.
pub const MAX_MESSAGE_LEN: usize = 4096;
/// Bytes of a compact signature.
pub const SIGNATURE_LEN: usize = 64;
/// Lanes per member and scope.
pub const MAX_LANES: u8 = 8;

const DOMAIN: &[u8] = b"timebank/intent/v1";

/// Half of the order of secp256k1 (SEC 2 §2.4.1, n >> 1): a signature's `s` above it is the twin of a lower one.
const HALF_ORDER: [u8; 32] = [
    0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x5d,
    0x57, 0x6e, 0x73, 0x57, 0xa4, 0x50, 0x1d, 0xdf, 0xe9, 0x2f, 0x46, 0x68, 0x1b, 0x20, 0xa0,
];

/// What a key may do. The order is of no meaning: no scope includes another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Scope {
    /// Sealed by the custodian's key management: enrol, check in, rate.
    Everyday = 0,
    /// Sealed by the member's transaction password: everything that commits or moves TIME.
    Owner = 1,
    /// Sealed by an office-holder's passphrase: reviews, roles, budgets.
    Office = 2,
}

impl Scope {
    /// Every scope, in the order of its byte.
    pub const ALL: [Scope; 3] = [Scope::Everyday, Scope::Owner, Scope::Office];

    /// The byte in the envelope.
    pub fn byte(self) -> u8 {
        match self {
            Scope::Everyday => 0,
            Scope::Owner => 1,
            Scope::Office => 2,
        }
    }

    /// The scope of a byte, or nothing if no scope has it.
    pub fn from_byte(byte: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.byte() == byte)
    }
}

/// Why bytes are not a signed intent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum IntentError {
    #[error("intent.too_short: fewer bytes than the fixed layout")]
    TooShort,
    #[error("intent.version: unknown version")]
    Version,
    #[error("intent.scope: unknown scope")]
    Scope,
    #[error("intent.lane: no such lane")]
    Lane,
    #[error("intent.length: the message's length is not what the envelope says, or too long")]
    Length,
    #[error("intent.signature_form: s is in the upper half of the group order")]
    HighS,
}

/// What a member wants done, before it is signed. See the crate's page for the layout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intent {
    pub scope: Scope,
    /// Member id of whoever signs.
    pub signer: u64,
    /// Member id of whoever it is for; `None` is the signer.
    pub on_behalf_of: Option<u64>,
    pub key_epoch: u32,
    pub lane: u8,
    pub nonce: u64,
    /// Seconds since the epoch of Unix; the intent is dead from this second on.
    pub valid_until: u64,
    pub contract: CanonicalAddress,
    /// The target's JSON message, kept as the bytes that were signed.
    pub message: Vec<u8>,
}

impl Intent {
    /// The canonical bytes.
    ///
    /// # Errors
    /// `Lane` and `Length` when the intent does not fit the layout.
    pub fn encode(&self) -> Result<Vec<u8>, IntentError> {
        if self.lane >= MAX_LANES {
            return Err(IntentError::Lane);
        }
        if self.message.len() > MAX_MESSAGE_LEN {
            return Err(IntentError::Length);
        }
        let length = u16::try_from(self.message.len()).map_err(|_| IntentError::Length)?;
        let mut bytes = Vec::with_capacity(HEADER_LEN.saturating_add(self.message.len()));
        bytes.push(VERSION);
        bytes.push(self.scope.byte());
        bytes.extend_from_slice(&self.signer.to_be_bytes());
        bytes.extend_from_slice(&self.on_behalf_of.unwrap_or(0).to_be_bytes());
        bytes.extend_from_slice(&self.key_epoch.to_be_bytes());
        bytes.push(self.lane);
        bytes.extend_from_slice(&self.nonce.to_be_bytes());
        bytes.extend_from_slice(&self.valid_until.to_be_bytes());
        bytes.extend_from_slice(&self.contract);
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(&self.message);
        Ok(bytes)
    }

    /// Reads canonical bytes; anything left over or missing is an error.
    ///
    /// # Errors
    /// One of [`IntentError`], `HighS` excepted.
    pub fn decode(bytes: &[u8]) -> Result<Self, IntentError> {
        let mut reader = Reader(bytes);
        let [version] = reader.take()?;
        if version != VERSION {
            return Err(IntentError::Version);
        }
        let [scope] = reader.take()?;
        let scope = Scope::from_byte(scope).ok_or(IntentError::Scope)?;
        let signer = u64::from_be_bytes(reader.take()?);
        let on_behalf_of = Some(u64::from_be_bytes(reader.take()?)).filter(|member| *member != 0);
        let key_epoch = u32::from_be_bytes(reader.take()?);
        let [lane] = reader.take()?;
        if lane >= MAX_LANES {
            return Err(IntentError::Lane);
        }
        let nonce = u64::from_be_bytes(reader.take()?);
        let valid_until = u64::from_be_bytes(reader.take()?);
        let contract = reader.take()?;
        let length = usize::from(u16::from_be_bytes(reader.take()?));
        if length > MAX_MESSAGE_LEN || reader.0.len() != length {
            return Err(IntentError::Length);
        }
        let message = reader.0.to_vec();
        Ok(Intent { scope, signer, on_behalf_of, key_epoch, lane, nonce, valid_until, contract, message })
    }

    /// The digest that is signed and that identifies the intent.
    ///
    /// # Errors
    /// As [`Intent::encode`].
    pub fn digest(&self, chain_id: &str, proxy: &CanonicalAddress) -> Result<Digest, IntentError> {
        Ok(digest_of(&self.encode()?, chain_id, proxy))
    }
}

/// An envelope with its signature, as it travels in a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIntent {
    pub intent: Intent,
    /// Compact secp256k1 signature, r ‖ s.
    pub signature: [u8; SIGNATURE_LEN],
}

impl SignedIntent {
    /// Envelope followed by signature.
    ///
    /// # Errors
    /// As [`Intent::encode`].
    pub fn encode(&self) -> Result<Vec<u8>, IntentError> {
        let mut bytes = self.intent.encode()?;
        bytes.extend_from_slice(&self.signature);
        Ok(bytes)
    }

    /// Reads an envelope followed by a signature, and gives the digest under the reader's own chain and proxy.
    /// Does not verify the signature.
    ///
    /// # Errors
    /// One of [`IntentError`].
    pub fn decode(
        bytes: &[u8],
        chain_id: &str,
        proxy: &CanonicalAddress,
    ) -> Result<(Self, Digest), IntentError> {
        let split = bytes.len().checked_sub(SIGNATURE_LEN).ok_or(IntentError::TooShort)?;
        let (envelope, signature) = bytes.split_at_checked(split).ok_or(IntentError::TooShort)?;
        let signature: [u8; SIGNATURE_LEN] = signature.try_into().map_err(|_| IntentError::TooShort)?;
        let intent = Intent::decode(envelope)?;
        if signature.iter().skip(32).cmp(HALF_ORDER.iter()).is_gt() {
            return Err(IntentError::HighS);
        }
        Ok((SignedIntent { intent, signature }, digest_of(envelope, chain_id, proxy)))
    }
}

fn digest_of(envelope: &[u8], chain_id: &str, proxy: &CanonicalAddress) -> Digest {
    let mut hash = Sha256::new();
    hash.update(DOMAIN);
    update_with_chain(&mut hash, chain_id);
    hash.update(proxy);
    hash.update(envelope);
    hash.finalize().into()
}

/// Length-prefixes the chain id so that no two (chain, rest) pairs give the same bytes. Chain ids are at most 50
/// characters long (CometBFT's `MaxChainIDLen`).
pub(crate) fn update_with_chain(hash: &mut Sha256, chain_id: &str) {
    hash.update([u8::try_from(chain_id.len()).unwrap_or(u8::MAX)]);
    hash.update(chain_id.as_bytes());
}

struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], IntentError> {
        let (head, tail) = self.0.split_first_chunk::<N>().ok_or(IntentError::TooShort)?;
        self.0 = tail;
        Ok(*head)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn intent() -> Intent {
        Intent {
            scope: Scope::Owner,
            signer: 7,
            on_behalf_of: Some(9),
            key_epoch: 3,
            lane: 2,
            nonce: 41,
            valid_until: 1_800_000_000,
            contract: [5; 32],
            message: br#"{"settle":{"activity":1,"participant":2}}"#.to_vec(),
        }
    }

    #[test]
    fn decode_reads_what_encode_wrote() {
        let bytes = intent().encode().unwrap();
        assert_eq!(bytes.len(), HEADER_LEN + intent().message.len());
        assert_eq!(Intent::decode(&bytes).unwrap(), intent());
    }

    #[test]
    fn decode_of_other_shapes_fails_with_its_reason() {
        let bytes = intent().encode().unwrap();
        let with = |offset: usize, byte: u8| {
            let mut other = bytes.clone();
            other[offset] = byte;
            Intent::decode(&other)
        };
        assert_eq!(with(0, 2), Err(IntentError::Version));
        assert_eq!(with(1, 3), Err(IntentError::Scope));
        assert_eq!(with(22, MAX_LANES), Err(IntentError::Lane));
        assert_eq!(with(72, 0), Err(IntentError::Length));
        assert_eq!(Intent::decode(&bytes[..72]), Err(IntentError::TooShort));
        assert_eq!(Intent::decode(&bytes[..bytes.len() - 1]), Err(IntentError::Length));
        let mut longer = bytes.clone();
        longer.push(0);
        assert_eq!(Intent::decode(&longer), Err(IntentError::Length));
    }

    #[test]
    fn encode_refuses_what_the_layout_cannot_hold() {
        let lane = Intent { lane: MAX_LANES, ..intent() };
        assert_eq!(lane.encode(), Err(IntentError::Lane));
        let long = Intent { message: vec![b' '; MAX_MESSAGE_LEN + 1], ..intent() };
        assert_eq!(long.encode(), Err(IntentError::Length));
    }

    #[test]
    fn decode_refuses_the_high_s_twin_of_a_signature() {
        let mut bytes = intent().encode().unwrap();
        bytes.extend_from_slice(&[1; 32]);
        let mut just = bytes.clone();
        just.extend_from_slice(&HALF_ORDER);
        assert!(SignedIntent::decode(&just, "c", &[0; 32]).is_ok());
        let mut above = HALF_ORDER;
        above[31] += 1;
        bytes.extend_from_slice(&above);
        assert_eq!(SignedIntent::decode(&bytes, "c", &[0; 32]), Err(IntentError::HighS));
    }

    proptest! {
        #[test]
        fn every_intent_survives_the_round_trip(
            scope in 0u8..3, signer: u64, behalf: u64, key_epoch: u32, lane in 0u8..8, nonce: u64, valid_until: u64,
            contract: [u8; 32], message in proptest::collection::vec(any::<u8>(), 0..600),
        ) {
            let intent = Intent {
                scope: Scope::from_byte(scope).unwrap(), signer, on_behalf_of: Some(behalf).filter(|b| *b != 0),
                key_epoch, lane, nonce, valid_until, contract, message,
            };
            let bytes = intent.encode().unwrap();
            prop_assert_eq!(Intent::decode(&bytes).unwrap(), intent);
        }

        #[test]
        fn decode_never_panics_and_is_canonical(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            if let Ok(intent) = Intent::decode(&bytes) {
                prop_assert_eq!(intent.encode().unwrap(), bytes);
            }
        }

        #[test]
        fn digest_differs_when_any_byte_differs(at in 0usize..100, flip in 1u8..255) {
            let bytes = intent().encode().unwrap();
            let mut other = bytes.clone();
            let at = at % other.len();
            other[at] ^= flip;
            prop_assert_ne!(digest_of(&bytes, "c", &[0; 32]), digest_of(&other, "c", &[0; 32]));
        }
    }
}
