//! A table or a view of a PostgreSQL database, read by its version column. What is asked is made of the mapping alone, with the
//! position as a parameter; the session cannot write.

use super::{versions, Page, Source, SourceError};
use crate::mapping::{self, Mapping, MappingError};
use crate::row::{self, Row};
use crate::secret::read_text;
use async_trait::async_trait;
use sqlx::postgres::{PgConnectOptions, PgConnection, PgSslMode};
use sqlx::{AssertSqlSafe, ConnectOptions, Row as _};
use std::net::IpAddr;
use std::str::FromStr;
use std::time::Duration;

/// How long the server may take for a page, and how long it is waited for.
const STATEMENT_TIMEOUT: &str = "30s";
const PATIENCE: Duration = Duration::from_secs(40);

pub struct Postgres {
    options: PgConnectOptions,
    query: String,
    /// Place of the version among the columns.
    version: usize,
    columns: usize,
    overlap: u64,
    page: i64,
    connection: Option<PgConnection>,
}

impl Postgres {
    pub fn new(mapping: &Mapping, from: &mapping::Postgres) -> Result<Self, MappingError> {
        let url = read_text(&from.url_file)?;
        let wrong = || MappingError::Invalid("from.postgres.url_file: no URL postgres://…".into());
        // The URL may hold a password: what is wrong with it is not repeated.
        let options = PgConnectOptions::from_str(url.trim()).map_err(|_| wrong())?;
        let options = options.disable_statement_logging().application_name("timebank").options([
            ("TimeZone", "UTC"),
            ("DateStyle", "ISO,YMD"),
            ("default_transaction_read_only", "on"),
            ("statement_timeout", STATEMENT_TIMEOUT),
        ]);
        let near = options.get_socket().is_some() || is_here(options.get_host());
        let options = match &from.ca_file {
            Some(file) => options.ssl_root_cert(file).ssl_mode(PgSslMode::VerifyFull),
            None if near => options,
            None => options.ssl_mode(PgSslMode::VerifyFull),
        };
        let quoted = |name: &str| format!("\"{name}\"");
        let columns = mapping.columns();
        let read: Vec<String> = columns.iter().map(|name| format!("{}::text", quoted(name))).collect();
        let view: Vec<String> = from.view.split('.').map(quoted).collect();
        // By the view's name: alone, it would be the text that is read, and 13 before 2.
        let version = format!("source.{}", quoted(&mapping.columns.version));
        let query = format!(
            "SELECT {} FROM {} AS source WHERE {version} > $1 ORDER BY {version} LIMIT $2",
            read.join(", "),
            view.join(".")
        );
        Ok(Postgres {
            options,
            query,
            version: mapping.version_place(),
            columns: columns.len(),
            overlap: from.overlap,
            page: from.page.into(),
            connection: None,
        })
    }

    async fn read(&mut self, after: u64) -> Result<Vec<Row>, sqlx::Error> {
        let connection = match &mut self.connection {
            Some(connection) => connection,
            none => none.insert(self.options.connect().await?),
        };
        let rows = sqlx::query(AssertSqlSafe(self.query.clone()))
            .bind(i64::try_from(after).unwrap_or(i64::MAX))
            .bind(self.page)
            .fetch_all(connection)
            .await?;
        let read = |read: &sqlx::postgres::PgRow| {
            let values =
                (0..self.columns).map(|at| read.try_get(at)).collect::<Result<Vec<Option<String>>, _>>()?;
            let version = row::version(values.get(self.version).and_then(Option::as_deref));
            let place =
                version.map_or("a row without a version".into(), |version| format!("version {version}"));
            Ok(Row { place, values })
        };
        rows.iter().map(read).collect()
    }
}

#[async_trait]
impl Source for Postgres {
    async fn page(&mut self, after: Option<&str>) -> Result<Page, SourceError> {
        let from = versions::from(after, self.overlap);
        let rows = match tokio::time::timeout(PATIENCE, self.read(from)).await {
            Ok(Ok(rows)) => rows,
            failed => {
                // Whatever it was: the next look begins with a connection of its own.
                self.connection = None;
                return Err(failed.map_or_else(
                    |_| SourceError::Away("no answer in time".into()),
                    |read| read.map_or_else(|error| tell(&error), |_| SourceError::Away("no rows".into())),
                ));
            }
        };
        // Behind what is no version nobody would look for the next one.
        let last = rows.iter().filter_map(|row| row::version(row.values.get(self.version)?.as_deref())).max();
        let full = i64::try_from(rows.len()).is_ok_and(|count| count >= self.page);
        let (position, more) = versions::next(after, from, last, full);
        Ok(Page { rows, bad: Vec::new(), position: Some(position), more })
    }

    fn after(&self, version: u64) -> Option<String> {
        Some(version.to_string())
    }
}

fn is_here(host: &str) -> bool {
    host == "localhost"
        || host.starts_with('/')
        || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// What went wrong, without the server's words.
fn tell(error: &sqlx::Error) -> SourceError {
    let sqlx::Error::Database(database) = error else {
        return match error {
            sqlx::Error::Io(error) => SourceError::Away(format!("{:?}", error.kind())),
            sqlx::Error::Tls(_) => SourceError::Refused("its certificate is not one that is trusted".into()),
            sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => {
                SourceError::Columns("a value that is no text".into())
            }
            _ => SourceError::Away("the connection failed".into()),
        };
    };
    let state = database.code().unwrap_or_default().into_owned();
    let told = format!("SQLSTATE {state}");
    match state.as_str() {
        // A column, a table, a schema that is not there; a type that does not compare with a number.
        "42703" | "42P01" | "3F000" | "42883" | "42846" | "22P02" => SourceError::Columns(told),
        code if ["28", "42", "3D"].iter().any(|class| code.starts_with(class)) => SourceError::Refused(told),
        _ => SourceError::Away(told),
    }
}
