//! What members are told of, in Chinese and English.

use serde_json::Value;
use timebank_api::MemberId;

macro_rules! kinds {
    ($($name:ident $text:literal $manner:ident $english:literal $chinese:literal;)+) => {
        /// What somebody is told of.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Kind { $(#[doc = $english] $name,)+ }

        impl Kind {
            pub const ALL: &'static [Kind] = &[$(Kind::$name,)+];

            /// Stable.
            pub fn text(self) -> &'static str {
                match self { $(Kind::$name => $text,)+ }
            }

            fn manner(self) -> Manner {
                match self { $(Kind::$name => Manner::$manner,)+ }
            }

            fn english(self) -> &'static str {
                match self { $(Kind::$name => $english,)+ }
            }

            fn chinese(self) -> &'static str {
                match self { $(Kind::$name => $chinese,)+ }
            }
        }
    };
}

/// How somebody is told unless they wish otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    /// In the app and by WeChat.
    Plain,
    /// By SMS too.
    Message,
    /// By SMS, at any hour: it may be a thief.
    Urgent,
}

kinds! {
    EnrolmentReceived "enrolment_received" Plain "Somebody has enrolled in activity {}." "有人报名了活动 {}。";
    Enrolled "enrolled" Plain "You are enrolled in activity {}." "您已报名活动 {}。";
    Waitlisted "waitlisted" Plain "You are on the waiting list of activity {}." "您已进入活动 {} 的候补名单。";
    SeatFree "seat_free" Message "A seat became free: you are in activity {} now." "有名额空出：您已进入活动 {}。";
    EnrolmentWithdrawn "enrolment_withdrawn" Plain "A participant has withdrawn from activity {}." "有人退出了活动 {}。";
    Admitted "admitted" Message "You are admitted to activity {}." "您已被录用参加活动 {}。";
    Declined "declined" Message "You were not admitted to activity {}." "您未被录用参加活动 {}。";
    Approved "approved" Plain "Activity {} was approved." "活动 {} 已通过审核。";
    Returned "returned" Message "Activity {} was returned; please read why." "活动 {} 被退回，请查看原因。";
    Edited "edited" Message "Activity {} has changed; please look at it again." "活动 {} 有改动，请重新查看。";
    Cancelled "cancelled" Message "Activity {} is cancelled." "活动 {} 已取消。";
    MinutesAgreed "minutes_agreed" Plain "{} minutes of service were agreed in activity {}." "已确认 {} 分钟服务时长（活动 {}）。";
    Dispute "dispute" Message "There is a dispute about activity {}." "活动 {} 出现争议。";
    DisputeResolved "dispute_resolved" Message "The dispute about activity {} is decided." "活动 {} 的争议已有结果。";
    Settled "settled" Plain "You received {} minutes of TIME for activity {}." "您获得 {} 分钟时间币（活动 {}）。";
    Rated "rated" Plain "You were rated in activity {}." "您在活动 {} 中收到评价。";
    NoShow "no_show" Message "You were missed at activity {}." "您未到场参加活动 {}。";
    TimeReceived "time_received" Message "You received {} minutes of TIME." "您收到 {} 分钟时间币。";
    TimeSent "time_sent" Urgent "{} minutes of TIME left your account." "您的账户转出 {} 分钟时间币。";
    KeySet "key_set" Urgent "A key of your account was set. If it was not you, please tell your branch at once." "您账户的密钥已更新。如非本人操作，请立即联系所属机构。";
    LinkNamed "link_named" Urgent "A chain account is to act for your account soon. If it was not you, please end the link at once." "有一个链上账户即将可以代您操作。如非本人操作，请立即解除关联。";
    Linked "linked" Urgent "A chain account acts for your account now. If it was not you, please end the link at once." "一个链上账户现在可以代您操作。如非本人操作，请立即解除关联。";
    FactApplied "fact_applied" Message "A partner institution's report has changed what is known of you; please look at it." "合作机构的报告更新了您的信息，请查看。";
    FactUndone "fact_undone" Plain "A change by a partner institution's report was undone." "合作机构报告带来的变更已撤销。";
    RoleChanged "role_changed" Plain "Your offices have changed." "您的职务有变动。";
    StatusChanged "status_changed" Message "The status of your account has changed." "您的账户状态有变动。";
    BranchChanged "branch_changed" Message "You belong to another branch now." "您已转到另一个分支机构。";
}

impl Kind {
    pub fn find(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.text() == text)
    }

    /// Whether a phone is sent a message unless the member wishes otherwise.
    pub fn by_sms(self) -> bool {
        self.manner() != Manner::Plain
    }

    /// Whether quiet hours do not hold it up.
    pub fn is_urgent(self) -> bool {
        self.manner() == Manner::Urgent
    }
}

/// What somebody is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    pub kind: Kind,
    pub zh: String,
    pub en: String,
    pub activity: Option<u64>,
}

impl Text {
    fn new(kind: Kind, activity: Option<u64>, numbers: &[u64]) -> Self {
        let fill = |sentence: &str| {
            numbers
                .iter()
                .fold(sentence.to_owned(), |text, number| text.replacen("{}", &number.to_string(), 1))
        };
        Text { kind, zh: fill(kind.chinese()), en: fill(kind.english()), activity }
    }
}

