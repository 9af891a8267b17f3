//! Cases of the token.

use super::{told, Measure, Saying, Scene, Way, BATCH};
use cosmwasm_std::{to_json_vec, Binary};
use cw20::Logo;
use timebank_api::permission::Contract;
use timebank_api::time_token::{Action, ExecuteMsg, Limits};
use timebank_api::{Code, MemberId};
use timebank_intent::Scope;

const TOKEN: Contract = Contract::TimeToken;
const RULE: &str = "elder-80";

impl Scene {
    /// TIME that has ended when everything is measured.
    pub(super) fn token_long_ago(&mut self) {
        let member = self.holder_away();
        let accounts = vec![self.account_of(member)];
        self.measure_council(TOKEN, &ExecuteMsg::Sweep { accounts }).case("one account whose TIME has ended");
    }

    fn spend(&mut self, member: MemberId, msg: &ExecuteMsg) -> &mut Measure {
        self.measure(member, Scope::Owner, TOKEN, msg)
    }

    pub(super) fn token(&mut self) {
        self.limits_of_the_federation();
        self.gifts();
        self.limits_of_members();
        self.cases();
        self.cw20();
    }

    fn limits_of_the_federation(&mut self) {
        let limits = Limits { daily: Some(10_000), new_recipient_delay: 0 };
        for msg in [
            ExecuteMsg::SetBudget { branch: 2, minutes: 2_000_000_000 },
            ExecuteMsg::SetGrowthLimit { minutes: Some(3_000_000_000) },
            ExecuteMsg::SetOpeningBudget { branch: 2, minutes: 100_000 },
            ExecuteMsg::SetPositionLimit { a: 1, b: 2, minutes: Some(1_000_000) },
            ExecuteMsg::SetDefaultLimits { limits },
        ] {
            self.measure_council(TOKEN, &msg);
        }
        let (member, administrator) = (self.person(), self.officers.administrator);
        let grant = ExecuteMsg::Grant { member, rule: RULE.into() };
        self.measure(administrator, Scope::Office, TOKEN, &grant);
    }

    fn gifts(&mut self) {
        let (giver, to) = (self.holder(), self.person());
        self.spend(giver, &ExecuteMsg::Gift { to, minutes: 10, kin: None });
        for accepted in [true, false] {
            let (giver, to) = (self.holder_away(), self.person_away());
            let events = self.own(giver, TOKEN, &ExecuteMsg::Gift { to, minutes: 10, kin: None });
            let gift = told!(events, GiftOffered, gift);
            let answer =
                if accepted { ExecuteMsg::AcceptGift { gift } } else { ExecuteMsg::DeclineGift { gift } };
            self.measure(to, Scope::Everyday, TOKEN, &answer);
        }
        let giver = self.holder();
        self.spend(giver, &ExecuteMsg::Donate { minutes: 5 });
    }

    fn limits_of_members(&mut self) {
        let (member, other) = (self.holder(), self.person());
        let limits = Limits { daily: Some(100), new_recipient_delay: 60 };
        self.spend(member, &ExecuteMsg::SetLimits { limits });
        let recipient = self.account_of(other);
        self.spend(member, &ExecuteMsg::Introduce { recipient });
    }

    fn cases(&mut self) {
        let [first, second] = [self.officers.administrator, self.officers.second_administrator];
        let budget = ExecuteMsg::SetOpeningBudget { branch: 1, minutes: 1_000_000 };
        self.suite.direct(TOKEN, &budget);
        let opening = |member| Action::Opening { member, minutes: 300, evidence: [7; 32].into() };
        let member = self.person();
        self.measure(first, Scope::Office, TOKEN, &ExecuteMsg::Propose { action: opening(member) });
        let member = self.person();
        let events = self.office(first, TOKEN, &ExecuteMsg::Propose { action: opening(member) });
        let case = told!(events, TimeCaseOpened, case);
        self.measure(second, Scope::Office, TOKEN, &ExecuteMsg::Decide { case, approve: true })
            .case("an opening balance");
    }

    /// Somebody with TIME pays somebody with TIME.
    fn pair(&mut self) -> (MemberId, String) {
        let (member, other) = (self.holder(), self.holder());
        (member, self.account_of(other))
    }

    fn cw20(&mut self) {
        let amount = 9u128.into();
        let (member, recipient) = self.pair();
        self.spend(member, &ExecuteMsg::Transfer { recipient, amount });
        let mut batch = Vec::new();
        for _ in 0..BATCH {
            let (member, recipient) = self.pair();
            let transfer = to_json_vec(&ExecuteMsg::Transfer { recipient, amount }).expect("JSON");
            batch.push((member, Scope::Owner, TOKEN, Saying::Plain(transfer)));
        }
        self.list(TOKEN, "transfer".into(), Way::Relayed(batch));
        let member = self.holder();
        self.spend(member, &ExecuteMsg::Burn { amount });
        let (member, contract) = (self.holder(), self.receiver.to_string());
        let msg = Binary::from(b"{}");
        self.spend(member, &ExecuteMsg::Send { contract: contract.clone(), amount, msg: msg.clone() });

        let expires = None;
        let (member, spender) = self.pair();
        let allow = ExecuteMsg::IncreaseAllowance { spender: spender.clone(), amount, expires };
        self.spend(member, &allow);
        let (member, spender) = self.pair();
        self.own(member, TOKEN, &ExecuteMsg::IncreaseAllowance { spender: spender.clone(), amount, expires });
        let fewer = 4u128.into();
        self.spend(member, &ExecuteMsg::DecreaseAllowance { spender, amount: fewer, expires });
        for step in 0..3 {
            let (owner, spender) = (self.holder(), self.person());
            let (from, by) = (self.account_of(owner), self.account_of(spender));
            self.own(owner, TOKEN, &ExecuteMsg::IncreaseAllowance { spender: by, amount, expires });
            let (owner, amount) = (from, fewer);
            let msg = match step {
                0 => {
                    let recipient = self.pair().1;
                    ExecuteMsg::TransferFrom { owner, recipient, amount }
                }
                1 => ExecuteMsg::SendFrom { owner, contract: contract.clone(), amount, msg: msg.clone() },
                _ => ExecuteMsg::BurnFrom { owner, amount },
            };
            self.spend(spender, &msg);
        }
        let recipient = self.pair().1;
        self.measure_council(TOKEN, &ExecuteMsg::Mint { recipient, amount }).refused(Code::MintRefused);
        let text = |text: &str| Some(text.to_owned());
        let marketing = ExecuteMsg::UpdateMarketing {
            project: text("https://timebank.example"),
            description: text("Minutes of service"),
            marketing: None,
        };
        self.measure_council(TOKEN, &marketing);
        let logo = Logo::Url("https://timebank.example/logo.svg".into());
        self.measure_council(TOKEN, &ExecuteMsg::UploadLogo(logo));
    }
}
