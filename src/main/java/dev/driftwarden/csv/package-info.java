/** Comma-separated values whose cells no spreadsheet takes for formulas. */
@NullMarked
package dev.driftwarden.csv;

import org.jspecify.annotations.NullMarked;
