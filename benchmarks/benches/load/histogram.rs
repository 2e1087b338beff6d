/// Durations, counted in steps of a thirty-second of each.
#[derive(Debug)]
pub(crate) struct Histogram {
    counts: Vec<u64>,
}

const STEPS: u64 = 32;

impl Histogram {
    pub(crate) fn new() -> Self {
        Histogram {
            counts: vec![0; 64 * STEPS as usize],
        }
    }

    pub(crate) fn add(&mut self, microseconds: u64) {
        self.counts[step(microseconds)] += 1;
    }

    /// Returns the duration that so many in a thousand do not exceed, in microseconds.
    pub(crate) fn quantile(&self, thousandths: u64) -> u64 {
        let total: u64 = self.counts.iter().sum();
        let wanted = (total * thousandths).div_ceil(1000).max(1);
        let mut seen = 0;
        let found = self.counts.iter().position(|count| {
            seen += count;
            seen >= wanted
        });
        found.map_or(0, value)
    }
}

/// Returns the step of a number: its highest bit, and the five below.
fn step(number: u64) -> usize {
    if number < STEPS {
        return number as usize;
    }
    let shift = number.ilog2() - STEPS.ilog2();
    ((u64::from(shift) + 1) * STEPS + (number >> shift) - STEPS) as usize
}

/// Returns the lowest number of a step.
fn value(step: usize) -> u64 {
    let (row, column) = (step as u64 / STEPS, step as u64 % STEPS);
    match row {
        0 => column,
        _ => (STEPS + column) << (row - 1),
    }
}
