//! Every message, every refusal, every deadline, against a token that keeps its own books.

mod main_job;
