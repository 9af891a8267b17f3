//! The rules for submissions.

use super::finding::{Assessment, Finding, Rule};
use super::history::History;
use super::text::{is_gibberish, personal, spaced, squeezed, substance, Personal, Sketch};
use super::words::Words;
use timebank_api::activity_registry::{Category, Window};
use timebank_api::rulebook::Pack;
use timebank_api::{ActivityId, MemberId, Minutes, Seconds};

/// A description says at least so much.
const SUMMARY: usize = 7;
/// The share of bigrams, in percent, from which two texts are nearly the same.
const ALIKE: u32 = 70;
/// As many of the same in a week are a flood.
const FLOOD: usize = 8;
const WEEK: Seconds = 604_800;
/// Percent of the time.
const REWARD_HIGH: u64 = 300;
const REWARD_LOW: u64 = 25;
/// Hours of one service.
const LONG: u64 = 10;
/// Shanghai is so far ahead of Universal Time, all year.
const SHANGHAI: Seconds = 28_800;
/// Enrolling takes at least so long, in seconds.
const REGISTRATION: Seconds = 600;
/// Titles and places that say nothing.
const EMPTY: [&str; 24] = [
    "测试",
    "帮忙",
    "活动",
    "服务",
    "志愿者",
    "其他",
    "求助",
    "test",
    "testing",
    "help",
    "activity",
    "service",
    "待定",
    "不限",
    "未知",
    "无",
    "随便",
    "暂无",
    "tbd",
    "none",
    "unknown",
    "anywhere",
    "na",
    "asdf",
];

/// What is looked at.
#[derive(Debug, Clone)]
pub struct Submission {
    pub id: ActivityId,
    pub publisher: MemberId,
    pub category: Category,
    pub title: String,
    pub summary: String,
    /// The longer public text, if there is one and it is known here.
    pub text: String,
    pub place: String,
    pub registration: Window,
    pub service: Window,
    /// Minutes of TIME for one participant and the whole service at the plain rate.
    pub reward: Minutes,
    pub submitted: Seconds,
}

/// One that was submitted before.
#[derive(Debug, Clone)]
pub struct Earlier {
    pub id: ActivityId,
    pub publisher: MemberId,
    pub place: String,
    pub service: Window,
    pub submitted: Seconds,
    pub sketch: Sketch,
}

impl Submission {
    fn words(&self) -> String {
        format!("{}\n{}\n{}", self.title, self.summary, self.text)
    }

    /// Minutes of service.
    pub fn minutes(&self) -> u64 {
        self.service.end.saturating_sub(self.service.start) / 60
    }

    pub fn sketch(&self) -> Sketch {
        Sketch::of(&format!("{}\n{}", self.title, self.summary))
    }

    pub fn earlier(&self) -> Earlier {
        Earlier {
            id: self.id,
            publisher: self.publisher,
            place: self.place.clone(),
            service: self.service,
            submitted: self.submitted,
            sketch: self.sketch(),
        }
    }
}

/// What a submission is judged against.
#[derive(Clone, Copy)]
pub struct Surroundings<'a> {
    pub words: &'a Words,
    pub history: &'a History,
    /// Of the last weeks.
    pub earlier: &'a [Earlier],
    /// The branch's rules, if it has any yet.
    pub pack: Option<&'a Pack>,
}

/// Looks at a submission by every rule.
pub fn assess(submission: &Submission, around: Surroundings<'_>) -> Assessment {
    let mut findings = Vec::new();
    completeness(submission, &mut findings);
    content(submission, around.words, &mut findings);
    repetition(submission, around.earlier, &mut findings);
    reward(submission, around, &mut findings);
    times(submission, around.history, &mut findings);
    findings.into()
}

fn says_nothing(text: &str) -> bool {
    let bare = squeezed(text);
    let first = spaced(text).split_whitespace().next().map(str::to_owned);
    EMPTY.contains(&bare.as_str())
        || first.is_some_and(|first| first == "test" || first == "asdf")
        || !bare.chars().any(char::is_alphabetic)
        || bare.starts_with("测试")
}

fn completeness(submission: &Submission, findings: &mut Vec<Finding>) {
    let mut found = |rule| findings.push(Finding::of(rule, &[]));
    if says_nothing(&submission.title) || substance(&submission.title) < 2 {
        found(Rule::TitlePoor);
    }
    let described = format!("{}\n{}", submission.summary, submission.text);
    if substance(&described) < SUMMARY || squeezed(&described) == squeezed(&submission.title) {
        found(Rule::SummaryPoor);
    }
    if says_nothing(&submission.place) {
        found(Rule::PlaceVague);
    }
    if is_gibberish(&submission.title) || is_gibberish(&submission.summary) {
        found(Rule::Gibberish);
    }
}

