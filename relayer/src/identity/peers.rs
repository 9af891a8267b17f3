//! How relayers of two branches know each other: every pair of branches shares a secret, handed over in person and kept in a
//! file of mode 0600 on either side. A request carries `Authorization: Branch <from>.<time>.<mac>`, where the MAC is
//! HMAC-SHA256 under the pair's secret over from, to, time, path and body. A secret of one pair tells nothing of another.

use super::SecretText;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use std::collections::BTreeMap;
use subtle::ConstantTimeEq;
use timebank_api::BranchId;
use zeroize::Zeroizing;

/// Seconds by which the clocks of two branches may differ.
const SKEW: i64 = 120;
const SCHEME: &str = "Branch ";

/// The secrets that a branch shares with others.
#[derive(Clone)]
pub struct Peers {
    branch: BranchId,
    secrets: BTreeMap<BranchId, Zeroizing<[u8; 32]>>,
}

impl Peers {
    pub fn new(branch: BranchId) -> Self {
        Peers { branch, secrets: BTreeMap::new() }
    }

    /// Adds a pair's secret, 64 hexadecimal digits; false for anything else.
    #[must_use]
    pub fn add(&mut self, peer: BranchId, secret: &SecretText) -> bool {
        let mut bytes = Zeroizing::new([0; 32]);
        let well = hex::decode_to_slice(secret.reveal().trim(), bytes.as_mut_slice()).is_ok();
        if well {
            self.secrets.insert(peer, bytes);
        }
        well
    }

    /// What a request to a peer carries; nothing without a secret shared with it.
    pub fn sign(&self, to: BranchId, path: &str, body: &[u8], now: i64) -> Option<String> {
        let secret = self.secrets.get(&to)?;
        let mac = mac(secret, self.branch, to, now, path, body)?;
        Some(format!("{SCHEME}{}.{now}.{}", self.branch, hex::encode(mac)))
    }

    /// The peer that a request to this branch comes from; nothing if that is not shown.
    pub fn check(&self, header: &str, path: &str, body: &[u8], now: i64) -> Option<BranchId> {
        let mut parts = header.strip_prefix(SCHEME)?.splitn(3, '.');
        let from: BranchId = parts.next()?.parse().ok()?;
        let at: i64 = parts.next()?.parse().ok()?;
        let given = hex::decode(parts.next()?).ok()?;
        if now.saturating_sub(at).saturating_abs() > SKEW {
            return None;
        }
        let expected = mac(self.secrets.get(&from)?, from, self.branch, at, path, body)?;
        bool::from(expected.as_slice().ct_eq(&given)).then_some(from)
    }
}

impl std::fmt::Debug for Peers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Peers({:?})", self.secrets.keys())
    }
}

fn mac(
    secret: &[u8; 32],
    from: BranchId,
    to: BranchId,
    at: i64,
    path: &str,
    body: &[u8],
) -> Option<[u8; 32]> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).ok()?;
    mac.update(b"timebank/peer/v1");
    mac.update(&from.to_be_bytes());
    mac.update(&to.to_be_bytes());
    mac.update(&at.to_be_bytes());
    mac.update(path.as_bytes());
    mac.update(b"\n");
    mac.update(body);
    Some(mac.finalize().into_bytes().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn peers(branch: BranchId, secrets: &[(BranchId, u8)]) -> Peers {
        let mut peers = Peers::new(branch);
        for (peer, byte) in secrets {
            assert!(peers.add(*peer, &SecretText::new(hex::encode([*byte; 32]))));
        }
        peers
    }

    #[test]
    fn only_the_pair_that_shares_the_secret_understands_each_other() {
        let (one, two) = (peers(1, &[(2, 7), (3, 8)]), peers(2, &[(1, 7), (3, 9)]));
        let header = one.sign(2, "/path", b"body", 1_000).unwrap();
        assert_eq!(two.check(&header, "/path", b"body", 1_060), Some(1));
        for (path, body, now) in
            [("/other", b"body", 1_000), ("/path", b"tidy", 1_000), ("/path", b"body", 1_121)]
        {
            assert_eq!(two.check(&header, path, body, now), None, "{path} {now}");
        }
        assert_eq!(
            peers(3, &[(1, 7)]).check(&header, "/path", b"body", 1_000),
            None,
            "meant for another branch"
        );
        assert_eq!(two.check(&header.replace("Branch 1", "Branch 3"), "/path", b"body", 1_000), None);
        assert_eq!(two.check("Branch 1.1000", "/path", b"body", 1_000), None);
        assert_eq!(two.check("Bearer x", "/path", b"body", 1_000), None);
        assert!(one.sign(4, "/path", b"body", 1_000).is_none());
        assert!(!Peers::new(1).add(2, &SecretText::new("abcd")));
    }
}
