//! The connectors against real servers.

use crate::partner::{number, secret, Server};
use timebank_feeder::{connect, Page, SourceError};

fn versions(page: &Page) -> Vec<u64> {
    page.rows.iter().map(|row| row.values[1].as_ref().unwrap().parse().unwrap()).collect()
}

#[tokio::test]
async fn rows_are_read_by_version_from_postgresql() {
    reads_by_version(Server::postgres()).await;
}

#[tokio::test]
async fn rows_are_read_by_version_from_mariadb() {
    reads_by_version(Server::mariadb()).await;
}

async fn reads_by_version(mut server: Server) {
    pages_follow_each_other_and_late_commits_are_read_once_more(&server).await;
    values_are_text_and_the_session_cannot_write(&server).await;
    what_is_not_as_the_mapping_says_is_told_without_the_servers_words(&server).await;
    a_connection_that_is_cut_is_made_anew(&server).await;
    let partner = server.partner("away");
    let mut source = partner.connect(&server, "");
    source.page(None).await.unwrap();
    server.stop();
    let error = source.page(None).await.unwrap_err();
    assert!(matches!(error, SourceError::Away(_)), "{error}");
    server.resume();
    assert_eq!(source.page(None).await.unwrap().rows.len(), 0);
}

async fn pages_follow_each_other_and_late_commits_are_read_once_more(server: &Server) {
    let partner = server.partner("pages");
    partner.rows(server, &[2, 13, 5, 8, 3].map(|version| (version, version, true)));
    let mut source = partner.connect(server, "page = 2\noverlap = 4");
    let first = source.page(None).await.unwrap();
    assert_eq!((versions(&first), first.more), (vec![2, 3], true));
    let second = source.page(first.position.as_deref()).await.unwrap();
    assert_eq!((versions(&second), second.more), (vec![5, 8], true));
    let third = source.page(second.position.as_deref()).await.unwrap();
    assert_eq!((versions(&third), third.more), (vec![13], false));
    // Committed late: its number was given before.
    partner.rows(server, &[(12, 12, true)]);
    let again = source.page(third.position.as_deref()).await.unwrap();
    assert_eq!(versions(&again), [12, 13]);
    // A row that is gone is not there; nothing goes back.
    partner.says(server, &format!("DELETE FROM people WHERE {} > 8", server.of("\"Seq\"", "Seq")));
    let mut position = again.position;
    for _ in 0..3 {
        let page = source.page(position.as_deref()).await.unwrap();
        assert!(!page.more && page.rows.is_empty());
        position = page.position;
    }
    assert_eq!((position.as_deref(), source.after(40)), (Some("13"), Some("40".into())));
}

async fn values_are_text_and_the_session_cannot_write(server: &Server) {
    let partner = server.partner("values");
    partner.rows(server, &[(7, 7, true)]);
    partner.says(server, "INSERT INTO people VALUES (8, '合格', NULL, NULL, NULL)");
    let page = partner.connect(server, "").page(None).await.unwrap();
    let first: Vec<&str> = page.rows[0].values.iter().map(|value| value.as_deref().unwrap()).collect();
    // A time of MySQL does not say its zone: it is told in the mapping's.
    let (at, fit) = server.of(("2026-11-30 00:00:00+00", "true"), ("2026-11-30 08:00:00", "1"));
    assert_eq!(first, [number(7).as_str(), "7", at, fit, "2027-06-30"]);
    let second: Vec<&str> = page.rows[1].values.iter().flatten().map(String::as_str).collect();
    assert_eq!((page.rows[1].place.as_str(), second), ("version 8", vec!["合格", "8"]));
    partner.says(
        server,
        server.of(
            "GRANT INSERT ON people TO reader; CREATE FUNCTION written() RETURNS boolean LANGUAGE sql AS \
             'INSERT INTO people (\"Seq\") VALUES (99) RETURNING true'; \
             CREATE OR REPLACE VIEW facts AS SELECT \"Seq\", \"证件号\", at, written() AS fit, until FROM people",
            "DELIMITER //\nCREATE FUNCTION written() RETURNS boolean MODIFIES SQL DATA \
             BEGIN INSERT INTO people (Seq) VALUES (99); RETURN true; END //\nDELIMITER ;\n\
             CREATE OR REPLACE VIEW facts AS SELECT Seq, `证件号`, at, written() AS fit, until FROM people",
        ),
    );
    let error = partner.connect(server, "").page(None).await.unwrap_err();
    assert_eq!(error, SourceError::Away(server.of("SQLSTATE 25006", "error 1792").into()), "read-only");
}

async fn what_is_not_as_the_mapping_says_is_told_without_the_servers_words(server: &Server) {
    let partner = server.partner("columns");
    partner.rows(server, &[(7, 7, true)]);
    let read = || async { partner.connect(server, "").page(None).await.unwrap_err() };
    let (sequence, id) = server.of(("\"Seq\"", "\"证件号\""), ("Seq", "`证件号`"));
    partner.view(server, &format!("{sequence}, {id}, at, fit"));
    assert_eq!(read().await, SourceError::Columns(server.of("SQLSTATE 42703", "error 1054").into()));
    partner.view(server, &format!("'seven' AS {sequence}, {id}, at, fit, until"));
    assert_eq!(
        read().await,
        SourceError::Columns(server.of("SQLSTATE 42883", "a value of another type").into())
    );
    partner.says(server, "DROP VIEW facts");
    let gone = server.of("SQLSTATE 42P01", "error 1146");
    assert_eq!(read().await, SourceError::Columns(gone.into()));
    partner.says(server, "CREATE VIEW facts AS SELECT * FROM people");
    if let Server::Postgres(_) = server {
        assert_eq!(read().await, SourceError::Refused("SQLSTATE 42501".into()));
        partner.says(server, "GRANT SELECT ON facts TO reader");
    }
    assert_eq!(versions(&partner.connect(server, "").page(None).await.unwrap()), [7]);
    partner.says(
        server,
        server.of("REVOKE SELECT ON facts FROM reader", "REVOKE SELECT ON facts FROM reader@localhost"),
    );
    let refused = server.of("SQLSTATE 42501", "error 1142");
    let error = read().await;
    assert!(
        error == SourceError::Refused(refused.into()) || error == SourceError::Refused("error 1044".into()),
        "{error}"
    );
    secret(&partner.folder.path().join("url"), "http://reader:word@localhost/columns");
    if let Server::MariaDb(_) = server {
        let wrong = connect(&partner.mapping(server, "")).err().unwrap().to_string();
        assert_eq!(wrong, "mapping.invalid: from.mysql.url_file: no URL mysql://…");
    }
}

async fn a_connection_that_is_cut_is_made_anew(server: &Server) {
    let partner = server.partner("cut");
    partner.rows(server, &[(7, 7, true)]);
    let mut source = partner.connect(server, "");
    source.page(None).await.unwrap();
    server.cut();
    assert!(matches!(source.page(None).await, Err(SourceError::Away(_))));
    assert_eq!(versions(&source.page(None).await.unwrap()), [7]);
}
