/** What was found, written for people, spreadsheets and other programs. */
@NullMarked
package dev.driftwarden.report;

import org.jspecify.annotations.NullMarked;
