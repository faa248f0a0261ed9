package dev.driftwarden.ticket.system;

import dev.driftwarden.outbound.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The header of HTTP basic authentication. */
final class BasicAuth {
    private BasicAuth() {}

    static String header(String user, Secret password) {
        byte[] both = (user + ":" + password.reveal()).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }
}
