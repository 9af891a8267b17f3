//! Movements of TIME: statements, balances, grants, supply; gifts, limits and allowances.

use super::{run, tables, Projection};
use crate::db::int;
use crate::index::text::write;
use crate::proofs::Kept;
use anyhow::{Context, Result};
use timebank_api::time_token::{MovementKind, Reference};
use timebank_api::{ActivityId, Event};

impl Projection<'_> {
    pub(super) async fn of_token(&mut self, event: &Event) -> Result<()> {
        match event {
            Event::BudgetSet { branch, minutes } => run!(
                self,
                "INSERT INTO p_supply (branch, budget) VALUES ($1, $2) ON CONFLICT (branch) DO UPDATE SET budget = excluded.budget",
                i64::from(*branch),
                i64::from(*minutes)
            ),
            Event::TimeMoved { kind, reference, from, to, minutes, from_count, to_count } => {
                let minutes = i64::try_from(minutes.u128()).context("more TIME than can be")?;
                let from = (from.as_deref(), from_count.map(int));
                let to = (to.as_deref(), to_count.map(int));
                self.moved(*kind, reference, from, to, minutes).await?;
            }
            Event::OpeningBudgetSet { branch, minutes } => run!(
                self,
                "INSERT INTO p_supply (branch, opening_budget) VALUES ($1, $2) \
                 ON CONFLICT (branch) DO UPDATE SET opening_budget = excluded.opening_budget",
                i64::from(*branch),
                i64::from(*minutes)
            ),
            Event::GrowthLimitSet { minutes } => self.setting("growth_limit", write(minutes)?).await?,
            Event::DefaultLimitsSet { limits } => self.setting("default_limits", write(limits)?).await?,
            Event::PositionLimitSet { low, high, minutes } => run!(
                self,
                "INSERT INTO p_position_limits (low, high, minutes) VALUES ($1, $2, $3) \
                 ON CONFLICT (low, high) DO UPDATE SET minutes = excluded.minutes",
                i64::from(*low),
                i64::from(*high),
                minutes.map(i64::from)
            ),
            Event::RecipientIntroduced { account, recipient, .. } => run!(
                self,
                "INSERT INTO p_introduced (account, recipient, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
                account,
                recipient,
                self.time
            ),
            Event::AllowanceSet { owner, spender, allowance, expires } => run!(
                self,
                "INSERT INTO p_allowances (owner, spender, minutes, expires) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT (owner, spender) DO UPDATE SET minutes = excluded.minutes, expires = excluded.expires",
                owner,
                spender,
                i64::try_from(allowance.u128()).unwrap_or(i64::MAX),
                write(expires)?
            ),
            Event::GiftOffered { gift, from, to, minutes } => run!(
                self,
                "INSERT INTO p_gifts (id, giver, recipient, minutes, state, offered) VALUES ($1, $2, $3, $4, 'waiting', $5)",
                int(*gift),
                int(*from),
                int(*to),
                i64::from(*minutes),
                self.time
            ),
            Event::GiftClosed { gift, accepted, by } => run!(
                self,
                "UPDATE p_gifts SET state = $2, closed = $3, closed_by = $4 WHERE id = $1",
                int(*gift),
                if *accepted { "accepted" } else { "returned" },
                self.time,
                int(*by)
            ),
            _ => {}
        }
        Ok(())
    }

    /// Either account comes with the movement's number on it.
    async fn moved(
        &mut self,
        kind: MovementKind,
        reference: &Reference,
        (from, from_count): (Option<&str>, Option<i64>),
        (to, to_count): (Option<&str>, Option<i64>),
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
        let movement = self.next("SELECT COALESCE(MAX(id), 0) FROM p_movements").await?;
        let row = vec![
            movement.into(),
            self.height.into(),
            self.time.into(),
            write(&kind)?.into(),
            write(reference)?.into(),
            activity.map(int).into(),
            participant.map(int).into(),
            from.map(str::to_owned).into(),
            to.map(str::to_owned).into(),
            minutes.into(),
        ];
        self.pending.add(&tables::MOVEMENTS, row);
        let sides = [(from, from_count, minutes.saturating_neg()), (to, to_count, minutes)];
        for (account, number, delta) in sides {
            let Some(account) = account else { continue };
            let (known, db) = self.pending.known();
            let balance = known.move_on(db, account, delta).await?;
            self.pending.put(&tables::BALANCES, vec![account.into(), balance.into()]).await?;
            let line = vec![account.into(), movement.into(), delta.into(), balance.into(), number.into()];
            self.pending.add(&tables::STATEMENT, line);
        }
        self.supply((kind, from, to), reference, activity, (movement, minutes)).await?;
        if let (MovementKind::MintGrant, Reference::Grant { branch, pack, rule }, Some(to)) =
            (kind, reference, to)
        {
            run!(
                self,
                "INSERT INTO p_grants (member, rule, branch, pack, minutes, height) \
                 SELECT id, $2, $3, $4, $5, $6 FROM p_members WHERE account = $1",
                to,
                rule,
                i64::from(*branch),
                i64::from(*pack),
                minutes,
                self.height
            );
        }
        Ok(())
    }

    async fn supply(
        &mut self,
        (kind, from, to): (MovementKind, Option<&str>, Option<&str>),
        reference: &Reference,
        activity: Option<ActivityId>,
        (movement, minutes): (i64, i64),
    ) -> Result<()> {
        let (cause, add) = match (kind, from, to) {
            (MovementKind::MintService, ..) => (
                "minted_service",
                "INSERT INTO p_supply (branch, minted_service) VALUES ($1, $2) \
                 ON CONFLICT (branch) DO UPDATE SET minted_service = p_supply.minted_service + $2",
            ),
            (MovementKind::MintGrant, ..) => (
                "minted_grant",
                "INSERT INTO p_supply (branch, minted_grant) VALUES ($1, $2) \
                 ON CONFLICT (branch) DO UPDATE SET minted_grant = p_supply.minted_grant + $2",
            ),
            (MovementKind::MintOpening, ..) => (
                "minted_opening",
                "INSERT INTO p_supply (branch, minted_opening) VALUES ($1, $2) \
                 ON CONFLICT (branch) DO UPDATE SET minted_opening = p_supply.minted_opening + $2",
            ),
            (_, Some(_), None) => (
                "burned",
                "INSERT INTO p_supply (branch, burned) VALUES ($1, $2) \
                 ON CONFLICT (branch) DO UPDATE SET burned = p_supply.burned + $2",
            ),
            _ => return Ok(()),
        };
        // What a grant or a service brings is its branch's; what has no other is the branch's of whose TIME it is.
        let branch: i64 = match (reference, activity) {
            (Reference::Grant { branch, .. }, _) => i64::from(*branch),
            (_, Some(activity)) if cause != "burned" => {
                self.about(activity).await?.map_or(0, |about| about.branch)
            }
            _ => match from.or(to) {
                Some(account) => self.holder(account).await?.map_or(0, |holder| holder.branch),
                None => 0,
            },
        };
        self.pending.sum(add, branch, minutes);
        let row = vec![movement.into(), self.height.into(), branch.into(), cause.into(), minutes.into()];
        self.pending.add(&tables::SUPPLY_CHANGES, row);
        self.must_prove(Kept::Supply).await
    }
}
