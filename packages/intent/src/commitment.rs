use crate::Digest;
use sha2::{Digest as _, Sha256};

/// Bytes of the salt of a commitment: fresh for each, and deleted with what it hides.
pub const COMMITMENT_SALT_LEN: usize = 16;

const CREDENTIAL_DOMAIN: &[u8] = b"timebank/credential/v1";
const KIN_DOMAIN: &[u8] = b"timebank/kin/v1";

/// What stands on chain for a credential: `sha256("timebank/credential/v1" ‖ member u64 ‖ predicate u8 ‖ salt)`. Whoever needs
/// the predicate is shown predicate and salt.
pub fn credential_commitment(member: u64, predicate: u8, salt: &[u8; COMMITMENT_SALT_LEN]) -> Digest {
    let mut hash = Sha256::new();
    hash.update(CREDENTIAL_DOMAIN);
    hash.update(member.to_be_bytes());
    hash.update([predicate]);
    hash.update(salt);
    hash.finalize().into()
}

/// What stands on chain for two relatives: `sha256("timebank/kin/v1" ‖ lower member u64 ‖ higher member u64 ‖ degree u8 ‖ salt)`.
pub fn kin_commitment(a: u64, b: u64, degree: u8, salt: &[u8; COMMITMENT_SALT_LEN]) -> Digest {
    let mut hash = Sha256::new();
    hash.update(KIN_DOMAIN);
    hash.update(a.min(b).to_be_bytes());
    hash.update(a.max(b).to_be_bytes());
    hash.update([degree]);
    hash.update(salt);
    hash.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commitments_are_the_documented_hashes() {
        // printf 'timebank/credential/v1\0\0\0\0\0\0\0\7\2' + 16 × 0x22 | sha256sum
        assert_eq!(hex::encode(credential_commitment(7, 2, &[0x22; 16])), CREDENTIAL);
        // printf 'timebank/kin/v1\0\0\0\0\0\0\0\7\0\0\0\0\0\0\0\11\1' + 16 × 0x22 | sha256sum
        assert_eq!(hex::encode(kin_commitment(9, 7, 1, &[0x22; 16])), KIN);
        assert_eq!(kin_commitment(7, 9, 1, &[0x22; 16]), kin_commitment(9, 7, 1, &[0x22; 16]));
    }

    const CREDENTIAL: &str = "113acae5cac7b205aea65506a28da5572f1d96074a384dc7bb77b7e1b9cb1898";
    const KIN: &str = "2f69c0b0d320398a40a7da63185ac228d29a0346ce2f11d5a7cfc9641cb0cb29";
}
