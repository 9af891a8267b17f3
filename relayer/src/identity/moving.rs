//! A member who moves to another branch. When the ledger says that the move is done, the branch that is joined asks the one that is
//! left, which from that moment on signs nothing any more and, once nothing is under way, hands everything over; the new branch
//! keeps all of it in one transaction and says so; then the old one erases all of it in one transaction. Each of the steps may come
//! again, and what is interrupted between two of them is taken up there: until the new branch has kept it the old one has it, sealed
//! and silent; after that it is only waited for that the old one hears of it.

use super::luggage::{Luggage, Opened, TravelKey};
use super::{chain, IdNumber, Identity, IdentityError, Login, Phone, SecretText};
use crate::content::Kin;
use crate::custody::Kept;
use crate::db::{int, uint};
use crate::notify;
use sqlx::AnyConnection;
use time::OffsetDateTime;
use timebank_api::{ActivityId, BranchId, MemberId, Scope};
use timebank_client::SecretKey;
use timebank_intent::kin_commitment;

/// Seconds after which an owner key that was made ready for a move that nobody asked for is forgotten.
const IDLE: i64 = 3_600;

/// A move that was made: of whom, in which block, between which branches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    pub member: MemberId,
    pub height: u64,
    pub leaves: BranchId,
    pub joins: BranchId,
}

/// What is to be written of a member who has arrived, sealed by this branch.
struct Unpacked {
    user: String,
    phone_index: Vec<u8>,
    phone: Vec<u8>,
    person_index: Vec<u8>,
    person: Vec<u8>,
    account: String,
    everyday: Option<([u8; 33], Vec<u8>)>,
    owner: Option<TravelKey>,
    wechat: Option<Vec<u8>>,
    /// Nothing in the place of what is not the member's.
    commitments: Vec<Option<Vec<u8>>>,
    details: Vec<Option<Vec<u8>>>,
    attendance: Vec<Option<Vec<u8>>>,
}

impl Identity {
    /// Makes an owner key ready to go along to a branch that its member asks to join.
    ///
    /// # Errors
    /// Those of store and key management.
    pub async fn make_ready(
        &self,
        login: &Login,
        joins: BranchId,
        password: &SecretText,
        key: &SecretKey,
        now: i64,
    ) -> Result<(), IdentityError> {
        let member = login.member()?;
        let sealed = self.custody.seal_travel(&login.user, (member, joins), password.reveal(), key).await?;
        let mut tx = self.db.begin().await?;
        sqlx::query(
            "INSERT INTO travel_keys (user_id, member, joins, public, sealed, created_at) VALUES ($1, $2, $3, $4, $5, $6) \
             ON CONFLICT (user_id) DO UPDATE SET joins = excluded.joins, public = excluded.public, \
             sealed = excluded.sealed, created_at = excluded.created_at",
        )
        .bind(&login.user)
        .bind(int(member))
        .bind(i64::from(joins))
        .bind(key.public_key().as_slice())
        .bind(sealed)
        .bind(now)
        .execute(&mut *tx)
        .await?;
        Ok(tx.commit().await?)
    }

    /// The branch for which a user's owner key is ready, if a move to it waits.
    pub(super) async fn ready_for(&self, user: &str) -> Result<Option<BranchId>, IdentityError> {
        let joins: Option<i64> = sqlx::query_scalar("SELECT joins FROM travel_keys WHERE user_id = $1")
            .bind(user)
            .fetch_optional(self.db.reader())
            .await?;
        Ok(joins.map(crate::db::uint32))
    }

