//! What the federation's council does besides admitting branches.

use crate::world::{Walk, OFFICERS};
use cw20::{EmbeddedLogo, Logo};
use timebank_api::member_registry::{ExecuteMsg as Members, RecoveryRules};
use timebank_api::permission::Contract;
use timebank_api::proxy::{ExecuteMsg as Keys, NewKey};
use timebank_api::rulebook::ExecuteMsg as Rules;
use timebank_api::time_token::{ExecuteMsg as Token, Limits};
use timebank_api::Role;

/// An office that nobody else in the walk is given.
const ROLE: Role = Role::Custodian;

impl Walk {
    /// Sets a key against which somebody objected, or drops it.
    pub fn settle_objection(&mut self, new: NewKey, set: bool) -> Option<()> {
        self.known.objected.retain(|known| known.member != new.member);
        if set {
            self.council(Contract::Proxy, &Keys::ConfirmKey(new.clone()))?;
            self.suite.use_new_key(new.member, timebank_intent::Scope::Owner);
        } else {
            self.council(Contract::Proxy, &Keys::RefuseKey(new))?;
        }
        Some(())
    }

    pub fn council_acts(&mut self, a: u64, b: u64, c: u64) -> Option<()> {
        let (branch, minutes) = (b as u32 % 2 + 1, 100_000 + (b % 50_000) as u32);
        let member = self.ordinary(b);
        match c % 20 {
            0 | 1 => {
                self.council(Contract::TimeToken, &Token::SetPositionLimit { a: 1, b: 2, minutes: None })?
            }
            2..=5 => {
                let most = (b % 300) as u32 + 1;
                let limit = Token::SetPositionLimit { a: 2, b: 1, minutes: Some(most) };
                self.council(Contract::TimeToken, &limit)?;
                // Somebody tries at once to go over it.
                let all: Vec<_> = (0..16).map(|more| self.ordinary(a + 8 * more)).collect();
                let from = *all.iter().find(|member| self.branch(**member) == branch)?;
                let to = *all.iter().find(|member| self.branch(**member) != branch)?;
                let (recipient, amount) = (self.account(to), (most + 60).into());
                let transfer = Token::Transfer { recipient, amount };
                self.act(from, timebank_intent::Scope::Owner, Contract::TimeToken, &transfer)?
            }
            6 => self.council(Contract::TimeToken, &Token::SetBudget { branch, minutes })?,
            7 => {
                let minutes = a.is_multiple_of(2).then_some(2_000_000);
                self.council(Contract::TimeToken, &Token::SetGrowthLimit { minutes })?
            }
            8 | 16 | 17 => {
                let daily = a.is_multiple_of(3).then_some(500);
                let limits = Limits { daily, new_recipient_delay: a % 2 * 600 };
                self.council(Contract::TimeToken, &Token::SetDefaultLimits { limits })?
            }
            9 => {
                let text = |text: &str| Some(text.to_owned());
                let project = text("https://example.org");
                let change =
                    Token::UpdateMarketing { project, description: text("时间币"), marketing: None };
                self.council(Contract::TimeToken, &change)?
            }
            10 => {
                let logo = EmbeddedLogo::Png(
                    [&[0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a][..], b"rest"].concat().into(),
                );
                self.council(Contract::TimeToken, &Token::UploadLogo(Logo::Embedded(logo)))?
            }
            11 => {
                let operator = self.suite.chain.api().addr_make("another operator").to_string();
                let add = Members::AddOperator { branch, operator: operator.clone() };
                self.council(Contract::MemberRegistry, &add)?;
                self.council(Contract::MemberRegistry, &Members::RemoveOperator { operator })?
            }
            12 if member > OFFICERS => {
                self.council(Contract::MemberRegistry, &Members::GrantRole { member, role: ROLE })?;
                let key = self.suite.new_key(member, timebank_intent::Scope::Office, false).key;
                self.council(Contract::Proxy, &Keys::SetOfficeKey { member, key })?;
                self.council(Contract::MemberRegistry, &Members::RevokeRole { member, role: ROLE })?
            }
            13 => {
                let add = Members::AddBranch {
                    name: "Branch without members".into(),
                    district: "Qixia".into(),
                    operators: vec![],
                };
                self.council(Contract::MemberRegistry, &add)?
            }
            14 => {
                let rules = RecoveryRules { lock: 3_600 + a % 600, ..RecoveryRules::default() };
                self.council(Contract::MemberRegistry, &Members::SetRecoveryRules { rules })?
            }
            15 => {
                let (pack, effective) = (Box::new(self.pack(branch).clone()), self.suite.now() + 5);
                self.council(Contract::Rulebook, &Rules::Adopt { branch, pack, effective })?
            }
            _ => self.anybody(Contract::Rulebook, &Rules::Publish { branch })?,
        };
        Some(())
    }
}
