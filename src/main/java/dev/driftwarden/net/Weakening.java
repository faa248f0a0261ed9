package dev.driftwarden.net;

/**
 * One way in which a policy protects less than before.
 *
 * @param path where in the policy, for instance {@code conditions.users.excludeGroups}; empty when the policy is gone
 * @param text what changed, in words
 */
public record Weakening(String path, String text) {}
