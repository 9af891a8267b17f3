use crate::db::{uint32, Db};

/// Guesses before a secret is locked.
pub const TRIES: u32 = 5;
/// The first lock, in seconds; each further one without a right guess between lasts twice as long.
const FIRST_LOCK: i64 = 15 * 60;
/// The longest lock, in seconds.
const LONGEST_LOCK: i64 = 24 * 3_600;
/// Locks of a transaction password; after as many without a right guess between only recovery helps. Together with [`TRIES`]
/// they bound what can ever be guessed at one key: 25 of a million.
const LOCKS: u32 = 5;

/// What is being guessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secret {
    /// A login password, by the phone number's blind index: also of phones that have no account.
    Login,
    /// A transaction password, by user.
    Transaction,
    /// An office passphrase, by user.
    Office,
}

impl Secret {
    /// After how many locks it is locked for good. A login password can be set anew by SMS, and an office key by the council: who
    /// keeps guessing there must not take them away.
    fn locks(self) -> u32 {
        match self {
            Secret::Transaction => LOCKS,
            Secret::Login | Secret::Office => u32::MAX,
        }
    }

    fn text(self) -> &'static str {
        match self {
            Secret::Login => "login",
            Secret::Transaction => "transaction",
            Secret::Office => "office",
        }
    }
}

/// Whether somebody may guess.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guess {
    /// It has been counted; so many are left if it is wrong.
    Counted { left: u32 },
    /// Locked until this second; nothing was counted.
    Locked { until: i64 },
    /// Locked for good: only another secret helps.
    Closed,
}

/// Counts guesses at secrets. A guess is counted in a committed transaction before it is checked, so that however many are
/// made at once, and whatever crashes, no more than [`TRIES`] are ever checked between two locks.
#[derive(Debug, Clone)]
pub struct Guesses {
    db: Db,
}

impl Guesses {
    pub fn new(db: Db) -> Self {
        Guesses { db }
    }

    /// Counts a guess at `now` (seconds of Unix time). The last one allowed locks before it is checked; [`Guesses::right`]
    /// takes the lock away again.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn take(&self, secret: Secret, subject: &str, now: i64) -> Result<Guess, sqlx::Error> {
        self.take_about(secret, subject, &[], now).await
    }

    /// As [`Guesses::take`]; `about` is what the secret opens. Guesses at what is no longer there do not count: a recovered key
    /// begins anew.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn take_about(
        &self,
        secret: Secret,
        subject: &str,
        about: &[u8],
        now: i64,
    ) -> Result<Guess, sqlx::Error> {
        let mut tx = self.db.begin().await?;
        sqlx::query("INSERT INTO guesses (secret, subject) VALUES ($1, $2) ON CONFLICT DO NOTHING")
            .bind(secret.text())
            .bind(subject)
            .execute(&mut *tx)
            .await?;
        let row: (i64, i64, i64, Option<Vec<u8>>) = sqlx::query_as(
            "SELECT taken, locks, locked_until, about FROM guesses WHERE secret = $1 AND subject = $2",
        )
        .bind(secret.text())
        .bind(subject)
        .fetch_one(&mut *tx)
        .await?;
        let (taken, locks, until) = match row {
            (_, _, _, Some(before)) if before != about => (0, 0, 0),
            (taken, locks, until, _) => (uint32(taken), uint32(locks), until),
        };
        if locks >= secret.locks() {
            return Ok(Guess::Closed);
        }
        if until > now {
            return Ok(Guess::Locked { until });
        }
        let taken = taken.saturating_add(1);
        let left = TRIES.saturating_sub(taken);
        let (taken, locks, until) = if left == 0 {
            (0, locks.saturating_add(1), now.saturating_add(lock_seconds(locks)))
        } else {
            (taken, locks, 0)
        };
        sqlx::query(
            "UPDATE guesses SET taken = $3, locks = $4, locked_until = $5, about = $6 \
             WHERE secret = $1 AND subject = $2",
        )
        .bind(secret.text())
        .bind(subject)
        .bind(i64::from(taken))
        .bind(i64::from(locks))
        .bind(until)
        .bind(about)
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(Guess::Counted { left })
    }

    /// The guess was right: counting starts anew.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn right(&self, secret: Secret, subject: &str) -> Result<(), sqlx::Error> {
        let mut tx = self.db.begin().await?;
        sqlx::query("DELETE FROM guesses WHERE secret = $1 AND subject = $2")
            .bind(secret.text())
            .bind(subject)
            .execute(&mut *tx)
            .await?;
        tx.commit().await
    }
}

