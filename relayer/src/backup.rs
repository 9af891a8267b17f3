//! A copy of the branch's store in one file, and a store from such a copy (R10).
//!
//! The copy holds what members trusted the branch with, sealed; the keys that open it (key management, operator keys, nullifier
//! key) are not in it and must be kept elsewhere, or a stolen copy would be a stolen branch. The daemon may run meanwhile: the copy
//! is of one moment. After a restore the index follows the chain from the copy's block on, and nonces are read from there, so that
//! nothing is signed twice.
//!
//! SQLite copies itself (`VACUUM INTO`); for PostgreSQL its own `pg_dump` and `pg_restore` are called, which must be installed.

use crate::db::{Db, Place};
use anyhow::{bail, ensure, Context, Result};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use tokio::process::Command;
use url::Url;

/// Copies a store to a file that does not exist yet, readable by nobody else.
///
/// # Errors
/// If the file exists, or the store cannot be read.
pub async fn save(place: &Place, file: &Path) -> Result<()> {
    // Made first, so that it is nobody else's at any moment.
    let mut options = std::fs::OpenOptions::new();
    let made = options.write(true).create_new(true).mode(0o600).open(file);
    made.with_context(|| format!("cannot make {}", file.display()))?;
    let saved = match place {
        Place::Sqlite(_) => vacuum_into(place, file).await,
        Place::Postgres(url) => {
            let mut dump = postgres("pg_dump", url)?;
            dump.args(["--format=custom", "--no-owner", "--no-privileges"]).arg("--file").arg(file);
            output(&mut dump).await.map(|_| ())
        }
    };
    if saved.is_err() {
        let _ = std::fs::remove_file(file);
    }
    saved
}

/// Fills an empty store from a copy, and brings it to this version's form.
///
/// # Errors
/// If there is a store already, or the file is no copy.
pub async fn restore(place: &Place, file: &Path) -> Result<()> {
    ensure!(file.is_file(), "{} is not there", file.display());
    match place {
        Place::Sqlite(path) => {
            ensure!(!path.exists(), "{} exists: move it away first", path.display());
            let part = path.with_extension("restoring");
            std::fs::copy(file, &part).with_context(|| format!("cannot copy to {}", part.display()))?;
            // Whatever it is, it is nobody's store before it has been opened.
            if let Err(error) = open(&Place::Sqlite(part.clone())).await {
                let _ = std::fs::remove_file(&part);
                return Err(error);
            }
            std::fs::File::open(&part)?.sync_all()?;
            std::fs::rename(&part, path)?;
            Ok(())
        }
        Place::Postgres(url) => {
            let mut ask = postgres("psql", url)?;
            ask.args(["-Atc", "SELECT COUNT(*) FROM pg_tables WHERE schemaname = current_schema()"]);
            let tables = output(&mut ask).await?;
            ensure!(tables.trim() == "0", "{} is not empty: make a new database first", place.name());
            let mut restore = postgres("pg_restore", url)?;
            restore.args(["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]);
            output(restore.arg(file)).await?;
            open(place).await
        }
    }
}

/// Opens a store once, which brings it to the newest migration.
async fn open(place: &Place) -> Result<()> {
    Db::open(place).await?.close().await;
    Ok(())
}

async fn vacuum_into(place: &Place, file: &Path) -> Result<()> {
    let name = file.to_str().with_context(|| format!("{} is not UTF-8", file.display()))?;
    // SQLite takes an empty file for none.
    let db = Db::open(place).await?;
    let copied = db.copy_into(name).await;
    db.close().await;
    copied?;
    std::fs::File::open(file)?.sync_all()?;
    Ok(())
}

/// A program of PostgreSQL's, with the place in its arguments and the password, which others could see there, in its environment.
fn postgres(program: &str, url: &str) -> Result<Command> {
    let mut url = Url::parse(url).ok().context("database: not a URL")?;
    let mut command = Command::new(program);
    if let Some(password) = url.password() {
        command.env("PGPASSWORD", percent_encoding::percent_decode_str(password).decode_utf8()?.as_ref());
        let _ = url.set_password(None);
    }
    command.arg("--dbname").arg(url.as_str());
    Ok(command)
}

async fn output(command: &mut Command) -> Result<String> {
    let program = command.as_std().get_program().to_string_lossy().into_owned();
    let done = command
        .output()
        .await
        .with_context(|| format!("cannot start {program}: install PostgreSQL's client programs"))?;
    if !done.status.success() {
        bail!("{program}: {}", String::from_utf8_lossy(&done.stderr).trim());
    }
    Ok(String::from_utf8_lossy(&done.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::scratch::{self, Scratch};

    async fn fill(place: &Place) -> Db {
        let db = Db::open(place).await.unwrap();
        let mut tx = db.begin().await.unwrap();
        sqlx::query("INSERT INTO contents (sha256, text, created_at) VALUES ($1, $2, 1)")
            .bind(vec![0, 255])
            .bind("陪诊")
            .execute(&mut *tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        db
    }

    #[tokio::test]
    async fn a_store_comes_back_from_its_copy_with_everything_and_only_into_an_empty_place() {
        let scratch = Scratch::new().await;
        let file = scratch.folder.path().join("copy");
        let db = fill(&scratch.place).await;
        let before = scratch::dump(&db, "").await;
        save(&scratch.place, &file).await.unwrap();
        assert!(save(&scratch.place, &file).await.is_err(), "never over another copy");
        assert!(restore(&scratch.place, &file).await.is_err(), "never over a store");
        db.close().await;

        let other = Scratch::empty().await;
        restore(&other.place, &file).await.unwrap();
        assert_eq!(scratch::dump(&other.open().await, "").await, before);
    }

    #[tokio::test]
    async fn what_is_no_copy_is_refused() {
        let scratch = Scratch::new().await;
        let file = scratch.folder.path().join("copy");
        assert!(restore(&scratch.place, &file).await.is_err());
        std::fs::write(&file, "not a store").unwrap();
        assert!(restore(&scratch.place, &file).await.is_err());
    }

    #[test]
    fn a_password_is_in_no_argument() {
        let command = postgres("pg_dump", "postgres://branch:se%40cret@db.example/one").unwrap();
        let arguments: Vec<_> = command.as_std().get_args().collect();
        assert!(!format!("{arguments:?}").contains("cret"));
        let password = command.as_std().get_envs().find(|(name, _)| *name == "PGPASSWORD").unwrap().1;
        assert_eq!(password.unwrap(), "se@cret");
    }
}
