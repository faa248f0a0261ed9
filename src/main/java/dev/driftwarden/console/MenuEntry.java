package dev.driftwarden.console;

/**
 * An entry of the menu.
 *
 * @param current whether the page belongs to it
 */
public record MenuEntry(String address, String title, boolean current) {}
