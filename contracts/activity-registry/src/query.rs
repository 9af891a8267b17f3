use crate::execute::member_of;
use crate::{admission, state};
use cosmwasm_std::{to_json_binary, Binary, Deps, Env, Order};
use timebank_api::activity_registry::{
    stage, ActivitiesResponse, ActivityInput, ActivityResponse, AgendaResponse, AnswersResponse,
    BlockResponse, ConfigResponse, DisputeInfo, DisputeResponse, DueItem, DueResponse, EnrolmentResponse,
    EnrolmentsResponse, FactCountResponse, FindingsResponse, FollowUpInfo, FollowUpsResponse, ListingId,
    ListingResponse, ListingsResponse, QueryMsg, ReceiptResponse, SeatInfo,
};
use timebank_api::{ActivityId, MemberId, Seconds};
use timebank_std::{page_size, Result};

pub fn query(deps: Deps, env: &Env, msg: QueryMsg) -> Result<Binary> {
    let now = env.block.time.seconds();
    let answer = match msg {
        QueryMsg::Activity { id } => to_json_binary(&activity(deps, now, id)?),
        QueryMsg::Activities { start_after, limit, descending } => {
            let activities = state::activity_ids(deps.storage, start_after, order(descending))
                .take(page_size(limit))
                .map(|id| activity(deps, now, id))
                .collect::<Result<_>>()?;
            to_json_binary(&ActivitiesResponse { activities })
        }
        QueryMsg::Enrolment { id, participant } => {
            let enrolment = state::enrolment(deps.storage, id, participant)?;
            to_json_binary(&part(id, participant, enrolment))
        }
        QueryMsg::Findings { id, participant } => to_json_binary(&findings(deps, now, id, participant)?),
        QueryMsg::Enrolments { id, start_after, limit } => {
            let enrolments = state::enrolments(deps.storage, id, start_after)
                .take(page_size(limit))
                .map(|item| item.map(|(participant, enrolment)| part(id, participant, enrolment)))
                .collect::<Result<_>>()?;
            to_json_binary(&EnrolmentsResponse { enrolments })
        }
        QueryMsg::Receipt { id, participant } => {
            to_json_binary(&ReceiptResponse { receipt: state::receipt(deps.storage, id, participant)? })
        }
        QueryMsg::Dispute { id, participant } => to_json_binary(&DisputeResponse {
            dispute: state::dispute(deps.storage, id, participant)?.map(dispute),
        }),
        QueryMsg::FollowUps { id, start_after, limit } => {
            let follow_ups = state::follow_ups(deps.storage, id, start_after)
                .take(page_size(limit))
                .map(|item| item.map(follow_up))
                .collect::<Result<_>>()?;
            to_json_binary(&FollowUpsResponse { follow_ups })
        }
        QueryMsg::Agenda { member } => {
            let seats = state::agenda(deps.storage, member)?
                .into_iter()
                .map(|state::Seat { activity, hour, minutes }| SeatInfo { activity, hour, minutes })
                .collect();
            to_json_binary(&AgendaResponse { seats })
        }
        QueryMsg::Block { member, other } => to_json_binary(&BlockResponse {
            by_member: state::has_blocked(deps.storage, member, other),
            by_other: state::has_blocked(deps.storage, other, member),
        }),
        QueryMsg::FactCount {} => {
            to_json_binary(&FactCountResponse { count: state::fact_count(deps.storage) })
        }
        QueryMsg::Listing { id } => to_json_binary(&listing(deps, id)?),
        QueryMsg::Listings { start_after, limit, descending } => {
            let listings = state::listing_ids(deps.storage, start_after, order(descending))
                .take(page_size(limit))
                .map(|id| listing(deps, id))
                .collect::<Result<_>>()?;
            to_json_binary(&ListingsResponse { listings })
        }
        QueryMsg::Answers { id, start_after, limit } => {
            let members = state::answers(deps.storage, id, start_after).take(page_size(limit)).collect();
            to_json_binary(&AnswersResponse { members })
        }
        QueryMsg::Due { at, limit } => {
            let due = state::due(deps.storage, at.unwrap_or(now))
                .take(page_size(limit))
                .map(|(at, activity, participant)| DueItem {
                    at,
                    activity,
                    participant: (participant != 0).then_some(participant),
                })
                .collect();
            to_json_binary(&DueResponse { due })
        }
        QueryMsg::Config {} => {
            to_json_binary(&ConfigResponse { code_period: state::code_period(deps.storage)? })
        }
    };
    Ok(answer?)
}

