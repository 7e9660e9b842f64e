//! Days and times as they are stored, and how they are shown: `2024-10-05`, `08:30`, in every language of the file.

/// The parts of a day or time that are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Parts {
    day: bool,
    month: bool,
    year: bool,
    hours: bool,
    seconds: bool,
}

impl Parts {
    /// Adds the part that an element of a data style stands for (ISO/IEC 26300-1, 16.27).
    pub(super) fn add(&mut self, element: &str) {
        match element {
            "day" => self.day = true,
            "month" => self.month = true,
            "year" => self.year = true,
            "hours" | "minutes" => self.hours = true,
            "seconds" => self.seconds = true,
            _ => {}
        }
    }
}

/// `2024-10-05T18:00:00` as it is shown; what is stored, where that is no day.
///
/// Where the style shows no day of the month, none is made up: `10/2024`, `2024`. The time is shown where the style shows
/// one, or where nothing is known of the style and it is not midnight.
pub(super) fn day(stored: &str, parts: Option<Parts>) -> String {
    let (day, time) = stored.split_once('T').unwrap_or((stored, ""));
    let mut numbers = day.splitn(3, '-');
    let shown = match (parts, numbers.next(), numbers.next()) {
        (Some(Parts { day: false, month: true, year: true, .. }), Some(year), Some(month)) => format!("{month}/{year}"),
        (Some(Parts { day: false, month: false, year: true, .. }), Some(year), _) => year.to_owned(),
        _ => day.to_owned(),
    };
    let minutes = time.get(..5).unwrap_or(time);
    let shows_time = parts.is_none_or(|parts| parts.hours);
    if shows_time && !minutes.is_empty() && minutes != "00:00" { format!("{shown} {minutes}") } else { shown }
}

/// `PT08H30M00S` (`xsd:duration`) as it is shown; nothing where it is no time.
pub(super) fn time(stored: &str, parts: Option<Parts>) -> Option<String> {
    let mut rest = stored.strip_prefix("PT")?;
    let mut take = |unit: char| -> Option<u64> {
        let Some((number, behind)) = rest.split_once(unit) else { return Some(0) };
        rest = behind;
        // Parts of seconds are not shown.
        number.split(['.', ',']).next()?.parse().ok()
    };
    let (hours, minutes, seconds) = (take('H')?, take('M')?, take('S')?);
    let shows_seconds = parts.map_or(seconds > 0, |parts| parts.seconds);
    let shown = format!("{hours:02}:{minutes:02}");
    Some(if shows_seconds { format!("{shown}:{seconds:02}") } else { shown })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(elements: &[&str]) -> Option<Parts> {
        let mut parts = Parts::default();
        elements.iter().for_each(|element| parts.add(element));
        Some(parts)
    }

    #[test]
    fn days_are_shown_with_the_parts_of_their_style() {
        let full = parts(&["day", "month", "year"]);
        assert_eq!(day("2024-10-05", None), "2024-10-05");
        assert_eq!(day("2024-10-05T18:00:00", full), "2024-10-05");
        assert_eq!(day("2024-10-05T18:00:00", None), "2024-10-05 18:00");
        assert_eq!(day("2024-10-05T00:00:00", None), "2024-10-05");
        assert_eq!(day("2024-10-05", parts(&["month", "year"])), "10/2024");
        assert_eq!(day("2024-10-05", parts(&["year"])), "2024");
        assert_eq!(day("besok", None), "besok");
    }

    #[test]
    fn times_are_hours_and_minutes() {
        assert_eq!(time("PT08H30M00S", None).as_deref(), Some("08:30"));
        assert_eq!(time("PT08H30M00S", parts(&["hours", "seconds"])).as_deref(), Some("08:30:00"));
        assert_eq!(time("PT36H00M05.25S", None).as_deref(), Some("36:00:05"));
        assert_eq!(time("PT5M", None).as_deref(), Some("00:05"));
        assert_eq!(time("08:30", None), None);
        assert_eq!(time("PTxH", None), None);
    }
}
