package dev.driftwarden.site;

/** Something that is so, for people to read. Never a secret. */
public record Fact(String name, String value) {}
