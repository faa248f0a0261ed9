package dev.driftwarden.outbound;

/**
 * A mail. All texts may hold text from outside; {@code html} has it escaped already.
 *
 * @param id the same for a repeated mail
 * @param text the whole of it for readers that show no HTML
 */
public record OutboundMail(String id, String subject, String text, String html) {}
