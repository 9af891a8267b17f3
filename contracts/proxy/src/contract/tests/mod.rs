//! The proxy by itself: real signatures, a registry and a token that only answer queries.

mod keys;
mod own;
mod recovery;
mod replay;
mod results;
mod world;
