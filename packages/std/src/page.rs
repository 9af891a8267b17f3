use timebank_api::{DEFAULT_LIMIT, MAX_LIMIT};

/// How many items a list query gives: 10 unless asked otherwise, never more than 30.
pub fn page_size(limit: Option<u32>) -> usize {
    usize::try_from(limit.unwrap_or(DEFAULT_LIMIT).min(MAX_LIMIT)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_size_has_a_default_and_a_ceiling() {
        assert_eq!(page_size(None), 10);
        assert_eq!(page_size(Some(3)), 3);
        assert_eq!(page_size(Some(1000)), 30);
    }
}
