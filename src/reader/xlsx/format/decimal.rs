//! Numbers in decimal digits, as spreadsheets round and show them: 15 digits, halves away from zero.

/// A number that is not negative: `0.d₁d₂d₃… × 10^point`, without zeros at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decimal {
    digits: Vec<u8>,
    point: i32,
}

/// Numbers from here on are shown with a power of ten: `10^22`, `10^-10`.
const LARGE: i32 = 21;
const SMALL: i32 = -9;

/// Whole numbers below have at most 15 digits.
const WHOLE: f64 = 1e15;

impl Decimal {
    /// The first 15 digits of a number that is finite and not negative.
    pub(super) fn of(number: f64) -> Self {
        if number < WHOLE && number.fract() == 0.0 {
            return Self::of_whole(number as u64);
        }
        let text = format!("{number:.14e}");
        let (digits, power) = text.split_once('e').unwrap_or((&text, "0"));
        let digits = digits.bytes().filter(u8::is_ascii_digit).map(|digit| digit - b'0').collect();
        let mut decimal = Self { digits, point: power.parse::<i32>().unwrap_or(0) + 1 };
        decimal.settle();
        decimal
    }

    /// A number without a fraction, of at most 15 digits: nothing has to be rounded.
    fn of_whole(number: u64) -> Self {
        let digits: Vec<u8> = number.to_string().bytes().map(|digit| digit - b'0').collect();
        let point = i32::try_from(digits.len()).unwrap_or(i32::MAX);
        let mut decimal = Self { digits, point };
        decimal.settle();
        decimal
    }

    fn settle(&mut self) {
        while self.digits.last() == Some(&0) {
            self.digits.pop();
        }
        if self.digits.is_empty() {
            self.point = 0;
        }
    }

    /// Whether nothing is left of it, at first or after rounding.
    pub(super) fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// Multiplies by a power of ten.
    pub(super) fn shift(&mut self, power: i32) {
        if !self.digits.is_empty() {
            self.point += power;
        }
    }

    /// Rounds to so many digits behind the point.
    pub(super) fn round(&mut self, decimals: usize) {
        let keep = i64::from(self.point) + decimals as i64;
        let Ok(keep) = usize::try_from(keep) else {
            (self.digits, self.point) = (Vec::new(), 0);
            return;
        };
        let Some(&next) = self.digits.get(keep) else { return };
        self.digits.truncate(keep);
        if next >= 5 {
            self.count_up();
        }
        self.settle();
    }

    /// Adds one to the last digit.
    fn count_up(&mut self) {
        for digit in self.digits.iter_mut().rev() {
            if *digit < 9 {
                *digit += 1;
                return;
            }
            *digit = 0;
        }
        self.digits.insert(0, 1);
        self.point += 1;
    }

    fn digit(&self, at: i32) -> char {
        let digit = usize::try_from(at).ok().and_then(|at| self.digits.get(at));
        char::from(b'0' + digit.copied().unwrap_or(0))
    }

    /// The digits in front of the point; none for a number below 1.
    pub(super) fn whole(&self) -> String {
        (0..self.point).map(|at| self.digit(at)).collect()
    }

    /// So many digits behind the point.
    pub(super) fn fraction(&self, decimals: usize) -> String {
        let decimals = i32::try_from(decimals).unwrap_or(i32::MAX - LARGE);
        (self.point..self.point.saturating_add(decimals)).map(|at| self.digit(at)).collect()
    }

    /// The number with as many digits as it has.
    pub(super) fn shortest(&self) -> String {
        let count = i32::try_from(self.digits.len()).unwrap_or(i32::MAX);
        if self.point > LARGE || self.point <= SMALL {
            return self.with_power(count);
        }
        let whole = if self.point > 0 { self.whole() } else { "0".to_owned() };
        let decimals = usize::try_from(count - self.point).unwrap_or(0);
        if decimals == 0 { whole } else { format!("{whole}.{}", self.fraction(decimals)) }
    }

    /// `1.5E+30`
    fn with_power(&self, count: i32) -> String {
        let tail: String = (1..count).map(|at| self.digit(at)).collect();
        let point = if tail.is_empty() { "" } else { "." };
        format!("{}{point}{tail}E{:+03}", self.digit(0), self.point - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_fifteen_digits() {
        let shown =
            [0.0, 5.0, 0.1 + 0.2, 1e15, 1.0 / 3.0, 0.000_01, 1e21, 1.5e-12, 1e300].map(|n| Decimal::of(n).shortest());
        let expected =
            ["0", "5", "0.3", "1000000000000000", "0.333333333333333", "0.00001", "1E+21", "1.5E-12", "1E+300"];
        assert_eq!(shown, expected);
    }

    #[test]
    fn halves_are_rounded_away_from_zero() {
        let rounded = |number: f64, decimals| {
            let mut decimal = Decimal::of(number);
            decimal.round(decimals);
            decimal.shortest()
        };
        assert_eq!([rounded(0.125, 2), rounded(2.5, 0), rounded(1.005, 2)], ["0.13", "3", "1.01"]);
        assert_eq!([rounded(9.96, 1), rounded(0.5, 0), rounded(0.04, 1), rounded(0.05, 1)], ["10", "1", "0", "0.1"]);
    }
}
