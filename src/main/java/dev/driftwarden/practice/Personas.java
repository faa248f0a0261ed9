package dev.driftwarden.practice;

import java.util.Locale;
import java.util.Map;

/** Decides who made a call: the header {@code x-practice-actor}, else by the program that called. */
final class Personas {
    static final String HEADER = "x-practice-actor";
    private static final String PERSON = "ada";
    private static final String BOT = "driftwarden";

    private final Map<String, Persona> byKey;

    Personas(Map<String, Persona> byKey) {
        this.byKey = byKey;
    }

    /** Calls of the Azure SDK for Java without the header are the bot's; all others are Ada Example's. */
    Persona of(Request request) {
        String agent = request.header("user-agent").toLowerCase(Locale.ROOT);
        boolean fromSdk = agent.contains("azsdk-java") || agent.contains("driftwarden");
        return named(request.header(HEADER), fromSdk ? BOT : PERSON);
    }

    private Persona named(String key, String otherwise) {
        Persona found = byKey.get(key.toLowerCase(Locale.ROOT));
        return found != null
                ? found
                : byKey.getOrDefault(otherwise, byKey.values().iterator().next());
    }
}
