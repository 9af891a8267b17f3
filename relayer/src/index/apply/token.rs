//! Movements of TIME: statements, balances, grants, supply.

use super::Projection;
use crate::db::int;
use crate::index::text::write;
use anyhow::{Context, Result};
use timebank_api::time_token::{MovementKind, Reference};
use timebank_api::{ActivityId, Event};

impl Projection<'_> {
    pub(super) async fn of_token(&mut self, event: &Event) -> Result<()> {
        match event {
            Event::BudgetSet { branch, minutes } => {
                sqlx::query("INSERT INTO p_supply (branch, budget) VALUES ($1, $2) ON CONFLICT (branch) DO UPDATE SET budget = $2")
                    .bind(i64::from(*branch))
                    .bind(i64::from(*minutes))
                    .execute(&mut *self.db)
                    .await?;
            }
            Event::TimeMoved { kind, reference, from, to, minutes, .. } => {
                let minutes = i64::try_from(minutes.u128()).context("more TIME than can be")?;
                self.moved(*kind, reference, from.as_deref(), to.as_deref(), minutes).await?;
            }
            _ => {}
        }
        Ok(())
    }

    async fn moved(
        &mut self,
        kind: MovementKind,
        reference: &Reference,
        from: Option<&str>,
        to: Option<&str>,
        minutes: i64,
    ) -> Result<()> {
        let (activity, participant) = match reference {
            Reference::Activity { activity } => (Some(*activity), None),
            Reference::Attendance { activity, participant } => (Some(*activity), Some(*participant)),
            Reference::Grant { .. }
            | Reference::Message
            | Reference::Gift { .. }
            | Reference::Opening { .. }
            | Reference::Estate { .. } => (None, None),
        };
        let movement: i64 = sqlx::query_scalar(
            "INSERT INTO p_movements (id, height, time, kind, reference, activity, participant, from_account, to_account, minutes) \
             SELECT COALESCE(MAX(id), 0) + 1, $1, $2, $3, $4, $5, $6, $7, $8, $9 FROM p_movements RETURNING id",
        )
        .bind(self.height)
        .bind(self.time)
        .bind(write(&kind)?)
        .bind(write(reference)?)
        .bind(activity.map(int))
        .bind(participant.map(int))
        .bind(from)
        .bind(to)
        .bind(minutes)
        .fetch_one(&mut *self.db)
        .await?;
        for (account, delta) in [(from, minutes.saturating_neg()), (to, minutes)] {
            let Some(account) = account else { continue };
            let balance: i64 = sqlx::query_scalar(
                "INSERT INTO p_balances (account, minutes) VALUES ($1, $2) \
                 ON CONFLICT (account) DO UPDATE SET minutes = p_balances.minutes + $2 RETURNING minutes",
            )
            .bind(account)
            .bind(delta)
            .fetch_one(&mut *self.db)
            .await?;
            sqlx::query(
                "INSERT INTO p_statement (account, movement, delta, balance) VALUES ($1, $2, $3, $4)",
            )
            .bind(account)
            .bind(movement)
            .bind(delta)
            .bind(balance)
            .execute(&mut *self.db)
            .await?;
        }
        self.supply((kind, from, to), reference, activity, minutes).await?;
        if let (MovementKind::MintGrant, Reference::Grant { branch, pack, rule }, Some(to)) =
            (kind, reference, to)
        {
            sqlx::query(
                "INSERT INTO p_grants (member, rule, branch, pack, minutes, height) \
                 SELECT id, $2, $3, $4, $5, $6 FROM p_members WHERE account = $1",
            )
            .bind(to)
            .bind(rule)
            .bind(i64::from(*branch))
            .bind(i64::from(*pack))
            .bind(minutes)
            .bind(self.height)
            .execute(&mut *self.db)
            .await?;
        }
        Ok(())
    }

    async fn supply(
        &mut self,
        (kind, from, to): (MovementKind, Option<&str>, Option<&str>),
        reference: &Reference,
        activity: Option<ActivityId>,
        minutes: i64,
    ) -> Result<()> {
        let add = match (kind, from, to) {
            (MovementKind::MintService, ..) => {
                "INSERT INTO p_supply (branch, minted_service) VALUES ($1, $2) \
                 ON CONFLICT (branch) DO UPDATE SET minted_service = p_supply.minted_service + $2"
            }
            (MovementKind::MintGrant, ..) => {
                "INSERT INTO p_supply (branch, minted_grant) VALUES ($1, $2) \
                 ON CONFLICT (branch) DO UPDATE SET minted_grant = p_supply.minted_grant + $2"
            }
            (MovementKind::MintOpening, ..) => {
                "INSERT INTO p_supply (branch, minted_opening) VALUES ($1, $2) \
                 ON CONFLICT (branch) DO UPDATE SET minted_opening = p_supply.minted_opening + $2"
            }
            (_, Some(_), None) => {
                "INSERT INTO p_supply (branch, burned) VALUES ($1, $2) \
                 ON CONFLICT (branch) DO UPDATE SET burned = p_supply.burned + $2"
            }
            _ => return Ok(()),
        };
        let branch: i64 = match (reference, activity) {
            (Reference::Grant { branch, .. }, _) => i64::from(*branch),
            (_, Some(activity)) => sqlx::query_scalar("SELECT branch FROM p_activities WHERE id = $1")
                .bind(int(activity))
                .fetch_optional(&mut *self.db)
                .await?
                .unwrap_or(0),
            (_, None) => 0,
        };
        sqlx::query(add).bind(branch).bind(minutes).execute(&mut *self.db).await?;
        Ok(())
    }
}
