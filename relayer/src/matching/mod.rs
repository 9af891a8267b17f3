//! Which activity suits which member, and why.
//!
//! A [`coefficient`] is a weighted mean of seven factors, each from 0 to 1000 and each shown with its weight as a reason. The
//! weights are those of the rule pack of the member's branch. It is computed from what is on the ledger and nothing else, in
//! whole numbers, so that it is the same everywhere. A list adds what an
//! activity needs: seats that would stay empty come first among what suits alike. Popular seats can be drawn by lot instead
//! ([`lottery`]).

pub mod lottery;
mod profile;

pub use profile::{recommend, Recommendation};

use serde::Serialize;
use std::collections::BTreeMap;
use timebank_api::activity_registry::{Category, Window};
use timebank_api::rulebook::MatchingWeights;
use timebank_api::{MemberId, Seconds};
use utoipa::ToSchema;

/// The whole of a factor.
const WHOLE: u32 = 1_000;
/// Where nothing is known, nobody is put first or last for it.
const UNKNOWN: u32 = 500;
/// Minutes of service from which experience is whole; services in 90 days from which frequency is.
const EXPERIENCED: u64 = 3_000;
const FREQUENT: u32 = 12;
/// What a need adds at most, and how long before the service it begins to.
const NEED: u32 = 250;
const SOON: Seconds = 7 * 86_400;
/// Shanghai is so far ahead of Universal Time.
const SHANGHAI: Seconds = 28_800;

macro_rules! factors {
    ($($name:ident $field:ident $english:literal $chinese:literal;)+) => {
        /// What a coefficient is made of.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum Factor { $(#[doc = $english] $name,)+ }

        impl Factor {
            pub const ALL: &'static [Factor] = &[$(Factor::$name,)+];

            pub fn english(self) -> &'static str {
                match self { $(Factor::$name => $english,)+ }
            }

            pub fn chinese(self) -> &'static str {
                match self { $(Factor::$name => $chinese,)+ }
            }

            /// How much it counts, in percent.
            pub fn weight(self, weights: &MatchingWeights) -> u32 {
                match self { $(Factor::$name => weights.$field.into(),)+ }
            }
        }
    };
}

factors! {
    Distance distance "How near it is to where you usually help." "离您常去的地方有多近";
    Skill skill "How often you have given this kind of help." "您做过多少次同类服务";
    FreeTime free_time "How well the time fits when you usually help." "时间是否合适";
    Rating rating "How you and the publisher rated each other, or how you are rated." "您与发布者的互评，或您的评分";
    Reliability reliability "How reliably you come." "您是否守约";
    ServiceTime service_time "How much service you have given." "您的累计服务时长";
    Frequency frequency "How often you have helped lately." "您近期的服务频率";
}

/// What the ledger knows of a member's services.
#[derive(Debug, Clone, Default)]
pub struct Profile {
    pub member: MemberId,
    /// Minutes of service given, and services of the last 90 days.
    pub minutes: u64,
    pub recent: u32,
    pub categories: BTreeMap<Category, u32>,
    /// Services by district-level place, as [`place`] gives it.
    pub places: BTreeMap<String, u32>,
    /// Services by weekday and part of the day (morning, afternoon, evening).
    pub times: BTreeMap<(u8, u8), u32>,
    /// Seats taken, and seats not come to or given back on the last day.
    pub kept: u32,
    pub missed: u32,
    /// Scores received: their sum and count.
    pub scores: (u32, u32),
    /// The same for services with one publisher, in either direction.
    pub pairs: BTreeMap<MemberId, (u32, u32)>,
    /// When the member is engaged already.
    pub busy: Vec<Window>,
}

/// What is looked at of an activity.
#[derive(Debug, Clone)]
pub struct Opportunity {
    pub publisher: MemberId,
    pub category: Category,
    /// As [`place`] gives it.
    pub place: String,
    pub service: Window,
    pub seats: u32,
    pub taken: u32,
}

/// Why an activity suits, or not: one factor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = MatchingReason)]
pub struct Reason {
    pub factor: Factor,
    /// From 0 to 1000.
    pub value: u32,
    /// How much it counts, in percent.
    pub weight: u32,
    pub en: &'static str,
    pub zh: &'static str,
}