fn content(submission: &Submission, words: &Words, findings: &mut Vec<Finding>) {
    let text = format!("{}\n{}", submission.words(), submission.place);
    let mut names = Vec::new();
    for personal in personal(&text) {
        match personal {
            Personal::Phone => names.push(("a phone number", "电话号码")),
            Personal::IdNumber => names.push(("an ID number", "身份证号码")),
            Personal::Email => names.push(("an e-mail address", "电子邮箱")),
            Personal::Home => names.push(("a home address", "家庭住址")),
            Personal::Room => findings.push(Finding::of(Rule::AddressExact, &[])),
        }
    }
    if !names.is_empty() {
        let (english, chinese): (Vec<_>, Vec<_>) = names.into_iter().unzip();
        findings.push(Finding::new(Rule::PersonalData, &[(english.join(", "), chinese.join("、"))]));
    }
    for refused in [true, false] {
        let found: Vec<_> = words.find(&text).into_iter().filter(|found| found.refused == refused).collect();
        if !found.is_empty() {
            let rule = if refused { Rule::WordRefused } else { Rule::WordSuspicious };
            let list = |separator: &str| {
                found.iter().map(|found| found.word.as_str()).collect::<Vec<_>>().join(separator)
            };
            findings.push(Finding::new(rule, &[(list(", "), list("、"))]));
        }
    }
}

fn repetition(submission: &Submission, earlier: &[Earlier], findings: &mut Vec<Finding>) {
    let sketch = submission.sketch();
    let alike: Vec<&Earlier> = earlier
        .iter()
        .filter(|other| other.id != submission.id && sketch.alike(&other.sketch) >= ALIKE)
        .collect();
    let together = |other: &&&Earlier| {
        other.service.start < submission.service.end
            && submission.service.start < other.service.end
            && squeezed(&other.place) == squeezed(&submission.place)
    };
    if let Some(other) = alike.iter().find(together) {
        findings.push(Finding::of(Rule::Duplicate, &[other.id]));
    }
    let since = submission.submitted.saturating_sub(WEEK);
    let own = alike.iter().filter(|other| other.publisher == submission.publisher && other.submitted > since);
    let own = own.count();
    if own >= FLOOD {
        findings.push(Finding::of(Rule::Flood, &[u64::try_from(own).unwrap_or(u64::MAX)]));
    }
}

fn reward(submission: &Submission, around: Surroundings<'_>, findings: &mut Vec<Finding>) {
    let (reward, minutes) = (submission.reward, submission.minutes());
    let cap = around.pack.and_then(|pack| pack.earn_cap_activity);
    if cap.is_some_and(|cap| reward > cap) {
        findings.push(Finding::of(Rule::RewardOverCap, &[u64::from(reward)]));
    }
    let percent = u64::from(reward).saturating_mul(100).checked_div(minutes.max(1)).unwrap_or(0);
    let rule = match percent {
        percent if percent > REWARD_HIGH => Rule::RewardHigh,
        percent if percent < REWARD_LOW => Rule::RewardLow,
        _ if around.history.reward_is_unusual(submission.category, reward, minutes) => Rule::RewardUnusual,
        _ => return,
    };
    findings.push(Finding::of(rule, &[percent]));
}

fn times(submission: &Submission, history: &History, findings: &mut Vec<Finding>) {
    let minutes = submission.minutes();
    if minutes > LONG.saturating_mul(60) {
        findings.push(Finding::of(Rule::HoursLong, &[minutes / 60]));
    } else if history.length_is_unusual(submission.category, minutes) {
        findings.push(Finding::of(Rule::HoursUnusual, &[minutes]));
    }
    let hour = submission.service.start.saturating_add(SHANGHAI) / 3_600 % 24;
    if !(5..23).contains(&hour) && submission.category != Category::Emergency {
        findings.push(Finding::of(Rule::Night, &[hour]));
    }
    let registration = submission
        .registration
        .end
        .min(submission.service.end)
        .saturating_sub(submission.registration.start.max(submission.submitted));
    if registration < REGISTRATION {
        findings.push(Finding::of(Rule::RegistrationShort, &[registration / 60]));
    }
}
