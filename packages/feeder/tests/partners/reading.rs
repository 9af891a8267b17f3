//! The connector against a real PostgreSQL.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use timebank_feeder::{connect, Mapping, Page, Source, SourceError};
use timebank_localnet::cache::Cache;
use timebank_localnet::postgres::Postgres;

const TABLE: &str =
    "CREATE SCHEMA tb; CREATE TABLE tb.people (\"Seq\" bigint PRIMARY KEY, \"证件号\" text, at timestamptz, \
    fit boolean, until date); CREATE VIEW tb.facts AS SELECT * FROM tb.people; \
    GRANT USAGE ON SCHEMA tb TO reader; GRANT SELECT ON tb.facts TO reader";

struct Partner<'a> {
    server: &'a Postgres,
    database: String,
    folder: tempfile::TempDir,
}

impl<'a> Partner<'a> {
    fn new(server: &'a Postgres, database: &str) -> Self {
        let url = server.database(database).unwrap().replace("timebank@", "reader@");
        let folder = tempfile::tempdir().unwrap();
        secret(&folder.path().join("url"), &url);
        let partner = Partner { server, database: database.into(), folder };
        partner.says(TABLE);
        partner
    }

    fn says(&self, sql: &str) {
        self.server.execute(&self.database, sql).unwrap();
    }

    fn row(&self, version: u64) {
        self.says(&format!(
            "INSERT INTO tb.people VALUES ({version}, '990101195001010{version:03}', '2026-11-30 08:00:00+08', true, '2027-06-30')"
        ));
    }

    fn connect(&self, more: &str) -> Box<dyn Source> {
        let text = format!(
            "source = 1\nname = \"hospital\"\nsecret_file = \"key\"\nvolume = 9\n[from.postgres]\nurl_file = \"url\"\n\
             view = \"tb.facts\"\n{more}\n[columns]\nid_number = \"证件号\"\nversion = \"Seq\"\nobserved = \"at\"\n\
             [[fact]]\nkind = \"credential\"\npredicate = 4\nwhen = {{ column = \"fit\", is = [\"true\"] }}\n\
             valid_until = {{ column = \"until\" }}\npolicy = \"apply\"\n"
        );
        connect(&Mapping::parse(&text, self.folder.path()).unwrap()).unwrap()
    }
}

fn secret(path: &Path, text: &str) {
    fs::write(path, text).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
}

fn versions(page: &Page) -> Vec<u64> {
    page.rows.iter().map(|row| row.values[1].as_ref().unwrap().parse().unwrap()).collect()
}

#[tokio::test]
async fn rows_are_read_by_version_whatever_the_server_does() {
    let folder = tempfile::tempdir().unwrap();
    let mut server = Postgres::start(&Cache::at(folder.path().to_owned()).unwrap(), false).unwrap();
    server.execute("postgres", "CREATE ROLE reader LOGIN").unwrap();
    pages_follow_each_other_and_late_commits_are_read_once_more(&server).await;
    values_are_text_and_the_session_cannot_write(&server).await;
    what_is_not_as_the_mapping_says_is_told_without_the_servers_words(&server).await;
    a_connection_that_is_cut_is_made_anew(&server).await;
    let partner = Partner::new(&server, "away");
    let mut source = partner.connect("");
    let Partner { folder: kept, .. } = partner;
    source.page(None).await.unwrap();
    server.stop();
    let error = source.page(None).await.unwrap_err();
    assert!(matches!(error, SourceError::Away(_)), "{error}");
    drop(kept);
}

