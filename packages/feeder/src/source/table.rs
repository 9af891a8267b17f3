//! A table or a view of a database, read by its version column. What is asked is made of the mapping alone, with the position as a
//! parameter.

use super::{versions, Page, Source, SourceError};
use crate::mapping::Mapping;
use crate::row::{self, Row};
use async_trait::async_trait;
use sqlx::{ColumnIndex, Decode, Type};
use std::net::IpAddr;
use std::time::Duration;

/// Seconds that a server may take for a page, and how long it is waited for.
pub const STATEMENT_TIMEOUT: u64 = 30;
const PATIENCE: Duration = Duration::from_secs(40);

/// A row's values.
pub type Values = Vec<Option<String>>;

/// A kind of server: how it is asked, and what its errors mean.
#[async_trait]
pub trait Server: Send {
    /// What is behind a version, the lowest first; connects where there is no connection.
    async fn ask(&mut self, query: &str, after: i64, most: u32) -> sqlx::Result<Vec<Values>>;

    /// Drops the connection.
    fn forget(&mut self);

    /// What an error of the server means, without its words.
    fn tell(error: &(dyn sqlx::error::DatabaseError + 'static)) -> SourceError;
}

/// How a kind of server writes SQL.
pub struct Dialect {
    pub quote: char,
    /// The type of text.
    pub text: &'static str,
    /// Parameters: the version, and how many rows.
    pub after: &'static str,
    pub most: &'static str,
}

pub struct Table<S> {
    server: S,
    query: String,
    /// Place of the version among the columns.
    version: usize,
    overlap: u64,
    page: u32,
}

impl<S: Server> Table<S> {
    pub fn new(
        server: S,
        dialect: &Dialect,
        mapping: &Mapping,
        view: &str,
        (overlap, page): (u64, u32),
    ) -> Self {
        let quote = dialect.quote;
        let quoted = |name: &str| format!("{quote}{name}{quote}");
        let read = mapping.columns().iter().map(|name| format!("CAST({} AS {})", quoted(name), dialect.text));
        let view: Vec<String> = view.split('.').map(quoted).collect();
        // By the view's name: alone, it could be the text that is read, and 13 before 2.
        let version = format!("source.{}", quoted(&mapping.columns.version));
        let query = format!(
            "SELECT {}, {version} FROM {} AS source WHERE {version} > {} ORDER BY {version} LIMIT {}",
            read.collect::<Vec<_>>().join(", "),
            view.join("."),
            dialect.after,
            dialect.most
        );
        Table { server, query, version: mapping.version_place(), overlap, page }
    }
}

#[async_trait]
impl<S: Server> Source for Table<S> {
    async fn page(&mut self, after: Option<&str>) -> Result<Page, SourceError> {
        let from = versions::from(after, self.overlap);
        let asked = self.server.ask(&self.query, i64::try_from(from).unwrap_or(i64::MAX), self.page);
        let read = match tokio::time::timeout(PATIENCE, asked).await {
            Ok(read) => read.map_err(|error| tell::<S>(&error)),
            Err(_) => Err(SourceError::Away("no answer in time".into())),
        };
        if read.is_err() {
            // Whatever it was: the next look begins with a connection of its own.
            self.server.forget();
        }
        let placed = |values: Values| {
            let version = row::version(values.get(self.version).and_then(Option::as_deref));
            Row { place: row::place(version), values }
        };
        let rows: Vec<Row> = read?.into_iter().map(placed).collect();
        // Behind what is no version nobody would look for the next one.
        let last = rows.iter().filter_map(|row| row::version(row.values.get(self.version)?.as_deref())).max();
        let full = u32::try_from(rows.len()).is_ok_and(|count| count >= self.page);
        let (position, more) = versions::next(after, from, last, full);
        Ok(Page { rows, bad: Vec::new(), position: Some(position), more })
    }

    fn after(&self, version: u64) -> Option<String> {
        Some(version.to_string())
    }
}

/// The values of a row, but for the last one: that is the version as the server has it.
pub fn values<'r, R>(row: &'r R) -> sqlx::Result<Values>
where
    R: sqlx::Row,
    usize: ColumnIndex<R>,
    Option<String>: Decode<'r, R::Database> + Type<R::Database>,
{
    (0..row.len().saturating_sub(1)).map(|at| row.try_get(at)).collect()
}

/// Whether a host is this machine.
pub fn is_here(host: &str) -> bool {
    host == "localhost"
        || host.starts_with('/')
        || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// What went wrong, without the server's words.
fn tell<S: Server>(error: &sqlx::Error) -> SourceError {
    match error {
        sqlx::Error::Database(error) => S::tell(error.as_ref()),
        sqlx::Error::Io(error) => SourceError::Away(format!("{:?}", error.kind())),
        sqlx::Error::Tls(_) => SourceError::Refused("its certificate is not one that is trusted".into()),
        sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => {
            SourceError::Columns("a value of another type".into())
        }
        _ => SourceError::Away("the connection failed".into()),
    }
}
