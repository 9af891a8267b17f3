//! What members agree to, what is kept of them, and its erasure.

use super::counter::{Disclosed, Field};
use super::{Identity, IdentityError, Login};
use crate::db::int;
use sha2::{Digest, Sha256};
use sqlx::AnyConnection;
use timebank_api::MemberId;

/// A text that members can agree to. A changed text is another text: its sha256 names it, and consents to the old one end with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConsentText {
    pub purpose: &'static str,
    pub english: &'static str,
    pub chinese: &'static str,
}

/// What is agreed to of partner institutions.
const PARTNERS: &str = "partners";

/// The texts in force, one for each purpose.
pub const CONSENT_TEXTS: [ConsentText; 4] = [
    ConsentText {
        purpose: "privacy",
        english: "I agree that this branch keeps my phone number and my ID number, encrypted, to know that I am one person and to \
            reach me. They are not on the ledger. I can see who has read them, get a copy, and have them erased.",
        chinese: "我同意本机构以加密方式保存我的手机号码和身份证号码，用于确认我是同一个人并与我联系。它们不会写入账本。我可以查看谁\
            读取过这些信息，可以取得副本，也可以要求删除。",
    },
    ConsentText {
        purpose: "matching",
        english: "I agree that my services, skills and ratings are used to recommend activities to me.",
        chinese: "我同意使用我的服务记录、技能和评价为我推荐活动。",
    },
    ConsentText {
        purpose: "family_copy",
        english: "I agree that the relatives who act for me get a copy of my notices.",
        chinese: "我同意代我办事的亲属收到我的通知副本。",
    },
    ConsentText {
        purpose: PARTNERS,
        english: "I agree that partner institutions (hospitals, civil-affairs offices, certificate issuers) are compared with my ID \
            number, as a keyed hash, and that what they report of me is taken into account: that I may help, certificates, my class of \
            age. My ID number does not leave this branch. I am told of each report and can object.",
        chinese: "我同意以我身份证号码的加密摘要与合作机构（医院、民政部门、发证机构）的记录进行比对，并采用其关于我的报告，例如是否适合\
            参加服务、证书和年龄段。我的身份证号码不会离开本机构。每份报告都会通知我，我可以提出异议。",
    },
];

impl ConsentText {
    /// What names the text.
    pub fn sha256(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        for part in [self.purpose, self.english, self.chinese] {
            hash.update(part);
            hash.update(b"\n");
        }
        hash.finalize().into()
    }
}

/// What names the text in force about partner institutions.
pub fn partner_consent() -> [u8; 32] {
    let text = CONSENT_TEXTS.iter().find(|text| text.purpose == PARTNERS);
    text.map_or([0; 32], ConsentText::sha256)
}

/// A consent, in force or withdrawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    pub purpose: String,
    pub text_sha256: Vec<u8>,
    /// Seconds of Unix time.
    pub given_at: i64,
    pub withdrawn_at: Option<i64>,
    /// The clerk who took it on paper, and where that is.
    pub taken_by: Option<i64>,
    pub paper: Option<String>,
}

/// A clerk's word that there is a signed paper.
#[derive(Debug, Clone, Copy)]
pub struct Paper<'a> {
    pub clerk: u64,
    pub place: &'a str,
}

impl Identity {
    /// Records that a user agrees to the text in force.
    ///
    /// # Errors
    /// `ConsentUnknown` for another text.
    pub async fn give_consent(
        &self,
        tx: &mut AnyConnection,
        user: &str,
        purpose: &str,
        sha256: &str,
        paper: Option<Paper<'_>>,
        now: i64,
    ) -> Result<(), IdentityError> {
        let known = |text: &&ConsentText| text.purpose == purpose && hex::encode(text.sha256()) == sha256;
        let text = CONSENT_TEXTS.iter().find(known).ok_or(IdentityError::ConsentUnknown)?;
        let hash = text.sha256();
        sqlx::query(
            "UPDATE consents SET withdrawn_at = $4 \
             WHERE user_id = $1 AND purpose = $2 AND withdrawn_at IS NULL AND text_sha256 <> $3",
        )
        .bind(user)
        .bind(purpose)
        .bind(hash.as_slice())
        .bind(now)
        .execute(&mut *tx)
        .await?;
        sqlx::query(
            "INSERT INTO consents (user_id, purpose, text_sha256, given_at, taken_by, paper) \
             VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
        )
        .bind(user)
        .bind(purpose)
        .bind(hash.as_slice())
        .bind(now)
        .bind(paper.map(|paper| int(paper.clerk)))
        .bind(paper.map(|paper| paper.place.trim().to_owned()))
        .execute(&mut *tx)
        .await?;
        Ok(())
    }

