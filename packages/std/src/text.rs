use crate::{Error, Result};
use timebank_api::Code;

/// Checks a public text: `min` to `max` characters, no control characters but line breaks, not only blanks.
///
/// # Errors
/// `request.text` with the field's name.
pub fn check_text(field: &str, text: &str, min: usize, max: usize) -> Result<()> {
    let length = text.chars().count();
    let control = text.chars().any(|c| c.is_control() && c != '\n');
    if length < min || length > max || control || (min > 0 && text.trim().is_empty()) {
        return Err(Error::with(Code::TextInvalid, field));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_measured_in_characters() {
        assert!(check_text("title", "陪诊两小时", 1, 5).is_ok());
        assert!(check_text("title", "陪诊两小时", 1, 4).is_err());
        assert!(check_text("title", "  ", 1, 5).is_err());
        assert!(check_text("title", "a\tb", 1, 5).is_err());
        assert!(check_text("reason", "", 0, 5).is_ok());
    }
}
