use crate::state;
use cosmwasm_std::{to_json_binary, Binary, Deps, Env, Order};
use timebank_api::training::{
    CertificateId, CertificateResponse, CertificatesResponse, ConfigResponse, CourseInput, CourseResponse,
    CoursesResponse, PassedResponse, PlaceResponse, PlacesResponse, QueryMsg,
};
use timebank_api::{CourseId, MemberId, Seconds};
use timebank_std::{council, page_size, Result};

pub fn query(deps: Deps, env: &Env, msg: QueryMsg) -> Result<Binary> {
    let (storage, now) = (deps.storage, env.block.time.seconds());
    let answer = match msg {
        QueryMsg::Config {} => to_json_binary(&ConfigResponse { council: council(storage)?.into_string() }),
        QueryMsg::Course { id } => to_json_binary(&course(deps, id)?),
        QueryMsg::Courses { start_after, limit, descending } => {
            let order = if descending.unwrap_or(false) { Order::Descending } else { Order::Ascending };
            let courses = state::course_ids(storage, start_after, order)
                .take(page_size(limit))
                .map(|id| course(deps, id))
                .collect::<Result<_>>()?;
            to_json_binary(&CoursesResponse { courses })
        }
        QueryMsg::Enrolment { id, participant } => {
            to_json_binary(&part(id, participant, &state::place(storage, id, participant)?))
        }
        QueryMsg::Enrolments { id, start_after, limit } => {
            let enrolments = state::places(storage, id, start_after)
                .take(page_size(limit))
                .map(|item| item.map(|(participant, place)| part(id, participant, &place)))
                .collect::<Result<_>>()?;
            to_json_binary(&PlacesResponse { enrolments })
        }
        QueryMsg::Certificate { id } => to_json_binary(&certificate(deps, now, id)?),
        QueryMsg::Certificates { member, start_after, limit } => {
            let certificates = state::certificates_of(storage, member, start_after)
                .take(page_size(limit))
                .map(|id| certificate(deps, now, id))
                .collect::<Result<_>>()?;
            to_json_binary(&CertificatesResponse { certificates })
        }
        QueryMsg::Passed { course, member } => to_json_binary(&passed(deps, now, course, member)?),
    };
    Ok(answer?)
}

fn course(deps: Deps, id: CourseId) -> Result<CourseResponse> {
    let state::Course { plan, tally, .. } = state::course(deps.storage, id)?;
    let text = state::text(deps.storage, id)?;
    Ok(CourseResponse {
        id,
        branch: plan.branch,
        author: plan.author,
        revision: tally.revision,
        state: tally.state,
        taken: tally.taken,
        waitlisted: tally.waitlisted,
        decided: tally.decided,
        course: CourseInput {
            title: text.title,
            summary: text.summary,
            text: text.text.map(Into::into),
            place: text.place,
            registration: plan.registration,
            sessions: plan.sessions,
            seats: plan.seats,
            min_sessions: plan.min_sessions,
            trainers: plan.trainers,
            requires: plan.requires,
            branch_only: plan.branch_only,
            counts_as: plan.counts_as,
            certificate: plan.certificate,
        },
    })
}

fn part(id: CourseId, participant: MemberId, place: &state::Place) -> PlaceResponse {
    let there = |session: &u8| place.attended.checked_shr((*session).into()).unwrap_or(0) & 1 == 1;
    PlaceResponse {
        id,
        participant,
        state: place.state,
        position: place.position,
        attended: (0..32).filter(there).collect(),
    }
}

fn certificate(deps: Deps, now: Seconds, id: CertificateId) -> Result<CertificateResponse> {
    let certificate = state::certificate(deps.storage, id)?;
    Ok(CertificateResponse { id, holds: certificate.holds(now), certificate })
}

fn passed(deps: Deps, now: Seconds, course: CourseId, member: MemberId) -> Result<PassedResponse> {
    let passed = state::passed(deps.storage, course, member)?;
    Ok(PassedResponse {
        passed: passed.is_some_and(|passed| now < passed.valid_until),
        certificate: passed.map(|passed| passed.certificate).filter(|certificate| *certificate != 0),
        valid_until: passed.map(|passed| passed.valid_until),
    })
}
