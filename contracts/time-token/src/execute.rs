mod budget;
mod cases;
pub mod cw20;
mod estate;
mod gift;
mod give;
mod grant;
mod limits;
mod movements;

pub use budget::{set_budget, set_growth_limit, set_opening_budget, set_position_limit};
pub use cases::{decide, propose};
pub use estate::{inherit, member_moved, sweep};
pub use gift::{accept_gift, decline_gift, donate, gift};
pub use grant::grant;
pub use limits::{cap, introduce, limits_now, set_default_limits, set_limits, Way};
pub use movements::movements;
