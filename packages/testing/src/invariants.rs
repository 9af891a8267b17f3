use crate::{Suite, BRANCHES};
use std::collections::{BTreeMap, BTreeSet};
use timebank_api::activity_registry::{
    ActivitiesResponse, ActivityResponse, EnrolmentState, EnrolmentsResponse, QueryMsg as ActivityQuery,
    ReceiptResponse, State,
};
use timebank_api::permission::Contract;
use timebank_api::record::Receipt;
use timebank_api::time_token::{
    AccountResponse, BranchSupplyResponse, GuaranteeResponse, HoldInfo, HoldResponse, MovementKind,
    PositionsResponse, QueryMsg as TokenQuery, Reference, SupplyResponse,
};
use timebank_api::{ActivityId, BranchId, Event, MemberId};

/// What the ledger says as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Totals {
    pub balances: u128,
    pub supply: u128,
    pub minted: u128,
    pub burned: u128,
    pub escrow: u128,
    pub holds: u128,
    pub offered: u128,
}

/// The books as anybody can keep them from the events alone, to be compared with what the contracts store.
#[derive(Default)]
pub(crate) struct Ledger {
    /// Of members' accounts and of funds.
    branches: BTreeMap<String, BranchId>,
    members: BTreeMap<MemberId, String>,
    balances: BTreeMap<String, u128>,
    /// How many movements touched an account.
    counts: BTreeMap<String, u64>,
    /// TIME in the registry's keeping, with the branch whose it was.
    held: BTreeMap<ActivityId, (BranchId, u128)>,
    /// TIME in the token's keeping, with the branch of the giver.
    offered: BTreeMap<u64, (BranchId, u128)>,
    /// What version 0.1 did not count: by branch what came and went, and what was burned anywhere.
    uncounted: BTreeMap<BranchId, i128>,
    uncounted_burned: u128,
    /// Of which branch an activity is.
    publishers: BTreeMap<ActivityId, BranchId>,
    /// Open reservations of budgets.
    reserved: BTreeMap<ActivityId, (BranchId, u128)>,
    /// Since the last check.
    accounts: BTreeSet<String>,
    activities: BTreeSet<ActivityId>,
    /// What has ended and must stay as it is.
    finished: BTreeMap<ActivityId, State>,
    receipts: BTreeMap<(ActivityId, MemberId), Receipt>,
    /// Every kind of movement that has been seen.
    kinds: BTreeSet<MovementKind>,
    /// What flowed between two branches, the lower one first, and how much it may be away from 0.
    positions: BTreeMap<(BranchId, BranchId), i128>,
    limits: BTreeMap<(BranchId, BranchId), i128>,
    /// How many checks there were, and what the last one that looked gave.
    checks: u32,
    /// Whether something happened since then that has to do with TIME.
    moved: bool,
    totals: Totals,
}

/// Of so many checks one reads every balance.
const EVERY: u32 = 16;

impl Ledger {
    pub(crate) fn know(&mut self, account: String, branch: BranchId) {
        self.branches.insert(account, branch);
    }

    /// Books what an event says.
    pub(crate) fn book(&mut self, event: &Event) {
        let about_time = [Contract::TimeToken, Contract::ActivityRegistry, Contract::MemberRegistry];
        self.moved |= about_time.contains(&event.emitter());
        if event.emitter() == Contract::ActivityRegistry {
            let json = serde_json::to_value(event).expect("an event");
            let fields = json.as_object().and_then(|variant| variant.values().next());
            if let Some(activity) = fields.and_then(|fields| fields["activity"].as_u64()) {
                self.activities.insert(activity);
            }
        }
        match event {
            Event::ActivityDrafted { activity, branch, .. } => {
                self.publishers.insert(*activity, *branch);
            }
            Event::PositionLimitSet { low, high, minutes } => {
                self.limits.insert((*low, *high), minutes.map_or(0, i128::from));
            }
            Event::BalanceMoved { from, to, minutes, .. } => {
                self.cross(Some(*from), Some(*to), minutes.u128());
            }
            Event::MemberRegistered { member, account, branch, .. } => {
                self.branches.insert(account.clone(), *branch);
                self.members.insert(*member, account.clone());
            }
            Event::BranchChanged { member, from, to } => {
                let known = self.branches.insert(self.members[member].clone(), *to);
                assert_eq!(known, Some(*from));
            }
            Event::GiftOffered { gift, from, minutes, .. } => {
                let branch = self.branches[&self.members[from]];
                assert_eq!(self.offered.insert(*gift, (branch, u128::from(*minutes))), None);
            }
            Event::GiftClosed { gift, .. } => {
                self.offered.remove(gift).expect("an offered gift");
            }
            Event::TimeMoved { kind, reference, from, to, minutes, from_count, to_count } => {
                let minutes = minutes.u128();
                assert!(minutes > 0, "{event:?} moves nothing");
                self.kinds.insert(*kind);
                if let Some(from) = from {
                    let balance = self.balances.entry(from.clone()).or_default();
                    *balance = balance.checked_sub(minutes).unwrap_or_else(|| panic!("{event:?} overdraws"));
                    self.count(from, *from_count);
                }
                if let Some(to) = to {
                    *self.balances.entry(to.clone()).or_default() += minutes;
                    self.count(to, *to_count);
                }
                self.book_position(*kind, reference, (from.as_ref(), to.as_ref()), minutes);
                self.hold(*kind, reference, from.as_ref(), minutes);
            }
            _ => (),
        }
    }

