//! Positions of sources that are read by their version column: the version that was read last. In the middle of reading the next page
//! follows on it; a new look begins so many versions before, for changes that were committed late.

/// What ends a position in the middle.
const MORE: char = '+';

/// The version after which the next page begins.
pub fn from(after: Option<&str>, overlap: u64) -> u64 {
    after.map_or(0, |position| match position.strip_suffix(MORE) {
        Some(version) => version.parse().unwrap_or(0),
        None => position.parse().unwrap_or(0u64).saturating_sub(overlap),
    })
}

/// The position behind a page whose highest version is `last`, and whether there is more.
pub fn next(after: Option<&str>, from: u64, last: Option<u64>, full: bool) -> (String, bool) {
    let last = last.unwrap_or(from);
    let more = full && last > from;
    let position = match after {
        _ if more => format!("{last}{MORE}"),
        // A look that finds nothing goes no way back.
        Some(position) if !position.ends_with(MORE) => last.max(position.parse().unwrap_or(0)).to_string(),
        _ => last.to_string(),
    };
    (position, more)
}