/// What an event of the feed tells a member, if anything. `account` is the member's own.
pub fn text_for(event: &str, data: &Value, member: MemberId, account: &str) -> Option<Text> {
    let number = |field: &str| data.get(field).and_then(Value::as_u64);
    let activity = number("activity");
    let own = number("participant") == Some(member);
    let about = |kind| activity.map(|id| Text::new(kind, Some(id), &[id]));
    let plain = |kind| Some(Text::new(kind, activity, &[]));
    match event {
        "enrolled" if !own => about(Kind::EnrolmentReceived),
        "enrolled" if data.get("state").and_then(Value::as_str) == Some("waitlisted") => {
            about(Kind::Waitlisted)
        }
        "enrolled" => about(Kind::Enrolled),
        "moved_up" if own => about(Kind::SeatFree),
        "enrolment_withdrawn" if !own => about(Kind::EnrolmentWithdrawn),
        "admitted" if own => about(Kind::Admitted),
        "declined" if own => about(Kind::Declined),
        "activity_approved" => about(Kind::Approved),
        "activity_returned" => about(Kind::Returned),
        // Whoever changed it knows.
        "activity_edited" if number("by") != Some(member) => about(Kind::Edited),
        "activity_cancelled" => about(Kind::Cancelled),
        "minutes_agreed" => {
            activity.map(|id| Text::new(Kind::MinutesAgreed, activity, &[number("minutes").unwrap_or(0), id]))
        }
        "dispute_opened" | "dispute_raised" => about(Kind::Dispute),
        "dispute_resolved" => about(Kind::DisputeResolved),
        "settled" => {
            let receipt = data.get("receipt")?;
            let paid = receipt.get("paid").and_then(Value::as_u64)?;
            let own = receipt.get("participant").and_then(Value::as_u64) == Some(member);
            activity.filter(|_| own).map(|id| Text::new(Kind::Settled, activity, &[paid, id]))
        }
        "rated" if number("by") != Some(member) => about(Kind::Rated),
        "no_show" if own => about(Kind::NoShow),
        "time_moved" => moved(data, account),
        "key_set" => plain(Kind::KeySet),
        "fact_applied" => plain(Kind::FactApplied),
        "fact_undone" => plain(Kind::FactUndone),
        "link_offered" => plain(Kind::LinkNamed),
        "account_linked" => plain(Kind::Linked),
        "role_granted" | "role_revoked" => plain(Kind::RoleChanged),
        "status_changed" => plain(Kind::StatusChanged),
        "branch_changed" => plain(Kind::BranchChanged),
        _ => None,
    }
}

/// TIME that moved otherwise than for a service, of which there are notices of its own.
fn moved(data: &Value, account: &str) -> Option<Text> {
    let kind = data.get("kind").and_then(Value::as_str)?;
    if ["hold", "fund_hold", "settle", "refund", "mint_service", "gift_offered"].contains(&kind) {
        return None;
    }
    let minutes = data.get("minutes").and_then(Value::as_str).and_then(|text| text.parse().ok())?;
    let side = |field: &str| data.get(field).and_then(Value::as_str) == Some(account);
    let kind = match (side("from"), side("to")) {
        (true, false) => Kind::TimeSent,
        (false, true) => Kind::TimeReceived,
        _ => return None,
    };
    Some(Text::new(kind, None, &[minutes]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn each_side_is_told_what_concerns_it() {
        let told = |event: &str, data: Value, member| {
            text_for(event, &data, member, "me").map(|text| (text.kind, text.en))
        };
        let enrolled = json!({"activity": 7, "participant": 3, "state": "enrolled"});
        assert_eq!(
            told("enrolled", enrolled.clone(), 3),
            Some((Kind::Enrolled, "You are enrolled in activity 7.".into()))
        );
        assert_eq!(told("enrolled", enrolled, 9).unwrap().0, Kind::EnrolmentReceived);
        let settled = json!({"activity": 7, "receipt": {"participant": 3, "paid": 120}});
        assert_eq!(
            told("settled", settled.clone(), 3).unwrap().1,
            "You received 120 minutes of TIME for activity 7."
        );
        assert_eq!(told("settled", settled, 9), None);
        let moved = |kind: &str, from: &str, to: &str| json!({"kind": kind, "from": from, "to": to, "minutes": "20", "reference": "message"});
        assert_eq!(told("time_moved", moved("transfer", "me", "x"), 3).unwrap().0, Kind::TimeSent);
        assert_eq!(told("time_moved", moved("gift", "x", "me"), 3).unwrap().0, Kind::TimeReceived);
        assert_eq!(told("time_moved", moved("hold", "me", "x"), 3), None);
        assert_eq!(told("attendance", json!({"activity": 7}), 3), None);
        assert_eq!(told("rated", json!({"activity": 7, "by": 3, "participant": 3}), 3), None);
    }

    #[test]
    fn every_kind_says_one_sentence_in_either_language() {
        for kind in Kind::ALL {
            assert_eq!(Kind::find(kind.text()), Some(*kind));
            assert!(kind.english().ends_with('.') && kind.chinese().ends_with('。'), "{kind:?}");
            assert_eq!(kind.english().matches("{}").count(), kind.chinese().matches("{}").count());
        }
    }
}
