package dev.driftwarden.practice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/** Cuts long lists into pages with an absolute link to the next one. */
final class Pages {
    private static final String SKIP = "$skiptoken";

    private final Supplier<String> endpoint;
    private final int size;

    Pages(Supplier<String> endpoint, int size) {
        this.endpoint = endpoint;
        this.size = size;
    }

    /** An ARM page: {@code value} and, when there is more, {@code nextLink}. */
    Response arm(Request request, List<? extends JsonNode> members) {
        return page(request, members, size, "nextLink", Json.object());
    }

    /** A Graph page: the size is {@code $top} when given, at most 999. */
    Response graph(Request request, List<? extends JsonNode> members, String context) {
        ObjectNode body = Json.object().put("@odata.context", endpoint.get() + context);
        int top = number(request.query("$top"), size);
        return page(request, members, Math.max(1, Math.min(999, top)), "@odata.nextLink", body);
    }

    private Response page(
            Request request, List<? extends JsonNode> members, int pageSize, String linkName, ObjectNode body) {
        int from = Math.min(number(request.query(SKIP), 0), members.size());
        int to = Math.min(from + pageSize, members.size());
        if (to < members.size() && linkName.startsWith("@")) {
            body.put(linkName, link(request, to));
        }
        body.set("value", Json.array(members.subList(from, to)));
        if (to < members.size()) {
            body.put(linkName, link(request, to));
        }
        return Response.ok(body);
    }

    private String link(Request request, int from) {
        StringBuilder link = new StringBuilder(endpoint.get());
        link.append(encodedPath(request.path())).append('?');
        request.query().forEach((name, value) -> {
            if (!name.equals(SKIP)) {
                link.append(encode(name)).append('=').append(encode(value)).append('&');
            }
        });
        return link.append("%24skiptoken=").append(from).toString();
    }

    private static String encodedPath(String path) {
        StringBuilder encoded = new StringBuilder();
        for (String segment : path.substring(1).split("/")) {
            encoded.append('/').append(encode(segment));
        }
        return encoded.toString();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static int number(String text, int otherwise) {
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : otherwise;
    }
}
