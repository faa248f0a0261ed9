package dev.driftwarden.sweep;

import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.world.World;
import java.util.List;

/** Reads one resource, judges it, and does with the verdicts what its user wants. Called by several threads. */
@FunctionalInterface
public interface Looker {

    Looked look(ResourceId id, World world);

    /**
     * What a look came to.
     *
     * @param clean whether nothing fails and nothing is unknown
     * @param gaps what it could not read; more of the same may be left out
     */
    record Looked(Tally tally, boolean clean, List<Gap> gaps) {
        public Looked {
            gaps = List.copyOf(gaps);
        }
    }
}
