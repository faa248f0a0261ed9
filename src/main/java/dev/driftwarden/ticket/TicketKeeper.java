package dev.driftwarden.ticket;

import dev.driftwarden.outbound.OutboundException;
import dev.driftwarden.outbound.OutboundException.Kind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a ticket outside be what a draft says, whatever is there already: a repeated call makes no second ticket. */
public final class TicketKeeper {
    private final TicketSystem system;

    public TicketKeeper(TicketSystem system) {
        this.system = system;
    }

    /**
     * What is so now.
     *
     * @param note what a person should know about it; empty for nothing
     */
    public record Kept(TicketRef ref, TicketChange change, String note) {}

    /**
     * Keeps the ticket.
     *
     * @param known null when none was made, as far as we know
     * @return empty when there is none and none is needed
     */
    public Optional<Kept> keep(@Nullable KnownTicket known, TicketDraft draft) {
        return known == null ? found(draft) : changed(known, draft);
    }

    /** What was made before its answer was lost is found here. */
    private Optional<Kept> found(TicketDraft draft) {
        Optional<KnownTicket> there = system.find(draft.key());
        if (there.isEmpty()) {
            return created(draft, "");
        }
        return changed(there.get(), draft)
                .map(kept -> kept.change() == TicketChange.UPDATED && draft.open()
                        ? new Kept(kept.ref(), TicketChange.OPENED, kept.note())
                        : kept);
    }

    private Optional<Kept> changed(KnownTicket known, TicketDraft draft) {
        TicketChange change = change(known.open(), draft.open());
        try {
            system.update(known.ref(), draft, change);
            return Optional.of(new Kept(known.ref(), change, ""));
        } catch (OutboundException e) {
            if (e.kind() != Kind.GONE) {
                throw e;
            }
            return created(draft, "Ticket " + known.ref().label() + " had been deleted there.");
        }
    }

    private static TicketChange change(boolean before, boolean after) {
        if (before == after) {
            return TicketChange.UPDATED;
        }
        return after ? TicketChange.REOPENED : TicketChange.CLOSED;
    }

    private Optional<Kept> created(TicketDraft draft, String note) {
        return draft.open() ? Optional.of(new Kept(system.create(draft), TicketChange.OPENED, note)) : Optional.empty();
    }
}
