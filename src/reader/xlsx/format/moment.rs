//! Numbers in a format of days or times.

use super::super::serial::{Epoch, Moment};
use super::Section;
use super::code::{Piece, Unit};

impl Section {
    /// The day or time a number stands for; nothing where a spreadsheet shows none.
    ///
    /// A day is shown whole even where the format leaves out its year. Where the format shows no day, none is made up:
    /// `10/2024`, `2024`.
    pub(super) fn moment(&self, serial: f64, epoch: Epoch) -> Option<String> {
        let moment = epoch.moment(serial)?;
        let shows = |unit: Unit| self.units().any(|shown| shown == unit);
        let has_time = [Unit::Hour, Unit::AllHours, Unit::Minute, Unit::Second].into_iter().any(shows);
        let has_day = [Unit::Year, Unit::Month, Unit::Day, Unit::Weekday].into_iter().any(shows);
        // A time that rounds up to midnight belongs to the next day only where the time is shown.
        let day = if has_time { moment } else { epoch.moment(serial.floor())? };
        let shown = match (has_day, has_time) {
            (true, true) if moment.seconds > 0 => format!("{} {}", self.day(day), self.time(moment, serial)),
            (true, _) => self.day(day),
            (false, _) => self.time(moment, serial),
        };
        Some(format!("{}{shown}{}", self.word_before(), self.word_behind()))
    }

    fn day(&self, moment: Moment) -> String {
        let shows = |unit: Unit| self.units().any(|shown| shown == unit);
        match (shows(Unit::Day), shows(Unit::Month), shows(Unit::Year)) {
            (false, true, true) => format!("{:02}/{:04}", moment.month, moment.year),
            (false, false, true) => format!("{:04}", moment.year),
            _ => moment.iso(),
        }
    }

    fn time(&self, moment: Moment, serial: f64) -> String {
        let shows = |unit: Unit| self.units().any(|shown| shown == unit);
        let (minutes, seconds) = (moment.seconds / 60, moment.seconds % 60);
        let (hours, minutes) = (u64::from(minutes / 60), minutes % 60);
        let whole_days = ((serial * 86_400.0).round() / 86_400.0).floor() as u64;
        let hours = if shows(Unit::AllHours) { hours + 24 * whole_days } else { hours };
        if shows(Unit::Second) {
            format!("{hours:02}:{minutes:02}:{seconds:02}")
        } else {
            format!("{hours:02}:{minutes:02}")
        }
    }

    /// The words in front of the first part: `"Jakarta, "`.
    fn word_before(&self) -> &str {
        word(self.pieces.first())
    }

    /// The words behind the last part: `" WIB"`.
    fn word_behind(&self) -> &str {
        word(self.pieces.last())
    }
}

/// The text of a piece, where it is more than marks.
fn word(piece: Option<&Piece>) -> &str {
    match piece {
        Some(Piece::Literal(text)) if text.contains(char::is_alphanumeric) => text,
        _ => "",
    }
}
