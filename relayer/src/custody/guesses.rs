use crate::db::{uint32, Db};

/// Guesses before a secret is locked.
pub const TRIES: u32 = 5;
/// The first lock, in seconds; each further one without a right guess between lasts twice as long.
const FIRST_LOCK: i64 = 15 * 60;
/// The longest lock, in seconds.
const LONGEST_LOCK: i64 = 24 * 3_600;

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
        let mut tx = self.db.begin().await?;
        sqlx::query("INSERT INTO guesses (secret, subject) VALUES ($1, $2) ON CONFLICT DO NOTHING")
            .bind(secret.text())
            .bind(subject)
            .execute(&mut *tx)
            .await?;
        let (taken, locks, until): (i64, i64, i64) = sqlx::query_as(
            "SELECT taken, locks, locked_until FROM guesses WHERE secret = $1 AND subject = $2",
        )
        .bind(secret.text())
        .bind(subject)
        .fetch_one(&mut *tx)
        .await?;
        let (taken, locks) = (uint32(taken), uint32(locks));
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
            "UPDATE guesses SET taken = $3, locks = $4, locked_until = $5 WHERE secret = $1 AND subject = $2",
        )
        .bind(secret.text())
        .bind(subject)
        .bind(i64::from(taken))
        .bind(i64::from(locks))
        .bind(until)
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
