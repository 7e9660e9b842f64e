//! Days and times as they are stored, and how they are shown: `2024-10-05`, `08:30`, in every language of the file.

/// What a data style shows of a day or time (ISO/IEC 26300-1, 16.27).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Shows {
    day: bool,
    month: bool,
    year: bool,
    hours: bool,
    seconds: bool,
    /// Hours beyond a day, all counted.
    all_hours: bool,
    /// Words in front of the first part and behind the last one.
    words: (String, String),
}

impl Shows {
    /// A style without any part yet.
    pub(super) fn nothing(all_hours: bool) -> Self {
        Self { all_hours, ..Self::default() }
    }

    /// Adds the part that an element stands for.
    pub(super) fn add(&mut self, element: &str) {
        match element {
            "day" => self.day = true,
            "month" => self.month = true,
            "year" => self.year = true,
            "hours" | "minutes" => self.hours = true,
            "seconds" => self.seconds = true,
            _ => return,
        }
        self.words.1.clear();
    }

    /// Adds text between the parts.
    pub(super) fn add_text(&mut self, text: &str) {
        let is_first = !(self.day || self.month || self.year || self.hours || self.seconds);
        let words = if is_first { &mut self.words.0 } else { &mut self.words.1 };
        words.push_str(text);
    }

    /// A day or time with the words around it.
    fn with_words(shows: Option<&Self>, shown: &str) -> String {
        let word = |text: &'_ str| if text.contains(char::is_alphanumeric) { text.to_owned() } else { String::new() };
        let Some(Self { words: (before, behind), .. }) = shows else { return shown.to_owned() };
        format!("{}{shown}{}", word(before), word(behind))
    }
}

/// `2024-10-05T18:00:00` as it is shown; what is stored, where that is no day.
///
/// Where the style shows no day of the month, none is made up: `10/2024`, `2024`. The time is shown where the style shows
/// one, or where nothing is known of the style and it is not midnight.
pub(super) fn day(stored: &str, shows: Option<&Shows>) -> String {
    let (day, time) = stored.split_once('T').unwrap_or((stored, ""));
    let mut numbers = day.splitn(3, '-');
    let shown = match (shows, numbers.next(), numbers.next()) {
        (Some(Shows { day: false, month: true, year: true, .. }), Some(year), Some(month)) => format!("{month}/{year}"),
        (Some(Shows { day: false, month: false, year: true, .. }), Some(year), _) => year.to_owned(),
        _ => day.to_owned(),
    };
    let length = if shows.is_some_and(|shows| shows.seconds) { 8 } else { 5 };
    let time = time.get(..length).unwrap_or(time);
    let is_shown = shows.is_none_or(|shows| shows.hours) && time.contains(|digit| matches!(digit, '1'..='9'));
    let shown = if is_shown { format!("{shown} {time}") } else { shown };
    Shows::with_words(shows, &shown)
}

/// `PT08H30M00S` (`xsd:duration`) as it is shown; nothing where it is no time.
pub(super) fn time(stored: &str, shows: Option<&Shows>) -> Option<String> {
    let mut rest = stored.strip_prefix("PT")?;
    let mut take = |unit: char| -> Option<u64> {
        let Some((number, behind)) = rest.split_once(unit) else { return Some(0) };
        rest = behind;
        // Parts of seconds are not shown.
        number.split(['.', ',']).next()?.parse().ok()
    };
    let (hours, minutes, seconds) = (take('H')?, take('M')?, take('S')?);
    let hours = if shows.is_some_and(|shows| !shows.all_hours) { hours % 24 } else { hours };
    let shows_seconds = shows.map_or(seconds > 0, |shows| shows.seconds);
    let shown = format!("{hours:02}:{minutes:02}");
    let shown = if shows_seconds { format!("{shown}:{seconds:02}") } else { shown };
    Some(Shows::with_words(shows, &shown))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shows(elements: &[&str]) -> Shows {
        let mut shows = Shows::default();
        elements.iter().for_each(|element| shows.add(element));
        shows
    }

    #[test]
    fn days_are_shown_with_the_parts_of_their_style() {
        let full = shows(&["day", "month", "year"]);
        let with_time = shows(&["day", "month", "year", "hours", "minutes", "seconds"]);
        assert_eq!(day("2024-10-05", None), "2024-10-05");
        assert_eq!(day("2024-10-05T18:00:00", Some(&full)), "2024-10-05");
        assert_eq!(day("2024-10-05T18:00:00", None), "2024-10-05 18:00");
        assert_eq!(day("2024-10-05T18:00:00", Some(&with_time)), "2024-10-05 18:00:00");
        assert_eq!(day("2024-10-05T00:00:00", None), "2024-10-05");
        assert_eq!(day("2024-10-05", Some(&shows(&["month", "year"]))), "10/2024");
        assert_eq!(day("2024-10-05", Some(&shows(&["year"]))), "2024");
        assert_eq!(day("besok", None), "besok");
    }

    #[test]
    fn times_are_hours_and_minutes() {
        assert_eq!(time("PT08H30M00S", None).as_deref(), Some("08:30"));
        assert_eq!(time("PT08H30M00S", Some(&shows(&["hours", "seconds"]))).as_deref(), Some("08:30:00"));
        assert_eq!(time("PT36H00M05.25S", None).as_deref(), Some("36:00:05"));
        assert_eq!(time("PT5M", None).as_deref(), Some("00:05"));
        assert_eq!(time("08:30", None), None);
        assert_eq!(time("PTxH", None), None);
    }

    #[test]
    fn hours_are_those_of_the_day_unless_all_are_counted() {
        let of_day = shows(&["hours", "minutes"]);
        let all = Shows { all_hours: true, ..of_day.clone() };
        assert_eq!(time("PT36H30M00S", Some(&of_day)).as_deref(), Some("12:30"));
        assert_eq!(time("PT36H30M00S", Some(&all)).as_deref(), Some("36:30"));
    }

    #[test]
    fn words_around_are_kept_and_marks_are_not() {
        let mut place = Shows::default();
        place.add_text("Jakarta, ");
        for part in ["day", "month", "year"] {
            place.add(part);
            place.add_text("-");
        }
        assert_eq!(day("2024-10-05", Some(&place)), "Jakarta, 2024-10-05");
        let mut zone = shows(&["hours", "minutes"]);
        zone.add_text(" WIB");
        assert_eq!(time("PT08H30M00S", Some(&zone)).as_deref(), Some("08:30 WIB"));
    }
}
