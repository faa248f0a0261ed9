package dev.driftwarden.outbound;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The hosts that may be called: those of the known services, and those that the settings add. A name may begin with {@code *.} and
 * then stands for every host below it.
 *
 * @param added further hosts, in lower case
 * @param inside hosts that may have private or loopback addresses, in lower case; allowed without being in {@code added}
 */
public record OutboundHosts(List<String> added, Set<String> inside) {
    private static final List<String> KNOWN = List.of(
            "api.github.com",
            "*.atlassian.net",
            "*.service-now.com",
            "dev.azure.com",
            "events.pagerduty.com",
            "events.eu.pagerduty.com",
            "*.logic.azure.com",
            "*.powerplatform.com",
            "hooks.slack.com",
            "*.communication.azure.com",
            "smtp.azurecomm.net",
            "smtp.office365.com");

    public static final OutboundHosts STANDARD = new OutboundHosts(List.of(), Set.of());

    public OutboundHosts {
        added = List.copyOf(added);
        inside = Set.copyOf(inside);
    }

    /** Whether this host may be called at all. */
    public boolean allows(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return mayBeInside(name)
                || Stream.concat(KNOWN.stream(), added.stream()).anyMatch(one -> covers(one, name));
    }

    /** Whether this host may have an address that is not on the internet. */
    public boolean mayBeInside(String host) {
        return inside.contains(host.toLowerCase(Locale.ROOT));
    }

    private static boolean covers(String pattern, String host) {
        return pattern.startsWith("*.") ? host.endsWith(pattern.substring(1)) : host.equals(pattern);
    }
}