    /// What comes out of keeping is whose it was before.
    fn book_position(
        &mut self,
        kind: MovementKind,
        reference: &Reference,
        (from, to): (Option<&String>, Option<&String>),
        minutes: u128,
    ) {
        use MovementKind::{
            FundHold, Gift, GiftOffered, GiftReturned, Hold, MintService, Refund, Settle, Transfer,
        };
        // What no branch knows stands as branch 0.
        let branch = |account: Option<&String>| Some(self.branches.get(account?).copied().unwrap_or(0));
        let from = match (kind, reference) {
            (Hold | FundHold | GiftOffered, _) => None,
            (Settle | Refund, Reference::Activity { activity } | Reference::Attendance { activity, .. }) => {
                self.held.get(activity).map(|held| held.0)
            }
            (Gift | GiftReturned, Reference::Gift { gift }) => {
                self.offered.get(gift).map(|offered| offered.0)
            }
            // Out of the budget of the activity's branch.
            (MintService, Reference::Attendance { activity, .. }) => self.publishers.get(activity).copied(),
            _ => branch(from),
        };
        let to = branch(to);
        let Some((pair, net)) = self.cross(from, to, minutes) else { return };
        let limit = self.limits.get(&pair).copied().unwrap_or(0);
        if matches!(kind, Gift | Transfer) && limit > 0 {
            let owing = if from == Some(pair.0) { net } else { -net };
            assert!(owing <= limit, "{kind:?} of {minutes} makes {owing} of {limit} between {pair:?}");
        }
    }

    /// Gives the pair and what flowed between the two in all, if it is two.
    fn cross(
        &mut self,
        from: Option<BranchId>,
        to: Option<BranchId>,
        minutes: u128,
    ) -> Option<((BranchId, BranchId), i128)> {
        let (from, to) = (from?, to?);
        if from == to {
            return None;
        }
        let pair = (from.min(to), from.max(to));
        let minutes = i128::try_from(minutes).expect("small");
        let net = self.positions.entry(pair).or_default();
        *net += if from < to { minutes } else { -minutes };
        Some((pair, *net))
    }

    /// Each movement bears the account's next number, so that whoever has them all knows it.
    fn count(&mut self, account: &str, count: Option<u64>) {
        self.accounts.insert(account.to_owned());
        if let Some(count) = count {
            let known = self.counts.entry(account.to_owned()).or_default();
            assert_eq!(count, *known + 1, "the movements of {account} are not counted through");
            *known = count;
        }
    }

    fn hold(&mut self, kind: MovementKind, reference: &Reference, from: Option<&String>, minutes: u128) {
        match (kind, reference) {
            (MovementKind::Hold | MovementKind::FundHold, Reference::Activity { activity }) => {
                let branch = self.branches[from.expect("a payer")];
                let held = self.held.entry(*activity).or_insert((branch, 0));
                assert_eq!(held.0, branch, "an activity has one payer");
                held.1 += minutes;
            }
            (MovementKind::Settle, Reference::Attendance { activity, .. })
            | (MovementKind::Refund, Reference::Activity { activity }) => {
                let held = self.held.get_mut(activity).expect("a hold");
                held.1 = held.1.checked_sub(minutes).expect("no more than is held is paid out");
                if held.1 == 0 {
                    self.held.remove(activity);
                }
            }
            _ => (),
        }
    }
}

