package dev.driftwarden.store;

import dev.driftwarden.store.AuditCheck.Broken;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Goes along a chain link by link and stops at the first that is wrong. */
final class AuditWalk {
    private final @Nullable AuditHead known;
    private final AuditHead before;
    private AuditHead at = AuditHead.EMPTY;

    /** @param before the head when the walk began, which must be passed */
    AuditWalk(@Nullable AuditHead known, AuditHead before) {
        this.known = known;
        this.before = before;
    }

    long next() {
        return at.sequence() + 1;
    }

    /** Null when the link is sound. */
    @Nullable
    Broken step(boolean inItsPlace, String json) {
        if (!inItsPlace) {
            return new Broken(next(), "Entry " + next() + " is missing or not in its place.");
        }
        Optional<AuditEntry> link = AuditEntry.read(json);
        if (link.isEmpty()) {
            return new Broken(next(), "Entry " + next() + " was changed: its hash does not fit its content.");
        }
        if (link.get().sequence() != next() || !link.get().previous().equals(at.hash())) {
            return new Broken(
                    next(), "Entry " + next() + " does not follow the one before: an entry was replaced or moved.");
        }
        at = new AuditHead(next(), link.get().hash());
        return contradicts(known) || contradicts(before)
                ? new Broken(at.sequence(), "The chain up to entry " + at.sequence() + " was rewritten.")
                : null;
    }

    private boolean contradicts(@Nullable AuditHead noted) {
        return noted != null && noted.sequence() == at.sequence() && !noted.equals(at);
    }

    /** @param after the head when the walk ended: links beyond it nobody appended */
    AuditCheck end(AuditHead after) {
        long expected = Math.max(before.sequence(), known == null ? 0 : known.sequence());
        if (at.sequence() < expected) {
            return new Broken(next(), "Entries " + next() + " to " + expected + " are missing.");
        }
        return at.sequence() > after.sequence()
                ? new Broken(after.sequence() + 1, "Entries were added past the chain's head.")
                : new AuditCheck.Intact(at);
    }
}
