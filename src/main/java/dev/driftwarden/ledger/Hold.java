package dev.driftwarden.ledger;

import dev.driftwarden.finding.FindingId;
import java.time.Instant;

/** A person's wish that the bot leaves a finding alone for a while. */
public record Hold(FindingId findingId, String by, String reason, Instant until) {}