impl Suite {
    /// Reads what the contracts store and asserts what must always hold:
    ///
    /// - Σ balances = minted − burned = supply, over all branches and causes;
    /// - the registry's balance = Σ open holds of own TIME and of funds; the token's own = Σ gifts that wait;
    /// - a branch never charges more than its budget, nor opens more balances than its opening budget;
    /// - positions between branches are what flowed, sum to zero, and no gift or transfer goes over their limit;
    /// - seats taken are the participants who have one;
    /// - what a branch stands for = the TIME of its members and its fund, with what is held and offered of it,
    ///   unless a pack let TIME go to accounts that no branch knows;
    /// - no account has more TIME with an end than TIME, and movements are counted through;
    /// - the events alone give every balance, hold and gift;
    /// - every settlement's parts sum to what one seat held at most; what has ended holds nothing and stays as it is.
    ///
    /// Beside the ledger, what `rooms` says of the others.
    ///
    /// Only what something happened to since the last check is read; every 16th check reads all balances, and
    /// [`Suite::check_all`] every activity too.
    pub fn check(&mut self) -> Totals {
        let activities = std::mem::take(&mut self.ledger.activities);
        for activity in activities {
            self.check_activity(activity);
        }
        for account in std::mem::take(&mut self.ledger.accounts) {
            self.check_account(&account);
        }
        self.check_rooms();
        let full = self.ledger.checks.is_multiple_of(EVERY);
        self.ledger.checks += 1;
        if full {
            self.check_balances();
        }
        if full || self.ledger.moved {
            self.ledger.totals = self.check_totals();
            self.ledger.moved = false;
        }
        self.ledger.totals.clone()
    }

    /// As [`Suite::check`], over everything there is.
    pub fn check_all(&mut self) -> Totals {
        let mut start_after: Option<ActivityId> = None;
        loop {
            let query = ActivityQuery::Activities { start_after, limit: Some(30), descending: None };
            let page: ActivitiesResponse = self.query(Contract::ActivityRegistry, &query);
            let Some(last) = page.activities.last() else { break };
            start_after = Some(last.id);
            self.ledger.activities.extend(page.activities.iter().map(|activity| activity.id));
        }
        let accounts: Vec<_> = self.ledger.balances.keys().cloned().collect();
        self.ledger.accounts.extend(accounts);
        self.ledger.checks = 0;
        self.check()
    }

    /// Every kind of movement that has happened.
    pub fn movements(&self) -> &BTreeSet<MovementKind> {
        &self.ledger.kinds
    }

    /// How many services were settled.
    pub fn settlements(&self) -> usize {
        self.ledger.receipts.len()
    }

    fn check_totals(&self) -> Totals {
        let balances = &self.ledger.balances;
        let supply: SupplyResponse = self.query(Contract::TimeToken, &TokenQuery::Supply {});
        let info: cw20::TokenInfoResponse = self.query(Contract::TimeToken, &TokenQuery::TokenInfo {});
        let of = |account: &str| balances.get(account).copied().unwrap_or_default();
        let totals = Totals {
            balances: balances.values().sum(),
            supply: supply.supply.u128(),
            minted: supply.minted_service.u128() + supply.minted_grant.u128() + supply.minted_opening.u128(),
            burned: supply.burned.u128(),
            escrow: supply.escrow.u128(),
            holds: self.ledger.held.values().map(|(_, minutes)| minutes).sum(),
            offered: supply.offered.u128(),
        };
        assert_eq!(info.total_supply, supply.supply);
        assert_eq!(totals.balances, totals.supply);
        assert_eq!(totals.supply, totals.minted - totals.burned);
        assert_eq!((totals.escrow, totals.holds), (of(&self.wiring.activity_registry), totals.escrow));
        let offered: u128 = self.ledger.offered.values().map(|(_, minutes)| minutes).sum();
        assert_eq!((totals.offered, offered), (of(&self.wiring.time_token), totals.offered));
        self.check_branches(balances, &supply);
        self.check_positions();
        totals
    }

