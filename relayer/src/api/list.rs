//! Rows of the index as they are shown: a struct's fields are the columns of its statement.

use super::problem::Problem;
use super::reads;
use super::ApiState;
use crate::db::QueryBuilder;
use serde::{Serialize, Serializer};
use sqlx::any::AnyRow;
use sqlx::FromRow;
use utoipa::ToSchema;

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct List<T> {
    pub items: Vec<T>,
    /// Ask again with this as `cursor`; missing at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

impl<T> List<T> {
    /// A page, and where the next one begins.
    pub fn page(items: Vec<T>, limit: u32, cursor: impl Fn(&T) -> i64) -> Self {
        List { next: reads::next(&items, limit, |item| cursor(item).to_string()), items }
    }

    /// A list that is short by its nature.
    pub fn whole(items: Vec<T>) -> Self {
        List { items, next: None }
    }
}

impl ApiState {
    /// What a statement gives.
    pub(super) async fn rows<T>(&self, query: QueryBuilder) -> Result<Vec<T>, Problem>
    where
        T: for<'r> FromRow<'r, AnyRow> + Send + Unpin,
    {
        Ok(query.build_as().fetch_all(self.db.reader()).await?)
    }

    /// The first that a statement gives.
    pub(super) async fn row<T>(&self, query: QueryBuilder) -> Result<Option<T>, Problem>
    where
        T: for<'r> FromRow<'r, AnyRow> + Send + Unpin,
    {
        Ok(query.build_as().fetch_optional(self.db.reader()).await?)
    }
}

/// A statement with its parameters in place: text, value, text, value …
macro_rules! query {
    ($first:literal $(, $value:expr, $text:literal)*) => {{
        #[allow(unused_mut)]
        let mut query = crate::db::QueryBuilder::new($first);
        $(query.push_bind($value).push($text);)*
        query
    }};
}
pub(super) use query;

/// A column of JSON, or an enum's name, as the value it stands for.
pub(super) fn json<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    let value = match text.starts_with(['{', '[']) {
        true => serde_json::from_str(text).map_err(serde::ser::Error::custom)?,
        false => serde_json::Value::String(text.to_owned()),
    };
    value.serialize(serializer)
}

/// Bytes in hexadecimal.
pub(super) fn hexadecimal<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&hex::encode(bytes))
}

/// As [`hexadecimal`], where there may be nothing.
pub(super) fn maybe_hexadecimal<S: Serializer>(
    bytes: &Option<Vec<u8>>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    bytes.as_deref().map(hex::encode).serialize(serializer)
}

/// 0 or 1.
pub(super) fn yes<S: Serializer>(number: &i64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_bool(*number != 0)
}

/// Declares a changing request: who sends it, the parts of its path, its body, and the order it comes to.
///
/// The names in the parentheses are, in order: the state, the login, the request's identity, the path, the body. `Member` is
/// anybody who is logged in, `Administrator` names the offices that will do.
macro_rules! change {
    (
        $(#[$($doc:tt)+])+
        $method:ident $path:tt $tag:tt
        fn $name:ident(
            $state:ident, $login:ident: $who:ident $(($($role:ident)+))?, $changing:ident
            $(, [$($at:ident $part:tt: $part_type:ident),+])?
            $(; $body:ident: $body_type:ident)?
        ) $prepare:block
    ) => {
        $(#[$($doc)+])+
        #[utoipa::path($method, path = $path, tag = $tag,
            security(("session" = [$($($crate::api::access::name(timebank_api::Role::$role)),+)?])),
            operation_id = concat!($tag, "_", stringify!($name)), params($($(($part = $part_type, Path),)+)? ("Idempotency-Key" = String, Header)),
            responses(Accepted, Problem))]
        pub(super) async fn $name(
            State($state): State<ApiState>,
            who: $who,
            $(Path(($($at,)+)): Path<($($part_type,)+)>,)?
            $changing: Changing,
            $(Json($body): Json<$body_type>,)?
        ) -> Result<Accepted, Problem> {
            let $login = who.0;
            let prepare = async $prepare;
            $state.act(&$login, &$changing, $crate::api::list::change!(@body $($body)?), prepare).await
        }
    };
    (@body) => { &() };
    (@body $body:ident) => { &$body };
}
pub(super) use change;
