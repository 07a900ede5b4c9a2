//! The client against a server that answers raw bytes: what is sent, and what each answer means.
//! The server is written by hand, so that half an answer, silence and worse can be given exactly.
//!
//! - `responder`: the server
//! - `asking`: method, path, headers and body of every question
//! - `answers`: what an HTTP status means, redirects and waits included
//! - `trouble`: no answer, half an answer, an endless or an unreadable one
//! - `hostile`: answers that no honest Mion gives
//! - `secrets`: where the key, the invoice and bodies must not appear
//! - `reaching`: what `doctor` learns

#[cfg(test)]
mod answers;
#[cfg(test)]
mod asking;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod reaching;
#[cfg(test)]
mod responder;
#[cfg(test)]
mod secrets;
#[cfg(test)]
mod trouble;
