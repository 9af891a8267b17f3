mod adopt;

pub use adopt::adopt;
