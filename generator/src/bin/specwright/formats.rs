//! Options for the types of formats.

use specwright::Generator;

const FORMATS: &str = "Formats";

/// What types formats become.
#[derive(Debug, clap::Args)]
pub(crate) struct Formats {
    /// Let date-time keep the offset that it is written with
    #[arg(long, help_heading = FORMATS)]
    keep_offsets: bool,
    /// Let numbers of the format decimal keep all of their digits
    #[arg(long, help_heading = FORMATS)]
    exact_decimals: bool,
    /// Make numbers of the format float an f32, so that 0.1 travels as 0.1
    #[arg(long, help_heading = FORMATS)]
    f32_for_float: bool,
}

impl Formats {
    /// Returns the generator with these settings.
    pub(crate) fn apply(&self, generator: Generator) -> Generator {
        generator
            .keep_offsets(self.keep_offsets)
            .exact_decimals(self.exact_decimals)
            .f32_for_float(self.f32_for_float)
    }
}
