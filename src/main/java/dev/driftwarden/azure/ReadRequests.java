package dev.driftwarden.azure;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import java.util.Locale;

/** Tells requests that change nothing. */
final class ReadRequests {
    /** The one path at which a POST asks for something; see docs/decisions/0016-sweeping-by-resource-graph.md. */
    static final String RESOURCE_GRAPH = "/providers/microsoft.resourcegraph/resources";

    private ReadRequests() {}

    static boolean isRead(HttpRequest request) {
        HttpMethod method = request.getHttpMethod();
        return method == HttpMethod.GET
                || method == HttpMethod.HEAD
                || (method == HttpMethod.POST
                        && request.getUrl().getPath().toLowerCase(Locale.ROOT).equals(RESOURCE_GRAPH));
    }
}
