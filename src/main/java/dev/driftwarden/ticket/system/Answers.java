package dev.driftwarden.ticket.system;

import dev.driftwarden.outbound.OutboundException;
import dev.driftwarden.outbound.OutboundException.Kind;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Takes over from a system's answer only what is safe to use. */
final class Answers {
    private Answers() {}

    /**
     * An id that is to be part of an address.
     *
     * @throws OutboundException when it is none
     */
    static String id(String id) {
        if (!id.matches("[A-Za-z0-9_-]{1,80}")) {
            throw new OutboundException(Kind.INVALID, "The ticket system answered without a usable id.");
        }
        return id;
    }

    /** The address of a ticket's page; null unless it lies on the system's own site. */
    static @Nullable String page(String address, URI system) {
        try {
            URI page = new URI(address);
            String host = page.getHost();
            boolean same = host != null
                    && page.getUserInfo() == null
                    && String.valueOf(page.getScheme()).equals(system.getScheme())
                    && sameSite(host.toLowerCase(Locale.ROOT), String.valueOf(system.getHost()));
            return same ? address : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** {@code github.com} is where the pages of {@code api.github.com} are. */
    private static boolean sameSite(String page, String system) {
        return page.equals(system) || system.endsWith("." + page);
    }
}
