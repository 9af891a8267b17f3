//! Every message, every refusal, every deadline, against a token that keeps its own books.

mod attend;
mod confirm;
mod cost;
mod deadlines;
mod enrol;
mod main_job;
mod publish;
mod review;
mod settle;
mod system;
mod walk;
