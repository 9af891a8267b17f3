mod certificate;
mod course;
mod enrol;
mod result;
mod walk;