    fn check_branches(&self, balances: &BTreeMap<String, u128>, supply: &SupplyResponse) {
        let mut sums = [0u128; 4];
        let (mut outstanding, mut positions) = (0i128, 0);
        let strays = self.strays();
        for branch in BRANCHES {
            let part = self.branch_supply(branch);
            assert!(part.charged <= part.budget, "branch {branch}: {part:?}");
            assert!(part.minted_opening <= part.opening_budget, "branch {branch}: {part:?}");
            let parts = [part.minted_service, part.minted_grant, part.minted_opening, part.burned];
            for (sum, part) in sums.iter_mut().zip(parts) {
                *sum += u128::from(part);
            }
            let of = |found: &(BranchId, u128)| if found.0 == branch { found.1 } else { 0 };
            let reserved: u128 = self.ledger.reserved.values().map(of).sum();
            assert_eq!(u128::from(part.reserved), reserved, "branch {branch}: reserved");
            let guarantee = self.guarantee(branch);
            let uncounted = self.ledger.uncounted.get(&branch).copied().unwrap_or_default();
            let drift = self.drift(branch, balances, &guarantee);
            assert!(
                strays || drift == uncounted,
                "branch {branch} stands for {}, {drift} less than there is; {uncounted} were never counted",
                guarantee.outstanding,
            );
            assert_eq!(guarantee.fund.u128(), balances.get(&guarantee.account).copied().unwrap_or_default());
            outstanding += i128::from(guarantee.outstanding);
            positions += guarantee.positions;
        }
        let expected = [supply.minted_service, supply.minted_grant, supply.minted_opening, supply.burned];
        let expected = expected.map(|sum| sum.u128());
        assert_eq!(sums[..3], expected[..3]);
        if !strays {
            assert_eq!(positions, 0, "what one branch is owed another owes");
            sums[3] += self.ledger.uncounted_burned;
            assert_eq!(sums, expected);
            let uncounted: i128 = self.ledger.uncounted.values().sum();
            assert_eq!(outstanding + uncounted, i128::try_from(supply.supply.u128()).expect("small"));
        }
    }

    /// The TIME of a branch's members and its fund, with what is held and offered of it, beyond what the branch stands for.
    fn drift(
        &self,
        branch: BranchId,
        balances: &BTreeMap<String, u128>,
        guarantee: &GuaranteeResponse,
    ) -> i128 {
        let of = |found: &(BranchId, u128)| if found.0 == branch { found.1 } else { 0 };
        let own = balances.iter().filter(|(account, _)| self.ledger.branches.get(*account) == Some(&branch));
        let own: u128 = own.map(|(_, balance)| balance).sum();
        let held: u128 = self.ledger.held.values().map(of).sum();
        let offered: u128 = self.ledger.offered.values().map(of).sum();
        i128::try_from(own + held + offered).expect("small") - i128::from(guarantee.outstanding)
    }

    /// Version 0.1 counted neither what crossed between branches nor what was burned by branch. What differs for that now is
    /// taken as given, and must never change.
    pub fn accept_what_was_not_counted(&mut self) {
        self.ledger.positions.clear();
        let supply: SupplyResponse = self.query(Contract::TimeToken, &TokenQuery::Supply {});
        let counted: u128 = BRANCHES.map(|branch| u128::from(self.branch_supply(branch).burned)).iter().sum();
        let drift = |branch| self.drift(branch, &self.ledger.balances, &self.guarantee(branch));
        self.ledger.uncounted = BRANCHES.map(|branch| (branch, drift(branch))).into();
        self.ledger.uncounted_burned = supply.burned.u128() - counted;
    }

    /// Whether TIME ever came to an account that no branch knows, as a pack may allow: no branch answers for what is there.
    fn strays(&self) -> bool {
        let keepers = [&self.wiring.activity_registry, &self.wiring.time_token];
        let known =
            |account: &String| self.ledger.branches.contains_key(account) || keepers.contains(&account);
        !self.ledger.balances.keys().all(known)
    }

    /// Every balance as the token tells it is what the events say.
    fn check_balances(&self) {
        let (mut told, mut start_after) = (BTreeMap::new(), None);
        loop {
            let query = TokenQuery::AllAccounts { start_after, limit: Some(30) };
            let page: cw20::AllAccountsResponse = self.query(Contract::TimeToken, &query);
            let Some(last) = page.accounts.last() else { break };
            start_after = Some(last.clone());
            told.extend(page.accounts.iter().map(|account| (account.clone(), self.balance_of(account))));
        }
        let nonzero = |balances: &BTreeMap<String, u128>| -> BTreeMap<String, u128> {
            balances.iter().filter(|(_, balance)| **balance > 0).map(|(a, b)| (a.clone(), *b)).collect()
        };
        assert_eq!(nonzero(&told), nonzero(&self.ledger.balances), "balances as told and by events");
    }

    fn check_positions(&self) {
        let query = TokenQuery::Positions { start_after: None, limit: Some(30) };
        let page: PositionsResponse = self.query(Contract::TimeToken, &query);
        let told: BTreeMap<_, _> = page
            .positions
            .iter()
            .map(|found| ((found.low, found.high), i128::from(found.position.net)))
            .collect();
        assert_eq!(told.len(), page.positions.len());
        assert!(told.keys().all(|(low, high)| low < high));
        let nonzero = |all: &BTreeMap<(BranchId, BranchId), i128>| -> Vec<_> {
            all.iter().filter(|(_, net)| **net != 0).map(|(pair, net)| (*pair, *net)).collect()
        };
        assert_eq!(nonzero(&told), nonzero(&self.ledger.positions), "positions as told and by events");
    }

