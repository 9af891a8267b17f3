use serde::Serialize;
use utoipa::ToSchema;

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// A person should look closer.
    Look,
    /// It should go back to its sender.
    Return,
}

/// What the rules say about a submission as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ReviewVerdict)]
pub enum Verdict {
    /// Every rule passed.
    Green,
    /// A person should look closer.
    Look,
    /// It should go back to its sender.
    Return,
}

macro_rules! rules {
    ($($name:ident $code:literal $severity:ident $points:literal $english:literal $chinese:literal;)+) => {
        /// A rule, by what is wrong when it does not pass. `{}` in a sentence stands for what exactly was found.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Rule { $(#[doc = $english] $name,)+ }

        impl Rule {
            pub const ALL: &'static [Rule] = &[$(Rule::$name,)+];

            /// Stable.
            pub fn code(self) -> &'static str {
                match self { $(Rule::$name => $code,)+ }
            }

            fn severity(self) -> Severity {
                match self { $(Rule::$name => Severity::$severity,)+ }
            }

            /// What it takes off the score of 100.
            fn points(self) -> u32 {
                match self { $(Rule::$name => $points,)+ }
            }

            fn english(self) -> &'static str {
                match self { $(Rule::$name => $english,)+ }
            }

            fn chinese(self) -> &'static str {
                match self { $(Rule::$name => $chinese,)+ }
            }
        }
    };
}

rules! {
    TitlePoor "title_poor" Return 40 "The title does not say what is asked for." "标题没有说明需要什么服务。";
    SummaryPoor "summary_poor" Return 40 "The description is too short to know what to do." "说明太短，看不出要做什么。";
    PlaceVague "place_vague" Return 40 "The place is missing or says nothing." "没有写明地点。";
    Gibberish "gibberish" Return 60 "The text is not written to be read." "文字没有实际内容。";
    PersonalData "personal_data" Return 60 "Personal data stand in the public text: {}." "公开文字里有个人信息：{}。";
    AddressExact "address_exact" Look 20 "A room number stands in the public text." "公开文字里有房间号。";
    WordRefused "word_refused" Return 60 "Words that do not belong here: {}." "含有不允许的内容：{}。";
    WordSuspicious "word_suspicious" Look 25 "Words to look at: {}." "含有需要留意的词语：{}。";
    Duplicate "duplicate" Return 50 "Nearly the same as number {}, for the same time." "与第 {} 号活动在同一时间几乎相同。";
    Flood "flood" Look 25 "Nearly the same was submitted {} times in a week." "一周内提交了 {} 次几乎相同的活动。";
    RewardOverCap "reward_over_cap" Return 50 "More TIME than the branch's rules let one participant earn: {} minutes." "超过本机构规则允许的单次收入上限：{} 分钟。";
    RewardHigh "reward_high" Return 50 "The reward is {} percent of the time it takes." "报酬是所需时间的百分之 {}。";
    RewardLow "reward_low" Return 40 "The reward is only {} percent of the time it takes." "报酬只有所需时间的百分之 {}。";
    RewardUnusual "reward_unusual" Look 25 "The reward is unusual for this kind of service here: {} percent of the time." "报酬与本机构同类服务相比不寻常：所需时间的百分之 {}。";
    HoursLong "hours_long" Return 40 "One service lasts {} hours, which is too long for a volunteer." "一次服务长达 {} 小时，超出志愿者的承受范围。";
    HoursUnusual "hours_unusual" Look 25 "The length is unusual for this kind of service here: {} minutes." "时长与本机构同类服务相比不寻常：{} 分钟。";
    Night "night" Look 25 "The service is at night, from {} o'clock on." "服务在夜间，从 {} 点开始。";
    RegistrationShort "registration_short" Look 10 "Nobody has time to enrol: {} minutes." "报名时间太短：{} 分钟。";
    NobodyCame "nobody_came" Look 40 "It has begun and nobody has checked in, of {} who enrolled." "活动已经开始，报名的 {} 人都没有签到。";
    NeverEnded "never_ended" Look 25 "The service is over and {} participants have not checked out." "服务已经结束，还有 {} 人没有签退。";
    MinutesOver "minutes_over" Look 40 "Minutes far over plan: member {} has {} minutes of service." "时长远超计划：成员 {} 记为 {} 分钟。";
    MinutesNotAttended "minutes_not_attended" Look 40 "Member {} claims {} minutes and was there for less." "成员 {} 申报 {} 分钟，实际在场时间更短。";
    TwoPlaces "two_places" Look 50 "Member {} was at activity {} at the same time." "成员 {} 同一时间还在第 {} 号活动签到。";
    SamePair "same_pair" Look 30 "The same two again and again: member {} for the {}th time in 60 days." "同样的两个人反复结对：成员 {} 在 60 天内第 {} 次。";
    Mutual "mutual" Look 30 "Member {} and the publisher served each other {} times in 60 days." "成员 {} 与发布者在 60 天内互相服务 {} 次。";
}

/// A rule that did not pass.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Finding {
    /// Stable.
    #[schema(example = "summary_poor")]
    pub code: &'static str,
    pub severity: Severity,
    /// What it takes off the score of 100.
    pub points: u32,
    pub en: String,
    pub zh: String,
}

impl Finding {
    /// `of` fills the places of the sentences, English and Chinese, in order.
    pub fn new(rule: Rule, of: &[(String, String)]) -> Self {
        let fill = |sentence: &str, pick: fn(&(String, String)) -> &String| {
            of.iter().fold(sentence.to_owned(), |sentence, value| sentence.replacen("{}", pick(value), 1))
        };
        Finding {
            code: rule.code(),
            severity: rule.severity(),
            points: rule.points(),
            en: fill(rule.english(), |value| &value.0),
            zh: fill(rule.chinese(), |value| &value.1),
        }
    }

    /// With numbers in the places of the sentences.
    pub fn of(rule: Rule, numbers: &[u64]) -> Self {
        let both: Vec<_> = numbers.iter().map(|number| (number.to_string(), number.to_string())).collect();
        Finding::new(rule, &both)
    }
}

/// What the rules say about a submission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ReviewAssessment)]
pub struct Assessment {
    /// 100 when every rule passed, less the points of those that did not; at least 0.
    pub score: u32,
    pub verdict: Verdict,
    pub findings: Vec<Finding>,
}

impl From<Vec<Finding>> for Assessment {
    fn from(findings: Vec<Finding>) -> Self {
        let points = findings.iter().fold(0u32, |sum, finding| sum.saturating_add(finding.points));
        let verdict = match findings.iter().map(|finding| finding.severity).max() {
            None => Verdict::Green,
            Some(Severity::Look) => Verdict::Look,
            Some(Severity::Return) => Verdict::Return,
        };
        Assessment { score: 100u32.saturating_sub(points), verdict, findings }
    }
}
