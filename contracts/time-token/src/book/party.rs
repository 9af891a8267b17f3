use super::Book;
use crate::calendar;
use cosmwasm_std::{Addr, Deps};
use timebank_api::permission::Contract;
use timebank_api::record::{rules_key, AccountRecord, MemberKind, MemberStatus, Rules, TransferRules};
use timebank_api::{BranchId, Code, MemberId};
use timebank_std::{account_record, fund_account, published_at, Error, Result};

/// An account, and what is known of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Party {
    pub account: Addr,
    /// Of the member or the fund; none for addresses that no branch registered.
    pub branch: Option<BranchId>,
    pub record: Option<AccountRecord>,
    /// Whether it is a branch's welfare fund.
    pub fund: bool,
}

impl Party {
    /// Whether its holder may send TIME.
    pub fn active(&self) -> bool {
        self.record.is_none_or(|record| record.status == MemberStatus::Active)
    }

    /// Whether TIME can come to it.
    pub fn open(&self) -> bool {
        let gone = |status| matches!(status, MemberStatus::Closed | MemberStatus::Deceased);
        !self.record.is_some_and(|record| gone(record.status))
    }

    pub fn frozen(&self) -> bool {
        self.record.is_some_and(|record| record.status == MemberStatus::Frozen)
    }

    pub fn group(&self) -> bool {
        self.record.is_some_and(|record| record.kind == MemberKind::Group)
    }
}

/// An address of the sender's, checked.
///
/// # Errors
/// `request.address`.
pub fn valid(deps: Deps, account: &str) -> Result<Addr> {
    deps.api.addr_validate(account).map_err(|_| Code::AddressInvalid.into())
}

impl Book<'_> {
    /// The address of one of the contracts whom the token asks.
    ///
    /// # Errors
    /// `system.not_wired`.
    pub fn address(&self, contract: Contract) -> Result<Addr> {
        self.system.address(self.deps, contract)
    }

    /// Whose account it is.
    ///
    /// # Errors
    /// `request.address`.
    pub fn party(&self, account: &str) -> Result<Party> {
        let account = valid(self.deps, account)?;
        let registry = self.address(Contract::MemberRegistry)?;
        let record = account_record(&self.deps.querier, &registry, account.as_str())?;
        let fund = match &record {
            Some(_) => None,
            None => crate::state::fund_branch(self.deps.storage, &account),
        };
        let branch = record.map(|record| record.branch).or(fund);
        Ok(Party { account, branch, record, fund: fund.is_some() })
    }

    /// A member's account.
    ///
    /// # Errors
    /// `request.address`; `time.recipient` if no member has this account.
    pub fn member(&self, account: &str) -> Result<(Party, AccountRecord)> {
        let party = self.party(account)?;
        let record = party.record.ok_or(Code::RecipientUnregistered)?;
        Ok((party, record))
    }

    /// The account of a participant; it must be the participant's.
    ///
    /// # Errors
    /// As `member`.
    pub fn participant(&self, participant: MemberId, account: &str) -> Result<Party> {
        let (party, record) = self.member(account)?;
        if record.member != participant {
            return Err(Code::RecipientUnregistered.into());
        }
        Ok(party)
    }

    /// The welfare fund of a branch.
    pub fn fund(&mut self, branch: BranchId) -> Result<Party> {
        let account = fund_account(self.deps.api, &self.token, branch)?;
        self.changes.funds.get(&branch, |_| Ok(account.clone()))?;
        Ok(Party { account, branch: Some(branch), record: None, fund: true })
    }

    /// The transfer rules in force at a branch, if it has a pack.
    pub fn rules(&mut self, branch: BranchId) -> Result<Option<TransferRules>> {
        let (deps, system, now) = (self.deps, self.system, self.now);
        let rules = self.rules.get(&branch, |_| {
            let rulebook = system.address(deps, Contract::Rulebook)?;
            let rules = published_at(&deps.querier, &rulebook, rules_key(branch), Rules::from_bytes)?;
            Ok(rules.and_then(|rules| rules.at(now)).map(|(_, rules)| rules))
        })?;
        Ok(*rules)
    }

    /// The rules by which a member gives.
    ///
    /// # Errors
    /// `pack.unknown` if the branch has no pack in force.
    pub fn rules_of(&mut self, branch: BranchId) -> Result<TransferRules> {
        self.rules(branch)?.ok_or_else(|| Error::from(Code::PackUnknown))
    }

    /// The quarter with which TIME ends that is earned now under these rules.
    pub fn ends(&self, rules: Option<&TransferRules>) -> Option<u16> {
        let months = rules.and_then(|rules| rules.expiry_months)?;
        Some(calendar::quarter(self.now, months))
    }
}