async fn pages_follow_each_other_and_late_commits_are_read_once_more(server: &Postgres) {
    let partner = Partner::new(server, "pages");
    for version in [2, 3, 5, 8, 13] {
        partner.row(version);
    }
    let mut source = partner.connect("page = 2\noverlap = 4");
    let first = source.page(None).await.unwrap();
    assert_eq!((versions(&first), first.more), (vec![2, 3], true));
    let second = source.page(first.position.as_deref()).await.unwrap();
    assert_eq!((versions(&second), second.more), (vec![5, 8], true));
    let third = source.page(second.position.as_deref()).await.unwrap();
    assert_eq!((versions(&third), third.more), (vec![13], false));
    // Committed late: its number was given before.
    partner.row(12);
    let again = source.page(third.position.as_deref()).await.unwrap();
    assert_eq!(versions(&again), [12, 13]);
    // A row that is gone is not there; nothing goes back.
    partner.says("DELETE FROM tb.people WHERE \"Seq\" > 8");
    let mut position = again.position;
    for _ in 0..3 {
        let page = source.page(position.as_deref()).await.unwrap();
        assert!(!page.more && page.rows.is_empty());
        position = page.position;
    }
    assert_eq!((position.as_deref(), source.after(40)), (Some("13"), Some("40".into())));
}

async fn values_are_text_and_the_session_cannot_write(server: &Postgres) {
    let partner = Partner::new(server, "values");
    partner.row(7);
    partner.says("INSERT INTO tb.people VALUES (8, NULL, NULL, NULL, NULL)");
    let page = partner.connect("").page(None).await.unwrap();
    let first: Vec<&str> = page.rows[0].values.iter().map(|value| value.as_deref().unwrap()).collect();
    assert_eq!(first, ["990101195001010007", "7", "2026-11-30 00:00:00+00", "true", "2027-06-30"]);
    assert_eq!(
        (&page.rows[1].place, page.rows[1].values.iter().flatten().count()),
        (&"version 8".to_owned(), 1)
    );
    partner.says(
        "GRANT INSERT ON tb.people TO reader; CREATE FUNCTION tb.write() RETURNS boolean LANGUAGE sql AS \
         'INSERT INTO tb.people (\"Seq\") VALUES (99) RETURNING true'; \
         CREATE OR REPLACE VIEW tb.facts AS SELECT \"Seq\", \"证件号\", at, tb.write() AS fit, until FROM tb.people",
    );
    let error = partner.connect("").page(None).await.unwrap_err();
    assert_eq!(error, SourceError::Away("SQLSTATE 25006".into()), "read-only");
}

async fn what_is_not_as_the_mapping_says_is_told_without_the_servers_words(server: &Postgres) {
    let partner = Partner::new(server, "columns");
    partner.row(7);
    let read = || async { partner.connect("").page(None).await.unwrap_err() };
    partner.says("ALTER VIEW tb.facts RENAME COLUMN until TO ends");
    assert_eq!(read().await, SourceError::Columns("SQLSTATE 42703".into()));
    partner.says("DROP VIEW tb.facts; CREATE VIEW tb.facts AS SELECT 'seven' AS \"Seq\", \"证件号\", at, fit, until FROM tb.people; GRANT SELECT ON tb.facts TO reader");
    assert_eq!(read().await, SourceError::Columns("SQLSTATE 42883".into()));
    partner.says("DROP VIEW tb.facts");
    assert_eq!(read().await, SourceError::Columns("SQLSTATE 42P01".into()));
    partner.says("CREATE VIEW tb.facts AS SELECT * FROM tb.people");
    assert_eq!(read().await, SourceError::Refused("SQLSTATE 42501".into()));
    partner.says("GRANT SELECT ON tb.facts TO reader");
    assert_eq!(versions(&partner.connect("").page(None).await.unwrap()), [7]);
}

async fn a_connection_that_is_cut_is_made_anew(server: &Postgres) {
    let partner = Partner::new(server, "cut");
    partner.row(7);
    let mut source = partner.connect("");
    source.page(None).await.unwrap();
    partner.says("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'reader'");
    assert!(matches!(source.page(None).await, Err(SourceError::Away(_))));
    assert_eq!(versions(&source.page(None).await.unwrap()), [7]);
}
