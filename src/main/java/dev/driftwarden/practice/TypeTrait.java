package dev.driftwarden.practice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;

/**
 * How ARM treats one resource type; read from {@code types.json}.
 *
 * @param name the type in its usual case
 */
record TypeTrait(String name, JsonNode data) {

    /** What PATCH does with a type. */
    enum Patch {
        NONE,
        TAGS,
        MERGE
    }

    /** What a list at a scope holds. */
    enum Listing {
        /** All of the type below the scope. */
        BELOW,
        /** Only what hangs at the scope itself. */
        EXACT,
        /** What applies to the scope: above, at and below it. */
        INHERITED
    }

    /** How a write answers. */
    enum Answer {
        /** At once with the result. */
        DONE,
        /** With the resource in its new shape and a URL to poll. */
        POLL_WITH_BODY,
        /** 202 with a URL to poll. */
        ACCEPTED
    }

    Patch patch() {
        return Patch.valueOf(data.path("patch").asText("none").toUpperCase(Locale.ROOT));
    }

    Listing listing() {
        return Listing.valueOf(data.path("listing").asText("below").toUpperCase(Locale.ROOT));
    }

    Answer answerTo(String method) {
        return switch (data.path("longRunning").path(method).asText("")) {
            case "body" -> Answer.POLL_WITH_BODY;
            case "accepted" -> Answer.ACCEPTED;
            default -> Answer.DONE;
        };
    }

    boolean isEverLongRunning() {
        return data.has("longRunning");
    }

    /** The name of the body's etag field, when the type has one. */
    Optional<String> etagField() {
        return Optional.ofNullable(data.path("etag").textValue());
    }

    boolean honoursIfMatch() {
        return data.path("ifMatch").asBoolean(false);
    }

    /** The array of the parent's properties that holds resources of this type. */
    Optional<String> inlineIn() {
        return Optional.ofNullable(data.path("inline").textValue());
    }

    /** Whether a new one is answered with 201. */
    int createdStatus() {
        return data.path("created").asInt(201);
    }

    boolean deleteReturnsBody() {
        return data.path("deleteReturnsBody").asBoolean(false);
    }

    /** The bodies that exist with every parent, by name; each without id, name and type. */
    Optional<ObjectNode> defaults() {
        return data.get("defaults") instanceof ObjectNode defaults ? Optional.of(defaults) : Optional.empty();
    }
}