    /// Records that a user agrees, in person.
    ///
    /// # Errors
    /// `ConsentUnknown`.
    pub async fn agree(
        &self,
        login: &Login,
        purpose: &str,
        sha256: &str,
        now: i64,
    ) -> Result<(), IdentityError> {
        let mut tx = self.db.begin().await?;
        self.give_consent(&mut tx, &login.user, purpose, sha256, None, now).await?;
        Ok(tx.commit().await?)
    }

    /// Withdraws a consent; without one there is nothing to do.
    ///
    /// # Errors
    /// `ConsentUnknown` for a purpose that there is not.
    pub async fn withdraw_consent(
        &self,
        login: &Login,
        purpose: &str,
        now: i64,
    ) -> Result<(), IdentityError> {
        if !CONSENT_TEXTS.iter().any(|text| text.purpose == purpose) {
            return Err(IdentityError::ConsentUnknown);
        }
        let mut tx = self.db.begin().await?;
        sqlx::query(
            "UPDATE consents SET withdrawn_at = $3 WHERE user_id = $1 AND purpose = $2 AND withdrawn_at IS NULL",
        )
        .bind(&login.user)
        .bind(purpose)
        .bind(now)
        .execute(&mut *tx)
        .await?;
        Ok(tx.commit().await?)
    }

