mod attest;
mod decide;
mod source;
mod walk;
