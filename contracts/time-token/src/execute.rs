mod budget;
pub mod cw20;
mod grant;
mod moved;
mod movements;
mod recipient;

pub use budget::set_budget;
pub use grant::grant;
pub use movements::movements;
