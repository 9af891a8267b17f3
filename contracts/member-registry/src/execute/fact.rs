use super::status;
use crate::guard;
use crate::state::fact::{self, Change};
use crate::state::{self, credential, standing};
use cosmwasm_std::{DepsMut, Response};
use timebank_api::member_registry::{Credential, StatusCause};
use timebank_api::oracle::{MemberFact, ReportId};
use timebank_api::{event, Code, MemberId, Seconds};
use timebank_std::Result;

pub fn apply_fact(deps: DepsMut, report: ReportId, member: MemberId, fact: MemberFact) -> Result<Response> {
    let mut record = state::member(deps.storage, member)?;
    let told = event::FactKept { report, member, fact: fact.clone() };
    let response = Response::new().add_event(told);
    let by = None;
    let (change, response) = match fact {
        MemberFact::Credential { commitment, valid_until } => {
            let bytes = guard::digest(&commitment)?;
            let before = credential::credential(deps.storage, member, &bytes)?.map(terms);
            credential::set_credential(deps.storage, member, &bytes, Some((valid_until, by)));
            let issued = event::CredentialIssued { member, commitment: commitment.clone(), valid_until, by };
            (Change::Credential { commitment, before, after: Some(valid_until) }, response.add_event(issued))
        }
        MemberFact::RevokeCredential { commitment } => {
            let bytes = guard::digest(&commitment)?;
            let before = credential::credential(deps.storage, member, &bytes)?;
            let before = Some(before.map(terms).ok_or(Code::CredentialUnknown)?);
            credential::set_credential(deps.storage, member, &bytes, None);
            let revoked = event::CredentialRevoked { member, commitment: commitment.clone(), by };
            (Change::Credential { commitment, before, after: None }, response.add_event(revoked))
        }
        MemberFact::Age { class } => {
            let before = record.age;
            record.age = class;
            state::set_member(deps.storage, member, &record);
            let set = event::AgeSet { member, age: class, by };
            (Change::Age { before, after: class }, response.add_event(set))
        }
        MemberFact::Deceased {} => {
            let before = standing::causes(deps.storage, member) & standing::REPORTED != 0;
            let response = if before {
                response
            } else {
                let cause = StatusCause::Fact;
                response.add_event(status::change(deps.storage, member, standing::REPORTED, 0, cause, by)?)
            };
            (Change::Deceased { before }, response)
        }
    };
    fact::keep(deps.storage, report, member, &change);
    Ok(response)
}

/// An undo undoes its own report and nothing that came after it.
pub fn undo_fact(deps: DepsMut, report: ReportId, member: MemberId) -> Result<Response> {
    let change = fact::take(deps.storage, report, member)?;
    let response = Response::new().add_event(event::FactRestored { report, member });
    Ok(match change {
        Change::Credential { commitment, before, after } => {
            let bytes = guard::digest(&commitment)?;
            let now = credential::credential(deps.storage, member, &bytes)?;
            if now.map(|credential| credential.valid_until) != after {
                return Err(Code::FactChanged.into());
            }
            credential::set_credential(deps.storage, member, &bytes, before);
            match before {
                Some((valid_until, by)) => {
                    response.add_event(event::CredentialIssued { member, commitment, valid_until, by })
                }
                None => response.add_event(event::CredentialRevoked { member, commitment, by: None }),
            }
        }
        Change::Age { before, after } => {
            let mut record = state::member(deps.storage, member)?;
            if record.age != after {
                return Err(Code::FactChanged.into());
            }
            record.age = before;
            state::set_member(deps.storage, member, &record);
            response.add_event(event::AgeSet { member, age: before, by: None })
        }
        Change::Deceased { before: true } => response,
        Change::Deceased { before: false } => {
            let cause = StatusCause::Fact;
            response.add_event(status::change(deps.storage, member, 0, standing::REPORTED, cause, None)?)
        }
    })
}

fn terms(credential: Credential) -> (Seconds, Option<MemberId>) {
    (credential.valid_until, credential.by)
}
