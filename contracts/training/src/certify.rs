//! Certificates and what they open: the record under `passed_key` always tells the best of what a member holds for a course.

use crate::guard::ensure;
use crate::state::{self, Held};
use cosmwasm_std::{Event, HexBinary, Storage};
use timebank_api::event;
use timebank_api::record::Passed;
use timebank_api::training::{Certificate, CertificateId, CertificateStatus, Issuer};
use timebank_api::{Code, CourseId, MemberId, Seconds};
use timebank_std::Result;

/// How many certificates of one course a member holds at a time.
const MAX_HELD: usize = 16;
/// Until when a lasting certificate is valid, and a course passed without one counts.
pub const ALWAYS: Seconds = Seconds::MAX;

/// Issues a certificate and publishes what it opens.
///
/// # Errors
/// `request.too_many`.
pub fn issue(
    storage: &mut dyn Storage,
    (issuer, course, member): (Issuer, CourseId, MemberId),
    holder: HexBinary,
    (now, valid_until): (Seconds, Seconds),
) -> Result<(CertificateId, Event)> {
    let id = state::next_certificate(storage, member)?;
    let status = CertificateStatus::Valid;
    let contents = Certificate { status, issuer, course, member, issued: now, valid_until, holder };
    state::save_certificate(storage, id, &contents);
    hold(storage, (course, member), id, now)?;
    Ok((id, event::CertificateIssued { certificate: id, contents }.into()))
}

/// The course was passed; there is no certificate for it.
pub fn pass(storage: &mut dyn Storage, course: CourseId, member: MemberId) -> Result<()> {
    let held = Held { bare: true, ..state::held(storage, course, member)? };
    state::save_held(storage, course, member, &held)?;
    publish(storage, (course, member), &held)
}

/// Takes a certificate back.
///
/// # Errors
/// `certificate.state` if it has been taken back.
pub fn revoke(storage: &mut dyn Storage, id: CertificateId, certificate: &mut Certificate) -> Result<()> {
    ensure(certificate.status == CertificateStatus::Valid, Code::CertificateState)?;
    certificate.status = CertificateStatus::Revoked;
    state::save_certificate(storage, id, certificate);
    let (course, member) = (certificate.course, certificate.member);
    let held = state::held(storage, course, member)?;
    publish(storage, (course, member), &held)
}

/// Makes a certificate valid again.
///
/// # Errors
/// `certificate.state` if it is valid.
pub fn restore(
    storage: &mut dyn Storage,
    id: CertificateId,
    certificate: &mut Certificate,
    now: Seconds,
) -> Result<()> {
    ensure(certificate.status == CertificateStatus::Revoked, Code::CertificateState)?;
    certificate.status = CertificateStatus::Valid;
    renew(storage, id, certificate, now)
}

/// Saves a certificate that holds longer, or again: one that was over may have given its place to another.
///
/// # Errors
/// `request.too_many`.
pub fn renew(
    storage: &mut dyn Storage,
    id: CertificateId,
    certificate: &Certificate,
    now: Seconds,
) -> Result<()> {
    state::save_certificate(storage, id, certificate);
    hold(storage, (certificate.course, certificate.member), id, now)
}

/// Adds a certificate to what the member holds, in place of those that hold no more.
fn hold(
    storage: &mut dyn Storage,
    (course, member): (CourseId, MemberId),
    id: CertificateId,
    now: Seconds,
) -> Result<()> {
    let mut held = state::held(storage, course, member)?;
    let mut certificates = vec![];
    for other in held.certificates {
        if other != id && state::certificate(storage, other)?.holds(now) {
            certificates.push(other);
        }
    }
    certificates.push(id);
    ensure(certificates.len() <= MAX_HELD, Code::TooMany)?;
    held.certificates = certificates;
    state::save_held(storage, course, member, &held)?;
    publish(storage, (course, member), &held)
}

/// Publishes the certificate that is valid longest, else that the course was passed without one, else nothing.
fn publish(storage: &mut dyn Storage, (course, member): (CourseId, MemberId), held: &Held) -> Result<()> {
    let mut best = None;
    for id in &held.certificates {
        let certificate = state::certificate(storage, *id)?;
        let valid = certificate.status == CertificateStatus::Valid;
        if valid && best.is_none_or(|best: Passed| best.valid_until <= certificate.valid_until) {
            best = Some(Passed { certificate: *id, valid_until: certificate.valid_until });
        }
    }
    let bare = held.bare.then_some(Passed { certificate: 0, valid_until: ALWAYS });
    state::set_passed(storage, course, member, best.or(bare));
    Ok(())
}
