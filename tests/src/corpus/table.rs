//! Tables for people.

/// Rows of equal length as text, columns aligned: numbers to the right. The first row is the head.
pub fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let width = |column: usize| {
        rows.iter()
            .filter_map(|row| row.get(column))
            .map(|cell| cell.chars().count())
            .max()
            .unwrap_or_default()
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for (index, row) in rows.iter().enumerate() {
        let cells: Vec<String> = row
            .iter()
            .zip(&widths)
            .map(|(cell, width)| aligned(cell, *width))
            .collect();
        text += cells.join("  ").trim_end();
        text.push('\n');
        if index == 0 {
            let rules: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
            text += &rules.join("  ");
            text.push('\n');
        }
    }
    text
}

fn aligned(cell: &str, width: usize) -> String {
    let gap = " ".repeat(width.saturating_sub(cell.chars().count()));
    if cell.starts_with(|first: char| first.is_ascii_digit()) {
        gap + cell
    } else {
        cell.to_owned() + &gap
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_at_the_right_and_words_at_the_left() {
        let rows = [["name", "lines"], ["a", "12"], ["long name", "7"]];
        let rows: Vec<Vec<String>> = rows.iter().map(|row| row.map(str::to_owned).to_vec()).collect();
        let expected = "name       lines\n---------  -----\na             12\nlong name      7\n";
        assert_eq!(table(&rows), expected);
    }
}
