mod certificate;
mod cost;
mod course;
mod enrol;
mod result;
mod system;
mod walk;
