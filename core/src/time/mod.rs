//! Civil days, intervals, periods and month arithmetic. No zone and no clock: “today” is an argument.

mod day;
mod interval;
mod month;
mod period;
mod stamp;

pub use day::{Day, NotADay};
pub use interval::Interval;
pub use month::{MonthEnd, add_months, months_before};
pub use period::{MonthDay, Period, Term};
pub use stamp::{NotAStamp, Stamp};
