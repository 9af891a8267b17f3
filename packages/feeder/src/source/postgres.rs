//! PostgreSQL: a session that cannot write.

use super::table::{self, Dialect, Server, Table, Values, STATEMENT_TIMEOUT};
use super::SourceError;
use crate::mapping::{self, Mapping, MappingError};
use crate::secret::read_text;
use async_trait::async_trait;
use sqlx::error::DatabaseError;
use sqlx::postgres::{PgConnectOptions, PgConnection, PgSslMode};
use sqlx::{AssertSqlSafe, ConnectOptions};
use std::str::FromStr;

const DIALECT: Dialect = Dialect { quote: '"', text: "text", after: "$1", most: "$2" };

pub struct Postgres {
    options: PgConnectOptions,
    connection: Option<PgConnection>,
}

impl Postgres {
    pub fn table(mapping: &Mapping, from: &mapping::Table) -> Result<Table<Self>, MappingError> {
        let url = read_text(&from.url_file)?;
        let wrong = || MappingError::Invalid("from.postgres.url_file: no URL postgres://…".into());
        // The URL may hold a password: what is wrong with it is not repeated.
        let options = PgConnectOptions::from_str(url.trim()).map_err(|_| wrong())?;
        let timeout = format!("{STATEMENT_TIMEOUT}s");
        let options = options.disable_statement_logging().application_name("timebank").options([
            ("TimeZone", "UTC"),
            ("DateStyle", "ISO,YMD"),
            ("default_transaction_read_only", "on"),
            ("statement_timeout", timeout.as_str()),
        ]);
        let near = options.get_socket().is_some() || table::is_here(options.get_host());
        let options = match &from.ca_file {
            Some(file) => options.ssl_root_cert(file).ssl_mode(PgSslMode::VerifyFull),
            None if near => options,
            None => options.ssl_mode(PgSslMode::VerifyFull),
        };
        let server = Postgres { options, connection: None };
        Ok(Table::new(server, &DIALECT, mapping, &from.view, (from.overlap, from.page)))
    }
}

#[async_trait]
impl Server for Postgres {
    async fn ask(&mut self, query: &str, after: i64, most: u32) -> sqlx::Result<Vec<Values>> {
        let connection = match &mut self.connection {
            Some(connection) => connection,
            none => none.insert(self.options.connect().await?),
        };
        let asked = sqlx::query(AssertSqlSafe(query)).bind(after).bind(i64::from(most));
        asked.fetch_all(connection).await?.iter().map(table::values).collect()
    }

    fn forget(&mut self) {
        self.connection = None;
    }

    fn tell(error: &(dyn DatabaseError + 'static)) -> SourceError {
        let state = error.code().unwrap_or_default().into_owned();
        let told = format!("SQLSTATE {state}");
        match state.as_str() {
            // A column, a table, a schema that is not there; a type that does not compare with a number.
            "42703" | "42P01" | "3F000" | "42883" | "42846" | "22P02" => SourceError::Columns(told),
            code if ["28", "42", "3D"].iter().any(|class| code.starts_with(class)) => {
                SourceError::Refused(told)
            }
            _ => SourceError::Away(told),
        }
    }
}