    fn check_account(&mut self, account: &str) {
        let query = TokenQuery::Account { account: account.to_owned() };
        let found: AccountResponse = self.query(Contract::TimeToken, &query);
        let keepers = [&self.wiring.activity_registry, &self.wiring.time_token];
        if !keepers.contains(&&account.to_owned()) {
            let counted = self.ledger.counts.get(account).copied().unwrap_or_default();
            assert_eq!(found.count, counted, "movements of {account}");
        }
        let dated: u128 = found.buckets.iter().map(|bucket| u128::from(bucket.minutes)).sum();
        let balance = self.ledger.balances.get(account).copied().unwrap_or_default();
        assert_eq!(self.balance_of(account), balance, "the balance of {account}");
        assert!(dated <= balance, "{account} has {balance}, of which {dated} end");
        assert!(found.liens.iter().all(|lien| lien.minutes > 0), "{account}: {:?}", found.liens);
    }

    fn check_activity(&mut self, id: ActivityId) {
        let query = ActivityQuery::Activity { id };
        let Ok(activity) = self.try_query::<_, ActivityResponse>(Contract::ActivityRegistry, &query) else {
            return; // a listing
        };
        let query = TokenQuery::Hold { activity: id };
        let hold: HoldResponse = self.query(Contract::TimeToken, &query);
        if let Some(before) = self.ledger.finished.get(&id) {
            assert_eq!(before, &activity.state, "activity {id} had ended");
        }
        if matches!(activity.state, State::Settled | State::Cancelled) {
            self.ledger.finished.insert(id, activity.state);
        }
        if activity.state != State::Approved && activity.state != State::Submitted {
            assert_eq!(hold.hold, None, "activity {id} in {:?} holds TIME", activity.state);
        }
        self.ledger.reserved.remove(&id);
        let held = match hold.hold {
            Some(HoldInfo::Account { minutes, .. } | HoldInfo::Fund { minutes, .. }) => u128::from(minutes),
            Some(HoldInfo::Budget { branch, minutes }) => {
                self.ledger.reserved.insert(id, (branch, u128::from(minutes)));
                0
            }
            None => 0,
        };
        assert_eq!(held, self.ledger.held.get(&id).map_or(0, |held| held.1), "the hold of activity {id}");
        self.check_receipts(&activity);
    }

    fn check_receipts(&mut self, activity: &ActivityResponse) {
        let id = activity.id;
        let (mut start_after, mut seats, mut waiting) = (None, 0u16, 0u32);
        loop {
            let query = ActivityQuery::Enrolments { id, start_after, limit: Some(30) };
            let page: EnrolmentsResponse = self.query(Contract::ActivityRegistry, &query);
            let Some(last) = page.enrolments.last() else { break };
            start_after = Some(last.participant);
            for enrolment in &page.enrolments {
                match enrolment.state {
                    EnrolmentState::Waitlisted => waiting += 1,
                    EnrolmentState::Declined | EnrolmentState::Withdrawn => (),
                    _ => seats += 1,
                }
                let participant = enrolment.participant;
                let query = ActivityQuery::Receipt { id, participant };
                let receipt: ReceiptResponse = self.query(Contract::ActivityRegistry, &query);
                assert_eq!(receipt.receipt.is_some(), enrolment.state == EnrolmentState::Settled);
                let known = self.ledger.receipts.get(&(id, participant)).cloned();
                assert!(known.is_none() || known == receipt.receipt, "a receipt never changes");
                if let Some(receipt) = receipt.receipt {
                    let per_seat = activity.terms.expect("terms").per_seat;
                    assert_eq!(Some(receipt.minutes), enrolment.agreed);
                    assert!(receipt.paid + receipt.returned <= per_seat, "{receipt:?} of {per_seat}");
                    self.ledger.receipts.insert((id, participant), receipt);
                }
            }
        }
        assert_eq!(
            (seats, waiting),
            (activity.taken, activity.waitlisted),
            "seats taken and waiting in {id}"
        );
        assert!(activity.taken <= activity.activity.seats, "activity {id} has too many");
    }

    pub(crate) fn guarantee(&self, branch: BranchId) -> GuaranteeResponse {
        self.query(Contract::TimeToken, &TokenQuery::Guarantee { branch })
    }

    pub fn branch_supply(&self, branch: u32) -> BranchSupplyResponse {
        self.query(Contract::TimeToken, &TokenQuery::BranchSupply { branch })
    }
}
