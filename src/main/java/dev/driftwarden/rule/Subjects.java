package dev.driftwarden.rule;

import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.world.Unreadable;
import java.util.List;

/** The resources that a subject stands for. */
public sealed interface Subjects {

    /** The subject itself, or every member of the collection that it names. */
    record Known(List<ResourceId> ids) implements Subjects {
        public Known {
            ids = List.copyOf(ids);
        }
    }

    /** The collection could not be read, so nobody knows what has to be judged. */
    record Unknown(Unreadable why) implements Subjects {}
}
