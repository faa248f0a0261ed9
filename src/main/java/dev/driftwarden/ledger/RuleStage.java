package dev.driftwarden.ledger;

import dev.driftwarden.rule.Mode;
import java.time.Instant;

/**
 * How far people let a rule go, besides what the policy file says.
 *
 * @param mode the stage
 * @param by the person
 */
public record RuleStage(String rule, Mode mode, String by, String reason, Instant since) {}
