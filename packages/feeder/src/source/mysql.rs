//! MySQL and MariaDB: a session that cannot write, in the mapping's time zone, since their times do not say theirs.

use super::table::{self, Dialect, Server, Table, Values, STATEMENT_TIMEOUT};
use super::SourceError;
use crate::mapping::{self, Mapping, MappingError};
use crate::secret::read_text;
use async_trait::async_trait;
use sqlx::error::DatabaseError;
use sqlx::mysql::{MySqlConnectOptions, MySqlConnection, MySqlDatabaseError, MySqlSslMode, MySqlStatement};
use sqlx::{AssertSqlSafe, Column, ConnectOptions, Executor, SqlSafeStr, Statement, TypeInfo};
use std::str::FromStr;

const DIALECT: Dialect = Dialect { quote: '`', text: "CHAR CHARACTER SET utf8mb4", after: "?", most: "?" };
const SCHEMES: [&str; 2] = ["mysql://", "mariadb://"];

pub struct MySql {
    options: MySqlConnectOptions,
    connection: Option<MySqlConnection>,
}

impl MySql {
    pub fn table(mapping: &Mapping, from: &mapping::Table) -> Result<Table<Self>, MappingError> {
        let url = read_text(&from.url_file)?;
        let wrong = || MappingError::Invalid("from.mysql.url_file: no URL mysql://…".into());
        if !SCHEMES.iter().any(|scheme| url.trim().starts_with(scheme)) {
            return Err(wrong());
        }
        // The URL may hold a password: what is wrong with it is not repeated.
        let options = MySqlConnectOptions::from_str(url.trim()).map_err(|_| wrong())?;
        let (hours, minutes, _) = mapping.zone().as_hms();
        let sign = if mapping.zone().is_negative() { '-' } else { '+' };
        let zone = format!("{sign}{:02}:{:02}", hours.unsigned_abs(), minutes.unsigned_abs());
        let options = options
            .disable_statement_logging()
            .charset("utf8mb4")
            .timezone(zone)
            // A view may be another one by the next look.
            .statement_cache_capacity(0)
            .pipes_as_concat(false)
            .no_engine_substitution(false);
        let near = options.get_socket().is_some() || table::is_here(options.get_host());
        let options = match &from.ca_file {
            Some(file) => options.ssl_ca(file).ssl_mode(MySqlSslMode::VerifyIdentity),
            None if near => options,
            None => options.ssl_mode(MySqlSslMode::VerifyIdentity),
        };
        let server = MySql { options, connection: None };
        Ok(Table::new(server, &DIALECT, mapping, &from.view, (from.overlap, from.page)))
    }
}

async fn connect(options: &MySqlConnectOptions) -> sqlx::Result<MySqlConnection> {
    let mut connection = options.connect().await?;
    connection.execute("SET SESSION TRANSACTION READ ONLY").await?;
    // The two call the limit by other names, and each passes over the other's comment.
    let limit = format!(
        "SET SESSION /*M! max_statement_time = {STATEMENT_TIMEOUT} */ /*!50708 max_execution_time = {STATEMENT_TIMEOUT}000 */"
    );
    connection.execute(AssertSqlSafe(limit)).await?;
    Ok(connection)
}

#[async_trait]
impl Server for MySql {
    async fn ask(&mut self, query: &str, after: i64, most: u32) -> sqlx::Result<Vec<Values>> {
        let connection = match &mut self.connection {
            Some(connection) => connection,
            none => none.insert(connect(&self.options).await?),
        };
        let statement = connection.prepare(AssertSqlSafe(query).into_sql_str()).await?;
        check(&statement)?;
        let asked = statement.query().bind(after).bind(most);
        asked.fetch_all(connection).await?.iter().map(table::values).collect()
    }

    fn forget(&mut self) {
        self.connection = None;
    }

    fn tell(error: &(dyn DatabaseError + 'static)) -> SourceError {
        let number = error.try_downcast_ref::<MySqlDatabaseError>().map_or(0, MySqlDatabaseError::number);
        let told = format!("error {number}");
        match number {
            // A column, a table, a function of the view that is not there; a view that does not fit its tables any more.
            1054 | 1146 | 1305 | 1356 => SourceError::Columns(told),
            // A user, a database, a right that is not there; an account that is locked; what the server does not understand.
            1044 | 1045 | 1049 | 1064 | 1142 | 1143 | 1227 | 1251 | 1370 | 1698 | 1820 | 1862 | 3118
            | 4151 => SourceError::Refused(told),
            _ => SourceError::Away(told),
        }
    }
}

/// Whether the version is a number. These servers compare whatever there is with one, and would pass over a version that is none.
fn check(statement: &MySqlStatement) -> sqlx::Result<()> {
    let version = statement.columns().last().map_or("", |column| column.type_info().name());
    if version.contains("INT") || version == "DECIMAL" {
        return Ok(());
    }
    Err(sqlx::Error::Decode("the version is no number".into()))
}
