/** Measures the budgets of the design: how long the bot itself takes, and how much memory. */
@NullMarked
package dev.driftwarden.bench;

import org.jspecify.annotations.NullMarked;