fn lock_seconds(locks: u32) -> i64 {
    2i64.checked_pow(locks)
        .and_then(|factor| FIRST_LOCK.checked_mul(factor))
        .map_or(LONGEST_LOCK, |seconds| seconds.min(LONGEST_LOCK))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::scratch;

    #[tokio::test]
    async fn exactly_five_of_fifty_guesses_at_once_are_checked() {
        let (db, _scratch) = scratch::db().await;
        let guesses = Guesses::new(db);
        let all = (0..50).map(|_| {
            let guesses = guesses.clone();
            tokio::spawn(async move { guesses.take(Secret::Transaction, "u", 1_000).await.unwrap() })
        });
        let mut left = Vec::new();
        for guess in all.collect::<Vec<_>>() {
            match guess.await.unwrap() {
                Guess::Counted { left: tries } => left.push(tries),
                Guess::Locked { until } => assert_eq!(until, 1_000 + FIRST_LOCK),
                Guess::Closed => panic!("closed by the first lock"),
            }
        }
        left.sort_unstable();
        assert_eq!(left, [0, 1, 2, 3, 4]);
    }

    #[tokio::test]
    async fn locks_grow_until_a_right_guess() {
        let (db, _scratch) = scratch::db().await;
        let guesses = Guesses::new(db);
        let mut now = 0;
        let mut lasted = Vec::new();
        for _ in 0..9 {
            for _ in 0..TRIES {
                assert!(matches!(
                    guesses.take(Secret::Login, "p", now).await.unwrap(),
                    Guess::Counted { .. }
                ));
            }
            let Guess::Locked { until } = guesses.take(Secret::Login, "p", now).await.unwrap() else {
                panic!("not locked");
            };
            lasted.push(until - now);
            now = until;
        }
        assert_eq!(lasted[..4], [900, 1_800, 3_600, 7_200]);
        assert_eq!(lasted[8], LONGEST_LOCK);
        guesses.take(Secret::Login, "p", now).await.unwrap();
        guesses.right(Secret::Login, "p").await.unwrap();
        assert_eq!(guesses.take(Secret::Login, "p", now).await.unwrap(), Guess::Counted { left: 4 });
    }

    #[tokio::test]
    async fn a_transaction_password_is_guessed_at_twenty_five_times_and_then_only_another_key_helps() {
        let (db, _scratch) = scratch::db().await;
        let guesses = Guesses::new(db);
        let take = |about: &'static [u8], now| {
            let guesses = guesses.clone();
            async move { guesses.take_about(Secret::Transaction, "u", about, now).await.unwrap() }
        };
        let (mut now, mut counted) = (0, 0);
        loop {
            match take(b"one", now).await {
                Guess::Counted { .. } => counted += 1,
                Guess::Locked { until } => now = until,
                Guess::Closed => break,
            }
        }
        assert_eq!(counted, 25);
        assert_eq!(take(b"one", i64::MAX).await, Guess::Closed);
        assert_eq!(take(b"two", now).await, Guess::Counted { left: 4 }, "the recovered key");
        assert_eq!(take(b"two", now).await, Guess::Counted { left: 3 });
    }

    #[tokio::test]
    async fn the_last_right_guess_before_the_end_opens_everything_anew() {
        let (db, _scratch) = scratch::db().await;
        let guesses = Guesses::new(db);
        let mut now = 0;
        for _ in 0..LOCKS {
            for _ in 0..TRIES {
                let Guess::Counted { .. } =
                    guesses.take_about(Secret::Transaction, "u", b"k", now).await.unwrap()
                else {
                    panic!("not counted");
                };
            }
            now += 2 * LONGEST_LOCK;
        }
        // The last of all is checked like any other; it was right.
        guesses.right(Secret::Transaction, "u").await.unwrap();
        let next = guesses.take_about(Secret::Transaction, "u", b"k", now).await.unwrap();
        assert_eq!(next, Guess::Counted { left: 4 });
    }

    #[tokio::test]
    async fn guesses_at_one_secret_do_not_lock_another() {
        let (db, _scratch) = scratch::db().await;
        let guesses = Guesses::new(db);
        for _ in 0..TRIES {
            guesses.take(Secret::Login, "u", 0).await.unwrap();
        }
        let other = guesses.take(Secret::Transaction, "u", 0).await.unwrap();
        assert_eq!(other, Guess::Counted { left: 4 });
    }
}
