//! A block into the projections.

use super::text::write;
use crate::db::int;
use crate::relay::outcome;
use crate::stream::FeedItem;
use anyhow::{bail, Context, Result};
use sqlx::SqliteConnection;
use std::collections::{BTreeSet, HashSet};
use timebank_api::activity_registry::{
    ActivityInput, AttendanceSide, EnrolmentState, Payer, Reward, State, Terms,
};
use timebank_api::permission::Contract;
use timebank_api::proxy::Outcome;
use timebank_api::time_token::{MovementKind, Reference};
use timebank_api::{ActivityId, Event, MemberId};
use timebank_client::decode::{self, Relayed};
use timebank_client::{Block, Contracts};
use timebank_intent::NonceWindow;

/// What a block brought.
pub(super) struct Applied {
    /// Actions of the outbox that came to their end.
    pub finished: HashSet<String>,
    pub feed: Vec<FeedItem>,
}

/// Writes a block's events and outcomes.
pub(super) async fn block(
    db: &mut SqliteConnection,
    contracts: &Contracts,
    chain_id: &str,
    block: &Block,
) -> Result<Applied> {
    let mut finished = HashSet::new();
    let last_feed: i64 =
        sqlx::query_scalar("SELECT COALESCE(MAX(id), 0) FROM p_feed").fetch_one(&mut *db).await?;
    let mut projection = Projection {
        db,
        registry: contracts.address(Contract::ActivityRegistry),
        height: int(block.height),
        time: int(block.time),
        last_feed,
        feed: Vec::new(),
    };
    for tx in &block.txs {
        if tx.result.code == 0 {
            for raw in &tx.result.events {
                if let Some(event) = decode::event(contracts, raw) {
                    projection.event(&event).await.with_context(|| format!("event {}", raw.kind))?;
                } else if decode::is_unreadable(contracts, raw) {
                    bail!("an event {} of our own contracts cannot be read: this version is older than the contracts", raw.kind);
                }
            }
        }
        let relayed = decode::relayed(contracts, chain_id, tx);
        for relayed in &relayed {
            projection.spent(relayed).await?;
        }
        finished.extend(
            outcome::of_transaction(projection.db, contracts, (block.height, block.time), tx, &relayed)
                .await?,
        );
    }
    finished.extend(outcome::expire(projection.db, block.time).await?);
    let feed = projection.feed;
    Ok(Applied { finished, feed })
}

/// The projections while a block is written into them.
struct Projection<'a> {
    db: &'a mut SqliteConnection,
    /// The account that holds escrow.
    registry: &'a str,
    height: i64,
    time: i64,
    last_feed: i64,
    feed: Vec<FeedItem>,
}

