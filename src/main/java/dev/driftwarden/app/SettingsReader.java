package dev.driftwarden.app;

import dev.driftwarden.policy.SecretName;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes values out of an environment and collects every mistake on the way. */
final class SettingsReader {
    private static final int SHOWN = 120;

    private final Map<String, String> environment;
    private final List<String> mistakes = new ArrayList<>();

    SettingsReader(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The trimmed value; empty when absent or blank. */
    Optional<String> text(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    void mistake(String sentence) {
        if (!mistakes.contains(sentence)) {
            mistakes.add(sentence);
        }
    }

    /** An https address, or an http one on this machine; a fallback after a mistake, so that reading goes on. */
    URI address(String name, URI fallback) {
        Optional<String> value = text(name);
        if (value.isEmpty()) {
            return fallback;
        }
        Optional<URI> address = parse(value.get());
        if (address.isEmpty()) {
            mistake(name + " is " + shown(value.get())
                    + ", which is no service address; write it like " + fallback
                    + " (https, no user, query or fragment; http only on a loopback address).");
        }
        return address.orElse(fallback);
    }

    private static Optional<URI> parse(String value) {
        try {
            URI address = new URI(value.replaceFirst("/+$", ""));
            return Loopback.isServiceAddress(address) ? Optional.of(address) : Optional.empty();
        } catch (URISyntaxException wrong) {
            return Optional.empty();
        }
    }

    /** The names that begin like this. */
    List<String> names(String prefix) {
        return environment.keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .toList();
    }

    void refuseUnknown() {
        environment.keySet().stream()
                .filter(name -> name.startsWith(SettingName.PREFIX) && !SettingName.OWN.contains(name))
                .filter(name -> SecretName.tryParse(name).isEmpty())
                .sorted()
                .forEach(name -> mistake(name + " is no setting of Driftwarden; remove it or correct its name (known: "
                        + String.join(", ", SettingName.OWN) + ")."));
    }

    void throwMistakes() {
        if (!mistakes.isEmpty()) {
            throw new SettingsException(mistakes);
        }
    }

    /** A value for a sentence: quoted, bounded, without control characters, and without a query or user that may hold a secret. */
    static String shown(String value) {
        String open = value.replaceAll("//[^/@]*@", "//***@").replaceAll("[?#].*", "?***");
        String clean = open.replaceAll("\\p{C}", "\uFFFD");
        return "'" + (clean.length() > SHOWN ? clean.substring(0, SHOWN) + "…" : clean) + "'";
    }

    boolean hasMistakes() {
        return !mistakes.isEmpty();
    }
}
