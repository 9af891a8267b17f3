//! The same for activities that run: what looks abnormal is put before an administrator (B3a).

use super::finding::{Assessment, Finding, Rule};
use timebank_api::activity_registry::Window;
use timebank_api::{ActivityId, MemberId, Minutes, Seconds};

/// So long after the beginning somebody should have come.
const LATE: Seconds = 1_800;
/// So long after the end everybody should have gone.
const GONE: Seconds = 3_600;
/// Percent of the planned minutes, and minutes besides, from which they are far over plan.
const OVER_PERCENT: u64 = 150;
const OVER: u64 = 30;
/// Minutes by which what is claimed may pass what was attended.
const ROUNDING: u64 = 20;
/// Services of the same two in 60 days.
const PAIR: u32 = 12;
const MUTUAL: u32 = 4;

/// A participant's part.
#[derive(Debug, Clone, Default)]
pub struct Part {
    pub member: MemberId,
    pub started: Option<Seconds>,
    pub ended: Option<Seconds>,
    /// The most minutes that either side has named.
    pub minutes: Option<Minutes>,
    /// Another activity that the member attended at the same time.
    pub elsewhere: Option<ActivityId>,
    /// Services of the member for this publisher in the last 60 days, this one included, and of the publisher for the member.
    pub together: u32,
    pub returned: u32,
}

/// An activity whose service has begun.
#[derive(Debug, Clone)]
pub struct Running {
    pub service: Window,
    /// Those who have a seat.
    pub parts: Vec<Part>,
}

/// What looks abnormal at a time.
pub fn watch(running: &Running, now: Seconds) -> Assessment {
    let mut findings = Vec::new();
    let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    let service = running.service;
    let nobody = running.parts.iter().all(|part| part.started.is_none());
    if nobody && !running.parts.is_empty() && now >= service.start.saturating_add(LATE) {
        findings.push(Finding::of(Rule::NobodyCame, &[count(running.parts.len())]));
    }
    let open = running.parts.iter().filter(|part| part.started.is_some() && part.ended.is_none()).count();
    if open > 0 && now >= service.end.saturating_add(GONE) {
        findings.push(Finding::of(Rule::NeverEnded, &[count(open)]));
    }
    let planned = service.end.saturating_sub(service.start) / 60;
    for part in &running.parts {
        let minutes = part.minutes.map(u64::from).unwrap_or(0);
        if minutes > planned.saturating_mul(OVER_PERCENT) / 100 && minutes > planned.saturating_add(OVER) {
            findings.push(Finding::of(Rule::MinutesOver, &[part.member, minutes]));
        }
        if let (Some(started), Some(ended)) = (part.started, part.ended) {
            if minutes > (ended.saturating_sub(started) / 60).saturating_add(ROUNDING) {
                findings.push(Finding::of(Rule::MinutesNotAttended, &[part.member, minutes]));
            }
        }
        if let Some(other) = part.elsewhere {
            findings.push(Finding::of(Rule::TwoPlaces, &[part.member, other]));
        }
        if part.together >= PAIR {
            findings.push(Finding::of(Rule::SamePair, &[part.member, u64::from(part.together)]));
        }
        if part.together.min(part.returned) >= MUTUAL {
            let both = part.together.saturating_add(part.returned);
            findings.push(Finding::of(Rule::Mutual, &[part.member, u64::from(both)]));
        }
    }
    findings.into()
}
