//! Branches, members, roles, keys, rule packs.

use super::Projection;
use crate::db::int;
use crate::index::text::write;
use crate::relay::outcome;
use anyhow::Result;
use timebank_api::Event;

impl Projection<'_> {
    pub(super) async fn of_registries(&mut self, event: &Event) -> Result<()> {
        let query = match event {
            Event::BranchAdded { branch, name, district } => {
                sqlx::query("INSERT INTO p_branches (id, name, district, since) VALUES ($1, $2, $3, $4)")
                    .bind(i64::from(*branch))
                    .bind(name)
                    .bind(district)
                    .bind(self.time)
            }
            Event::OperatorAdded { branch, operator } => {
                sqlx::query("INSERT INTO p_operators (operator, branch) VALUES ($1, $2) ON CONFLICT (operator) DO UPDATE SET branch = excluded.branch")
                    .bind(operator)
                    .bind(i64::from(*branch))
            }
            Event::OperatorRemoved { operator, .. } => {
                sqlx::query("DELETE FROM p_operators WHERE operator = $1").bind(operator)
            }
            Event::MemberRegistered { member, account, branch, age } => sqlx::query(
                "INSERT INTO p_members (id, account, branch, age, since) VALUES ($1, $2, $3, $4, $5)",
            )
            .bind(int(*member))
            .bind(account)
            .bind(i64::from(*branch))
            .bind(write(age)?)
            .bind(self.time),
            Event::AgeSet { member, age, .. } => sqlx::query("UPDATE p_members SET age = $2 WHERE id = $1")
                .bind(int(*member))
                .bind(write(age)?),
            // Every office is laid down with a move.
            Event::BranchChanged { member, to, .. } => {
                sqlx::query("UPDATE p_members SET branch = $2, roles = 0 WHERE id = $1")
                    .bind(int(*member))
                    .bind(i64::from(*to))
            }
            Event::RoleGranted { member, role } => {
                let bit = i64::from(timebank_api::Roles::default().with(*role).0);
                sqlx::query("UPDATE p_members SET roles = roles | $2 WHERE id = $1")
                    .bind(int(*member))
                    .bind(bit)
            }
            Event::RoleRevoked { member, role } => {
                let bit = i64::from(timebank_api::Roles::default().with(*role).0);
                sqlx::query("UPDATE p_members SET roles = roles & ~$2 WHERE id = $1")
                    .bind(int(*member))
                    .bind(bit)
            }
            Event::KeySet { member, scope, key, epoch } => sqlx::query(
                "INSERT INTO p_keys (member, scope, key, epoch) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT (member, scope) DO UPDATE SET key = excluded.key, epoch = excluded.epoch",
            )
            .bind(int(*member))
            .bind(i64::from(outcome::scope_of(*scope).byte()))
            .bind(key.to_vec())
            .bind(i64::from(*epoch)),
            Event::CustodyChanged { member, scope, own } => {
                sqlx::query("UPDATE p_keys SET own = $3 WHERE member = $1 AND scope = $2")
                    .bind(int(*member))
                    .bind(i64::from(outcome::scope_of(*scope).byte()))
                    .bind(i64::from(*own))
            }
            Event::LinkOffered { member, account, from } => {
                sqlx::query(
                    "INSERT INTO p_links (account, member, ready) VALUES ($1, $2, $3) \
                     ON CONFLICT (account, member) DO UPDATE SET ready = excluded.ready, confirmed = 0",
                )
                    .bind(account)
                    .bind(int(*member))
                    .bind(int(*from))
            }
            Event::AccountLinked { member, account } => {
                sqlx::query("UPDATE p_links SET confirmed = 1 WHERE account = $1 AND member = $2")
                    .bind(account)
                    .bind(int(*member))
            }
            Event::AccountUnlinked { member, account, .. } => {
                sqlx::query("DELETE FROM p_links WHERE account = $1 AND member = $2")
                    .bind(account)
                    .bind(int(*member))
            }
            Event::PackAdopted { branch, version, effective, pack } => sqlx::query(
                "INSERT INTO p_packs (branch, version, effective, pack) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT (branch, version) DO UPDATE SET effective = excluded.effective, pack = excluded.pack",
            )
            .bind(i64::from(*branch))
            .bind(i64::from(*version))
            .bind(int(*effective))
            .bind(write(pack)?),
            _ => return Ok(()),
        };
        query.execute(self.pending.direct().await?).await?;
        Ok(())
    }
}
