//! Progress on long steps: a bar on standard error while it is a terminal, else nothing.

use indicatif::{ProgressBar, ProgressStyle};
use std::time::Duration;

/// A step that is under way.
pub struct Step(ProgressBar);

impl Step {
    /// Begins a step of unknown length.
    pub fn new(name: &str) -> Self {
        let bar = ProgressBar::new_spinner();
        let style = ProgressStyle::with_template("{spinner} {msg}  {elapsed}");
        if let Ok(style) = style {
            bar.set_style(style);
        }
        bar.set_message(name.to_owned());
        bar.enable_steady_tick(Duration::from_millis(120));
        Self(bar)
    }

    /// Begins a step of so many parts.
    pub fn of(name: &str, parts: u64) -> Self {
        let bar = ProgressBar::new(parts);
        let style = ProgressStyle::with_template("{msg}  [{bar:30}] {percent:>3}%  {elapsed}，还需 {eta}");
        if let Ok(style) = style {
            bar.set_style(style.progress_chars("=> "));
        }
        bar.set_message(name.to_owned());
        bar.enable_steady_tick(Duration::from_millis(120));
        Self(bar)
    }

    /// So many parts of so many are done, of what has this name.
    pub fn at(&self, name: &'static str, done: u64, of: u64) {
        self.0.set_length(of);
        self.0.set_position(done);
        self.0.set_message(name);
    }

    /// One part more is done.
    pub fn one(&self) {
        self.0.inc(1);
    }
}

impl Drop for Step {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
