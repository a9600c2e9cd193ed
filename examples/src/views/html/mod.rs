//! The report as one HTML page that needs nothing else: no network, no font, no script.

mod charts;
mod escape;
mod page;
mod scores;
mod sections;

pub use charts::{Point, Trend};
pub use escape::escape;
pub use page::{Page, page};
