//! One hand-made report with every shape of finding, through every format.
//!
//! [`sample`] makes reports. The texts in the tests are what a user sees, written out; [`json`] follows every position
//! back into its source instead.

mod addresses;
#[cfg(feature = "audit")]
mod audit;
#[cfg(feature = "package")]
mod builds;
mod full;
mod json;
#[cfg(feature = "package")]
mod junit;
mod lines;
mod markdown;
mod places;
#[cfg(feature = "package")]
mod read;
mod sample;
#[cfg(feature = "package")]
mod sarif;
mod schema;
mod trial;
mod validator;

use super::*;

#[test]
fn every_format_has_a_name_of_its_own() {
    for format in Format::ALL {
        assert_eq!(Format::from_name(format.name()), Some(format));
    }
    assert_eq!(Format::from_name("json-v1"), Some(Format::Json));
    assert_eq!(Format::from_name("json-v2"), None);
    assert_eq!(Format::from_name("Full"), None);
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    for format in Format::ALL {
        let once = sample::Sample::with_everything().render(format);
        assert_eq!(once, sample::Sample::with_everything().render(format));
    }
}

#[test]
fn an_error_of_the_output_is_passed_on() {
    struct Full;
    impl Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::Error::from(io::ErrorKind::StorageFull))
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    for format in Format::ALL {
        let error = sample::Sample::with_everything().write(format, &mut Full).expect_err("nothing was written");
        assert_eq!(error.kind(), io::ErrorKind::StorageFull);
    }
}
