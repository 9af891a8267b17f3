use super::{member_of, now};
use crate::certify;
use crate::guard::{ensure, not_self, of_branch};
use crate::state::{self, Done};
use crate::validate;
use cosmwasm_std::{Deps, DepsMut, Env, HexBinary, Response};
use timebank_api::oracle::ReportId;
use timebank_api::training::{Certificate, CertificateId, CertificateStatus, Certified, CourseState, Issuer};
use timebank_api::{event, Actor, Code, CourseId, MemberId, Seconds};
use timebank_std::Result;

/// Why a certificate was taken back that a partner institution took back.
const BY_PARTNER: &str = "partner";
/// Why a certificate was taken back whose attestation was undone.
const UNDONE: &str = "undone";
/// Why a certificate was taken back in whose place the partner institution gave another.
const REPLACED: &str = "replaced";

pub fn renew(
    deps: DepsMut,
    env: &Env,
    actor: &Actor,
    id: CertificateId,
    valid_until: Seconds,
) -> Result<Response> {
    let mut certificate = state::certificate(deps.storage, id)?;
    ensure(matches!(certificate.issuer, Issuer::Branch { .. }), Code::CertificateState)?;
    answers(deps.as_ref(), actor, &certificate)?;
    ensure(certificate.status == CertificateStatus::Valid, Code::CertificateState)?;
    // The course's own terms at the first run bound how far.
    let latest = match state::course(deps.storage, certificate.course)?.plan.certificate {
        Certified::For { seconds } => now(env).saturating_add(seconds),
        Certified::Lasting => certify::ALWAYS,
        Certified::No => 0,
    };
    let later = valid_until > certificate.valid_until && valid_until <= latest;
    ensure(later, Code::CertificateValidity)?;
    certificate.valid_until = valid_until;
    certify::renew(deps.storage, id, &certificate, now(env))?;
    let by = actor.by();
    Ok(Response::new().add_event(event::CertificateRenewed { certificate: id, valid_until, by }))
}

pub fn revoke(deps: DepsMut, actor: &Actor, id: CertificateId, reason: String) -> Result<Response> {
    validate::reason(&reason)?;
    let mut certificate = state::certificate(deps.storage, id)?;
    answers(deps.as_ref(), actor, &certificate)?;
    certify::revoke(deps.storage, id, &mut certificate)?;
    Ok(revoked(id, Some(actor.by()), reason))
}

pub fn issue_attested(
    deps: DepsMut,
    env: &Env,
    report: ReportId,
    (member, course): (MemberId, CourseId),
    holder: HexBinary,
    valid_until: Seconds,
) -> Result<Response> {
    validate::holder(&holder)?;
    let known = state::course(deps.storage, course)?;
    let reviewed = !matches!(known.tally.state, CourseState::Draft | CourseState::Submitted);
    ensure(reviewed && known.plan.counts_as.is_none(), Code::CourseState)?;
    member_of(deps.as_ref(), member)?;
    let now = now(env);
    ensure(valid_until > now, Code::CertificateValidity)?;
    let (last, mut response, mut replaced) =
        (state::attested(deps.storage, course, member)?, Response::new(), false);
    if last != 0 {
        let mut before = state::certificate(deps.storage, last)?;
        if before.status == CertificateStatus::Valid {
            certify::revoke(deps.storage, last, &mut before)?;
            response = revoked(last, None, REPLACED.into());
            replaced = true;
        }
    }
    let issuer = Issuer::Attested { report };
    let (id, issued) = certify::issue(deps.storage, (issuer, course, member), holder, (now, valid_until))?;
    state::set_attested(deps.storage, course, member, id)?;
    state::save_done(deps.storage, report, &Done::Issued { certificate: id, last, replaced })?;
    Ok(response.add_event(issued))
}

pub fn revoke_attested(
    deps: DepsMut,
    report: ReportId,
    (member, course): (MemberId, CourseId),
) -> Result<Response> {
    let id = state::attested(deps.storage, course, member)?;
    let mut certificate = state::certificate(deps.storage, id)?;
    certify::revoke(deps.storage, id, &mut certificate)?;
    state::save_done(deps.storage, report, &Done::Revoked { certificate: id })?;
    Ok(revoked(id, None, BY_PARTNER.into()))
}

pub fn undo_attested(deps: DepsMut, env: &Env, report: ReportId) -> Result<Response> {
    match state::take_done(deps.storage, report)?.ok_or(Code::ReportUnknown)? {
        Done::Issued { certificate: id, last, replaced } => {
            let mut certificate = state::certificate(deps.storage, id)?;
            state::set_attested(deps.storage, certificate.course, certificate.member, last)?;
            let mut response = Response::new();
            // Unless an administrator took it back already.
            if certificate.status == CertificateStatus::Valid {
                certify::revoke(deps.storage, id, &mut certificate)?;
                response = revoked(id, None, UNDONE.into());
            }
            if replaced {
                let mut before = state::certificate(deps.storage, last)?;
                certify::restore(deps.storage, last, &mut before, now(env))?;
                response = response.add_event(event::CertificateRestored { certificate: last });
            }
            Ok(response)
        }
        Done::Revoked { certificate: id } => {
            let mut certificate = state::certificate(deps.storage, id)?;
            certify::restore(deps.storage, id, &mut certificate, now(env))?;
            Ok(Response::new().add_event(event::CertificateRestored { certificate: id }))
        }
    }
}

/// An administrator of the issuing branch, of the holder's where a partner institution issued, who is not the holder.
fn answers(deps: Deps, actor: &Actor, certificate: &Certificate) -> Result<()> {
    not_self(actor, certificate.member)?;
    match certificate.issuer {
        Issuer::Branch { branch } => of_branch(branch, actor),
        Issuer::Attested { .. } => of_branch(member_of(deps, certificate.member)?.branch, actor),
    }
}

fn revoked(certificate: CertificateId, by: Option<MemberId>, reason: String) -> Response {
    Response::new().add_event(event::CertificateRevoked { certificate, by, reason })
}