    /// Puts an owner key that came along where the others are, sealed as they are, now that its password was typed.
    pub(super) async fn unpack_owner(
        &self,
        user: &str,
        password: &SecretText,
        key: &SecretKey,
    ) -> Result<(), IdentityError> {
        let sealed = self.custody.seal_owner(user, password.reveal(), key).await?;
        let mut tx = self.db.begin().await?;
        let gone =
            sqlx::query("DELETE FROM travel_keys WHERE user_id = $1").bind(user).execute(&mut *tx).await?;
        if gone.rows_affected() == 1 {
            sqlx::query(
                "INSERT INTO user_keys (user_id, scope, public, sealed) VALUES ($1, 'owner', $2, $3) ON CONFLICT DO NOTHING",
            )
            .bind(user)
            .bind(key.public_key().as_slice())
            .bind(sealed)
            .execute(&mut *tx)
            .await?;
        }
        Ok(tx.commit().await?)
    }

    /// Forgets owner keys that are ready for moves that nobody asks for any more.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn forget_idle(&self, now: i64) -> Result<(), IdentityError> {
        let mut tx = self.db.begin().await?;
        sqlx::query(
            "DELETE FROM travel_keys WHERE created_at < $1 \
             AND NOT EXISTS (SELECT 1 FROM p_moves m WHERE m.member = travel_keys.member) \
             AND EXISTS (SELECT 1 FROM p_members m WHERE m.id = travel_keys.member AND m.branch = $2) \
             AND EXISTS (SELECT 1 FROM user_keys k WHERE k.user_id = travel_keys.user_id AND k.scope = 'owner')",
        )
        .bind(now.saturating_sub(IDLE))
        .bind(i64::from(self.settings.branch))
        .execute(&mut *tx)
        .await?;
        Ok(tx.commit().await?)
    }

    /// What belongs to a member who has moved to the branch that asks. From the first question on the member's sessions are over
    /// and nothing is signed here.
    ///
    /// # Errors
    /// `HandOverUnknown` if there is nothing of the member here; `HandOverWaits` while this branch has not seen the move, has
    /// not had everything itself from where the member was before, or something of the member is under way.
    pub async fn hand_over(&self, moved: Moved, now: i64) -> Result<Luggage, IdentityError> {
        let Moved { member, joins, .. } = moved;
        let mut tx = self.db.begin().await?;
        let user = self.let_go(&mut tx, moved, now).await?;
        let ended = super::sessions::end_all(&mut tx, &user, None).await?;
        let open: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM actions WHERE member = $1 AND state IN ('accepted', 'sent')",
        )
        .bind(int(member))
        .fetch_one(&mut *tx)
        .await?;
        // Whatever is open now: nothing more begins.
        tx.commit().await?;
        self.lock_offices(ended);
        if open > 0 {
            return Err(IdentityError::HandOverWaits);
        }
        let given = (member, "hand_over", "phone,id_number,keys");
        self.note_about(member, given, &format!("moved to branch {joins}"), now).await?;
        self.pack(&user, (member, joins), now).await
    }

    /// Notes that a member departs; gives the user. A branch that the member has left again, and come back from, gets nothing.
    async fn let_go(&self, tx: &mut AnyConnection, moved: Moved, now: i64) -> Result<String, IdentityError> {
        let Moved { member, height, leaves, joins } = moved;
        let (member, height, leaves) = (int(member), int(height), i64::from(leaves));
        let seen: Option<i64> = sqlx::query_scalar(
            "SELECT height FROM p_moved p WHERE p.member = $1 AND p.height = $2 AND p.leaves = $3 AND p.joins = $4 \
             AND NOT EXISTS (SELECT 1 FROM p_moved q LEFT JOIN arrivals a ON a.member = q.member AND a.height = q.height \
             WHERE q.member = $1 AND q.joins = $3 AND q.height < $2 AND COALESCE(a.state, 'wanted') IN ('wanted', 'stored')) \
             AND NOT EXISTS (SELECT 1 FROM arrivals b WHERE b.member = $1 AND b.height > $2 AND b.state <> 'wanted')",
        )
        .bind(member)
        .bind(height)
        .bind(leaves)
        .bind(i64::from(joins))
        .fetch_optional(&mut *tx)
        .await?;
        seen.ok_or(IdentityError::HandOverWaits)?;
        let user: Option<String> = sqlx::query_scalar("SELECT id FROM users WHERE member = $1")
            .bind(member)
            .fetch_optional(&mut *tx)
            .await?;
        let user = user.ok_or(IdentityError::HandOverUnknown)?;
        sqlx::query(
            "INSERT INTO departures (member, user_id, height, joins, since) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (member) DO NOTHING",
        )
        .bind(member)
        .bind(&user)
        .bind(height)
        .bind(i64::from(joins))
        .bind(now)
        .execute(&mut *tx)
        .await?;
        // No password is the one of an empty verifier.
        sqlx::query("UPDATE users SET password = $2 WHERE id = $1")
            .bind(&user)
            .bind(Vec::new())
            .execute(tx)
            .await?;
        Ok(user)
    }

    /// Erases what was handed over, now that the other branch has it. It may be told twice.
    ///
    /// # Errors
    /// `HandOverUnknown` if nothing was handed over for this move.
    pub async fn departed(&self, moved: Moved, now: i64) -> Result<(), IdentityError> {
        let Moved { member, height, joins, .. } = moved;
        let id = int(member);
        let mut tx = self.db.begin().await?;
        let row: Option<(String, Option<i64>)> = sqlx::query_as(
            "SELECT user_id, done FROM departures WHERE member = $1 AND height = $2 AND joins = $3",
        )
        .bind(id)
        .bind(int(height))
        .bind(i64::from(joins))
        .fetch_optional(&mut *tx)
        .await?;
        let (user, done) = row.ok_or(IdentityError::HandOverUnknown)?;
        if done.is_some() {
            return Ok(());
        }
        // What the other side of a kin link needs stays, and whoever has a seat in the member's activities asks elsewhere now.
        for statement in [
            "UPDATE commitments SET member = (SELECT CASE WHEN k.proposer = $1 THEN k.other ELSE k.proposer END FROM p_kin k \
             WHERE k.commitment = commitments.commitment) WHERE member = $1 AND kind = 'kin' AND EXISTS \
             (SELECT 1 FROM p_kin k JOIN users u ON u.member IN (k.proposer, k.other) AND u.member <> $1 \
             WHERE k.commitment = commitments.commitment)",
            "INSERT INTO details_received (activity, member, user_id) SELECT e.activity, e.participant, u.id FROM p_activities a \
             JOIN p_enrolments e ON e.activity = a.id JOIN users u ON u.member = e.participant WHERE a.publisher = $1 \
             AND a.state = 'approved' ON CONFLICT DO NOTHING",
            "DELETE FROM custody_exits WHERE member = $1",
        ] {
            sqlx::query(statement).bind(id).execute(&mut *tx).await?;
        }
        let ended = self.forget(&mut tx, &user, member, now).await?;
        sqlx::query("UPDATE departures SET done = $2 WHERE member = $1")
            .bind(id)
            .bind(now)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        self.lock_offices(ended);
        Ok(())
    }

    /// Keeps what came along with a member, all of it or nothing, and tells the member. The branch that was left is not believed
    /// what the ledger knows otherwise: what is not the member's is left out.
    ///
    /// # Errors
    /// `Luggage` with what is wrong with it.
    pub async fn take_in(
        &self,
        moved: Moved,
        luggage: &Luggage,
        now: OffsetDateTime,
    ) -> Result<(), IdentityError> {
        if self.indexed().await? < luggage.height {
            return Err(IdentityError::Luggage("it is of a block that is not known here yet"));
        }
        self.settle_registrations().await?;
        let unpacked = self.unpack(moved.member, luggage, now).await?;
        let now = now.unix_timestamp();
        let id = int(moved.member);
        let mut tx = self.db.begin().await?;
        // Back again: this branch signs once more.
        sqlx::query("DELETE FROM departures WHERE member = $1 AND done IS NOT NULL")
            .bind(id)
            .execute(&mut *tx)
            .await?;
        self.write_user(&mut tx, id, (luggage, &unpacked)).await?;
        write_wishes(&mut tx, (id, &unpacked), luggage).await?;
        write_past(&mut tx, (id, &unpacked.user), luggage).await?;
        write_sealed(&mut tx, (id, &unpacked), luggage).await?;
        sqlx::query(
            "INSERT INTO arrivals (member, height, state) VALUES ($1, $2, 'stored') \
             ON CONFLICT (member, height) DO UPDATE SET state = excluded.state",
        )
        .bind(id)
        .bind(int(moved.height))
        .execute(&mut *tx)
        .await?;
        let source = format!("{}/arrival", moved.height);
        notify::tell_of_arrival(&mut tx, moved.member, source, now).await?;
        Ok(tx.commit().await?)
    }

    /// Seals everything for this branch. Nothing is written but the member's new data key.
    async fn unpack(
        &self,
        member: MemberId,
        luggage: &Luggage,
        now: OffsetDateTime,
    ) -> Result<Unpacked, IdentityError> {
        let custody = &self.custody;
        let known = crate::index::read::member(&self.db, member).await?;
        let account = known.ok_or(IdentityError::Luggage("the member is unknown"))?.account;
        let user = uuid::Uuid::from_bytes(custody.random()).to_string();
        let number = IdNumber::parse(&luggage.id_number, true, now)
            .map_err(|_| IdentityError::Luggage("the ID number is none"))?;
        let phone = self.free_phone(&luggage.phone).await?;
        let everyday = match &luggage.everyday {
            Some(text) => Some(self.unpack_everyday(&user, member, text).await?),
            None => None,
        };
        let mut unpacked = Unpacked {
            phone_index: match &phone {
                Some(phone) => self.phone_index(phone).await?,
                None => custody.random::<32>().to_vec(),
            },
            phone: custody
                .seal(Kept::Phone(&user), phone.as_ref().map_or("", Phone::text).as_bytes())
                .await?,
            person_index: self.person_index(&number).await?,
            person: custody.seal(Kept::Person(&user), number.text().as_bytes()).await?,
            account,
            everyday,
            owner: None,
            wechat: None,
            commitments: Vec::new(),
            details: Vec::new(),
            attendance: Vec::new(),
            user,
        };
        let user = unpacked.user.as_str();
        if let Some(TravelKey { public, sealed }) = &luggage.owner {
            let sealed = custody.unpack_travel(user, sealed).await?;
            unpacked.owner = Some(TravelKey { public: public.clone(), sealed });
        }
        if let Some(wechat) = &luggage.wechat {
            unpacked.wechat = Some(custody.seal(Kept::wechat(user), wechat.as_bytes()).await?);
        }
        for opened in &luggage.commitments {
            let name = hex::encode(&opened.commitment);
            unpacked.commitments.push(match self.hides_of(member, opened).await? {
                true => Some(custody.seal(Kept::Commitment(&name), &opened.secret).await?),
                false => None,
            });
        }
        for details in &luggage.details {
            let kept = Kept::Details { user, activity: details.activity };
            unpacked.details.push(match self.published(member, details.activity).await? {
                true => Some(custody.seal(kept, &details.secret).await?),
                false => None,
            });
        }
        for key in &luggage.attendance {
            let name = hex::encode(&key.public);
            let fits = SecretKey::from_slice(&key.secret).is_ok_and(|own| own.public_key() == *key.public);
            unpacked.attendance.push(match fits {
                true => Some(custody.seal(Kept::Attendance(&name), &key.secret).await?),
                false => None,
            });
        }
        Ok(unpacked)
    }

    /// Whether the ledger says that a commitment is one of the member's, and it opens where that shows.
    async fn hides_of(&self, member: MemberId, opened: &Opened) -> Result<bool, IdentityError> {
        let Opened { commitment, kind, secret, .. } = opened;
        let known = match kind.as_str() {
            "profile" => {
                "SELECT member, member FROM p_profile_requests WHERE member = $1 AND commitment = $2 LIMIT 1"
            }
            "credential" => "SELECT member, member FROM p_credentials WHERE member = $1 AND commitment = $2",
            "holder" => "SELECT member, member FROM p_certificates WHERE member = $1 AND holder = $2 LIMIT 1",
            "kin" => "SELECT proposer, other FROM p_kin WHERE $1 IN (proposer, other) AND commitment = $2",
            _ => return Ok(false),
        };
        let sides: Option<(i64, i64)> =
            sqlx::query_as(known).bind(int(member)).bind(commitment).fetch_optional(self.db.reader()).await?;
        let Some((one, other)) = sides else { return Ok(false) };
        if kind != "kin" {
            return Ok(true);
        }
        let kin = serde_json::from_slice::<Kin>(secret).ok();
        Ok(kin.is_some_and(|kin| {
            kin_commitment(uint(one), uint(other), kin.degree, &kin.salt).as_slice() == commitment
        }))
    }

    /// Whether the ledger says that the member published an activity.
    async fn published(&self, member: MemberId, activity: ActivityId) -> Result<bool, IdentityError> {
        let known: Option<i64> =
            sqlx::query_scalar("SELECT id FROM p_activities WHERE id = $1 AND publisher = $2")
                .bind(int(activity))
                .bind(int(member))
                .fetch_optional(self.db.reader())
                .await?;
        Ok(known.is_some())
    }

    /// The phone, unless somebody else has it here: a number that the provider gave to somebody else opens nothing.
    async fn free_phone(&self, text: &str) -> Result<Option<Phone>, IdentityError> {
        if text.is_empty() {
            return Ok(None);
        }
        let phone = Phone::parse(text).map_err(|_| IdentityError::Luggage("the phone number is none"))?;
        let taken: Option<i64> = sqlx::query_scalar("SELECT 1 FROM users WHERE phone_index = $1")
            .bind(self.phone_index(&phone).await?)
            .fetch_optional(self.db.reader())
            .await?;
        Ok(match taken {
            None => Some(phone),
            Some(_) => None,
        })
    }

    async fn unpack_everyday(
        &self,
        user: &str,
        member: MemberId,
        text: &str,
    ) -> Result<([u8; 33], Vec<u8>), IdentityError> {
        let key =
            SecretKey::from_hex(text).map_err(|_| IdentityError::Luggage("the everyday key is none"))?;
        let public = key.public_key();
        let on_chain = chain::key(&self.db, member, Scope::Everyday).await?;
        if on_chain.is_none_or(|(known, _)| known != public) {
            return Err(IdentityError::Luggage("the everyday key is another one than the ledger's"));
        }
        Ok((public, self.custody.seal_key(Kept::Everyday(user), &key).await?))
    }

    async fn write_user(
        &self,
        tx: &mut AnyConnection,
        member: i64,
        (luggage, unpacked): (&Luggage, &Unpacked),
    ) -> Result<(), IdentityError> {
        let there: Option<i64> =
            sqlx::query_scalar("SELECT 1 FROM users WHERE member = $1 OR person_index = $2")
                .bind(member)
                .bind(&unpacked.person_index)
                .fetch_optional(&mut *tx)
                .await?;
        if there.is_some() {
            return Err(IdentityError::Luggage("the member or the person is here already"));
        }
        sqlx::query(
            "INSERT INTO users (id, phone_index, phone_sealed, person_index, person_sealed, password, account, \
             registration, member, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 'moved', $8, $9)",
        )
        .bind(&unpacked.user)
        .bind(&unpacked.phone_index)
        .bind(&unpacked.phone)
        .bind(&unpacked.person_index)
        .bind(&unpacked.person)
        .bind(Vec::new())
        .bind(&unpacked.account)
        .bind(member)
        .bind(luggage.created_at)
        .execute(&mut *tx)
        .await?;
        if let Some((public, sealed)) = &unpacked.everyday {
            sqlx::query(
                "INSERT INTO user_keys (user_id, scope, public, sealed) VALUES ($1, 'everyday', $2, $3)",
            )
            .bind(&unpacked.user)
            .bind(public.as_slice())
            .bind(sealed)
            .execute(&mut *tx)
            .await?;
        }
        if let Some(TravelKey { public, sealed }) = &unpacked.owner {
            sqlx::query(
                "INSERT INTO travel_keys (user_id, member, joins, public, sealed, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
            )
            .bind(&unpacked.user)
            .bind(member)
            .bind(i64::from(self.settings.branch))
            .bind(public.as_slice())
            .bind(sealed)
            .bind(luggage.created_at)
            .execute(&mut *tx)
            .await?;
        }
        if let Some(since) = luggage.own_keys_since {
            sqlx::query(
                "INSERT INTO custody_exits (member, user_id, everyday, owner, since, done) VALUES ($1, $2, '', '', $3, $3)",
            )
            .bind(member)
            .bind(&unpacked.user)
            .bind(since)
            .execute(tx)
            .await?;
        }
        Ok(())
    }
}

