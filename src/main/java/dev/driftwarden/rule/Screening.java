package dev.driftwarden.rule;

import java.util.Set;

/**
 * What the rules of a type say of a body that was not read for a look, and without reading anything else.
 *
 * @param clear whether every rule passes or is not about it; otherwise a look has to decide
 * @param presumed of a clear body: the paths that a verdict rests on and that the body does not have. A source that leaves
 *     something out cannot be told from a resource that lacks it
 */
public record Screening(boolean clear, Set<String> presumed) {
    public static final Screening UNDECIDED = new Screening(false, Set.of());

    public Screening {
        presumed = Set.copyOf(presumed);
    }
}
