package dev.driftwarden.app;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** Tells addresses of this machine from all others, by their spelling alone: no name is resolved. */
public final class Loopback {
    private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private Loopback() {}

    /** True for {@code localhost}, {@code 127.0.0.1} and {@code [::1]}, whatever the port. */
    public static boolean is(URI address) {
        String host = address.getHost();
        return host != null && NAMES.contains(host.toLowerCase(Locale.ROOT));
    }

    static boolean isServiceAddress(URI address) {
        boolean bare = address.getUserInfo() == null && address.getQuery() == null && address.getFragment() == null;
        boolean safe = "https".equalsIgnoreCase(address.getScheme())
                || ("http".equalsIgnoreCase(address.getScheme()) && is(address));
        return bare && safe && address.getHost() != null;
    }
}