fn activity(deps: Deps, now: Seconds, id: ActivityId) -> Result<ActivityResponse> {
    let state::Activity { plan, tally, .. } = state::activity(deps.storage, id)?;
    let text = state::text(deps.storage, id)?;
    Ok(ActivityResponse {
        id,
        revision: tally.revision,
        state: tally.state,
        stage: stage(tally.state, plan.registration, plan.service, now),
        branch: plan.branch,
        publisher: plan.publisher,
        co_administrators: plan.co_administrators,
        activity: ActivityInput {
            title: text.title,
            summary: text.summary,
            text: text.text.map(Into::into),
            category: plan.category,
            place: text.place,
            registration: plan.registration,
            service: plan.service,
            seats: plan.seats,
            reward: plan.reward,
            payer: plan.payer,
            admission: plan.admission,
            attendance_key: plan.attendance_key,
            skill: plan.skill,
            requirements: plan.requirements,
            listing: plan.listing,
        },
        terms: plan.terms,
        taken: tally.taken,
        waitlisted: tally.waitlisted,
        open: tally.open,
        settled: tally.settled,
        reason: state::reason(deps.storage, id)?,
        series: plan.series,
        escalation: tally.escalation,
    })
}

fn findings(deps: Deps, now: Seconds, id: ActivityId, participant: MemberId) -> Result<FindingsResponse> {
    if let Some(state::Findings { revision, findings }) = state::findings(deps.storage, id, participant)? {
        return Ok(FindingsResponse { revision, kept: true, findings });
    }
    let state::Activity { plan, tally, .. } = state::activity(deps.storage, id)?;
    let branch = member_of(deps, participant)?.branch;
    let stars = admission::standing(deps, participant)?.stars;
    let findings = admission::findings(deps, &plan, (participant, branch), stars, &[], now)?;
    Ok(FindingsResponse { revision: tally.revision, kept: false, findings })
}

fn order(descending: Option<bool>) -> Order {
    if descending.unwrap_or(false) {
        Order::Descending
    } else {
        Order::Ascending
    }
}

fn listing(deps: Deps, id: ListingId) -> Result<ListingResponse> {
    let listing = state::listing(deps.storage, id)?;
    Ok(ListingResponse {
        id,
        branch: listing.branch,
        member: listing.member,
        revision: listing.revision,
        state: listing.state,
        listing: listing.input,
        escalation: listing.escalation,
        answers: listing.answers,
        reason: listing.reason,
    })
}

fn dispute(dispute: state::Dispute) -> DisputeInfo {
    let state::Dispute { by, since, paid, named, decided } = dispute;
    DisputeInfo { by, since, paid, named, decided }
}

fn follow_up((number, follow_up): (u64, state::FollowUp)) -> FollowUpInfo {
    let state::FollowUp { participant, by, kind, note, at } = follow_up;
    FollowUpInfo { number, participant, by, kind, note: note.into(), at }
}

fn part(activity: ActivityId, participant: MemberId, enrolment: state::Enrolment) -> EnrolmentResponse {
    EnrolmentResponse {
        activity,
        participant,
        state: enrolment.state,
        position: enrolment.position,
        started: enrolment.started,
        ended: enrolment.ended,
        claimed: enrolment.claimed,
        confirmed: enrolment.confirmed,
        agreed: enrolment.agreed,
        score_given: enrolment.score_given,
        score_received: enrolment.score_received,
        due: enrolment.due,
        assessed: enrolment.assessed,
    }
}
