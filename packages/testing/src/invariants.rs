use crate::{Suite, BRANCHES};
use timebank_api::activity_registry::{
    ActivitiesResponse, QueryMsg as ActivityQuery, ReceiptResponse, State,
};
use timebank_api::activity_registry::{EnrolmentState, EnrolmentsResponse};
use timebank_api::permission::Contract;
use timebank_api::time_token::{
    BranchSupplyResponse, HoldInfo, HoldResponse, QueryMsg as TokenQuery, SupplyResponse,
};
use timebank_api::ActivityId;

/// What the ledger says as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Totals {
    pub balances: u128,
    pub supply: u128,
    pub minted: u128,
    pub burned: u128,
    pub escrow: u128,
    pub holds: u128,
}

impl Suite {
    /// Reads every balance and every hold, and asserts what must always hold:
    /// Σ balances = minted − burned = supply; the registry's balance = Σ open holds = escrow; a branch never mints more than
    /// its budget; every settlement's parts sum to what one seat held; finished activities hold nothing.
    pub fn check(&self) -> Totals {
        let mut totals = Totals::default();
        let mut start_after = None;
        loop {
            let query = TokenQuery::AllAccounts { start_after: start_after.clone(), limit: Some(30) };
            let page: cw20::AllAccountsResponse = self.query(Contract::TimeToken, &query);
            let Some(last) = page.accounts.last() else { break };
            start_after = Some(last.clone());
            totals.balances += page.accounts.iter().map(|account| self.balance_of(account)).sum::<u128>();
        }
        let supply: SupplyResponse = self.query(Contract::TimeToken, &TokenQuery::Supply {});
        let info: cw20::TokenInfoResponse = self.query(Contract::TimeToken, &TokenQuery::TokenInfo {});
        totals.supply = supply.supply.u128();
        totals.minted =
            supply.minted_service.u128() + supply.minted_grant.u128() + supply.minted_opening.u128();
        totals.burned = supply.burned.u128();
        totals.escrow = supply.escrow.u128();
        assert_eq!(info.total_supply, supply.supply);
        assert_eq!(totals.balances, totals.supply);
        assert_eq!(totals.supply, totals.minted - totals.burned);
        let branches = BRANCHES.map(|branch| self.branch_supply(branch));
        let (mut service, mut grant) = (0u128, 0u128);
        let mut reserved = 0u128;
        for branch in branches {
            assert!(branch.minted_service + branch.minted_grant + branch.reserved <= branch.budget);
            service += u128::from(branch.minted_service);
            grant += u128::from(branch.minted_grant);
            reserved += u128::from(branch.reserved);
        }
        assert_eq!(service, supply.minted_service.u128());
        assert_eq!(grant, supply.minted_grant.u128());

        let mut holds_of_budget = 0u128;
        let mut start_after: Option<ActivityId> = None;
        loop {
            let query = ActivityQuery::Activities { start_after, limit: Some(30), descending: None };
            let page: ActivitiesResponse = self.query(Contract::ActivityRegistry, &query);
            let Some(last) = page.activities.last() else { break };
            start_after = Some(last.id);
            for activity in &page.activities {
                let query = TokenQuery::Hold { activity: activity.id };
                let hold: HoldResponse = self.query(Contract::TimeToken, &query);
                if matches!(
                    activity.state,
                    State::Settled | State::Cancelled | State::Draft | State::Returned
                ) {
                    assert_eq!(
                        hold.hold, None,
                        "activity {} in {:?} holds TIME",
                        activity.id, activity.state
                    );
                }
                match hold.hold {
                    Some(HoldInfo::Account { minutes, .. } | HoldInfo::Fund { minutes, .. }) => {
                        totals.holds += u128::from(minutes)
                    }
                    Some(HoldInfo::Budget { minutes, .. }) => holds_of_budget += u128::from(minutes),
                    None => (),
                }
                self.check_receipts(activity.id);
            }
        }
        assert_eq!(totals.escrow, totals.holds);
        assert_eq!(self.balance_of(&self.wiring.activity_registry), totals.holds);
        assert_eq!(reserved, holds_of_budget);
        totals
    }

    fn check_receipts(&self, activity: ActivityId) {
        let mut start_after = None;
        loop {
            let query = ActivityQuery::Enrolments { id: activity, start_after, limit: Some(30) };
            let page: EnrolmentsResponse = self.query(Contract::ActivityRegistry, &query);
            let Some(last) = page.enrolments.last() else { break };
            start_after = Some(last.participant);
            for enrolment in &page.enrolments {
                let query = ActivityQuery::Receipt { id: activity, participant: enrolment.participant };
                let receipt: ReceiptResponse = self.query(Contract::ActivityRegistry, &query);
                assert_eq!(receipt.receipt.is_some(), enrolment.state == EnrolmentState::Settled);
                if let Some(receipt) = receipt.receipt {
                    assert_eq!(Some(receipt.minutes), enrolment.agreed);
                }
            }
        }
    }

    pub fn branch_supply(&self, branch: u32) -> BranchSupplyResponse {
        self.query(Contract::TimeToken, &TokenQuery::BranchSupply { branch })
    }
}
