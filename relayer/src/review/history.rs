use std::collections::BTreeMap;
use timebank_api::activity_registry::Category;

/// So many of a kind at least, before anything is unusual for it.
const ENOUGH: usize = 8;
/// As many of all kinds together.
const ENOUGH_OF_ALL: usize = 20;
/// How many robust standard deviations from the middle are unusual.
const FAR: f64 = 4.0;
/// Scale that makes the median of absolute deviations a standard deviation where values are normal.
const NORMAL: f64 = 1.4826;
/// The least spread that is taken for granted: percent of the time, and minutes.
const LEAST_PERCENT: f64 = 10.0;
const LEAST_MINUTES: f64 = 25.0;

/// What a branch approved before: rewards in percent of the time, and lengths in minutes, by kind of service.
#[derive(Debug, Clone, Default)]
pub struct History {
    kinds: BTreeMap<Category, Kind>,
}

#[derive(Debug, Clone, Default)]
struct Kind {
    percents: Vec<f64>,
    lengths: Vec<f64>,
}

impl History {
    pub fn add(&mut self, category: Category, reward: u32, minutes: u64) {
        let kind = self.kinds.entry(category).or_default();
        kind.percents.push(percent(reward, minutes));
        kind.lengths.push(float(minutes));
    }

    /// Whether the reward is far from what the branch knows.
    pub fn reward_is_unusual(&self, category: Category, reward: u32, minutes: u64) -> bool {
        self.is_far(category, |kind| &kind.percents, percent(reward, minutes), LEAST_PERCENT)
    }

    /// Whether the length is.
    pub fn length_is_unusual(&self, category: Category, minutes: u64) -> bool {
        self.is_far(category, |kind| &kind.lengths, float(minutes), LEAST_MINUTES)
    }

    fn is_far(&self, category: Category, pick: fn(&Kind) -> &Vec<f64>, value: f64, least: f64) -> bool {
        let of_kind = self.kinds.get(&category).map(pick).filter(|values| values.len() >= ENOUGH);
        let known: Vec<f64> = match of_kind {
            Some(values) => values.clone(),
            None => self.kinds.values().flat_map(pick).copied().collect(),
        };
        if of_kind.is_none() && known.len() < ENOUGH_OF_ALL {
            return false;
        }
        let Some(middle) = median(known.clone()) else {
            return false;
        };
        let away = known.iter().map(|known| (known - middle).abs()).collect();
        let spread = median(away).unwrap_or(0.0) * NORMAL;
        (value - middle).abs() > FAR * spread.max(least)
    }
}

/// Reward in percent of the time.
fn percent(reward: u32, minutes: u64) -> f64 {
    f64::from(reward) * 100.0 / float(minutes.max(1))
}

fn float(minutes: u64) -> f64 {
    u32::try_from(minutes).map_or(f64::MAX, f64::from)
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let half = values.len().checked_div(2)?;
    values.get(half).copied()
}
