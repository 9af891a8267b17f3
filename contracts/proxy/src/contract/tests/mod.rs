//! The proxy by itself: real signatures, a registry and a token that only answer queries.

mod keys;
mod replay;
mod results;
mod world;
