//! What members ask, one question after the other.

/// A question to the API.
pub struct Question {
    pub name: &'static str,
    pub path: String,
}

/// Lists with a filter, as the pages of the app have them.
const LISTS: [&str; 4] = [
    "free_seats=true&stage=registration&category=medical",
    "free_seats=true&stage=registration&order=soonest",
    "stage=registration&place=%E9%BC%93%E6%A5%BC&order=soonest",
    "free_seats=true&stage=registration&qualified=true&min_reward=60",
];
/// Looked for: frequent, two words, one in a thousand, Latin letters, nowhere.
const TEXTS: [&str; 5] = [
    "text=%E9%99%AA%E8%AF%8A&order=relevance",
    "text=%E9%99%AA%E8%AF%8A+%E9%BC%93%E6%A5%BC&free_seats=true&stage=registration",
    "text=%E6%A2%85%E8%8A%B1%E7%B3%95&order=soonest",
    "text=newspaper+aloud&free_seats=true&order=soonest",
    "text=%E6%B2%A1%E6%9C%89%E8%BF%99%E4%B8%AA",
];

impl Question {
    /// The questions of one user, without end: the same for the same number.
    pub fn all(user: u64, activities: u64) -> impl Iterator<Item = Question> {
        // Each begins somewhere else.
        (user..).map(move |turn| question(turn, user, activities))
    }
}

fn question(turn: u64, user: u64, activities: u64) -> Question {
    let pick = |of: &[&'static str]| {
        let place = usize::try_from(turn / 6).ok().and_then(|turn| turn.checked_rem(of.len()));
        place.and_then(|place| of.get(place)).copied().unwrap_or_default()
    };
    match turn % 6 {
        0 => Question { name: "list with filter", path: format!("/v1/activities?{}", pick(&LISTS)) },
        1 => Question { name: "full-text search", path: format!("/v1/activities?{}", pick(&TEXTS)) },
        2 => {
            let spread = turn.wrapping_mul(0x9e37_79b9).wrapping_add(user.wrapping_mul(0x85eb_ca6b));
            let id = spread.checked_rem(activities).unwrap_or(0).saturating_add(1);
            Question { name: "detail", path: format!("/v1/activities/{id}") }
        }
        3 => Question { name: "history: services", path: "/v1/me/activities?as=participant".to_owned() },
        4 => Question { name: "history: statement", path: "/v1/me/statement".to_owned() },
        _ => Question { name: "recommendations", path: "/v1/me/recommendations".to_owned() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn everybody_asks_everything_in_turn() {
        let asked: Vec<Question> = Question::all(7, 1_000).take(120).collect();
        let names: BTreeSet<&str> = asked.iter().map(|question| question.name).collect();
        assert_eq!(names.len(), 6);
        let paths: BTreeSet<&str> = asked.iter().map(|question| question.path.as_str()).collect();
        assert!(LISTS
            .iter()
            .chain(&TEXTS)
            .all(|query| paths.contains(format!("/v1/activities?{query}").as_str())));
        let again: Vec<String> = Question::all(7, 1_000).take(120).map(|question| question.path).collect();
        assert_eq!(asked.iter().map(|question| question.path.clone()).collect::<Vec<_>>(), again);
    }
}
