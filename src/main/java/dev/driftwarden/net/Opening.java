package dev.driftwarden.net;

import java.util.List;
import java.util.Set;

/**
 * A security rule that lets the internet in, after all denies before it are taken away.
 *
 * @param rule the rule's name
 * @param priority lower ones are looked at first
 * @param path where the rule stands, for instance {@code properties.securityRules[2]}
 * @param kind who is let in
 * @param sources the entries of the rule that let them in, as written there
 * @param ports the asked ports that are open
 * @param protocols for which at least one of the ports is open
 * @param servesOnlyAsked whether the rule allows no port besides the asked ones
 */
public record Opening(
        String rule,
        int priority,
        String path,
        Kind kind,
        List<String> sources,
        Ranges ports,
        Set<Protocol> protocols,
        boolean servesOnlyAsked) {
    public Opening {
        sources = List.copyOf(sources);
        protocols = Set.copyOf(protocols);
    }

    /** Who is let in. */
    public enum Kind {
        /** Everybody, or 2^24 public IPv4 addresses or more, or IPv6 space of a 16-bit prefix or more. */
        INTERNET("internet"),
        /** Machines of any customer of Azure. */
        AZURE_CLOUD("azure-cloud");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** The word that rules and reports use. */
        public String word() {
            return word;
        }
    }
}
