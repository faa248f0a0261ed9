package dev.driftwarden.azure;

import dev.driftwarden.resource.ResourceId;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;

/** Puts ids into URLs, each segment percent-encoded: {@code /graph/…} to Microsoft Graph, everything else to ARM. */
record Addresses(URI arm, URI graph) {
    private static final String UNRESERVED =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$'()*,;:@=";
    private static final String QUERY = "[A-Za-z0-9\\-._~!$&'()*+,;=:@/?%]*";

    /**
     * The URL of an id.
     *
     * @param query further raw parameters, already encoded; empty for none
     * @throws IllegalArgumentException when the query has a character that no encoded query has
     */
    String of(ResourceId id, String apiVersion, String query) {
        if (!query.matches(QUERY)) {
            throw new IllegalArgumentException("a query must be encoded");
        }
        return id.isGraph() ? graph(id, apiVersion, query) : arm(id, apiVersion, query);
    }

    private String arm(ResourceId id, String apiVersion, String query) {
        String more = query.isEmpty() ? "" : "&" + query;
        return arm + path(id, 0) + "?api-version=" + encode(apiVersion) + more;
    }

    private String graph(ResourceId id, String apiVersion, String query) {
        String version = apiVersion.toLowerCase(Locale.ROOT).equals("beta") ? "/beta" : "/v1.0";
        return graph + version + path(id, 1) + (query.isEmpty() ? "" : "?" + query);
    }

    private static String path(ResourceId id, int skip) {
        return id.segments().stream()
                .skip(skip)
                .map(segment -> "/" + encode(segment))
                .collect(Collectors.joining());
    }

    /** Whether an absolute address lies at the endpoint that the id belongs to. */
    boolean sameOrigin(String address, ResourceId id) {
        try {
            URI uri = new URI(address);
            URI home = id.isGraph() ? graph : arm;
            return home.getScheme().equalsIgnoreCase(uri.getScheme())
                    && home.getHost().equalsIgnoreCase(uri.getHost())
                    && port(home) == port(uri)
                    && uri.getRawUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }

    private static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b > 0 && UNRESERVED.indexOf(b) >= 0) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(String.format(Locale.ROOT, "%02X", b & 0xff));
            }
        }
        return encoded.toString();
    }
}
