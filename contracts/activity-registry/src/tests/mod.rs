//! Every message, every refusal, every deadline, against a token that keeps its own books.

mod attend;
mod branch;
mod confirm;
mod cost;
mod deadlines;
mod dispute;
mod enrol;
mod listing;
mod main_job;
mod publish;
mod reserve;
mod review;
mod settle;
mod system;
mod walk;
