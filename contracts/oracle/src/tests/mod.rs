mod attest;
mod decide;
mod source;
mod system;
mod walk;
