package dev.driftwarden.rule.load;

/**
 * A rule file.
 *
 * @param name path or blob name, as messages shall show it
 * @param shipped whether it came with the program; others may only replace a shipped rule by saying so
 */
public record RuleSource(String name, String text, boolean shipped) {}
