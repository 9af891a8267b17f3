//! Acting for somebody (E5): an agent's own session and keys, with the header `On-Behalf-Of`. The ledger checks every right
//! again; here it is asked first, so that nobody types a password in vain, and whose accounts an agent may read.

use super::access;
use super::extract::{clock, Changing, Member};
use super::problem::{Own, Problem};
use super::ApiState;
use crate::db::int;
use crate::identity::Login;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use timebank_api::{Code, MemberId, Right, Rights};
use utoipa::openapi::path::{Operation, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, SchemaType, Type};
use utoipa::openapi::{RefOr, Required};

const HEADER: &str = "on-behalf-of";

/// For whom the request is, if not for whoever sends it.
pub(super) fn principal(parts: &Parts) -> Result<Option<MemberId>, Problem> {
    let parse = |value: &axum::http::HeaderValue| {
        let number = value.to_str().ok().and_then(|text| text.parse().ok());
        number.ok_or_else(|| Problem::from(Own::Parameter).with_detail("On-Behalf-Of"))
    };
    parts.headers.get(HEADER).map(parse).transpose()
}

/// What an agent may do for a member.
pub(super) struct Agency {
    rights: Rights,
}

impl ApiState {
    /// The agency under which a member acts for another; nothing for whoever acts for oneself.
    ///
    /// # Errors
    /// `auth.agent` if there is none.
    pub(super) async fn agency(
        &self,
        agent: MemberId,
        principal: Option<MemberId>,
    ) -> Result<Option<Agency>, Problem> {
        let Some(principal) = principal else { return Ok(None) };
        let rights: Option<i64> = sqlx::query_scalar(
            "SELECT rights FROM p_agents WHERE principal = $1 AND agent = $2 AND accepted = 1 AND until > $3",
        )
        .bind(int(principal))
        .bind(int(agent))
        .bind(int(clock()))
        .fetch_optional(self.db.reader())
        .await?;
        let rights = rights.and_then(|rights| u8::try_from(rights).ok()).ok_or(Code::AgentNotAllowed)?;
        Ok(Some(Agency { rights: Rights(rights) }))
    }
}

impl Changing {
    /// Whose the change is: the member for whom an agent acts, else whoever asks.
    pub(super) fn principal(&self, login: &Login) -> Result<MemberId, Problem> {
        match self.on_behalf_of {
            Some(principal) => Ok(principal),
            None => Ok(login.member()?),
        }
    }
}

/// Somebody who reads what is one's own, or as an agent what is the principal's.
pub(super) struct Whose {
    pub member: MemberId,
    /// Who asks: the member or the agent.
    pub actor: MemberId,
    /// What an agent may do; nothing for oneself.
    agency: Option<Agency>,
}

impl Whose {
    /// # Errors
    /// `auth.agent` for an agent without this right.
    pub(super) fn with(self, right: Right) -> Result<Self, Problem> {
        match &self.agency {
            Some(agency) if !agency.rights.contains(right) => Err(Code::AgentNotAllowed.into()),
            _ => Ok(self),
        }
    }
}

impl FromRequestParts<ApiState> for Whose {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        let Member(login) = Member::from_request_parts(parts, state).await?;
        let own = login.member()?;
        let principal = principal(parts)?;
        let agency = state.agency(own, principal).await?;
        Ok(Whose { member: principal.unwrap_or(own), actor: own, agency })
    }
}

/// Adds the header to the description of every operation of a session that takes it: those that change the ledger.
pub(super) fn describe(operation: &mut Operation) {
    let changes = operation
        .parameters
        .iter()
        .flatten()
        .any(|known| matches!(known, RefOr::T(parameter) if parameter.name == "Idempotency-Key"));
    if changes && access::needs_session(operation) {
        add_header(operation);
    }
}

fn add_header(operation: &mut Operation) {
    let header = ParameterBuilder::new()
        .name("On-Behalf-Of")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some("The member for whom an agent acts; the agent's own session and keys sign."))
        .schema(Some(ObjectBuilder::new().schema_type(SchemaType::new(Type::Integer)).build()))
        .build();
    operation.parameters.get_or_insert_default().push(RefOr::T(header));
}