/// Notices and the signer's limits, as the member wished them.
async fn write_wishes(
    tx: &mut AnyConnection,
    (member, unpacked): (i64, &Unpacked),
    luggage: &Luggage,
) -> Result<(), IdentityError> {
    if let Some(notices) = &luggage.notices {
        sqlx::query(
            "INSERT INTO notice_settings (member, language, quiet_start, quiet_end, family, family_agreed, wechat) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(member)
        .bind(&notices.language)
        .bind(notices.quiet_start)
        .bind(notices.quiet_end)
        .bind(notices.family)
        .bind(notices.family_agreed)
        .bind(unpacked.wechat.as_deref())
        .execute(&mut *tx)
        .await?;
    }
    for preference in &luggage.preferences {
        sqlx::query("INSERT INTO notice_preferences (member, kind, channel, wanted) VALUES ($1, $2, $3, $4)")
            .bind(member)
            .bind(&preference.kind)
            .bind(&preference.channel)
            .bind(preference.wanted)
            .execute(&mut *tx)
            .await?;
    }
    if let Some(limits) = &luggage.limits {
        sqlx::query(
            "INSERT INTO signer_limits (member, daily, per_recipient, recipient_delay, next_daily, next_per_recipient, \
             next_delay, next_from) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(member)
        .bind(limits.daily)
        .bind(limits.per_recipient)
        .bind(limits.recipient_delay)
        .bind(limits.next_daily)
        .bind(limits.next_per_recipient)
        .bind(limits.next_delay)
        .bind(limits.next_from)
        .execute(&mut *tx)
        .await?;
    }
    for recipient in &luggage.recipients {
        sqlx::query("INSERT INTO signer_recipients (member, recipient, since) VALUES ($1, $2, $3)")
            .bind(member)
            .bind(&recipient.recipient)
            .bind(recipient.since)
            .execute(&mut *tx)
            .await?;
    }
    Ok(())
}

/// What counts on: consents, the log of accesses, what was spent and guessed.
async fn write_past(
    tx: &mut AnyConnection,
    (member, user): (i64, &str),
    luggage: &Luggage,
) -> Result<(), IdentityError> {
    for consent in &luggage.consents {
        sqlx::query(
            "INSERT INTO consents (user_id, purpose, text_sha256, given_at, withdrawn_at, taken_by, paper) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(user)
        .bind(&consent.purpose)
        .bind(&consent.text_sha256)
        .bind(consent.given_at)
        .bind(consent.withdrawn_at)
        .bind(consent.taken_by)
        .bind(consent.paper.as_deref())
        .execute(&mut *tx)
        .await?;
    }
    // The oldest first, as they were written.
    for line in luggage.accesses.iter().rev() {
        sqlx::query(
            "INSERT INTO accesses (at, actor, subject, act, fields, reason, member) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(line.at)
        .bind(line.actor)
        .bind(user)
        .bind(&line.act)
        .bind(&line.fields)
        .bind(&line.reason)
        .bind(member)
        .execute(&mut *tx)
        .await?;
    }
    for spent in &luggage.spent {
        sqlx::query(
            "INSERT INTO signer_spent (digest, member, recipient, minutes, at) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT DO NOTHING",
        )
        .bind(&spent.digest)
        .bind(member)
        .bind(&spent.recipient)
        .bind(spent.minutes)
        .bind(spent.at)
        .execute(&mut *tx)
        .await?;
    }
    if let Some(guessed) = &luggage.guesses {
        sqlx::query(
            "INSERT INTO guesses (secret, subject, taken, locks, locked_until, about) \
             VALUES ('transaction', $1, $2, $3, $4, $5)",
        )
        .bind(user)
        .bind(guessed.taken)
        .bind(guessed.locks)
        .bind(guessed.locked_until)
        .bind(guessed.about.as_deref())
        .execute(&mut *tx)
        .await?;
    }
    Ok(())
}

/// Commitments, details and attendance keys; and what the member needs from other branches from now on.
async fn write_sealed(
    tx: &mut AnyConnection,
    (member, unpacked): (i64, &Unpacked),
    luggage: &Luggage,
) -> Result<(), IdentityError> {
    for (opened, sealed) in luggage.commitments.iter().zip(&unpacked.commitments) {
        let Some(sealed) = sealed else { continue };
        sqlx::query(
            "INSERT INTO commitments (commitment, kind, member, sealed, created_at) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT DO NOTHING",
        )
        .bind(&opened.commitment)
        .bind(&opened.kind)
        .bind(member)
        .bind(sealed)
        .bind(opened.created_at)
        .execute(&mut *tx)
        .await?;
        sqlx::query("DELETE FROM wanted_openings WHERE commitment = $1")
            .bind(&opened.commitment)
            .execute(&mut *tx)
            .await?;
    }
    for (details, sealed) in luggage.details.iter().zip(&unpacked.details) {
        let Some(sealed) = sealed else { continue };
        sqlx::query(
            "INSERT INTO details (activity, user_id, sealed, written) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (activity) DO UPDATE SET user_id = excluded.user_id, sealed = excluded.sealed, \
             written = excluded.written",
        )
        .bind(int(details.activity))
        .bind(&unpacked.user)
        .bind(sealed)
        .bind(details.written)
        .execute(&mut *tx)
        .await?;
    }
    for (key, sealed) in luggage.attendance.iter().zip(&unpacked.attendance) {
        let Some(sealed) = sealed else { continue };
        sqlx::query(
            "INSERT INTO attendance_keys (public, sealed, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        )
        .bind(&key.public)
        .bind(sealed)
        .bind(key.created_at)
        .execute(&mut *tx)
        .await?;
    }
    sqlx::query(
        "INSERT INTO details_received (activity, member, user_id) SELECT e.activity, e.participant, u.id \
         FROM p_enrolments e JOIN users u ON u.member = e.participant WHERE e.participant = $1 \
         AND e.state IN ('admitted', 'attending', 'attended', 'disputed', 'agreed') ON CONFLICT DO NOTHING",
    )
    .bind(member)
    .execute(&mut *tx)
    .await?;
    sqlx::query(
        "INSERT INTO wanted_openings (commitment) SELECT k.commitment FROM p_kin k WHERE k.other = $1 \
         AND NOT EXISTS (SELECT 1 FROM commitments c WHERE c.commitment = k.commitment) ON CONFLICT DO NOTHING",
    )
    .bind(member)
    .execute(tx)
    .await?;
    Ok(())
}