    /// Whether a user agrees to the text in force for a purpose.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn agrees(&self, user: &str, purpose: &str) -> Result<bool, IdentityError> {
        let in_force = CONSENT_TEXTS.iter().find(|text| text.purpose == purpose).map(ConsentText::sha256);
        let consents = self.consents(user).await?;
        Ok(consents.iter().any(|consent| {
            consent.purpose == purpose
                && consent.withdrawn_at.is_none()
                && in_force.is_some_and(|hash| consent.text_sha256 == hash)
        }))
    }

    /// A user's consents, given and withdrawn, the newest first.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn consents(&self, user: &str) -> Result<Vec<Consent>, IdentityError> {
        type Row = (String, Vec<u8>, i64, Option<i64>, Option<i64>, Option<String>);
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT purpose, text_sha256, given_at, withdrawn_at, taken_by, paper FROM consents \
             WHERE user_id = $1 ORDER BY id DESC",
        )
        .bind(user)
        .fetch_all(self.db.reader())
        .await?;
        let consent = |(purpose, text_sha256, given_at, withdrawn_at, taken_by, paper): Row| Consent {
            purpose,
            text_sha256,
            given_at,
            withdrawn_at,
            taken_by,
            paper,
        };
        Ok(rows.into_iter().map(consent).collect())
    }

    /// One's own personal data, and when the account was made.
    ///
    /// # Errors
    /// Those of database and key management.
    pub async fn own_data(&self, login: &Login) -> Result<(Disclosed, i64), IdentityError> {
        let created: i64 = sqlx::query_scalar("SELECT created_at FROM users WHERE id = $1")
            .bind(&login.user)
            .fetch_one(self.db.reader())
            .await?;
        let all = |_: Field| true;
        Ok((self.open_fields(&login.user, all).await?, created))
    }

    /// Erases a user: personal data, keys, consents and sessions go, the phone is free again. The ledger stays as it is; the
    /// nullifier on it still says that this person had an account. Nobody can act for the account any more, so nothing may be open.
    ///
    /// # Errors
    /// `ErasureOpen` while an action, enrolment or activity is under way or an office is held; `ErasureBalance` while there is TIME,
    /// unless it may stay.
    pub async fn erase(
        &self,
        login: &Login,
        balance: u64,
        leave_balance: bool,
        now: i64,
    ) -> Result<(), IdentityError> {
        let member = int(login.member()?);
        if login.roles.iter().next().is_some() {
            return Err(IdentityError::ErasureOpen);
        }
        if balance > 0 && !leave_balance {
            return Err(IdentityError::ErasureBalance);
        }
        let user = login.user.as_str();
        let mut tx = self.db.begin().await?;
        let open: i64 = sqlx::query_scalar(
            "SELECT (SELECT count(*) FROM actions WHERE member = $1 AND state IN ('accepted', 'sent')) \
             + (SELECT count(*) FROM p_enrolments WHERE participant = $1 AND state IN \
                ('waitlisted', 'enrolled', 'admitted', 'attending', 'attended', 'disputed', 'agreed')) \
             + (SELECT count(*) FROM p_activities WHERE publisher = $1 AND state IN ('submitted', 'approved'))",
        )
        .bind(member)
        .fetch_one(&mut *tx)
        .await?;
        if open > 0 {
            return Err(IdentityError::ErasureOpen);
        }
        sqlx::query("DELETE FROM notes WHERE participant = $1").bind(member).execute(&mut *tx).await?;
        let ended = self.forget(&mut tx, user, login.member()?, now).await?;
        tx.commit().await?;
        self.lock_offices(ended);
        Ok(())
    }

    /// Deletes everything that is kept of a user, in the caller's transaction; gives the sessions that ended.
    pub(super) async fn forget(
        &self,
        tx: &mut AnyConnection,
        user: &str,
        member: MemberId,
        now: i64,
    ) -> Result<Vec<Vec<u8>>, IdentityError> {
        let phone: Vec<u8> = sqlx::query_scalar("SELECT phone_index FROM users WHERE id = $1")
            .bind(user)
            .fetch_one(&mut *tx)
            .await?;
        for statement in
            ["DELETE FROM sms_codes WHERE phone_index = $1", "DELETE FROM sms_sent WHERE phone_index = $1"]
        {
            sqlx::query(statement).bind(&phone).execute(&mut *tx).await?;
        }
        let subjects = [hex::encode(&phone), format!("reset:{}", hex::encode(&phone)), user.to_owned()];
        let subjects = subjects.into_iter().chain(["step-up", "person"].map(|kind| format!("{kind}:{user}")));
        for subject in subjects {
            sqlx::query("DELETE FROM guesses WHERE subject = $1").bind(subject).execute(&mut *tx).await?;
        }
        sqlx::query("DELETE FROM idempotency WHERE principal = $1")
            .bind(format!("user:{user}"))
            .execute(&mut *tx)
            .await?;
        sqlx::query("INSERT INTO erasures (user_id, member, at) VALUES ($1, $2, $3)")
            .bind(user)
            .bind(int(member))
            .bind(now)
            .execute(&mut *tx)
            .await?;
        let ended = super::sessions::end_all(tx, user, None).await?;
        for statement in ERASED {
            sqlx::query(statement).bind(user).execute(&mut *tx).await?;
        }
        for statement in ERASED_OF_MEMBER {
            sqlx::query(statement).bind(int(member)).execute(&mut *tx).await?;
        }
        // Whatever else is sealed under the member's own key can be read by nobody any more, in old copies of the store either.
        self.custody.erase(tx, user, now).await?;
        Ok(ended)
    }
}

/// What is deleted of a user. A table that comes to keep something of users gets a line here.
const ERASED: [&str; 5] = [
    "DELETE FROM details WHERE user_id = $1",
    "DELETE FROM details_received WHERE user_id = $1",
    "DELETE FROM consents WHERE user_id = $1",
    "DELETE FROM user_keys WHERE user_id = $1",
    "DELETE FROM users WHERE id = $1",
];

/// The same by member.
const ERASED_OF_MEMBER: [&str; 8] = [
    "DELETE FROM deliveries WHERE notice IN (SELECT id FROM notices WHERE member = $1)",
    "DELETE FROM notices WHERE member = $1",
    "DELETE FROM notice_settings WHERE member = $1",
    "DELETE FROM notice_preferences WHERE member = $1",
    "DELETE FROM commitments WHERE member = $1",
    "DELETE FROM signer_limits WHERE member = $1",
    "DELETE FROM signer_recipients WHERE member = $1",
    "DELETE FROM signer_spent WHERE member = $1",
];
