package dev.driftwarden.console;

/**
 * A page that says one thing.
 *
 * @param text what is so and what to do
 * @param link where to go on
 */
public record MessageView(String heading, String text, String link, String linkText) {}