impl Projection<'_> {
    /// What an authentic intent leaves behind: a spent nonce and an outcome for its digest.
    async fn spent(&mut self, relayed: &Relayed) -> Result<()> {
        let code = match &relayed.outcome {
            Outcome::Done => None,
            Outcome::Failed(code) => Some(code),
            Outcome::Rejected(_) => return Ok(()),
        };
        let Some((signed, digest)) = &relayed.intent else {
            return Ok(());
        };
        let intent = &signed.intent;
        let events = cosmwasm_std::to_json_string(&relayed.events.clone().unwrap_or_default())?;
        sqlx::query("INSERT INTO p_outcomes (digest, height, code, events) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING")
            .bind(digest.as_slice())
            .bind(self.height)
            .bind(code)
            .bind(events)
            .execute(&mut *self.db)
            .await?;
        let (member, scope, lane) =
            (int(intent.signer), i64::from(intent.scope.byte()), i64::from(intent.lane));
        let window: Option<Vec<u8>> =
            sqlx::query_scalar("SELECT window FROM p_nonces WHERE member = ?1 AND scope = ?2 AND lane = ?3")
                .bind(member)
                .bind(scope)
                .bind(lane)
                .fetch_optional(&mut *self.db)
                .await?;
        let window = window
            .and_then(|bytes| NonceWindow::from_bytes(&bytes))
            .filter(|window| window.epoch == intent.key_epoch)
            .unwrap_or(NonceWindow::new(intent.key_epoch));
        // The proxy has taken the nonce, so the window takes it too; were it not so, the proxy's word counts.
        let window = window
            .spend(intent.nonce)
            .unwrap_or(NonceWindow { next: window.next.max(intent.nonce.saturating_add(1)), ..window });
        sqlx::query("INSERT OR REPLACE INTO p_nonces (member, scope, lane, window) VALUES (?1, ?2, ?3, ?4)")
            .bind(member)
            .bind(scope)
            .bind(lane)
            .bind(window.to_bytes().as_slice())
            .execute(&mut *self.db)
            .await?;
        Ok(())
    }

    async fn event(&mut self, event: &Event) -> Result<()> {
        match event {
            Event::BranchAdded { .. }
            | Event::OperatorAdded { .. }
            | Event::OperatorRemoved { .. }
            | Event::MemberRegistered { .. }
            | Event::RoleGranted { .. }
            | Event::RoleRevoked { .. }
            | Event::KeySet { .. }
            | Event::PackAdopted { .. } => self.of_registries(event).await?,
            Event::BudgetSet { .. } | Event::TimeMoved { .. } => self.of_token(event).await?,
            Event::IntentRejected { .. } | Event::IntentFailed { .. } => return Ok(()),
            Event::ActivityDrafted { .. }
            | Event::ActivityEdited { .. }
            | Event::ActivitySubmitted { .. }
            | Event::ActivityApproved { .. }
            | Event::ActivityReturned { .. }
            | Event::ActivityCancelled { .. }
            | Event::ActivitySettled { .. }
            | Event::CoAdministratorAdded { .. }
            | Event::CoAdministratorRemoved { .. } => self.of_activity(event).await?,
            Event::Enrolled { .. }
            | Event::MovedUp { .. }
            | Event::EnrolmentWithdrawn { .. }
            | Event::Admitted { .. }
            | Event::Declined { .. }
            | Event::Attendance { .. }
            | Event::MinutesConfirmed { .. }
            | Event::MinutesAgreed { .. }
            | Event::DisputeOpened { .. }
            | Event::DisputeResolved { .. }
            | Event::Rated { .. }
            | Event::Settled { .. } => self.of_enrolment(event).await?,
            Event::DeadlinePassed { .. } | Event::DeadlineRequeued { .. } => {}
        }
        self.tell(event).await
    }

    async fn of_registries(&mut self, event: &Event) -> Result<()> {
        let query = match event {
            Event::BranchAdded { branch, name, district } => {
                sqlx::query("INSERT INTO p_branches (id, name, district, since) VALUES (?1, ?2, ?3, ?4)")
                    .bind(i64::from(*branch))
                    .bind(name)
                    .bind(district)
                    .bind(self.time)
            }
            Event::OperatorAdded { branch, operator } => {
                sqlx::query("INSERT OR REPLACE INTO p_operators (operator, branch) VALUES (?1, ?2)")
                    .bind(operator)
                    .bind(i64::from(*branch))
            }
            Event::OperatorRemoved { operator, .. } => {
                sqlx::query("DELETE FROM p_operators WHERE operator = ?1").bind(operator)
            }
            Event::MemberRegistered { member, account, branch, age } => sqlx::query(
                "INSERT INTO p_members (id, account, branch, age, since) VALUES (?1, ?2, ?3, ?4, ?5)",
            )
            .bind(int(*member))
            .bind(account)
            .bind(i64::from(*branch))
            .bind(write(age)?)
            .bind(self.time),
            Event::RoleGranted { member, role } => {
                let bit = i64::from(timebank_api::Roles::default().with(*role).0);
                sqlx::query("UPDATE p_members SET roles = roles | ?2 WHERE id = ?1")
                    .bind(int(*member))
                    .bind(bit)
            }
            Event::RoleRevoked { member, role } => {
                let bit = i64::from(timebank_api::Roles::default().with(*role).0);
                sqlx::query("UPDATE p_members SET roles = roles & ~?2 WHERE id = ?1")
                    .bind(int(*member))
                    .bind(bit)
            }
            Event::KeySet { member, scope, key, epoch } => sqlx::query(
                "INSERT OR REPLACE INTO p_keys (member, scope, key, epoch) VALUES (?1, ?2, ?3, ?4)",
            )
            .bind(int(*member))
            .bind(i64::from(outcome::scope_of(*scope).byte()))
            .bind(key.to_vec())
            .bind(i64::from(*epoch)),
            Event::PackAdopted { branch, version, effective, pack } => sqlx::query(
                "INSERT OR REPLACE INTO p_packs (branch, version, effective, pack) VALUES (?1, ?2, ?3, ?4)",
            )
            .bind(i64::from(*branch))
            .bind(i64::from(*version))
            .bind(int(*effective))
            .bind(write(pack)?),
            _ => return Ok(()),
        };
        query.execute(&mut *self.db).await?;
        Ok(())
    }

    async fn of_token(&mut self, event: &Event) -> Result<()> {
        match event {
            Event::BudgetSet { branch, minutes } => {
                sqlx::query("INSERT INTO p_supply (branch, budget) VALUES (?1, ?2) ON CONFLICT (branch) DO UPDATE SET budget = ?2")
                    .bind(i64::from(*branch))
                    .bind(i64::from(*minutes))
                    .execute(&mut *self.db)
                    .await?;
            }
            Event::TimeMoved { kind, reference, from, to, minutes } => {
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
            Reference::Grant { .. } | Reference::Message => (None, None),
        };
        let movement: i64 = sqlx::query_scalar(
            "INSERT INTO p_movements (height, time, kind, reference, activity, participant, from_account, to_account, minutes) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) RETURNING id",
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
                "INSERT INTO p_balances (account, minutes) VALUES (?1, ?2) \
                 ON CONFLICT (account) DO UPDATE SET minutes = minutes + ?2 RETURNING minutes",
            )
            .bind(account)
            .bind(delta)
            .fetch_one(&mut *self.db)
            .await?;
            sqlx::query(
                "INSERT INTO p_statement (account, movement, delta, balance) VALUES (?1, ?2, ?3, ?4)",
            )
            .bind(account)
            .bind(movement)
            .bind(delta)
            .bind(balance)
            .execute(&mut *self.db)
            .await?;
        }
        self.supply(kind, reference, activity, minutes).await?;
        if let (MovementKind::MintGrant, Reference::Grant { branch, pack, rule }, Some(to)) =
            (kind, reference, to)
        {
            sqlx::query(
                "INSERT INTO p_grants (member, rule, branch, pack, minutes, height) \
                 SELECT id, ?2, ?3, ?4, ?5, ?6 FROM p_members WHERE account = ?1",
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
        kind: MovementKind,
        reference: &Reference,
        activity: Option<ActivityId>,
        minutes: i64,
    ) -> Result<()> {
        let add = match kind {
            MovementKind::MintService => {
                "INSERT INTO p_supply (branch, minted_service) VALUES (?1, ?2) \
                 ON CONFLICT (branch) DO UPDATE SET minted_service = minted_service + ?2"
            }
            MovementKind::MintGrant => {
                "INSERT INTO p_supply (branch, minted_grant) VALUES (?1, ?2) \
                 ON CONFLICT (branch) DO UPDATE SET minted_grant = minted_grant + ?2"
            }
            MovementKind::Burn => {
                "INSERT INTO p_supply (branch, burned) VALUES (?1, ?2) \
                 ON CONFLICT (branch) DO UPDATE SET burned = burned + ?2"
            }
            MovementKind::Hold | MovementKind::Settle | MovementKind::Refund | MovementKind::Transfer => {
                return Ok(())
            }
        };
        let branch: i64 = match (reference, activity) {
            (Reference::Grant { branch, .. }, _) => i64::from(*branch),
            (_, Some(activity)) => sqlx::query_scalar("SELECT branch FROM p_activities WHERE id = ?1")
                .bind(int(activity))
                .fetch_optional(&mut *self.db)
                .await?
                .unwrap_or(0),
            (_, None) => 0,
        };
        sqlx::query(add).bind(branch).bind(minutes).execute(&mut *self.db).await?;
        Ok(())
    }

    async fn of_activity(&mut self, event: &Event) -> Result<()> {
        match event {
            Event::ActivityDrafted { activity, publisher, branch, revision, input } => {
                sqlx::query(
                    "INSERT INTO p_activities (id, branch, publisher, revision, state, input, category, place, words, \
                     registration_start, registration_end, service_start, service_end, seats, reward, payer, created, updated) \
                     VALUES (?1, ?2, ?3, ?4, 'draft', '', '', '', '', 0, 0, 0, 0, 0, 0, '', ?5, ?5)",
                )
                .bind(int(*activity))
                .bind(i64::from(*branch))
                .bind(int(*publisher))
                .bind(i64::from(*revision))
                .bind(self.time)
                .execute(&mut *self.db)
                .await?;
                self.input(*activity, *revision, input).await
            }
            Event::ActivityEdited { activity, revision, input, .. } => {
                self.input(*activity, *revision, input).await
            }
            Event::ActivitySubmitted { activity, revision, terms, .. } => {
                self.state(*activity, State::Submitted, Some(*revision), None).await?;
                sqlx::query("UPDATE p_activities SET submitted = ?2 WHERE id = ?1")
                    .bind(int(*activity))
                    .bind(self.time)
                    .execute(&mut *self.db)
                    .await?;
                self.terms(*activity, terms).await
            }
            Event::ActivityApproved { activity, revision, terms, .. } => {
                self.state(*activity, State::Approved, Some(*revision), None).await?;
                self.terms(*activity, terms).await
            }
            Event::ActivityReturned { activity, revision, reason, .. } => {
                self.state(*activity, State::Returned, Some(*revision), Some(reason)).await
            }
            Event::ActivityCancelled { activity, reason, .. } => {
                self.state(*activity, State::Cancelled, None, Some(reason)).await
            }
            Event::ActivitySettled { activity } => self.state(*activity, State::Settled, None, None).await,
            Event::CoAdministratorAdded { activity, member, .. } => {
                self.pair(
                    "INSERT OR IGNORE INTO p_co_administrators (activity, member) VALUES (?1, ?2)",
                    *activity,
                    *member,
                )
                .await
            }
            Event::CoAdministratorRemoved { activity, member, .. } => {
                self.pair(
                    "DELETE FROM p_co_administrators WHERE activity = ?1 AND member = ?2",
                    *activity,
                    *member,
                )
                .await
            }
            _ => Ok(()),
        }
    }

    async fn pair(&mut self, sql: &'static str, activity: ActivityId, member: MemberId) -> Result<()> {
        sqlx::query(sql).bind(int(activity)).bind(int(member)).execute(&mut *self.db).await?;
        Ok(())
    }

    async fn input(&mut self, activity: ActivityId, revision: u32, input: &ActivityInput) -> Result<()> {
        let words = format!("{}\n{}\n{}", input.title, input.summary, input.place).to_lowercase();
        sqlx::query(
            "UPDATE p_activities SET revision = ?2, input = ?3, category = ?4, place = ?5, words = ?6, registration_start = ?7, \
             registration_end = ?8, service_start = ?9, service_end = ?10, seats = ?11, reward = ?12, payer = ?13, updated = ?14 \
             WHERE id = ?1",
        )
        .bind(int(activity))
        .bind(i64::from(revision))
        .bind(write(input)?)
        .bind(write(&input.category)?)
        .bind(&input.place)
        .bind(words)
        .bind(int(input.registration.start))
        .bind(int(input.registration.end))
        .bind(int(input.service.start))
        .bind(int(input.service.end))
        .bind(i64::from(input.seats))
        .bind(int(reward(input)))
        .bind(match input.payer {
            Payer::OwnBalance => "own_balance",
            Payer::Issuance => "issuance",
        })
        .bind(self.time)
        .execute(&mut *self.db)
        .await?;
        Ok(())
    }

    async fn state(
        &mut self,
        activity: ActivityId,
        state: State,
        revision: Option<u32>,
        reason: Option<&str>,
    ) -> Result<()> {
        sqlx::query(
            "UPDATE p_activities SET state = ?2, revision = COALESCE(?3, revision), reason = ?4, updated = ?5 WHERE id = ?1",
        )
        .bind(int(activity))
        .bind(write(&state)?)
        .bind(revision.map(i64::from))
        .bind(reason)
        .bind(self.time)
        .execute(&mut *self.db)
        .await?;
        Ok(())
    }

    async fn terms(&mut self, activity: ActivityId, terms: &Terms) -> Result<()> {
        sqlx::query("UPDATE p_activities SET terms = ?2 WHERE id = ?1")
            .bind(int(activity))
            .bind(write(terms)?)
            .execute(&mut *self.db)
            .await?;
        Ok(())
    }

    async fn of_enrolment(&mut self, event: &Event) -> Result<()> {
        let (activity, participant) = match event {
            Event::Enrolled { activity, participant, state, position } => {
                // Whoever withdrew may enrol again.
                sqlx::query(
                    "INSERT INTO p_enrolments (activity, participant, state, position, created, updated) VALUES (?1, ?2, ?3, ?4, ?5, ?5) \
                     ON CONFLICT (activity, participant) DO UPDATE SET state = ?3, position = ?4, reason = NULL, updated = ?5",
                )
                .bind(int(*activity))
                .bind(int(*participant))
                .bind(write(state)?)
                .bind(i64::from(*position))
                .bind(self.time)
                .execute(&mut *self.db)
                .await?;
                (*activity, *participant)
            }
            Event::MovedUp { activity, participant, state } => {
                self.enrolment(*activity, *participant, *state).await?;
                (*activity, *participant)
            }
            Event::EnrolmentWithdrawn { activity, participant } => {
                self.enrolment(*activity, *participant, EnrolmentState::Withdrawn).await?;
                (*activity, *participant)
            }
            Event::Admitted { activity, participant, .. } => {
                self.enrolment(*activity, *participant, EnrolmentState::Admitted).await?;
                (*activity, *participant)
            }
            Event::Declined { activity, participant, reason, .. } => {
                self.enrolment(*activity, *participant, EnrolmentState::Declined).await?;
                self.set(
                    "UPDATE p_enrolments SET reason = ?3 WHERE activity = ?1 AND participant = ?2",
                    (*activity, *participant),
                    reason.clone(),
                )
                .await?;
                (*activity, *participant)
            }
            Event::Attendance { activity, participant, side, at, .. } => {
                let (state, column) = match side {
                    AttendanceSide::Start => (
                        EnrolmentState::Attending,
                        "UPDATE p_enrolments SET started = ?3 WHERE activity = ?1 AND participant = ?2",
                    ),
                    AttendanceSide::End => (
                        EnrolmentState::Attended,
                        "UPDATE p_enrolments SET ended = ?3 WHERE activity = ?1 AND participant = ?2",
                    ),
                };
                self.enrolment(*activity, *participant, state).await?;
                self.set(column, (*activity, *participant), int(*at)).await?;
                (*activity, *participant)
            }
            Event::MinutesConfirmed { activity, participant, by, minutes } => {
                let column = if by == participant {
                    "UPDATE p_enrolments SET claimed = ?3 WHERE activity = ?1 AND participant = ?2"
                } else {
                    "UPDATE p_enrolments SET confirmed = ?3 WHERE activity = ?1 AND participant = ?2"
                };
                self.set(column, (*activity, *participant), i64::from(*minutes)).await?;
                (*activity, *participant)
            }
            Event::MinutesAgreed { activity, participant, minutes }
            | Event::DisputeResolved { activity, participant, minutes, .. } => {
                self.enrolment(*activity, *participant, EnrolmentState::Agreed).await?;
                self.set(
                    "UPDATE p_enrolments SET agreed = ?3 WHERE activity = ?1 AND participant = ?2",
                    (*activity, *participant),
                    i64::from(*minutes),
                )
                .await?;
                (*activity, *participant)
            }
            Event::DisputeOpened { activity, participant, .. } => {
                self.enrolment(*activity, *participant, EnrolmentState::Disputed).await?;
                (*activity, *participant)
            }
            Event::Rated { activity, participant, by, score, .. } => {
                let column = if by == participant {
                    "UPDATE p_enrolments SET score_given = ?3 WHERE activity = ?1 AND participant = ?2"
                } else {
                    "UPDATE p_enrolments SET score_received = ?3 WHERE activity = ?1 AND participant = ?2"
                };
                self.set(column, (*activity, *participant), i64::from(*score)).await?;
                (*activity, *participant)
            }
            Event::Settled { activity, receipt } => {
                self.enrolment(*activity, receipt.participant, EnrolmentState::Settled).await?;
                self.set(
                    "INSERT OR REPLACE INTO p_receipts (activity, participant, receipt) VALUES (?1, ?2, ?3)",
                    (*activity, receipt.participant),
                    write(receipt)?,
                )
                .await?;
                (*activity, receipt.participant)
            }
            _ => return Ok(()),
        };
        let touched = "UPDATE p_enrolments SET updated = ?3 WHERE activity = ?1 AND participant = ?2";
        self.set(touched, (activity, participant), self.time).await?;
        self.count(activity).await
    }

    async fn set<'q, T>(
        &mut self,
        sql: &'static str,
        (activity, participant): (ActivityId, MemberId),
        value: T,
    ) -> Result<()>
    where
        T: sqlx::Encode<'q, sqlx::Sqlite> + sqlx::Type<sqlx::Sqlite> + Send + 'q,
    {
        sqlx::query(sql)
            .bind(int(activity))
            .bind(int(participant))
            .bind(value)
            .execute(&mut *self.db)
            .await?;
        Ok(())
    }

    async fn enrolment(
        &mut self,
        activity: ActivityId,
        participant: MemberId,
        state: EnrolmentState,
    ) -> Result<()> {
        self.set(
            "UPDATE p_enrolments SET state = ?3 WHERE activity = ?1 AND participant = ?2",
            (activity, participant),
            write(&state)?,
        )
        .await
    }

    /// Counts an activity's seats anew; at most 500 rows.
    async fn count(&mut self, activity: ActivityId) -> Result<()> {
        sqlx::query(
            "UPDATE p_activities SET \
             taken = (SELECT COUNT(*) FROM p_enrolments e WHERE e.activity = ?1 AND e.state NOT IN ('waitlisted', 'declined', 'withdrawn')), \
             waitlisted = (SELECT COUNT(*) FROM p_enrolments e WHERE e.activity = ?1 AND e.state = 'waitlisted'), \
             open = (SELECT COUNT(*) FROM p_enrolments e WHERE e.activity = ?1 AND e.state IN ('attending', 'attended', 'disputed', 'agreed')), \
             settled = (SELECT COUNT(*) FROM p_enrolments e WHERE e.activity = ?1 AND e.state = 'settled'), \
             updated = ?2 WHERE id = ?1",
        )
        .bind(int(activity))
        .bind(self.time)
        .execute(&mut *self.db)
        .await?;
        Ok(())
    }

    /// Puts an event under every topic it concerns.
    async fn tell(&mut self, event: &Event) -> Result<()> {
        let (topics, members) = self.concerned(event).await?;
        let topics: BTreeSet<String> =
            topics.into_iter().chain(members.into_iter().map(|member| format!("member:{member}"))).collect();
        if topics.is_empty() {
            return Ok(());
        }
        let written = serde_json::to_value(event)?;
        let Some((kind, data)) = written.as_object().and_then(|fields| fields.iter().next()) else {
            return Ok(());
        };
        for topic in topics {
            self.last_feed = self.last_feed.saturating_add(1);
            sqlx::query(
                "INSERT INTO p_feed (id, topic, kind, data, height, time) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )
            .bind(self.last_feed)
            .bind(&topic)
            .bind(kind)
            .bind(data.to_string())
            .bind(self.height)
            .bind(self.time)
            .execute(&mut *self.db)
            .await?;
            self.feed.push(FeedItem {
                id: crate::db::uint(self.last_feed),
                topic,
                kind: kind.clone(),
                data: data.clone(),
                height: crate::db::uint(self.height),
                time: crate::db::uint(self.time),
            });
        }
        Ok(())
    }

    /// The activity and the members an event is about.
    async fn concerned(&mut self, event: &Event) -> Result<(Vec<String>, BTreeSet<MemberId>)> {
        let mut members = BTreeSet::new();
        if let Event::TimeMoved { from, to, .. } = event {
            for account in [from, to].into_iter().flatten().filter(|account| *account != self.registry) {
                let member: Option<i64> = sqlx::query_scalar("SELECT id FROM p_members WHERE account = ?1")
                    .bind(account)
                    .fetch_optional(&mut *self.db)
                    .await?;
                members.extend(member.map(crate::db::uint));
            }
            return Ok((Vec::new(), members));
        }
        let (activity, participant) = subject(event);
        members.extend(participant);
        let Some(activity) = activity else {
            return Ok((Vec::new(), members));
        };
        let staff: Vec<i64> = sqlx::query_scalar(
            "SELECT publisher FROM p_activities WHERE id = ?1 UNION SELECT member FROM p_co_administrators WHERE activity = ?1",
        )
        .bind(int(activity))
        .fetch_all(&mut *self.db)
        .await?;
        members.extend(staff.into_iter().map(crate::db::uint));
        // A change of the activity itself concerns everybody who is in it.
        if participant.is_none() {
            let enrolled: Vec<i64> = sqlx::query_scalar(
                "SELECT participant FROM p_enrolments WHERE activity = ?1 AND state NOT IN ('declined', 'withdrawn')",
            )
            .bind(int(activity))
            .fetch_all(&mut *self.db)
            .await?;
            members.extend(enrolled.into_iter().map(crate::db::uint));
        }
        Ok((vec![format!("activity:{activity}")], members))
    }
}

/// The activity and the participant or member an event names.
fn subject(event: &Event) -> (Option<ActivityId>, Option<MemberId>) {
    match event {
        Event::MemberRegistered { member, .. }
        | Event::RoleGranted { member, .. }
        | Event::RoleRevoked { member, .. }
        | Event::KeySet { member, .. } => (None, Some(*member)),
        Event::ActivityDrafted { activity, .. }
        | Event::ActivityEdited { activity, .. }
        | Event::ActivitySubmitted { activity, .. }
        | Event::ActivityApproved { activity, .. }
        | Event::ActivityReturned { activity, .. }
        | Event::ActivityCancelled { activity, .. }
        | Event::ActivitySettled { activity } => (Some(*activity), None),
        Event::CoAdministratorAdded { activity, member, .. }
        | Event::CoAdministratorRemoved { activity, member, .. } => (Some(*activity), Some(*member)),
        Event::Enrolled { activity, participant, .. }
        | Event::MovedUp { activity, participant, .. }
        | Event::EnrolmentWithdrawn { activity, participant }
        | Event::Admitted { activity, participant, .. }
        | Event::Declined { activity, participant, .. }
        | Event::Attendance { activity, participant, .. }
        | Event::MinutesConfirmed { activity, participant, .. }
        | Event::MinutesAgreed { activity, participant, .. }
        | Event::DisputeOpened { activity, participant, .. }
        | Event::DisputeResolved { activity, participant, .. }
        | Event::Rated { activity, participant, .. } => (Some(*activity), Some(*participant)),
        Event::Settled { activity, receipt } => (Some(*activity), Some(receipt.participant)),
        Event::DeadlinePassed { activity, participant, .. }
        | Event::DeadlineRequeued { activity, participant, .. } => (Some(*activity), *participant),
        _ => (None, None),
    }
}

/// Minutes of TIME a participant gets for the whole planned service at the plain rate.
fn reward(input: &ActivityInput) -> u64 {
    match input.reward {
        Reward::PerParticipant { minutes } => u64::from(minutes),
        Reward::PerHour { minutes } => {
            let planned = input.service.end.saturating_sub(input.service.start);
            planned.saturating_mul(u64::from(minutes)).checked_div(3_600).unwrap_or(0)
        }
    }
}