/// How well an activity suits a member, from 0 to 1000, and why, the weightiest reason first; nothing when the member is engaged
/// at that time.
pub fn coefficient(
    profile: &Profile,
    opportunity: &Opportunity,
    weights: &MatchingWeights,
) -> Option<(u32, Vec<Reason>)> {
    let service = opportunity.service;
    if profile.busy.iter().any(|busy| busy.start < service.end && service.start < busy.end) {
        return None;
    }
    let reason = |factor: &Factor| Reason {
        factor: *factor,
        value: value(*factor, profile, opportunity).min(WHOLE),
        weight: factor.weight(weights),
        en: factor.english(),
        zh: factor.chinese(),
    };
    let mut reasons: Vec<Reason> = Factor::ALL.iter().map(reason).collect();
    let part = |reason: &Reason| u64::from(reason.value).saturating_mul(u64::from(reason.weight));
    let sum = reasons.iter().fold(0u64, |sum, reason| sum.saturating_add(part(reason)));
    let whole = reasons.iter().fold(0u64, |sum, reason| sum.saturating_add(u64::from(reason.weight)));
    reasons.sort_by_key(|reason| std::cmp::Reverse(part(reason)));
    let mean = sum.checked_div(whole).unwrap_or(0);
    Some((u32::try_from(mean).unwrap_or(WHOLE), reasons))
}

/// What an activity needs, from 0 to 250: the emptier and the sooner, the more.
pub fn need(opportunity: &Opportunity, now: Seconds) -> u32 {
    let free = u64::from(opportunity.seats.saturating_sub(opportunity.taken));
    let left = opportunity.service.start.saturating_sub(now).min(SOON);
    let near = SOON.saturating_sub(left);
    let need = free.saturating_mul(near).saturating_mul(u64::from(NEED));
    let whole = u64::from(opportunity.seats.max(1)).saturating_mul(SOON);
    u32::try_from(need.checked_div(whole).unwrap_or(0)).unwrap_or(NEED)
}

fn value(factor: Factor, profile: &Profile, opportunity: &Opportunity) -> u32 {
    match factor {
        Factor::ServiceTime => share(profile.minutes, EXPERIENCED),
        Factor::Frequency => share(u64::from(profile.recent), u64::from(FREQUENT)),
        Factor::Skill => match profile.categories.get(&opportunity.category) {
            None if profile.categories.is_empty() => UNKNOWN,
            None => 200,
            Some(times) => share(u64::from(times.saturating_add(2)), 5),
        },
        Factor::Rating => {
            let pair = profile.pairs.get(&opportunity.publisher).filter(|(_, count)| *count > 0);
            let (sum, count) = pair.copied().unwrap_or(profile.scores);
            match count {
                0 => UNKNOWN,
                // A score of 1 is nothing, one of 5 everything.
                _ => share(u64::from(sum.saturating_sub(count)), u64::from(count).saturating_mul(4)),
            }
        }
        Factor::Distance => weighted(&profile.places, |place| nearness(place, &opportunity.place)),
        Factor::FreeTime => {
            let (day, part) = time_of(opportunity.service.start);
            weighted(&profile.times, |(other, of_day)| match (*other == day, *of_day == part) {
                (true, true) => WHOLE,
                (false, true) => 700,
                (true, false) => 300,
                (false, false) => 100,
            })
        }
        Factor::Reliability => {
            let (kept, missed) = (u64::from(profile.kept), u64::from(profile.missed));
            // As if everybody had kept two seats: one slip of a newcomer is not the whole picture.
            share(kept.saturating_add(2), kept.saturating_add(missed.saturating_mul(2)).saturating_add(2))
        }
    }
}

fn share(part: u64, whole: u64) -> u32 {
    let share = part.saturating_mul(u64::from(WHOLE)).checked_div(whole).unwrap_or(0);
    u32::try_from(share).unwrap_or(WHOLE).min(WHOLE)
}

/// The best of what is known, softened by how usual it is: the habit counts, and so does having done it at all.
fn weighted<K>(known: &BTreeMap<K, u32>, value: impl Fn(&K) -> u32) -> u32 {
    let whole: u32 = known.values().fold(0, |sum, count| sum.saturating_add(*count));
    if whole == 0 {
        return UNKNOWN;
    }
    let sum = known.iter().fold(0u64, |sum, (key, count)| {
        sum.saturating_add(u64::from(value(key)).saturating_mul(u64::from(*count)))
    });
    let mean = u32::try_from(sum.checked_div(u64::from(whole)).unwrap_or(0)).unwrap_or(WHOLE);
    let best = known.keys().map(value).max().unwrap_or(0);
    mean.saturating_add(best) / 2
}

/// A district-level place in the form in which places are compared.
pub fn place(text: &str) -> String {
    crate::index::grams::normal(text).trim().to_owned()
}

