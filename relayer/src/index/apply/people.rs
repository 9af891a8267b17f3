//! What members and office-holders agree on: status, agents, kin, profiles, credentials, moves, cases, new keys.

use super::{run, Projection};
use crate::db::int;
use crate::index::text::write;
use anyhow::Result;
use timebank_api::permission::Contract;
use timebank_api::Event;

impl Projection<'_> {
    pub(super) async fn of_people(&mut self, event: &Event) -> Result<()> {
        let now = self.time;
        match event {
            Event::GroupRegistered { member, registration } => run!(
                self,
                "INSERT INTO p_groups (member, registration) VALUES ($1, $2)",
                int(*member),
                registration.as_slice()
            ),
            Event::StatusChanged { member, status, cause, by, reason } => run!(
                self,
                "INSERT INTO p_statuses (member, status, cause, reason, author, at) VALUES ($1, $2, $3, $4, $5, $6) \
                 ON CONFLICT (member) DO UPDATE SET status = excluded.status, cause = excluded.cause, \
                 reason = excluded.reason, author = excluded.author, at = excluded.at",
                int(*member),
                write(status)?,
                write(cause)?,
                reason,
                by.map(int),
                now
            ),
            Event::AgentAppointed { principal, agent, rights, daily, until, consent } => run!(
                self,
                "INSERT INTO p_agents (principal, agent, rights, daily, until, accepted, consent) \
                 VALUES ($1, $2, $3, $4, $5, 0, $6) ON CONFLICT (principal, agent) DO UPDATE SET \
                 rights = excluded.rights, daily = excluded.daily, until = excluded.until, accepted = 0, \
                 consent = excluded.consent",
                int(*principal),
                int(*agent),
                i64::from(rights.0),
                i64::from(*daily),
                int(*until),
                consent.as_ref().map(|digest| digest.to_vec())
            ),
            Event::AgentAccepted { principal, agent, rights, daily, until } => run!(
                self,
                "UPDATE p_agents SET rights = $3, daily = $4, until = $5, accepted = 1 \
                 WHERE principal = $1 AND agent = $2",
                int(*principal),
                int(*agent),
                i64::from(rights.0),
                i64::from(*daily),
                int(*until)
            ),
            Event::AgentRevoked { principal, agent, .. } => run!(
                self,
                "DELETE FROM p_agents WHERE principal = $1 AND agent = $2",
                int(*principal),
                int(*agent)
            ),
            Event::KinProposed { commitment, of, to } => run!(
                self,
                "INSERT INTO p_kin (commitment, proposer, other, accepted) VALUES ($1, $2, $3, 0) \
                 ON CONFLICT (commitment) DO UPDATE SET proposer = excluded.proposer, other = excluded.other, accepted = 0",
                commitment.as_slice(),
                int(*of),
                int(*to)
            ),
            Event::KinAccepted { commitment, .. } => {
                run!(self, "UPDATE p_kin SET accepted = 1 WHERE commitment = $1", commitment.as_slice())
            }
            Event::KinRevoked { commitment, .. } => {
                run!(self, "DELETE FROM p_kin WHERE commitment = $1", commitment.as_slice())
            }
            Event::CredentialIssued { member, commitment, valid_until, by } => run!(
                self,
                "INSERT INTO p_credentials (member, commitment, valid_until, issuer) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT (member, commitment) DO UPDATE SET valid_until = excluded.valid_until, issuer = excluded.issuer",
                int(*member),
                commitment.as_slice(),
                int(*valid_until),
                by.map(int)
            ),
            Event::CredentialRevoked { member, commitment, .. } => run!(
                self,
                "DELETE FROM p_credentials WHERE member = $1 AND commitment = $2",
                int(*member),
                commitment.as_slice()
            ),
            Event::RecoveryRulesSet { rules } => self.setting("recovery_rules", write(rules)?).await?,
            Event::LinkDelaySet { seconds } => self.setting("link_delay", write(seconds)?).await?,
            _ => self.of_requests(event).await?,
        }
        Ok(())
    }

    async fn of_requests(&mut self, event: &Event) -> Result<()> {
        let now = self.time;
        match event {
            Event::ProfileRequested { request, member, kind, commitment, by } => {
                let kind = write(kind)?;
                run!(
                    self,
                    "UPDATE p_profile_requests SET state = 'replaced', decided = $3 \
                     WHERE member = $1 AND kind = $2 AND state = 'waiting'",
                    int(*member),
                    &kind,
                    now
                );
                run!(
                    self,
                    "INSERT INTO p_profile_requests (id, member, kind, commitment, author, state, created) \
                     VALUES ($1, $2, $3, $4, $5, 'waiting', $6)",
                    int(*request),
                    int(*member),
                    &kind,
                    commitment.as_slice(),
                    int(*by),
                    now
                );
            }
            Event::ProfileDecided { request, member, kind, commitment, approved, by, reason } => {
                run!(
                    self,
                    "UPDATE p_profile_requests SET state = $2, decided_by = $3, reason = $4, decided = $5 WHERE id = $1",
                    int(*request),
                    decided(*approved),
                    int(*by),
                    reason,
                    now
                );
                if *approved {
                    run!(
                        self,
                        "INSERT INTO p_profiles (member, kind, commitment, at) VALUES ($1, $2, $3, $4) \
                         ON CONFLICT (member, kind) DO UPDATE SET commitment = excluded.commitment, at = excluded.at",
                        int(*member),
                        write(kind)?,
                        commitment.as_slice(),
                        now
                    );
                }
            }
            Event::MoveRequested { member, from, to } => run!(
                self,
                "INSERT INTO p_moves (member, leaves, joins, at) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT (member) DO UPDATE SET leaves = excluded.leaves, joins = excluded.joins, left_by = NULL, \
                 joined_by = NULL, at = excluded.at",
                int(*member),
                i64::from(*from),
                i64::from(*to),
                now
            ),
            Event::MoveApproved { member, branch, by, .. } => run!(
                self,
                "UPDATE p_moves SET left_by = CASE WHEN leaves = $2 THEN $3 ELSE left_by END, \
                 joined_by = CASE WHEN joins = $2 THEN $3 ELSE joined_by END WHERE member = $1",
                int(*member),
                i64::from(*branch),
                int(*by)
            ),
            Event::MoveRefused { member, .. } => {
                run!(self, "DELETE FROM p_moves WHERE member = $1", int(*member))
            }
            Event::BranchChanged { member, .. } => {
                run!(self, "DELETE FROM p_moves WHERE member = $1", int(*member));
                // The rules of the new branch have not judged yet.
                run!(self, "UPDATE p_standings SET updated = 0 WHERE member = $1", int(*member));
            }
            Event::CaseOpened { case, by, branch, action } => {
                self.case(Contract::MemberRegistry, *case, (*branch, *by), write(action)?).await?;
            }
            Event::CaseDecided { case, approved, by, .. } => {
                self.case_decided(Contract::MemberRegistry, *case, *approved, *by).await?;
            }
            Event::TimeCaseOpened { case, branch, by, action } => {
                self.case(Contract::TimeToken, *case, (*branch, *by), write(action)?).await?;
            }
            Event::TimeCaseDecided { case, by, approved } => {
                self.case_decided(Contract::TimeToken, *case, *approved, *by).await?;
            }
            _ => self.of_recovery(event).await?,
        }
        Ok(())
    }

    async fn of_recovery(&mut self, event: &Event) -> Result<()> {
        let now = self.time;
        match event {
            Event::KeyProposed { member, scope, key, by, branch } => run!(
                self,
                "INSERT INTO p_recoveries (member, scope, public, branch, proposed_by, at) VALUES ($1, $2, $3, $4, $5, $6) \
                 ON CONFLICT (member, scope) DO UPDATE SET public = excluded.public, branch = excluded.branch, \
                 proposed_by = excluded.proposed_by, approved_by = NULL, approved_at = NULL, ready = NULL, \
                 objected_by = NULL, at = excluded.at",
                int(*member),
                write(scope)?,
                key.as_slice(),
                i64::from(*branch),
                int(*by),
                now
            ),
            Event::KeyApproved { member, scope, by, branch, ready } => run!(
                self,
                "UPDATE p_recoveries SET approved_by = $3, approved_at = $4, ready = $5 WHERE member = $1 AND scope = $2",
                int(*member),
                write(scope)?,
                int(*by),
                i64::from(*branch),
                int(*ready)
            ),
            Event::KeyObjected { member, scope, by } => run!(
                self,
                "UPDATE p_recoveries SET objected_by = $3 WHERE member = $1 AND scope = $2",
                int(*member),
                write(scope)?,
                int(*by)
            ),
            // Only what was approved can be set, and a rotation of the old key drops what was only proposed.
            Event::KeyRefused { member, scope } | Event::KeySet { member, scope, .. } => run!(
                self,
                "DELETE FROM p_recoveries WHERE member = $1 AND scope = $2",
                int(*member),
                write(scope)?
            ),
            _ => {}
        }
        Ok(())
    }

    async fn case(
        &mut self,
        contract: Contract,
        case: u64,
        (branch, by): (u32, u64),
        action: String,
    ) -> Result<()> {
        run!(
            self,
            "INSERT INTO p_cases (contract, id, branch, proposer, action, state, opened) \
             VALUES ($1, $2, $3, $4, $5, 'open', $6)",
            contract.name(),
            int(case),
            i64::from(branch),
            int(by),
            action,
            self.time
        );
        Ok(())
    }

    async fn case_decided(&mut self, contract: Contract, case: u64, approved: bool, by: u64) -> Result<()> {
        run!(
            self,
            "UPDATE p_cases SET state = $3, decided = $4, decided_by = $5 WHERE contract = $1 AND id = $2",
            contract.name(),
            int(case),
            decided(approved),
            self.time,
            int(by)
        );
        Ok(())
    }

    pub(super) async fn setting(&mut self, name: &'static str, value: String) -> Result<()> {
        run!(
            self,
            "INSERT INTO p_settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            name,
            value
        );
        Ok(())
    }
}

fn decided(approved: bool) -> &'static str {
    if approved {
        "approved"
    } else {
        "refused"
    }
}
