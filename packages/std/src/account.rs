use crate::{Error, Result};
use cosmwasm_std::{Addr, Api, CanonicalAddr};
use sha2::{Digest, Sha256};
use timebank_api::{BranchId, Code};

/// Bytes of the salt a member's account is made from.
pub const SALT_LEN: usize = 16;

const DOMAIN: &[u8] = b"timebank/member";
const FUND_DOMAIN: &[u8] = b"timebank/fund";

/// The account of a member: `sha256("timebank/member" ‖ proxy ‖ salt)`, where `proxy` is the canonical address of the proxy.
/// Nobody holds a chain key for such an address.
///
/// # Errors
/// `request.message` if the salt is not 16 bytes long.
pub fn member_account(api: &dyn Api, proxy: &Addr, salt: &[u8]) -> Result<Addr> {
    if salt.len() != SALT_LEN {
        return Err(Error::with(Code::MessageInvalid, "salt"));
    }
    derived(api, DOMAIN, proxy, salt)
}

/// The account of a branch's welfare fund: `sha256("timebank/fund" ‖ token ‖ branch u32)`, where `token` is the canonical address
/// of time-token. Only the token's own rules move what is on it.
///
/// # Errors
/// If the token's address is not valid.
pub fn fund_account(api: &dyn Api, token: &Addr, branch: BranchId) -> Result<Addr> {
    derived(api, FUND_DOMAIN, token, &branch.to_be_bytes())
}

fn derived(api: &dyn Api, domain: &[u8], contract: &Addr, rest: &[u8]) -> Result<Addr> {
    let contract = api.addr_canonicalize(contract.as_str())?;
    let account: [u8; 32] = Sha256::new()
        .chain_update(domain)
        .chain_update(contract.as_slice())
        .chain_update(rest)
        .finalize()
        .into();
    Ok(api.addr_humanize(&CanonicalAddr::from(account))?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use cosmwasm_std::testing::MockApi;
    use cosmwasm_std::HexBinary;

    #[test]
    fn account_is_the_documented_hash_and_differs_by_proxy_and_salt() {
        let api = MockApi::default();
        let proxy = api.addr_humanize(&CanonicalAddr::from([0x11; 32])).unwrap();
        let account = member_account(&api, &proxy, &[0x22; SALT_LEN]).unwrap();
        // printf 'timebank/member' + 32 × 0x11 + 16 × 0x22 | sha256sum
        assert_eq!(
            HexBinary::from(api.addr_canonicalize(account.as_str()).unwrap().as_slice()).to_hex(),
            "91032420afd297fd24944d83240fc7a5d9ff756c925a5cf351b8328e69d6caeb"
        );
        let other = api.addr_make("other");
        assert_ne!(member_account(&api, &other, &[0x22; SALT_LEN]).unwrap(), account);
        assert_ne!(member_account(&api, &proxy, &[0x23; SALT_LEN]).unwrap(), account);
        assert_eq!(member_account(&api, &proxy, &[0; 15]).unwrap_err().code(), Code::MessageInvalid);
    }

    #[test]
    fn every_branch_has_a_fund_of_its_own_in_each_token() {
        let api = MockApi::default();
        let token = api.addr_humanize(&CanonicalAddr::from([0x11; 32])).unwrap();
        let fund = fund_account(&api, &token, 7).unwrap();
        // printf 'timebank/fund' + 32 × 0x11 + '\0\0\0\7' | sha256sum
        let hash = "0d49aa5558e64daded2b7356d3602f1f5685b6bd9aa6e8d87ec6ac58e52a64b0";
        assert_eq!(HexBinary::from(api.addr_canonicalize(fund.as_str()).unwrap().as_slice()).to_hex(), hash);
        assert_ne!(fund_account(&api, &token, 8).unwrap(), fund);
        assert_ne!(fund_account(&api, &api.addr_make("other"), 7).unwrap(), fund);
    }
}