/// How near two district-level places are: the same, in the same city or next to each other by name, or elsewhere.
pub fn nearness(one: &str, other: &str) -> u32 {
    if one == other
        || (!one.is_empty() && other.ends_with(one))
        || (!other.is_empty() && one.ends_with(other))
    {
        return WHOLE;
    }
    // 南京市鼓楼区 and 南京市玄武区, Nanjing Gulou and Nanjing Xuanwu: they begin alike.
    let common = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
    if common >= 2 {
        450
    } else {
        50
    }
}

/// Weekday and part of the day in Shanghai.
pub fn time_of(time: Seconds) -> (u8, u8) {
    let local = time.saturating_add(SHANGHAI);
    let day = (local / 86_400) % 7;
    let hour = (local / 3_600) % 24;
    let part = match hour {
        0..12 => 0,
        12..17 => 1,
        _ => 2,
    };
    (u8::try_from(day).unwrap_or(0), part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opportunity() -> Opportunity {
        Opportunity {
            publisher: 9,
            category: Category::Medical,
            place: "南京市鼓楼区".into(),
            service: Window { start: 1_767_229_200, end: 1_767_236_400 },
            seats: 4,
            taken: 0,
        }
    }

    fn profile() -> Profile {
        let time = time_of(opportunity().service.start);
        Profile {
            member: 1,
            minutes: 3_000,
            recent: 12,
            categories: [(Category::Medical, 3)].into(),
            places: [("南京市鼓楼区".to_owned(), 3)].into(),
            times: [(time, 3)].into(),
            kept: 3,
            scores: (15, 3),
            ..Profile::default()
        }
    }

    fn of(profile: &Profile) -> u32 {
        coefficient(profile, &opportunity(), &MatchingWeights::default()).unwrap().0
    }

    #[test]
    fn a_perfect_fit_is_whole_and_every_factor_takes_its_share_away() {
        assert_eq!(of(&profile()), 1_000);
        let far = Profile { places: [("北京市".to_owned(), 3)].into(), ..profile() };
        assert_eq!(of(&far), 1_000 - 250 * 95 / 100 - 1);
        let worse = [
            Profile { categories: [(Category::Meals, 3)].into(), ..profile() },
            Profile { times: [((9, 9), 3)].into(), ..profile() },
            Profile { scores: (3, 3), ..profile() },
            Profile { pairs: [(9, (1, 1))].into(), ..profile() },
            Profile { missed: 5, ..profile() },
            Profile { minutes: 0, ..profile() },
            Profile { recent: 0, ..profile() },
        ];
        for worse in worse {
            assert!(of(&worse) < 1_000, "{worse:?}");
        }
        let nothing = of(&Profile::default());
        assert!((400..600).contains(&nothing), "{nothing}");
    }

    #[test]
    fn reasons_add_up_and_the_weightiest_comes_first() {
        let weights = MatchingWeights { skill: 45, distance: 0, ..MatchingWeights::default() };
        let far = Profile { places: [("北京市".to_owned(), 3)].into(), ..profile() };
        let (value, reasons) = coefficient(&far, &opportunity(), &weights).unwrap();
        assert_eq!((value, reasons[0].factor, reasons[0].weight), (1_000, Factor::Skill, 45));
        assert_eq!(reasons.len(), Factor::ALL.len());
        let whole: u32 = reasons.iter().map(|reason| reason.weight).sum();
        assert_eq!(whole, 100);
    }

    #[test]
    fn who_is_engaged_is_not_asked() {
        let busy = Profile { busy: vec![Window { start: 1_767_236_399, end: 1_767_240_000 }], ..profile() };
        assert_eq!(coefficient(&busy, &opportunity(), &MatchingWeights::default()), None);
        let after = Profile { busy: vec![Window { start: 1_767_236_400, end: 1_767_240_000 }], ..profile() };
        assert!(coefficient(&after, &opportunity(), &MatchingWeights::default()).is_some());
    }

    #[test]
    fn an_empty_activity_that_begins_soon_needs_most() {
        let start = opportunity().service.start;
        assert_eq!(need(&opportunity(), start), 250);
        assert_eq!(need(&opportunity(), start - SOON), 0);
        assert_eq!(need(&Opportunity { taken: 2, ..opportunity() }, start), 125);
        assert_eq!(need(&Opportunity { taken: 4, ..opportunity() }, start), 0);
    }

    #[test]
    fn places_are_near_by_their_names() {
        assert_eq!(nearness("南京市鼓楼区", "鼓楼区"), 1_000);
        assert_eq!(nearness("南京市鼓楼区", "南京市玄武区"), 450);
        assert_eq!(nearness(&place("Nanjing Gulou"), &place(" nanjing Xuanwu")), 450);
        assert_eq!(nearness("南京市鼓楼区", "北京市"), 50);
    }
}
