/** What the bot knows and has done: findings with their stories, plans, approvals, tickets, markers, kept in the store. */
@NullMarked
package dev.driftwarden.ledger;

import org.jspecify.annotations.NullMarked;
