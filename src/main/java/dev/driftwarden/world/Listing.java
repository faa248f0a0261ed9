package dev.driftwarden.world;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Function;

/** The answer to reading a collection: everything in it, or why not. Never a part of it. */
public sealed interface Listing {

    /** Every member, in the order of the source; empty when the collection (or its owner) does not exist. */
    record Complete(List<JsonNode> members) implements Listing {
        public Complete {
            members = List.copyOf(members);
        }
    }

    /** Nothing, or not everything, could be read. */
    record Failed(Unreadable why) implements Listing {}

    /** Calls the one function that fits. */
    default <T> T match(Function<List<JsonNode>, T> complete, Function<Unreadable, T> failed) {
        return this instanceof Complete c ? complete.apply(c.members()) : failed.apply(((Failed) this).why());
    }
}
