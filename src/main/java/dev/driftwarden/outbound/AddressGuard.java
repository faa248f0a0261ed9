package dev.driftwarden.outbound;

import dev.driftwarden.net.IpRanges;
import dev.driftwarden.outbound.OutboundException.Kind;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Decides whether an address may be called, and is the only one to resolve its name: what was checked is what is connected to, so
 * a name that changes its address between check and call gains nothing.
 */
final class AddressGuard {
    /** Not on the internet, or not one host: IANA special-purpose registries. */
    private static final List<String> PRIVATE = List.of(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "::/48",
            "fc00::/7");

    /** Never called, whatever the settings say: metadata services, link-local, multicast, and Azure's wire server. */
    private static final List<String> NEVER = List.of(
            "169.254.0.0/16",
            "168.63.129.16",
            "224.0.0.0/3",
            "64:ff9b::/48",
            "64:ff9b:1::/48",
            "2001::/32",
            "2002::/16",
            "fd00:ec2::/48",
            "fe80::/10",
            "fec0::/10",
            "ff00::/8");

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final OutboundHosts hosts;
    private final Resolver resolver;

    /** Finds the addresses of a host. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    AddressGuard(OutboundHosts hosts, Resolver resolver) {
        this.hosts = hosts;
        this.resolver = resolver;
    }

    /**
     * Refuses an address by its spelling: no https, a user, a host that is not allowed.
     *
     * @throws OutboundException of kind {@code REFUSED}
     */
    void check(URI address) {
        String host = address.getHost();
        if (host == null || address.getRawUserInfo() != null || address.getRawFragment() != null) {
            throw refused("The address is not one of a service: https, a host, no user and no fragment are needed.");
        }
        checkAllowed(host);
        boolean https = "https".equalsIgnoreCase(address.getScheme());
        if (!https && !("http".equalsIgnoreCase(address.getScheme()) && isThisMachine(host))) {
            throw refused("Host '" + host + "' is to be called without https.");
        }
    }

    /**
     * Refuses a mail server that is not allowed, or that is to be spoken to in the clear.
     *
     * @throws OutboundException of kind {@code REFUSED}
     */
    void checkMailServer(String host, boolean secured) {
        checkAllowed(host);
        if (!secured && !isThisMachine(host)) {
            throw refused("Mail server '" + host + "' is to be spoken to without TLS.");
        }
    }

    private void checkAllowed(String host) {
        if (!hosts.allows(host)) {
            throw refused("Host '" + host + "' is not allowed; add it to the setting DRIFTWARDEN_OUTBOUND_HOSTS.");
        }
    }

    private boolean isThisMachine(String host) {
        return LOOPBACK.contains(host.toLowerCase(Locale.ROOT)) && hosts.mayBeInside(host);
    }

    /**
     * The addresses of a host, all of which may be connected to.
     *
     * @throws OutboundException of kind {@code REFUSED} when any of them may not
     */
    InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] found = resolver.resolve(host);
        for (InetAddress address : found) {
            String text = text(address);
            boolean forbidden =
                    IpRanges.within(text, NEVER) || (IpRanges.within(text, PRIVATE) && !hosts.mayBeInside(host));
            if (forbidden) {
                throw refused("Host '" + host + "' has an address that is not on the internet (" + text
                        + "); if that is meant, name it in DRIFTWARDEN_OUTBOUND_PRIVATE_HOSTS.");
            }
        }
        return found;
    }

    private static String text(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }

    private static OutboundException refused(String message) {
        return new OutboundException(Kind.REFUSED, message);
    }
}
